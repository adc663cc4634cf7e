/* The vector kernels of full blocks. Built once for each path with that path's instructions:
 * CODEC_TABLE is the name of the table, CODEC_PATH its path. */
#include "common/codec/kernels.h"
#include "common/codec/lanes.h"
#include "common/codec/parts_read.h"
#include "common/codec/positions_read.h"
#include "common/codec/select_table.h"
#include "common/codec/symbols_read.h"
#include "common/codec/unary.h"

enum { ROWS = CODEC_BLOCK / 4, PAIRS = CODEC_BLOCK / 8, ROOM = CODEC_BLOCK + 16 };

/* The places of the ones of a byte, plus `start`, and their number; writes eight. */
static inline unsigned select_byte(uint8_t byte, lanes8 start, uint32_t *places)
{
    lanes8_store(places, lanes8_widen(select_table[byte]) + start);
    return (unsigned)__builtin_popcount(byte);
}

/* The places of the 128 ones of [at, end) plus `base`, by a table of the ones of a byte; false
 * unless there are just so many and the last byte is not empty. */
static inline bool select_block(const uint8_t *at, const uint8_t *end, uint32_t base,
                                uint32_t places[ROOM])
{
    unsigned found = 0;
    lanes8 start = base + (lanes8){0};
    if (at >= end || end[-1] == 0) {
        return false;
    }
    for (; at < end && found <= CODEC_BLOCK; at++, start += 8) {
        found += select_byte(*at, start, places + found);
    }
    return found == CODEC_BLOCK;
}

static void add_run(uint32_t base, uint32_t *out)
{
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        out[i] = base + i;
    }
}

/* doc = base + i + sum of low bits + (place - i) << k. Inlined for each constant k: shifts are
 * then part of the instructions. */
static inline __attribute__((always_inline)) void add_low_bits(const uint8_t *in, unsigned k,
                                                               uint32_t base, uint32_t *out)
{
    lanes8 sum = base + (lanes8){0, 1, 2, 3, 4, 5, 6, 7}, index = {0, 1, 2, 3, 4, 5, 6, 7};
    lanes8 carry = {0};
#pragma GCC unroll 16
    for (unsigned pair = 0; pair < PAIRS; pair++) {
        lanes8 low = lanes8_prefix(lanes8_unpack(in, k, pair)) + carry;
        lanes8 place = lanes8_load(out + 8 * pair);
        lanes8_store(out + 8 * pair, sum + low + ((place - index) << k));
        carry = lanes8_last(low);
        index += 8;
        sum += 8;
    }
}

static void add_any_low_bits(const uint8_t *in, unsigned k, uint32_t base, uint32_t *out)
{
    switch (k) {
    case 1:
        add_low_bits(in, 1, base, out);
        break;
    case 2:
        add_low_bits(in, 2, base, out);
        break;
    case 3:
        add_low_bits(in, 3, base, out);
        break;
    case 4:
        add_low_bits(in, 4, base, out);
        break;
    case 5:
        add_low_bits(in, 5, base, out);
        break;
    case 6:
        add_low_bits(in, 6, base, out);
        break;
    case 7:
        add_low_bits(in, 7, base, out);
        break;
    case 8:
        add_low_bits(in, 8, base, out);
        break;
    case 9:
        add_low_bits(in, 9, base, out);
        break;
    case 10:
        add_low_bits(in, 10, base, out);
        break;
    case 11:
        add_low_bits(in, 11, base, out);
        break;
    case 12:
        add_low_bits(in, 12, base, out);
        break;
    case 13:
        add_low_bits(in, 13, base, out);
        break;
    default:
        add_low_bits(in, k, base, out);
        break;
    }
}

static bool kernel_docs_decode(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                               uint32_t last, uint32_t *out)
{
    const uint8_t *unary, *tail;
    unsigned k = kind & DOC_KIND_MASK;
    if (!codec_docs_extent(in, end, kind, base, last, &unary, &tail)) {
        return false;
    }
    if (k == DOC_RUN) {
        add_run(base, out);
        return true;
    }
    if (!select_block(unary, tail, k == 0 ? base : 0, out)) {
        return false;
    }
    if (k > 0) {
        add_any_low_bits(in + 1, k, base, out);
    }
    return out[CODEC_BLOCK - 1] == last;
}

/* tf = 1 + (quotient << k) + low bits; a quotient is the distance of two ones less one. */
static void add_quotients(const uint8_t *in, unsigned k, const uint32_t *places, uint32_t *out)
{
    for (unsigned row = 0; row < ROWS; row++) {
        lanes4 before = lanes4_load(places + 4 * row);
        lanes4 quotient = lanes4_load(places + 4 * row + 1) - before - 1;
        lanes4_store(out + 4 * row, 1 + (quotient << k) + lanes4_unpack(in, k, row));
    }
}

/* The unary string of an exceptions tail ends inside a byte: ones of the low bits behind it may
 * be found too, and are not used. */
static bool add_exceptions(const uint8_t *in, const uint8_t *end, uint32_t *out)
{
    uint32_t ones[2 * CODEC_BLOCK + 16];
    unsigned count = end - in > 1 ? in[1] : 255u, found = 0;
    lanes8 start = {0};
    if (count > CODEC_BLOCK || (in[0] & 127u) > CODEC_MAX_EXCEPTION_LOW_BITS) {
        return false;
    }
    for (const uint8_t *at = in + 2; found < 2 * count; at++, start += 8) {
        if (at >= end) {
            return false;
        }
        found += select_byte(*at, start, ones + found);
    }
    return codec_tf_exceptions(in, end, ones, count, out);
}

static bool kernel_tfs_decode(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                              uint32_t last, uint32_t *out)
{
    const uint8_t *unary, *tail;
    uint32_t places[1 + ROOM];
    if (!codec_docs_extent(in, end, kind, base, last, &unary, &tail)) {
        return false;
    }
    if ((kind & DOC_TF_ONES) || (tail < end && tail[0] & CODEC_TF_EXCEPTIONS)) {
        for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
            out[i] = 1;
        }
        return kind & DOC_TF_ONES ? tail == end : add_exceptions(tail, end, out);
    }
    if (tail >= end || tail[0] > CODEC_MAX_TF_LOW_BITS || end - tail < 1 + 16 * tail[0]) {
        return false;
    }
    places[0] = UINT32_MAX;
    if (!select_block(tail + 1 + 16 * tail[0], end, 0, places + 1)) {
        return false;
    }
    add_quotients(tail + 1, tail[0], places, out);
    return true;
}

static uint32_t kernel_bit_rank(const uint8_t *in, uint32_t bit)
{
    uint32_t ones = 0, word = 0;
    for (; word < bit / 64; word++) {
        ones += (uint32_t)__builtin_popcountll(unary_word(in + 8 * word));
    }
    uint64_t mask = ((uint64_t)1 << bit % 64) - 1;
    return ones + (uint32_t)__builtin_popcountll(unary_word(in + 8 * word) & mask);
}

/* Every eighth document, from docs[7] on. */
static inline lanes8 load_pivots(const uint32_t *docs)
{
    return (lanes8){docs[7], docs[15], docs[23], docs[31], docs[39], docs[47], docs[55], docs[63]};
}

/* One document by halves: three dependent steps, but nothing to set up. */
static inline unsigned find_one(const uint32_t *docs, uint32_t document)
{
    unsigned low = docs[63] < document ? 64 : 0;
    low += docs[low + 31] < document ? 32 : 0;
    low += docs[low + 15] < document ? 16 : 0;
    low += docs[low + 7] < document ? 8 : 0;
    low += lanes8_count_below(lanes8_load(docs + low), document);
    return low < CODEC_BLOCK && docs[low] == document ? low : CODEC_NOT_THERE;
}

/* Which eight documents can hold the wanted one, then which of them: two counts each. */
static void kernel_find(const uint32_t *docs, const uint32_t *wanted, unsigned count,
                        uint8_t *places)
{
    enum { FEW = 4 };
    for (unsigned i = 0; i < count && count < FEW; i++) {
        places[i] = (uint8_t)find_one(docs, wanted[i]);
    }
    if (count < FEW) {
        return;
    }
    const lanes8 front = load_pivots(docs), back = load_pivots(docs + 64);
    for (unsigned i = 0; i < count; i++) {
        uint32_t document = wanted[i];
        unsigned low =
            8 * (lanes8_count_below(front, document) + lanes8_count_below(back, document));
        low = low < CODEC_BLOCK ? low + lanes8_count_below(lanes8_load(docs + low), document) : 0;
        places[i] = docs[low] == document ? (uint8_t)low : CODEC_NOT_THERE;
    }
}

static uint32_t kernel_positions_read(struct positions_view *view, uint32_t index, uint32_t most,
                                      uint32_t *out)
{
    return positions_read(view, index, most, out);
}

static uint64_t kernel_count_ones(const uint64_t *words, size_t count)
{
    uint64_t ones = 0;
    for (size_t i = 0; i < count; i++) {
        ones += (uint64_t)__builtin_popcountll(words[i]);
    }
    return ones;
}

static bool kernel_parts_decode(const uint8_t *in, const uint8_t *end, const uint32_t *counts,
                                size_t count, uint32_t *parts)
{
    return parts_decode(in, end, counts, count, parts);
}

static bool kernel_symbols_among(const struct symbols *symbols, uint32_t place, uint32_t wanted)
{
    return symbols_read(symbols, place, wanted, NULL);
}

const struct codec CODEC_TABLE = {CODEC_PATH,        kernel_docs_decode, kernel_tfs_decode,
                                  kernel_bit_rank,   kernel_find,        kernel_positions_read,
                                  kernel_count_ones, kernel_parts_decode, kernel_symbols_among};
