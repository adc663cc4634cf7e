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

/* Endings in lists: with their size, so that most are told from a word's end by one byte. */
struct ending {
    uint8_t size;
    char text[15];
};

#define E(text)                \
    {                          \
        sizeof(text) - 1, text \
    }

static inline bool ending_fits(const uint8_t *word, size_t size, const struct ending *ending)
{
    size_t at = ending->size;
    if (at > size) {
        return false;
    }
    const uint8_t *start = word + size - at;
    while (at > 0 && start[at - 1] == (uint8_t)ending->text[at - 1]) {
        at--;
    }
    return at == 0;
}

/* Whether the word has one of `count` endings. */
static inline bool ending_is_any(const uint8_t *word, size_t size, const struct ending *endings,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ending_fits(word, size, &endings[i])) {
            return true;
        }
    }
    return false;
}

#define ENDING_IS_ANY(word, size, list) \
    ending_is_any(word, size, list, sizeof(list) / sizeof *(list))

/* The same for a list in the order of last bytes. */
static inline bool ending_is_any_sorted(const uint8_t *word, size_t size,
                                        const struct ending *endings, size_t count)
{
    size_t first = 0, behind = size > 0 ? count : 0;
    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        const struct ending *ending = &endings[middle];
        bool less = (uint8_t)ending->text[ending->size - 1] < word[size - 1];
        first = less ? middle + 1 : first;
        behind = less ? behind : middle;
    }
    for (size_t i = first; i < count && size > 0; i++) {
        if ((uint8_t)endings[i].text[endings[i].size - 1] != word[size - 1]) {
            break;
        }
        if (ending_fits(word, size, &endings[i])) {
            return true;
        }
    }
    return false;
}

#define ENDING_IS_ANY_SORTED(word, size, list) \
    ending_is_any_sorted(word, size, list, sizeof(list) / sizeof *(list))

/* Writes another ending over the last `old` bytes; the new size. */
static inline size_t ending_replace(uint8_t *word, size_t size, size_t old, const char *ending)
{
    size_t end = strlen(ending);
    memcpy(word + size - old, ending, end);
    return size - old + end;
}

#endif
