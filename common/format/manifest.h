/* The small file that names an index's segments. See FORMAT.md. */
#ifndef STICHWORT_COMMON_FORMAT_MANIFEST_H
#define STICHWORT_COMMON_FORMAT_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/error.h"

struct manifest_segment {
    uint64_t file;           /* number of segment-NNNNNN */
    uint64_t deleted_file;   /* number of deleted-NNNNNN, 0: none */
    uint64_t deleted_count;
    uint64_t documents;      /* deleted ones too */
};

struct manifest { /* all zero is releasable */
    uint64_t next_file;
    struct manifest_segment *segments;
    size_t segment_count;
};

enum { MANIFEST_MAX_SEGMENTS = 4096 };
#define MANIFEST_MAX_FILE (UINT64_MAX / 2) /* of file numbers: there is always a next one */

/* Reads FOLDER/manifest. STATUS_MISSING if there is none, STATUS_INCOMPATIBLE, STATUS_DAMAGED. */
enum status manifest_read(struct manifest *manifest, const char *folder, struct error *err);

/* Whether a builder has published since this manifest was read, so that its files may be gone. */
bool manifest_is_replaced(const struct manifest *manifest, const char *folder);

/* Replaces FOLDER/manifest durably. */
enum status manifest_write(const struct manifest *manifest, const char *folder, struct error *err);

void manifest_release(struct manifest *manifest);

/* Writes "FOLDER/KIND-NNNNNN" into out; kind is "segment" or "deleted". */
enum status manifest_file_path(char *out, size_t size, const char *folder, const char *kind,
                               uint64_t number, struct error *err);

#endif
