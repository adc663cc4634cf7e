/* The parts of a compound in a pass that the compound leads: bounded together with it first, read only
 * of documents that can still win. */
#ifndef STICHWORT_SEARCHER_EVAL_DEFERRED_H
#define STICHWORT_SEARCHER_EVAL_DEFERRED_H

#include "searcher/eval/lead.h"
#include "searcher/eval/score_sum.h"

enum { DEFERRED_FEW = 32 /* best documents that are worth to be read before the others */ };

/* What a compound scores with a share of its own and one of its parts: see score_sum.h. It grows with
 * both. */
static inline float deferred_score(float share, float parts)
{
    const float tie = (float)(SCORE_TIE * (1 + 1e-6));
    return share > parts ? share + tie * parts : parts + tie * share;
}

/* Puts the bounds of the parts' blocks in the place of pass->deferred_top in the candidates' sums. */
void deferred_bound(struct lead_pass *pass, struct lead_candidates *candidates);

/* The rank-th largest sum (rank from 1, at most DEFERRED_FEW and the number of candidates). */
float deferred_rank(const struct lead_candidates *candidates, uint32_t rank);

/* Moves the candidates with a sum of at least `least` to `chosen`, in their order. */
void deferred_choose(struct lead_candidates *candidates, float least,
                     struct lead_candidates *chosen);

/* Reads the frequencies and places of the parts, behind the rows of the other lists, from number `first`
 * to `end` in the order of falling scores; candidates that can no longer win are left out in between.
 * The cursors stay where they are: candidates of the same block may follow. */
void deferred_read(struct lead_pass *pass, uint32_t first, uint32_t end,
                   struct lead_candidates *candidates);

#endif
