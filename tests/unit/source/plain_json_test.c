/* Whatever the short way takes, the library takes too and reads the same. */
#include "cmocka_all.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "indexer/source/plain_json.h"
#include "random.h"
#include "source_tests.h"

enum { MOST_BYTES = 512 };

/* Whether it was taken; then the library has the same members in the same order. The copy ends with
 * the record, so that a byte read behind it is noticed. */
static bool check_record(struct bytes record)
{
    struct plain_member members[PLAIN_JSON_MEMBERS];
    uint8_t *copy = malloc(record.size + 1), *scratch = malloc(record.size + 1);
    uint8_t *end = copy + 1;
    memcpy(end, record.data, record.size);
    unsigned count = plain_json_read(bytes_of(end, record.size), scratch, members), i = 0;
    json_error_t error;
    json_t *value, *json = json_loadb((const char *)end, record.size, JSON_ALLOW_NUL, &error);
    const char *key;
    if (count > 0 && !json_is_object(json)) {
        fail_msg("taken: %.*s", (int)record.size, (const char *)record.data);
    }
    if (count > 0) {
        assert_int_equal(json_object_size(json), count);
        json_object_foreach(json, key, value) {
            struct bytes wanted = bytes_of(json_string_value(value), json_string_length(value));
            char number[32];
            assert_int_equal(members[i].is_string, json_is_string(value));
            if (!members[i].is_string) {
                assert_true(json_is_integer(value));
                snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
                wanted = bytes_of_text(number);
            }
            assert_true(bytes_equal(members[i].key, bytes_of_text(key)));
            assert_true(bytes_equal(members[i].value, wanted));
            i++;
        }
    }
    json_decref(json);
    free(copy);
    free(scratch);
    return count > 0;
}

/* By hand: what is taken, and what is left to the library. */
static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *record;
        bool taken;
    } cases[] = {
        {"{\"id\":\"a\",\"title\":\"t\",\"text\":\"Grüße aus Köln – 5 €, 𝄞\"}", true},
        {" {\t\"id\" : 17 , \"text\" : \"x\"\r} \n", true},
        {"{\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\u20AC\"}", true},
        {"{\"text\":\"\",\"\":\"x\",\"n\":0}", true},
        {"{\"n\":999999999999999999}", true},
        {"{\"n\":9999999999999999999}", false},
        {"{\"n\":01}", false},
        {"{\"n\":-1}", false},
        {"{\"n\":1.5}", false},
        {"{\"n\":1", false},
        {"{\"text\":\"\\u0000\"}", false},
        {"{\"text\":\"\\ud834\\udd1e\"}", false},
        {"{\"text\":\"\\x\"}", false},
        {"{\"text\":\"\\u00g0\"}", false},
        {"{\"text\":\"\\u00\"}", false},
        {"{\"text\":\"\\", false},
        {"{\"text\":\"x", false},
        {"{\"text\":\"tab\there\"}", false},
        {"{\"text\":\"\xC0\x80\"}", false},
        {"{\"text\":\"\xED\xA0\x80\"}", false},
        {"{\"text\":\"\xC3\"}", false},
        {"{\"te\\u0078t\":\"x\"}", false},
        {"{\"text\":\"x\",\"text\":\"y\"}", false},
        {"{\"text\":\"x\",}", false},
        {"{\"text\":\"x\"} x", false},
        {"{\"text\":true}", false},
        {"{\"text\":{}}", false},
        {"{}", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (check_record(bytes_of_text(cases[i].record)) != cases[i].taken) {
            fail_msg("%s", cases[i].record);
        }
    }
    assert_false(check_record(bytes_of("{\"text\":\"x\"}\0", 13)));
}

/* Pieces of records and of what breaks them, in an order that is often valid. */
static size_t make_record(struct random *random, uint8_t *out)
{
    static const char *const keys[] = {"id", "title", "text", "", "größe", "a b", "date"};
    static const char *const pieces[] = {
        "x",    "Haus und Hof, länger", "ä",     "\\n",      "\\u00e4",      "\\u0041",
        "\\\"", "\xE2\x82\xAC",         "/",     "\\ud83d\\ude00", "\xF0\x9F\x98\x80", "\\\\",
        "\x7F", "\\u0000",              "\\u12", "\xEF\xBF\xBF",   "\t",           "\xC3"};
    char text[MOST_BYTES + 1] = "{";
    size_t size = 1, members = 1 + random_below(random, 4);
    for (size_t m = 0; m < members; m++) {
        size += (size_t)sprintf(text + size, "%s\"%s\":%s", m ? ", " : "",
                                keys[random_below(random, 7)], random_below(random, 2) ? " " : "");
        if (random_below(random, 5) == 0) {
            size += (size_t)sprintf(text + size, "%u", random_below(random, 1000));
            continue;
        }
        text[size++] = '"';
        for (uint32_t p = random_below(random, 5); p > 0; p--) {
            uint32_t usual = random_below(random, 8) ? 12 : 18;
            size += (size_t)sprintf(text + size, "%s", pieces[random_below(random, usual)]);
        }
        text[size++] = '"';
    }
    text[size++] = '}';
    memcpy(out, text, size);
    return size;
}

static void test_random(void **state)
{
    (void)state;
    enum { ROUNDS = 60000 };
    struct random random = {71};
    size_t taken = 0, broken = 0;
    for (int round = 0; round < ROUNDS; round++) {
        uint8_t record[MOST_BYTES];
        size_t size = make_record(&random, record);
        taken += check_record(bytes_of(record, size));
        for (uint32_t damage = 1 + random_below(&random, 2); damage > 0; damage--) {
            static const char signs[] = "\"\\{}[]:,u0- \t\n\x80\xC3\xE2\xFF";
            record[random_below(&random, size)] =
                random_below(&random, 4) ? (uint8_t)signs[random_below(&random, sizeof signs)]
                                         : (uint8_t)random_u64(&random);
        }
        broken += check_record(bytes_of(record, size));
        check_record(bytes_of(record, random_below(&random, size)));
    }
    assert_true(taken > ROUNDS / 4 && taken < ROUNDS);
    assert_true(broken > 0 && broken < taken);
}

int plain_json_tests(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_random)};
    return cmocka_run_group_tests_name("plain JSON", tests, NULL, NULL);
}
