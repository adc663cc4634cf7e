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

/* Sorted by bytes of the old spellings; those of two bytes are WHOLE. */
struct historic_table {
    const struct historic_spelling *spellings;
    size_t count;
    const char *sign;      /* part of every old spelling with a new one; NULL: none is known */
    const uint64_t *heads; /* bits of historic_head of all; the unit test prints what is wrong */
};

enum { HISTORIC_HEADS = 4096 };

/* A number below HISTORIC_HEADS for the first three letters. */
static inline unsigned historic_head(const uint8_t *word, size_t size)
{
    return (961u * word[0] + 31u * word[1] + (size > 2 ? word[2] : 0u)) % HISTORIC_HEADS;
}

extern const struct historic_table historic_th;    /* Theil, Rath */
extern const struct historic_table historic_y;     /* seyn, bey, Styl */
extern const struct historic_table historic_k;     /* Druk, Stük */
extern const struct historic_table historic_z;     /* jezt, Saz */
extern const struct historic_table historic_words; /* Waare, todt, giebt, Cöln */

/* Words whose c are k and z today; `new` is "" and says no more than that. */
extern const struct historic_table historic_latin;

/* The longest spelling of the table that fits at byte i of the word; NULL: none. */
const struct historic_spelling *historic_search(const struct historic_table *table,
                                                const uint8_t *word, size_t size, size_t i);

/* The same; most places are told by three letters. */
static inline const struct historic_spelling *
historic_find(const struct historic_table *table, const uint8_t *word, size_t size, size_t i)
{
    if (i + 1 >= size) {
        return NULL;
    }
    unsigned head = historic_head(word + i, size - i);
    bool begins = (table->heads[head / 64] >> head % 64 & 1) != 0;
    return begins ? historic_search(table, word, size, i) : NULL;
}

#endif
