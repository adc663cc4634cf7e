/* Bit strings: the first bit is the lowest bit of the first byte; a number's
 * lowest bit comes first. Unused bits of the last byte are zero. */
#ifndef STICHWORT_COMMON_CODEC_BITS_H
#define STICHWORT_COMMON_CODEC_BITS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buffer.h"
#include "common/base/bytes.h"

struct bit_writer { /* {.out = buffer} starts at the buffer's end, on a byte */
    struct buffer *out;
    uint64_t pending;
    unsigned count; /* bits in `pending`, below 8 between calls */
};

/* The whole bytes of `pending`, all eight at once: what is behind the buffer's size does not matter. */
static inline void bit_writer_flush(struct bit_writer *writer)
{
    struct buffer *out = writer->out;
    unsigned bits = writer->count & ~7u;
    if (buffer_reserve(out, sizeof writer->pending)) {
        uint64_t word = writer->pending;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        __builtin_memcpy(out->data + out->size, &word, sizeof word);
        out->size += bits / 8;
    }
    writer->pending >>= bits;
    writer->count -= bits;
}

/* The low `width` bits (0 to 56) of value; higher bits must be zero. */
static inline void bit_writer_put(struct bit_writer *writer, uint64_t value, unsigned width)
{
    writer->pending |= value << writer->count;
    writer->count += width;
    if (writer->count >= 8) {
        bit_writer_flush(writer);
    }
}

/* `zeros` zeros and a one. */
static inline void bit_writer_put_unary(struct bit_writer *writer, uint64_t zeros)
{
    while (zeros >= 48) {
        bit_writer_put(writer, 0, 48);
        zeros -= 48;
    }
    bit_writer_put(writer, (uint64_t)1 << zeros, (unsigned)zeros + 1);
}

/* Exponential Golomb code of order k (Teuhola, 1978): small values near 2^k are short. */
static inline void bit_writer_put_golomb(struct bit_writer *writer, uint64_t value, unsigned k)
{
    uint64_t top = (value >> k) + 1;
    unsigned width = 63u - (unsigned)__builtin_clzll(top);
    bit_writer_put_unary(writer, width);
    bit_writer_put(writer, top & (((uint64_t)1 << width) - 1), width);
    bit_writer_put(writer, value & (((uint64_t)1 << k) - 1), k);
}

/* Rounds up to a whole byte with zero bits. */
static inline void bit_writer_finish(struct bit_writer *writer)
{
    if (writer->count > 0) {
        buffer_append_byte(writer->out, (uint8_t)writer->pending);
    }
    writer->pending = 0;
    writer->count = 0;
}

/* Reading past the end gives zero bits and latches `failed`. */
struct bit_reader {
    const uint8_t *data;
    uint64_t bit;  /* place of the next bit */
    uint64_t bits; /* length of the string */
    bool failed;
};

static inline struct bit_reader bit_reader_of(struct bytes bytes)
{
    return (struct bit_reader){bytes.data, 0, (uint64_t)bytes.size * 8, false};
}

/* The 57 or more bits from `bit` on, zeros behind the end. */
static inline uint64_t bit_reader_peek(const struct bit_reader *reader)
{
    uint64_t byte = reader->bit / 8, size = reader->bits / 8, word = 0;
    if (byte + 8 <= size) {
        __builtin_memcpy(&word, reader->data + byte, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
    } else {
        for (uint64_t i = byte; i < size; i++) {
            word |= (uint64_t)reader->data[i] << (8 * (i - byte));
        }
    }
    return word >> (reader->bit % 8);
}

static inline void bit_reader_skip(struct bit_reader *reader, uint64_t count)
{
    if (count > reader->bits - reader->bit) {
        reader->failed = true;
        reader->bit = reader->bits;
    } else {
        reader->bit += count;
    }
}

/* The next `width` bits, 0 to 56. */
static inline uint64_t bit_reader_get(struct bit_reader *reader, unsigned width)
{
    uint64_t value = bit_reader_peek(reader) & (((uint64_t)1 << width) - 1);
    bit_reader_skip(reader, width);
    return reader->failed ? 0 : value;
}

/* Zeros before the next one, which is read too. */
static inline uint64_t bit_reader_get_unary(struct bit_reader *reader)
{
    uint64_t zeros = 0;
    while (!reader->failed) {
        uint64_t word = bit_reader_peek(reader) & (((uint64_t)1 << 56) - 1);
        if (word != 0) {
            unsigned more = (unsigned)__builtin_ctzll(word);
            bit_reader_skip(reader, more + 1);
            return zeros + more;
        }
        bit_reader_skip(reader, 56);
        zeros += 56;
    }
    return 0;
}

static inline uint64_t bit_reader_get_golomb(struct bit_reader *reader, unsigned k)
{
    enum { PEEKED = 57 };
    uint64_t word = bit_reader_peek(reader);
    unsigned zeros = word ? (unsigned)__builtin_ctzll(word) : PEEKED, bits = 2 * zeros + 1 + k;
    if (bits <= PEEKED) { /* all of it is at hand: the usual case */
        uint64_t more = word >> (zeros + 1), top = (more & (((uint64_t)1 << zeros) - 1)) + ((uint64_t)1 << zeros);
        uint64_t low = more >> zeros & (((uint64_t)1 << k) - 1);
        bit_reader_skip(reader, bits);
        return reader->failed ? 0 : ((top - 1) << k) + low;
    }
    uint64_t width = bit_reader_get_unary(reader);
    if (width > 40) {
        reader->failed = true;
        return 0;
    }
    uint64_t top = ((uint64_t)1 << width) + bit_reader_get(reader, (unsigned)width);
    return ((top - 1) << k) + bit_reader_get(reader, k);
}

/* ceil(log2(n)) for n >= 1: the bits that tell n values apart. */
static inline unsigned bits_for(uint64_t n)
{
    return n <= 1 ? 0 : 64u - (unsigned)__builtin_clzll(n - 1);
}

#endif
