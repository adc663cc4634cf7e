/* Checks how a list says its documents write the term: sets, their order and codes are those of a
 * builder, as far as lists and lexicon can tell. */
#ifndef STICHWORT_INDEXER_VERIFY_SPELLING_CHECK_H
#define STICHWORT_INDEXER_VERIFY_SPELLING_CHECK_H

#include "indexer/verify/lexicon_check.h"

/* Of a list that could be read. STATUS_MEMORY. */
enum status spelling_check(struct faults *faults, const struct term_entry *entry, struct bytes term,
                           const struct lexicon_check_list *list, struct error *err);

#endif
