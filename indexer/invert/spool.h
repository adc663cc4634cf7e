/* Bytes that are appended now and read later: in memory up to a limit, beyond it in a temporary
 * file that has no name, so that nothing is left behind. Errors are sticky. One thread at a time. */
#ifndef STICHWORT_INDEXER_INVERT_SPOOL_H
#define STICHWORT_INDEXER_INVERT_SPOOL_H

#include <stdint.h>

#include "common/base/buffer.h"
#include "common/base/error.h"

struct spool { /* all zero with a folder is an empty spool */
    const char *folder;  /* borrowed: where the file would be */
    size_t memory_limit; /* bytes kept in memory */
    struct buffer memory; /* the last bytes: those before are in the file */
    bool has_file;
    int file;            /* of bytes [0, file_bytes) */
    uint64_t file_bytes;
    struct error error;
};

void spool_append(struct spool *spool, const void *data, size_t size);

static inline uint64_t spool_size(const struct spool *spool)
{
    return spool->file_bytes + spool->memory.size;
}

/* Reads [offset, offset + size), which must have been appended. */
enum status spool_read(const struct spool *spool, uint64_t offset, void *out, size_t size,
                       struct error *err);

/* Takes the bytes of a spool piece by piece. */
typedef void spool_sink(void *context, const void *data, size_t size);

/* Gives all of the spool to `sink`, which keeps its own failures. Also the first error of the appends. */
enum status spool_pour(const struct spool *spool, spool_sink *sink, void *context,
                       struct error *err);

/* The first error of the appends. */
enum status spool_status(const struct spool *spool, struct error *err);

void spool_release(struct spool *spool);

#endif
