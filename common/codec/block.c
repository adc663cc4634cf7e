/* Full blocks of 128 documents: encoder, scalar kernels, single frequencies. */
#include "common/codec/codec.h"

#include <string.h>

#include "common/codec/bits.h"
#include "common/codec/kernels.h"
#include "common/codec/unary.h"

enum { MAX_UNARY_BYTES = 255, MAX_TF_LOW_BITS = 15, TF_EXCEPTIONS = 128 };

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

static inline uint32_t low_at(const uint8_t *in, unsigned k, unsigned i)
{
    unsigned bit = i / 4 * k, shift = bit % 32;
    const uint8_t *at = in + 4 * (bit / 32 * 4 + i % 4);
    uint64_t word = unary_word(at) & UINT32_MAX;
    if (shift + k > 32) {
        word |= unary_word(at + 16) << 32;
    }
    return (uint32_t)(word >> shift) & ((1u << k) - 1);
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

static unsigned docs_low_bits(const uint32_t gaps[CODEC_BLOCK], uint32_t span)
{
    uint64_t least = ((uint64_t)span + 7) / 8;
    unsigned best = 0;
    for (unsigned k = 1; k <= CODEC_MAX_LOW_BITS; k++) {
        uint64_t unary = unary_bytes(gaps, k), bytes = 1 + 16 * k + unary;
        if (unary <= MAX_UNARY_BYTES && bytes < least) {
            least = bytes;
            best = k;
        }
    }
    return best;
}

static uint64_t exception_bits(const uint32_t tfs[CODEC_BLOCK], unsigned k, unsigned *count)
{
    uint64_t bits = 0;
    unsigned next = 0, found = 0;
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        if (tfs[i] > 1) {
            bits += ((i - next) >> k) + 1 + k + (tfs[i] - 1);
            next = i + 1;
            found++;
        }
    }
    *count = found;
    return bits;
}

static void put_exceptions(const uint32_t tfs[CODEC_BLOCK], unsigned k, unsigned count,
                           struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    unsigned next = 0;
    buffer_append_byte(out, (uint8_t)(TF_EXCEPTIONS | k));
    buffer_append_byte(out, (uint8_t)count);
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        if (tfs[i] > 1) {
            bit_writer_put_unary(&writer, (i - next) >> k);
            bit_writer_put(&writer, (i - next) & ((1u << k) - 1), k);
            next = i + 1;
        }
    }
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        if (tfs[i] > 1) {
            bit_writer_put_unary(&writer, tfs[i] - 2);
        }
    }
    bit_writer_finish(&writer);
}

/* The smaller of RICE and exceptions; on a tie RICE, then the smaller k. */
static void encode_tfs(const uint32_t tfs[CODEC_BLOCK], struct buffer *out)
{
    uint32_t values[CODEC_BLOCK];
    uint64_t least = UINT64_MAX;
    unsigned best = 0, count = 0;
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        values[i] = tfs[i] - 1;
    }
    for (unsigned k = 0; k <= MAX_TF_LOW_BITS; k++) {
        uint64_t bytes = 1 + 16 * k + unary_bytes(values, k);
        if (bytes < least) {
            least = bytes;
            best = k;
        }
    }
    for (unsigned k = 0; k <= 6; k++) {
        uint64_t bytes = 2 + (exception_bits(tfs, k, &count) + 7) / 8;
        if (bytes < least) {
            least = bytes;
            best = TF_EXCEPTIONS | k;
        }
    }
    if (best & TF_EXCEPTIONS) {
        put_exceptions(tfs, best & 7, count, out);
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
        low += k > 0 ? low_at(in + 1, k, i) : 0;
        out[i] = base + i + low + ((out[i] - i) << k);
    }
    return out[CODEC_BLOCK - 1] == last;
}

/* Frequencies by exceptions into out (all ones before). */
static bool decode_exceptions(const uint8_t *in, const uint8_t *end, uint32_t *out)
{
    uint8_t places[CODEC_BLOCK];
    unsigned k = in[0] & 127u, count = end - in > 1 ? in[1] : 255u, next = 0;
    if (k > 6 || count > CODEC_BLOCK) {
        return false;
    }
    struct bit_reader reader = bit_reader_of(bytes_of(in + 2, (size_t)(end - in - 2)));
    for (unsigned i = 0; i < count; i++) {
        uint64_t gap = bit_reader_get_unary(&reader) << k;
        gap += bit_reader_get(&reader, k);
        if (reader.failed || gap + next >= CODEC_BLOCK) {
            return false;
        }
        places[i] = (uint8_t)(next + gap);
        next = places[i] + 1u;
    }
    for (unsigned i = 0; i < count; i++) {
        uint64_t more = bit_reader_get_unary(&reader);
        if (reader.failed || more > UINT32_MAX / 2) {
            return false;
        }
        out[places[i]] = 2 + (uint32_t)more;
    }
    return reader.bits - reader.bit < 8 && (bit_reader_peek(&reader) & 0xff) == 0;
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
    if (k & TF_EXCEPTIONS) {
        return decode_exceptions(tail, end, out);
    }
    if (k > MAX_TF_LOW_BITS || end - tail < 1 + 16 * (int)k ||
        !unary_places(tail + 1 + 16 * k, end, CODEC_BLOCK, out)) {
        return false;
    }
    uint32_t before = 0;
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        uint32_t quotient = out[i] - before;
        before = out[i] + 1;
        out[i] = 1 + (quotient << k) + (k > 0 ? low_at(tail + 1, k, i) : 0);
    }
    return true;
}

/* The quotient of value `index`: zeros between its one and the one before. */
static bool quotient_at(const uint8_t *at, const uint8_t *end, unsigned index, uint32_t *quotient)
{
    uint32_t start = 0, ones = 0, before = 0; /* before: place behind the last one seen */
    for (; at < end; at += 8, start += 64) {
        uint64_t word = unary_word_before(at, end);
        uint32_t count = (uint32_t)__builtin_popcountll(word);
        if (ones + count > index) {
            unsigned rank = index - ones;
            if (rank > 0) {
                before = start + unary_select(word, rank - 1) + 1;
            }
            *quotient = start + unary_select(word, rank) - before;
            return true;
        }
        if (count > 0) {
            before = start + 64 - (uint32_t)__builtin_clzll(word);
        }
        ones += count;
    }
    return false;
}

uint32_t codec_tf_at(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                     uint32_t last, unsigned index)
{
    const uint8_t *unary, *tail;
    uint32_t quotient = 0;
    if (kind & DOC_TF_ONES) {
        return 1;
    }
    if (!codec_docs_extent(in, end, kind, base, last, &unary, &tail) || tail >= end) {
        return 0;
    }
    unsigned k = tail[0];
    if (k & TF_EXCEPTIONS) {
        uint32_t all[CODEC_BLOCK];
        for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
            all[i] = 1;
        }
        return decode_exceptions(tail, end, all) ? all[index] : 0;
    }
    if (k > MAX_TF_LOW_BITS || end - tail < 1 + 16 * (int)k ||
        !quotient_at(tail + 1 + 16 * k, end, index, &quotient)) {
        return 0;
    }
    return 1 + (quotient << k) + (k > 0 ? low_at(tail + 1, k, index) : 0);
}
