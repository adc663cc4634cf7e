/* The vector kernels of full blocks. Built once for each path with that path's instructions:
 * CODEC_TABLE is the name of the table, CODEC_PATH its path. */
#include "common/codec/kernels.h"
#include "common/codec/lanes.h"
#include "common/codec/parts_read.h"
#include "common/codec/positions_read.h"
#include "common/codec/select_table.h"
#include "common/codec/short_read.h"
#include "common/codec/symbols_read.h"
#include "common/codec/tf_read.h"
#include "common/codec/unary.h"

enum { ROWS = CODEC_BLOCK / 4, PAIRS = CODEC_BLOCK / 8, ROOM = CODEC_BLOCK + 32 };
enum { FIND_MAX_SPAN = 2048 };

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
    for (; end - at >= 4 && found <= CODEC_BLOCK; at += 4, start += 32) { /* four fit into the room */
        found += select_byte(at[0], start, places + found);
        found += select_byte(at[1], start + 8, places + found);
        found += select_byte(at[2], start + 16, places + found);
        found += select_byte(at[3], start + 24, places + found);
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

/* doc = base + i + sum of low bits + (place - i) << k; what depends on i alone goes along with the
 * sum. Inlined for each constant k: shifts are then part of the instructions. */
static inline __attribute__((always_inline)) void add_low_bits(const uint8_t *in, unsigned k,
                                                               uint32_t base, const uint32_t *places,
                                                               uint32_t *out)
{
    const uint32_t step = 1 - (1u << k); /* wraps */
    const lanes8 steps = step * (lanes8){0, 1, 2, 3, 4, 5, 6, 7}, next = steps + step;
    lanes8 carry = base + steps;
#pragma GCC unroll 16
    for (unsigned pair = 0; pair < PAIRS; pair++) {
        lanes8 sum = lanes8_prefix(lanes8_unpack(in, k, pair)) + carry;
        lanes8_store(out + 8 * pair, sum + (lanes8_load(places + 8 * pair) << k));
        carry = lanes8_last(sum) + next;
    }
}

static void add_any_low_bits(const uint8_t *in, unsigned k, uint32_t base,
                             const uint32_t *places, uint32_t *out)
{
    switch (k) {
    case 1:
        add_low_bits(in, 1, base, places, out);
        break;
    case 2:
        add_low_bits(in, 2, base, places, out);
        break;
    case 3:
        add_low_bits(in, 3, base, places, out);
        break;
    case 4:
        add_low_bits(in, 4, base, places, out);
        break;
    case 5:
        add_low_bits(in, 5, base, places, out);
        break;
    case 6:
        add_low_bits(in, 6, base, places, out);
        break;
    case 7:
        add_low_bits(in, 7, base, places, out);
        break;
    case 8:
        add_low_bits(in, 8, base, places, out);
        break;
    case 9:
        add_low_bits(in, 9, base, places, out);
        break;
    case 10:
        add_low_bits(in, 10, base, places, out);
        break;
    case 11:
        add_low_bits(in, 11, base, places, out);
        break;
    case 12:
        add_low_bits(in, 12, base, places, out);
        break;
    case 13:
        add_low_bits(in, 13, base, places, out);
        break;
    default:
        add_low_bits(in, k, base, places, out);
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
    uint32_t places[ROOM];
    if (!select_block(unary, tail, k == 0 ? base : 0, places)) {
        return false;
    }
    if (k > 0) {
        add_any_low_bits(in + 1, k, base, places, out);
    } else {
        __builtin_memcpy(out, places, CODEC_BLOCK * sizeof *out);
    }
    return out[CODEC_BLOCK - 1] == last;
}

/* tf = 1 + (quotient << k) + low bits; a quotient is the distance of two ones less one. */
static inline __attribute__((always_inline)) void add_quotients(const uint8_t *in, unsigned k,
                                                                const uint32_t *places,
                                                                uint32_t *out)
{
#pragma GCC unroll 16
    for (unsigned pair = 0; pair < PAIRS; pair++) {
        lanes8 before = lanes8_load(places + 8 * pair);
        lanes8 quotient = lanes8_load(places + 8 * pair + 1) - before - 1;
        lanes8_store(out + 8 * pair, 1 + (quotient << k) + lanes8_unpack(in, k, pair));
    }
}

static void add_any_quotients(const uint8_t *in, unsigned k, const uint32_t *places, uint32_t *out)
{
    switch (k) {
    case 0:
        add_quotients(in, 0, places, out);
        break;
    case 1:
        add_quotients(in, 1, places, out);
        break;
    case 2:
        add_quotients(in, 2, places, out);
        break;
    case 3:
        add_quotients(in, 3, places, out);
        break;
    default:
        add_quotients(in, k, places, out);
        break;
    }
}

#if defined(__BMI2__) && defined(__AVX2__)
/* Eight k-bit numbers from bit `bit` on. */
static inline lanes8 unpack_lows(const uint8_t *bits, uint64_t bit, unsigned k)
{
    uint64_t word = unary_word(bits + bit / 8) >> bit % 8; /* at most 6 times 8 bits of 57 */
    uint64_t spread = _pdep_u64(word, 0x0101010101010101 * (((uint64_t)1 << k) - 1));
    return (lanes8)_mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)spread));
}

/* As codec_tf_exceptions, eight at a time; ones[-1] is -1. Rows beyond the last one are computed too,
 * and not used. */
static bool place_exceptions(const uint8_t *in, const uint8_t *end, const uint32_t *ones,
                             unsigned count, uint32_t *out)
{
    enum { MOST = 2 * CODEC_BLOCK }; /* place of the last quotient's one */
    unsigned k = in[0] & 127u;
    uint64_t low = count > 0 ? (uint64_t)ones[2 * count - 1] + 1 : 0, size = 8 * (uint64_t)(end - in - 2);
    uint64_t used = low + count * k;
    uint32_t places[CODEC_BLOCK + 8], values[CODEC_BLOCK + 8];
    lanes8 carry = (lanes8){0} - 1;
    if (used > size || size - used >= 8 || (size > used && end[-1] >> (8 - (size - used)) != 0) ||
        low > UINT32_MAX / 2 || (count > 0 && ones[count - 1] >= MOST)) {
        return false;
    }
    for (unsigned i = 0; i < count; i += 8, low += 8 * k) {
        lanes8 gap = lanes8_load(ones + i) - lanes8_load(ones + i - 1) - 1;
        lanes8 place = lanes8_prefix((gap << k) + unpack_lows(in + 2, low, k) + 1) + carry;
        lanes8 more = lanes8_load(ones + count + i) - lanes8_load(ones + count + i - 1) - 1;
        lanes8_store(places + i, place);
        lanes8_store(values + i, more + 2);
        carry = lanes8_last(place);
    }
    if (count > 0 && places[count - 1] >= CODEC_BLOCK) {
        return false;
    }
    for (unsigned i = 0; i < count; i++) {
        out[places[i]] = values[i];
    }
    return true;
}
#else
static bool place_exceptions(const uint8_t *in, const uint8_t *end, const uint32_t *ones,
                             unsigned count, uint32_t *out)
{
    return codec_tf_exceptions(in, end, ones, count, out);
}
#endif

/* The unary string of an exceptions tail ends inside a byte: ones of the low bits behind it may
 * be found too, and are not used. */
static bool add_exceptions(const uint8_t *in, const uint8_t *end, uint32_t *out)
{
    uint32_t room[1 + 2 * CODEC_BLOCK + 16], *ones = room + 1;
    unsigned count = end - in > 1 ? in[1] : 255u, found = 0;
    lanes8 start = {0};
    if (count > CODEC_BLOCK || (in[0] & 127u) > CODEC_MAX_EXCEPTION_LOW_BITS) {
        return false;
    }
    room[0] = UINT32_MAX;
    for (const uint8_t *at = in + 2; found < 2 * count; at++, start += 8) {
        if (at >= end) {
            return false;
        }
        found += select_byte(*at, start, ones + found);
    }
    return place_exceptions(in, end, ones, count, out);
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
    add_any_quotients(tail + 1, tail[0], places, out);
    return true;
}

static uint32_t kernel_tf_at(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                             uint32_t last, unsigned index)
{
    return tf_read(in, end, kind, base, last, index);
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

/* Many documents in a block that spans few: its places by document in a table. */
static inline void find_in_table(const uint32_t *docs, const uint32_t *wanted, unsigned count,
                                 uint8_t *places)
{
    uint8_t table[FIND_MAX_SPAN];
    uint32_t first = docs[0], span = docs[CODEC_BLOCK - 1] - first + 1;
    __builtin_memset(table, 0, span);
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        table[(docs[i] - first) % FIND_MAX_SPAN] = (uint8_t)i; /* damaged ones may wrap */
    }
    for (unsigned i = 0; i < count; i++) {
        uint32_t at = wanted[i] - first; /* wraps before the first */
        uint8_t place = table[at < span ? at : 0];
        places[i] = docs[place] == wanted[i] ? place : CODEC_NOT_THERE;
    }
}

/* Which eight documents can hold the wanted one, then which of them: two counts each. */
static void kernel_find(const uint32_t *docs, const uint32_t *wanted, unsigned count,
                        uint8_t *places)
{
    enum { FEW = 4, MANY = 36 };
    if (count >= MANY && docs[CODEC_BLOCK - 1] - docs[0] < FIND_MAX_SPAN) {
        find_in_table(docs, wanted, count, places);
        return;
    }
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

static void kernel_find_bits(const uint8_t *in, uint32_t base, const uint32_t *wanted,
                             unsigned count, uint8_t *places)
{
    unary_find(in, base, wanted, count, places);
}

static bool kernel_positions_read(struct positions_view *view, const uint8_t *index, uint32_t count,
                                  uint32_t *out)
{
    return positions_read(view, index, count, out);
}

static bool kernel_positions_test(struct positions_view *view, const uint8_t *index,
                                  const uint32_t *wanted, uint32_t count, uint8_t *found)
{
    return positions_test(view, index, wanted, count, found);
}

static uint64_t kernel_count_ones(const uint64_t *words, size_t count)
{
    uint64_t ones[4] = {0}; /* sums that do not wait for each other */
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        ones[0] += (uint64_t)__builtin_popcountll(words[i]);
        ones[1] += (uint64_t)__builtin_popcountll(words[i + 1]);
        ones[2] += (uint64_t)__builtin_popcountll(words[i + 2]);
        ones[3] += (uint64_t)__builtin_popcountll(words[i + 3]);
    }
    for (; i < count; i++) {
        ones[0] += (uint64_t)__builtin_popcountll(words[i]);
    }
    return ones[0] + ones[1] + ones[2] + ones[3];
}

static bool kernel_short_docs(const uint8_t *in, const uint8_t *end, size_t count, uint32_t base,
                              uint32_t limit, uint32_t *docs, uint64_t *bit)
{
    return short_read_docs(in, end, count, base, limit, docs, bit);
}

static bool kernel_short_tfs(const uint8_t *in, const uint8_t *end, uint64_t bit, size_t count,
                             uint32_t *tfs)
{
    return short_read_tfs(in, end, bit, count, tfs);
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

const struct codec CODEC_TABLE = {CODEC_PATH,
                                  kernel_docs_decode,
                                  kernel_tfs_decode,
                                  kernel_tf_at,
                                  kernel_bit_rank,
                                  kernel_find,
                                  kernel_find_bits,
                                  kernel_positions_read,
                                  kernel_positions_test,
                                  kernel_count_ones,
                                  kernel_short_docs,
                                  kernel_short_tfs,
                                  kernel_parts_decode,
                                  kernel_symbols_among};
