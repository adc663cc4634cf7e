#include "common/text/verbs.h"

#include "common/text/endings.h"
#include "common/text/strong_verbs.h"

enum { LEAST_CORE = 3, MAX_PREFIXES = 3 };

struct prefix {
    const char *text;
    bool separable, inseparable;
};

/* The longer one of two that begin alike comes first. */
static const struct prefix prefixes[] = {
    {"abhanden", 1, 0}, {"ab", 1, 0},      {"aneinander", 1, 0}, {"an", 1, 0},        {"aufrecht", 1, 0},
    {"auf", 1, 0},      {"auseinander", 1, 0}, {"aus", 1, 0},    {"beisammen", 1, 0}, {"beiseite", 1, 0},
    {"bei", 1, 0},      {"bereit", 1, 0},  {"bevor", 1, 0},      {"be", 0, 1},        {"dabei", 1, 0},
    {"daneben", 1, 0},  {"daran", 1, 0},   {"darauf", 1, 0},     {"davon", 1, 0},     {"dazu", 1, 0},
    {"dar", 1, 0},      {"down", 1, 0},    {"durcheinander", 1, 0}, {"durch", 1, 1},  {"ein", 1, 0},
    {"empor", 1, 0},    {"entgegen", 1, 0}, {"entlang", 1, 0},   {"ent", 0, 1},       {"er", 0, 1},
    {"fehl", 1, 0},     {"fern", 1, 0},    {"fest", 1, 0},       {"fort", 1, 0},      {"frei", 1, 0},
    {"gegenüber", 1, 0}, {"gleich", 1, 0}, {"gross", 1, 0},      {"gut", 1, 0},       {"heim", 1, 0},
    {"herab", 1, 0},    {"heran", 1, 0},   {"herauf", 1, 0},     {"heraus", 1, 0},    {"herbei", 1, 0},
    {"herein", 1, 0},   {"hernieder", 1, 0}, {"herüber", 1, 0},  {"herum", 1, 0},     {"herunter", 1, 0},
    {"hervor", 1, 0},   {"her", 1, 0},     {"hinab", 1, 0},      {"hinauf", 1, 0},    {"hinaus", 1, 0},
    {"hinein", 1, 0},   {"hinterher", 1, 0}, {"hinter", 1, 1},   {"hinüber", 1, 0},   {"hinunter", 1, 0},
    {"hinweg", 1, 0},   {"hinzu", 1, 0},   {"hin", 1, 0},        {"hoch", 1, 0},      {"inne", 1, 0},
    {"kaputt", 1, 0},   {"kennen", 1, 0},  {"klar", 1, 0},       {"los", 1, 0},       {"miss", 0, 1},
    {"mit", 1, 0},      {"nach", 1, 0},    {"nahe", 1, 0},       {"nieder", 1, 0},    {"offen", 1, 0},
    {"preis", 1, 0},    {"ruhig", 1, 0},   {"sicher", 1, 0},     {"statt", 1, 0},     {"still", 1, 0},
    {"teil", 1, 0},     {"tot", 1, 0},     {"umher", 1, 0},      {"um", 1, 1},        {"unter", 1, 1},
    {"up", 1, 0},       {"ver", 0, 1},     {"voll", 1, 1},       {"voran", 1, 0},     {"voraus", 1, 0},
    {"vorbei", 1, 0},   {"vorher", 1, 0},  {"vorüber", 1, 0},    {"vorweg", 1, 0},    {"vor", 1, 0},
    {"wahr", 1, 0},     {"weg", 1, 0},     {"weiter", 1, 0},     {"wider", 0, 1},     {"wieder", 1, 1},
    {"zer", 0, 1},      {"zufrieden", 1, 0}, {"zurecht", 1, 0},  {"zurück", 1, 0},    {"zusammen", 1, 0},
    {"zu", 1, 0},       {"zwischen", 1, 0}, {"über", 1, 1},
};

/* Stems whose ge- is their own: gehört, also behind a prefix (angehört); others only alone (gestattet,
 * ausgestattet). */
static const char *const own_ge[] = {"gehör", "gestalt", "gewöhn"};
static const char *const own_ge_alone[] = {
    "gebär",  "gebühr", "gedeih", "gedenk",  "gefähr", "gehorch", "gelang",  "geleit",   "gelob",   "gelüst",
    "genehm", "genüg",  "gerat",  "gereich", "geruh",  "gescheh", "gesell",  "gestatt",  "gesteh",  "gestik",
    "getrau", "gewahr", "gewähr", "gewärt",  "gewicht", "gewitter", "gebrauch", "gefall", "gener", "gelt",
    "genier", "geist",  "geig",   "geiz",    "gender", "gerb",    "germ",   "gesund",   "gesamt",  "gewalt",
    "gehalt", "gebiet", "gebäud", "gefahr",  "gericht", "geschäft", "geschlecht", "gesetzes", "gewerb", "gewerk",
    "geld",   "gegen",  "geheim", "gemeinde", "gemeins", "gerät",  "genmani", "genver",  "geo",     "geburt",
    "gepp",   "geschicht",
};

/* Before an ending of weak verbs (-t, -te, -ten, -ter ...): what is a verb although it ends like the
 * nouns of the next list, what is a noun or an adjective, and what is a verb. Each by its end. */
static const char *const surely_verbs[] = {
    "verletz",  "erschwer", "beschwer", "gleis",  "auch",   "keuch",  "scheuch", "koch",  "poch",  "erreich",
    "schleich", "gleich",   "weich",    "streich", "reich", "horch",  "schnarch", "erwach", "bewach", "überwach",
    "aufwach",  "besuch",   "versuch",  "untersuch", "gesuch", "aufsuch", "heimsuch", "gemach", "vermach", "ausmach",
    "gebuch",   "verbuch",  "umbuch",   "verursach", "schwäch", "verlach", "gelach", "belach", "auslach", "entfach",
    "vereinfach",
    "überrasch", "streik",  "quiek",    "spuk",   "schalt", "verplan", "geplan", "schon",  "beton", "verdien",
    "bedien",   "gedien",   "bereu",    "gespar", "erspar", "einspar", "gemal", "bemal",  "ausmal", "schäl", "quäl",
    "geschul",  "umschul",  "beheim",   "geheim",
};
static const char *const surely_others[] = {
    "vog",    "vög",   "smarag", "punk",   "instink", "distink", "sank",   "mark",   "märk",  "infark", "drah",  "dräh",
    "nah",    "fahr",  "gefähr", "zehn",   "bekann",  "arz",     "ärz",    "jetz",   "letz",  "nack",   "direk", "vier",
    "hunder", "wer",   "konzer", "schwer", "alber",   "rober",   "huber",  "herber", "norber", "gilber", "exper",
    "adalber", "engelber", "heriber", "lamber", "desser", "komfor", "offer", "tier",  "schier", "wel",   "zel",   "entgel",
    "wuss",   "bewuss", "gewiss", "geis",  "meis",    "leis",    "dreis",  "feis",   "gürt",  "gisch",  "lech",  "schmitz",
    "implan", "promp", "hab",    "hät",    "gil",     "hiel",    "häl",    "will",   "soll",  "woll",   "sol",   "bernhar",
    "prädika", "gerhar", "wär",     "statt",   "städt",  "hauptstädt", 
    "allerletz", "wör", "dör", "mör", "netzentgel", "werf", "gruf", "klös", "igh", "lber", "rber", "mber", "nber", "heis",
    "deis", "transplan", "ssnäh", "tnäh", "schel", "voig", "neg",
};
static const char *const verbs[] = {
    "g",    "b",    "ck",   "nk",   "rk",   "lk",   "h",    "sch",  "ff",   "pf",   "auf",  "äuf",  "ruf",  "stuf", "prüf",
    "eif",  "ief",  "rf",   "ll",   "hl",   "hol",  "iel",  "eil",  "eul",  "äul",  "ül",   "öl",   "nn",   "hn",   
    "ein",  "aun",  "ön",   "plan", "lern", "warn", "fern", "turn", "zürn", "körn", "tarn", "mm",   "hm",   "äum",  "aum",
    "eim",  "öm",   "rm",   "lm",   "üm",   "pp",   "mp",   "hr",   "ier",  "ör",   "klär", "aar",  "ür",   "eer",  "rr",
    "ss",   "eis",  "lös",  "dös",  "bau",  "schau", "trau", "stau", "klau", "dau", "freu", "treu", "scheu",
    "befrei", "sä", "rv",   "iv",   "mix",  "box",  "tz",   "rz",   "nz",   "eiz",  "lz",   "euz",  "aunz",
};

static bool is_vowel(const uint8_t *word, size_t size, size_t i)
{
    return memchr("aeiouy", word[i], 6) != NULL ||
           (word[i] == 0xC3 && i + 1 < size &&
            (word[i + 1] == 0xA4 || word[i + 1] == 0xB6 || word[i + 1] == 0xBC));
}

static bool has_vowel(const uint8_t *word, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (is_vowel(word, size, i)) {
            return true;
        }
    }
    return false;
}

/* wander, sammel: a syllable before the one of -er or -el. */
static bool is_long_stem(const uint8_t *stem, size_t size, const char *ending)
{
    return size >= 5 && ending_is(stem, size, ending) && has_vowel(stem, size - 2) &&
           !(is_vowel(stem, size, size - 3) && stem[size - 3] != 'u');
}

/* Behind t, d or a cluster with n or m an e stands before the ending: arbeitet, redet, rechnet. */
static bool needs_e(const uint8_t *stem, size_t size)
{
    static const char *const clusters[] = {"chn", "ffn", "ckn", "gn", "dn", "bn", "atm", "idm"};
    static const char *const nouns[] = {"magn", "past", "dratm"};
    uint8_t last = stem[size - 1];
    return size >= 3 && has_vowel(stem, size - 1) && !ENDING_IS_ANY(stem, size, nouns) &&
           (last == 't' || last == 'd' || ENDING_IS_ANY(stem, size, clusters));
}

/* Whether a word that ends in -t is a form of the weak verb with this stem before the t. */
static bool is_weak_stem(const uint8_t *stem, size_t size)
{
    if (size < LEAST_CORE || !has_vowel(stem, size)) {
        return false;
    }
    if (ENDING_IS_ANY(stem, size, surely_verbs)) {
        return true;
    }
    if (ENDING_IS_ANY(stem, size, surely_others) || ending_is(stem, size, "ch")) {
        return false;
    }
    return ENDING_IS_ANY(stem, size, verbs) || is_long_stem(stem, size, "er") ||
           is_long_stem(stem, size, "el");
}

/* Calls `find` behind each chain of prefixes that the word may begin with, the shortest first; stops
 * where it finds something. */
typedef size_t core_finder(uint8_t *word, size_t size, size_t core, const struct verb_place *place);

static size_t behind_prefixes(uint8_t *word, size_t size, size_t at, struct verb_place place,
                              unsigned depth, core_finder *find)
{
    size_t found = find(word, size, at, &place);
    bool last = depth == 0 || (place.inseparable && !place.separable);
    for (size_t i = 0; found == 0 && !last && i < sizeof prefixes / sizeof *prefixes; i++) {
        const struct prefix *prefix = &prefixes[i];
        size_t length = strlen(prefix->text);
        if (size - at < length + LEAST_CORE || memcmp(word + at, prefix->text, length) != 0) {
            continue;
        }
        struct verb_place next = place;
        next.prefixes++;
        next.separable = prefix->separable;
        next.inseparable = prefix->inseparable;
        found = behind_prefixes(word, size, at + length, next, depth - 1, find);
    }
    return found;
}

/* Writes prefix and infinitive over the word. */
static size_t write_infinitive(uint8_t *word, size_t core, const char *infinitive)
{
    size_t size = strlen(infinitive);
    memcpy(word + core, infinitive, size);
    return core + size;
}

static size_t find_strong(uint8_t *word, size_t size, size_t core, const struct verb_place *place)
{
    const char *infinitive = strong_verb_find(word + core, size - core, place);
    bool open = place->separable || core == 0;
    if (infinitive == NULL && open && size - core > 2 + LEAST_CORE && word[core] == 'g' &&
        word[core + 1] == 'e') {
        struct verb_place behind_ge = *place;
        behind_ge.ge = true;
        infinitive = strong_verb_find(word + core + 2, size - core - 2, &behind_ge);
    }
    return infinitive != NULL ? write_infinitive(word, core, infinitive) : 0;
}

static bool begins_with_any(const uint8_t *word, size_t size, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list[i]);
        if (size >= length && memcmp(word, list[i], length) == 0) {
            return true;
        }
    }
    return false;
}

#define BEGINS_WITH_ANY(word, size, list) \
    begins_with_any(word, size, list, sizeof(list) / sizeof *(list))

/* The stem of a weak participle without its ge-; its size. */
static size_t find_ge(uint8_t *word, size_t size, size_t core, const struct verb_place *place)
{
    const uint8_t *stem = word + core + 2;
    if ((core > 0 && !place->separable) || size - core < 2 + LEAST_CORE || word[core] != 'g' ||
        word[core + 1] != 'e' || !has_vowel(stem, size - core - 2)) {
        return 0;
    }
    bool ier = ending_is(word, size, "ier") && size - core > 2 + 7; /* studiert has no ge- */
    if (ier || BEGINS_WITH_ANY(word + core, size - core, own_ge) ||
        (core == 0 && BEGINS_WITH_ANY(word, size, own_ge_alone))) {
        return 0;
    }
    memmove(word + core, stem, size - core - 2);
    return size - 2;
}

/* The infinitive of a weak stem: -en, but -el as the key of -eln has it, -ern. */
static size_t end_weak(uint8_t *word, size_t size)
{
    if (is_long_stem(word, size, "el")) {
        return ending_is(word, size, "handel") ? ending_replace(word, size, 0, "n") : size;
    }
    bool ern = is_long_stem(word, size, "er") && !ending_is(word, size, "schwer");
    return ending_replace(word, size, 0, ern ? "n" : "en");
}

/* The stem and an ending behind its t: "Macht" is a noun, "machte" is none; a Schnelltest is no form of
 * a verb; Fährte is not "fährt". */
static bool is_weak_form(const uint8_t *stem, size_t size, const char *ending)
{
    struct bytes whole = bytes_of(stem, size);
    bool bare = ending[0] == 0, test = strcmp(ending, "est") == 0;
    if (bytes_equal(whole, bytes_of_text("mach")) || bytes_equal(whole, bytes_of_text("such"))) {
        return !bare;
    }
    if (test && !ending_is(stem, size, "ig") && !ending_is(stem, size, "ier") && size > 5) {
        return false;
    }
    return bytes_equal(whole, bytes_of_text("dien")) ||
           (is_weak_stem(stem, size) && (bare || !ending_is(stem, size, "fähr")));
}

static size_t weak_key(uint8_t *word, size_t size)
{
    static const char *const endings[] = {"", "e", "en", "er", "es", "em", "s", "est", "et", "este", "esten", "ester", "estes", "estem"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t end = strlen(endings[i]) + 1, stem = size - end;
        if (size < end + LEAST_CORE || !ending_is(word, size, endings[i]) || word[stem] != 't') {
            continue;
        }
        if (word[stem - 1] == 'e' && stem > LEAST_CORE && needs_e(word, stem - 1)) {
            stem--;
            stem -= word[stem - 1] == 't' && is_weak_stem(word, stem - 1); /* kündigtet */
        } else if (!is_weak_form(word, stem, endings[i])) {
            continue;
        }
        size_t bare = behind_prefixes(word, stem, 0, (struct verb_place){0}, MAX_PREFIXES, find_ge);
        return end_weak(word, bare > 0 ? bare : stem);
    }
    return 0;
}

/* Sender, Jahresende: but for reisend, lösend, wachsend, passend, lesend. */
static bool is_sender(const uint8_t *word, size_t size)
{
    static const char *const verbs_in_s[] = {"ssend", "isend", "ösend", "chsend", "lesend", "asend", "usend"};
    return ending_is(word, size, "send") && !ENDING_IS_ANY(word, size, verbs_in_s);
}

/* lachend, reisende, handelnd; but Abend, Jugend, Legende. */
static size_t present_participle_key(uint8_t *word, size_t size)
{
    static const char *const endings[] = {"", "e", "en", "er", "es", "em"};
    static const char *const nouns[] = {
        "abend",  "jugend", "tugend", "legend", "dividend", "gegend", "spend",  "wend",    "blend",  "tausend", "dutzend",
        "elend",  "stipend", "vollend", "beend", "verend",  "während", "irgend", "nirgend", "morgend", "freund", "agend",
        "kalend", "referend", "vend",  "wesend", "enend",   "versend", "absend", "zusend",  "einsend", "übersend", "entsend",
        "trend", "ierend", "transgend", "frontend", "backend", "gender",  "subtrahend", "minuend",
        "weekend", "reverend", "verschwend", "entwend", "anwend", "verwend",
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t stem = size - strlen(endings[i]);
        if (stem > size || is_sender(word, stem) || stem < 7 || !ending_is(word, size, endings[i]) || !ending_is(word, stem, "nd")) {
            continue;
        }
        if (ending_is(word, stem, "end") && !ENDING_IS_ANY(word, stem, nouns) && has_vowel(word, stem - 3)) {
            return stem - 1;
        }
        if ((ending_is(word, stem, "ernd") || ending_is(word, stem, "elnd")) && has_vowel(word, stem - 4)) {
            return stem - 1;
        }
    }
    return 0;
}

/* anzurufen: zu between a separable prefix and an infinitive; but Anzugträgern. */
static size_t find_zu(uint8_t *word, size_t size, size_t core, const struct verb_place *place)
{
    static const char *const nouns[] = {"gs", "gt", "gf", "gk", "gb", "gm", "gn", "ck", "ch", "cht", "gen"};
    const uint8_t *rest = word + core + 2;
    bool hinzu = core >= 3 && memcmp(word + core - 3, "hin", 3) == 0;
    if (!place->separable || hinzu || size - core < 2 + 5 || memcmp(word + core, "zu", 2) != 0 ||
        word[size - 1] != 'n') {
        return 0;
    }
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        size_t length = strlen(nouns[i]);
        if (memcmp(rest, nouns[i], length) == 0 && (length < 3 || size - core - 2 == length)) {
            return 0;
        }
    }
    memmove(word + core, rest, size - core - 2);
    return size - 2;
}

size_t verb_key(uint8_t *word, size_t size)
{
    const struct verb_place none = {0};
    if (size < LEAST_CORE || strong_verb_is_other(word, size)) {
        return size;
    }
    size_t done = behind_prefixes(word, size, 0, none, MAX_PREFIXES, find_strong);
    done = done > 0 ? done : weak_key(word, size);
    done = done > 0 ? done : present_participle_key(word, size);
    done = done > 0 ? done : behind_prefixes(word, size, 0, none, MAX_PREFIXES, find_zu);
    size = done > 0 ? done : size;
    bool trade = ending_is(word, size, "handeln"); /* Handel is something else */
    return size > 4 && ending_is(word, size, "eln") && !trade ? size - 1 : size; /* sammeln, Regeln */
}
