/* The compounds of an index and their parts, as its lexicons have them. */
#ifndef STICHWORT_INDEXER_COMMANDS_COMPOUND_LIST_H
#define STICHWORT_INDEXER_COMMANDS_COMPOUND_LIST_H

#include "common/base/buffer.h"
#include "common/base/error.h"

/* Fills `out` with a line for each word that is split: word, tab, its parts with '+' between them, in the
 * order of terms. The oldest segment that has a term decides. Errors as of published_read. */
enum status compound_list_make(const char *index, struct buffer *out, struct error *err);

#endif
