/* How the words of a query become nodes and terms of its plan. Inside searcher/eval. */
#ifndef STICHWORT_SEARCHER_EVAL_PLAN_WORDS_H
#define STICHWORT_SEARCHER_EVAL_PLAN_WORDS_H

#include "searcher/eval/plan.h"

/* A plan in the making. */
struct plan_maker {
    struct plan *plan;
    const struct index *index;
    struct analyzer *analyzer;
    struct token_list *tokens;
    struct compound_reader *compounds;
    struct error *err;
    bool has_content_word;
    bool has_spellings;
    bool whole_phrases; /* lists hold parts too: a quoted word must be told from them */
};

/* In the plan's arena; NULL (and maker->err set) without memory. */
struct plan_node *plan_new_node(struct plan_maker *maker, enum plan_kind kind, enum query_role role);

/* The nodes of a word, phrase or pattern into *made, a chain; none if no term is left. Weights of
 * terms are -1 for stop words, else 1, until all words are known. */
enum status plan_make_leaf(struct plan_maker *maker, const struct query_node *from,
                           struct plan_node **made);

#endif
