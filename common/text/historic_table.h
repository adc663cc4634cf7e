/* Tables of old spellings, searched along a word. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_HISTORIC_TABLE_H
#define STICHWORT_COMMON_TEXT_HISTORIC_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/text/words.h"

/* Where in a word an old spelling counts. */
enum historic_place {
    ANYWHERE = 0,
    AT_START = 1,
    AT_END = 2,
    WHOLE = AT_START | AT_END,
    INSIDE = 4, /* not at the start */
    LAST = INSIDE | AT_END,
};

/* `new` is NULL where letters that look like an old spelling stay: Stad-thal-le. */
struct historic_spelling {
    struct word old;
    const char *new;
    uint8_t place;
};

/* Entries of a table; LATIN is one of historic_latin. */
#define OLD(old, new, place) \
    {                        \
        W(old), new, place   \
    }
#define KEPT(old, place) OLD(old, NULL, place)
#define LATIN(old, place) OLD(old, "", place)

/* Sorted by bytes of the old spellings. */
struct historic_table {
    const struct historic_spelling *spellings;
    size_t count;
    const char *sign;        /* part of every old spelling with a new one; NULL: none is known */
    const uint32_t *seconds; /* by first letter (a to z, others): bits of the second letters */
};

enum { HISTORIC_LETTERS = 27 };

static inline unsigned historic_letter(uint8_t byte)
{
    uint8_t letter = (uint8_t)(byte - 'a');
    return letter < 26 ? letter : 26;
}

extern const struct historic_table historic_th;    /* Theil, Rath */
extern const struct historic_table historic_y;     /* seyn, bey, Styl */
extern const struct historic_table historic_k;     /* Druk, Stük */
extern const struct historic_table historic_z;     /* jezt, Saz */
extern const struct historic_table historic_words; /* Waare, todt, giebt, Cöln */

/* Words whose c are k and z today; `new` is "" and says no more than that. */
extern const struct historic_table historic_latin;

/* The longest spelling of the table that fits at byte i of the word; NULL: none. */
const struct historic_spelling *historic_find(const struct historic_table *table,
                                              const uint8_t *word, size_t size, size_t i);

#endif
