/* One line on the terminal that tells how far a build is. */
#ifndef STICHWORT_INDEXER_COMMANDS_PROGRESS_H
#define STICHWORT_INDEXER_COMMANDS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool shown;
    uint64_t start_ns, last_ns;
};

/* A build_progress: `context` is a struct progress. Draws at most ten times a second. */
void progress_draw(void *context, uint64_t read_bytes, uint64_t total_bytes, uint64_t documents);

/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
