#include "common/base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/base/memory.h"

/* No room any more: even a single byte goes through buffer_reserve, which refuses it. */
static bool fail(struct buffer *buffer)
{
    buffer->failed = true;
    buffer->capacity = buffer->size;
    return false;
}

bool buffer_grow(struct buffer *buffer, size_t more)
{
    if (buffer->failed) {
        return false;
    }
    size_t capacity = buffer->capacity ? buffer->capacity : 64;
    while (capacity - buffer->size < more) {
        if (capacity > SIZE_MAX / 2) {
            return fail(buffer);
        }
        capacity *= 2;
    }
    uint8_t *data = memory_resize(buffer->data, capacity);
    if (data == NULL) {
        return fail(buffer);
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void buffer_append_zeros(struct buffer *buffer, size_t size)
{
    if (size != 0 && buffer_reserve(buffer, size)) {
        memset(buffer->data + buffer->size, 0, size);
        buffer->size += size;
    }
}

void buffer_append_text(struct buffer *buffer, const char *text)
{
    buffer_append(buffer, text, strlen(text));
}

void buffer_append_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0 || !buffer_reserve(buffer, (size_t)length + 1)) {
        return;
    }
    va_start(arguments, format);
    vsnprintf((char *)buffer->data + buffer->size, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)length;
}

void buffer_reset(struct buffer *buffer)
{
    buffer->size = 0;
    buffer->failed = false;
}

void buffer_release(struct buffer *buffer)
{
    memory_free(buffer->data);
    *buffer = (struct buffer){0};
}
