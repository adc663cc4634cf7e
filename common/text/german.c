#include "common/text/german.h"

#include <stdlib.h>
#include <string.h>

/* Folded forms whose stem differs from that of their base form; sorted by bytes. */
static const struct {
    const char *form, *base;
} irregular[] = {
    {"atlanten", "atlas"},       {"daß", "dass"},             {"dogmen", "dogma"},
    {"firmen", "firma"},         {"globen", "globus"},        {"gymnasien", "gymnasium"},
    {"kakteen", "kaktus"},       {"konten", "konto"},         {"kriterien", "kriterium"},
    {"lexika", "lexikon"},       {"ministerien", "ministerium"}, {"museen", "museum"},
    {"pizzen", "pizza"},         {"praktika", "praktikum"},   {"praxen", "praxis"},
    {"prinzipien", "prinzip"},   {"rhythmen", "rhythmus"},   {"risiken", "risiko"},
    {"schiffahrt", "schifffahrt"}, {"stadien", "stadion"},    {"studien", "studie"},
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

static bool blocks_umlaut(const uint8_t *form, size_t i)
{
    return i > 0 && memchr("aeiouq", form[i - 1], 6) != NULL;
}

size_t german_key(struct bytes form, uint8_t *out)
{
    const char *base = find_irregular(form);
    if (base != NULL) {
        form = bytes_of_text(base);
    }
    size_t size = 0;
    for (size_t i = 0; i < form.size; i++) {
        uint8_t c = form.data[i];
        bool pair = i + 1 < form.size && form.data[i + 1] == 'e' &&
                    (c == 'a' || c == 'o' || c == 'u') && !blocks_umlaut(form.data, i);
        if (pair) {
            out[size++] = 0xC3;
            out[size++] = c == 'a' ? 0xA4 : c == 'o' ? 0xB6 : 0xBC;
            i++;
        } else {
            out[size++] = c;
        }
    }
    return size;
}

/* Articles, pronouns, prepositions, conjunctions, auxiliaries and question words: our own list of
 * words that carry no topic; folded, sorted by bytes. */
static const char *const stop_words[] = {
    "ab", "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "am", "an", "ander",
    "andere", "anderem", "anderen", "anderer", "anderes", "auch", "auf", "aus", "bei", "beim",
    "bin", "bis", "bist", "da", "dabei", "dadurch", "dafür", "dagegen", "daher", "damit", "dann",
    "daran", "darauf", "daraus", "darin", "darum", "das", "dass", "davon", "dazu", "dein", "deine",
    "dem", "den", "denen", "denn", "der", "deren", "des", "dessen", "die", "dies", "diese",
    "diesem", "diesen", "dieser", "dieses", "doch", "dort", "du", "durch", "ein", "eine", "einem",
    "einen", "einer", "eines", "er", "es", "etwa", "etwas", "euch", "euer", "eure", "für", "gegen",
    "habe", "haben", "hat", "hatte", "hatten", "hier", "hin", "hinter", "ich", "ihm", "ihn",
    "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres", "im", "in", "indem", "ins", "ist",
    "ja", "jede", "jedem", "jeden", "jeder", "jedes", "jene", "jener", "jenes", "kann", "kein",
    "keine", "keinem", "keinen", "keiner", "können", "könnte", "man", "manche", "mein", "meine",
    "mich", "mir", "mit", "muss", "musste", "müssen", "nach", "nicht", "nichts", "noch", "nun",
    "nur", "ob", "oder", "ohne", "sehr", "sein", "seine", "seinem", "seinen", "seiner", "seines",
    "seit", "selbst", "sich", "sie", "sind", "so", "solche", "soll", "sollen", "sollte", "sondern",
    "sonst", "um", "und", "uns", "unser", "unsere", "unter", "viel", "vom", "von", "vor", "wann",
    "war", "waren", "warum", "was", "weil", "welch", "welche", "welchem", "welchen", "welcher",
    "welches", "wem", "wen", "wenn", "wer", "werde", "werden", "weshalb", "wessen", "wie", "wieder",
    "wieso", "wieviel", "will", "wir", "wird", "wo", "wodurch", "wofür", "woher", "wohin", "womit",
    "woran", "worin", "wovon", "wozu", "wurde", "wurden", "während", "wäre", "würde", "würden", "zu",
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
