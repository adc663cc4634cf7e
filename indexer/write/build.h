/* The verbs that change an index: each takes the lock, works beside what is there, and publishes
 * in one step. On failure the old index stays as it was. */
#ifndef STICHWORT_INDEXER_WRITE_BUILD_H
#define STICHWORT_INDEXER_WRITE_BUILD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/text/analyzer.h"
#include "indexer/invert/id_list.h"
#include "indexer/source/source.h"

/* Called now and then: bytes of the inputs (merge: of the segments) read, and of all if known (else 0). */
typedef void build_progress(void *context, uint64_t read_bytes, uint64_t total_bytes,
                            uint64_t documents);

struct build_options {
    enum source_format format;
    enum analyzer_kind analyzer; /* build only */
    double k1, b;                /* build only */
    bool no_store, no_parts, strict, force;
    struct bytes splits;         /* a file of compounds (see common/compound/exceptions.h); may be empty;
                                    build only */
    unsigned threads;            /* 1 to PIPELINE_MAX_THREADS */
    uint64_t memory_bytes;       /* at least BUILD_LEAST_MEMORY */
    const atomic_int *stop;    /* may be NULL; non-zero: end with STATUS_INTERRUPTED */
    build_progress *progress;    /* may be NULL */
    void *progress_context;
};

enum { BUILD_LEAST_MEMORY = 16 << 20, BUILD_DEFAULT_MEMORY = 1 << 30 };
#define BUILD_MOST_MEMORY ((uint64_t)1 << 40)

struct build_report {
    uint64_t documents, replaced, input_bytes, text_bytes, tokens, terms, postings, index_bytes,
        stored_bytes;
    struct skips skips;
};

/* A new index from the inputs ("-": standard input) in the place of what is there. */
enum status index_build(const char *index, const char *const *inputs, size_t count,
                        const struct build_options *options, struct build_report *report,
                        struct error *err);

/* Adds documents as a new segment; those with a known id replace the old ones. */
enum status index_add(const char *index, const char *const *inputs, size_t count,
                      const struct build_options *options, struct build_report *report,
                      struct error *err);

struct delete_report {
    uint64_t deleted, unknown; /* unknown: ids that were not there, each once */
    uint32_t first_unknown;    /* its number in the list, if there is one */
};

/* Deletes documents by id. An id that is not there is no error. */
enum status index_delete(const char *index, const struct id_list *ids,
                         struct delete_report *report, struct error *err);

/* All segments into one without the deleted documents. */
enum status index_merge(const char *index, const struct build_options *options,
                        struct build_report *report, struct error *err);

#endif
