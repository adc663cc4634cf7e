/* Reading one document's positions out of a block: a header, so that every CPU path gets its own
 * copy. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_POSITIONS_READ_H
#define STICHWORT_COMMON_CODEC_POSITIONS_READ_H

#include "common/codec/codec.h"
#include "common/codec/unary.h"

enum { POSITIONS_SUM_STEP = 32 };

/* Bits of x (1 or more) without its leading zeros, from the exponent of a float, which compilers
 * vectorise; without the bit behind the first, rounding cannot reach the next power. */
static inline uint32_t positions_bit_length(uint32_t x)
{
    float rounded = (float)(int32_t)(x & ~(x >> 1));
    uint32_t raw;
    __builtin_memcpy(&raw, &rounded, sizeof raw);
    return (raw >> 23) - 126;
}

/* Low bits of each of tf numbers in [0, 2^width): Rice's parameter for gaps of a random set
 * (mean gap 2^width / (tf + 1), times ln 2, rounded: Kiely, 2004), in integers. */
static inline uint32_t positions_low_bits(uint32_t tf, uint32_t width)
{
    uint32_t less = positions_bit_length((tf + 1) * 57 >> 5);
    return width > less ? width - less : 0;
}

static inline uint32_t positions_share(uint32_t tf, uint32_t width)
{
    return tf == 1 ? width : tf * positions_low_bits(tf, width);
}

/* The place of the next one; at or above `bits` if there is none. */
static inline uint64_t positions_next_one(struct positions_view *view, uint64_t bits)
{
    while (view->word == 0) {
        view->word_start += 64;
        if (view->word_start >= bits) {
            return bits;
        }
        view->word = unary_word(view->in + view->word_start / 8);
    }
    uint64_t place = view->word_start + (uint64_t)__builtin_ctzll(view->word);
    view->word &= view->word - 1;
    return place;
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

/* Back to the first document of the block. */
static inline void positions_rewind(struct positions_view *view)
{
    uint64_t unary = view->head_bits + view->share_bits;
    view->at = 0;
    view->low = view->ones = view->passed = 0;
    view->last = unary - 1;
    view->word_start = unary / 64 * 64;
    view->word = unary_word(view->in + view->word_start / 8) & ~(uint64_t)0 << unary % 64;
}

/* Sums shares and ones up to the document. */
static inline void positions_seek(struct positions_view *view, uint32_t index)
{
    if (index < view->at) {
        positions_rewind(view);
    }
    uint32_t group = index / POSITIONS_SUM_STEP, from = view->at;
    if (group > from / POSITIONS_SUM_STEP) {
        from = group * POSITIONS_SUM_STEP;
        view->low = view->sums[group];
    }
    uint32_t shares = 0, ones = 0;
    for (uint32_t i = from; i < index; i++) {
        shares += positions_share(view->tfs[i], view->widths[i]);
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
    positions_seek(view, index);
    uint64_t bits = 8 * (uint64_t)(view->end - view->in), low = view->head_bits + view->low;
    uint32_t tf = view->tfs[index];
    unsigned width = view->widths[index], k = tf == 1 ? width : positions_low_bits(tf, width);
    uint64_t mask = ((uint64_t)1 << k) - 1, next = 0, limit = (uint64_t)1 << width;
    if (low + (uint64_t)tf * k > bits) {
        return false;
    }
    if (tf == 1) {
        out[0] = (uint32_t)((unary_word(view->in + low / 8) >> low % 8) & mask);
        return true;
    }
    if (view->passed > view->ones) { /* this document is read again */
        uint64_t again = view->ones, sum = view->low;
        positions_rewind(view);
        view->at = index;
        view->ones = again;
        view->low = sum;
    }
    if (view->ones > view->passed) {
        view->last = positions_pass_ones(view, bits, view->ones - view->passed);
    }
    for (uint32_t j = 0; j < tf; j++, low += k) {
        uint64_t place = positions_next_one(view, bits);
        uint64_t rest = (unary_word(view->in + low / 8) >> low % 8) & mask;
        uint64_t gap = ((place - view->last - 1) << k) + rest;
        if (place >= bits || gap >= limit - next) {
            return false;
        }
        out[j] = (uint32_t)(next + gap);
        next += gap + 1;
        view->last = place;
    }
    view->passed = view->ones + tf;
    return true;
}

#endif
