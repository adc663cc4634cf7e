/* The evaluator for many alternatives: windows of neighbouring documents. In a window the lists
 * with the highest bounds are added up document by document; the rest, which cannot reach the
 * threshold by themselves, are looked up for what is left. Windows are the idea of Lucene's
 * bulk scorer and of term-at-a-time accumulators (Strohman et al., 2005). */
#ifndef STICHWORT_SEARCHER_EVAL_WINDOW_H
#define STICHWORT_SEARCHER_EVAL_WINDOW_H

#include "searcher/eval/lead.h"

enum { WINDOW_DOCUMENTS = 32768 };

struct window_scratch; /* memory, grows to the longest query */

/* Offers every document that can be among the best. `pass`: the lists are `others` (all optional),
 * with `seen`, `excluded`, `rest`, `frequencies`, `places` and `bits`; no lead. Keeps its memory in *scratch. */
enum status window_run(struct lead_pass *pass, struct window_scratch **scratch, struct error *err);

void window_scratch_destroy(struct window_scratch *scratch);

#endif
