/* Tells on stderr how far a build is: a terminal has one line that changes and never wraps, a file or pipe
 * gets plain lines. */
#ifndef STICHWORT_INDEXER_COMMANDS_PROGRESS_H
#define STICHWORT_INDEXER_COMMANDS_PROGRESS_H

#include "indexer/commands/verb.h"
#include "indexer/write/build.h"

struct progress {
    bool on_terminal;
    uint64_t start_ns;
    uint64_t last_ns; /* when it was told last; 0: never */
    bool all_read;    /* what was told then */
};

/* Starts the clock and, if the verb is to tell, sets the options to draw: ten times a second at most,
 * lines once a second. `progress` must outlive the work. */
void progress_begin(struct progress *progress, const struct verb *verb,
                    struct build_options *options);

/* Takes the line away. */
void progress_end(const struct progress *progress);

#endif
