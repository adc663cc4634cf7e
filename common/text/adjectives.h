/* Adjectives whose stem changes before an ending: dunkle, teure, hohe, bessere; also rauhe, in old
 * spelling. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_ADJECTIVES_H
#define STICHWORT_COMMON_TEXT_ADJECTIVES_H

#include <stddef.h>
#include <stdint.h>

/* Writes the basic form over a word of today's spelling (room for two more bytes); its size. */
size_t adjective_key(uint8_t *word, size_t size);

#endif
