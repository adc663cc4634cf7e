/* Exact numbers of matching documents of flat queries, without scores. */
#ifndef STICHWORT_SEARCHER_EVAL_FLAT_COUNT_H
#define STICHWORT_SEARCHER_EVAL_FLAT_COUNT_H

#include "searcher/eval/lead.h"

/* Adds the segment's matching documents to run->total. */
enum status flat_count(struct segment_run *run, struct flat_scratch *scratch,
                       struct flat_query *query, struct error *err);

#endif
