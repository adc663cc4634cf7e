/* Ends of words in their bytes. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_ENDINGS_H
#define STICHWORT_COMMON_TEXT_ENDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool ending_is(const uint8_t *word, size_t size, const char *ending)
{
    size_t end = strlen(ending);
    return size >= end && memcmp(word + size - end, ending, end) == 0;
}

/* Whether the word has one of `count` endings. */
static inline bool ending_is_any(const uint8_t *word, size_t size, const char *const *endings,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ending_is(word, size, endings[i])) {
            return true;
        }
    }
    return false;
}

#define ENDING_IS_ANY(word, size, list) \
    ending_is_any(word, size, list, sizeof(list) / sizeof *(list))

/* Writes another ending over the last `old` bytes; the new size. */
static inline size_t ending_replace(uint8_t *word, size_t size, size_t old, const char *ending)
{
    size_t end = strlen(ending);
    memcpy(word + size - old, ending, end);
    return size - old + end;
}

#endif
