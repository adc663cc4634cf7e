/* The key terms of a document as text, JSON or TSV. */
#ifndef STICHWORT_SEARCHER_OUTPUT_TERM_LIST_H
#define STICHWORT_SEARCHER_OUTPUT_TERM_LIST_H

#include "searcher/eval/key_terms.h"
#include "searcher/output/answer.h"

/* Appends the list; `id` is the document's, `found` whether there is such a document. STATUS_MEMORY. */
enum status term_list_write(const struct key_terms *key, struct bytes id, bool found,
                            enum answer_format format, struct buffer *out, struct error *err);

#endif
