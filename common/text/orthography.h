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

#endif
