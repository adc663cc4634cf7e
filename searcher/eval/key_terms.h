/* The words that tell a document from the others: by the saturation of their frequency in it times
 * their idf, both as in ranking (common/score/bm25.h). Stop words, numbers, single letters
 * and words that stand once in the whole index are left out. One thread. */
#ifndef STICHWORT_SEARCHER_EVAL_KEY_TERMS_H
#define STICHWORT_SEARCHER_EVAL_KEY_TERMS_H

#include "common/base/arena.h"
#include "common/text/analyzer.h"
#include "searcher/index/index.h"

struct key_term {
    struct bytes term;
    struct bytes form;      /* the most frequent form of the term in the index */
    struct bytes word;      /* the same as it is written */
    uint32_t frequency;     /* in the document as a word; the title counts twice */
    uint64_t document_frequency;
    double weight;
};

struct key_terms { /* all zero is releasable; memory is kept between uses */
    struct arena arena;
    struct token_list tokens, again;
    struct key_term *terms; /* by falling weight, then as they come in the document */
    size_t count;
};

struct key_terms_options {
    size_t most;         /* terms wanted */
    uint64_t least_df;   /* terms of fewer documents are left out */
    double k1, b;        /* negative: as stored in the index */
};

/* The key terms of a document with these stored texts; `analyzer` as the index's. All views are
 * valid until the next call. STATUS_MEMORY, STATUS_DAMAGED. */
enum status key_terms_make(struct key_terms *key, const struct index *index,
                           struct analyzer *analyzer, uint64_t document,
                           const struct stored_document *stored,
                           const struct key_terms_options *options, struct error *err);

void key_terms_release(struct key_terms *key);

#endif
