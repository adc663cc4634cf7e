/* Abbreviations of several words: z. B., i. d. R. */
#ifndef STICHWORT_COMMON_TEXT_ABBREVIATION_H
#define STICHWORT_COMMON_TEXT_ABBREVIATION_H

#include <stddef.h>

#include "common/base/bytes.h"

/* Bytes of the abbreviation at the start of the text, with its blanks and last stop; 0: none. Cheap
 * where the second byte is no stop. */
size_t abbreviation_size(struct bytes text);

#endif
