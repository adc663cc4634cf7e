/* Numbers up to a hundred in words. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_NUMERALS_H
#define STICHWORT_COMMON_TEXT_NUMERALS_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum { NUMERAL_MAX_BYTES = 24, NUMERAL_MOST = 100 };

/* The word before another one (3jährig) for 2 to NUMERAL_MOST into out; its size. */
size_t numeral_write(unsigned value, uint8_t *out);

/* The value of a word (folded) from 2 to NUMERAL_MOST; 0: it is none. */
unsigned numeral_read(struct bytes word);

#endif
