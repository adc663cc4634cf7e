/* Lists and tails of fewer than 128 documents: interpolative ids, then frequencies. */
#include "common/codec/codec.h"

#include "common/codec/bits.h"
#include "common/codec/kernels.h"
#include "common/codec/short_read.h"


/* n values in floor(log2 n) or one more bits; the short codes lie in the middle. */
static void put_middle(struct bit_writer *writer, uint32_t value, uint32_t n)
{
    if (n <= 1) {
        return;
    }
    unsigned width = 31u - (unsigned)__builtin_clz(n);
    uint32_t shorter = (uint32_t)(((uint64_t)2 << width) - n), first = (n - shorter) / 2;
    uint32_t turned = value >= first ? value - first : value + n - first;
    if (turned < shorter) {
        bit_writer_put(writer, turned, width);
    } else {
        uint32_t rest = turned - shorter;
        bit_writer_put(writer, shorter + rest / 2, width);
        bit_writer_put(writer, rest % 2, 1);
    }
}

/* See short_get_ids. */
static void put_ids(struct bit_writer *writer, const uint32_t *docs, struct short_range all)
{
    struct short_range stack[16] = {all};
    for (unsigned depth = 1; depth > 0;) {
        struct short_range r = stack[--depth];
        if (r.low == r.high) {
            continue;
        }
        uint32_t middle = (r.low + r.high) / 2;
        uint32_t least = r.least + (middle - r.low), most = r.limit - (r.high - middle);
        put_middle(writer, docs[middle] - least, most - least + 1);
        stack[depth++] = (struct short_range){middle + 1, r.high, docs[middle] + 1, r.limit};
        stack[depth++] = (struct short_range){r.low, middle, r.least, docs[middle]};
    }
}

static uint64_t rice_bits(const uint32_t *tfs, size_t count, unsigned k)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < count; i++) {
        bits += ((tfs[i] - 1) >> k) + 1 + k;
    }
    return bits;
}

static uint64_t exception_bits(const uint32_t *tfs, size_t count, unsigned k, unsigned *found)
{
    uint64_t bits = 7 + 3;
    size_t next = 0;
    *found = 0;
    for (size_t i = 0; i < count; i++) {
        if (tfs[i] > 1) {
            bits += ((i - next) >> k) + 1 + k + (tfs[i] - 1);
            next = i + 1;
            ++*found;
        }
    }
    return bits;
}

static void put_exceptions(struct bit_writer *writer, const uint32_t *tfs, size_t count, unsigned k,
                           unsigned found)
{
    size_t next = 0;
    bit_writer_put(writer, found, 7);
    bit_writer_put(writer, k, 3);
    for (size_t i = 0; i < count; i++) {
        if (tfs[i] > 1) {
            bit_writer_put_unary(writer, (i - next) >> k);
            bit_writer_put(writer, (i - next) & ((1u << k) - 1), k);
            next = i + 1;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (tfs[i] > 1) {
            bit_writer_put_unary(writer, tfs[i] - 2);
        }
    }
}

/* The smallest of the methods; on a tie the first in the order unary, RICE, exceptions. A further low
 * bit saves fewer bits than the one before: when it saves none, no other does. */
static void put_tfs(struct bit_writer *writer, const uint32_t *tfs, size_t count)
{
    uint64_t least = rice_bits(tfs, count, 0);
    unsigned method = SHORT_TF_UNARY, best = 0, found = 0;
    uint64_t before = UINT64_MAX;
    for (unsigned k = 1; k < 16; k++) {
        uint64_t bits = 4 + rice_bits(tfs, count, k);
        if (bits >= before) {
            break;
        }
        before = bits;
        if (bits < least) {
            least = bits;
            method = SHORT_TF_RICE;
            best = k;
        }
    }
    before = UINT64_MAX;
    for (unsigned k = 0; k <= SHORT_MAX_PLACE_LOW_BITS; k++) {
        uint64_t bits = exception_bits(tfs, count, k, &found);
        if (bits >= before) {
            break;
        }
        before = bits;
        if (bits < least) {
            least = bits;
            method = SHORT_TF_EXCEPTIONS;
            best = k;
        }
    }
    bit_writer_put(writer, method, 2);
    if (method == SHORT_TF_EXCEPTIONS) {
        put_exceptions(writer, tfs, count, best, found);
        return;
    }
    if (method == SHORT_TF_RICE) {
        bit_writer_put(writer, best, 4);
    }
    for (size_t i = 0; i < count; i++) {
        bit_writer_put_unary(writer, (tfs[i] - 1) >> best);
        bit_writer_put(writer, (tfs[i] - 1) & ((1u << best) - 1), best);
    }
}

void codec_short_encode(const uint32_t *docs, const uint32_t *tfs, size_t count, uint32_t base,
                        uint32_t limit, struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    bool ones = true;
    put_ids(&writer, docs, (struct short_range){0, (uint32_t)count, base, limit});
    for (size_t i = 0; i < count; i++) {
        ones = ones && tfs[i] == 1;
    }
    bit_writer_put(&writer, ones, 1);
    if (!ones) {
        put_tfs(&writer, tfs, count);
    }
    bit_writer_finish(&writer);
}

bool codec_short_docs_scalar(const uint8_t *in, const uint8_t *end, size_t count, uint32_t base,
                             uint32_t limit, uint32_t *docs, uint64_t *bit)
{
    return short_read_docs(in, end, count, base, limit, docs, bit);
}

bool codec_short_tfs_scalar(const uint8_t *in, const uint8_t *end, uint64_t bit, size_t count,
                            uint32_t *tfs)
{
    return short_read_tfs(in, end, bit, count, tfs);
}

bool codec_short_decode(const uint8_t *in, const uint8_t *end, size_t count, uint32_t base,
                        uint32_t limit, uint32_t *docs, uint32_t *tfs)
{
    uint64_t bit;
    return short_read_docs(in, end, count, base, limit, docs, &bit) &&
           short_read_tfs(in, end, bit, count, tfs);
}
