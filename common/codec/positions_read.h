/* Reading one document's positions out of a block: a header, so that every CPU path gets its own
 * copy. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_POSITIONS_READ_H
#define STICHWORT_COMMON_CODEC_POSITIONS_READ_H

#include "common/codec/codec.h"
#include "common/codec/unary.h"

enum {
    POSITIONS_SUM_STEP = 32,
    POSITIONS_HEAD_BITS = 6,  /* width of the sums, or: */
    POSITIONS_ONE_WIDTH = 63  /* one width for all documents follows */
};

/* Bits of x (1 or more) without its leading zeros, from the exponent of a float, which compilers
 * vectorise; without the bit behind the first, rounding cannot reach the next power. */
static inline uint32_t positions_bit_length(uint32_t x)
{
    float rounded = (float)(int32_t)(x & ~(x >> 1));
    uint32_t raw;
    __builtin_memcpy(&raw, &rounded, sizeof raw);
    return (raw >> 23) - 126;
}

#define POSITIONS_UNKNOWN UINT64_MAX /* share_start: not looked for yet */

/* Low bits of each of tf numbers in [0, 2^width): Rice's parameter for gaps of a random set
 * (mean gap 2^width / (tf + 1), times ln 2, rounded: Kiely, 2004), in integers. */
static inline uint32_t positions_low_bits(uint32_t tf, uint32_t width)
{
    uint32_t less = positions_bit_length((tf + 1) * 57 >> 5);
    return (width - less) & (0u - (width > less)); /* no branch: sums of shares become vectors */
}

static inline uint32_t positions_share(uint32_t tf, uint32_t width)
{
    uint32_t one = 0u - (tf == 1);
    return (width & one) | (tf * positions_low_bits(tf, width) & ~one);
}

/* Passes `count` (1 or more) ones; the place of the last one passed. */
static inline uint64_t positions_pass_ones(struct positions_view *view, uint64_t bits,
                                           uint64_t count)
{
    uint64_t ones = (uint64_t)__builtin_popcountll(view->word);
    while (ones < count) {
        count -= ones;
        view->word_start += 64;
        if (view->word_start >= bits) {
            view->word = 0;
            return bits;
        }
        view->word = unary_word(view->in + view->word_start / 8);
        ones = (uint64_t)__builtin_popcountll(view->word);
    }
    unsigned place = unary_select(view->word, (unsigned)count - 1);
    view->word &= place == 63 ? 0 : ~(uint64_t)0 << (place + 1);
    return view->word_start + place;
}

/* Goes to the front of the unary string. */
static inline void positions_rewind(struct positions_view *view)
{
    uint64_t unary = view->head_bits;
    view->at = 0;
    view->low = view->ones = view->passed = 0;
    view->last = unary - 1;
    view->word_start = unary / 64 * 64;
    view->word = unary_word(view->in + view->word_start / 8) & ~(uint64_t)0 << unary % 64;
}

/* Finds where the unary string ends and the shares begin: behind as many ones as there are
 * positions of documents with more than one. False if there are fewer. */
static inline bool positions_begin(struct positions_view *view, uint64_t bits)
{
    uint32_t ones = 0;
    for (uint32_t i = 0; i < view->count; i++) {
        ones += view->tfs[i] > 1 ? view->tfs[i] : 0;
    }
    positions_rewind(view);
    view->share_start = ones > 0 ? positions_pass_ones(view, bits, ones) + 1 : view->head_bits;
    positions_rewind(view);
    return view->share_start <= bits;
}

/* Sums shares and ones up to the document. */
static inline void positions_seek(struct positions_view *view, uint32_t index)
{
    if (index < view->at) {
        positions_rewind(view);
    }
    uint32_t group = index / POSITIONS_SUM_STEP, from = view->at, shares = 0, ones = 0;
    if (view->one_width != POSITIONS_ONE_WIDTH) {
        for (uint32_t i = from; i < index; i++) {
            shares += positions_share(view->tfs[i], view->one_width);
        }
    } else {
        if (group > from / POSITIONS_SUM_STEP) {
            from = group * POSITIONS_SUM_STEP;
            view->low = view->sums[group];
        }
        for (uint32_t i = from; i < index; i++) {
            shares += positions_share(view->tfs[i], view->widths[i]);
        }
    }
    for (uint32_t i = view->at; i < index; i++) {
        ones += view->tfs[i] > 1 ? view->tfs[i] : 0;
    }
    view->low += shares;
    view->ones += ones;
    view->at = index;
}

static inline bool positions_read(struct positions_view *view, uint32_t index, uint32_t *out)
{
    uint64_t bits = 8 * (uint64_t)(view->end - view->in);
    if (view->share_start == POSITIONS_UNKNOWN && !positions_begin(view, bits)) {
        return false;
    }
    positions_seek(view, index);
    uint64_t low = view->share_start + view->low;
    uint32_t tf = view->tfs[index];
    bool one = view->one_width != POSITIONS_ONE_WIDTH;
    unsigned width = one ? view->one_width : view->widths[index];
    unsigned k = tf == 1 ? width : positions_low_bits(tf, width);
    uint64_t mask = ((uint64_t)1 << k) - 1, next = 0, limit = (uint64_t)1 << width;
    if (width > 32 || low + (uint64_t)tf * k > bits) {
        return false;
    }
    if (tf == 1) {
        out[0] = (uint32_t)((unary_word(view->in + low / 8) >> low % 8) & mask);
        return true;
    }
    if (view->passed > view->ones) { /* the same document again */
        uint64_t low_before = view->low, ones_before = view->ones;
        positions_rewind(view);
        view->at = index;
        view->low = low_before;
        view->ones = ones_before;
    }
    if (view->ones > view->passed) {
        view->last = positions_pass_ones(view, bits, view->ones - view->passed);
    }
    uint64_t word = view->word, start = view->word_start, last = view->last;
    for (uint32_t j = 0; j < tf; j++, low += k) {
        while (word == 0) {
            start += 64;
            if (start >= bits) {
                return false;
            }
            word = unary_word(view->in + start / 8);
        }
        uint64_t place = start + (uint64_t)__builtin_ctzll(word);
        uint64_t rest = (unary_word(view->in + low / 8) >> low % 8) & mask;
        uint64_t position = next + ((place - last - 1) << k) + rest;
        if (position >= limit) {
            return false;
        }
        out[j] = (uint32_t)position;
        next = position + 1;
        last = place;
        word &= word - 1;
    }
    view->word = word;
    view->word_start = start;
    view->last = last;
    view->passed = view->ones + tf;
    return true;
}

#endif
