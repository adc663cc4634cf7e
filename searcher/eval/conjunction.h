/* Words that must all occur, and no others: the rarest list leads, block by block; who is in all
 * lists is found first, and only they are counted and scored. Intersections are small, so that
 * frequencies and scores of the rest would be wasted. */
#ifndef STICHWORT_SEARCHER_EVAL_CONJUNCTION_H
#define STICHWORT_SEARCHER_EVAL_CONJUNCTION_H

#include "searcher/eval/lead.h"

/* Documents that the lists behind the first have in common, so many of them; none without bits. */
struct common {
    const uint64_t *bits; /* one a document */
    uint32_t lists;
};

/* Counts the documents with all must lists and no excluded one into run->total; lists that should
 * occur do not matter. */
void conjunction_count(struct segment_run *run, struct flat_scratch *scratch,
                       const struct flat_query *query, struct common common);

/* The same, and offers them: there must be no list that should occur. */
void conjunction_run(struct segment_run *run, struct flat_scratch *scratch,
                     const struct flat_query *query);

#endif
