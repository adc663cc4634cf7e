/* A search with some of its hits left out: one document by its number, and near-duplicates. Of hits
 * that are near-duplicates the best is shown, the others are folded into it: in the order of the
 * ranking a hit is folded into the first shown one that its signature is near to, else shown itself.
 * That looks at all better hits, those of earlier pages too; so pages are parts of one list, whatever
 * their size, and a folded hit comes on none. One thread. */
#ifndef STICHWORT_SEARCHER_EVAL_SELECTION_H
#define STICHWORT_SEARCHER_EVAL_SELECTION_H

#include "common/base/buffer.h"
#include "searcher/eval/search.h"

enum { SELECTION_MOST_FOLDING = 10000 }; /* hits wanted: each is compared with the better ones */

struct selection_options {
    bool fold;        /* the index must have signatures */
    bool has_except;
    uint64_t except;  /* this document is no hit and does not count: the query must match it */
};

struct selection { /* all zero is releasable; memory is kept between runs */
    struct buffer hits;    /* struct hit */
    struct buffer leaders; /* what was shown so far, on earlier pages too */
    struct buffer folded;  /* on this page */
};

/* Whether all of the index has signatures. */
bool selection_can_fold(const struct index *index);

/* As searcher_run; the hits are the selection's, valid until its next run. The total is that of all
 * matching documents. */
enum status selection_run(struct selection *selection, struct searcher *searcher,
                          const struct query *query, const struct search_options *search,
                          const struct selection_options *options, struct search_result *result,
                          struct error *err);

/* The documents folded into hit number `hit` of the last run, best first, as far as they rank before
 * the first hit of the next page: calls begin with *at 0; false behind the last. */
bool selection_next_folded(const struct selection *selection, size_t hit, size_t *at,
                           uint64_t *document);

void selection_release(struct selection *selection);

#endif
