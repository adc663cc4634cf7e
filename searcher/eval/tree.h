/* The evaluator for every query: documents in rising order through the tree, each match scored.
 * Work is proportional to the postings of the rarest necessary parts. */
#ifndef STICHWORT_SEARCHER_EVAL_TREE_H
#define STICHWORT_SEARCHER_EVAL_TREE_H

#include "searcher/eval/scratch.h"

/* Fills run->topk and run->total. STATUS_MEMORY; damage is latched in the cursors. */
enum status tree_run(struct segment_run *run, struct error *err);

#endif
