/* The files behind the inputs: folders give theirs, recursively, names in byte order. */
#ifndef STICHWORT_INDEXER_SOURCE_WALK_H
#define STICHWORT_INDEXER_SOURCE_WALK_H

#include "common/base/arena.h"
#include "common/base/error.h"
#include "indexer/source/skips.h"

enum { WALK_MAX_DEPTH = 64 };

struct walk_file {
    const char *path; /* "-": standard input */
    const char *name; /* relative to the folder that was given, or the path as given */
    uint64_t size_bytes;
};

struct walk { /* all zero is releasable */
    struct arena arena;
    struct walk_file *files;
    size_t count, capacity;
};

/* Lists the files. Inputs that do not exist are STATUS_INPUT; what is left out is noted. */
enum status walk_inputs(struct walk *walk, const char *const *inputs, size_t count,
                        struct skips *skips, struct error *err);

void walk_release(struct walk *walk);

#endif
