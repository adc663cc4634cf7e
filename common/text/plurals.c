#include "common/text/plurals.h"

#include <stdbool.h>
#include <string.h>

#include "common/text/endings.h"

/* Plurals and their singulars; also behind three letters or more (Bankkonten), but where `whole` is
 * set, since other words end so (Alben, Schwalben). */
struct plural {
    const char *plural, *singular;
    bool whole;
};

static const struct plural plurals[] = {
    {"adverbien", "adverb", false},  {"agenden", "agenda", true},     {"alben", "album", true},       {"alumni", "alumnus", false},
    {"appendizes", "appendix", false}, {"arenen", "arena", false},   {"aromen", "aroma", false},
    {"atlanten", "atlas", false},    {"aulen", "aula", true},        {"boni", "bonus", false},
    {"celli", "cello", false},       {"codices", "codex", false},    {"dogmen", "dogma", false},
    {"dramen", "drama", false},      {"embryonen", "embryo", false}, {"eier", "ei", true},            {"epen", "epos", true},
    {"examina", "examen", false},    {"extrema", "extremum", false}, {"faktum", "fakt", false},
    {"firmen", "firma", false},      {"foren", "forum", true},       {"fossilien", "fossil", false},  {"fresken", "fresko", false},
    {"genera", "genus", true},       {"globen", "globus", true},     {"indices", "index", false},
    {"individuen", "individuum", false}, {"indizien", "indiz", false}, {"indizes", "index", false}, {"jubiläen", "jubiläum", false},
    {"kakteen", "kaktus", false},    {"kodizes", "kodex", false},    {"konten", "konto", false},
    {"korpora", "korpus", false},    {"kuben", "kubus", true},       {"lexika", "lexikon", false},
    {"lyzeen", "lyzeum", false},     {"lkws", "lkw", true},           {"materialien", "material", false},
    {"matrices", "matrix", false},  {"matrizen", "matrix", false},
    {"mausoleen", "mausoleum", false}, {"maxima", "maximum", false}, {"mineralien", "mineral", false}, {"minima", "minimum", false},
    {"modi", "modus", true},         {"museen", "museum", false},    {"mythen", "mythos", false},
    {"neutren", "neutrum", false},   {"optima", "optimum", false},   {"panoramen", "panorama", false}, {"partizipien", "partizip", false}, {"pkws", "pkw", true},
    {"paradigmen", "paradigma", false}, {"pizzen", "pizza", false},  {"praktika", "praktikum", false},
    {"praxen", "praxis", false},     {"prinzipien", "prinzip", false}, {"privilegien", "privileg", false}, {"prismen", "prisma", false},
    {"radien", "radius", false},     {"razzien", "razzia", false},   {"reptilien", "reptil", false},  {"rhythmen", "rhythmus", false},
    {"risiken", "risiko", false},    {"riten", "ritus", true},       {"rithmen", "rithmus", false},
    {"salden", "saldo", false},      {"seren", "serum", true},       {"skalen", "skala", true},
    {"spektren", "spektrum", false}, {"stadien", "stadion", false},  {"stimuli", "stimulus", false},
    {"studien", "studie", false},    {"tempi", "tempo", true},       {"termini", "terminus", false},
    {"textilien", "textil", false},  {"themen", "thema", false},      {"utensilien", "utensil", false}, {"universen", "universum", false}, {"villen", "villa", false},
    {"viren", "virus", false},       {"visa", "visum", true},        {"voten", "votum", true},
    {"zoos", "zoo", true},           {"zentren", "zentrum", false},   {"zyklen", "zyklus", false},
};

/* Singulars in -s, which is no ending there: Snowball takes it for one behind these letters. */
static const char *const stems_in_s[] = {
    "kurs", "gans", "zins", "hals", "puls", "fels", "vers", "fuchs", "lachs", "dachs", "luchs", "ochs", "keks",
    "wachs", "wuchs", "flachs", "w\xC3\xA4" "chs", "krebs", "impuls",
};

/* -s behind a vowel, which Snowball leaves: what only looks so. Ends of words. */
static const char *const no_plurals_in_os[] = {
    "los", "chaos", "kosmos", "mythos", "epos", "logos", "pathos", "ethos", "kokos", "moos", "rhinozeros",
    "famos", "dubios", "rigoros", "nervos", "grandios", "kurios", "virtuos", "laos", "davos", "samos",
    "helios", "kronos", "amos", "thermos", "albatros", "eros", "heros", "bios", "gros", "kios",
};
static const char *const no_plurals_in_as[] = {
    "das", "was", "gas", "glas", "gras", "atlas", "ananas", "ymas", "omas", "judas", "ukas", "eas", "ias",
    "texas", "kansas", "vegas", "dallas", "kaukas", "aas", "kolas", "duras", "cacas", "jonas", "hamas",
    "pegasas", "klas", "caracas", "las", "bras", "arkansas", "ras", "damas", "trias", "uras",
};
static const char *const plurals_in_s[] = {
    "akku",  "kanu", "uhu",  "iglu",  "guru", "tabu", "emu",   "gnu",   "menü",  "nazi", "taxi",
    "profi", "azubi", "kiwi", "alibi", "wiki", "ski", "studi", "ossi", "wessi", "promi", "omi", "opi",
};

static bool is_consonant(uint8_t c)
{
    return c < 0x80 && memchr("aeiou", c, 5) == NULL;
}

/* Autos, Europas, Taxis, Niveaus, Partys. */
static bool has_plural_s(const uint8_t *word, size_t size)
{
    if (size < 5 || word[size - 1] != 's') {
        return false;
    }
    switch (word[size - 2]) {
    case 'o':
        return !ENDING_IS_ANY(word, size, no_plurals_in_os);
    case 'a':
        return !ENDING_IS_ANY(word, size, no_plurals_in_as);
    case 'y':
        return is_consonant(word[size - 3]);
    default:
        return ending_is(word, size, "eaus") || ENDING_IS_ANY(word, size - 1, plurals_in_s);
    }
}

static const char *const plurals_in_ies[] = {"zombies", "selfies", "hippies", "junkies", "cookies", "rookies",
                                             "groupies", "smoothies", "brownies", "ersties", "oldies"};

/* Parties, Communities; but bewies, Paradies, Fries. */
static bool is_english_plural(const uint8_t *word, size_t size)
{
    static const char *const others[] = {"dies", "wies", "kies", "fries", "lies", "pries", "series", "species",
                                         "spezies"};
    return size >= 7 && ending_is(word, size, "ies") && is_consonant(word[size - 4]) &&
           !ENDING_IS_ANY(word, size, others);
}

static size_t by_table(uint8_t *word, size_t size)
{
    enum { LEAST_HEAD = 3 };
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++) {
        size_t end = strlen(plurals[i].plural), head = size - end;
        if (ending_is(word, size, plurals[i].plural) &&
            (head == 0 || (!plurals[i].whole && head >= LEAST_HEAD))) {
            return ending_replace(word, size, end, plurals[i].singular);
        }
    }
    return 0;
}

size_t plural_key(uint8_t *word, size_t size)
{
    size_t done = by_table(word, size);
    if (done > 0) {
        return done;
    }
    if (ending_is(word, size, "iums") && size > 6) {
        size--;
    }
    if (ending_is(word, size, "ium") && size > 5 && !ending_is(word, size, "studium") &&
        !ending_is(word, size, "stadium")) {
        return ending_replace(word, size, 2, "en"); /* Gymnasium as Gymnasien */
    }
    if (ending_is(word, size, "ismen") && size > 7 && !ending_is(word, size, "rismen")) {
        return ending_replace(word, size, 2, "us");
    }
    if (ending_is(word, size, "mata") && size > 6 && !ending_is(word, size, "tomata")) {
        return size - 2; /* Themata, Kommata */
    }
    if (ending_is(word, size, "tika") && size > 7) {
        return ending_replace(word, size, 1, "um"); /* Antibiotika */
    }
    if (ENDING_IS_ANY(word, size, plurals_in_ies)) {
        return size - 1;
    }
    if (is_english_plural(word, size)) {
        return ending_replace(word, size, 3, "y");
    }
    if (ENDING_IS_ANY(word, size, stems_in_s)) {
        return ending_replace(word, size, 0, "e"); /* Kurs, as Kurse */
    }
    if (size > 7 && (ending_is(word, size, "owsky") || ending_is(word, size, "ewsky"))) {
        return ending_replace(word, size, 1, "i"); /* Tschaikowsky */
    }
    return has_plural_s(word, size) ? size - 1 : size;
}
