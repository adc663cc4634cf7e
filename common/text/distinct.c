#include "common/text/distinct.h"

#include "common/text/endings.h"
#include "common/text/words.h"

/* The endings that a word keeps its meaning with; others are the other word's (Kohle, Kohlen). */
enum kind {
    ALONE,
    S,  /* Kohl, Kohls */
    ES, /* Akt, Akts, Aktes */
    N,  /* Rinde, Rinden */
    EN, /* Spur, Spuren */
    ER  /* Messer, Messers, Messern */
};

static const struct ending endings[][3] = {
    [ALONE] = {E("")},     [S] = {E(""), E("s")},   [ES] = {E(""), E("s"), E("es")},
    [N] = {E(""), E("n")}, [EN] = {E(""), E("en")}, [ER] = {E(""), E("s"), E("n")},
};

/* Of two words with one stem the one with fewer forms. Words without a topic are here where a noun
 * is like them (Ebene, Seite, Weg, Wille), so that it does not find nearly all documents. Sorted.
 */
static const struct distinct {
    struct word text;
    enum kind kind;
} distinct_words[] = {
    {W("akt"), ES},       {W("bande"), N},     {W("becker"), ER},     {W("beton"), S},
    {W("butter"), ER},    {W("center"), ER},   {W("eben"), ALONE},    {W("eis"), ALONE},
    {W("falter"), ER},    {W("ford"), S},      {W("gestern"), ALONE}, {W("güte"), ALONE},
    {W("güter"), N},      {W("hafer"), ER},    {W("hall"), ALONE},    {W("hammer"), ER},
    {W("hecke"), N},      {W("herd"), S},      {W("huber"), ER},      {W("indem"), ALONE},
    {W("kader"), ER},     {W("kammer"), ER},   {W("kann"), ALONE},    {W("kant"), S},
    {W("kater"), ER},     {W("keller"), ER},   {W("klammer"), ER},    {W("kohl"), S},
    {W("kutter"), ER},    {W("lager"), S},     {W("laster"), ER},     {W("leber"), ER},
    {W("liste"), N},      {W("mag"), ALONE},   {W("marke"), N},       {W("master"), ER},
    {W("messer"), ER},    {W("muller"), ER},   {W("müller"), ER},     {W("note"), N},
    {W("order"), ER},     {W("pater"), ER},    {W("pol"), S},         {W("post"), ALONE},
    {W("poster"), ER},    {W("prag"), S},      {W("regie"), ALONE},   {W("reis"), ALONE},
    {W("renner"), ER},    {W("reporter"), ER}, {W("rinde"), N},       {W("ritter"), ER},
    {W("schal"), S},      {W("schalter"), ER}, {W("seit"), ALONE},    {W("seitens"), ALONE},
    {W("silber"), ER},    {W("springer"), ER}, {W("spur"), EN},       {W("tanker"), ER},
    {W("trauer"), ALONE}, {W("verdi"), ALONE}, {W("walter"), ER},     {W("wann"), ALONE},
    {W("war"), ALONE},    {W("watt"), S},      {W("weber"), ER},      {W("wegen"), ALONE},
    {W("weil"), ALONE},   {W("wetter"), ER},   {W("will"), ALONE},    {W("wolle"), ALONE},
    {W("wunde"), N},
};

/* Forms that differ from their word by more than an ending. Sorted. */
static const struct {
    struct word form;
    const char *text;
} other_forms[] = {
    {W("fall"), "fall"}, {W("falles"), "fall"}, {W("fälle"), "fall"}, {W("fällen"), "fall"},
    {W("wäre"), "war"},  {W("wären"), "war"},   {W("wärst"), "war"},
};

/* No word has this byte and no ending begins with it. */
static size_t keep_apart(uint8_t *word, size_t size)
{
    word[size] = '_';
    return size + 1;
}

size_t distinct_key(uint8_t *word, size_t size)
{
    enum {
        LONGEST = 9, /* Springers, Schalters */
        FORMS = sizeof other_forms / sizeof *other_forms,
        WORDS = sizeof distinct_words / sizeof *distinct_words
    };
    if (size > LONGEST) {
        return 0;
    }
    size_t found = word_find(bytes_of(word, size), other_forms, FORMS, sizeof *other_forms);
    if (found < FORMS) {
        return keep_apart(word, ending_replace(word, size, size, other_forms[found].text));
    }
    for (size_t end = 0; end <= 2 && end < size; end++) {
        found =
            word_find(bytes_of(word, size - end), distinct_words, WORDS, sizeof *distinct_words);
        const struct ending *list = endings[found < WORDS ? distinct_words[found].kind : ALONE];
        for (size_t i = 0; found < WORDS && i < 3; i++) {
            if (list[i].size == end && ending_fits(word, size, &list[i])) {
                return keep_apart(word, size - end);
            }
        }
    }
    return 0;
}
