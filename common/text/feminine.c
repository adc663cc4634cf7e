#include "common/text/feminine.h"

#include "common/text/endings.h"

/* Nouns for people in -er whose stem is another word's (Schüler, Schule; Täter, Tat; Ausländer, Ausland):
 * they keep the ending. Ends of the word before -er. All lists are without umlauts. */
static const struct ending doers[] = {
    E("lehr"), E("arbeit"), E("forsch"), E("schul"), E("wahl"), E("spiel"), E("les"), E("nutz"),
    E("bau"), E("fahr"), E("fuhr"), E("trag"), E("geb"), E("nehm"), E("kauf"), E("dien"),
    E("schreib"), E("besuch"), E("wohn"), E("handl"), E("kunstl"), E("wissenschaftl"), E("sportl"),
    E("meist"), E("pfleg"), E("berat"), E("leit"), E("train"), E("betreu"), E("begleit"), E("helf"),
    E("tat"), E("mord"), E("raub"), E("jag"), E("fisch"), E("back"), E("mal"), E("sang"), E("tanz"),
    E("schwimm"), E("lauf"), E("kampf"), E("gewinn"), E("sieg"), E("verlier"), E("hor"),
    E("zuschau"), E("denk"), E("kenn"), E("sprech"), E("verfass"), E("ubersetz"), E("erzeug"),
    E("herstell"), E("anbiet"), E("miet"), E("eigentum"), E("besitz"), E("inhab"), E("grund"),
    E("erfind"), E("entdeck"), E("entwickl"), E("programmier"), E("bedien"), E("verwalt"),
    E("vertret"), E("werb"), E("anfang"), E("einsteig"), E("flieg"), E("verbrech"), E("betrug"),
    E("ausland"), E("england"), E("burg"),
};

/* What nouns for people end in before -in. */
static const struct ending agents[] = {
    E("er"), E("or"), E("ent"), E("ant"), E("ist"), E("eur"), E("log"), E("gog"), E("nom"),
    E("soph"), E("graf"), E("kolleg"), E("kund"), E("arzt"), E("koch"), E("freund"), E("feind"),
    E("chef"), E("wirt"), E("walt"), E("jud"), E("turk"), E("franzos"), E("griech"), E("russ"),
    E("schwed"), E("dan"), E("finn"), E("zeug"), E("konig"), E("herzog"), E("held"), E("sklav"),
    E("beamt"), E("gott"), E("rat"), E("athlet"), E("poet"), E("kandidat"), E("soldat"),
    E("diplomat"), E("genoss"), E("gemahl"), E("gatt"), E("vorstand"), E("low"), E("hund"),
    E("wolf"), E("fuchs"), E("bar"), E("papst"), E("abt"), E("therapeut"), E("psychiat"),
    E("kommiliton"), E("archivar"), E("bibliothekar"), E("notar"), E("kommissar"), E("ekretar"),
    E("tionar"), E("millionar"), E("chines"), E("japanes"), E("portugies"), E("schott"), E("mann"),
    E("kurd"), E("slowak"), E("slowen"), E("tschech"), E("ruman"), E("kroat"), E("afghan"),
    E("chirurg"), E("dramaturg"), E("architekt"), E("katholik"), E("prinzess"), E("habilitand"),
    E("doktorand"), E("dekan"), E("veteran"), E("kamerad"), E("muslim"), E("prophet"),
    E("referendar"), E("noviz"), E("kompliz"), E("expert"), E("gefahrt"), E("analyst"),
    E("akrobat"), E("invalid"), E("jubilar"), E("pilot"), E("stipendiat"), E("furst"), E("jesid"),
    E("coach"), E("logopad"), E("adressat"), E("interpret"), E("gymnast"), E("spion"),
    E("analysand"), E("partisan"), E("bischof"), E("volontar"), E("abtiss"), E("enkel"),
    E("mestiz"), E("paketbot"), E("insass"), E("proband"),
};

/* Words in -in that are no nouns for people, though they end in one of those. */
static const char *const things[] = {
    "terpentin", "valentin",  "quentin",   "konstantin", "constantin", "florentin", "kristin", "glycerin",
    "glyzerin",  "severin",   "schwerin",  "lutherin",   "tangerin",   "serpentin", "argentin", "trentin",
    "hierin",    "herin",     "merin",     "dentin",     "levantin",   "byzantin",  "cotentin", "buserelin",
    "florin",    "worin",     "laurentin", "clementin",
    "cholesterin", "ciclosporin", "serin", "terin", "perin",
};

/* Bases of words in -innen, verbs for the most part; the whole base. */
static const char *const others[] = {
    "beg",   "gew",    "s",     "bes",     "ents",   "ers",     "sp",    "r",    "ger",    "verr", "zerr",
    "entr",  "dr",     "dar",   "b",       "z",      "verz",    "f",     "p",      "m",     "k",      "h",    "abgew",
    "zuruckgew", "wiedergew", "hinzugew", "nachs", "zuruckbes", "ausr", "umr",    "t",    "d",
    "ans",   "vers",   "sandr", "ausges",  "abzugew", "zuruckzugew", "wiederzugew", "uns", "freis",
};

enum { LEAST_BASE = 3 }; /* bytes, of what is left of a word in -in */

static bool is_whole(const uint8_t *word, size_t size, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(list[i]) == size && memcmp(word, list[i], size) == 0) {
            return true;
        }
    }
    return false;
}

/* The word without umlauts into out; its size. */
static size_t leave_out_umlauts(const uint8_t *word, size_t size, uint8_t *out)
{
    size_t written = 0;
    for (size_t i = 0; i < size; i++) {
        uint8_t next = i + 1 < size ? word[i + 1] : 0;
        bool umlaut = word[i] == 0xC3 && (next == 0xA4 || next == 0xB6 || next == 0xBC);
        out[written++] = !umlaut ? word[i] : next == 0xA4 ? 'a' : next == 0xB6 ? 'o' : 'u';
        i += umlaut;
    }
    return written;
}

/* Bytes behind the -er of a doer: 0, -s or -n, -in, -innen; -1: it is none. */
static int doer_ending(const uint8_t *plain, size_t size)
{
    static const char *const endings[] = {"", "s", "n", "in", "innen"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t end = strlen(endings[i]);
        if (ending_is(plain, size, endings[i]) && ending_is(plain, size - end, "er") &&
            ENDING_IS_ANY(plain, size - end - 2, doers) && !ending_is(plain, size - end, "antiker")) {
            return (int)end;
        }
    }
    return -1;
}

/* Bytes of -in or -innen of other nouns for people; 0: none. */
static size_t feminine_ending(const uint8_t *plain, size_t size)
{
    if (ending_is(plain, size, "innen")) {
        bool verb = is_whole(plain, size - 5, others, sizeof others / sizeof *others) ||
                    ending_is(plain, size, "gewinnen") || ending_is(plain, size, "spinnen") ||
                    ending_is(plain, size, "beginnen");
        return size < 8 || verb ? 0 : 5;
    }
    bool noun = ending_is(plain, size, "in") && size >= 2 + LEAST_BASE &&
                ENDING_IS_ANY(plain, size - 2, agents) &&
                !is_whole(plain, size, things, sizeof things / sizeof *things);
    return noun ? 2 : 0;
}

size_t feminine_key(uint8_t *word, size_t size)
{
    uint8_t plain[FEMININE_MAX_BYTES];
    if (size > sizeof plain || size < 4 || strchr("rsn", word[size - 1]) == NULL) {
        return size;
    }
    size_t plain_size = leave_out_umlauts(word, size, plain);
    int behind = doer_ending(plain, plain_size);
    if (behind >= 0) {
        return ending_replace(word, size, (size_t)behind, "in");
    }
    return size - feminine_ending(plain, plain_size);
}
