/* Where capitals tell something: words of hand-checked sentences. */
#include <string.h>

#include "cmocka_all.h"
#include "common/text/casing.h"

/* The casing of the first token whose source text is `word`. */
static enum casing casing_in(const char *text, const char *word)
{
    struct analyzer *analyzer = NULL;
    struct token_list list = {0};
    struct error err = ERROR_NONE;
    size_t size = strlen(word), i = 0;
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, &err), STATUS_OK);
    assert_int_equal(analyzer_segment(analyzer, bytes_of_text(text), &list, &err), STATUS_OK);
    while (i < list.count && (list.tokens[i].text_end - list.tokens[i].text_start != size ||
                              memcmp(text + list.tokens[i].text_start, word, size) != 0)) {
        i++;
    }
    if (i == list.count) {
        fail_msg("no token %s in %s", word, text);
    }
    enum casing casing = casing_of(bytes_of_text(text), &list.tokens[i]);
    token_list_release(&list);
    analyzer_destroy(analyzer);
    return casing;
}

static void words_inside_a_sentence_tell(void **state)
{
    (void)state;
    const char *text = "Heute ging, so heißt es, Übermut um; Ärger war äußerst rar. Und 3 Kühe im Café  Mozart";
    assert_int_equal(casing_in(text, "ging"), CASING_SMALL);
    assert_int_equal(casing_in(text, "so"), CASING_SMALL);
    assert_int_equal(casing_in(text, "Übermut"), CASING_CAPITAL);
    assert_int_equal(casing_in(text, "Ärger"), CASING_CAPITAL);
    assert_int_equal(casing_in(text, "äußerst"), CASING_SMALL);
    assert_int_equal(casing_in(text, "Kühe"), CASING_CAPITAL);
    assert_int_equal(casing_in(text, "Café"), CASING_CAPITAL);
    assert_int_equal(casing_in(text, "Mozart"), CASING_CAPITAL);
}

static void beginnings_tell_nothing(void **state)
{
    (void)state;
    assert_int_equal(casing_in("Heute regnet es.", "Heute"), CASING_UNKNOWN);
    assert_int_equal(casing_in("Es ging. Dann kam er.", "Dann"), CASING_UNKNOWN);
    assert_int_equal(casing_in("Was? Nichts! Gut", "Nichts"), CASING_UNKNOWN);
    assert_int_equal(casing_in("Was? Nichts! Gut", "Gut"), CASING_UNKNOWN);
    assert_int_equal(casing_in("Er sagte: Komm!", "Komm"), CASING_UNKNOWN);
    assert_int_equal(casing_in("Er rief „Komm mit“ laut", "Komm"), CASING_UNKNOWN);
    assert_int_equal(casing_in("Er rief \"Komm mit\" laut", "Komm"), CASING_UNKNOWN);
    assert_int_equal(casing_in("Titel\nText folgt", "Text"), CASING_UNKNOWN);
    assert_int_equal(casing_in("zuerst - Dann", "Dann"), CASING_UNKNOWN);
    assert_int_equal(casing_in("zuerst • Dann", "Dann"), CASING_UNKNOWN);
    assert_int_equal(casing_in("zuerst – Dann", "Dann"), CASING_UNKNOWN);
    assert_int_equal(casing_in("zuerst (Dann)", "Dann"), CASING_UNKNOWN);
    assert_int_equal(casing_in("Software-Entwickler", "Entwickler"), CASING_UNKNOWN);
}

static void all_capitals_and_numbers_tell_nothing(void **state)
{
    (void)state;
    assert_int_equal(casing_in("in der CDU ist", "CDU"), CASING_UNKNOWN);
    assert_int_equal(casing_in("die ÄÖÜ ist", "ÄÖÜ"), CASING_UNKNOWN);
    assert_int_equal(casing_in("im Jahr 1999 war", "1999"), CASING_UNKNOWN);
    assert_int_equal(casing_in("nach dem § dort", "§"), CASING_UNKNOWN);
    assert_int_equal(casing_in("der Vitamin A Mangel", "A"), CASING_CAPITAL);
}

static void other_scripts_and_broken_text_do_no_harm(void **state)
{
    (void)state;
    assert_int_equal(casing_in("слово Haus", "Haus"), CASING_CAPITAL);
    assert_int_not_equal(casing_in("\xFF haus", "haus"), CASING_CAPITAL);
    assert_int_equal(casing_in("   haus", "haus"), CASING_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_inside_a_sentence_tell),
        cmocka_unit_test(beginnings_tell_nothing),
        cmocka_unit_test(all_capitals_and_numbers_tell_nothing),
        cmocka_unit_test(other_scripts_and_broken_text_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
