/* A new file written front to back through a buffer. Errors are sticky: after
 * the first, writes do nothing and file_writer_finish reports it. */
#ifndef STICHWORT_COMMON_IO_FILE_WRITER_H
#define STICHWORT_COMMON_IO_FILE_WRITER_H

#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/error.h"

struct file_writer;

/* Creates `path` (copied), which must not exist. The writer is the caller's. */
enum status file_writer_create(struct file_writer **writer, const char *path, struct error *err);

void file_writer_append(struct file_writer *writer, const void *data, size_t size);

/* Bytes appended so far: the offset of the next one. */
uint64_t file_writer_offset(const struct file_writer *writer);

/* Flushes, fsyncs and closes; frees the writer whatever happens. The file stays where it is. */
enum status file_writer_finish(struct file_writer *writer, struct error *err);

/* Closes and removes the file; takes NULL. */
void file_writer_abandon(struct file_writer *writer);

#endif
