/* The likeliest words that begin so, for completion while someone types. */
#ifndef STICHWORT_SEARCHER_SUGGEST_COMPLETION_H
#define STICHWORT_SEARCHER_SUGGEST_COMPLETION_H

#include "searcher/index/index.h"

struct completion {
    struct bytes word;  /* as the index has it, with a capital if it mostly has one */
    uint64_t documents;
};

struct completions { /* all zero is empty */
    struct completion *list; /* falling documents, then byte order */
    size_t count;
    struct buffer memory, texts;
};

/* Up to `most` words of an index with a lexicon, or terms. The prefix is folded like words; a blank
 * one begins all. STATUS_DAMAGED, STATUS_MEMORY. */
enum status completions_find(struct completions *completions, const struct index *index,
                             struct bytes prefix, size_t most, struct error *err);

void completions_release(struct completions *completions);

#endif
