/* Sorts things by the bytes of their terms: numbers made of the first bytes are compared, and only
 * where these are the same, the things themselves, which lie all over memory. */
#ifndef STICHWORT_INDEXER_INVERT_TERM_SORT_H
#define STICHWORT_INDEXER_INVERT_TERM_SORT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"

struct term_key {
    uint64_t first;   /* see term_first */
    void *item;     /* borrowed */
};

/* The first 8 bytes as a number in their order, zeros behind the end. */
static inline uint64_t term_first(struct bytes term)
{
    uint64_t first = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (term.size >= sizeof first) {
        memcpy(&first, term.data, sizeof first);
        return __builtin_bswap64(first);
    }
#endif
    for (size_t i = 0; i < 8; i++) {
        first = first << 8 | (i < term.size ? term.data[i] : 0);
    }
    return first;
}

/* Below 0: `left` goes before `right`, above 0: behind it. Of items with the same first bytes. */
typedef int term_order(const void *left, const void *right);

/* False without memory. */
bool term_keys_sort(struct term_key *keys, size_t count, term_order *order);

#endif
