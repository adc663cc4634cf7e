#include "common/codec/symbols.h"

#include <string.h>

#include "common/codec/symbols_read.h"

static bool is_sparse(uint32_t count, uint32_t ones)
{
    return ones <= count / SYMBOLS_SPARSE_SHARE &&
           symbols_ones_width(count) + symbols_sparse_bits(count, ones) < count;
}

static uint32_t plane_bits(uint32_t count, uint32_t ones)
{
    if (count == 0) {
        return 0;
    }
    return 1 + (is_sparse(count, ones) ? symbols_ones_width(count) + symbols_sparse_bits(count, ones)
                                       : count);
}

static void put_sparse(struct bit_writer *writer, const uint8_t *symbols, uint32_t count,
                       unsigned least, uint32_t ones)
{
    bit_writer_put(writer, ones, symbols_ones_width(count));
    if (ones == 0) {
        return;
    }
    unsigned low = symbols_low_width(count, ones);
    for (uint32_t i = 0; i < count; i++) {
        if (symbols[i] >= least) {
            bit_writer_put(writer, i & ((1u << low) - 1), low);
        }
    }
    uint32_t high = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (symbols[i] >= least) {
            bit_writer_put_unary(writer, (i >> low) - high);
            high = i >> low;
        }
    }
    bit_writer_put(writer, 0, ((count - 1) >> low) - high);
}

/* Which symbols are `least` and more. */
static void put_plane(struct bit_writer *writer, const uint8_t *symbols, uint32_t count,
                      unsigned least, uint32_t ones)
{
    bool sparse = is_sparse(count, ones);
    if (count == 0) {
        return;
    }
    bit_writer_put(writer, sparse, 1);
    if (sparse) {
        put_sparse(writer, symbols, count, least, ones);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        bit_writer_put(writer, symbols[i] >= least, 1);
    }
}

/* --- encoding --- */

/* counts[s]: how many symbols are s and more. */
static void count_symbols(const uint8_t *symbols, uint32_t count,
                          uint32_t counts[SYMBOLS_MOST_KINDS + 1])
{
    memset(counts, 0, (SYMBOLS_MOST_KINDS + 1) * sizeof *counts);
    for (uint32_t i = 0; i < count; i++) {
        counts[symbols[i]]++;
    }
    for (unsigned s = SYMBOLS_MOST_KINDS; s-- > 0;) {
        counts[s] += counts[s + 1];
    }
}

/* Bits of a group of 2^width symbols from `first` on in a block. */
static uint32_t group_bits(const uint32_t counts[SYMBOLS_MOST_KINDS + 1], unsigned first,
                           unsigned width, unsigned kinds)
{
    unsigned next = first + (1u << width);
    return next >= kinds ? counts[first] * width
                         : plane_bits(counts[first], counts[next]) +
                               (counts[first] - counts[next]) * width;
}

/* The groups with the fewest bits; their number. */
static unsigned choose_groups(const uint8_t *symbols, uint32_t count, unsigned kinds,
                              uint8_t widths[SYMBOLS_MOST_KINDS])
{
    uint64_t costs[SYMBOLS_MOST_KINDS][5] = {{0}}, best[SYMBOLS_MOST_KINDS];
    unsigned choices[SYMBOLS_MOST_KINDS], groups = 0;
    uint32_t counts[SYMBOLS_MOST_KINDS + 1];
    for (uint32_t at = 0; at < count; at += SYMBOLS_BLOCK) {
        count_symbols(symbols + at, symbols_block_size(count, at), counts);
        for (unsigned first = 0; first < kinds; first++) {
            for (unsigned width = 0; width <= bits_for(kinds - first); width++) {
                costs[first][width] += group_bits(counts, first, width, kinds);
            }
        }
    }
    for (unsigned first = kinds; first-- > 0;) {
        unsigned widest = bits_for(kinds - first);
        for (unsigned width = widest + 1; width-- > 0;) {
            unsigned next = first + (1u << width);
            uint64_t bits = costs[first][width] + width + 1 + (next < kinds ? best[next] : 0);
            if (width == widest || bits < best[first]) {
                best[first] = bits;
                choices[first] = width;
            }
        }
    }
    for (unsigned first = 0; first < kinds; first += 1u << choices[first]) {
        widths[groups++] = (uint8_t)choices[first];
    }
    return groups;
}

static uint32_t block_bits(const uint8_t *symbols, uint32_t count, unsigned kinds,
                           const uint8_t *widths)
{
    uint32_t counts[SYMBOLS_MOST_KINDS + 1], bits = 0;
    count_symbols(symbols, count, counts);
    for (unsigned first = 0; first < kinds; first += 1u << *widths++) {
        bits += group_bits(counts, first, *widths, kinds);
    }
    return bits;
}

/* Where the blocks but the first begin. */
static void put_starts(struct bit_writer *writer, const uint8_t *symbols, uint32_t count,
                       unsigned kinds, const uint8_t *widths)
{
    uint64_t last = 0, start = 0;
    uint32_t at = 0;
    for (; count - at > SYMBOLS_BLOCK; at += SYMBOLS_BLOCK) {
        last += block_bits(symbols + at, SYMBOLS_BLOCK, kinds, widths);
    }
    unsigned width = bits_for(last + 1);
    bit_writer_put(writer, width, 6);
    for (at = 0; count - at > SYMBOLS_BLOCK; at += SYMBOLS_BLOCK) {
        start += block_bits(symbols + at, SYMBOLS_BLOCK, kinds, widths);
        bit_writer_put(writer, start, width);
    }
}

static void put_block(struct bit_writer *writer, const uint8_t *symbols, uint32_t count,
                      unsigned kinds, const uint8_t *widths)
{
    uint8_t left[SYMBOLS_BLOCK];
    memcpy(left, symbols, count);
    for (unsigned first = 0, next; first < kinds; first = next, widths++) {
        uint32_t more = 0;
        next = first + (1u << *widths);
        for (uint32_t i = 0; i < count; i++) {
            more += left[i] >= next;
        }
        if (next < kinds) {
            put_plane(writer, left, count, next, more);
        }
        more = 0;
        for (uint32_t i = 0; i < count; i++) {
            if (left[i] >= next) {
                left[more++] = left[i];
            } else {
                bit_writer_put(writer, left[i] - first, *widths);
            }
        }
        count = more;
    }
}

void symbols_encode(struct bit_writer *writer, const uint8_t *symbols, uint32_t count, unsigned kinds)
{
    uint8_t widths[SYMBOLS_MOST_KINDS];
    unsigned groups = choose_groups(symbols, count, kinds, widths);
    for (unsigned i = 0; i < groups; i++) {
        bit_writer_put_unary(writer, widths[i]);
    }
    if (count > SYMBOLS_BLOCK) {
        put_starts(writer, symbols, count, kinds, widths);
    }
    for (uint32_t at = 0; at < count; at += SYMBOLS_BLOCK) {
        put_block(writer, symbols + at, symbols_block_size(count, at), kinds, widths);
    }
}

/* --- reading --- */

bool symbols_open(struct symbols *symbols, const struct bit_reader *in, uint32_t count, unsigned kinds)
{
    struct bit_reader reader = *in;
    *symbols = (struct symbols){.data = in->data, .bits = in->bits, .count = count};
    for (unsigned first = 0; first < kinds;) {
        uint64_t width = bit_reader_get_unary(&reader);
        if (reader.failed || width > bits_for(kinds - first)) {
            return false;
        }
        symbols->widths[symbols->groups++] = (uint8_t)width;
        first += 1u << width;
    }
    if (count > SYMBOLS_BLOCK) {
        symbols->start_width = (uint8_t)bit_reader_get(&reader, 6);
    }
    symbols->starts = reader.bit;
    bit_reader_skip(&reader, (uint64_t)((count - 1) / SYMBOLS_BLOCK) * symbols->start_width);
    symbols->blocks = reader.bit;
    return !reader.failed && symbols->start_width <= SYMBOLS_START_BITS;
}

unsigned symbols_at(const struct symbols *symbols, uint32_t place)
{
    unsigned symbol = 0;
    symbols_read(symbols, place, 0, &symbol);
    return symbol;
}

bool symbols_among(const struct symbols *symbols, uint32_t place, uint32_t wanted)
{
    return symbols_read(symbols, place, wanted, NULL);
}
