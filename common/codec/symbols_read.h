/* Reading symbols: a header, so that every CPU path gets its own copy. Inside the codec only.
 * A plane has a bit for each of `count` (at most 128) documents, `ones` of them set. Only where blocks begin is
 * checked: none takes more than the slack, whatever its bits are. */
#ifndef STICHWORT_COMMON_CODEC_SYMBOLS_READ_H
#define STICHWORT_COMMON_CODEC_SYMBOLS_READ_H

#include "common/codec/symbols.h"
#include "common/codec/unary.h"

enum { SYMBOLS_SPARSE_SHARE = 4, SYMBOLS_START_BITS = 56 };

static inline unsigned symbols_ones_width(uint32_t count)
{
    return bits_for(count / SYMBOLS_SPARSE_SHARE + 1);
}

/* Low bits of a place in a sparse plane. */
static inline unsigned symbols_low_width(uint32_t count, uint32_t ones)
{
    return 31u - (unsigned)__builtin_clz(count / ones);
}

static inline uint32_t symbols_sparse_bits(uint32_t count, uint32_t ones)
{
    if (ones == 0) {
        return 0;
    }
    unsigned low = symbols_low_width(count, ones);
    return ones * (low + 1) + ((count - 1) >> low);
}

static inline uint32_t symbols_block_size(uint32_t count, uint32_t first)
{
    return count - first < SYMBOLS_BLOCK ? count - first : SYMBOLS_BLOCK;
}

/* The 57 or more bits from `bit` on; those behind the string are rubbish. */
static inline uint64_t symbols_word(const uint8_t *data, uint64_t bit)
{
    return unary_word(data + bit / 8) >> bit % 8;
}

static inline uint64_t symbols_low_bits(uint64_t word, unsigned width)
{
    return word & (((uint64_t)1 << width) - 1);
}

struct symbols_pair {
    uint64_t low, high;
};

/* 128 bits from `bit` on. */
static inline struct symbols_pair symbols_load(const uint8_t *data, uint64_t bit)
{
    const uint8_t *at = data + bit / 8;
    unsigned low = bit % 8, high = 63 - low;
    return (struct symbols_pair){unary_word(at) >> low | (uint64_t)at[8] << 1 << high,
                                 unary_word(at + 8) >> low | (uint64_t)at[16] << 1 << high};
}

/* The low `width` bits, all of them from 64 on. */
static inline uint64_t symbols_first(uint64_t word, unsigned width)
{
#ifdef __BMI2__
    return __builtin_ia32_bzhi_di(word, width);
#else
    return width < 64 ? symbols_low_bits(word, width) : word;
#endif
}

/* Ones of the first `count` of 128 bits. */
static inline uint32_t symbols_ones(struct symbols_pair bits, uint32_t count)
{
    uint32_t more = (count > 64 ? count : 64) - 64;
    return (uint32_t)(__builtin_popcountll(symbols_first(bits.low, count)) +
                      __builtin_popcountll(symbols_first(bits.high, more)));
}

/* What a plane says of a place. */
struct symbols_plane {
    bool set;
    uint32_t before, ones; /* set ones in front of the place, and all */
    uint64_t end;
};

/* Places rise; their high bits stand in unary, those of one alike after each zero. */
static inline struct symbols_plane symbols_read_sparse(const uint8_t *data, uint64_t bit,
                                                       uint32_t count, uint32_t place)
{
    unsigned width = symbols_ones_width(count);
    struct symbols_plane plane = {.ones = (uint32_t)symbols_low_bits(symbols_word(data, bit), width),
                                  .end = bit + width};
    bit += width;
    if (plane.ones == 0 || plane.ones > count / SYMBOLS_SPARSE_SHARE) {
        plane.ones = 0;
        return plane;
    }
    unsigned low = symbols_low_width(count, plane.ones), high = place >> low;
    uint64_t lows = bit, unary = symbols_load(data, bit + (uint64_t)plane.ones * low).low;
    plane.end = bit + symbols_sparse_bits(count, plane.ones);
    unary = symbols_low_bits(unary, plane.ones + ((count - 1) >> low)); /* at most 63 */
    if (high > 0) { /* those with smaller high bits stand in front of the zero with that number */
        if ((unsigned)__builtin_popcountll(~unary) < high) {
            return plane;
        }
        unsigned zero = unary_select(~unary, high - 1);
        plane.before = zero + 1 - high;
        unary = unary >> zero >> 1;
    }
    lows += (uint64_t)plane.before * low;
    for (; unary & 1; plane.before++, unary >>= 1, lows += low) {
        uint32_t found = high << low | (uint32_t)symbols_low_bits(symbols_word(data, lows), low);
        if (found >= place) {
            plane.set = found == place;
            return plane;
        }
    }
    return plane;
}

/* only_set: nothing but that is asked if the bit is clear. */
static inline struct symbols_plane symbols_read_plane(const uint8_t *data, uint64_t bit,
                                                      uint32_t count, uint32_t place, bool only_set)
{
    if (data[bit / 8] >> bit % 8 & 1) {
        return symbols_read_sparse(data, bit + 1, count, place);
    }
    bit++;
    struct symbols_plane plane = {.set = data[(bit + place) / 8] >> (bit + place) % 8 & 1,
                                  .end = bit + count};
    if (plane.set || !only_set) {
        struct symbols_pair bits = symbols_load(data, bit);
        plane.before = symbols_ones(bits, place);
        plane.ones = symbols_ones(bits, count);
    }
    return plane;
}

/* Whether the symbol at a place is one of `wanted`, and which it is. Ends as soon as that is known if
 * nobody asks which (symbol NULL); else wanted is of no use. */
static inline bool symbols_read(const struct symbols *symbols, uint32_t place, uint32_t wanted,
                                unsigned *symbol)
{
    uint32_t block = place / SYMBOLS_BLOCK;
    uint32_t count = symbols_block_size(symbols->count, block * SYMBOLS_BLOCK);
    unsigned first = 0, group = 0;
    uint64_t at = symbols->blocks;
    if (block > 0) {
        uint64_t start = symbols->starts + (uint64_t)(block - 1) * symbols->start_width;
        at += symbols_low_bits(symbols_word(symbols->data, start), symbols->start_width);
        at = at < symbols->bits ? at : symbols->bits;
    }
    for (place %= SYMBOLS_BLOCK; group + 1u < symbols->groups; group++) {
        unsigned width = symbols->widths[group];
        if (symbol == NULL && wanted >> first == 0) {
            return false;
        }
        struct symbols_plane plane = symbols_read_plane(symbols->data, at, count, place, width == 0);
        if (plane.before > place) {
            return false;
        }
        place -= plane.before;
        at = plane.end;
        if (!plane.set) {
            break;
        }
        at += (count - plane.ones) * width;
        first += 1u << width;
        place = plane.before;
        count = plane.ones;
    }
    unsigned width = symbols->widths[group];
    unsigned found = first + (unsigned)symbols_low_bits(symbols_word(symbols->data, at + (uint64_t)place * width), width);
    if (symbol != NULL) {
        *symbol = found;
    }
    return wanted >> found & 1;
}

#endif
