#include "common/text/historic.h"

#include "common/text/endings.h"
#include "common/text/historic_table.h"

static bool has_sign(const uint8_t *word, size_t size, const char *sign)
{
    for (size_t i = 0, length = strlen(sign); i + length <= size; i++) {
        if (word[i] == (uint8_t)sign[0] && memcmp(word + i, sign, length) == 0) {
            return true;
        }
    }
    return false;
}

/* The first spelling of the table that does not come before these two letters. */
static size_t lower_bound(const struct historic_table *table, const uint8_t *letters)
{
    unsigned wanted = (unsigned)letters[0] << 8 | letters[1];
    size_t first = 0, behind = table->count;
    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        const uint8_t *old = (const uint8_t *)table->spellings[middle].old.text;
        bool less = ((unsigned)old[0] << 8 | old[1]) < wanted;
        first = less ? middle + 1 : first;
        behind = less ? behind : middle;
    }
    return first;
}

static bool fits(const struct historic_spelling *spelling, const uint8_t *word, size_t size,
                 size_t i)
{
    size_t end = i + spelling->old.size;
    unsigned place = spelling->place;
    return end <= size && memcmp(word + i, spelling->old.text, spelling->old.size) == 0 &&
           ((place & AT_START) == 0 || i == 0) && ((place & AT_END) == 0 || end == size) &&
           ((place & INSIDE) == 0 || i > 0);
}

const struct historic_spelling *historic_find(const struct historic_table *table,
                                              const uint8_t *word, size_t size, size_t i)
{
    const struct historic_spelling *found = NULL;
    if (i + 1 >= size ||
        (table->seconds[historic_letter(word[i])] >> historic_letter(word[i + 1]) & 1) == 0) {
        return NULL;
    }
    for (size_t at = lower_bound(table, word + i); at < table->count; at++) {
        const struct historic_spelling *spelling = &table->spellings[at];
        if (memcmp(spelling->old.text, word + i, 2) != 0) {
            break;
        }
        bool longer = found == NULL || spelling->old.size >= found->old.size;
        found = longer && fits(spelling, word, size, i) ? spelling : found;
    }
    return found;
}

static size_t apply_table(const struct historic_table *table, uint8_t *word, size_t size,
                          size_t room)
{
    if (table->sign != NULL && !has_sign(word, size, table->sign)) {
        return size;
    }
    for (size_t i = 0; i + 1 < size;) {
        const struct historic_spelling *spelling = historic_find(table, word, size, i);
        if (spelling == NULL) {
            i++;
            continue;
        }
        size_t old = spelling->old.size, new = old;
        if (spelling->new != NULL && size - old + strlen(spelling->new) <= room) {
            new = strlen(spelling->new);
            memmove(word + i + new, word + i + old, size - i - old);
            memcpy(word + i, spelling->new, new);
            size = size - old + new;
        }
        i += new;
    }
    return size;
}

static bool is_vowel(uint8_t c)
{
    return c < 0x80 ? memchr("aeiouy", c, 6) != NULL : true;
}

static bool has_vowel(const uint8_t *word, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (is_vowel(word[i])) {
            return true;
        }
    }
    return false;
}

/* What follows the ir or ier of a verb, the longest first. */
static const struct ending verb_ends[] = {
    E("ungen"), E("enden"), E("ender"), E("endes"), E("endem"), E("ende"),
    E("ten"),   E("ter"),   E("tes"),   E("tem"),   E("test"),  E("tet"),
    E("end"),   E("ung"),   E("bar"),   E("te"),    E("en"),    E("t"),
};

/* Bytes of the word before such an end behind `letters`; 0: it has none. */
static size_t verb_stem(const uint8_t *word, size_t size, const char *letters)
{
    size_t length = strlen(letters);
    for (size_t i = 0; i < sizeof verb_ends / sizeof *verb_ends; i++) {
        size_t end = verb_ends[i].size;
        if (ending_fits(word, size, &verb_ends[i]) && size > end + length &&
            memcmp(word + size - end - length, letters, length) == 0) {
            return size - end - length;
        }
    }
    return 0;
}

/* Words that end like studiren: Viren, Flirt, Satiren, Emiren, Wirt. */
static bool is_no_verb(const uint8_t *word, size_t stem, size_t size)
{
    static const struct ending stems[] = {E("w"),     E("fl"),    E("em"),   E("sat"),  E("tap"),
                                          E("fak"),   E("kef"),   E("wes"),  E("vamp"), E("elix"),
                                          E("kasch"), E("gesch"), E("papi"), E("umg"),  E("sp")};
    static const struct ending served[] = {E("serv"),  E("grav"),  E("lav"),   E("chiv"),
                                           E("motiv"), E("aktiv"), E("activ"), E("ultiv"),
                                           E("renov"), E("salv"),  E("solv")};
    bool viruses = word[stem - 1] == 'v' && ending_is(word, size, "en");
    return viruses ? !ENDING_IS_ANY(word, stem, served)
                   : ENDING_IS_ANY(word, stem, stems) && !ending_is(word, stem, "insp");
}

/* studiren, marschirt, Regirung: since 1902 all verbs of this kind have ie. */
static size_t lengthen_verb(uint8_t *word, size_t size)
{
    size_t stem = verb_stem(word, size, "ir");
    if (stem < 2 || !has_vowel(word, stem) || is_no_verb(word, stem, size)) {
        return size;
    }
    uint8_t last = word[stem - 1];
    bool open = is_vowel(last) && last != 'u' && last != 'i'; /* Memoiren; but variiren */
    bool after_h = last == 'h' && word[stem - 2] != 'c';      /* Saphiren; but marschiren */
    if (open || after_h) {
        return size;
    }
    memmove(word + stem + 2, word + stem + 1, size - stem - 1);
    word[stem + 1] = 'e';
    return size + 1;
}

/* Endings of words that are English or Latin and keep their c. */
static const struct ending foreign_ends[] = {
    E("y"),    E("ed"),    E("ing"),  E("ings"),  E("ness"), E("ous"),  E("ics"),   E("ic"),
    E("ical"), E("ional"), E("tual"), E("cts"),   E("ions"), E("ence"), E("ences"), E("ance"),
    E("able"), E("ible"),  E("ship"), E("ships"), E("icus"), E("ize"),  E("ute"),   E("scope"),
    E("oral"), E("ents"),  E("ants"), E("ism"),   E("cite"), E("ies"),
};

/* Endings of Latin words that they have in German alone. */
static const struct ending german_ends[] = {
    E("ctionen"),  E("ctoren"),   E("ctur"),     E("cturen"), E("ctisch"),  E("ctische"),
    E("ctischen"), E("ctischer"), E("ctisches"), E("cität"),  E("citäten"),
};

/* fabricieren, reduciert; but balancieren. */
static bool is_latin_verb(const uint8_t *word, size_t size)
{
    static const struct ending kept[] = {E("lanc"),  E("nuanc"),  E("nüanc"),   E("annonc"),
                                         E("avanc"), E("renonc"), E("prononc"), E("forc")};
    size_t stem = verb_stem(word, size, "ier");
    return stem > 2 && (word[stem - 1] == 'c' || ending_is(word, stem, "ct")) &&
           !ENDING_IS_ANY(word, stem, kept);
}

/* Whether the word is a Latin one in German dress. */
static bool is_latin(const uint8_t *word, size_t size)
{
    if (ENDING_IS_ANY(word, size, foreign_ends)) {
        return false;
    }
    if (is_latin_verb(word, size) || ENDING_IS_ANY(word, size, german_ends)) {
        return true;
    }
    for (size_t i = 0; i + 1 < size;) {
        const struct historic_spelling *found = historic_find(&historic_latin, word, size, i);
        if (found != NULL && found->new != NULL) {
            return true;
        }
        i += found != NULL ? found->old.size : 1;
    }
    return false;
}

/* k or z for the c at byte i; c where it stays. */
static uint8_t letter_for_c(const uint8_t *word, size_t size, size_t i)
{
    uint8_t next = i + 1 < size ? word[i + 1] : 0;
    if (next == 0xC3 && i + 2 < size) {
        return word[i + 2] == 0xBC ? 'k' : 'z'; /* cü; cä, cö */
    }
    if (next == 'e' || next == 'i' || next == 'y') {
        return 'z';
    }
    bool before_ch = next == 'c' && i + 2 < size && word[i + 2] == 'h';
    return next != 0 && memchr("aoulrtcsn", next, 9) != NULL && !before_ch ? 'k' : 'c';
}

/* Classe, Concert, Product: since 1902 k or z by the sound, in words that have become German. */
static size_t replace_c(uint8_t *word, size_t size)
{
    if (memchr(word, 'c', size) == NULL || !is_latin(word, size)) {
        return size;
    }
    for (size_t i = 0; i < size; i++) {
        if (word[i] == 'c') {
            word[i] = letter_for_c(word, size, i);
        }
    }
    return size;
}

size_t historic_key(uint8_t *word, size_t size)
{
    static const struct historic_table *const tables[] = {&historic_th, &historic_y, &historic_k,
                                                          &historic_z, &historic_words};
    size_t room = HISTORIC_GROWTH * size;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        size = apply_table(tables[i], word, size, room);
    }
    if (size < room) {
        size = lengthen_verb(word, size);
    }
    return replace_c(word, size);
}
