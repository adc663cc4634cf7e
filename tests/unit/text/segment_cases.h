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
    {"Preis:5€!!!", "preis 5 euro"},
    {"#Hashtag @Nutzer", "hashtag nutzer"},
    {"CDU/CSU und/oder", "cdu csu und oder"},
    {"(Klammer)Wort", "klammer wort"},
    {"»Der Spiegel«-Titel", "der spiegel titel"},
    {"100%ig 20°C", "100 ig 20 grad c"},
    {"C++ und C# und c++", "c++ und c# und c++"},
    {"C++-Kurs", "c++|c++kurs kurs"},
    {"AB++ AC#", "ab ac"},

    /* HTML that was escaped once too often */
    {"M&uuml;ller-L&uuml;denscheid", "müller|müllerlüdenscheid lüdenscheid"},
    {"&Uuml;ber die Stra&szlig;e", "über die strasse"},
    {"M&#252;ller M&#xFC;ller M&#XFC;ller", "müller müller müller"},
    {"Donau&shy;dampf&#173;schiff", "donaudampfschiff"},
    {"10&nbsp;Euro &amp; mehr", "10 euro mehr"},
    {"&quot;Wort&quot; &lt;b&gt; &bdquo;Hof&ldquo;", "wort b hof"},
    {"&sect; 14", "§ 14"},
    {"AT&T Müller&Sohn; A&B", "at t müller sohn a b"},
    {"&uuml &#; &#x; &#99999999; &#0;", "uuml x 99999999 0"},
    {"caf&eacute;s", "cafés"},

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
    {"  Kündi-\n  gung und\n\tMiet-\r\n\tvertrag", "kündigung und mietvertrag"},
    {"Ost-\nWest", "ost west"},
    {"Wort-\n", "wort"},

    /* hyphens and letters of blackletter, as transcriptions have them */
    {"Versamm\xE2\xB8\x97\nlung", "versammlung"},
    {"Baum\xE2\xB8\x97Wolle", "baum|baumwolle wolle"},
    {"Versamm=\nlung Haupt=\nStadt", "versammlung haupt stadt"},
    {"Versamm\xC2\xAC\nlung", "versammlung"},
    {"Wa\xE2\xB8\x97\n\xC5\xBF\xC5\xBF" "er", "wasser"},
    {"a=b 2=\nx", "a b 2 x"},
    {"Auf=\nund Abgang", "auf und abgang"},
    {"He\xEA\x9D\x9Bzog", "herzog"},
    {"B\xC5\xAF" "ch", "bůch"},

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
    {"1.234,56 €", "1234,56 euro"},
    {"3.14", "3.14"},
    {"Das war 2024. Dann", "das war 2024 dann"},
    {"1. Januar", "1 januar"},
    {"§ 573 BGB", "§ 573 bgb"},
    {"§ 14 Abs. 3 Satz 1", "§ 14 abs 3 satz 1"},
    {"§14a", "§ 14a"},
    {"14:30 Uhr", "14|14.30 30 uhr"},
    {"2024/25", "2024 25"},
    {"90er", "90er"},
    {"½ Liter", "1\xE2\x81\x84" "2 liter"},

    {"10'000 und 10’000", "10000 und 10000"},                 /* Swiss */
    {"10\xC2\xA0" "000 Euro", "10000 euro"},                    /* blank that does not break */
    {"1.250.000,75 €", "1250000,75 euro"},
    {"1,234,567.89", "1234567.89"},
    {"0.123 und 0,5", "0.123 und 0,5"},
    {"am 14.08.2024 um 9.30 Uhr", "am 14|14.8.2024 8|august 2024 um 9.30 uhr"},
    {"14.8.2024", "14|14.8.2024 8|august 2024"},
    {"14. 8. 2024", "14|14.8.2024 8|august 2024"},
    {"14. August 2024", "14|14.8.2024 august 2024"},
    {"1.\xC2\xA0" "März\xC2\xA0" "1848", "1|1.3.1848 märz 1848"},
    {"am 9. Dez. im Haus", "am 9 dezember im haus"},
    {"9. Dez. 2024!", "9|9.12.2024 dezember 2024"},
    {"ab 7. Jänner", "ab 7 januar"},
    {"2024-08-14", "14.8.2024|2024 8|august 14"},
    {"2024-08-14T12", "2024|20240814t12 08 14t12"},
    {"2024-13-14", "2024 13 14"},
    {"den 32. Mai 2024", "den 32 mai 2024"},
    {"3. Maibaum", "3 maibaum"},
    {"12. 8. Platz", "12 8 platz"},
    {"3.5.20214", "3.5.20214"},
    {"99.99.2024", "99.99.2024"},                             /* no date */
    {"Version 1.2.3", "version 1.2.3"},
    {"192.168.1.10", "192.168.1.10"},
    {"1,2,3", "1 2 3"},
    {"3-5 Jahre", "3 5 jahre"},                               /* not 35 */
    {"1914–1918", "1914 1918"},
    {"1,5-fach", "1,5|1,5fach fach"},
    {"1.000-mal", "1000|1000mal mal"},
    {"§§ 14, 15 BGB", "§ 14 15 bgb"},
    {"Nr.5 S.12", "nr 5 s 12"},
    {"\xEF\xBC\x91.000", "1 000"},                            /* full width: left alone */

    /* addresses */
    {"info@beispiel.de", "info|info@beispiel.de beispiel|beispiel.de de"},
    {"Mail: Anna.Weber@Uni-Ulm.de.", "mail anna|anna.weber@uni-ulm.de weber uni|uni-ulm.de|uniulm ulm de"},
    {"www.beispiel.de", "www beispiel|beispiel.de de"},
    {"beispiel.de", "beispiel|beispiel.de de"},
    {"https://www.müller.de/start.html", "https www müller|müller.de de start html"},
    {"(siehe bild-zeitung.de)", "siehe bild|bild-zeitung.de|bildzeitung zeitung de"},
    {"Ende.Das war", "ende das war"},
    {"Ende.de", "ende|ende.de de"},
    {"a@b@c.de", "a b c de"},
    {"@nutzer.de", "nutzer|nutzer.de de"},
    {"max_muster@web.de", "max|max_muster@web.de muster web|web.de de"},
    {"foo@bar", "foo bar"},
    {"datei.txt", "datei txt"},

    /* abbreviations */
    {"z. B. so", "zb so"},
    {"z.B. so", "zb so"},
    {"zB so", "zb so"},
    {"z.\xC2\xA0" "B. so", "zb so"},
    {"Z. B. das", "zb das"},
    {"d. h. und d.h.", "dh und dh"},
    {"u. a. m. (u.a.)", "uam ua"},
    {"i. d. R. geht das", "idr geht das"},
    {"44 v. Chr. starb", "44 vchr starb"},
    {"Verein e. V., Bonn", "verein ev bonn"},
    {"o. Ä.", "oä"},
    {"J. S. Bach", "j s bach"},
    {"U.S.A.", "u|usa s a"},
    {"e.g. this", "e|eg g this"},
    {"A. D. Müller", "a d müller"},
    {"Plan B. Auto", "plan b auto"},
    {"z. Berlin", "z berlin"},
    {"Dr.Müller, Prof. Dr. h. c. Meier", "dr müller prof dr hc meier"},
    {"bzw. usw. ca. 5 Mio. €", "bzw usw ca 5 mio euro"},

    /* apostrophes */
    {"wie geht's", "wie geht|gehts"},
    {"wie geht’s", "wie geht|gehts"},
    {"geht‘s geht´s geht`s", "geht|gehts geht|gehts geht|gehts"},
    {"Peter's Imbiss", "peter|peters imbiss"},
    {"Hans' Auto", "hans auto"},
    {"Ku'damm", "ku|kudamm damm"},
    {"d’Artagnan O'Neill", "d|dartagnan artagnan o|oneill neill"},
    {"Rock'n'Roll", "rock|rocknroll n roll"},
    {"so'n don't", "so|son don|dont"},
    {"'Wort' ‚Wort‘ ’n", "wort wort n"},

    /* more gender */
    {"Lehrer/-innen", "lehrer|lehrerinnen"},
    {"Lehrer/innen kommen", "lehrer|lehrerinnen kommen"},
    {"Lehrer/-in", "lehrer|lehrerin"},
    {"Lehrer(innen)", "lehrer|lehrerinnen"},
    {"Schüler(in) da", "schüler|schülerin da"},
    {"BürgerInnen", "bürger|bürgerinnen"},
    {"SchülerIn", "schüler|schülerin"},
    {"Nutzer*Innen", "nutzer|nutzerinnen"},
    {"Nutzer·innen", "nutzer|nutzerinnen"},
    {"jede:r eine*n", "jede|jeder eine|einen"},
    {"Besucher:innenzentrum", "besucherinnenzentrum|besucherzentrum"},
    {"Schüler:innen-Rat", "schüler|schülerinnen|schülerrat rat"},
    {"außen/innen", "aussen innen"},
    {"Außen/innen", "aussen innen"},
    {"Architekten/Innenarchitekten", "architekten innenarchitekten"},
    {"Ressort:Innenpolitik", "ressort innenpolitik"},
    {"WohnInnenraum", "wohninnenraum"},
    {"IN BERLIN", "in berlin"},
    {"(in Berlin)", "in berlin"},

    /* suspended hyphens */
    {"Vor- und Nachname", "vor|vorname und nachname"},
    {"Ein- oder Ausgang", "ein|eingang oder ausgang"},
    {"Aus- und Weiterbildung", "aus|ausbildung und weiterbildung"},
    {"Groß- und Kleinschreibung", "gross|grossschreibung und kleinschreibung"},
    {"Vor-/Nachteile", "vor|vorteile nachteile"},
    {"Vor-\nund Nachteile", "vor|vorteile und nachteile"},
    {"Hieb- und Stichwaffen", "hieb und stichwaffen"},
    {"Vor- und Nach", "vor und nach"},
    {"Vor- und dann Nachname", "vor und dann nachname"},
    {"Obst- und Gemüse", "obst und gemüse"},

    /* lines that end within a word */
    {"gegen-\nüber", "gegenüber"},
    {"Kündi-\r\ngung Kündi- \ngung", "kündigung kündigung"},
    {"Arbeits\xC2\xAD\nvertrag", "arbeitsvertrag"},
    {"Do-\nnau-\ndampf", "donaudampf"},

    /* marks beyond the umlauts */
    {"Cafe\xCC\x81", "café"},
    {"S\xCC\x8Ckoda", "škoda"},
    {"İstanbul I\xCC\x87stanbul", "istanbul istanbul"},

    /* mixed languages, nonsense */
    {"the quick brown fox", "the quick brown fox"},
    {"日本語 Text", "日本語 text"},
    {"IIIb XIV", "iiib xiv"},
    {"........", ""},
    {"a", "a"},
    {"Dr. med. Müller", "dr med müller"},
    {"Prof.Dr.Meier", "prof dr meier"},

    /* signs and units of numbers */
    {"35 %, 35% und 35\xC2\xA0%", "35 prozent 35 prozent und 35 prozent"},
    {"5%-Hürde", "5 prozent hürde"},
    {"% und a%20b", "und a 20b"},
    {"50 &euro;", "50 euro"},
    {"5kg Mehl", "5|5kg kg mehl"},
    {"12-kg-Paket", "12|12kgpaket kg paket"},
    {"5kg-Paket", "5|5kgpaket kg paket"},
    {"5G 4K 12a 3D", "5g 4k 12a 3d"},
    {"7 500 Meter", "7|7500 500 meter"},
    {"1 250 000 Euro", "1|1250000 250 000 euro"},
    {"7 500, 7 50 Meter, 5 7 500 Meter", "7 500 7 50 meter 5 7 500 meter"},
    {"0 500 a", "0 500 a"},
    {"2015 300 Leute", "2015 300 leute"},
    {"16:45 Uhr", "16|16.45 45 uhr"},
    {"2:1, 99:99, 1:2:30, 25:30, 3:456", "2 1 99 99 1 2 30 25 30 3 456"},

    /* abbreviations that only a number tells */
    {"Art. 3 GG", "artikel 3 gg"},
    {"Art.\xC2\xA0" "12", "artikel 12"},
    {"Seine Art. Dann", "seine art dann"},

    /* two words that are also written as one */
    {"mit Hilfe", "mit|mithilfe hilfe"},
    {"Er ist zu Hause.", "er ist zu|zuhause hause"},
    {"so genannte und kennen lernten", "so|sogenannte genannte und kennen|kennenlernten lernten"},
    {"zum Beispiel", "zb|zum beispiel"},
    {"das heißt, unter anderem", "das|dh heisst ua|unter anderem"},
    {"zu Gunsten, zu Lasten, zu Stande", "zu|zugunsten gunsten zu|zulasten lasten zu|zustande stande"},
    {"so dass man kennen gelernt hat", "so|sodass dass man kennen|kennengelernt gelernt hat"},
    {"an Hand, auf Grund, von Seiten", "an|anhand hand auf|aufgrund grund von|vonseiten seiten"},
    {"in Frage, zur Zeit", "in|infrage frage zur|zurzeit zeit"},
    {"zum\nBeispiel", "zb|zum beispiel"},
    {"zum, Beispiel", "zum beispiel"},
    {"mit  Hilfe, mit Hilfen", "mit hilfe mit hilfen"},
    {"zu Hauses", "zu hauses"},

    /* a verb and its prefix at the end of the clause */
    {"Sie ruft den Mann an.", "sie anrufen|ruft den mann an"},
    {"Sie ruft den Mann an", "sie anrufen|ruft den mann an"},
    {"Wir kaufen heute ein, dann", "wir einkaufen|kaufen heute ein dann"},
    {"Er gab es mir zurück!", "er gab|zurückgeben es mir zurück"},
    {"Das trägt er vor;", "das trägt|vortragen er vor"},
    {"Mit grossen Augen sah er auf.", "mit grossen augen aufsehen|sah er auf"},
    {"Das sammelt er an.", "das ansammeln|sammelt er an"},
    {"Er ruft: von da an.", "er ruft von da an"},
    {"Der Mann an der Tür", "der mann an der tür"},
    {"Er ruft (laut) an.", "er ruft laut an"},
    {"Deswegen, deswegen an.", "deswegen deswegen an"},
    {"an. auf", "an auf"},
    {"Er stand spät auf.", "er aufstehen|stand spät auf"},
    {"Sie griff den Plan an.", "sie angreifen|griff den plan an"},
    {"Der Stand gibt auf.", "der stand aufgeben|gibt auf"},
    {"3.10.90", "3|3.10.1990 10|oktober 1990"},
    {"am 01.05.05!", "am 1|1.5.2005 5|mai 2005"},
    {"24.12. und", "24 12|dezember und"},
    {"am 3.5. und", "am 3.5 und"},
    {"24.13. und", "24.13 und"},
    {"3.10.90.1", "3.10.90.1"},
    {"3.10.90a", "3.10.90 a"},
    {"PCs, AKWs und GmbHs", "pc akw und gmbh"},
    {"Cs Us das", "cs us das"},
    {"20\xC2\xB0 \xC2\xB0" "C", "20 grad c"},
    {"$100, 5 $, $x", "dollar 100 5 dollar x"},
};

#endif
