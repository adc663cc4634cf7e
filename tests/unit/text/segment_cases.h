/* Hand-checked pairs: a piece of a page and its forms. The notation: see segment_test.c. */
#ifndef STICHWORT_TESTS_UNIT_TEXT_SEGMENT_CASES_H
#define STICHWORT_TESTS_UNIT_TEXT_SEGMENT_CASES_H

struct segment_case {
    const char *text, *forms;
};

static const struct segment_case segment_cases[] = {
    /* plain words, letters of every kind */
    {"", ""},
    {" \t\r\n", ""},
    {"Haus", "haus"},
    {"Die alten Häuser.", "die alten häuser"},
    {"STRASSE, Straße & STRAẞE", "strasse strasse strasse"},
    {"ÄÖÜ äöü", "äöü äöü"},
    {"Daß er muß", "dass er muss"},
    {"Café Citroën Çatal", "café citroën çatal"},
    {"Łódź Ærø Œuvre", "łódź ærø œuvre"},
    {"Αθήνα Москва", "αθήνα москва"},
    {"Wachs\xC5\xBFtube", "wachsstube"},                      /* long s */
    {"\xEF\xAC\x81nden", "finden"},                           /* ligature fi */
    {"\xEF\xBC\xA1\xEF\xBC\xA2", "ab"},                       /* full width */
    {"m² H₂O", "m2 h2o"},
    {"Haus\xF0\x9F\x98\x80Hund", "haus hund"},                /* a smiley between */

    /* composed, taken apart, old prints */
    {"Mu\xCC\x88ller", "müller"},
    {"A\xCC\x88rzte O\xCC\x88l U\xCC\x88" "bel", "ärzte öl übel"},
    {"fu\xCD\xA4r", "für"},                                   /* small e above */
    {"\xCC\x88 a", "a"},                                      /* a mark without a letter */

    /* invisible characters */
    {"Donau\xC2\xAD" "dampf\xC2\xADschiff", "donaudampfschiff"},
    {"Wort\xE2\x80\x8Bteil", "wortteil"},
    {"\xEF\xBB\xBF" "Anfang", "anfang"},                      /* byte order mark */
    {"ein\xC2\xA0" "Wort", "ein wort"},                       /* no-break space */
    {"\xC2\xAD", ""},

    /* quotes, glued punctuation, leftovers of markup */
    {"„Haus“ »Hof« ‚Ei‘ ›Huhn‹", "haus hof ei huhn"},
    {"\"Wort\"'Satz'", "wort satz"},
    {"Satz.Neuer Satz", "satz neuer satz"},
    {"eins,zwei;drei", "eins zwei drei"},
    {"weiter…mehr–oder—weniger", "weiter mehr oder weniger"},
    {"<b>fett</b>", "b fett b"},
    {"[[Berlin|Hauptstadt]]", "berlin hauptstadt"},
    {"{{Zitat}} ==Titel==", "zitat titel"},
    {"Preis:5€!!!", "preis 5"},
    {"#Hashtag @Nutzer", "hashtag nutzer"},
    {"CDU/CSU und/oder", "cdu csu und oder"},
    {"(Klammer)Wort", "klammer wort"},
    {"»Der Spiegel«-Titel", "der spiegel titel"},
    {"100%ig 20°C", "100 ig 20 c"},
    {"C++ und C# und c++", "c++ und c# und c++"},
    {"C++-Kurs", "c++ kurs"},
    {"AB++ AC#", "ab ac"},

    /* hyphens */
    {"Literatur-Lexikon", "literatur|literaturlexikon lexikon"},
    {"E-Mail-Adresse", "e|emailadresse mail adresse"},
    {"Müller\xE2\x80\x90L\xC3\xBC" "denscheid", "müller|müllerlüdenscheid lüdenscheid"},
    {"Müller\xE2\x80\x91Meier", "müller|müllermeier meier"},
    {"Wort - Wort", "wort wort"},
    {"Wort -Wort Wort- Wort", "wort wort wort wort"},
    {"-- Titel --", "titel"},
    {"a--b", "a b"},
    {"EU-weit", "eu|euweit weit"},
    {"14-tägig", "14|14tägig tägig"},
    {"Kündi-\ngung", "kündigung"},
    {"Ost-\nWest", "ost west"},
    {"Wort-\n", "wort"},

    /* gender */
    {"Nutzer:innen", "nutzer|nutzerinnen"},
    {"Lehrer*innen lernen", "lehrer|lehrerinnen lernen"},
    {"Schüler_innen", "schüler|schülerinnen"},
    {"Ärzt:in", "ärzt|ärztin"},
    {"Hinweis: innen nass", "hinweis innen nass"},
    {"Thema:international", "thema international"},

    /* numbers */
    {"10.000 Euro", "10000 euro"},
    {"1.234.567", "1234567"},
    {"5,5 Prozent", "5,5 prozent"},
    {"1.234,56 €", "1234,56"},
    {"3.14", "3.14"},
    {"Das war 2024. Dann", "das war 2024 dann"},
    {"1. Januar", "1 januar"},
    {"§ 573 BGB", "§ 573 bgb"},
    {"§ 14 Abs. 3 Satz 1", "§ 14 abs 3 satz 1"},
    {"§14a", "§ 14a"},
    {"14:30 Uhr", "14 30 uhr"},
    {"2024/25", "2024 25"},
    {"90er", "90er"},
    {"½ Liter", "1\xE2\x81\x84" "2 liter"},

    /* mixed languages, nonsense */
    {"the quick brown fox", "the quick brown fox"},
    {"日本語 Text", "日本語 text"},
    {"IIIb XIV", "iiib xiv"},
    {"........", ""},
    {"a", "a"},
    {"Dr. med. Müller", "dr med müller"},
    {"Prof.Dr.Meier", "prof dr meier"},
};

#endif
