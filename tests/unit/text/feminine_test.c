/* Feminine nouns lose their ending; things and verbs that only look so keep it. */
#include "cmocka_all.h"

#include <string.h>

#include "common/text/feminine.c"

static void assert_key(const char *word, const char *want)
{
    uint8_t out[64];
    memcpy(out, word, strlen(word));
    size_t size = feminine_key(out, strlen(word));
    if (size != strlen(want) || memcmp(out, want, size) != 0) {
        fail_msg("%s: %.*s instead of %s", word, (int)size, (const char *)out, want);
    }
}

static void nouns_for_people_lose_their_ending(void **state)
{
    (void)state;
    assert_key("kundin", "kund");
    assert_key("kundinnen", "kund");
    assert_key("ärztin", "ärzt");
    assert_key("arztin", "arzt");
    assert_key("zahnärztinnen", "zahnärzt");
    assert_key("autorin", "autor");
    assert_key("präsidentin", "präsident");
    assert_key("polizistin", "polizist");
    assert_key("biologin", "biolog");
    assert_key("kollegin", "kolleg");
    assert_key("französinnen", "französ");
    assert_key("göttin", "gött");
    assert_key("anwältin", "anwält");
    assert_key("beamtinnen", "beamt");
    assert_key("jüdin", "jüd");
    assert_key("polinnen", "pol");
    assert_key("russinnen", "russ");
    assert_key("herrinnen", "herr");
    assert_key("königin", "könig");
    assert_key("rednerin", "redner");
}

static void doers_keep_er_in_all_forms(void **state)
{
    (void)state;
    assert_key("lehrer", "lehrerin");
    assert_key("lehrers", "lehrerin");
    assert_key("lehrern", "lehrerin");
    assert_key("lehrerin", "lehrerin");
    assert_key("grundschullehrerinnen", "grundschullehrerin");
    assert_key("schüler", "schülerin");
    assert_key("bäuerin", "bäuerin");
    assert_key("bauer", "bauerin");
    assert_key("lehre", "lehre");
    assert_key("schule", "schule");
}

static void others_stay(void **state)
{
    static const char *const words[] = {
        "termin",   "berlin",    "medizin",  "benzin",     "vitamin",   "kamin",    "martin",
        "darin",    "worin",     "hierin",   "valentin",   "terpentin", "wein",     "verein",
        "gewinnen", "beginnen",  "spinnen",  "besinnen",   "drinnen",   "innen",    "rinnen",
        "gerinnen", "binnen",    "in",       "s",          "",          "karin",    "schwerin",
        "protein",  "doktrin",   "margarin", "latein",     "allein",    "mein",     "bin",
        "schwerer", "kleiner",   "steuer",
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_key(words[i], words[i]);
    }
}

static void assert_by_last_byte(const struct ending *list, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        assert_true(list[i - 1].text[list[i - 1].size - 1] <= list[i].text[list[i].size - 1]);
    }
}

static void assert_sorted(const struct word *list, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        assert_true(strcmp(list[i - 1].text, list[i].text) < 0);
    }
}

static void tables_are_sorted(void **state)
{
    (void)state;
    assert_by_last_byte(doers, sizeof doers / sizeof *doers);
    assert_by_last_byte(agents, sizeof agents / sizeof *agents);
    assert_sorted(things, sizeof things / sizeof *things);
    assert_sorted(others, sizeof others / sizeof *others);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nouns_for_people_lose_their_ending),
        cmocka_unit_test(doers_keep_er_in_all_forms),
        cmocka_unit_test(others_stay),
        cmocka_unit_test(tables_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
