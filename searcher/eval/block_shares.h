/* Scores of a whole block in floats: exact enough to drop what cannot win, see lead_threshold. */
#ifndef STICHWORT_SEARCHER_EVAL_BLOCK_SHARES_H
#define STICHWORT_SEARCHER_EVAL_BLOCK_SHARES_H

#include "searcher/eval/scratch.h"

/* The shares of `count` (at most CODEC_BLOCK) documents with these frequencies. */
void block_shares_of(const struct segment_run *run, enum cpu_path path, float weight,
                     const uint32_t *docs, const uint32_t *tfs, uint32_t count, float *shares);

/* The same with AVX2, for machines that have it. */
void block_shares_avx2(const struct segment_run *run, float weight, const uint32_t *docs,
                       const uint32_t *tfs, uint32_t count, float *shares);

/* The shares of the documents [first, end) of the cursor's decoded block (ids and frequencies), each
 * at its place of `shares`. */
static inline void block_shares(const struct segment_run *run, const struct cursor *cursor,
                                float weight, uint32_t first, uint32_t end, float *shares)
{
    block_shares_of(run, cursor->codec->path, weight, cursor->docs + first, cursor->tfs + first,
                    end - first, shares + first);
}

#endif
