/* Scores of a whole block in floats: exact enough to drop what cannot win, see lead_threshold. */
#ifndef STICHWORT_SEARCHER_EVAL_BLOCK_SHARES_H
#define STICHWORT_SEARCHER_EVAL_BLOCK_SHARES_H

#include "searcher/eval/scratch.h"

/* The shares of the documents [first, end) of the cursor's decoded block (ids and frequencies), each
 * at its place of `shares`. */
void block_shares(const struct segment_run *run, const struct cursor *cursor, float weight,
                  uint32_t first, uint32_t end, float *shares);

#endif
