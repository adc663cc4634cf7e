/* Signatures of documents: how much two texts share, from 16 bytes each. A signature is 64 numbers
 * of two bits, one a bin of minimum values; see FORMAT.md, section 13, for how they are made. With J
 * the share of shingles that two texts have in common (Jaccard), a bin is equal with probability
 * J + (1 - J) / 4 (b-bit minwise hashing: Li and König, 2010). */
#ifndef STICHWORT_COMMON_FORMAT_SIGNATURE_H
#define STICHWORT_COMMON_FORMAT_SIGNATURE_H

#include "common/format/segment.h"

enum {
    SIGNATURE_BYTES = 16,
    SIGNATURE_BINS = 64,
    SIGNATURE_NEAR = 38 /* equal bins of near-duplicates: J is about 0.46 or more */
};

struct signature {
    uint64_t low, high; /* bit i: of the number of bin i; both 0: of a document without text */
};

/* Whether the segment has signatures; whitespace's has none. */
static inline bool signature_exists(const struct segment *segment)
{
    return segment->sections[SECTION_SIGNATURES].size > 0;
}

static inline struct signature signature_read(const struct segment *segment, uint32_t document)
{
    const uint8_t *raw =
        segment->sections[SECTION_SIGNATURES].data + SIGNATURE_BYTES * (size_t)document;
    return (struct signature){format_u64(raw), format_u64(raw + 8)};
}

static inline bool signature_is_none(struct signature signature)
{
    return (signature.low | signature.high) == 0;
}

/* Bits are counted here, since __builtin_popcountll is a call where popcnt cannot be taken for granted. */
static inline unsigned signature_equal_bins(struct signature a, struct signature b)
{
    uint64_t unlike = (a.low ^ b.low) | (a.high ^ b.high);
    unlike -= unlike >> 1 & UINT64_C(0x5555555555555555);
    unlike = (unlike & UINT64_C(0x3333333333333333)) + (unlike >> 2 & UINT64_C(0x3333333333333333));
    unlike = (unlike + (unlike >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return SIGNATURE_BINS - (unsigned)(unlike * UINT64_C(0x0101010101010101) >> 56);
}

#endif
