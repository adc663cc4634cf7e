#include "common/text/feminine.h"

#include "common/text/endings.h"

/* Nouns for people in -er whose stem is another word's (Schüler, Schule; Täter, Tat; Ausländer, Ausland):
 * they keep the ending. Ends of the word before -er. All lists are without umlauts. */
static const char *const doers[] = {
    "lehr", "arbeit", "forsch", "schul", "wahl", "spiel", "les", "nutz", "bau", "fahr",
    "fuhr", "trag", "geb", "nehm", "kauf", "dien", "schreib", "besuch", "wohn", "handl", "kunstl",
    "wissenschaftl", "sportl", "meist", "pfleg", "berat", "leit", "train", "betreu", "begleit",
    "helf", "tat", "mord", "raub", "jag", "fisch", "back", "mal", "sang", "tanz", "schwimm", "lauf",
    "kampf", "gewinn", "sieg", "verlier", "hor", "zuschau", "denk", "kenn", "sprech", "verfass",
    "ubersetz", "erzeug", "herstell", "anbiet", "miet", "eigentum", "besitz", "inhab",
    "grund", "erfind", "entdeck", "entwickl", "programmier", "bedien", "verwalt", "vertret", "werb",
    "anfang", "einsteig", "flieg", "verbrech", "betrug", "ausland", "england", "burg",
};

/* What nouns for people end in before -in. */
static const char *const agents[] = {
    "er", "or", "ent", "ant", "ist", "eur", "log", "gog", "nom", "soph", "graf", "kolleg", "kund",
    "arzt", "koch", "freund", "feind", "chef", "wirt", "walt", "jud", "turk", "franzos", "griech",
    "russ", "schwed", "dan", "finn", "zeug", "konig", "herzog", "held", "sklav", "beamt", "gott",
    "rat", "athlet", "poet", "kandidat", "soldat", "diplomat", "genoss", "gemahl", "gatt",
    "vorstand", "low", "hund", "wolf", "fuchs", "bar", "papst", "abt", "therapeut", "psychiat",
    "kommiliton", "archivar", "bibliothekar", "notar", "kommissar", "ekretar", "tionar",
    "millionar", "chines", "japanes", "portugies", "schott", "mann", "kurd", "slowak", "slowen",
    "tschech", "ruman", "kroat", "afghan", "chirurg", "dramaturg", "architekt", "katholik",
    "prinzess", "habilitand", "doktorand", "dekan", "veteran", "kamerad", "muslim", "prophet",
    "referendar", "noviz", "kompliz", "expert", "gefahrt", "analyst", "akrobat", "invalid",
    "jubilar", "pilot", "stipendiat", "furst", "jesid", "coach", "logopad", "adressat", "interpret",
    "gymnast", "spion", "analysand", "partisan", "bischof", "volontar", "abtiss", "enkel", "mestiz",
    "paketbot", "insass", "proband",
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
    if (size > sizeof plain) {
        return size;
    }
    size_t plain_size = leave_out_umlauts(word, size, plain);
    int behind = doer_ending(plain, plain_size);
    if (behind >= 0) {
        return ending_replace(word, size, (size_t)behind, "in");
    }
    return size - feminine_ending(plain, plain_size);
}
