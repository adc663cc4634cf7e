/* The frame of a segment file: sections in order, alignment, checksums, table and footer. */
#ifndef STICHWORT_INDEXER_WRITE_SEGMENT_FILE_H
#define STICHWORT_INDEXER_WRITE_SEGMENT_FILE_H

#include <stdint.h>

#include "common/base/error.h"
#include "common/format/format.h"
#include "indexer/invert/spool.h"

struct segment_file;

/* Creates the file, which must not exist. The segment file is the caller's. */
enum status segment_file_create(struct segment_file **file, const char *path, struct error *err);

/* Starts the next section: all from SECTION_FACTS on, in order. */
void segment_file_begin(struct segment_file *file, enum section section);

/* Appends to the section at hand. */
void segment_file_append(struct segment_file *file, const void *data, size_t size);

/* Appends all of a spool. */
enum status segment_file_append_spool(struct segment_file *file, const struct spool *spool,
                                      struct error *err);

/* Writes the page sums, table and footer, syncs and closes; *size_bytes is the file's. The
 * file is removed on failure. Frees the segment file whatever happens. */
enum status segment_file_finish(struct segment_file *file, uint64_t *size_bytes, struct error *err);

/* Closes and removes; takes NULL. */
void segment_file_abandon(struct segment_file *file);

#endif
