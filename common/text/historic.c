#include "common/text/historic.h"

#include "common/text/endings.h"
#include "common/text/historic_table.h"

static uint32_t letter_bit(uint8_t byte)
{
    uint8_t letter = (uint8_t)(byte - 'a');
    return (uint32_t)1 << (letter < 26 ? letter : 26);
}

/* A bit for each letter of the word. */
static uint32_t letters_of(const uint8_t *word, size_t size)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < size; i++) {
        letters |= letter_bit(word[i]);
    }
    return letters;
}

static bool has_letter(uint32_t letters, char letter)
{
    return (letters & letter_bit((uint8_t)letter)) != 0;
}

/* Whether the word has the sign of one or two letters. */
static bool has_sign(const uint8_t *word, size_t size, uint32_t letters, const char *sign)
{
    if (sign == NULL || sign[1] == 0) {
        return sign == NULL || has_letter(letters, sign[0]);
    }
    bool found = false;
    if (has_letter(letters, sign[0]) && has_letter(letters, sign[1])) {
        for (size_t i = 0; i + 1 < size && !found; i++) {
            found = word[i] == (uint8_t)sign[0] && word[i + 1] == (uint8_t)sign[1];
        }
    }
    return found;
}

/* The first three letters as a number; a zero for one that is not there. */
static uint32_t head_of(const uint8_t *word, size_t size)
{
    return (uint32_t)word[0] << 16 | (uint32_t)word[1] << 8 | (size > 2 ? word[2] : 0);
}

static uint32_t head_of_old(const struct historic_spelling *spelling)
{
    return head_of((const uint8_t *)spelling->old.text, WORD_MAX_BYTES);
}

/* The first spelling of the table that does not come before these letters. */
static size_t lower_bound(const struct historic_table *table, uint32_t head)
{
    size_t first = 0, behind = table->count;
    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        bool less = head_of_old(&table->spellings[middle]) < head;
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

const struct historic_spelling *historic_search(const struct historic_table *table,
                                                const uint8_t *word, size_t size, size_t i)
{
    const struct historic_spelling *found = NULL;
    uint32_t head = head_of(word + i, size - i);
    for (size_t at = lower_bound(table, head); at < table->count; at++) {
        const struct historic_spelling *spelling = &table->spellings[at];
        if (head_of_old(spelling) != head) {
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

/* What follows the ir or ier of a verb. */
static const struct ending verb_ends[] = {
    E("ungen"), E("enden"), E("ender"), E("endes"), E("endem"), E("ende"), E("ten"), E("ter"),
    E("tes"),   E("tem"),   E("test"),  E("tet"),   E("end"),   E("ung"),  E("bar"), E("bare"),
    E("baren"), E("barer"), E("bares"), E("te"),    E("en"),    E("t"),
};

/* Bytes of the word before such an end behind `letters`; 0: it has none. */
static size_t verb_stem(const uint8_t *word, size_t size, const char *letters)
{
    enum { LONGEST = 5 };
    size_t length = strlen(letters);
    for (size_t end = 1; end <= LONGEST && end + length < size; end++) {
        size_t stem = size - end - length;
        if (word[stem] == (uint8_t)letters[0] && memcmp(word + stem, letters, length) == 0) {
            for (size_t i = 0; i < sizeof verb_ends / sizeof *verb_ends; i++) {
                if (verb_ends[i].size == end && ending_fits(word, size, &verb_ends[i])) {
                    return stem;
                }
            }
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
    bool after_h = last == 'h' && word[stem - 2] != 'c' &&
                   word[stem - 2] != 'a'; /* Saphiren; but marschiren, subtrahiren */
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

/* A c that is not of ch or ck. */
static bool has_bare_c(const uint8_t *word, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++) {
        if (word[i] == 'c' && word[i + 1] != 'h' && word[i + 1] != 'k') {
            return true;
        }
    }
    return false;
}

/* Classe, Concert, Product: since 1902 k or z by the sound, in words that have become German. */
static void replace_c(uint8_t *word, size_t size)
{
    if (!has_bare_c(word, size) || !is_latin(word, size)) {
        return;
    }
    for (size_t i = 0; i < size; i++) {
        if (word[i] == 'c') {
            word[i] = letter_for_c(word, size, i);
        }
    }
}

size_t historic_key(uint8_t *word, size_t size)
{
    static const struct historic_table *const tables[] = {&historic_th, &historic_y, &historic_k,
                                                          &historic_z, &historic_words};
    size_t room = HISTORIC_GROWTH * size;
    uint32_t letters = letters_of(word, size);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (has_sign(word, size, letters, tables[i]->sign)) {
            size = apply_table(tables[i], word, size, room);
        }
    }
    if (size < room && has_letter(letters, 'i') && has_letter(letters, 'r')) {
        size = lengthen_verb(word, size);
    }
    if (has_letter(letters, 'c')) {
        replace_c(word, size);
    }
    return size;
}
