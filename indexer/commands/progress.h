/* Tells on stderr how far a build is: a terminal has one line that changes and never wraps, a file or pipe
 * gets plain lines. */
#ifndef STICHWORT_INDEXER_COMMANDS_PROGRESS_H
#define STICHWORT_INDEXER_COMMANDS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress { /* set the first two */
    bool on_terminal;
    uint64_t start_ns;
    uint64_t last_ns; /* when it was told last; 0: never */
    bool all_read;    /* what was told then */
};

/* A build_progress: `context` is a struct progress. Ten times a second at most, lines once a second. */
void progress_draw(void *context, uint64_t read_bytes, uint64_t total_bytes, uint64_t documents);

/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
