/* The tables inside german.c are private; the file is tested from within. */
#include "cmocka_all.h"

#include "common/text/german.c"

static void stop_words_are_sorted_and_unique(void **state)
{
    (void)state;
    size_t count = sizeof stop_words / sizeof *stop_words;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(stop_words[i - 1].text, stop_words[i].text) >= 0) {
            fail_msg("%s, %s", stop_words[i - 1].text, stop_words[i].text);
        }
    }
    for (size_t i = 0; i < count; i++) {
        assert_true(german_is_stop_word(bytes_of_text(stop_words[i].text)));
    }
}

static void stop_words_are_few(void **state)
{
    (void)state;
    const char *const stops[] = {"der", "und", "über", "dass", "weshalb", "ab", "zwischen"};
    const char *const others[] = {"haus", "a", "", "unde", "übe", "zzz", "deutsch", "\xFF"};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        assert_true(german_is_stop_word(bytes_of_text(stops[i])));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(german_is_stop_word(bytes_of_text(others[i])));
    }
}

static void assert_key(const char *form, const char *want)
{
    uint8_t out[512];
    size_t size = german_key(bytes_of_text(form), out);
    if (size != strlen(want) || memcmp(out, want, size) != 0) {
        fail_msg("%s: %.*s instead of %s", form, (int)size, (const char *)out, want);
    }
}

static void digraphs_are_umlauts(void **state)
{
    (void)state;
    assert_key("mueller", "müller");
    assert_key("müller", "müller");
    assert_key("haeuser", "häuser");
    assert_key("goethe", "göthe");
    assert_key("schoen", "schön");
    assert_key("aerzte", "ärzte");
    assert_key("uebermut", "übermut");
    assert_key("strassenbau", "strassenbau");
}

static void digraphs_behind_a_vowel_or_q_are_none(void **state)
{
    (void)state;
    assert_key("neue", "neue");
    assert_key("frauen", "frauen");
    assert_key("bauen", "bauen");
    assert_key("steuer", "steuer");
    assert_key("quelle", "quelle");
    assert_key("queue", "queue");
    assert_key("bäuerin", "bäuerin");
    assert_key("baeuerin", "bäuerin");
    assert_key("säue", "säue");
    assert_key("", "");
    assert_key("a", "a");
    assert_key("ue", "ü");
}

static void irregular_plurals_meet_their_singular(void **state)
{
    (void)state;
    assert_key("museen", "museum");
    assert_key("konten", "konto");
    assert_key("zentren", "zentrum");
    assert_key("risiken", "risiko");
    assert_key("themen", "thema");
    assert_key("atlanten", "atlas");
}

static void old_and_new_spelling_share_a_key(void **state)
{
    (void)state;
    assert_key("schiffahrt", "schifffahrt");
    assert_key("donaudampfschiffahrt", "donaudampfschifffahrt");
    assert_key("schifffahrt", "schifffahrt");
    assert_key("brennesseltee", "brennnesseltee");
    assert_key("photo", "foto");
    assert_key("photograph", "fotograf");
    assert_key("photographie", "fotografie");
    assert_key("delphine", "delfine");
    assert_key("telephon", "telefon");
    assert_key("geographie", "geografie");
    assert_key("potentiell", "potenziell");
    assert_key("selbständig", "selbstständig");
    assert_key("selbststaendig", "selbstständig");
    assert_key("selbstaendig", "selbstständig");
    assert_key("stengel", "stängel");
    assert_key("numerieren", "nummerieren");
}

static void what_only_looks_old_stays(void **state)
{
    (void)state;
    assert_key("philosoph", "philosoph");
    assert_key("alphabet", "alphabet");
    assert_key("graph", "graph");
    assert_key("phonetik", "phonetik");
    assert_key("schiffe", "schiffe");
    assert_key("stille", "stille");
    assert_key("schipho", "schipho");
}

static size_t opposite(const char *head, const char *word)
{
    return german_opposite(bytes_of_text(head), bytes_of_text(word));
}

static void opposites_need_a_word_behind_them(void **state)
{
    (void)state;
    assert_int_equal(opposite("vor", "nachname"), 4);
    assert_int_equal(opposite("süd", "nordwind"), 4);
    assert_int_equal(opposite("vor", "nach"), 0);
    assert_int_equal(opposite("vor", "name"), 0);
    assert_int_equal(opposite("hieb", "stichwaffen"), 0);
    assert_int_equal(opposite("", ""), 0);
    assert_true(german_is_conjunction(bytes_of_text("und")));
    assert_false(german_is_conjunction(bytes_of_text("aber")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stop_words_are_sorted_and_unique),
        cmocka_unit_test(stop_words_are_few),
        cmocka_unit_test(digraphs_are_umlauts),
        cmocka_unit_test(digraphs_behind_a_vowel_or_q_are_none),
        cmocka_unit_test(irregular_plurals_meet_their_singular),
        cmocka_unit_test(old_and_new_spelling_share_a_key),
        cmocka_unit_test(what_only_looks_old_stays),
        cmocka_unit_test(opposites_need_a_word_behind_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
