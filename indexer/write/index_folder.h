/* The folder of an index while a builder works on it: lock, file numbers, atomic publishing. */
#ifndef STICHWORT_INDEXER_WRITE_INDEX_FOLDER_H
#define STICHWORT_INDEXER_WRITE_INDEX_FOLDER_H

#include <stdbool.h>

#include "common/format/manifest.h"
#include "common/format/segment.h"

struct index_folder { /* all zero with lock -1 is closable */
    const char *path; /* borrowed */
    int lock;
    bool created;     /* by this builder */
    struct manifest manifest; /* what is published; empty for a new index */
};

/* Creates the folder if needed and takes the lock. A folder with other files in it and no manifest
 * is STATUS_USAGE unless `force`: it may be somebody's data. */
enum status index_folder_create(struct index_folder *folder, const char *path, bool force,
                                struct error *err);

/* Locks the folder of an index that must be there. STATUS_MISSING, STATUS_LOCKED. */
enum status index_folder_open(struct index_folder *folder, const char *path, struct error *err);

/* The next file of a kind ("segment", "deleted"): its path into out and its number. */
enum status index_folder_next_file(struct index_folder *folder, const char *kind, char *out,
                                   size_t size, uint64_t *number, struct error *err);

/* Makes `segments` the index in one durable step, then removes files that are named no more. */
enum status index_folder_publish(struct index_folder *folder,
                                 const struct manifest_segment *segments, size_t count,
                                 struct error *err);

/* Unlocks. A folder that was created and not published is removed. */
void index_folder_close(struct index_folder *folder);

/* An opened segment of the folder with its deleted documents. */
struct folder_segment { /* all zero is closable */
    struct segment segment;
    struct buffer deleted; /* bit map as in FORMAT.md; one bit a document */
};

enum status folder_segment_open(struct folder_segment *segment, const struct index_folder *folder,
                                size_t number, struct error *err);

static inline bool folder_segment_is_deleted(const struct folder_segment *segment,
                                             uint32_t document)
{
    return segment->deleted.data[document / 8] >> document % 8 & 1;
}

void folder_segment_close(struct folder_segment *segment);

/* Writes the bit map under a new number, which goes into `entry` with the count. */
enum status index_folder_write_deleted(struct index_folder *folder,
                                       const struct folder_segment *segment,
                                       struct manifest_segment *entry, struct error *err);

#endif
