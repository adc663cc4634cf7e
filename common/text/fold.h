/* Folding of single code points: what belongs to a word and how it is written in a form. */
#ifndef STICHWORT_COMMON_TEXT_FOLD_H
#define STICHWORT_COMMON_TEXT_FOLD_H

#include <stddef.h>
#include <stdint.h>

enum fold_class {
    FOLD_BREAK,  /* ends a word */
    FOLD_LETTER,
    FOLD_DIGIT,
    FOLD_MARK,   /* combining: belongs to the letter before, never begins a word */
    FOLD_NOTHING /* soft hyphen, zero width: as if it were not there */
};

enum { FOLD_MAX_BYTES = 80 };

enum fold_class fold_class_of(uint32_t point);

/* The folded code point (lower case, compatibility forms taken apart and put together again, ss
 * for sharp s) as UTF-8 into out (room for FOLD_MAX_BYTES); its size. Marks that stay alone are left out
 * except those that make an umlaut: see fold_umlaut. */
size_t fold_write(uint32_t point, uint8_t *out);

/* What `mark` (U+0308 or U+0364, the small e of old prints) makes of the folded letter before
 * it: the umlaut of a, o, u; 0: nothing. */
uint32_t fold_umlaut(uint8_t letter, uint32_t mark);

#endif
