#include "common/io/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/io/file_writer.h"

enum status folder_path(char *out, size_t size, const char *folder, const char *name,
                        struct error *err)
{
    int length = snprintf(out, size, "%s/%s", folder, name);
    if (length < 0 || (size_t)length >= size) {
        return error_set_file(err, STATUS_LIMIT, folder, -1, "path is too long");
    }
    return STATUS_OK;
}

enum status folder_create(const char *path, struct error *err)
{
    struct stat info;
    if (mkdir(path, 0777) == 0) {
        return STATUS_OK;
    }
    if (errno == EEXIST && stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
        return STATUS_OK;
    }
    return error_set_errno(err, STATUS_IO, path, "create the folder");
}

enum status folder_sync(const char *path, struct error *err)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || fsync(folder) != 0) {
        enum status status = error_set_errno(err, STATUS_IO, path, "sync the folder");
        if (folder >= 0) {
            close(folder);
        }
        return status;
    }
    close(folder);
    return STATUS_OK;
}

enum status folder_replace_file(const char *folder, const char *name, struct bytes bytes,
                                struct error *err)
{
    char path[FOLDER_PATH_BYTES], fresh[FOLDER_PATH_BYTES];
    struct file_writer *writer = NULL;
    enum status status = folder_path(path, sizeof path, folder, name, err);
    if (status == STATUS_OK) {
        int length = snprintf(fresh, sizeof fresh, "%s.new", path);
        if (length < 0 || (size_t)length >= sizeof fresh) {
            return error_set_file(err, STATUS_LIMIT, path, -1, "path is too long");
        }
        unlink(fresh); /* left over from a builder that was stopped; the caller holds the lock */
        status = file_writer_create(&writer, fresh, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    file_writer_append(writer, bytes.data, bytes.size);
    status = file_writer_finish(writer, err);
    if (status == STATUS_OK && rename(fresh, path) != 0) {
        status = error_set_errno(err, STATUS_IO, path, "replace");
    }
    if (status != STATUS_OK) {
        unlink(fresh);
        return status;
    }
    return folder_sync(folder, err);
}

enum status folder_read_open_file(int file, const char *path, size_t limit, struct buffer *out,
                                  struct error *err)
{
    for (;;) {
        if (!buffer_reserve(out, 4096)) {
            return error_set_memory(err);
        }
        ssize_t got = read(file, out->data + out->size, out->capacity - out->size);
        if (got == 0) {
            return STATUS_OK;
        }
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return error_set_errno(err, STATUS_IO, path, "read");
        }
        out->size += (size_t)got;
        if (out->size > limit) {
            return error_set_file(err, STATUS_LIMIT, path, (int64_t)limit, "is too large");
        }
    }
}

static enum status open_error(const char *path, struct error *err)
{
    return error_set_errno(err, errno == ENOENT || errno == ENOTDIR ? STATUS_MISSING : STATUS_IO,
                           path, "open");
}

static enum status read_and_close(int file, const char *path, size_t limit, struct buffer *out,
                                  struct error *err)
{
    enum status status = folder_read_open_file(file, path, limit, out, err);
    close(file);
    return status;
}

enum status folder_read_file(const char *path, size_t limit, struct buffer *out, struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    return file < 0 ? open_error(path, err) : read_and_close(file, path, limit, out, err);
}

enum status folder_read_regular(const char *path, size_t limit, struct buffer *out,
                                struct error *err)
{
    struct stat info;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would wait for a writer */
    if (file < 0) {
        return open_error(path, err);
    }
    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        close(file);
        return error_set_file(err, STATUS_IO, path, -1, "is no regular file");
    }
    return read_and_close(file, path, limit, out, err);
}

/* Whether the locked file is still the one with that name: its last holder may have removed it. */
static bool is_named(int file, const char *path)
{
    struct stat held, named;
    return fstat(file, &held) == 0 && stat(path, &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

enum status folder_lock(const char *folder, int *handle, struct error *err)
{
    char path[FOLDER_PATH_BYTES];
    enum status status = folder_path(path, sizeof path, folder, "lock", err);
    while (status == STATUS_OK) {
        int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (file < 0) {
            return error_set_errno(err, STATUS_IO, path, "open");
        }
        if (flock(file, LOCK_EX | LOCK_NB) != 0) {
            status = errno == EWOULDBLOCK
                         ? error_set_file(err, STATUS_LOCKED, folder, -1,
                                          "another builder is at work on this index; try again later")
                         : error_set_errno(err, STATUS_IO, path, "lock");
        } else if (is_named(file, path)) {
            *handle = file;
            return STATUS_OK;
        }
        close(file);
    }
    return status;
}

void folder_unlock(int handle)
{
    close(handle);
}
