/* Plurals and genitives of borrowed nouns, which no ending tells a stemmer. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_PLURALS_H
#define STICHWORT_COMMON_TEXT_PLURALS_H

#include <stddef.h>
#include <stdint.h>

/* Writes the singular, or what singular and plural share, over a word of today's spelling (room for
 * two more bytes); its size. */
size_t plural_key(uint8_t *word, size_t size);

#endif
