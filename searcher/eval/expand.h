/* Words with stars or ~ into terms: those of which the index has a form that matches. Forms are
 * compared as they were written, folded; ä is ae, ö oe and ü ue. An index without a lexicon has
 * its terms compared. Every form is looked at: the work is that of a walk over the vocabulary. */
#ifndef STICHWORT_SEARCHER_EVAL_EXPAND_H
#define STICHWORT_SEARCHER_EVAL_EXPAND_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "searcher/index/index.h"
#include "searcher/query/query.h"

enum { EXPAND_MAX_TERMS = 256 };

struct expanded_term {
    struct bytes term;
    uint64_t documents; /* sum over the forms that match */
    uint32_t distance;  /* of the nearest form; 0 with stars */
};

struct expansion {
    struct expanded_term *terms; /* the most frequent first; in the arena */
    size_t count;
    bool limited; /* there were more */
};

/* The terms of a node of kind QUERY_PATTERN. STATUS_DAMAGED, STATUS_MEMORY. */
enum status expand_pattern(const struct index *index, const struct query_node *node,
                           struct arena *arena, struct expansion *expansion, struct error *err);

#endif
