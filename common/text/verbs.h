/* Forms of verbs meet their infinitive: kündigte, gekündigt, angerufen, anzurufen, gegangen, lachend.
 * Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_VERBS_H
#define STICHWORT_COMMON_TEXT_VERBS_H

#include <stddef.h>
#include <stdint.h>

/* Writes the infinitive, or what a stemmer makes the same of, over a word of today's spelling (room
 * for eight more bytes); its size. What looks like a noun stays: see verbs.c. */
size_t verb_key(uint8_t *word, size_t size);

#endif
