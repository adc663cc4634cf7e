/* Singulars and plurals of one word must meet; words that only end alike must not change. */
#include "cmocka_all.h"

#include <string.h>

#include "common/text/plurals.h"

static size_t key_of(const char *word, uint8_t *out)
{
    memcpy(out, word, strlen(word));
    return plural_key(out, strlen(word));
}

static void forms_of_a_noun_meet(void **state)
{
    static const char *const pairs[][2] = {
        {"museum", "museen"},       {"heimatmuseum", "heimatmuseen"}, {"konto", "konten"},
        {"girokonto", "girokonten"}, {"thema", "themen"},             {"thema", "themata"},
        {"zentrum", "zentren"},     {"firma", "firmen"},              {"villa", "villen"},
        {"drama", "dramen"},        {"index", "indizes"},             {"index", "indices"},
        {"lexikon", "lexika"},      {"kaktus", "kakteen"},            {"album", "alben"},
        {"praktikum", "praktika"},  {"antibiotikum", "antibiotika"},  {"gymnasium", "gymnasien"},
        {"gymnasiums", "gymnasien"}, {"ministerium", "ministerien"},  {"kriterium", "kriterien"},
        {"organismus", "organismen"}, {"algorithmus", "algorithmen"}, {"komma", "kommata"},
        {"matrix", "matrizen"},     {"bonus", "boni"},                {"radius", "radien"},
        {"auto", "autos"},          {"europa", "europas"},            {"taxi", "taxis"},
        {"bus", "busse"},           {"bus", "bussen"},                {"party", "parties"},       {"party", "partys"},              {"niveau", "niveaus"},
        {"selfie", "selfies"},      {"prisma", "prismen"},            {"jubiläum", "jubiläen"},
        {"minimum", "minima"},      {"mythos", "mythen"},             {"visum", "visa"},
        {"material", "materialien"}, {"ei", "eier"},                  {"zoo", "zoos"},
        {"kurs", "kurse"},          {"gans", "ganse"},                {"sprachkurs", "sprachkurse"},
        {"interview", "interviews"}, {"app", "apps"},                 {"comic", "comics"},
        {"workshop", "workshops"},  {"city", "cities"},               {"handy", "handies"},
        {"movie", "movies"},        {"nachbar", "nachbarn"},          {"bauherr", "bauherrn"},
        {"see", "seen"},            {"knie", "knien"},                {"tempus", "tempora"},
        {"espresso", "espressi"},   {"neutrum", "neutra"},            {"referendum", "referenden"},
        {"veranda", "veranden"},    {"pronomen", "pronomina"},        {"trauma", "traumata"},
        {"trauma", "traumen"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        uint8_t left[64], right[64];
        size_t left_size = key_of(pairs[i][0], left), right_size = key_of(pairs[i][1], right);
        if (left_size != right_size || memcmp(left, right, left_size) != 0) {
            fail_msg("%s, %s: %.*s, %.*s", pairs[i][0], pairs[i][1], (int)left_size,
                     (const char *)left, (int)right_size, (const char *)right);
        }
    }
}

static void words_that_look_like_plurals_stay(void **state)
{
    static const char *const words[] = {
        "schwalben", "salben",  "halben", "unseren", "favoriten", "legenden", "fragenden",
        "klima",     "afrika",  "paprika", "paradies", "bewies",  "fries",     "arbeitslos",
        "chaos",     "kosmos",  "glas",   "atlas",   "etwas",     "ergebnis",  "paris",
        "basis",     "haus",    "virus",  "studium", "stadium",   "klasse",    "gas",
        "los",       "gross",   "mythos", "ist",     "s",         "",          "publikum",
        "album",     "tomaten", "diversen", "soldaten",
        "news",      "gips",    "schnaps", "mops",   "schlips",   "korps",     "raps",
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint8_t out[64];
        size_t size = key_of(words[i], out);
        if (size != strlen(words[i]) || memcmp(out, words[i], size) != 0) {
            fail_msg("%s: %.*s", words[i], (int)size, (const char *)out);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_a_noun_meet),
        cmocka_unit_test(words_that_look_like_plurals_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
