/* What is known of a word before any text is read: common parts with a count as if they had been
 * seen, and what is never a part. Inside common/compound. */
#ifndef STICHWORT_COMMON_COMPOUND_KNOWN_H
#define STICHWORT_COMMON_COMPOUND_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum known_flags {
    KNOWN_NO_LEFT = 1, /* never the left side of a cut */
    KNOWN_NO_RIGHT = 2,
    KNOWN_SHORT = 4, /* a part although it has two or three letters */
    KNOWN_NOUN = 8
};

struct known_word {
    const uint8_t *word;
    uint16_t size;
    uint16_t documents; /* of KNOWN_DOCUMENTS */
    uint16_t flags;
};

enum { KNOWN_DOCUMENTS = 1000 };

struct known {
    struct known_word *words;
    size_t word_count;
    struct known_slot *slots; /* small: most words that are asked for are none */
    size_t capacity;          /* a power of two */
};

/* False without memory. */
bool known_init(struct known *known);
void known_release(struct known *known);

/* NULL: nothing is known of it. */
const struct known_word *known_find(const struct known *known, struct bytes word);

#endif
