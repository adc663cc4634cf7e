/* Reports of what was left out. */
#include "cmocka_all.h"

#include <string.h>

#include "indexer/source/skips.h"
#include "source_tests.h"

static void test_note(void **state)
{
    (void)state;
    struct skips skips = {0};
    skips_note(&skips, SKIP_EMPTY, bytes_of_text("a.txt"), 0);
    skips_note(&skips, SKIP_EMPTY, bytes_of_text("b.txt"), 7);
    skips_note(&skips, SKIP_INVALID_JSON, bytes_of_text("c\x1b[1m\x7f.jsonl"), UINT64_MAX);
    skips_note(&skips, SKIP_TOO_DEEP, bytes_of_text("\xC3\xA4\xC2\x9B" "1m"), 0); /* U+009B is an escape too */
    skips_note(&skips, SKIP_BINARY, bytes_of(NULL, 0), 3);
    assert_int_equal(skips.counts[SKIP_EMPTY], 2);
    assert_string_equal(skips.first[SKIP_EMPTY], "a.txt");
    assert_string_equal(skips.first[SKIP_INVALID_JSON], "c?[1m?.jsonl:18446744073709551615");
    assert_string_equal(skips.first[SKIP_TOO_DEEP], "\xC3\xA4??1m");
    assert_string_equal(skips.first[SKIP_BINARY], ":3");
    assert_int_equal(skips.counts[SKIP_NO_TEXT], 0);
}

static void test_long_name(void **state)
{
    (void)state;
    struct skips skips = {0};
    char name[1000];
    memset(name, 'n', sizeof name);
    skips_note(&skips, SKIP_TOO_LONG, bytes_of(name, sizeof name), 123456);
    assert_int_equal(strlen(skips.first[SKIP_TOO_LONG]), 207);
    assert_string_equal(skips.first[SKIP_TOO_LONG] + 199, "n:123456");
}

/* Counts add up; the first example is that of the earlier report. */
static void test_add(void **state)
{
    (void)state;
    struct skips sum = {0}, first = {0}, second = {0};
    skips_note(&first, SKIP_EMPTY, bytes_of_text("first"), 1);
    skips_note(&second, SKIP_EMPTY, bytes_of_text("second"), 2);
    skips_note(&second, SKIP_EMPTY, bytes_of_text("third"), 3);
    skips_note(&second, SKIP_NO_TEXT, bytes_of_text("fourth"), 4);
    skips_add(&sum, &(struct skips){0});
    skips_add(&sum, &first);
    skips_add(&sum, &second);
    assert_int_equal(sum.counts[SKIP_EMPTY], 3);
    assert_string_equal(sum.first[SKIP_EMPTY], "first:1");
    assert_int_equal(sum.counts[SKIP_NO_TEXT], 1);
    assert_string_equal(sum.first[SKIP_NO_TEXT], "fourth:4");
    assert_int_equal(sum.counts[SKIP_BINARY], 0);
    assert_string_equal(sum.first[SKIP_BINARY], "");
}

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < SKIP_REASONS; i++) {
        assert_non_null(skip_reason_name((enum skip_reason)i));
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(skip_reason_name((enum skip_reason)i),
                                    skip_reason_name((enum skip_reason)j));
        }
    }
    assert_string_equal(skip_reason_name(SKIP_INVALID_JSON), "invalid-json");
}

int skips_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_note),
        cmocka_unit_test(test_long_name),
        cmocka_unit_test(test_add),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests_name("skips", tests, NULL, NULL);
}
