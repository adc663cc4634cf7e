/* Folding of single code points: what belongs to a word and how it is written in a form. */
#ifndef STICHWORT_COMMON_TEXT_FOLD_H
#define STICHWORT_COMMON_TEXT_FOLD_H

#include <stddef.h>
#include <stdint.h>

enum fold_class {
    FOLD_BREAK, /* ends a word */
    FOLD_LETTER,
    FOLD_DIGIT,
    FOLD_MARK,   /* combining: belongs to the letter before, never begins a word */
    FOLD_NOTHING /* soft hyphen, zero width: as if it were not there */
};

enum { FOLD_MAX_BYTES = 80 };

/* Letters and digits of ASCII as a form has them; 0 for every other byte. */
extern const uint8_t fold_ascii[256];

/* By the second byte of U+00C0 to U+00FF (the first is C3): the second byte of the folded letter,
 * 's' for sharp s (ss), 0 for what is no letter. */
extern const uint8_t fold_latin1[256];

enum fold_class fold_class_of(uint32_t point);

/* The folded code point (lower case, compatibility forms taken apart and put together again, ss
 * for sharp s, a plain i for the Turkish capital with a dot, r for r rotunda) as UTF-8 into out
 * (room for FOLD_MAX_BYTES); its size. Marks alone give nothing: see fold_compose. */
size_t fold_write(uint32_t point, uint8_t *out);

/* The letter that a folded letter and the mark behind it make, as in NFC; 0: none. U+0364, the
 * small e of old prints, makes an umlaut. */
uint32_t fold_compose(uint32_t letter, uint32_t mark);

#endif
