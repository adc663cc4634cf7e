#include "common/io/file_writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/io/folder.h"

enum { BUFFER_BYTES = 1 << 16 };

struct file_writer {
    int file;
    struct error error;
    uint64_t offset;
    size_t pending;
    char path[FOLDER_PATH_BYTES];
    uint8_t buffer[BUFFER_BYTES];
};

enum status file_writer_create(struct file_writer **created, const char *path, struct error *err)
{
    struct file_writer *writer = memory_alloc(sizeof *writer);
    if (writer == NULL) {
        return error_set_memory(err);
    }
    int length = snprintf(writer->path, sizeof writer->path, "%s", path);
    if (length < 0 || (size_t)length >= sizeof writer->path) {
        memory_free(writer);
        return error_set_file(err, STATUS_LIMIT, path, -1, "path is too long");
    }
    writer->file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (writer->file < 0) {
        memory_free(writer);
        return error_set_errno(err, STATUS_IO, path, "create");
    }
    writer->error = (struct error)ERROR_NONE;
    writer->offset = 0;
    writer->pending = 0;
    *created = writer;
    return STATUS_OK;
}

static void write_all(struct file_writer *writer, const uint8_t *data, size_t size)
{
    while (size > 0 && writer->error.status == STATUS_OK) {
        ssize_t written = write(writer->file, data, size);
        if (written < 0 && errno != EINTR) {
            error_set_errno(&writer->error, STATUS_IO, writer->path, "write");
        } else if (written > 0) {
            data += written;
            size -= (size_t)written;
        }
    }
}

static void flush(struct file_writer *writer)
{
    write_all(writer, writer->buffer, writer->pending);
    writer->pending = 0;
}

void file_writer_append(struct file_writer *writer, const void *data, size_t size)
{
    writer->offset += size;
    if (size >= BUFFER_BYTES) {
        flush(writer);
        write_all(writer, data, size);
        return;
    }
    if (size > BUFFER_BYTES - writer->pending) {
        flush(writer);
    }
    if (size > 0) {
        memcpy(writer->buffer + writer->pending, data, size);
        writer->pending += size;
    }
}

uint64_t file_writer_offset(const struct file_writer *writer)
{
    return writer->offset;
}

enum status file_writer_finish(struct file_writer *writer, struct error *err)
{
    flush(writer);
    if (writer->error.status == STATUS_OK && fsync(writer->file) != 0) {
        error_set_errno(&writer->error, STATUS_IO, writer->path, "sync");
    }
    if (close(writer->file) != 0) {
        error_set_errno(&writer->error, STATUS_IO, writer->path, "close");
    }
    enum status status = writer->error.status;
    if (status != STATUS_OK && err != NULL && err->status == STATUS_OK) {
        *err = writer->error;
    }
    memory_free(writer);
    return status;
}

void file_writer_abandon(struct file_writer *writer)
{
    if (writer != NULL) {
        close(writer->file);
        unlink(writer->path);
        memory_free(writer);
    }
}
