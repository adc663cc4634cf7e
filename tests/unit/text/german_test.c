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
    assert_key("moebel", "möbel");
    assert_key("weiterzuentwickeln", "weiterentwickel");
    assert_key("aufrechtzuerhalten", "aufrechterhalten");
    assert_key("zuerich", "zürich");
    assert_key("möbel", "möbel");
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
    assert_key("phonetik", "fonetik");
    assert_key("symphonie", "sinfonie");
    assert_key("demographisch", "demografisch");
    assert_key("ketschup", "ketchup");
    assert_key("exposee", "expose");
    assert_key("exposé", "expose");
    assert_key("roheit", "rohheit");
}

static void what_only_looks_old_stays(void **state)
{
    (void)state;
    assert_key("philosoph", "philosoph");
    assert_key("alphabet", "alphabet");
    assert_key("graph", "graph");
    assert_key("triumph", "triumph");
    assert_key("smartphone", "smartphone");
    assert_key("schiffe", "schiffe");
    assert_key("stille", "stille");
    assert_key("schipho", "schipho");
}

/* Of each line the first two words are one, the third is another. */
static void words_with_one_stem_keep_apart(void **state)
{
    static const char *const words[][3] = {
        {"messer", "messers", "messe"},   {"wetter", "wetters", "wette"},
        {"leber", "lebern", "leben"},     {"kohl", "kohls", "kohle"},
        {"rinde", "rinden", "rind"},      {"akt", "aktes", "akte"},
        {"fall", "fälle", "fallen"},      {"güter", "gütern", "gut"},
        {"müller", "müllerin", "müll"},   {"müllers", "mueller", "müllen"},
        {"war", "wäre", "ware"},          {"spur", "spuren", "spüren"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint8_t out[3][512];
        size_t size[3];
        for (size_t j = 0; j < 3; j++) {
            size[j] = german_key(bytes_of_text(words[i][j]), out[j]);
        }
        assert_true(bytes_equal(bytes_of(out[0], size[0]), bytes_of(out[1], size[1])));
        assert_int_equal(out[0][size[0] - 1], '_');
        assert_int_not_equal(out[2][size[2] - 1], '_');
    }
    assert_key("seite", "seite");
    assert_key("seit", "seit_");
    assert_key("willen", "willen");
    assert_key("will", "will_");
}

static void short_forms_meet_what_they_stand_for(void **state)
{
    (void)state;
    assert_key("nr", "nummer");
    assert_key("abs", "absatz");
    assert_key("dr", "doktor");
    assert_key("st", "sankt");
    assert_key("§", "paragraf");
    assert_key("jänner", "januar");
    assert_key("km", "kilometer");
    assert_key("prof", "professor");
    assert_key("bzw", "beziehungsweise");
    assert_key("str", "strasse");
    assert_key("bahnhofstr", "bahnhofstrasse");
    assert_key("mio", "million");
    assert_key("astr", "astr");
    assert_key("ab", "ab");
    assert_key("n", "n");
}

static void figures_meet_words(void **state)
{
    (void)state;
    assert_key("zwölf", "12");
    assert_key("zwoelf", "12");
    assert_key("12", "12");
    assert_key("3jährig", "dreijährig");
    assert_key("12stündig", "zwölfstündig");
    assert_key("3zimmerwohnung", "dreizimmerwohnung");
    assert_key("13jährig", "dreizehnjährig");
    assert_key("20jährig", "zwanzigjährig");
    assert_key("35jährig", "fünfunddreissigjährig");
    assert_key("100jährig", "hundertjährig");
    assert_key("1jährig", "1jährig");
    assert_key("123jährig", "123jährig");
    assert_key("siebzehn", "17");
    assert_key("einundzwanzig", "21");
    assert_key("sechsundneunzig", "96");
    assert_key("hundert", "100");
    assert_key("undzwanzig", "undzwanzig");
    assert_key("zehnundzwanzig", "zehnundzwanzig");
    assert_key("50,00", "50");
    assert_key("50,001", "50,001");
    assert_key("03jährig", "03jährig");
    assert_key("3sat", "3sat");
    assert_key("2.5", "2,5");
    assert_key("16.45", "16,45");
    assert_key("2.500", "2.500");
    assert_key("1.2.3", "1.2.3");
    assert_key("3.", "3.");
    assert_key("14.8.2019", "14.8.2019");
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
        cmocka_unit_test(words_with_one_stem_keep_apart),
        cmocka_unit_test(short_forms_meet_what_they_stand_for),
        cmocka_unit_test(figures_meet_words),
        cmocka_unit_test(opposites_need_a_word_behind_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
