/* Full blocks of 128 documents: encoder, scalar kernels, single frequencies. */
#include "common/codec/codec.h"

#include <string.h>

#include "common/codec/bits.h"
#include "common/codec/kernels.h"
#include "common/codec/tf_read.h"
#include "common/codec/unary.h"

/* Low k bits in four lanes: value i is number i / 4 of lane i % 4, lanes are interleaved words. */
static void pack_low(const uint32_t values[CODEC_BLOCK], unsigned k, struct buffer *out)
{
    uint32_t words[4 * CODEC_MAX_LOW_BITS] = {0};
    for (unsigned i = 0; i < CODEC_BLOCK && k > 0; i++) {
        unsigned bit = i / 4 * k, word = bit / 32 * 4 + i % 4, shift = bit % 32;
        uint64_t low = (uint64_t)(values[i] & ((1u << k) - 1)) << shift;
        words[word] |= (uint32_t)low;
        if (shift + k > 32) {
            words[word + 4] |= (uint32_t)(low >> 32);
        }
    }
    for (unsigned i = 0; i < 4 * k; i++) {
        buffer_append_u32(out, words[i]);
    }
}

static void put_unary(const uint32_t values[CODEC_BLOCK], unsigned k, struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        bit_writer_put_unary(&writer, values[i] >> k);
    }
    bit_writer_finish(&writer);
}

static uint64_t unary_bytes(const uint32_t values[CODEC_BLOCK], unsigned k)
{
    uint64_t bits = CODEC_BLOCK;
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        bits += values[i] >> k;
    }
    return (bits + 7) / 8;
}

/* The first k from `from` to `most` with the fewest bytes of 128 Rice codes. A further low bit costs
 * 128 bits and saves fewer than the one before: behind the least, bytes only rise. */
static unsigned rice_low_bits(const uint32_t values[CODEC_BLOCK], unsigned from, unsigned most,
                              uint64_t *least)
{
    unsigned best = from;
    *least = 16 * from + unary_bytes(values, from);
    for (unsigned k = from + 1; k <= most; k++) {
        uint64_t bytes = 16 * k + unary_bytes(values, k);
        if (bytes > *least) {
            break;
        }
        best = bytes < *least ? k : best;
        *least = bytes;
    }
    return best;
}

/* 0: a bit set is as small. Of gaps whose sum is above 512 << k, a further low bit saves more than it
 * costs; below that, quotients fit their byte. */
static unsigned docs_low_bits(const uint32_t gaps[CODEC_BLOCK], uint32_t span)
{
    enum { FEW_QUOTIENTS = 512 };
    unsigned from = 1;
    uint64_t bytes;
    while ((span - CODEC_BLOCK) >> from > FEW_QUOTIENTS) {
        from++;
    }
    unsigned k = rice_low_bits(gaps, from, CODEC_MAX_LOW_BITS, &bytes);
    return 1 + bytes < ((uint64_t)span + 7) / 8 ? k : 0;
}

/* Frequencies above 1. */
struct exceptions {
    uint32_t gaps[CODEC_BLOCK]; /* the ones before each */
    unsigned count;
    uint64_t excess; /* sum over 1 */
};

static void find_exceptions(const uint32_t tfs[CODEC_BLOCK], struct exceptions *found)
{
    unsigned next = 0;
    found->count = 0;
    found->excess = 0;
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        found->gaps[found->count] = i - next;
        found->excess += tfs[i] - 1;
        found->count += tfs[i] > 1;
        next = tfs[i] > 1 ? i + 1 : next;
    }
}

static uint64_t exception_bits(const struct exceptions *found, unsigned k)
{
    uint64_t bits = found->excess + (uint64_t)found->count * (1 + k);
    for (unsigned i = 0; i < found->count; i++) {
        bits += found->gaps[i] >> k;
    }
    return bits;
}

/* One unary string: the quotients of the distances between frequencies above 1, then their
 * excess over 2; behind it the low k bits of the distances. */
static void put_exceptions(const uint32_t tfs[CODEC_BLOCK], const struct exceptions *found, unsigned k,
                           struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    buffer_append_byte(out, (uint8_t)(CODEC_TF_EXCEPTIONS | k));
    buffer_append_byte(out, (uint8_t)found->count);
    for (unsigned i = 0; i < found->count; i++) {
        bit_writer_put_unary(&writer, found->gaps[i] >> k);
    }
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        if (tfs[i] > 1) {
            bit_writer_put_unary(&writer, tfs[i] - 2);
        }
    }
    for (unsigned i = 0; i < found->count; i++) {
        bit_writer_put(&writer, found->gaps[i] & ((1u << k) - 1), k);
    }
    bit_writer_finish(&writer);
}

/* The smaller of RICE and exceptions; on a tie RICE, then the smaller k. */
static void encode_tfs(const uint32_t tfs[CODEC_BLOCK], struct buffer *out)
{
    uint32_t values[CODEC_BLOCK];
    struct exceptions exceptions;
    uint64_t least;
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        values[i] = tfs[i] - 1;
    }
    unsigned best = rice_low_bits(values, 0, CODEC_MAX_TF_LOW_BITS, &least);
    least++;
    find_exceptions(tfs, &exceptions);
    for (unsigned k = 0; k <= CODEC_MAX_EXCEPTION_LOW_BITS; k++) {
        uint64_t bytes = 2 + (exception_bits(&exceptions, k) + 7) / 8;
        if (bytes < least) {
            least = bytes;
            best = CODEC_TF_EXCEPTIONS | k;
        }
    }
    if (best & CODEC_TF_EXCEPTIONS) {
        put_exceptions(tfs, &exceptions, best & 7, out);
        return;
    }
    buffer_append_byte(out, (uint8_t)best);
    pack_low(values, best, out);
    put_unary(values, best, out);
}

uint8_t codec_block_encode(const uint32_t docs[CODEC_BLOCK], const uint32_t tfs[CODEC_BLOCK],
                           uint32_t base, struct buffer *out)
{
    uint32_t gaps[CODEC_BLOCK], next = base, span = docs[CODEC_BLOCK - 1] - base + 1;
    bool ones = true;
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        gaps[i] = docs[i] - next;
        next = docs[i] + 1;
        ones = ones && tfs[i] == 1;
    }
    unsigned kind = DOC_RUN;
    if (span > CODEC_BLOCK) {
        kind = docs_low_bits(gaps, span);
        if (kind > 0) {
            buffer_append_byte(out, (uint8_t)unary_bytes(gaps, kind));
            pack_low(gaps, kind, out);
        }
        put_unary(gaps, kind, out);
    }
    if (!ones) {
        encode_tfs(tfs, out);
    }
    return (uint8_t)(kind | (ones ? DOC_TF_ONES : 0));
}

bool codec_docs_extent(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                       uint32_t last, const uint8_t **unary, const uint8_t **tail)
{
    unsigned k = kind & DOC_KIND_MASK;
    uint64_t head = k > 0 ? 1 + 16 * (uint64_t)k : 0, bytes;
    if (kind & ~(DOC_KIND_MASK | DOC_TF_ONES)) {
        return false;
    }
    if (k == DOC_RUN) {
        *unary = *tail = in;
        return last - base == CODEC_BLOCK - 1;
    }
    if (k > CODEC_MAX_LOW_BITS || base > last || (k > 0 && in >= end)) {
        return false;
    }
    bytes = k > 0 ? in[0] : ((uint64_t)last - base + 8) / 8;
    if (head + bytes > (uint64_t)(end - in)) {
        return false;
    }
    *unary = in + head;
    *tail = in + head + bytes;
    return true;
}

bool codec_docs_decode_scalar(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                              uint32_t last, uint32_t *out)
{
    const uint8_t *unary, *tail;
    unsigned k = kind & DOC_KIND_MASK;
    if (!codec_docs_extent(in, end, kind, base, last, &unary, &tail)) {
        return false;
    }
    if (k == DOC_RUN) {
        for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
            out[i] = base + i;
        }
        return true;
    }
    if (!unary_places(unary, tail, CODEC_BLOCK, out)) {
        return false;
    }
    uint32_t low = 0;
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        low += k > 0 ? tf_low_bits(in + 1, k, i) : 0;
        out[i] = base + i + low + ((out[i] - i) << k);
    }
    return out[CODEC_BLOCK - 1] == last;
}

bool codec_tf_exceptions(const uint8_t *in, const uint8_t *end, const uint32_t *ones,
                         unsigned count, uint32_t *out)
{
    unsigned k = in[0] & 127u, place = 0;
    const uint8_t *bits = in + 2;
    uint64_t low = count > 0 ? (uint64_t)ones[2 * count - 1] + 1 : 0;
    if (low + count * k > 8 * (uint64_t)(end - bits)) {
        return false;
    }
    uint32_t before = 0; /* behind the last quotient's one */
    for (unsigned i = 0; i < count; i++, low += k) {
        uint64_t word = unary_word(bits + low / 8) >> low % 8;
        uint32_t excess = ones[count + i] - ones[count + i - 1] - 1;
        place += ((ones[i] - before) << k) + ((unsigned)word & ((1u << k) - 1));
        if (place >= CODEC_BLOCK || excess > UINT32_MAX / 2) {
            return false;
        }
        before = ones[i] + 1;
        out[place++] = 2 + excess;
    }
    uint64_t unused = 8 * (uint64_t)(end - bits) - low; /* zero bits of the last byte */
    return unused < 8 && (unused == 0 || end[-1] >> (8 - unused) == 0);
}

/* Decodes an exceptions tail; `out` holds ones. */
static bool decode_exceptions(const uint8_t *in, const uint8_t *end, uint32_t *out)
{
    uint32_t ones[2 * CODEC_BLOCK], found = 0, start = 0;
    unsigned count = end - in > 1 ? in[1] : 255u;
    if (count > CODEC_BLOCK || (in[0] & 127u) > CODEC_MAX_EXCEPTION_LOW_BITS) {
        return false;
    }
    for (const uint8_t *at = in + 2; found < 2 * count; at += 8, start += 64) {
        if (at >= end) {
            return false;
        }
        for (uint64_t word = unary_word_before(at, end); word && found < 2 * count;
             word &= word - 1) {
            ones[found++] = start + (uint32_t)__builtin_ctzll(word);
        }
    }
    return codec_tf_exceptions(in, end, ones, count, out);
}

bool codec_tfs_decode_scalar(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                             uint32_t last, uint32_t *out)
{
    const uint8_t *unary, *tail;
    if (!codec_docs_extent(in, end, kind, base, last, &unary, &tail)) {
        return false;
    }
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        out[i] = 1;
    }
    if (kind & DOC_TF_ONES) {
        return tail == end;
    }
    if (tail >= end) {
        return false;
    }
    unsigned k = tail[0];
    if (k & CODEC_TF_EXCEPTIONS) {
        return decode_exceptions(tail, end, out);
    }
    if (k > CODEC_MAX_TF_LOW_BITS || end - tail < 1 + 16 * (int)k ||
        !unary_places(tail + 1 + 16 * k, end, CODEC_BLOCK, out)) {
        return false;
    }
    uint32_t before = 0;
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        uint32_t quotient = out[i] - before;
        before = out[i] + 1;
        out[i] = 1 + (quotient << k) + (k > 0 ? tf_low_bits(tail + 1, k, i) : 0);
    }
    return true;
}

uint32_t codec_tf_at_scalar(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                            uint32_t last, unsigned index)
{
    return tf_read(in, end, kind, base, last, index);
}

uint32_t codec_bit_rank_scalar(const uint8_t *in, uint32_t bit)
{
    uint32_t ones = 0;
    for (uint32_t i = 0; i < bit; i++) {
        ones += in[i / 8] >> i % 8 & 1;
    }
    return ones;
}

void codec_find_scalar(const uint32_t *docs, const uint32_t *wanted, unsigned count,
                       uint8_t *places)
{
    unsigned place = 0;
    for (unsigned i = 0; i < count; i++) {
        while (place < CODEC_BLOCK && docs[place] < wanted[i]) {
            place++;
        }
        places[i] = place < CODEC_BLOCK && docs[place] == wanted[i] ? (uint8_t)place : CODEC_NOT_THERE;
    }
}

void codec_find_bits_scalar(const uint8_t *in, uint32_t base, const uint32_t *wanted,
                            unsigned count, uint8_t *places)
{
    unary_find(in, base, wanted, count, places);
}

uint64_t codec_count_ones_scalar(const uint64_t *words, size_t count)
{
    uint64_t ones = 0;
    for (size_t i = 0; i < count; i++) {
        for (uint64_t word = words[i]; word != 0; word &= word - 1) {
            ones++;
        }
    }
    return ones;
}
