#include "cmocka_all.h"

#include <string.h>

#include "common/base/json.h"
#include "common/base/utf8.h"

#define BAD "\xEF\xBF\xBD"

static void expect(const char *text, size_t size, const char *json)
{
    struct buffer out = {0};
    json_append_string(&out, bytes_of(text, size));
    buffer_append_byte(&out, 0);
    assert_string_equal((const char *)out.data, json);
    buffer_release(&out);
}

static void escapes(void **state)
{
    (void)state;
    expect("", 0, "\"\"");
    expect(NULL, 0, "\"\"");
    expect("a\"b\\c/d", 7, "\"a\\\"b\\\\c/d\"");
    expect("\n\r\t", 3, "\"\\n\\r\\t\"");
    expect("\0\x01\x1F\x7F", 4, "\"\\u0000\\u0001\\u001f\\u007f\"");
    expect("Gr\xC3\xBC\xC3\x9F"
           "e \xE2\x82\xAC \xF0\x9F\x98\x80",
           16,
           "\"Gr\xC3\xBC\xC3\x9F"
           "e \xE2\x82\xAC \xF0\x9F\x98\x80\"");
}

/* What is no UTF-8 (RFC 3629) is replaced byte by byte. */
static void invalid_utf8(void **state)
{
    static const char *const rows[][2] = {
        {"\x80", "\"" BAD "\""},           /* a continuation alone */
        {"\xFF\xFE", "\"" BAD BAD "\""},   /* never UTF-8 */
        {"\xC3", "\"" BAD "\""},           /* cut off at the end */
        {"a\xE2\x82", "\"a" BAD BAD "\""}, /* cut off at the end */
        {"\xC3z", "\"" BAD "z\""},         /* cut off before a letter */
        {"\xE2\x82z", "\"" BAD BAD "z\""},
        {"\xC0\xAF", "\"" BAD BAD "\""}, /* '/' too long */
        {"\xC1\xBF", "\"" BAD BAD "\""},
        {"\xE0\x9F\xBF", "\"" BAD BAD BAD "\""},         /* U+07FF too long */
        {"\xF0\x8F\xBF\xBF", "\"" BAD BAD BAD BAD "\""}, /* U+FFFF too long */
        {"\xED\xA0\x80", "\"" BAD BAD BAD "\""},         /* a surrogate */
        {"\xED\xBF\xBF", "\"" BAD BAD BAD "\""},
        {"\xF4\x90\x80\x80", "\"" BAD BAD BAD BAD "\""}, /* above U+10FFFF */
        {"\xF8\x88\x80\x80\x80", "\"" BAD BAD BAD BAD BAD "\""},
        {"\xED\x9F\xBF", "\"\xED\x9F\xBF\""},         /* U+D7FF is good */
        {"\xEE\x80\x80", "\"\xEE\x80\x80\""},         /* U+E000 is good */
        {"\xF4\x8F\xBF\xBF", "\"\xF4\x8F\xBF\xBF\""}, /* U+10FFFF is good */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect(rows[i][0], strlen(rows[i][0]), rows[i][1]);
    }
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        uint8_t raw[4];
        size_t size = utf8_write(point, raw), read = 0;
        int valid = 0;
        uint32_t back = utf8_read(raw, raw + size, &read, &valid);
        int surrogate = point >= 0xD800 && point <= 0xDFFF;
        if (valid == surrogate || (valid && (back != point || read != size)) ||
            (!valid && (back != UTF8_REPLACEMENT || read != 1))) {
            fail_msg("U+%04X", point);
        }
    }
}

static void numbers(void **state)
{
    struct buffer out = {0};
    (void)state;
    json_append_number(&out, "hits", UINT64_MAX);
    buffer_append_byte(&out, 0);
    assert_string_equal((const char *)out.data, "\"hits\":18446744073709551615");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes),
        cmocka_unit_test(invalid_utf8),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
