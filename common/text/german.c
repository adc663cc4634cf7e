#include "common/text/german.h"

#include <stdlib.h>
#include <string.h>

#include "common/text/adjectives.h"
#include "common/text/feminine.h"
#include "common/text/orthography.h"
#include "common/text/plurals.h"
#include "common/text/verbs.h"

static int compare_text(struct bytes form, const char *text)
{
    return bytes_compare(form, bytes_of_text(text));
}

size_t german_key(struct bytes form, uint8_t *out)
{
    size_t size = orthography_key(form, out);
    if (size > GERMAN_MAX_INFLECTED || german_is_stop_word(bytes_of(out, size))) {
        return size;
    }
    size_t adjective = adjective_key(out, size);
    if (adjective != size) {
        return adjective;
    }
    size_t plural = plural_key(out, size);
    size_t noun = feminine_key(out, plural);
    return noun == plural ? verb_key(out, plural) : noun;
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
