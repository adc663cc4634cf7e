/* Reading one document's positions out of a block: a header, so that every CPU path gets its own
 * copy. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_POSITIONS_READ_H
#define STICHWORT_COMMON_CODEC_POSITIONS_READ_H

#include "common/codec/codec.h"
#include "common/codec/unary.h"

enum { POSITIONS_SUM_STEP = 32 };

/* Low bits of each of tf numbers in [0, 2^width): Rice's parameter for gaps of a random set
 * (mean gap 2^width / (tf + 1), times ln 2, rounded: Kiely, 2004), in integers. */
static inline unsigned positions_low_bits(uint32_t tf, unsigned width)
{
    uint64_t ratio = ((uint64_t)tf + 1) * 10000 / 5616;
    unsigned less = 64u - (unsigned)__builtin_clzll(ratio);
    return width > less ? width - less : 0;
}

static inline uint64_t positions_share(uint32_t tf, unsigned width)
{
    return tf == 1 ? width : (uint64_t)tf * positions_low_bits(tf, width);
}

/* Walks the ones of a bit string. */
struct one_walk {
    const uint8_t *in;
    uint64_t bits;  /* length of the string */
    uint64_t start; /* first bit of the word at hand, a multiple of 64 */
    uint64_t word;  /* its ones that have not been passed */
};

static inline struct one_walk one_walk_from(const uint8_t *in, uint64_t bits, uint64_t bit)
{
    uint64_t start = bit / 64 * 64;
    uint64_t word = start < bits ? unary_word(in + start / 8) : 0;
    return (struct one_walk){in, bits, start, word & ~(uint64_t)0 << bit % 64};
}

/* The place of the next one; at or above `bits` if there is none. */
static inline uint64_t one_walk_next(struct one_walk *walk)
{
    while (walk->word == 0) {
        walk->start += 64;
        if (walk->start >= walk->bits) {
            return walk->bits;
        }
        walk->word = unary_word(walk->in + walk->start / 8);
    }
    uint64_t place = walk->start + (uint64_t)__builtin_ctzll(walk->word);
    walk->word &= walk->word - 1;
    return place;
}

/* Passes `count` (1 or more) ones; the place of the last one passed. */
static inline uint64_t one_walk_pass(struct one_walk *walk, uint64_t count)
{
    uint64_t ones = (uint64_t)__builtin_popcountll(walk->word);
    while (ones < count) {
        count -= ones;
        walk->start += 64;
        if (walk->start >= walk->bits) {
            walk->word = 0;
            return walk->bits;
        }
        walk->word = unary_word(walk->in + walk->start / 8);
        ones = (uint64_t)__builtin_popcountll(walk->word);
    }
    uint64_t place = walk->start + unary_select(walk->word, (unsigned)count - 1);
    walk->word &= place % 64 == 63 ? 0 : ~(uint64_t)0 << (place % 64 + 1);
    return place;
}

static inline bool positions_read(const struct positions_view *view, uint32_t index, uint32_t *out)
{
    uint32_t first = index / POSITIONS_SUM_STEP * POSITIONS_SUM_STEP, tf = view->tfs[index];
    uint64_t low = view->head_bits + view->sums[index / POSITIONS_SUM_STEP], ones = 0;
    uint64_t bits = 8 * (uint64_t)(view->end - view->in);
    unsigned width = view->widths[index], k = tf == 1 ? width : positions_low_bits(tf, width);
    for (uint32_t i = first; i < index; i++) {
        low += positions_share(view->tfs[i], view->widths[i]);
    }
    if (low + (uint64_t)tf * k > bits) {
        return false;
    }
    uint64_t mask = ((uint64_t)1 << k) - 1;
    if (tf == 1) {
        out[0] = (uint32_t)((unary_word(view->in + low / 8) >> low % 8) & mask);
        return true;
    }
    for (uint32_t i = 0; i < index; i++) {
        ones += view->tfs[i] > 1 ? view->tfs[i] : 0;
    }
    uint64_t unary = view->head_bits + view->share_bits, next = 0, limit = (uint64_t)1 << width;
    struct one_walk walk = one_walk_from(view->in, bits, unary);
    uint64_t before = ones > 0 ? one_walk_pass(&walk, ones) : unary - 1;
    for (uint32_t j = 0; j < tf; j++, low += k) {
        uint64_t place = one_walk_next(&walk);
        uint64_t rest = (unary_word(view->in + low / 8) >> low % 8) & mask;
        uint64_t gap = ((place - before - 1) << k) + rest;
        if (place >= bits || gap >= limit - next) {
            return false;
        }
        out[j] = (uint32_t)(next + gap);
        next += gap + 1;
        before = place;
    }
    return true;
}

#endif
