/* A temporary folder with files in it. Every failure fails the test. */
#ifndef STICHWORT_TESTS_UNIT_SOURCE_SCRATCH_FOLDER_H
#define STICHWORT_TESTS_UNIT_SOURCE_SCRATCH_FOLDER_H

#include "cmocka_all.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/bytes.h"

struct scratch_folder {
    char path[256];
};

struct scratch_path {
    char text[600];
};

static inline void scratch_folder_create(struct scratch_folder *folder)
{
    const char *base = getenv("TMPDIR");
    snprintf(folder->path, sizeof folder->path, "%s/stichwort-test-XXXXXX", base ? base : "/tmp");
    assert_non_null(mkdtemp(folder->path));
}

static inline struct scratch_path scratch_folder_path(const struct scratch_folder *folder,
                                                      const char *name)
{
    struct scratch_path path;
    snprintf(path.text, sizeof path.text, "%s/%s", folder->path, name);
    return path;
}

static inline struct scratch_path scratch_folder_write(const struct scratch_folder *folder,
                                                       const char *name, struct bytes content)
{
    struct scratch_path path = scratch_folder_path(folder, name);
    FILE *file = fopen(path.text, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.size ? (const char *)content.data : "", 1, content.size, file),
                     content.size);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline struct scratch_path scratch_folder_text(const struct scratch_folder *folder,
                                                      const char *name, const char *content)
{
    return scratch_folder_write(folder, name, bytes_of_text(content));
}

static inline struct scratch_path scratch_folder_make(const struct scratch_folder *folder,
                                                      const char *name)
{
    struct scratch_path path = scratch_folder_path(folder, name);
    assert_int_equal(mkdir(path.text, 0700), 0);
    return path;
}

/* Removes a folder and all below it, links as links. */
static inline void scratch_remove(int parent, const char *name)
{
    int handle = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *stream = handle < 0 ? NULL : fdopendir(handle);
    for (struct dirent *entry; stream && (entry = readdir(stream)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlinkat(handle, entry->d_name, 0) != 0) {
            scratch_remove(handle, entry->d_name);
        }
    }
    if (stream != NULL) {
        closedir(stream);
    }
    unlinkat(parent, name, AT_REMOVEDIR);
}

static inline void scratch_folder_remove(const struct scratch_folder *folder)
{
    scratch_remove(AT_FDCWD, folder->path);
}

/* Names in a folder, for what must not be left behind. */
static inline size_t scratch_count_files(const char *path)
{
    size_t count = 0;
    DIR *stream = opendir(path);
    for (struct dirent *entry; stream && (entry = readdir(stream)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    if (stream != NULL) {
        closedir(stream);
    }
    return count;
}

#endif
