/* CISTEM, a stemmer for German: Weissweiler & Fraser, "Developing a Stemmer for German Based on a
 * Comparative Analysis of Publicly Available Stemmers" (GSCL 2017), the variant that does not look
 * at case, on words in lower case:
 *
 *   1. ä ö ü ß become a o u ss.
 *   2. ge- goes if four letters or more follow.
 *   3. sch, ei, ie and the second of two equal letters are one letter each, and no ending.
 *   4. While more than three letters are left, the first that fits goes: -em -er -nd (of more than
 *      five letters), -t, -e -s -n.
 *   5. The letters of step 3 are written out again.
 *
 * A letter is a code point; bytes that are no UTF-8 count as one letter each and stay. */
#ifndef STICHWORT_COMMON_TEXT_CISTEM_H
#define STICHWORT_COMMON_TEXT_CISTEM_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum { CISTEM_MAX_BYTES = 512 };

/* The stem of a word (at most CISTEM_MAX_BYTES) into out, which has room for the word; its size,
 * never above that of the word, and 0 only for an empty word. `out` may be where the word is. */
size_t cistem_stem(struct bytes word, uint8_t *out);

#endif
