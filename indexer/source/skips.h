/* What was left out of a build, and why: a count and the first example by reason. One report
 * belongs to one thread; reports are added up in input order, so the sum is the same for every
 * number of threads. */
#ifndef STICHWORT_INDEXER_SOURCE_SKIPS_H
#define STICHWORT_INDEXER_SOURCE_SKIPS_H

#include <stdint.h>

#include "common/base/bytes.h"

enum skip_reason {
    SKIP_INVALID_JSON,
    SKIP_NO_TEXT,         /* JSON without a "text" string */
    SKIP_EMPTY,           /* nothing to index */
    SKIP_TOO_LONG,        /* record above SOURCE_MAX_RECORD_BYTES */
    SKIP_UNREADABLE,      /* file or folder that cannot be opened or read */
    SKIP_DAMAGED_GZIP,    /* truncated or corrupt; complete records before the damage are kept */
    SKIP_TRAILING_GARBAGE,/* bytes behind the last gzip member */
    SKIP_SYMLINK_LOOP,
    SKIP_TOO_DEEP,        /* folder more than WALK_MAX_DEPTH below the input */
    SKIP_NOT_A_FILE,      /* device, socket, pipe inside a folder */
    SKIP_BINARY,          /* NUL bytes: no text */
    SKIP_INVALID_UTF8,    /* a note: repaired with U+FFFD and indexed, nothing was left out */
    SKIP_DUPLICATE_ID,    /* a note: the later document with the id replaced this one */
    SKIP_REASONS
};

struct skips { /* all zero is empty */
    uint64_t counts[SKIP_REASONS];
    char first[SKIP_REASONS][256]; /* "FILE:LINE" or "FILE" of the first, terminated */
};

/* Counts one; line 0: none. */
void skips_note(struct skips *skips, enum skip_reason reason, struct bytes name, uint64_t line);

/* Adds `more`, which came after `skips` in input order. */
void skips_add(struct skips *skips, const struct skips *more);

/* "invalid-json" and so on; static storage. */
const char *skip_reason_name(enum skip_reason reason);

#endif
