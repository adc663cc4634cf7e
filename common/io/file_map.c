#define _DEFAULT_SOURCE /* madvise: that of POSIX may do nothing, and does with glibc */
#include "common/io/file_map.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum status file_map_open(struct file_map *map, const char *path, struct error *err)
{
    struct stat info;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would wait for a writer */
    if (file < 0) {
        return error_set_errno(err, errno == ENOENT ? STATUS_MISSING : STATUS_IO, path, "open");
    }
    if (fstat(file, &info) != 0) {
        enum status status = error_set_errno(err, STATUS_IO, path, "examine");
        close(file);
        return status;
    }
    if (!S_ISREG(info.st_mode)) {
        close(file);
        return error_set_file(err, STATUS_IO, path, -1, "is no regular file");
    }
    struct bytes bytes = {NULL, 0};
    if (info.st_size > 0) {
        void *data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, file, 0);
        if (data == MAP_FAILED) {
            enum status status = error_set_errno(err, STATUS_IO, path, "map");
            close(file);
            return status;
        }
        bytes = bytes_of(data, (size_t)info.st_size);
    }
    close(file);
    map->bytes = bytes;
    return STATUS_OK;
}

void file_map_drop_pages(const struct file_map *map)
{
    if (map->bytes.size > 0) {
        madvise((void *)(uintptr_t)map->bytes.data, map->bytes.size, MADV_DONTNEED);
    }
}

void file_map_close(struct file_map *map)
{
    if (map->bytes.size > 0) {
        munmap((void *)(uintptr_t)map->bytes.data, map->bytes.size);
    }
    *map = (struct file_map){{NULL, 0}};
}
