/* Sorted lists of short words, searched by their first eight bytes as one number. Inside
 * common/text. */
#ifndef STICHWORT_COMMON_TEXT_WORDS_H
#define STICHWORT_COMMON_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/base/bytes.h"

enum { WORD_MAX_BYTES = 15 };

/* The text is followed by zeros. */
struct word {
    uint8_t size;
    char text[WORD_MAX_BYTES];
};

#define W(text)                \
    {                          \
        sizeof(text) - 1, text \
    }

/* The order of bytes, as the order of numbers. */
static inline uint64_t word_head(const char *text)
{
    const uint8_t *byte = (const uint8_t *)text;
    return (uint64_t)byte[0] << 56 | (uint64_t)byte[1] << 48 | (uint64_t)byte[2] << 40 |
           (uint64_t)byte[3] << 32 | (uint64_t)byte[4] << 24 | (uint64_t)byte[5] << 16 |
           (uint64_t)byte[6] << 8 | (uint64_t)byte[7];
}

static inline const struct word *word_at(const void *list, size_t stride, size_t i)
{
    return (const struct word *)(const void *)((const char *)list + i * stride);
}

/* The first place in a list that is sorted by bytes, whose entries of `stride` bytes begin with a
 * word, that holds this text; `count`: there is none. */
static inline size_t word_find(struct bytes text, const void *list, size_t count, size_t stride)
{
    struct word key = {0};
    if (text.size == 0 || text.size > WORD_MAX_BYTES) {
        return count;
    }
    memcpy(key.text, text.data, text.size);
    uint64_t head = word_head(key.text);
    size_t first = 0, behind = count;
    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        const struct word *word = word_at(list, stride, middle);
        uint64_t other = word_head(word->text);
        bool less =
            other != head ? other < head : memcmp(word->text, key.text, sizeof key.text) < 0;
        first = less ? middle + 1 : first;
        behind = less ? behind : middle;
    }
    bool found =
        first < count && memcmp(word_at(list, stride, first)->text, key.text, sizeof key.text) == 0;
    return found ? first : count;
}

/* Whether the text is in a sorted list of words. */
#define WORD_IS_IN(text, list)                                              \
    (word_find(text, list, sizeof(list) / sizeof *(list), sizeof *(list)) < \
     sizeof(list) / sizeof *(list))

#endif
