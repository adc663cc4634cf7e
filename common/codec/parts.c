/* How much of a count comes from compounds. */
#include "common/codec/codec.h"

#include "common/codec/bits.h"

enum { PLACES_MAP, PLACES_GAPS, PLACES_ALL, PLACES_ALL_PURE };
enum { METHOD_BITS = 2, FOUND_BITS = 7, GAP_ORDER_BITS = 3, MAX_GAP_ORDER = 6 };

static uint64_t gap_bits(const uint32_t *parts, size_t count, unsigned k)
{
    uint64_t bits = FOUND_BITS + GAP_ORDER_BITS;
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i] > 0) {
            bits += ((i - next) >> k) + 1 + k;
            next = i + 1;
        }
    }
    return bits;
}

static void put_gaps(struct bit_writer *writer, const uint32_t *parts, size_t count, size_t found,
                     unsigned k)
{
    size_t next = 0;
    bit_writer_put(writer, found, FOUND_BITS);
    bit_writer_put(writer, k, GAP_ORDER_BITS);
    for (size_t i = 0; i < count; i++) {
        if (parts[i] > 0) {
            bit_writer_put_unary(writer, (i - next) >> k);
            bit_writer_put(writer, (i - next) & ((1u << k) - 1), k);
            next = i + 1;
        }
    }
}

static void put_places(struct bit_writer *writer, const uint32_t *parts, size_t count, size_t found)
{
    unsigned best = 0;
    for (unsigned k = 1; k <= MAX_GAP_ORDER; k++) {
        best = gap_bits(parts, count, k) < gap_bits(parts, count, best) ? k : best;
    }
    if (found < count && gap_bits(parts, count, best) < count) {
        bit_writer_put(writer, PLACES_GAPS, METHOD_BITS);
        put_gaps(writer, parts, count, found, best);
        return;
    }
    bit_writer_put(writer, found == count ? PLACES_ALL : PLACES_MAP, METHOD_BITS);
    for (size_t i = 0; i < count && found < count; i++) {
        bit_writer_put(writer, parts[i] > 0, 1);
    }
}

void codec_parts_encode(const uint32_t *counts, const uint32_t *parts, size_t count,
                        struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    size_t found = 0, pure = 0;
    for (size_t i = 0; i < count; i++) {
        found += parts[i] > 0;
        pure += parts[i] == counts[i];
    }
    if (found == 0) {
        return;
    }
    if (pure == count) {
        bit_writer_put(&writer, PLACES_ALL_PURE, METHOD_BITS);
    } else {
        put_places(&writer, parts, count, found);
        for (size_t i = 0; i < count; i++) {
            if (parts[i] > 0 && counts[i] > 1) {
                bit_writer_put_golomb(&writer, counts[i] - parts[i], 0);
            }
        }
    }
    bit_writer_finish(&writer);
}

/* Sets parts[i] to 1 where there are any, else to 0. */
static bool get_places(struct bit_reader *reader, unsigned method, size_t count, uint32_t *parts)
{
    for (size_t i = 0; i < count; i++) {
        parts[i] = method == PLACES_MAP ? (uint32_t)bit_reader_get(reader, 1) : method >= PLACES_ALL;
    }
    if (method != PLACES_GAPS) {
        return !reader->failed;
    }
    size_t found = bit_reader_get(reader, FOUND_BITS), next = 0;
    unsigned k = (unsigned)bit_reader_get(reader, GAP_ORDER_BITS);
    for (size_t i = 0; i < found; i++) {
        uint64_t place = next + (bit_reader_get_unary(reader) << k);
        place += bit_reader_get(reader, k);
        if (reader->failed || place >= count) {
            return false;
        }
        parts[place] = 1;
        next = (size_t)place + 1;
    }
    return !reader->failed && k <= MAX_GAP_ORDER;
}

bool codec_parts_decode(const uint8_t *in, const uint8_t *end, const uint32_t *counts, size_t count,
                        uint32_t *parts)
{
    struct bit_reader reader = bit_reader_of(bytes_of(in, (size_t)(end - in)));
    unsigned method = in == end ? PLACES_GAPS : (unsigned)bit_reader_get(&reader, METHOD_BITS);
    if (in == end) {
        for (size_t i = 0; i < count; i++) {
            parts[i] = 0;
        }
        return true;
    }
    if (!get_places(&reader, method, count, parts)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t whole = 0;
        if (parts[i] > 0 && counts[i] > 1 && method != PLACES_ALL_PURE) {
            whole = bit_reader_get_golomb(&reader, 0);
        }
        if (parts[i] > 0 && (counts[i] == 0 || whole >= counts[i])) {
            return false;
        }
        parts[i] = parts[i] > 0 ? counts[i] - (uint32_t)whole : 0;
    }
    return !reader.failed && reader.bits - reader.bit < 8 && (bit_reader_peek(&reader) & 0xff) == 0;
}
