/* Fills a collection: from a corpus by inversion, or from a segment that is there already. */
#ifndef STICHWORT_INDEXER_WRITE_GATHER_H
#define STICHWORT_INDEXER_WRITE_GATHER_H

#include "indexer/invert/collection.h"
#include "indexer/write/build.h"
#include "indexer/write/index_folder.h"

/* An empty collection whose temporary files lie in `folder` (borrowed). */
void collection_begin(struct collection *collection, const char *folder, uint64_t memory_bytes);

/* Inverts all records of the inputs. *input_bytes: read, as they lie there. */
enum status gather_corpus(struct collection *collection, const char *const *inputs, size_t count,
                          const struct build_options *options, uint64_t *input_bytes,
                          struct error *err);

/* How far the gathering of some segments is. */
struct gather_progress {
    const struct build_options *options; /* borrowed */
    uint64_t done_bytes, total_bytes;    /* of the segments before; of all */
};

/* Takes over a segment's documents, deleted ones too, and adds its bytes to progress->done_bytes.
 * STATUS_DAMAGED, STATUS_LIMIT, STATUS_IO, STATUS_MEMORY, STATUS_INTERRUPTED. */
enum status gather_segment(struct collection *collection, const struct segment *segment,
                           struct gather_progress *progress, struct error *err);

#endif
