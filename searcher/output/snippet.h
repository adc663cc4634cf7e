/* The passage of a document that shows best why it was found, with the matches marked. */
#ifndef STICHWORT_SEARCHER_OUTPUT_SNIPPET_H
#define STICHWORT_SEARCHER_OUTPUT_SNIPPET_H

#include "searcher/eval/search.h"

struct highlight {
    uint32_t start, end; /* bytes of the snippet's text */
};

struct snippet { /* all zero is releasable; memory is kept between uses */
    struct buffer text;       /* valid UTF-8, one line */
    struct buffer highlights; /* struct highlight, rising, apart */
    struct token_list tokens;
    struct buffer matches;    /* scratch */
};

enum { SNIPPET_MAX_TEXT_BYTES = 1 << 20 }; /* of a document, the rest is not looked at */

/* Makes the snippet of `text` for the terms of a query: at most about `length` characters around
 * the passage that holds the most weight of different terms. `analyzer` as the index's.
 * STATUS_MEMORY. */
enum status snippet_make(struct snippet *snippet, struct analyzer *analyzer, struct bytes text,
                         const struct search_term *terms, size_t term_count, size_t length,
                         struct error *err);

static inline size_t snippet_highlight_count(const struct snippet *snippet)
{
    return snippet->highlights.size / sizeof(struct highlight);
}

static inline const struct highlight *snippet_highlights(const struct snippet *snippet)
{
    return (const struct highlight *)(const void *)snippet->highlights.data;
}

void snippet_release(struct snippet *snippet);

#endif
