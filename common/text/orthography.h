/* Spellings of one word: accents, ae for ä, old and new rules. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_ORTHOGRAPHY_H
#define STICHWORT_COMMON_TEXT_ORTHOGRAPHY_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

/* A folded form as it would be written today, into out (room for twice its bytes): without foreign
 * accents (Dvořák, Łódź), ae, oe, ue as ä, ö, ü (not behind a vowel or q: neue, Quelle), old spelling
 * as the new one (Schiffahrt, Photo, Delphin). Its size. */
size_t orthography_key(struct bytes form, uint8_t *out);

/* The form with ae, oe, ue as umlauts, by the same rule, and nothing else changed, into out (room for its
 * bytes). Its size is that of the form. */
void orthography_transcribe(struct bytes form, uint8_t *out);

#endif
