/* The evaluator for a query that is one phrase: the rarest word leads, block by block; the others
 * are looked up for all candidates at once; bounds drop what cannot win (a phrase is at most as
 * frequent as its rarest word in the document) before any position is read. */
#ifndef STICHWORT_SEARCHER_EVAL_PHRASE_PASS_H
#define STICHWORT_SEARCHER_EVAL_PHRASE_PASS_H

#include "searcher/eval/scratch.h"

/* At most this many words; longer phrases are for the general evaluator. */
enum { PHRASE_PASS_WORDS = 16 };

enum status phrase_pass_run(struct segment_run *run, const struct plan_node *phrase,
                            struct error *err);

#endif
