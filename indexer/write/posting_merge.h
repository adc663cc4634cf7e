/* Runs into lists: one merge over all terms, cut into parts by first byte so that threads share
 * the work; the result does not depend on their number. */
#ifndef STICHWORT_INDEXER_WRITE_POSTING_MERGE_H
#define STICHWORT_INDEXER_WRITE_POSTING_MERGE_H

#include <stdatomic.h>
#include "common/score/bm25.h"
#include "indexer/invert/collection.h"
#include "indexer/write/dictionary_writer.h"
#include "indexer/write/lexicon_writer.h"

struct part_runs;

#define DOCUMENT_DROPPED UINT32_MAX

struct posting_merge { /* all zero with the first twelve set is ready */
    const struct collection *collection; /* borrowed */
    const uint32_t *numbers; /* by document of the collection: its number in the segment or
                                DOCUMENT_DROPPED; NULL: unchanged */
    const struct part_runs *parts; /* NULL: no compounds */
    const struct compounds *compounds; /* NULL: no lexicon */
    const uint32_t *lengths; /* by number in the segment */
    uint32_t documents;      /* of the segment */
    struct bm25 bm25;        /* see struct list_builder */
    uint32_t word_weight;
    unsigned threads;
    size_t memory_bytes;     /* to be shared by all windows and spools */
    const char *folder;      /* for temporary files */
    const atomic_int *stop; /* may be NULL: non-zero ends the work with STATUS_INTERRUPTED */

    struct spool lists, positions; /* sections 4 and 5 */
    struct dictionary_writer dictionary;
    struct lexicon_writer lexicon;
    uint64_t postings;
    unsigned next_part;
};

/* Fills the second half. STATUS_MEMORY, STATUS_IO, STATUS_LIMIT, STATUS_INTERRUPTED. */
enum status posting_merge_run(struct posting_merge *merge, struct error *err);

void posting_merge_release(struct posting_merge *merge);

#endif
