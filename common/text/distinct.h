/* Words whose stem would be another word's: seit and Seite, Kohl and Kohle, Messer and Messe. They
 * keep a key of their own. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_DISTINCT_H
#define STICHWORT_COMMON_TEXT_DISTINCT_H

#include <stddef.h>
#include <stdint.h>

/* The key of a whole word, in place (it has room for a byte more), which stemmers leave as it is;
 * its size. 0: the word is none of them. */
size_t distinct_key(uint8_t *word, size_t size);

#endif
