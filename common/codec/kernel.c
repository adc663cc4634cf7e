/* The vector kernels of full blocks. Built once for each path with that path's instructions;
 * CODEC_KERNEL(name) gives each copy its own names. */
#include "common/codec/kernels.h"
#include "common/codec/lanes.h"
#include "common/codec/select_table.h"
#include "common/codec/unary.h"

enum { ROWS = CODEC_BLOCK / 4, ROOM = CODEC_BLOCK + 16 };

#define JOIN(a, b) a##_##b
#define NAME(name, path) JOIN(name, path)
#define CODEC_KERNEL(name) NAME(name, CODEC_PATH)

/* The places of the 128 ones of [at, end), by a table of the ones of a byte; false unless there
 * are just so many and the last byte is not empty. */
static inline bool select_ones(const uint8_t *at, const uint8_t *end, uint32_t places[ROOM])
{
    unsigned found = 0;
    uint32_t start = 0;
    if (at >= end || end[-1] == 0) {
        return false;
    }
    for (; at < end; at++, start += 8) {
        bytes8 ones;
        __builtin_memcpy(&ones, select_table[*at], sizeof ones);
        lanes8 wide = __builtin_convertvector(ones, lanes8) + start;
        __builtin_memcpy(places + found, &wide, sizeof wide);
        found += (unsigned)__builtin_popcount(*at);
        if (found > CODEC_BLOCK) {
            return false;
        }
    }
    return found == CODEC_BLOCK;
}

static void add_run(uint32_t base, uint32_t *out)
{
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        out[i] = base + i;
    }
}

static void add_places(uint32_t base, uint32_t *out)
{
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        out[i] += base;
    }
}

/* doc = base + i + sum of low bits + (place - i) << k. */
static void add_low_bits(const uint8_t *in, unsigned k, uint32_t base, uint32_t *out)
{
    lanes4 sum = {0, 0, 0, 0}, index = {0, 1, 2, 3};
    for (unsigned row = 0; row < ROWS; row++) {
        lanes4 low = lanes4_prefix(lanes4_unpack(in, k, row)) + sum;
        lanes4 place = lanes4_load(out + 4 * row);
        lanes4_store(out + 4 * row, base + index + low + ((place - index) << k));
        sum = lanes4_last(low);
        index += 4;
    }
}

bool CODEC_KERNEL(docs_decode)(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
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
    if (!select_ones(unary, tail, out)) {
        return false;
    }
    if (k == 0) {
        add_places(base, out);
    } else {
        add_low_bits(in + 1, k, base, out);
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

bool CODEC_KERNEL(tfs_decode)(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
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
        return (kind & DOC_TF_ONES) || codec_tf_exceptions(tail, end, out);
    }
    if (tail >= end || tail[0] > CODEC_MAX_TF_LOW_BITS || end - tail < 1 + 16 * tail[0]) {
        return false;
    }
    places[0] = UINT32_MAX;
    if (!select_ones(tail + 1 + 16 * tail[0], end, places + 1)) {
        return false;
    }
    add_quotients(tail + 1, tail[0], places, out);
    return true;
}

uint32_t CODEC_KERNEL(bit_rank)(const uint8_t *in, uint32_t bit)
{
    uint32_t ones = 0, word = 0;
    for (; word < bit / 64; word++) {
        ones += (uint32_t)__builtin_popcountll(unary_word(in + 8 * word));
    }
    uint64_t mask = ((uint64_t)1 << bit % 64) - 1;
    return ones + (uint32_t)__builtin_popcountll(unary_word(in + 8 * word) & mask);
}
