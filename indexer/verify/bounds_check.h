/* Bounds of lists and blocks hold for every posting and are the bytes that a builder writes. */
#ifndef STICHWORT_INDEXER_VERIFY_BOUNDS_CHECK_H
#define STICHWORT_INDEXER_VERIFY_BOUNDS_CHECK_H

#include "indexer/verify/faults.h"

/* docs, tfs, parts: the decoded list of an entry; codes: room for as many. */
void bounds_check(struct faults *faults, const struct term_entry *entry, const uint32_t *docs,
                  const uint32_t *tfs, const uint32_t *parts, uint16_t *codes);

#endif
