/* A threshold before there are enough hits: what as many documents as are wanted reach at least. */
#ifndef STICHWORT_SEARCHER_EVAL_RANK_FLOOR_H
#define STICHWORT_SEARCHER_EVAL_RANK_FLOOR_H

#include "searcher/eval/scratch.h"

/* Raises the threshold to what the best of the sums have. They are of different documents that match,
 * if they are not deleted, and score at least so much but for rounding; none is negative; whole masks
 * (see sum_mask.h) are read. */
void rank_floor_raise(const struct segment_run *run, const float *sums, uint32_t count);

#endif
