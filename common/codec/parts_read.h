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

/* Which of 64 counts are above 1; counts behind the last one are not looked at. */
static inline uint64_t parts_several(const uint32_t *counts, size_t count)
{
    uint64_t several = 0;
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        several |= (uint64_t)lanes8_above_one(lanes8_load(counts + i)) << i;
    }
    for (; i < count; i++) {
        several |= (uint64_t)(counts[i] > 1) << i;
    }
    return several;
}

/* parts[i] = counts[i] where the map has a bit, else 0. */
static inline void parts_spread(const uint64_t map[CODEC_BLOCK / 64], const uint32_t *counts,
                                size_t count, uint32_t *parts)
{
    const lanes8 bits = {1, 2, 4, 8, 16, 32, 64, 128};
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        uint32_t byte = (uint32_t)(map[i / 64] >> i % 64) & 255;
        lanes8 there = ((lanes8){0} + byte) & bits;
        lanes8_store(parts + i, lanes8_load(counts + i) & (lanes8)(there != 0));
    }
    for (; i < count; i++) {
        parts[i] = map[i / 64] >> i % 64 & 1 ? counts[i] : 0;
    }
}

/* Takes out of the parts what stands as a word: of the places those with a count above 1 have a
 * bit each, and where it is set the words follow. */
static inline bool parts_read_words(struct bit_reader *reader, const uint64_t map[CODEC_BLOCK / 64],
                                    const uint32_t *counts, size_t count, uint32_t *parts)
{
    uint64_t mixed[CODEC_BLOCK / 64];
    for (size_t half = 0; half < CODEC_BLOCK / 64; half++) {
        size_t first = 64 * half, here = count > first ? count - first : 0;
        uint64_t several = map[half] & parts_several(counts + first, here < 64 ? here : 64);
        unsigned left = (unsigned)__builtin_popcountll(several), low = left < 32 ? left : 32;
        uint64_t flags = bit_reader_get(reader, low);
        flags |= left > low ? bit_reader_get(reader, left - low) << low : 0;
        mixed[half] = parts_deposit(flags, several);
    }
    for (size_t half = 0; half < CODEC_BLOCK / 64; half++) {
        for (uint64_t word = mixed[half]; word != 0; word &= word - 1) {
            size_t i = 64 * half + (size_t)__builtin_ctzll(word);
            uint64_t words = 1 + (counts[i] > 2 ? bit_reader_get_golomb(reader, 0) : 0);
            if (words >= counts[i]) {
                return false;
            }
            parts[i] -= (uint32_t)words;
        }
    }
    return !reader->failed && reader->bits - reader->bit < 8 && (bit_reader_peek(reader) & 0xff) == 0;
}

static inline bool parts_decode(const uint8_t *in, const uint8_t *end, const uint32_t *counts,
                                size_t count, uint32_t *parts)
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
    parts_spread(map, counts, count, parts);
    struct bit_reader reader = bit_reader_of(bytes_of(in, (size_t)(end - in)));
    return parts_read_words(&reader, map, counts, count, parts);
}

#endif
