/* The signature of a document from the forms of its text, while they pass: minimum values of hashed
 * shingles (three neighbouring forms) in one permutation (Li, Owen and Zhang, 2012); empty bins
 * borrow from others, each in an order of its own (Shrivastava, Optimal densification, 2017), and
 * every bin keeps two bits (Li and König, 2010). The numbers are in FORMAT.md. One thread. */
#ifndef STICHWORT_INDEXER_INVERT_SHINGLES_H
#define STICHWORT_INDEXER_INVERT_SHINGLES_H

#include <stdint.h>
#include <string.h>

#include "common/format/signature.h"

/* With fewer forms the signature is a hash of all: of equal texts alone equal. */
enum { SHINGLES_LEAST_FORMS = 10 };

struct shingles {
    uint64_t least[SIGNATURE_BINS];
    uint64_t before[2]; /* hashes of the last two forms */
    uint64_t whole;     /* of the first forms */
    uint32_t forms;
};

/* The finalizer of splitmix64 (Stafford's variant 13): each bit of x reaches all. */
static inline uint64_t shingles_mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

static inline uint64_t shingles_turn(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

static inline void shingles_begin(struct shingles *shingles)
{
    memset(shingles->least, 0xFF, sizeof shingles->least);
    shingles->before[0] = shingles->before[1] = shingles->whole = 0;
    shingles->forms = 0;
}

/* The next form by its hash (see form_table.h). Three turned hashes with exclusive or are what simple
 * tabulation hashing is, good enough for minima (Patrascu and Thorup, 2012). */
static inline void shingles_add(struct shingles *shingles, uint64_t hash)
{
    uint64_t value = hash ^ shingles_turn(shingles->before[1], 21) ^
                     shingles_turn(shingles->before[0], 42);
    shingles->before[0] = shingles->before[1];
    shingles->before[1] = hash;
    uint32_t forms = ++shingles->forms;
    if (forms < SHINGLES_LEAST_FORMS) {
        shingles->whole = shingles_mix(shingles->whole + hash);
    }
    if (forms >= 3) {
        uint64_t *least = &shingles->least[value >> 58];
        if (value < *least) {
            *least = value;
        }
    }
}

struct signature shingles_finish(const struct shingles *shingles);

#endif
