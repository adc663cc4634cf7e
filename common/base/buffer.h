/* Owned bytes that grow. Failure is sticky: after an allocation fails, appends
 * do nothing, so a writer appends freely and checks `failed` once. */
#ifndef STICHWORT_COMMON_BASE_BUFFER_H
#define STICHWORT_COMMON_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/base/bytes.h"

struct buffer { /* all zero is an empty buffer */
    uint8_t *data;
    size_t size;
    size_t capacity;
    bool failed;
};

/* buffer_reserve where the memory is short. A failed buffer's capacity is its size. */
bool buffer_grow(struct buffer *buffer, size_t more);

/* Makes room for `more` bytes behind `size`; false (and failed) when there is no memory. */
static inline bool buffer_reserve(struct buffer *buffer, size_t more)
{
    return (!buffer->failed && buffer->capacity - buffer->size >= more) || buffer_grow(buffer, more);
}

static inline void buffer_append(struct buffer *buffer, const void *data, size_t size)
{
    if (size != 0 && buffer_reserve(buffer, size)) {
        memcpy(buffer->data + buffer->size, data, size);
        buffer->size += size;
    }
}

void buffer_append_zeros(struct buffer *buffer, size_t size);
void buffer_append_text(struct buffer *buffer, const char *text);
void buffer_append_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Empties it and clears the failure; keeps the memory. */
void buffer_reset(struct buffer *buffer);

/* Frees the memory; the buffer is empty and usable again. */
void buffer_release(struct buffer *buffer);

static inline struct bytes buffer_bytes(const struct buffer *buffer)
{
    return bytes_of(buffer->data, buffer->size);
}

static inline void buffer_append_byte(struct buffer *buffer, uint8_t value)
{
    if (buffer->size < buffer->capacity || buffer_reserve(buffer, 1)) {
        buffer->data[buffer->size++] = value;
    }
}

/* Little-endian integers. */
static inline void buffer_append_u16(struct buffer *buffer, uint16_t value)
{
    uint8_t raw[2] = {(uint8_t)value, (uint8_t)(value >> 8)};
    buffer_append(buffer, raw, 2);
}

static inline void buffer_append_u32(struct buffer *buffer, uint32_t value)
{
    uint8_t raw[4];
    for (int i = 0; i < 4; i++) {
        raw[i] = (uint8_t)(value >> (8 * i));
    }
    buffer_append(buffer, raw, 4);
}

static inline void buffer_append_u64(struct buffer *buffer, uint64_t value)
{
    buffer_append_u32(buffer, (uint32_t)value);
    buffer_append_u32(buffer, (uint32_t)(value >> 32));
}

/* LEB128: 7 bits a byte, low bits first; at most 10 bytes. */
static inline void buffer_append_varint(struct buffer *buffer, uint64_t value)
{
    while (value >= 128) {
        buffer_append_byte(buffer, (uint8_t)(value | 128));
        value >>= 7;
    }
    buffer_append_byte(buffer, (uint8_t)value);
}

#endif
