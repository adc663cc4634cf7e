/* Reading parts: a header, so that every CPU path gets its own copy. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_PARTS_READ_H
#define STICHWORT_COMMON_CODEC_PARTS_READ_H

#include <string.h>

#include "common/codec/bits.h"
#include "common/codec/codec.h"
#include "common/codec/lanes.h"

enum { PARTS_MAP, PARTS_LIST, PARTS_ALL, PARTS_ALL_PURE };

static inline size_t parts_map_bytes(size_t count)
{
    return (count + 7) / 8;
}

/* The places as a bit map, which the bit string follows; NULL if they are none. */
static inline const uint8_t *parts_read_map(const uint8_t *in, const uint8_t *end, size_t count,
                                            uint64_t map[CODEC_BLOCK / 64])
{
    size_t left = (size_t)(end - in) - 1, bytes = parts_map_bytes(count);
    uint8_t method = *in++;
    map[0] = map[1] = 0;
    if (method == PARTS_MAP && left >= bytes) {
        memcpy(map, in, bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        map[0] = __builtin_bswap64(map[0]);
        map[1] = __builtin_bswap64(map[1]);
#endif
        bool sane = count % 8 == 0 || in[bytes - 1] >> count % 8 == 0;
        return sane ? in + bytes : NULL;
    }
    if (method == PARTS_LIST && left > 0 && left > in[0]) {
        const uint8_t *places = in + 1;
        for (size_t i = 0; i < in[0]; i++) {
            if (places[i] >= count || (i > 0 && places[i] <= places[i - 1])) {
                return NULL;
            }
            map[places[i] / 64] |= (uint64_t)1 << places[i] % 64;
        }
        return places + in[0];
    }
    if (method == PARTS_ALL) {
        map[0] = count >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << count) - 1;
        map[1] = count <= 64 ? 0 : ~(uint64_t)0 >> (CODEC_BLOCK - count);
        return in;
    }
    return NULL;
}

/* The first `count` ones of `places`, as a bit each of `flags` says. */
static inline uint64_t parts_deposit(uint64_t flags, uint64_t places)
{
#if defined(__BMI2__)
    return _pdep_u64(flags, places);
#else
    uint64_t out = 0;
    for (; places != 0; places &= places - 1, flags >>= 1) {
        out |= flags & 1 ? places & (~places + 1) : 0;
    }
    return out;
#endif
}

/* Which of 64 counts are above 1, and which above 2; counts behind the last one are not looked at. */
static inline void parts_several(const uint32_t *counts, size_t count, uint64_t *several,
                                 uint64_t *more)
{
    size_t i = 0;
    *several = *more = 0;
#pragma GCC unroll 8
    for (; i + 8 <= count; i += 8) {
        lanes8 lanes = lanes8_load(counts + i);
        *several |= (uint64_t)lanes8_above_one(lanes) << i;
        *more |= (uint64_t)lanes8_above_one(lanes - 1) << i;
    }
    for (; i < count; i++) {
        *several |= (uint64_t)(counts[i] > 1) << i;
        *more |= (uint64_t)(counts[i] > 2) << i;
    }
}

/* Of 8 lanes all ones where `bits` has one: from bit 8 `byte` on. */
static inline lanes8 parts_mask(uint32_t bits, unsigned byte)
{
    const lanes8 ones = (lanes8){1, 2, 4, 8, 16, 32, 64, 128} << 8 * byte;
    return (lanes8)((((lanes8){0} + bits) & ones) == ones);
}

/* parts[i] = counts[i] where the map has a bit, one less where `mixed` has one too, else 0. */
static inline void parts_spread(const uint64_t map[CODEC_BLOCK / 64],
                                const uint64_t mixed[CODEC_BLOCK / 64], const uint32_t *counts,
                                size_t count, uint32_t *parts)
{
    size_t i = 0;
#pragma GCC unroll 16
    for (; i + 8 <= count; i += 8) {
        unsigned half = (unsigned)i % 64 / 32 * 32, byte = (unsigned)i % 32 / 8;
        lanes8 there = parts_mask((uint32_t)(map[i / 64] >> half), byte);
        lanes8 one_less = parts_mask((uint32_t)(mixed[i / 64] >> half), byte); /* true is -1 */
        lanes8_store(parts + i, (lanes8_load(counts + i) & there) + one_less);
    }
    for (; i < count; i++) {
        uint32_t one = mixed[i / 64] >> i % 64 & 1;
        parts[i] = map[i / 64] >> i % 64 & 1 ? counts[i] - one : 0;
    }
}

/* A bit string with zeros behind it, so that most reads need not look where it ends. */
struct parts_string {
    uint8_t bytes[128];
    uint64_t bits; /* of the string itself */
};

static inline struct bit_reader parts_open_string(struct parts_string *string, const uint8_t *in,
                                                  const uint8_t *end)
{
    size_t size = (size_t)(end - in), room = sizeof string->bytes - 16;
    string->bits = 8 * (uint64_t)size;
    if (size > room) { /* only with very large counts */
        return bit_reader_of(bytes_of(in, size));
    }
    memcpy(string->bytes, in, size);
    memset(string->bytes + size, 0, 16);
    return bit_reader_of(bytes_of(string->bytes, size + 16));
}

/* Takes from the parts at the places (of 64, the first of which is `first`) what golomb codes say; a part is always left. Codes are read
 * from the bits at hand as long as those are enough. */
static inline bool parts_take_words(struct bit_reader *reader, uint64_t places, size_t first,
                                    uint32_t *parts)
{
    enum { PEEKED = 57 };
    uint64_t word = bit_reader_peek(reader);
    unsigned used = 0;
    for (; places != 0; places &= places - 1) {
        uint32_t *part = &parts[first + (size_t)__builtin_ctzll(places)];
        unsigned zeros = (unsigned)__builtin_ctzll(word | (uint64_t)1 << 63);
        uint64_t words;
        if (used + 2 * zeros + 1 <= PEEKED) {
            uint64_t more = word >> (zeros + 1);
            words = (more & (((uint64_t)1 << zeros) - 1)) + ((uint64_t)1 << zeros) - 1;
            word = more >> zeros;
            used += 2 * zeros + 1;
        } else {
            bit_reader_skip(reader, used);
            words = bit_reader_get_golomb(reader, 0);
            word = bit_reader_peek(reader);
            used = 0;
        }
        if (words >= *part) {
            return false;
        }
        *part -= (uint32_t)words;
    }
    bit_reader_skip(reader, used);
    return true;
}

/* Takes out of the parts what stands as a word: of the places those with a count above 1 have a
 * bit each, and where it is set the words follow: one of two, else a number. */
static inline __attribute__((always_inline)) bool parts_read_words(const uint8_t *in, const uint8_t *end,
                                    const uint64_t map[CODEC_BLOCK / 64], const uint32_t *counts,
                                    size_t count, uint32_t *parts)
{
    struct parts_string string;
    struct bit_reader reader = parts_open_string(&string, in, end);
    uint64_t mixed[CODEC_BLOCK / 64], more[CODEC_BLOCK / 64];
    for (size_t half = 0; half < CODEC_BLOCK / 64; half++) {
        size_t first = 64 * half, here = count > first ? count - first : 0;
        uint64_t several;
        parts_several(counts + first, here < 64 ? here : 64, &several, &more[half]);
        several &= map[half];
        unsigned left = (unsigned)__builtin_popcountll(several), low = left < 32 ? left : 32;
        uint64_t flags = bit_reader_get(&reader, low);
        flags |= left > low ? bit_reader_get(&reader, left - low) << low : 0;
        mixed[half] = parts_deposit(flags, several);
    }
    parts_spread(map, mixed, counts, count, parts);
    for (size_t half = 0; half < CODEC_BLOCK / 64; half++) {
        if (!parts_take_words(&reader, mixed[half] & more[half], 64 * half, parts)) {
            return false;
        }
    }
    return !reader.failed && reader.bit <= string.bits && string.bits - reader.bit < 8 &&
           (bit_reader_peek(&reader) & 0xff) == 0;
}

static inline __attribute__((always_inline)) bool
parts_decode_any(const uint8_t *in, const uint8_t *end, const uint32_t *counts, size_t count,
                 uint32_t *parts)
{
    uint64_t map[CODEC_BLOCK / 64];
    if (in == end) {
        memset(parts, 0, count * sizeof *parts);
        return true;
    }
    if (*in == PARTS_ALL_PURE) {
        memcpy(parts, counts, count * sizeof *parts);
        return end - in == 1;
    }
    in = parts_read_map(in, end, count, map);
    if (in == NULL) {
        return false;
    }
    return parts_read_words(in, end, map, counts, count, parts);
}

/* The number of a full block is a constant: loops are then straight lines. */
static inline bool parts_decode(const uint8_t *in, const uint8_t *end, const uint32_t *counts,
                                size_t count, uint32_t *parts)
{
    return count == CODEC_BLOCK ? parts_decode_any(in, end, counts, CODEC_BLOCK, parts)
                                : parts_decode_any(in, end, counts, count, parts);
}

#endif
