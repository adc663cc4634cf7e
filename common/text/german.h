/* German rules on folded forms. */
#ifndef STICHWORT_COMMON_TEXT_GERMAN_H
#define STICHWORT_COMMON_TEXT_GERMAN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/bytes.h"

enum {
    GERMAN_MAX_INFLECTED = 128, /* longer keys have their spelling made even, nothing more */
    GERMAN_KEY_BYTES = 512
};

/* The key of a form (at most 255 bytes) into out (room for GERMAN_KEY_BYTES): one spelling
 * (orthography.h), borrowed plurals as their singular (plurals.h). Its size. All spellings of a word
 * get one key; the text is never rewritten. */
size_t german_key(struct bytes form, uint8_t *out);

/* Whether the folded form is a stop word or question word. */
bool german_is_stop_word(struct bytes form);

/* und, oder, bzw., sowie: what stands between Vor- and Nachname. */
bool german_is_conjunction(struct bytes form);

/* Bytes of the prefix of `word` that is the opposite of `head` (vor, nachname: 4), if a word
 * follows it; else 0. */
size_t german_opposite(struct bytes head, struct bytes word);

#endif
