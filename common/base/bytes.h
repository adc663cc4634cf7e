/* A borrowed view of bytes: whoever made it says how long it is valid. */
#ifndef STICHWORT_COMMON_BASE_BYTES_H
#define STICHWORT_COMMON_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
    const uint8_t *data; /* not terminated; may be NULL when size is 0 */
    size_t size;
};

static inline struct bytes bytes_of(const void *data, size_t size)
{
    return (struct bytes){data, size};
}

static inline struct bytes bytes_of_text(const char *text)
{
    return (struct bytes){(const uint8_t *)text, strlen(text)};
}

static inline bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* Order of unsigned bytes, shorter first when one begins the other. */
static inline int bytes_compare(struct bytes a, struct bytes b)
{
    size_t n = a.size < b.size ? a.size : b.size;
    int order = n ? memcmp(a.data, b.data, n) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

/* Takes the first line off `text`; *line is without its end (\n or \r\n). False if there is none any more. */
static inline bool bytes_take_line(struct bytes *text, struct bytes *line)
{
    if (text->size == 0) {
        return false;
    }
    const uint8_t *end = (const uint8_t *)memchr(text->data, '\n', text->size);
    size_t size = end != NULL ? (size_t)(end - text->data) : text->size;
    size_t taken = size + (end != NULL);
    *line = bytes_of(text->data, size - (size > 0 && text->data[size - 1] == '\r'));
    *text = bytes_of(text->data + taken, text->size - taken);
    return true;
}

#endif
