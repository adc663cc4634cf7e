/* German rules on folded forms. */
#ifndef STICHWORT_COMMON_TEXT_GERMAN_H
#define STICHWORT_COMMON_TEXT_GERMAN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/bytes.h"

/* The key of a form into out (room for twice its bytes): ae, oe, ue as ä, ö, ü (not behind a vowel
 * or q: neue, Quelle), irregular forms as their base form. Its size. Both spellings of a word
 * get one key; the text is never rewritten. */
size_t german_key(struct bytes form, uint8_t *out);

/* Whether the folded form is a stop word or question word. */
bool german_is_stop_word(struct bytes form);

#endif
