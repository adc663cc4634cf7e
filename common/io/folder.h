/* What the publish protocol needs of a folder: create, sync, replace, lock. */
#ifndef STICHWORT_COMMON_IO_FOLDER_H
#define STICHWORT_COMMON_IO_FOLDER_H

#include "common/base/buffer.h"
#include "common/base/error.h"

enum { FOLDER_PATH_BYTES = 1024 }; /* room for a path of an index's file */

/* Writes "FOLDER/NAME" into out (terminated); STATUS_LIMIT if it does not fit. */
enum status folder_path(char *out, size_t size, const char *folder, const char *name,
                        struct error *err);

/* mkdir with parents' rights as usual; existing folders are fine. Parents must exist. */
enum status folder_create(const char *path, struct error *err);

/* fsync of the folder itself, so that names are durable. */
enum status folder_sync(const char *path, struct error *err);

/* Writes the bytes to NAME.new, fsyncs, renames to NAME, fsyncs the folder: after a
 * crash NAME is the old file or the new one. */
enum status folder_replace_file(const char *folder, const char *name, struct bytes bytes,
                                struct error *err);

/* Reads a whole small file (at most `limit` bytes) into `out`. STATUS_MISSING if there is none. */
enum status folder_read_file(const char *path, size_t limit, struct buffer *out, struct error *err);

/* The same of an open file, which stays open; `path` is for messages. */
enum status folder_read_open_file(int file, const char *path, size_t limit, struct buffer *out,
                                  struct error *err);

/* The same of a file of an index: a pipe or device is STATUS_IO and is not waited for. */
enum status folder_read_regular(const char *path, size_t limit, struct buffer *out,
                                struct error *err);

/* Takes the exclusive lock FOLDER/lock (flock, gone with the process); *handle for unlock.
 * STATUS_LOCKED if another process holds it. */
enum status folder_lock(const char *folder, int *handle, struct error *err);

void folder_unlock(int handle);

#endif
