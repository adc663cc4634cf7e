/* Forms of verbs meet their infinitive; nouns that look like such forms stay. By hand. */
#include "cmocka_all.h"

#include <string.h>

#include "common/text/strong_verbs.c"
#include "common/text/verbs.h"

static void assert_key(const char *word, const char *want)
{
    uint8_t out[128];
    memcpy(out, word, strlen(word));
    size_t size = verb_key(out, strlen(word));
    if (size != strlen(want) || memcmp(out, want, size) != 0) {
        fail_msg("%s: %.*s instead of %s", word, (int)size, (const char *)out, want);
    }
}

struct form {
    const char *form, *infinitive;
};

static void assert_all(const struct form *forms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_key(forms[i].form, forms[i].infinitive);
    }
}

#define ASSERT_ALL(forms) assert_all(forms, sizeof(forms) / sizeof *(forms))

static void weak_verbs(void **state)
{
    static const struct form forms[] = {
        {"kündigt", "kündigen"},       {"kündigte", "kündigen"},      {"kündigten", "kündigen"},
        {"kündigtest", "kündigen"},    {"kündigtet", "kündigen"},     {"gekündigt", "kündigen"},
        {"gekündigter", "kündigen"},   {"gekündigtem", "kündigen"},   {"gegrüsst", "grüssen"},
        {"arbeitet", "arbeiten"},      {"arbeitete", "arbeiten"},     {"gearbeitet", "arbeiten"},
        {"redeten", "reden"},          {"rechnet", "rechnen"},        {"gerechnet", "rechnen"},
        {"öffnete", "öffnen"},         {"atmet", "atmen"},            {"landet", "landen"},
        {"wanderte", "wandern"},       {"gewandert", "wandern"},      {"schlummert", "schlummern"},
        {"studiert", "studieren"},     {"reparierte", "reparieren"},  {"geschmiert", "schmieren"},
        {"baut", "bauen"},             {"gebaut", "bauen"},           {"gekocht", "kochen"},
        {"genäht", "nähen"},           {"reiste", "reisen"},          {"gereist", "reisen"},
        {"besucht", "besuchen"},       {"machte", "machen"},          {"gemacht", "machen"},
        {"verkauft", "verkaufen"},     {"erklärt", "erklären"},       {"geübt", "üben"},
        {"gehört", "gehören"},         {"gestaltet", "gestalten"},    {"gewöhnt", "gewöhnen"},
        {"fährt", "fähren"},           {"läuft", "läufen"},           {"fällt", "fällen"},
        {"gewünscht", "wünschen"},     {"mischte", "mischen"},        {"täuscht", "täuschen"},
        {"geforscht", "forschen"},     {"lacht", "lachen"},           {"wachte", "wachen"},
        {"malt", "malen"},             {"spart", "sparen"},           {"gärt", "gären"},
        {"schreit", "schreien"},       {"geordnet", "ordnen"},        {"geleitet", "leiten"},
        {"gelobt", "loben"},           {"zugehört", "zuhören"},       {"aufgemacht", "aufmachen"},
        {"riecht", "riechen"},         {"kaut", "kauen"},             {"gestreamt", "streamen"},
        {"diskutiert", "diskutieren"}, {"zitierte", "zitieren"},      {"aktiviert", "aktivieren"},
        {"aufgehört", "aufhören"},     {"angehört", "angehören"},     {"dazugehört", "dazugehören"},
        {"beizutreten", "beitreten"},  {"beizubehalten", "beibehalten"},
        {"ermöglicht", "ermöglicht"},  {"gehts", "gehen"},  {"beliebteste", "belieben"},
    };
    (void)state;
    ASSERT_ALL(forms);
}

static void verbs_in_eln(void **state)
{
    (void)state;
    assert_key("sammeln", "sammel");
    assert_key("sammelt", "sammel");
    assert_key("gesammelt", "sammel");
    assert_key("regeln", "regel");
    assert_key("handeln", "handeln");
    assert_key("handelt", "handeln");
    assert_key("gehandelt", "handeln");
    assert_key("handel", "handel");
    assert_key("behandelte", "behandeln");
}

static void separable_verbs(void **state)
{
    static const struct form forms[] = {
        {"angerufen", "anrufen"},         {"anzurufen", "anrufen"},         {"abgeholt", "abholen"},
        {"abzuholen", "abholen"},         {"vorbereitet", "vorbereiten"},   {"eingereicht", "einreichen"},
        {"einzureichen", "einreichen"},   {"aufgehoben", "aufheben"},       {"zurückgegeben", "zurückgeben"},
        {"zurückzugeben", "zurückgeben"}, {"umgestellt", "umstellen"},      {"ausgestattet", "ausstatten"},
        {"angehört", "angehören"},        {"teilgenommen", "teilnehmen"},   {"anerkannt", "anerkennen"},
        {"hinzugefügt", "hinzufügen"},    {"hinzufügen", "hinzufügen"},     {"weitergeht", "weitergehen"},
    };
    (void)state;
    ASSERT_ALL(forms);
}

static void strong_verbs(void **state)
{
    static const struct form forms[] = {
        {"ging", "gehen"},          {"gingen", "gehen"},           {"gegangen", "gehen"},
        {"vergangen", "vergehen"},  {"fand", "finden"},            {"gefundene", "finden"},
        {"erfunden", "erfinden"},   {"fände", "finden"},           {"sprach", "sprechen"},
        {"versprochen", "versprechen"}, {"spricht", "sprechen"},   {"nimmt", "nehmen"},
        {"nahm", "nehmen"},         {"isst", "essen"},             {"gegessen", "essen"},
        {"liest", "lesen"},         {"gelesen", "lesen"},          {"schrieb", "schreiben"},
        {"geschrieben", "schreiben"}, {"dachte", "denken"},        {"gedacht", "denken"},
        {"verbrachte", "verbringen"}, {"wusste", "wissen"},        {"gewonnen", "gewinnen"},
        {"gewinnt", "gewinnen"},    {"gelingt", "gelingen"},       {"beisst", "beissen"},
        {"tritt", "treten"},        {"stieg", "steigen"},          {"verzieh", "verzeihen"},
        {"riefe", "rufen"},         {"schriebe", "schreiben"},     {"schwömme", "schwimmen"},
        {"empfohlen", "empfehlen"}, {"empfunden", "empfinden"},    {"erschrocken", "erschrecken"},
        {"geboren", "gebären"},     {"getan", "tun"},              {"betrogen", "betrügen"},
        {"zerriss", "zerreissen"},  {"betrügen", "betrügen"},
        {"begann", "beginnen"},     {"entstand", "entstehen"},     {"entstanden", "entstehen"},
        {"verstanden", "verstehen"}, {"hält", "halten"},           {"betritt", "betreten"},
        {"geschlossen", "schliessen"}, {"schloss", "schloss"},     {"überzogene", "überziehen"},
    };
    (void)state;
    ASSERT_ALL(forms);
}

static void present_participles(void **state)
{
    (void)state;
    assert_key("lachend", "lachen");
    assert_key("lebende", "leben");
    assert_key("spielend", "spielen");
    assert_key("schlagender", "schlagen");
    assert_key("dienend", "dienen");
    assert_key("regierende", "regieren");
    assert_key("steigenden", "steigen");
    assert_key("reisender", "reisen");
    assert_key("fordernde", "fordern");
    assert_key("studierende", "studierende"); /* rather people */
}

/* Whatever looks like one of those and is a noun or an adjective. */
static void other_words_stay(void **state)
{
    static const char *const words[] = {
        "gerede",   "gebäude",  "gewicht",  "gesicht",  "gericht",   "geschichte", "gewalt",   "gestalt",
        "gebot",    "angebot",  "angeboten", "verboten", "geburt",    "gebiet",     "gerät",    "geräte",
        "geschäft", "gerüst",   "gesund",   "gefahr",   "gefahren",  "gewürz",     "gewinn",   "gefallen",
        "markt",    "märkte",   "punkt",    "punkte",   "arzt",      "ärzte",      "macht",    "nacht",
        "recht",    "wort",     "wörter",   "konzert",  "wert",      "werte",      "welt",     "umwelt",
        "zelt",     "amt",      "gesamt",   "geist",    "meist",     "meister",    "dienst",   "ernst",
        "kunst",    "herbst",   "zeit",     "arbeit",   "einheit",   "leute",      "heute",    "seite",
        "fahrt",    "draht",    "naht",     "luft",     "kraft",     "schrift",    "zukunft",  "produkt",
        "projekt",  "moment",   "student",  "prozent",  "elefant",   "magnet",     "planet",   "paket",
        "alphabet", "quadratmeter", "schnelltest", "abend", "jugend", "legende",    "tausend",  "gegenden",
        "sender",   "jahresende", "verstand", "bestand", "abstand",   "verband",    "betrieb",  "antrieb",
        "anstieg",  "beitritt", "eintritt", "ausfuhr",  "herzog",    "sprachen",   "unterlagen", "anlagen",
        "aufgaben", "einnahmen", "maßnahmen", "bekannt", "verwandte", "anzug",     "anzugträgern", "umzugskisten",
        "hundert",  "robert",   "experte",  "jetzt",    "letzte",    "vier",       "zehnte",   "insight",
        "",         "t",        "te",       "ge",       "get",       "zu",
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_key(words[i], words[i]);
    }
}

static void first_and_second_persons_of_eln_and_ern(void **state)
{
    static const struct form forms[] = {
        {"lächle", "lächel"},     {"sammle", "sammel"},       {"wickle", "wickel"},
        {"kitzle", "kitzel"},     {"lächelst", "lächel"},     {"schüttelst", "schüttel"},
        {"kletterst", "klettern"}, {"zitterst", "zittern"},   {"bitterst", "bitterst"},   {"mittelst", "mittelst"},
        {"shuttle", "shuttle"},   {"kohle", "kohle"},         {"google", "google"},
    };
    (void)state;
    ASSERT_ALL(forms);
}

static void tables_are_sorted(void **state)
{
    (void)state;
    for (size_t i = 1; i < sizeof strong_stems / sizeof *strong_stems; i++) {
        assert_true(strcmp(strong_stems[i - 1].stem.text, strong_stems[i].stem.text) <= 0);
        assert_true(strong_stems[i].stem.size <= LONGEST_STEM);
    }
    for (size_t i = 1; i < sizeof nouns / sizeof *nouns; i++) {
        assert_true(strcmp(nouns[i - 1].text, nouns[i].text) < 0);
    }
    for (size_t i = 1; i < sizeof adjectives / sizeof *adjectives; i++) {
        assert_true(strcmp(adjectives[i - 1].text, adjectives[i].text) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weak_verbs),         cmocka_unit_test(verbs_in_eln),
        cmocka_unit_test(separable_verbs),    cmocka_unit_test(strong_verbs),
        cmocka_unit_test(present_participles), cmocka_unit_test(other_words_stay),
        cmocka_unit_test(first_and_second_persons_of_eln_and_ern),
        cmocka_unit_test(tables_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
