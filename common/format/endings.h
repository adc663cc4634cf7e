/* Endings: how forms differ from their terms, the most frequent ways of several corpora. What a form has
 * that its term has not is mostly one of them, told by its number. By size, then by bytes. */
#ifndef STICHWORT_COMMON_FORMAT_ENDINGS_H
#define STICHWORT_COMMON_FORMAT_ENDINGS_H

#include <stdint.h>

#include "common/base/bytes.h"

enum { ENDING_COUNT = 251, ENDING_MOST_BYTES = 13 };

struct ending {
    uint8_t drop, size; /* bytes of the term that go, bytes that come */
    char text[ENDING_MOST_BYTES + 1];
};

extern const struct ending endings[ENDING_COUNT];

/* Letters of their bytes, as lexicon_letters has them. */
extern const uint32_t ending_letters[ENDING_COUNT];

/* The number of an ending; -1: there is none such. */
int ending_find(size_t drop, struct bytes text);

#endif
