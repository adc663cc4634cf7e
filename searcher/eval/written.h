/* How people write a term. Folded forms have lost capitals and hyphens: the lexicon knows which form
 * is the most frequent and how often it has a capital, a document how it writes it. */
#ifndef STICHWORT_SEARCHER_EVAL_WRITTEN_H
#define STICHWORT_SEARCHER_EVAL_WRITTEN_H

#include "common/base/arena.h"
#include "common/text/analyzer.h"
#include "searcher/index/index.h"

struct written_form {
    struct bytes form; /* the arena's; the term itself without a lexicon */
    bool capital;      /* more often than not, inside sentences */
};

/* The form of a term that stands in the most documents. STATUS_MEMORY, STATUS_DAMAGED. */
enum status written_form_find(struct written_form *found, const struct index *index,
                              struct bytes term, struct arena *arena, struct error *err);

/* A text and its tokens. */
struct written_text {
    struct bytes text;
    const struct token_list *tokens;
    size_t first, end; /* of the tokens */
};

/* The form as the first of `count` texts that tells writes it, else by the lexicon. *word is the
 * arena's. `scratch` is any token list. */
enum status written_word_make(struct bytes *word, const struct written_form *form,
                              const struct written_text *texts, size_t count,
                              struct analyzer *analyzer, struct token_list *scratch,
                              struct arena *arena, struct error *err);

#endif
