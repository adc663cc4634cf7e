/* A collection into a segment file. See common/format/FORMAT.md. */
#ifndef STICHWORT_INDEXER_WRITE_SEGMENT_WRITER_H
#define STICHWORT_INDEXER_WRITE_SEGMENT_WRITER_H

#include <stdatomic.h>
#include "common/text/analyzer.h"
#include "indexer/invert/collection.h"
#include "indexer/write/compounds.h"

struct segment_settings {
    enum analyzer_kind analyzer;
    double k1, b;
    bool store, number_ids; /* number_ids: the id of document d is d */
    unsigned threads;
    size_t memory_bytes;
    const char *folder;       /* for temporary files */
    const atomic_int *stop; /* see struct posting_merge */
    bool parts;               /* compounds count for their parts too (german) */
    struct bytes splits;      /* the user's file of compounds; may be empty */
    const struct known_words *known; /* of older segments; may be NULL */
};

struct segment_summary {
    uint32_t documents, terms;
    uint64_t tokens, postings, size_bytes, stored_bytes; /* stored: compressed */
};

/* Writes and syncs `path`, which must not exist. `numbers`: see struct posting_merge. Sorts the
 * collection's vocabulary and adds the parts of compounds to its lengths. */
enum status segment_write(struct collection *collection, const uint32_t *numbers,
                          const struct segment_settings *settings, const char *path,
                          struct segment_summary *summary, struct error *err);

#endif
