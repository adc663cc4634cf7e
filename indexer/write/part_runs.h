/* What compounds give their parts: for each run of whole words a run of parts, in the same form but
 * without positions (payload: each document: varint gap, varint count). */
#ifndef STICHWORT_INDEXER_WRITE_PART_RUNS_H
#define STICHWORT_INDEXER_WRITE_PART_RUNS_H

#include <stdatomic.h>

#include "indexer/invert/collection.h"
#include "indexer/write/compounds.h"

struct part_runs { /* all zero with the first seven set is ready */
    const struct collection *collection; /* borrowed */
    const struct compounds *compounds;   /* borrowed */
    const uint32_t *numbers;             /* see struct posting_merge */
    uint32_t *lengths;                   /* by number in the segment: parts are added */
    unsigned threads;
    size_t memory_bytes;                 /* of all threads, for what is sorted; a term always fits */
    const atomic_int *stop;

    struct spool runs;                   /* with folder and limit set */
    struct run_place *places;            /* by run of the collection */
    size_t next_run;
};

/* STATUS_MEMORY, STATUS_IO, STATUS_INTERRUPTED. */
enum status part_runs_make(struct part_runs *parts, struct error *err);

void part_runs_release(struct part_runs *parts);

#endif
