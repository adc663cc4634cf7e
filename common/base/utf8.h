/* UTF-8 read one code point at a time; what is invalid reads as U+FFFD, one byte at a time. */
#ifndef STICHWORT_COMMON_BASE_UTF8_H
#define STICHWORT_COMMON_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* The code point at `at` (< end) and its bytes. *valid is false for a replacement. */
static inline uint32_t utf8_read(const uint8_t *at, const uint8_t *end, size_t *size, int *valid)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t first = at[0], point;
    size_t count = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : (first & 0xF0) == 0xE0 ? 3
                 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
    *size = 1;
    *valid = 1;
    if (count == 1) {
        return first;
    }
    if (count != 0 && (size_t)(end - at) >= count) {
        point = first & (0xFFu >> (count + 1));
        size_t i = 1;
        while (i < count && (at[i] & 0xC0) == 0x80) {
            point = point << 6 | (at[i++] & 0x3Fu);
        }
        if (i == count && point >= least[count] && point <= 0x10FFFF &&
            (point < 0xD800 || point > 0xDFFF)) {
            *size = count;
            return point;
        }
    }
    *valid = 0;
    return UTF8_REPLACEMENT;
}

/* Bytes of the control character at `at` (< end), also of U+0080 to U+009F; 0 if there is another. */
static inline size_t utf8_control(const uint8_t *at, const uint8_t *end)
{
    bool upper = at[0] == 0xC2 && end - at > 1 && at[1] >= 0x80 && at[1] < 0xA0;
    return upper ? 2 : at[0] < ' ' || at[0] == 0x7F;
}

/* Writes '?' over control characters: what others named must not steer a terminal. */
static inline void utf8_hide_controls(uint8_t *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        size_t control = utf8_control(text + i, text + size);
        memset(text + i, '?', control);
        i += control > 1;
    }
}

/* Writes a code point (room for 4 bytes); its size. */
static inline size_t utf8_write(uint32_t point, uint8_t *out)
{
    if (point < 0x80) {
        out[0] = (uint8_t)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (uint8_t)(0xC0 | point >> 6);
        out[1] = (uint8_t)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (uint8_t)(0xE0 | point >> 12);
        out[1] = (uint8_t)(0x80 | (point >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (point & 0x3F));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | point >> 18);
    out[1] = (uint8_t)(0x80 | (point >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (point >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (point & 0x3F));
    return 4;
}

#endif
