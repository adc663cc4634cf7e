/* Lists and tails of fewer than 128 documents: interpolative ids, then frequencies. */
#include "common/codec/codec.h"

#include "common/codec/bits.h"

enum { MAX_SHORT = CODEC_BLOCK - 1, MAX_PLACE_LOW_BITS = 6 };
enum { TF_UNARY, TF_RICE, TF_EXCEPTIONS };

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

static inline uint32_t get_middle(struct bit_reader *reader, uint32_t n)
{
    if (n <= 1) {
        return 0;
    }
    unsigned width = 31u - (unsigned)__builtin_clz(n);
    uint32_t shorter = (uint32_t)(((uint64_t)2 << width) - n), first = (n - shorter) / 2;
    uint64_t word = bit_reader_peek(reader);
    uint32_t turned = (uint32_t)word & ((1u << width) - 1);
    if (turned >= shorter) {
        turned = shorter + (turned - shorter) * 2 + ((uint32_t)(word >> width) & 1);
        width++;
    }
    bit_reader_skip(reader, width);
    return turned + first < n ? turned + first : turned + first - n;
}

/* The middle of docs[low..high] first, then its left and right half, each between its limits. */
struct range {
    uint32_t low, high;     /* places, high exclusive */
    uint32_t least, limit;  /* values, limit exclusive */
};

static void put_ids(struct bit_writer *writer, const uint32_t *docs, struct range all)
{
    struct range stack[16] = {all};
    for (unsigned depth = 1; depth > 0;) {
        struct range r = stack[--depth];
        if (r.low == r.high) {
            continue;
        }
        uint32_t middle = (r.low + r.high) / 2;
        uint32_t least = r.least + (middle - r.low), most = r.limit - (r.high - middle);
        put_middle(writer, docs[middle] - least, most - least + 1);
        stack[depth++] = (struct range){middle + 1, r.high, docs[middle] + 1, r.limit};
        stack[depth++] = (struct range){r.low, middle, r.least, docs[middle]};
    }
}

static bool get_ids(struct bit_reader *reader, uint32_t *docs, struct range all)
{
    struct range stack[16], r = all;
    unsigned depth = 0;
    for (;;) {
        if (r.low == r.high) {
            if (depth == 0) {
                return !reader->failed;
            }
            r = stack[--depth];
        }
        uint32_t middle = (r.low + r.high) / 2;
        uint32_t least = r.least + (middle - r.low), most = r.limit - (r.high - middle);
        uint32_t n = most - least + 1;
        if (r.limit - r.least < r.high - r.low) {
            return false;
        }
        uint32_t document = n == 1 ? least : least + get_middle(reader, n);
        docs[middle] = document;
        if (middle + 1 < r.high) {
            stack[depth++] = (struct range){middle + 1, r.high, document + 1, r.limit};
        }
        r.high = middle; /* the left half next */
        r.limit = document;
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

/* The smallest of the methods; on a tie the first in the order unary, RICE, exceptions. */
static void put_tfs(struct bit_writer *writer, const uint32_t *tfs, size_t count)
{
    uint64_t least = rice_bits(tfs, count, 0);
    unsigned method = TF_UNARY, best = 0, found = 0;
    for (unsigned k = 1; k < 16; k++) {
        uint64_t bits = 4 + rice_bits(tfs, count, k);
        if (bits < least) {
            least = bits;
            method = TF_RICE;
            best = k;
        }
    }
    for (unsigned k = 0; k <= MAX_PLACE_LOW_BITS; k++) {
        uint64_t bits = exception_bits(tfs, count, k, &found);
        if (bits < least) {
            least = bits;
            method = TF_EXCEPTIONS;
            best = k;
        }
    }
    bit_writer_put(writer, method, 2);
    if (method == TF_EXCEPTIONS) {
        put_exceptions(writer, tfs, count, best, found);
        return;
    }
    if (method == TF_RICE) {
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
    put_ids(&writer, docs, (struct range){0, (uint32_t)count, base, limit});
    for (size_t i = 0; i < count; i++) {
        ones = ones && tfs[i] == 1;
    }
    bit_writer_put(&writer, ones, 1);
    if (!ones) {
        put_tfs(&writer, tfs, count);
    }
    bit_writer_finish(&writer);
}

static bool get_exceptions(struct bit_reader *reader, uint32_t *tfs, size_t count)
{
    uint8_t places[CODEC_BLOCK];
    size_t found = bit_reader_get(reader, 7), next = 0;
    unsigned k = (unsigned)bit_reader_get(reader, 3);
    if (reader->failed || k > MAX_PLACE_LOW_BITS) {
        return false;
    }
    for (size_t i = 0; i < found; i++) {
        uint64_t place = next + (bit_reader_get_unary(reader) << k);
        place += bit_reader_get(reader, k);
        if (reader->failed || place >= count) {
            return false;
        }
        places[i] = (uint8_t)place;
        next = (size_t)place + 1;
    }
    for (size_t i = 0; i < found; i++) {
        uint64_t more = bit_reader_get_unary(reader);
        if (reader->failed || more > UINT32_MAX / 2) {
            return false;
        }
        tfs[places[i]] = 2 + (uint32_t)more;
    }
    return true;
}

static bool get_tfs(struct bit_reader *reader, uint32_t *tfs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tfs[i] = 1;
    }
    if (bit_reader_get(reader, 1)) {
        return !reader->failed;
    }
    unsigned method = (unsigned)bit_reader_get(reader, 2);
    if (method == TF_EXCEPTIONS) {
        return get_exceptions(reader, tfs, count);
    }
    unsigned k = method == TF_RICE ? (unsigned)bit_reader_get(reader, 4) : 0;
    if (method > TF_RICE || (method == TF_RICE && k == 0)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t quotient = bit_reader_get_unary(reader);
        if (reader->failed || quotient > UINT32_MAX >> (k + 2)) {
            return false;
        }
        tfs[i] = 1 + ((uint32_t)quotient << k) + (uint32_t)bit_reader_get(reader, k);
    }
    return !reader->failed;
}

bool codec_short_decode(const uint8_t *in, const uint8_t *end, size_t count, uint32_t base,
                        uint32_t limit, uint32_t *docs, uint32_t *tfs)
{
    if (count == 0 || count > MAX_SHORT || base >= limit || in > end) {
        return false;
    }
    struct bit_reader reader = bit_reader_of(bytes_of(in, (size_t)(end - in)));
    return get_ids(&reader, docs, (struct range){0, (uint32_t)count, base, limit}) &&
           get_tfs(&reader, tfs, count) && reader.bits - reader.bit < 8 &&
           (bit_reader_peek(&reader) & 0xff) == 0;
}
