/* What a query asks of the dictionary: its syntax tree with words turned into terms, weights
 * from the statistics of all segments. One plan serves all segments; it lives as long as the
 * query's text and its own arena. */
#ifndef STICHWORT_SEARCHER_EVAL_PLAN_H
#define STICHWORT_SEARCHER_EVAL_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/text/analyzer.h"
#include "searcher/eval/compound.h"
#include "searcher/eval/search.h"

/* A compound is one word of several lists: first the whole word's, then its parts'. It matches where
 * the word stands or all of its parts do, where it need not match also where any of them does.
 * A choice is one word that stands for many terms: it matches where any of them does. */
enum plan_kind { PLAN_TERM, PLAN_PHRASE, PLAN_GROUP, PLAN_COMPOUND, PLAN_CHOICE };

/* A node of the tree. Terms are numbered in query order; a node owns the numbers
 * [first_term, first_term + term_count). */
struct plan_node {
    enum plan_kind kind;
    enum query_role role;
    uint32_t first_term, term_count;
    bool as_written;       /* compound: by its hyphens, not by the splitter */
    bool implied;          /* that it must occur was not written, but is the default */
    bool loose;            /* compound: the whole word may stand where its parts do not count */
    uint32_t distance;     /* phrase: 0 exact */
    double weight;         /* phrase: sum of its terms' weights */
    const uint32_t *offsets; /* phrase: place of each term in it */
    struct choice *choice; /* choice with terms: its scratch memory */
    struct plan_node *child, *next;
};

struct plan {
    struct arena arena;
    struct search_term *terms;
    size_t term_count, term_capacity;
    struct plan_node *root;     /* a group; NULL: nothing can match */
    bool flat;                  /* the root's children are all terms and compounds */
    uint32_t loose_count;       /* compounds that must occur and are loose */
    uint32_t compound_count;
    bool limited;               /* a choice is not of all terms that match */
};

struct plan_tools {
    struct analyzer *analyzer;
    struct token_list *tokens;
    struct compound_reader *compounds; /* NULL: compounds are words like others */
};

/* Forgets the plan before it and makes the one of `query`. */
enum status plan_make(struct plan *plan, const struct query *query, const struct index *index,
                      const struct plan_tools *tools, struct error *err);

void plan_release(struct plan *plan);

#endif
