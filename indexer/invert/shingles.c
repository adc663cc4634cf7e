#include "indexer/invert/shingles.h"

#define GOLDEN UINT64_C(0x9E3779B97F4A7C15)

enum { BIN_MASK = SIGNATURE_BINS - 1, BIN_BITS = 6 };

/* The value of a bin; an empty one's is that of the first full one in an order which goes through
 * all bins: the step is odd. */
static uint64_t value_of(const struct shingles *shingles, unsigned bin)
{
    uint64_t order = shingles_mix(bin + 1);
    unsigned at = bin, next = order & BIN_MASK, step = (order >> BIN_BITS & BIN_MASK) | 1;
    while (shingles->least[at] == UINT64_MAX) {
        at = next;
        next = (next + step) & BIN_MASK;
    }
    return shingles->least[at];
}

struct signature shingles_finish(const struct shingles *shingles)
{
    struct signature signature = {0, 0};
    if (shingles->forms == 0) {
        return signature;
    }
    if (shingles->forms < SHINGLES_LEAST_FORMS) {
        signature.low = shingles_mix(shingles->whole + GOLDEN);
        signature.high = shingles_mix(shingles->whole + 2 * GOLDEN);
        signature.low |= signature_is_none(signature);
        return signature;
    }
    for (unsigned bin = 0; bin < SIGNATURE_BINS; bin++) {
        /* mixed with the bin: unlike values that two bins borrow are unlike in bits of their own */
        uint64_t bits = shingles_mix(value_of(shingles, bin) + (bin + 1) * GOLDEN);
        signature.low |= (bits & 1) << bin;
        signature.high |= (bits >> 1 & 1) << bin;
    }
    signature.low |= signature_is_none(signature);
    return signature;
}
