/* Finding ones in a bit string: where the j-th one is tells a sum of quotients. Reads whole words,
 * so the bytes must be followed by CODEC_SLACK_BYTES. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_UNARY_H
#define STICHWORT_COMMON_CODEC_UNARY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/codec/bits.h"

static inline uint64_t unary_word(const uint8_t *at)
{
    uint64_t word;
    __builtin_memcpy(&word, at, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* The word at `at`, bytes from `end` on read as zero. */
static inline uint64_t unary_word_before(const uint8_t *at, const uint8_t *end)
{
    uint64_t word = unary_word(at);
    return end - at >= 8 ? word : word & (((uint64_t)1 << (8 * (end - at))) - 1);
}

/* The place of the n-th one of a word that has more than n. */
static inline unsigned unary_select(uint64_t word, unsigned n)
{
#ifdef __BMI2__
    return (unsigned)__builtin_ctzll(__builtin_ia32_pdep_di((uint64_t)1 << n, word));
#else
    while (n-- > 0) {
        word &= word - 1;
    }
    return (unsigned)__builtin_ctzll(word);
#endif
}

/* As find_bits of struct codec: ones before a document are its place. */
static inline void unary_find(const uint8_t *in, uint32_t base, const uint32_t *wanted,
                              unsigned count, uint8_t *places)
{
    enum { MOST = 127, NOT_THERE = 255 };
    uint32_t ones = 0, at = 0; /* of the words before `at` */
    for (unsigned i = 0; i < count; i++) {
        uint32_t bit = wanted[i] - base;
        for (; at < bit / 64; at++) {
            ones += (uint32_t)__builtin_popcountll(unary_word(in + 8 * (size_t)at));
        }
        uint64_t word = unary_word(in + 8 * (size_t)at);
        uint64_t before = word & (((uint64_t)1 << bit % 64) - 1);
        uint32_t place = ones + (uint32_t)__builtin_popcountll(before);
        bool there = (word >> bit % 64 & 1) != 0 && place <= MOST;
        places[i] = there ? (uint8_t)place : NOT_THERE;
    }
}

/* Places of the first `count` ones of [at, end), counted in bits from `at`; false if there are
 * fewer. Bits behind the last one must be zero and fewer than 8. */
static inline bool unary_places(const uint8_t *at, const uint8_t *end, uint32_t count,
                                uint32_t *places)
{
    uint32_t found = 0, start = 0;
    for (const uint8_t *p = at; p < end; p += 8, start += 64) {
        uint64_t word = unary_word_before(p, end);
        while (word != 0) {
            if (found == count) {
                return false;
            }
            places[found++] = start + (uint32_t)__builtin_ctzll(word);
            word &= word - 1;
        }
    }
    return found == count && (count == 0 || places[count - 1] / 8 + 1 == (uint32_t)(end - at));
}

#endif
