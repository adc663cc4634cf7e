/* All that the inversion knows of a corpus: runs, lengths, ids, stored documents, in order of
 * documents. What does not fit its share of memory lies in temporary files. */
#ifndef STICHWORT_INDEXER_INVERT_COLLECTION_H
#define STICHWORT_INDEXER_INVERT_COLLECTION_H

#include "indexer/invert/batch.h"
#include "indexer/invert/spool.h"
#include "indexer/invert/vocabulary.h"

struct run_place {
    uint64_t start; /* in collection.runs */
    uint32_t first_document;
    uint64_t parts[RUN_PARTS + 1]; /* from `start` on */
};

struct collection { /* all zero with the spools' folders and limits set is empty */
    struct spool runs, stored;
    struct spool signatures; /* as in struct batch */
    struct run_place *run_places;
    size_t run_count, run_capacity;
    struct buffer lengths;  /* u32 a document */
    struct id_list ids;
    struct buffer blocks;   /* struct stored_block */
    struct vocabulary_table vocabulary;
    uint32_t document_count;
    uint64_t text_bytes;
    struct skips skips;
};

/* Appends what an inverter made of a batch, which stays the caller's. STATUS_LIMIT above
 * FORMAT_MAX_DOCUMENTS, STATUS_MEMORY, STATUS_IO. */
enum status collection_add(struct collection *collection, const struct batch *batch,
                           struct error *err);

/* Begins a run of `documents` more documents, for a caller without a batch. It appends their lengths,
 * ids, signatures and stored blocks, the terms to collection->runs, and sets the places in *run, which is
 * valid until the next run; then it looks at collection_status. STATUS_LIMIT as above, STATUS_MEMORY. */
enum status collection_begin_run(struct collection *collection, uint32_t documents,
                                 struct run_place **run, struct error *err);

/* The first failure of what was appended: STATUS_MEMORY, STATUS_IO. */
enum status collection_status(const struct collection *collection, struct error *err);

/* Adds to the counts of forms (see inverter_take_forms). STATUS_MEMORY. */
enum status collection_add_forms(struct collection *collection, struct bytes forms,
                                 struct error *err);

static inline uint32_t *collection_lengths(const struct collection *collection)
{
    return (uint32_t *)(void *)collection->lengths.data;
}

void collection_release(struct collection *collection);

#endif
