/* Reading short lists: a header, so that every CPU path gets its own copy. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_SHORT_READ_H
#define STICHWORT_COMMON_CODEC_SHORT_READ_H

#include "common/codec/codec.h"
#include "common/codec/unary.h"

enum { SHORT_MAX = CODEC_BLOCK - 1, SHORT_MAX_PLACE_LOW_BITS = 6 };
enum { SHORT_TF_UNARY, SHORT_TF_RICE, SHORT_TF_EXCEPTIONS };

/* A bit string whose reader looks behind the end, and is asked in the end how far it came. */
struct short_bits {
    const uint8_t *data;
    uint64_t bit, bytes;
};

/* The 57 or more bits at hand; those behind the end are any. */
static inline uint64_t short_peek(const struct short_bits *in)
{
    uint64_t byte = in->bit / 8;
    return unary_word(in->data + (byte < in->bytes ? byte : in->bytes)) >> in->bit % 8;
}

static inline bool short_passed_end(const struct short_bits *in)
{
    return in->bit > 8 * in->bytes;
}

/* One of n values in floor(log2 n) or one more bits; no branch, for either is as likely. */
static inline uint32_t short_get_middle(struct short_bits *in, uint32_t n)
{
    unsigned width = 31u - (unsigned)__builtin_clz(n);
    uint32_t power = 1u << width, first = n - power, shorter = power - first;
    uint64_t word = short_peek(in);
    uint32_t turned = (uint32_t)word & (power - 1), longer = turned >= shorter;
    turned += (turned - shorter + ((uint32_t)(word >> width) & 1)) & (0u - longer);
    in->bit += width + longer;
    uint32_t value = turned + first;
    return value < n ? value : value - n;
}

/* Places [low, high) of the ids, whose values lie in [least, limit). */
struct short_range {
    uint32_t low, high, least, limit;
};

/* The id in the middle of the range. */
static inline uint32_t short_get_id(struct short_bits *in, struct short_range r, uint32_t middle)
{
    uint32_t n = r.limit - r.least - (r.high - r.low) + 1;
    return r.least + (middle - r.low) + short_get_middle(in, n);
}

/* One to three ids, without a stack. */
static inline void short_get_few(struct short_bits *in, struct short_range r, uint32_t *docs)
{
    uint32_t middle = (r.low + r.high) / 2, document = short_get_id(in, r, middle);
    docs[middle] = document;
    if (r.high - r.low >= 2) {
        struct short_range left = {r.low, middle, r.least, document};
        docs[r.low] = short_get_id(in, left, r.low);
    }
    if (r.high - r.low == 3) {
        struct short_range right = {middle + 1, r.high, document + 1, r.limit};
        docs[middle + 1] = short_get_id(in, right, middle + 1);
    }
}

/* The middle first, then its left and right half, each between its limits: whatever the bits, there
 * is room for all. */
static inline void short_get_ids(struct short_bits *from, uint32_t *docs, struct short_range r)
{
    enum { FEW = 3 };
    struct short_range stack[16];
    struct short_bits in = *from;
    unsigned depth = 0;
    for (;;) {
        while (r.high - r.low > FEW) {
            uint32_t middle = (r.low + r.high) / 2, document = short_get_id(&in, r, middle);
            docs[middle] = document;
            stack[depth++] = (struct short_range){middle + 1, r.high, document + 1, r.limit};
            r.high = middle;
            r.limit = document;
        }
        short_get_few(&in, r, docs);
        if (depth == 0) {
            *from = in;
            return;
        }
        r = stack[--depth];
    }
}

static inline bool short_read_docs(const uint8_t *in, const uint8_t *end, size_t count,
                                   uint32_t base, uint32_t limit, uint32_t *docs, uint64_t *bit)
{
    if (count == 0 || count > SHORT_MAX || base >= limit || in > end || limit - base < count) {
        return false;
    }
    struct short_bits bits = {in, 0, (uint64_t)(end - in)};
    short_get_ids(&bits, docs, (struct short_range){0, (uint32_t)count, base, limit});
    *bit = bits.bit;
    return !short_passed_end(&bits);
}

/* The next `width` bits, 0 to 56. */
static inline uint64_t short_get(struct short_bits *in, unsigned width)
{
    uint64_t value = short_peek(in) & (((uint64_t)1 << width) - 1);
    in->bit += width;
    return value;
}

/* Zeros before the next one, which is read too. */
static inline uint64_t short_get_unary(struct short_bits *in)
{
    enum { PEEKED = 57 };
    uint64_t zeros = 0;
    for (; !short_passed_end(in); zeros += PEEKED) {
        uint64_t word = short_peek(in) & (((uint64_t)1 << PEEKED) - 1);
        if (word != 0) {
            unsigned more = (unsigned)__builtin_ctzll(word);
            in->bit += more + 1;
            return zeros + more;
        }
        in->bit += PEEKED;
    }
    return 0;
}

static inline bool short_get_exceptions(struct short_bits *in, uint32_t *tfs, size_t count)
{
    uint8_t places[CODEC_BLOCK];
    size_t found = short_get(in, 7);
    uint64_t next = 0;
    unsigned k = (unsigned)short_get(in, 3);
    if (k > SHORT_MAX_PLACE_LOW_BITS) {
        return false;
    }
    for (size_t i = 0; i < found; i++) {
        uint64_t place = next + (short_get_unary(in) << k);
        place += short_get(in, k);
        if (place >= count) {
            return false;
        }
        places[i] = (uint8_t)place;
        next = place + 1;
    }
    for (size_t i = 0; i < found; i++) {
        uint64_t more = short_get_unary(in);
        if (more > UINT32_MAX / 2) {
            return false;
        }
        tfs[places[i]] = 2 + (uint32_t)more;
    }
    return true;
}

static inline bool short_get_tfs(struct short_bits *in, uint32_t *tfs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tfs[i] = 1;
    }
    if (short_get(in, 1)) {
        return true;
    }
    unsigned method = (unsigned)short_get(in, 2);
    if (method == SHORT_TF_EXCEPTIONS) {
        return short_get_exceptions(in, tfs, count);
    }
    unsigned k = method == SHORT_TF_RICE ? (unsigned)short_get(in, 4) : 0;
    if (method > SHORT_TF_RICE || (method == SHORT_TF_RICE && k == 0)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t quotient = short_get_unary(in);
        if (quotient > UINT32_MAX >> (k + 2)) {
            return false;
        }
        tfs[i] = 1 + ((uint32_t)quotient << k) + (uint32_t)short_get(in, k);
    }
    return true;
}

/* Bits that are left must be those of the last byte, and zero. */
static inline bool short_read_tfs(const uint8_t *in, const uint8_t *end, uint64_t bit,
                                  size_t count, uint32_t *tfs)
{
    struct short_bits bits = {in, bit, (uint64_t)(end - in)};
    if (count > SHORT_MAX || !short_get_tfs(&bits, tfs, count) || short_passed_end(&bits)) {
        return false;
    }
    uint64_t left = 8 * bits.bytes - bits.bit;
    return left < 8 && (short_peek(&bits) & (((uint64_t)1 << left) - 1)) == 0;
}

#endif
