/* What may be a side of a cut whatever the counts say. Inside common/compound. */
#ifndef STICHWORT_COMMON_COMPOUND_SIDES_H
#define STICHWORT_COMMON_COMPOUND_SIDES_H

#include <stdbool.h>

#include "common/base/bytes.h"

/* Whether a word of two or three letters is allowed as a part. */
bool sides_is_short_part(struct bytes word);

/* Prefixes and function words (nach, unter, eine): never a part. */
bool sides_is_function_word(struct bytes word);

/* Endings that look like words (heit, ierung, tisch): never the right side. */
bool sides_is_ending(struct bytes word);

#endif
