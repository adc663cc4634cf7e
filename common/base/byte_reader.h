/* Reads integers and views out of bytes that nobody vouches for. The first
 * read past the end latches `failed`; later reads give zeros, so a parser
 * reads a whole structure and checks once. */
#ifndef STICHWORT_COMMON_BASE_BYTE_READER_H
#define STICHWORT_COMMON_BASE_BYTE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

struct byte_reader {
    const uint8_t *at;
    const uint8_t *end;
    bool failed;
};

static inline struct byte_reader byte_reader_of(struct bytes bytes)
{
    return (struct byte_reader){bytes.data, bytes.data ? bytes.data + bytes.size : NULL, false};
}

static inline size_t byte_reader_left(const struct byte_reader *reader)
{
    return (size_t)(reader->end - reader->at);
}

/* A view of the next `size` bytes, valid as long as the source; empty on failure. */
static inline struct bytes byte_reader_view(struct byte_reader *reader, uint64_t size)
{
    if (reader->failed || size > byte_reader_left(reader)) {
        reader->failed = true;
        return (struct bytes){NULL, 0};
    }
    struct bytes view = bytes_of(reader->at, (size_t)size);
    reader->at += size;
    return view;
}

static inline uint64_t byte_reader_fixed(struct byte_reader *reader, unsigned size)
{
    struct bytes view = byte_reader_view(reader, size);
    uint64_t value = 0;
    for (size_t i = 0; i < view.size; i++) {
        value |= (uint64_t)view.data[i] << (8 * i);
    }
    return value;
}

static inline uint8_t byte_reader_u8(struct byte_reader *reader)
{
    if (reader->failed || reader->at == reader->end) {
        reader->failed = true;
        return 0;
    }
    return *reader->at++;
}

static inline uint32_t byte_reader_u32(struct byte_reader *reader)
{
    return (uint32_t)byte_reader_fixed(reader, 4);
}

static inline uint64_t byte_reader_u64(struct byte_reader *reader)
{
    return byte_reader_fixed(reader, 8);
}

/* LEB128; over-long and overflowing codes fail. */
static inline uint64_t byte_reader_varint(struct byte_reader *reader)
{
    uint64_t value = 0;
    if (!reader->failed && reader->at < reader->end && *reader->at < 128) { /* nearly always */
        return *reader->at++;
    }
    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t byte = byte_reader_u8(reader);
        if (reader->failed || (shift == 63 && byte > 1) || (shift > 0 && byte == 0)) {
            break;
        }
        value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) {
            return value;
        }
    }
    reader->failed = true;
    return 0;
}

#endif
