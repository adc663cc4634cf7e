/* The ids and stored documents of a segment, byte for byte. */
#ifndef STICHWORT_INDEXER_VERIFY_DOCUMENTS_CHECK_H
#define STICHWORT_INDEXER_VERIFY_DOCUMENTS_CHECK_H

#include "indexer/verify/faults.h"

/* STATUS_MEMORY only. */
enum status documents_check(struct faults *faults, struct error *err);

#endif
