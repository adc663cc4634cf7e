/* How much of a count comes from compounds. */
#include "common/codec/codec.h"

#include <string.h>

#include "common/codec/bits.h"

enum { PLACES_MAP, PLACES_LIST, PLACES_ALL, PLACES_ALL_PURE };

static size_t map_bytes(size_t count)
{
    return (count + 7) / 8;
}

static void put_places(struct buffer *out, const uint32_t *parts, size_t count, size_t found)
{
    if (found == count) {
        buffer_append_byte(out, PLACES_ALL);
    } else if (1 + found < map_bytes(count)) {
        buffer_append_byte(out, PLACES_LIST);
        buffer_append_byte(out, (uint8_t)found);
        for (size_t i = 0; i < count; i++) {
            if (parts[i] > 0) {
                buffer_append_byte(out, (uint8_t)i);
            }
        }
    } else {
        buffer_append_byte(out, PLACES_MAP);
        for (size_t i = 0; i < count; i += 8) {
            uint8_t byte = 0;
            for (size_t j = i; j < count && j < i + 8; j++) {
                byte = (uint8_t)(byte | (parts[j] > 0) << (j - i));
            }
            buffer_append_byte(out, byte);
        }
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
        buffer_append_byte(out, PLACES_ALL_PURE);
        return;
    }
    put_places(out, parts, count, found);
    for (size_t i = 0; i < count; i++) {
        if (parts[i] > 0 && counts[i] > 1) {
            bit_writer_put_golomb(&writer, counts[i] - parts[i], 0);
        }
    }
    bit_writer_finish(&writer);
}

/* The places as a bit map, which the bit string follows; NULL if they are none. */
static const uint8_t *read_map(const uint8_t *in, const uint8_t *end, size_t count,
                               uint64_t map[CODEC_BLOCK / 64])
{
    size_t left = (size_t)(end - in) - 1, bytes = map_bytes(count);
    uint8_t method = *in++;
    map[0] = map[1] = 0;
    if (method == PLACES_MAP && left >= bytes) {
        memcpy(map, in, bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        map[0] = __builtin_bswap64(map[0]);
        map[1] = __builtin_bswap64(map[1]);
#endif
        bool sane = count % 8 == 0 || in[bytes - 1] >> count % 8 == 0;
        return sane ? in + bytes : NULL;
    }
    if (method == PLACES_LIST && left > 0 && left > in[0]) {
        const uint8_t *places = in + 1;
        for (size_t i = 0; i < in[0]; i++) {
            if (places[i] >= count || (i > 0 && places[i] <= places[i - 1])) {
                return NULL;
            }
            map[places[i] / 64] |= (uint64_t)1 << places[i] % 64;
        }
        return places + in[0];
    }
    if (method == PLACES_ALL) {
        map[0] = count >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << count) - 1;
        map[1] = count <= 64 ? 0 : ~(uint64_t)0 >> (CODEC_BLOCK - count);
        return in;
    }
    return NULL;
}

/* Reads how often each of the places stands as a word. */
static bool read_words(struct bit_reader *reader, const uint64_t map[CODEC_BLOCK / 64],
                       const uint32_t *counts, uint32_t *parts)
{
    for (size_t half = 0; half < CODEC_BLOCK / 64; half++) {
        for (uint64_t word = map[half]; word != 0; word &= word - 1) {
            size_t i = 64 * half + (size_t)__builtin_ctzll(word);
            uint64_t words = counts[i] > 1 ? bit_reader_get_golomb(reader, 0) : 0;
            if (words >= counts[i]) {
                return false;
            }
            parts[i] = counts[i] - (uint32_t)words;
        }
    }
    return !reader->failed && reader->bits - reader->bit < 8 && (bit_reader_peek(reader) & 0xff) == 0;
}

bool codec_parts_decode(const uint8_t *in, const uint8_t *end, const uint32_t *counts, size_t count,
                        uint32_t *parts)
{
    uint64_t map[CODEC_BLOCK / 64];
    if (in == end) {
        memset(parts, 0, count * sizeof *parts);
        return true;
    }
    if (*in == PLACES_ALL_PURE) {
        memcpy(parts, counts, count * sizeof *parts);
        return end - in == 1;
    }
    memset(parts, 0, count * sizeof *parts);
    in = read_map(in, end, count, map);
    if (in == NULL) {
        return false;
    }
    struct bit_reader reader = bit_reader_of(bytes_of(in, (size_t)(end - in)));
    return read_words(&reader, map, counts, parts);
}

int64_t codec_parts_at(const uint8_t *in, const uint8_t *end, uint32_t tf, size_t count,
                       size_t index)
{
    uint64_t map[CODEC_BLOCK / 64];
    if (in == end) {
        return 0;
    }
    if (*in == PLACES_ALL_PURE) {
        return tf;
    }
    if (read_map(in, end, count, map) == NULL) {
        return -1;
    }
    bool there = (map[index / 64] >> index % 64 & 1) != 0;
    return !there ? 0 : tf == 1 ? 1 : -1;
}
