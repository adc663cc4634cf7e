/* Exact numbers of matching documents of flat queries, without scores. */
#ifndef STICHWORT_SEARCHER_EVAL_FLAT_COUNT_H
#define STICHWORT_SEARCHER_EVAL_FLAT_COUNT_H

#include "searcher/eval/lead.h"

/* Adds the segment's matching documents to run->total. */
enum status flat_count(struct segment_run *run, struct flat_scratch *scratch,
                       struct flat_query *query, struct error *err);

/* The same in two steps. Bits of all documents of the segment, none set, in scratch->bits; NULL without
 * memory. */
uint64_t *flat_count_clear(const struct segment_run *run, struct flat_scratch *scratch);

/* Counts documents whose bits are set or that are in a list from number `first` on, but none of those
 * excluded or deleted. The query has no list that must occur. */
void flat_count_bits(struct segment_run *run, const struct flat_query *query, uint32_t first,
                     uint64_t *bits);

#endif
