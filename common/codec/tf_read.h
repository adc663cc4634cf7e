/* Reading one frequency of a block: a header, so that every CPU path gets its own copy. Inside the
 * codec only. */
#ifndef STICHWORT_COMMON_CODEC_TF_READ_H
#define STICHWORT_COMMON_CODEC_TF_READ_H

#include "common/codec/kernels.h"
#include "common/codec/unary.h"

/* The k low bits of value i; see pack_low. */
static inline uint32_t tf_low_bits(const uint8_t *in, unsigned k, unsigned i)
{
    unsigned bit = i / 4 * k, shift = bit % 32;
    const uint8_t *at = in + 4 * (bit / 32 * 4 + i % 4);
    uint64_t word = unary_word(at) & UINT32_MAX;
    if (shift + k > 32) {
        word |= unary_word(at + 16) << 32;
    }
    return (uint32_t)(word >> shift) & ((1u << k) - 1);
}

/* The quotient of value `index`: zeros between its one and the one before. */
static inline bool tf_quotient(const uint8_t *at, const uint8_t *end, unsigned index, uint32_t *quotient)
{
    uint32_t start = 0, ones = 0, before = 0; /* before: place behind the last one seen */
    for (; at < end; at += 8, start += 64) {
        uint64_t word = unary_word_before(at, end);
        uint32_t count = (uint32_t)__builtin_popcountll(word);
        if (ones + count > index) {
            unsigned rank = index - ones;
            if (rank > 0) {
                before = start + unary_select(word, rank - 1) + 1;
            }
            *quotient = start + unary_select(word, rank) - before;
            return true;
        }
        if (count > 0) {
            before = start + 64 - (uint32_t)__builtin_clzll(word);
        }
        ones += count;
    }
    return false;
}

/* As tf_at of struct codec. */
static inline uint32_t tf_read(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                               uint32_t last, unsigned index)
{
    const uint8_t *unary, *tail;
    uint32_t quotient = 0;
    if (kind & DOC_TF_ONES) {
        return 1;
    }
    if (!codec_docs_extent(in, end, kind, base, last, &unary, &tail) || tail >= end) {
        return 0;
    }
    unsigned k = tail[0]; /* above the limit: exceptions */
    if (k > CODEC_MAX_TF_LOW_BITS || end - tail < 1 + 16 * (int)k ||
        !tf_quotient(tail + 1 + 16 * k, end, index, &quotient)) {
        return 0;
    }
    return 1 + (quotient << k) + (k > 0 ? tf_low_bits(tail + 1, k, index) : 0);
}

#endif
