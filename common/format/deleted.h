/* The bytes of a file of deleted documents. See FORMAT.md. */
#ifndef STICHWORT_COMMON_FORMAT_DELETED_H
#define STICHWORT_COMMON_FORMAT_DELETED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buffer.h"
#include "common/base/error.h"

/* Bytes of the file for a segment of so many documents. */
size_t deleted_file_bytes(uint32_t documents);

/* The bit map inside the file's bytes, a view of them; STATUS_DAMAGED naming `path` if they are
 * not those of a segment of so many documents, `count` of them deleted. */
enum status deleted_parse(struct bytes file, uint32_t documents, uint64_t count, const char *path,
                          struct bytes *map, struct error *err);

/* Appends the file's bytes for a bit map. */
void deleted_append(struct buffer *out, struct bytes map, uint32_t documents);

#endif
