/* Phrases and words near each other, decided by positions. */
#ifndef STICHWORT_SEARCHER_EVAL_PHRASE_H
#define STICHWORT_SEARCHER_EVAL_PHRASE_H

#include "searcher/eval/scratch.h"

/* Occurrences of the phrase in a document on which all its words' cursors stand (advanced
 * there). Exact (distance 0): places where every word follows at its offset. Near: smallest
 * windows of at most (words + distance) positions that hold every word, in any order.
 * 0 without memory (run->work fails) or on damage (latched in the cursor). */
uint32_t phrase_count(struct segment_run *run, const struct plan_node *node, uint32_t document);

#endif
