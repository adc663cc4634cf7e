/* How many letters must be changed to make one word of another: put in, left out, replaced, or two
 * neighbours exchanged. No place is changed twice (optimal string alignment after Damerau, 1964). */
#ifndef STICHWORT_SEARCHER_EVAL_DISTANCE_H
#define STICHWORT_SEARCHER_EVAL_DISTANCE_H

#include <stdint.h>

#include "common/base/bytes.h"

enum { DISTANCE_MAX_LETTERS = 256, DISTANCE_MOST = 3 };

struct letters {
    uint32_t count;
    uint32_t at[DISTANCE_MAX_LETTERS]; /* code points */
};

/* Of a word of up to 255 bytes; more are left out. */
void letters_read(struct letters *letters, struct bytes word);

/* The distance, or most + 1 if it is above `most` (0 to DISTANCE_MOST). */
uint32_t distance_bounded(const struct letters *left, const struct letters *right, uint32_t most);

#endif
