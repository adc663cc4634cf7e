/* Files of exceptions: what they say, and what they may not say. */
#include <stdio.h>
#include <string.h>

#include "cmocka_all.h"
#include "common/base/memory.h"
#include "common/compound/exceptions.h"

static struct exceptions *parse(const char *text)
{
    struct exceptions *exceptions = NULL;
    struct error err = ERROR_NONE;
    if (exceptions_parse(&exceptions, bytes_of_text(text), "words.tsv", &err) != STATUS_OK) {
        fail_msg("%s", err.message);
    }
    return exceptions;
}

static void assert_sizes(const struct exceptions *exceptions, const char *form, size_t count,
                         const uint8_t *sizes)
{
    uint8_t got[8] = {0};
    assert_int_equal(exceptions_find(exceptions, bytes_of_text(form), got), count);
    assert_memory_equal(got, sizes, count);
}

static void lines_split_or_keep_whole(void **state)
{
    (void)state;
    struct exceptions *exceptions = parse("# places\n"
                                          "gütersloh\n"
                                          "\n"
                                          "staubecken\tstau+becken\r\n"
                                          "  oldtimer \n"
                                          "blumentopferde\tblumen+topf+erde");
    assert_sizes(exceptions, "gütersloh", 1, (uint8_t[]){10});
    assert_sizes(exceptions, "staubecken", 2, (uint8_t[]){4, 6});
    assert_sizes(exceptions, "oldtimer", 1, (uint8_t[]){8});
    assert_sizes(exceptions, "blumentopferde", 3, (uint8_t[]){6, 4, 4});
    assert_sizes(exceptions, "becken", 0, NULL);
    assert_sizes(exceptions, "", 0, NULL);
    assert_sizes(NULL, "gütersloh", 0, NULL);
    exceptions_destroy(exceptions);
}

static void words_are_folded(void **state)
{
    (void)state;
    struct exceptions *exceptions = parse("\xEF\xBB\xBFSpaßBad\tSpaß+Bad\nU\xCC\x88"
                                          "bergang\n");
    assert_sizes(exceptions, "spassbad", 2, (uint8_t[]){5, 3});
    assert_sizes(exceptions, "übergang", 1, (uint8_t[]){9});
    exceptions_destroy(exceptions);
}

static void the_last_line_of_a_word_counts(void **state)
{
    (void)state;
    struct exceptions *exceptions = parse("druckerzeugnis\ndruckerzeugnis\tdruck+erzeugnis\n");
    assert_sizes(exceptions, "druckerzeugnis", 2, (uint8_t[]){5, 9});
    exceptions_destroy(exceptions);
}

static void nothing_is_an_empty_table(void **state)
{
    (void)state;
    struct exceptions *exceptions = parse("");
    assert_sizes(exceptions, "haus", 0, NULL);
    exceptions_destroy(exceptions);
    exceptions_destroy(NULL);
}

static void many_words_are_kept_apart(void **state)
{
    (void)state;
    static char text[200000];
    size_t used = 0;
    for (unsigned i = 0; i < 5000; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "wort%ux\twort%u+x\n", i, i);
    }
    struct exceptions *exceptions = parse(text);
    for (unsigned i = 0; i < 5000; i++) {
        char form[32];
        uint8_t size = (uint8_t)(snprintf(form, sizeof form, "wort%ux", i) - 1);
        assert_sizes(exceptions, form, 2, (uint8_t[]){size, 1});
    }
    exceptions_destroy(exceptions);
}

static void assert_refused(const char *text, const char *want)
{
    struct exceptions *exceptions = NULL;
    struct error err = ERROR_NONE;
    char message[1200];
    assert_int_equal(exceptions_parse(&exceptions, bytes_of_text(text), "words.tsv", &err),
                     STATUS_INPUT);
    assert_null(exceptions);
    error_format(&err, message, sizeof message);
    assert_string_equal(message, want);
}

static void faults_name_file_and_line(void **state)
{
    (void)state;
    assert_refused("haus\nhaus tür\n",
                   "words.tsv: line 2: no word (a tab stands between a word and its parts)");
    assert_refused("# x\n\nhaustür\thaus+tor\n",
                   "words.tsv: line 3: the parts do not make up the word");
    assert_refused("haustür\thaus++tür\n", "words.tsv: line 1: a part is no word");
    assert_refused("haustür\t\n", "words.tsv: line 1: a part is no word");
    assert_refused("\thaus+tür\n",
                   "words.tsv: line 1: no word (a tab stands between a word and its parts)");
    assert_refused("abcdefghi\ta+b+c+d+e+f+g+h+i\n", "words.tsv: line 1: more than 8 parts");
    assert_refused("haus\xFFtür\n",
                   "words.tsv: line 1: no word (a tab stands between a word and its parts)");
}

static void long_words_are_refused(void **state)
{
    (void)state;
    char text[600];
    memset(text, 'a', 256);
    text[256] = '\0';
    assert_refused(text, "words.tsv: line 1: no word (a tab stands between a word and its parts)");
    text[255] = '\0';
    exceptions_destroy(parse(text));
}

static void missing_memory_is_told(void **state)
{
    (void)state;
    for (size_t nth = 1;; nth++) {
        struct exceptions *exceptions = NULL;
        memory_inject_failure(nth, 0);
        enum status status =
            exceptions_parse(&exceptions, bytes_of_text("haustür\thaus+tür\n"), "w", NULL);
        int struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        exceptions_destroy(exceptions);
        if (!struck) {
            assert_int_equal(status, STATUS_OK);
            break;
        }
        assert_int_equal(status, STATUS_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_split_or_keep_whole),
        cmocka_unit_test(words_are_folded),
        cmocka_unit_test(the_last_line_of_a_word_counts),
        cmocka_unit_test(nothing_is_an_empty_table),
        cmocka_unit_test(many_words_are_kept_apart),
        cmocka_unit_test(faults_name_file_and_line),
        cmocka_unit_test(long_words_are_refused),
        cmocka_unit_test(missing_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
