/* A whole file, read-only, in memory. */
#ifndef STICHWORT_COMMON_IO_FILE_MAP_H
#define STICHWORT_COMMON_IO_FILE_MAP_H

#include "common/base/bytes.h"
#include "common/base/error.h"

struct file_map { /* all zero is releasable */
    struct bytes bytes; /* valid until close; whole pages, so reading up to the page's end is safe */
};

/* Maps `path`. STATUS_MISSING if it does not exist, STATUS_IO otherwise. An empty file gives no bytes. */
enum status file_map_open(struct file_map *map, const char *path, struct error *err);

/* Lets what was read so far leave memory; it comes back from the file when it is read again. */
void file_map_drop_pages(const struct file_map *map);

void file_map_close(struct file_map *map);

#endif
