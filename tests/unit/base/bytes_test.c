#include "cmocka_all.h"

#include <string.h>

#include "common/base/bytes.h"

/* Takes all lines off `text` and joins them with '|'. */
static const char *lines_of(const char *text)
{
    static char out[64];
    struct bytes left = bytes_of_text(text), line;
    size_t size = 0;
    while (bytes_take_line(&left, &line)) {
        memcpy(out + size, line.data, line.size);
        size += line.size;
        out[size++] = '|';
    }
    assert_int_equal(left.size, 0);
    assert_false(bytes_take_line(&left, &line));
    out[size] = '\0';
    return out;
}

static void lines(void **state)
{
    struct bytes none = {NULL, 0}, line;
    (void)state;
    assert_false(bytes_take_line(&none, &line));
    assert_string_equal(lines_of("one"), "one|");
    assert_string_equal(lines_of("one\n"), "one|");
    assert_string_equal(lines_of("one\ntwo"), "one|two|");
    assert_string_equal(lines_of("\n\none\n"), "||one|");
    assert_string_equal(lines_of("one\r\ntwo\r\n\r\n"), "one|two||");
    assert_string_equal(lines_of("one\rtwo\r\r\n\r"), "one\rtwo\r||"); /* one \r is of the end */
}

static void order(void **state)
{
    static const char *const rising[] = {"", "a", "aa", "ab", "b", "\xC3\xA4"};
    (void)state;
    for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
            struct bytes a = bytes_of_text(rising[i]), b = bytes_of_text(rising[j]);
            int sign = bytes_compare(a, b);
            assert_int_equal((sign > 0) - (sign < 0), (i > j) - (i < j));
            assert_int_equal(bytes_equal(a, b), i == j);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines), cmocka_unit_test(order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
