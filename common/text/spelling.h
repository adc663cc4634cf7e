/* The spelling of a form in a byte: enough to tell the forms of one term apart (Müller, Muller,
 * Mueller; schön, schon), small enough to be kept for each document of a list. */
#ifndef STICHWORT_COMMON_TEXT_SPELLING_H
#define STICHWORT_COMMON_TEXT_SPELLING_H

#include <stdint.h>

#include "common/base/bytes.h"

/* The highest byte of the form's XXH3. */
uint8_t spelling_of(struct bytes form);

#endif
