/* The compounds of an index and their parts, as its lexicons have them. */
#ifndef STICHWORT_INDEXER_COMMANDS_COMPOUND_LIST_H
#define STICHWORT_INDEXER_COMMANDS_COMPOUND_LIST_H

#include "common/base/buffer.h"
#include "common/base/error.h"

/* Appends a line for each word that is split: word, tab, its parts with '+' between them, in the
 * order of terms. The oldest segment that has a term decides. STATUS_MISSING, STATUS_DAMAGED, ... */
enum status compound_list_append(const char *index, struct buffer *out, struct error *err);

#endif
