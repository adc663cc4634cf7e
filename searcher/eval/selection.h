/* A search with some of its hits left out: one document by its number. One thread. */
#ifndef STICHWORT_SEARCHER_EVAL_SELECTION_H
#define STICHWORT_SEARCHER_EVAL_SELECTION_H

#include "common/base/buffer.h"
#include "searcher/eval/search.h"

struct selection_options {
    bool has_except;
    uint64_t except;  /* this document is no hit and does not count: the query must match it */
};

struct selection { /* all zero is releasable; memory is kept between runs */
    struct buffer hits; /* struct hit */
};

/* As searcher_run; the hits are the selection's, valid until its next run. */
enum status selection_run(struct selection *selection, struct searcher *searcher,
                          const struct query *query, const struct search_options *search,
                          const struct selection_options *options, struct search_result *result,
                          struct error *err);

void selection_release(struct selection *selection);

#endif
