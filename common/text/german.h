/* German rules on folded forms. */
#ifndef STICHWORT_COMMON_TEXT_GERMAN_H
#define STICHWORT_COMMON_TEXT_GERMAN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/bytes.h"

/* The key of a form into out (room for twice its bytes): irregular forms as their base form, old
 * spelling as the new one (Schiffahrt, Photo, Delphin), ae, oe, ue as ä, ö, ü (not behind a vowel
 * or q: neue, Quelle). Its size. All spellings of a word get one key; the text is never rewritten. */
size_t german_key(struct bytes form, uint8_t *out);

/* Whether the folded form is a stop word or question word. */
bool german_is_stop_word(struct bytes form);

/* und, oder, bzw., sowie: what stands between Vor- and Nachname. */
bool german_is_conjunction(struct bytes form);

/* Bytes of the prefix of `word` that is the opposite of `head` (vor, nachname: 4), if a word
 * follows it; else 0. */
size_t german_opposite(struct bytes head, struct bytes word);

#endif
