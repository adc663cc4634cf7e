#include "common/text/german.h"

#include <stdlib.h>
#include <string.h>

/* Folded forms whose stem differs from that of their base form; sorted by bytes. */
static const struct {
    const char *form, *base;
} irregular[] = {
    {"atlanten", "atlas"},       {"dogmen", "dogma"},         {"firmen", "firma"},
    {"globen", "globus"},        {"gymnasien", "gymnasium"},
    {"kakteen", "kaktus"},       {"konten", "konto"},         {"kriterien", "kriterium"},
    {"lexika", "lexikon"},       {"ministerien", "ministerium"}, {"museen", "museum"},
    {"pizzen", "pizza"},         {"praktika", "praktikum"},   {"praxen", "praxis"},
    {"prinzipien", "prinzip"},   {"rhythmen", "rhythmus"},   {"risiken", "risiko"},
    {"stadien", "stadion"},       {"studien", "studie"},
    {"themen", "thema"},         {"viren", "virus"},          {"visa", "visum"},
    {"zentren", "zentrum"},      {"zyklen", "zyklus"},
};

static int compare_text(struct bytes form, const char *text)
{
    return bytes_compare(form, bytes_of_text(text));
}

static const char *find_irregular(struct bytes form)
{
    size_t low = 0, high = sizeof irregular / sizeof *irregular;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare_text(form, irregular[middle].form);
        if (order == 0) {
            return irregular[middle].base;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

/* neue, Quelle, Bäuerin: the u belongs to what is before it. */
static bool blocks_umlaut(const uint8_t *form, size_t i)
{
    if (i > 1 && form[i - 2] == 0xC3) {
        return form[i - 1] == 0xA4 || form[i - 1] == 0xB6 || form[i - 1] == 0xBC;
    }
    return i > 0 && memchr("aeiouq", form[i - 1], 6) != NULL;
}

/* As many bytes: ae and ä have two each. */
static void fold_digraphs(struct bytes form, uint8_t *out)
{
    for (size_t i = 0; i < form.size; i++) {
        uint8_t c = form.data[i];
        bool pair = i + 1 < form.size && form.data[i + 1] == 'e' &&
                    (c == 'a' || c == 'o' || c == 'u') && !blocks_umlaut(form.data, i);
        out[i] = c;
        if (pair) {
            out[i++] = 0xC3;
            out[i] = c == 'a' ? 0xA4 : c == 'o' ? 0xB6 : 0xBC;
        }
    }
}

/* Old and new spelling: wherever the first stands in a form, the second stands in its key, also
 * where both are allowed (Joghurt, Jogurt). By first letter; of two that begin alike the longer
 * one comes first. */
struct spelling {
    const char *old, *new;
};

static const struct spelling spellings_a[] = {
    {"alpträum", "albträum"}, {"aufwendig", "aufwändig"}, {"autograph", "autograf"},
    {"alptraum", "albtraum"}, {"antiell", "anziell"}, {NULL, NULL},
};
static const struct spelling spellings_b[] = {
    {"ballettänz", "balletttänz"}, {"biographen", "biografen"}, {"brennessel", "brennnessel"},
    {"bettüch", "betttüch"}, {"behende", "behände"}, {"bettuch", "betttuch"}, {NULL, NULL},
};
static const struct spelling spellings_d[] = {
    {"delphin", "delfin"}, {NULL, NULL},
};
static const struct spelling spellings_e[] = {
    {"entiell", "enziell"}, {NULL, NULL},
};
static const struct spelling spellings_f[] = {
    {"fussballänder", "fussballländer"}, {NULL, NULL},
};
static const struct spelling spellings_g[] = {
    {"geschirreinig", "geschirrreinig"}, {"greulich", "gräulich"}, {"graphi", "grafi"},
    {"greuel", "gräuel"}, {"gemse", "gämse"}, {NULL, NULL},
};
static const struct spelling spellings_j[] = {
    {"joghurt", "jogurt"}, {NULL, NULL},
};
static const struct spelling spellings_k[] = {
    {"kristalleucht", "kristallleucht"}, {"kontrollampe", "kontrolllampe"},
    {"kammuschel", "kammmuschel"}, {"känguruh", "känguru"}, {NULL, NULL},
};
static const struct spelling spellings_m[] = {
    {"metallegierung", "metalllegierung"}, {"mikrophon", "mikrofon"}, {"megaphon", "megafon"},
    {NULL, NULL},
};
static const struct spelling spellings_n[] = {
    {"nullösung", "nulllösung"}, {"numerier", "nummerier"}, {NULL, NULL},
};
static const struct spelling spellings_p[] = {
    {"photograph", "fotograf"}, {"paragraph", "paragraf"}, {"phantasie", "fantasie"},
    {"potential", "potenzial"}, {"phantast", "fantast"}, {"panther", "panter"},
    {"plazier", "platzier"}, {"photo", "foto"}, {NULL, NULL},
};
static const struct spelling spellings_q[] = {
    {"quentchen", "quäntchen"}, {NULL, NULL},
};
static const struct spelling spellings_r[] = {
    {"rolläden", "rollläden"}, {"rolladen", "rollladen"}, {NULL, NULL},
};
static const struct spelling spellings_s[] = {
    {"schwimmeister", "schwimmmeister"}, {"selbständig", "selbstständig"},
    {"schnelläuf", "schnellläuf"}, {"schrittempo", "schritttempo"},
    {"schwenglich", "schwänglich"}, {"schiffahrt", "schifffahrt"}, {"schnellauf", "schnelllauf"},
    {"stillegung", "stilllegung"}, {"stoffetzen", "stofffetzen"}, {"stilleben", "stillleben"},
    {"stillegen", "stilllegen"}, {"saxophon", "saxofon"}, {"schneuz", "schnäuz"},
    {"stengel", "stängel"}, {NULL, NULL},
};
static const struct spelling spellings_t[] = {
    {"telegraph", "telegraf"}, {"thunfisch", "tunfisch"}, {"telephon", "telefon"}, {NULL, NULL},
};
static const struct spelling spellings_w[] = {
    {"wetturn", "wettturn"}, {NULL, NULL},
};
static const struct spelling spellings_x[] = {
    {"xylophon", "xylofon"}, {NULL, NULL},
};
static const struct spelling spellings_z[] = {
    {"zollinie", "zolllinie"}, {"zierat", "zierrat"}, {NULL, NULL},
};

static const struct spelling *const spellings[26] = {
    ['a' - 'a'] = spellings_a, ['b' - 'a'] = spellings_b, ['d' - 'a'] = spellings_d,
    ['e' - 'a'] = spellings_e, ['f' - 'a'] = spellings_f, ['g' - 'a'] = spellings_g,
    ['j' - 'a'] = spellings_j, ['k' - 'a'] = spellings_k, ['m' - 'a'] = spellings_m,
    ['n' - 'a'] = spellings_n, ['p' - 'a'] = spellings_p, ['q' - 'a'] = spellings_q,
    ['r' - 'a'] = spellings_r, ['s' - 'a'] = spellings_s, ['t' - 'a'] = spellings_t,
    ['w' - 'a'] = spellings_w, ['x' - 'a'] = spellings_x, ['z' - 'a'] = spellings_z,
};

static const struct spelling *find_spelling(struct bytes form, size_t at)
{
    uint8_t letter = (uint8_t)(form.data[at] - 'a');
    const struct spelling *spelling = letter < 26 ? spellings[letter] : NULL;
    for (; spelling != NULL && spelling->old != NULL; spelling++) {
        size_t size = strlen(spelling->old);
        if (size <= form.size - at && memcmp(spelling->old, form.data + at, size) == 0) {
            return spelling;
        }
    }
    return NULL;
}

size_t german_key(struct bytes form, uint8_t *out)
{
    const char *base = find_irregular(form);
    if (base != NULL) {
        form = bytes_of_text(base);
    }
    fold_digraphs(form, out);
    size_t size = form.size;
    for (size_t i = 0; i < size; i++) {
        const struct spelling *spelling = find_spelling(bytes_of(out, size), i);
        if (spelling != NULL) {
            size_t old = strlen(spelling->old), new = strlen(spelling->new);
            memmove(out + i + new, out + i + old, size - i - old);
            memcpy(out + i, spelling->new, new);
            size = size - old + new;
            i += new - 1;
        }
    }
    return size;
}

bool german_is_conjunction(struct bytes form)
{
    return compare_text(form, "und") == 0 || compare_text(form, "oder") == 0 ||
           compare_text(form, "bzw") == 0 || compare_text(form, "sowie") == 0;
}

/* First parts that stand against each other. */
static const char *const opposites[][2] = {
    {"ab", "an"},       {"ab", "auf"},       {"ab", "zu"},       {"alt", "neu"},
    {"an", "ab"},       {"arbeitgeber", "arbeitnehmer"},         {"auf", "ab"},
    {"aus", "ein"},     {"aus", "fort"},     {"aus", "weiter"},  {"be", "ent"},
    {"brutto", "netto"}, {"ein", "aus"},     {"export", "import"}, {"fort", "weiter"},
    {"frei", "hallen"}, {"gross", "klein"},  {"haupt", "neben"}, {"hin", "her"},
    {"hin", "rück"},    {"hoch", "tief"},    {"import", "export"}, {"in", "aus"},
    {"innen", "aussen"}, {"kinder", "jugend"}, {"klein", "gross"}, {"klein", "mittel"},
    {"mutter", "vater"}, {"nord", "süd"},    {"ober", "unter"},  {"ost", "west"},
    {"rad", "fuss"},    {"sommer", "winter"}, {"stadt", "land"}, {"süd", "nord"},
    {"tag", "nacht"},   {"ver", "ent"},      {"vor", "haupt"},   {"vor", "nach"},
    {"west", "ost"},    {"zu", "ab"},
};

size_t german_opposite(struct bytes head, struct bytes word)
{
    enum { LEAST_REST = 3 };
    for (size_t i = 0; i < sizeof opposites / sizeof *opposites; i++) {
        size_t size = strlen(opposites[i][1]);
        if (compare_text(head, opposites[i][0]) == 0 && word.size >= size + LEAST_REST &&
            memcmp(word.data, opposites[i][1], size) == 0) {
            return size;
        }
    }
    return 0;
}

/* Articles, pronouns, prepositions, conjunctions, auxiliaries and question words: our own list of
 * words that carry no topic; folded, sorted by bytes. */
static const char *const stop_words[] = {
    "ab", "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "am", "an", "ander",
    "andere", "anderem", "anderen", "anderer", "anderes", "auch", "auf", "aus", "bei", "beim",
    "bin", "bis", "bist", "bzw", "da", "dabei", "dadurch", "dafür", "dagegen", "daher", "damit", "dann",
    "daran", "darauf", "daraus", "darin", "darum", "das", "dass", "davon", "dazu", "dein", "deine",
    "dem", "den", "denen", "denn", "der", "deren", "des", "dessen", "dh", "die", "dies", "diese",
    "diesem", "diesen", "dieser", "dieses", "doch", "dort", "du", "durch", "ein", "eine", "einem",
    "einen", "einer", "eines", "er", "es", "etc", "etwa", "etwas", "euch", "euer", "eure", "für", "gegen",
    "habe", "haben", "hat", "hatte", "hatten", "hier", "hin", "hinter", "ich", "ihm", "ihn",
    "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres", "im", "in", "indem", "ins", "ist",
    "ja", "jede", "jedem", "jeden", "jeder", "jedes", "jene", "jener", "jenes", "kann", "kein",
    "keine", "keinem", "keinen", "keiner", "können", "könnte", "man", "manche", "mein", "meine",
    "mich", "mir", "mit", "muss", "musste", "müssen", "nach", "nicht", "nichts", "noch", "nun",
    "nur", "ob", "oder", "ohne", "sehr", "sein", "seine", "seinem", "seinen", "seiner", "seines",
    "seit", "selbst", "sich", "sie", "sind", "so", "solche", "soll", "sollen", "sollte", "sondern",
    "sonst", "um", "und", "uns", "unser", "unsere", "unter", "usw", "viel", "vom", "von", "vor", "wann",
    "war", "waren", "warum", "was", "weil", "welch", "welche", "welchem", "welchen", "welcher",
    "welches", "wem", "wen", "wenn", "wer", "werde", "werden", "weshalb", "wessen", "wie", "wieder",
    "wieso", "wieviel", "will", "wir", "wird", "wo", "wodurch", "wofür", "woher", "wohin", "womit",
    "woran", "worin", "wovon", "wozu", "wurde", "wurden", "während", "wäre", "würde", "würden", "zb", "zu",
    "zum", "zur", "zwar", "zwischen", "über",
};

static int by_form(const void *key, const void *entry)
{
    const struct bytes *form = key;
    const char *const *word = entry;
    return compare_text(*form, *word);
}

bool german_is_stop_word(struct bytes form)
{
    return bsearch(&form, stop_words, sizeof stop_words / sizeof *stop_words, sizeof *stop_words,
                   by_form) != NULL;
}
