/* Reading an index that a builder may replace meanwhile. */
#ifndef STICHWORT_INDEXER_COMMANDS_PUBLISHED_H
#define STICHWORT_INDEXER_COMMANDS_PUBLISHED_H

#include "indexer/write/index_folder.h"

/* Reads what it wants of the folder's manifest and segments; begins anew each time it is called. */
typedef enum status published_reader(void *context, const struct index_folder *folder,
                                     struct error *err);

/* Reads the manifest of the index at `path` and calls `read`. Does both again if that ended with
 * STATUS_MISSING because the index was replaced and the old files are gone; otherwise such a file is
 * STATUS_DAMAGED. Takes no lock. */
enum status published_read(const char *path, published_reader *read, void *context,
                           struct error *err);

#endif
