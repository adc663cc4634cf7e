/* Reading one document's positions out of a block: a header, so that every CPU path gets its own
 * copy. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_POSITIONS_READ_H
#define STICHWORT_COMMON_CODEC_POSITIONS_READ_H

#include <string.h>

#include "common/codec/codec.h"
#include "common/codec/lanes.h"
#include "common/codec/unary.h"

enum {
    POSITIONS_GROUP = 32,
    POSITIONS_HEAD_BITS = 6, /* width of the sums, or: */
    POSITIONS_ONE_LIMIT = 63 /* the width of one limit for all documents follows */
};

/* Bits of x without its leading zeros. */
static inline uint32_t positions_bit_length(uint32_t x)
{
    return x == 0 ? 0 : 32 - (uint32_t)__builtin_clz(x);
}

/* Low bits of each of tf (1 or more) numbers below `limit` (Elias, 1974): floor(log2(limit / tf)). */
static inline uint32_t positions_low_bits(uint32_t tf, uint32_t limit)
{
    uint32_t more = positions_bit_length(limit) - positions_bit_length(tf);
    return tf <= limit ? more - ((tf << more) > limit) : 0;
}

/* Two positions lie on a circle of `limit` places: bits of the shorter way between them. */
static inline uint32_t positions_way_bits(uint32_t limit)
{
    return positions_bit_length(limit / 2 - 1);
}

/* Bits of a document. */
static inline uint64_t positions_share(uint32_t tf, uint32_t limit)
{
    if (tf <= 2) {
        uint32_t width = positions_bit_length(limit - 1);
        return tf == 0 ? 0 : tf == 1 ? width : width + positions_way_bits(limit);
    }
    uint32_t k = positions_low_bits(tf, limit);
    return (uint64_t)tf * (k + 1) + ((limit - 1) >> k);
}

typedef int32_t positions_signed __attribute__((vector_size(32)));
typedef float positions_floats __attribute__((vector_size(32)));

/* The same of numbers below 2^31, from the exponent of a float; without the bit behind the first,
 * rounding cannot reach the next power. */
static inline lanes8 positions_bit_lengths(lanes8 x)
{
    positions_signed rounded = (positions_signed)(x & ~(x >> 1));
    positions_floats floats = __builtin_convertvector(rounded, positions_floats);
    positions_signed length = ((positions_signed)floats >> 23) - 126;
    return (lanes8)(length & (length > 0));
}

/* Eight limits and what follows from them alone. */
struct positions_limits {
    lanes8 limit, length, width, way_bits;
};

static inline struct positions_limits positions_limits_of(lanes8 limit)
{
    return (struct positions_limits){limit, positions_bit_lengths(limit),
                                     positions_bit_lengths(limit - 1),
                                     positions_bit_lengths(limit / 2 - 1)};
}

/* positions_low_bits */
static inline lanes8 positions_low_bit_lanes(lanes8 tf, const struct positions_limits *limits)
{
    lanes8 more = limits->length - positions_bit_lengths(tf);
    lanes8 less = (lanes8)((tf << (more & 31)) > limits->limit);
    return (more + less) & (lanes8)(tf <= limits->limit) & 31;
}

/* positions_share */
static inline lanes8 positions_share_lanes(lanes8 tf, lanes8 k, const struct positions_limits *limits)
{
    lanes8 many = tf * (k + 1) + ((limits->limit - 1) >> k), is_many = (lanes8)(tf > 2);
    lanes8 few = (limits->width & (lanes8)(tf > 0)) + (limits->way_bits & (lanes8)(tf == 2));
    return (many & is_many) | (few & ~is_many);
}

/* At least 57 bits from `bit` on. */
static inline uint64_t positions_bits(const struct positions_view *view, uint64_t bit)
{
    return unary_word(view->in + bit / 8) >> bit % 8;
}

static inline uint64_t positions_number(const struct positions_view *view, uint64_t bit,
                                        unsigned width)
{
    return positions_bits(view, bit) & (((uint64_t)1 << width) - 1);
}

static inline uint32_t positions_limit(const struct positions_view *view, uint32_t index)
{
    return view->one_limit != 0 ? view->one_limit : view->limits[index];
}

/* Shares and low bits of a group's 32 documents; false if one cannot be. */
static inline bool positions_add_shares(const uint32_t *tfs, const uint32_t *limits, /* or NULL: */
                                        uint32_t one_limit, uint32_t *shares, uint32_t *low_bits)
{
    struct positions_limits lanes = positions_limits_of((lanes8){0} + one_limit);
    lanes8 wrong = {0};
    for (uint32_t i = 0; i < POSITIONS_GROUP; i += 8) {
        if (limits != NULL) {
            lanes = positions_limits_of(lanes8_load(limits + i));
        }
        lanes8 tf = lanes8_load(tfs + i), k = positions_low_bit_lanes(tf, &lanes);
        wrong |= (lanes8)(tf > lanes.limit) | (lanes8)(lanes.limit - 2 > CODEC_MOST_POSITIONS - 2);
        lanes8_store(shares + i, positions_share_lanes(tf, k, &lanes));
        lanes8_store(low_bits + i, k);
    }
    return lanes8_above_one(wrong >> 1) == 0;
}

/* The same with one limit for all: few frequencies, of which there are tables. */
static inline bool positions_look_up_shares(const struct positions_view *view, const uint32_t *tfs,
                                            uint32_t *shares, uint32_t *low_bits)
{
    const lanes8 share_of = lanes8_load(view->share_of), low_bits_of = lanes8_load(view->low_bits_of);
    lanes8 any = {0}, wrong = {0};
    for (uint32_t i = 0; i < POSITIONS_GROUP; i += 8) {
        lanes8 tf = lanes8_load(tfs + i);
        any |= tf;
        wrong |= (lanes8)(tf > view->one_limit);
        lanes8_store(shares + i, lanes8_look_up(share_of, tf));
        lanes8_store(low_bits + i, lanes8_look_up(low_bits_of, tf));
    }
    if (lanes8_above_one(any >> 3 << 1) != 0) { /* not below 8 */
        return positions_add_shares(tfs, NULL, view->one_limit, shares, low_bits);
    }
    return lanes8_above_one(wrong >> 1) == 0;
}

static inline void positions_make_tables(struct positions_view *view)
{
    const struct positions_limits limits = positions_limits_of((lanes8){0} + view->one_limit);
    const lanes8 tf = {0, 1, 2, 3, 4, 5, 6, 7};
    lanes8 k = positions_low_bit_lanes(tf, &limits);
    lanes8_store(view->share_of, positions_share_lanes(tf, k, &limits));
    lanes8_store(view->low_bits_of, k);
}

/* Where each of 32 shares begins after `sum` bits; where the last one ends, or more than `bits`. */
static inline uint64_t positions_sum_shares(const uint32_t *shares, uint64_t sum, uint64_t bits,
                                            uint32_t *starts)
{
    enum { LANE_BITS = 1 << 24 }; /* sums of 32 such shares do not overflow */
    if (bits > LANE_BITS || sum > bits) {
        for (uint32_t i = 0; i < POSITIONS_GROUP; i++) {
            starts[i] = (uint32_t)sum;
            sum += shares[i];
        }
        return sum > UINT32_MAX ? UINT64_MAX : sum;
    }
    lanes8 wrong = {0}, before = (lanes8){0} + (uint32_t)sum;
    for (uint32_t i = 0; i < POSITIONS_GROUP; i += 8) {
        lanes8 share = lanes8_load(shares + i), up_to = lanes8_prefix(share) + before;
        wrong |= (lanes8)(share > (uint32_t)bits);
        lanes8_store(starts + i, up_to - share);
        before = lanes8_last(up_to);
    }
    return lanes8_above_one(wrong >> 1) != 0 ? UINT64_MAX : before[0];
}

/* Where the shares of the group begin; false if they do not lie inside or do not fit. */
static inline bool positions_add_up(struct positions_view *view, uint32_t group)
{
    uint32_t first = group * POSITIONS_GROUP, left = view->count - first;
    uint32_t shares[POSITIONS_GROUP], few_tfs[POSITIONS_GROUP], few_limits[POSITIONS_GROUP];
    const uint32_t *tfs = view->tfs + first;
    const uint32_t *limits = view->one_limit != 0 ? NULL : view->limits + first;
    uint64_t bits = 8 * (uint64_t)(view->end - view->in);
    if (left < POSITIONS_GROUP) {
        for (uint32_t i = 0; i < POSITIONS_GROUP; i++) {
            few_tfs[i] = i < left ? tfs[i] : 0;
            few_limits[i] = i < left && limits != NULL ? limits[i] : 2;
        }
        tfs = few_tfs;
        limits = limits != NULL ? few_limits : NULL;
    }
    bool good = limits == NULL ? positions_look_up_shares(view, tfs, shares, view->low_bits + first)
                               : positions_add_shares(tfs, limits, 0, shares, view->low_bits + first);
    uint64_t end = positions_sum_shares(shares, (uint64_t)view->head_bits + view->sums[group], bits,
                                        view->starts + first);
    if (view->one_limit != 0 && group + 1 < CODEC_BLOCK / POSITIONS_GROUP) {
        view->sums[group + 1] = (uint32_t)end - view->head_bits;
    }
    if (!good || end > bits) {
        return false;
    }
    view->groups |= (uint8_t)(1u << group);
    return true;
}

/* The same for the groups of the documents [first, last] where it is not known yet. */
static inline bool positions_locate(struct positions_view *view, uint32_t first, uint32_t last)
{
    bool good = true;
    uint32_t group = view->one_limit != 0 ? 0 : first / POSITIONS_GROUP; /* those before tell sums */
    if (view->one_limit != 0 && view->groups == 0) {
        positions_make_tables(view);
    }
    for (; group <= last / POSITIONS_GROUP; group++) {
        if ((view->groups >> group & 1) == 0) {
            good = positions_add_up(view, group) && good;
        }
    }
    return good;
}

/* One or two positions, the only one as both: no branch, since nobody can guess which it is. */
static inline bool positions_read_few(const struct positions_view *view, uint64_t start,
                                      uint32_t tf, uint32_t limit, uint32_t out[2])
{
    unsigned width = positions_bit_length(limit - 1), way_bits = positions_way_bits(limit);
    uint32_t first = (uint32_t)positions_number(view, start, width);
    uint32_t way = (uint32_t)positions_number(view, start + width, way_bits) + 1;
    uint32_t second = first + way, wrapped = second - limit;
    bool one = tf == 1, wraps = (second >= limit) & !one;
    out[0] = wraps ? wrapped : first;
    out[1] = (wraps | one) ? first : second;
    return (first < limit) & (one | ((way <= limit / 2) & !(wraps & (2 * way == limit))));
}

/* How a share of three or more lies there: quotients in unary, then low bits. */
struct positions_many {
    uint64_t start, low;  /* places of the two, in bits */
    uint32_t tf, limit, unary_bits, k;
};

static inline uint32_t positions_unary_bits(uint32_t tf, uint32_t limit, uint32_t k)
{
    return tf + ((limit - 1) >> k);
}

static inline struct positions_many positions_many_at(const struct positions_view *view,
                                                      uint32_t index)
{
    uint32_t tf = view->tfs[index], limit = positions_limit(view, index);
    uint32_t k = view->low_bits[index], unary_bits = positions_unary_bits(tf, limit, k);
    uint64_t start = view->starts[index];
    return (struct positions_many){start, start + unary_bits, tf, limit, unary_bits, k};
}

enum { POSITIONS_WINDOW = 56 };
#define POSITIONS_WINDOW_MASK (((uint64_t)1 << POSITIONS_WINDOW) - 1)

/* The j-th one at place p says that p - j zeros, full quotients, were passed. */
static inline bool positions_read_many(const struct positions_view *view,
                                       const struct positions_many *many, uint32_t *out)
{
    const uint64_t mask = ((uint64_t)1 << many->k) - 1;
    uint64_t next = 0, low = many->low;
    uint32_t j = 0;
    for (uint32_t base = 0; base < many->unary_bits; base += POSITIONS_WINDOW) {
        uint32_t left = many->unary_bits - base;
        uint64_t word = positions_bits(view, many->start + base);
        word &= left < POSITIONS_WINDOW ? ((uint64_t)1 << left) - 1 : POSITIONS_WINDOW_MASK;
        for (; word != 0 && j < many->tf; word &= word - 1, j++, low += many->k) {
            uint64_t quotient = base + (uint32_t)__builtin_ctzll(word) - j;
            uint64_t position = (quotient << many->k) | (positions_bits(view, low) & mask);
            if (position < next || position >= many->limit) {
                return false;
            }
            out[j] = (uint32_t)position;
            next = position + 1;
        }
        if (word != 0) {
            return false;
        }
    }
    return j == many->tf;
}

/* All positions of the documents, one after the other. */
static inline bool positions_read(struct positions_view *view, const uint8_t *index, uint32_t count,
                                  uint32_t *out)
{
    bool good = count == 0 || positions_locate(view, index[0], index[count - 1]);
    for (uint32_t i = 0; i < count && good; i++) {
        uint32_t tf = view->tfs[index[i]];
        if (tf > 2) {
            const struct positions_many many = positions_many_at(view, index[i]);
            good = positions_read_many(view, &many, out);
        } else if (tf > 0) {
            uint32_t few[2];
            good = positions_read_few(view, view->starts[index[i]], tf,
                                      positions_limit(view, index[i]), few);
            out[0] = few[0];
            out[tf - 1] = few[1];
        }
        out += tf;
    }
    return good;
}

/* Whether one of `run` numbers from the j-th on has these low bits. */
static inline bool positions_has_low(const struct positions_view *view,
                                     const struct positions_many *many, uint32_t j, uint32_t run,
                                     uint64_t low_bits)
{
    for (uint32_t end = j + run; j < end && j < many->tf; j++) {
        uint64_t low = positions_number(view, many->low + (uint64_t)j * many->k, many->k);
        if (low >= low_bits) {
            return low == low_bits;
        }
    }
    return false;
}

/* The same without a branch but for three and more numbers. */
static inline bool positions_has_near(const struct positions_view *view,
                                      const struct positions_many *many, uint32_t j, uint32_t run,
                                      uint64_t low_bits)
{
    uint64_t at = many->low + (uint64_t)(j < many->tf ? j : many->tf - 1) * many->k;
    bool first = positions_number(view, at, many->k) == low_bits;
    bool second = positions_number(view, at + many->k, many->k) == low_bits;
    bool found = (first & (run > 0)) | (second & (run > 1));
    return run > 2 ? found || positions_has_low(view, many, j + 2, run - 2, low_bits) : found;
}

/* Whether the position is there, where all quotients lie in one word. */
static inline bool positions_has_short(const struct positions_view *view,
                                       const struct positions_many *many, uint32_t wanted)
{
    uint32_t quotient = wanted >> many->k;
    uint64_t low_bits = wanted & (((uint64_t)1 << many->k) - 1);
    uint64_t word = positions_bits(view, many->start) & (((uint64_t)1 << many->unary_bits) - 1);
    uint64_t begins = ~word << 1 | 1; /* where the numbers of each quotient begin */
    if ((uint32_t)__builtin_popcountll(begins) <= quotient) {
        return false;
    }
    unsigned begin = unary_select(begins, quotient);
    uint32_t run = (uint32_t)__builtin_ctzll(~(word >> begin));
    return positions_has_near(view, many, begin - quotient, run, low_bits);
}

static inline bool positions_has_long(const struct positions_view *view,
                                      const struct positions_many *many, uint32_t wanted)
{
    uint32_t bit = 0, zeros = 0, run = 0, step, quotient = wanted >> many->k;
    while (zeros < quotient && bit < many->unary_bits) {
        uint64_t word = ~positions_bits(view, many->start + bit) & POSITIONS_WINDOW_MASK;
        uint32_t count = (uint32_t)__builtin_popcountll(word), left = quotient - zeros;
        bool here = count >= left;
        bit += here ? unary_select(word, left - 1) + 1 : POSITIONS_WINDOW;
        zeros += here ? left : count;
    }
    if (bit >= many->unary_bits) {
        return false;
    }
    do { /* ones from there on, mostly few */
        uint64_t word = positions_bits(view, many->start + bit + run) & POSITIONS_WINDOW_MASK;
        step = (uint32_t)__builtin_ctzll(~word);
        run += step;
    } while (step == POSITIONS_WINDOW && bit + run < many->unary_bits);
    run = run < many->unary_bits - bit ? run : many->unary_bits - bit;
    return positions_has_near(view, many, bit - zeros, run,
                              wanted & (((uint64_t)1 << many->k) - 1));
}

static inline bool positions_has_few(const struct positions_view *view, uint32_t index,
                                     uint32_t wanted)
{
    uint32_t few[2], tf = view->tfs[index];
    bool good = positions_read_few(view, view->starts[index], tf, positions_limit(view, index), few);
    return good & (tf > 0) & ((few[0] == wanted) | (few[1] == wanted));
}

/* Questions of one kind are answered in a row: no branch between them has to be guessed. */
static inline bool positions_test(struct positions_view *view, const uint8_t *index,
                                  const uint32_t *wanted, uint32_t count, uint8_t *found)
{
    uint8_t few[CODEC_BLOCK], shorts[CODEC_BLOCK], longs[CODEC_BLOCK];
    uint32_t few_count = 0, short_count = 0, long_count = 0;
    if (count > 0 && !positions_locate(view, index[0], index[count - 1])) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t tf = view->tfs[index[i]], limit = positions_limit(view, index[i]);
        uint32_t unary_bits = positions_unary_bits(tf, limit, view->low_bits[index[i]]);
        __builtin_prefetch(view->in + view->starts[index[i]] / 8);
        bool inside = wanted[i] < limit, is_few = tf <= 2, fits = unary_bits <= POSITIONS_WINDOW;
        few[few_count] = shorts[short_count] = longs[long_count] = (uint8_t)i;
        few_count += inside & is_few;
        short_count += inside & !is_few & fits;
        long_count += inside & !is_few & !fits;
        found[i] = 0;
    }
    for (uint32_t n = 0; n < few_count; n++) {
        found[few[n]] = positions_has_few(view, index[few[n]], wanted[few[n]]);
    }
    for (uint32_t n = 0; n < short_count; n++) {
        const struct positions_many many = positions_many_at(view, index[shorts[n]]);
        found[shorts[n]] = positions_has_short(view, &many, wanted[shorts[n]]);
    }
    for (uint32_t n = 0; n < long_count; n++) {
        const struct positions_many many = positions_many_at(view, index[longs[n]]);
        found[longs[n]] = positions_has_long(view, &many, wanted[longs[n]]);
    }
    return true;
}

#endif
