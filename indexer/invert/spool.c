#include "indexer/invert/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/io/folder.h"

enum { COPY_BYTES = 1 << 16 };

static void open_file(struct spool *spool)
{
    char path[FOLDER_PATH_BYTES];
    if (folder_path(path, sizeof path, spool->folder, "spool-XXXXXX", &spool->error) != STATUS_OK) {
        return;
    }
    spool->file = mkstemp(path);
    spool->has_file = spool->file >= 0;
    if (!spool->has_file) {
        error_set_errno(&spool->error, STATUS_IO, path, "create");
        return;
    }
    unlink(path);
}

static void write_out(struct spool *spool, const uint8_t *data, size_t size)
{
    if (!spool->has_file && spool->error.status == STATUS_OK) {
        open_file(spool);
    }
    while (size > 0 && spool->error.status == STATUS_OK) {
        ssize_t written = write(spool->file, data, size);
        if (written < 0 && errno != EINTR) {
            error_set_errno(&spool->error, STATUS_IO, spool->folder, "write a temporary file in");
        } else if (written > 0) {
            data += written;
            size -= (size_t)written;
            spool->file_bytes += (uint64_t)written;
        }
    }
}

void spool_append(struct spool *spool, const void *data, size_t size)
{
    if (spool->error.status != STATUS_OK) {
        return;
    }
    if (size <= spool->memory_limit - spool->memory.size) {
        buffer_append(&spool->memory, data, size);
    } else { /* what is written need not be copied first */
        write_out(spool, spool->memory.data, spool->memory.size);
        write_out(spool, data, size);
        spool->memory.size = 0;
    }
    if (spool->memory.failed) {
        error_set_memory(&spool->error);
    }
}

enum status spool_read(const struct spool *spool, uint64_t offset, void *out, size_t size,
                       struct error *err)
{
    uint8_t *to = out;
    while (size > 0 && offset < spool->file_bytes) {
        uint64_t left = spool->file_bytes - offset;
        ssize_t got = pread(spool->file, to, size < left ? size : (size_t)left, (off_t)offset);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return error_set_errno(err, STATUS_IO, spool->folder, "read a temporary file in");
        }
        if (got > 0) {
            to += got;
            offset += (uint64_t)got;
            size -= (size_t)got;
        }
    }
    if (size > 0) {
        memcpy(to, spool->memory.data + (offset - spool->file_bytes), size);
    }
    return STATUS_OK;
}

enum status spool_pour(const struct spool *spool, spool_sink *sink, void *context,
                       struct error *err)
{
    struct buffer copy = {0};
    uint64_t size = spool_size(spool);
    enum status status = spool_status(spool, err);
    if (status == STATUS_OK && !buffer_reserve(&copy, COPY_BYTES)) {
        status = error_set_memory(err);
    }
    for (uint64_t at = 0; at < size && status == STATUS_OK; at += COPY_BYTES) {
        size_t part = size - at < COPY_BYTES ? (size_t)(size - at) : COPY_BYTES;
        status = spool_read(spool, at, copy.data, part, err);
        if (status == STATUS_OK) {
            sink(context, copy.data, part);
        }
    }
    buffer_release(&copy);
    return status;
}

enum status spool_status(const struct spool *spool, struct error *err)
{
    if (spool->error.status != STATUS_OK && err != NULL && err->status == STATUS_OK) {
        *err = spool->error;
    }
    return spool->error.status;
}

void spool_release(struct spool *spool)
{
    if (spool->has_file) {
        close(spool->file);
    }
    buffer_release(&spool->memory);
    *spool = (struct spool){.folder = spool->folder};
}
