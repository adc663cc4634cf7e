/* Feminine forms of nouns for people: Lehrerin, Kundinnen. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_FEMININE_H
#define STICHWORT_COMMON_TEXT_FEMININE_H

#include <stddef.h>
#include <stdint.h>

enum { FEMININE_MAX_BYTES = 160 }; /* of a word; longer ones stay */

/* One key for both forms of a noun for people, over the word (room for two more bytes); its size. Where
 * the stem of the masculine is another word's (Lehrer, Lehre; Wähler, Wahl) both have -erin; others
 * lose -in and -innen, and what is left has the masculine's stem: Ärzt(e), Kund(e), Autor. */
size_t feminine_key(uint8_t *word, size_t size);

#endif
