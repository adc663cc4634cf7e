/* Checks every byte and every invariant of a segment: checksums, unused bytes, rising terms and
 * documents, frequencies, positions, bounds, lengths, ids, stored documents. */
#ifndef STICHWORT_INDEXER_VERIFY_VERIFY_H
#define STICHWORT_INDEXER_VERIFY_VERIFY_H

#include "common/base/error.h"
#include "common/format/segment.h"

/* Called for each fault: place in the file (-1: unknown) and what is wrong there. */
typedef void verify_fault(void *context, const char *file, int64_t offset, const char *what);

/* Reports all faults, which are no error here. STATUS_MEMORY only. */
enum status verify_segment(const struct segment *segment, verify_fault *report, void *context,
                           struct error *err);

#endif
