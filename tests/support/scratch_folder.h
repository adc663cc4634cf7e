/* A folder of its own for each test that writes files, and files in it. Every failure ends the test. */
#ifndef STICHWORT_TESTS_SUPPORT_SCRATCH_FOLDER_H
#define STICHWORT_TESTS_SUPPORT_SCRATCH_FOLDER_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/bytes.h"

enum { SCRATCH_PATH_BYTES = 512 };

struct scratch_folder {
    char path[SCRATCH_PATH_BYTES - 128];
};

struct scratch_path {
    char text[2 * SCRATCH_PATH_BYTES];
};

static inline struct scratch_folder scratch_folder_make(void)
{
    struct scratch_folder folder;
    const char *parent = getenv("TMPDIR");
    snprintf(folder.path, sizeof folder.path, "%s/stichwort-XXXXXX", parent ? parent : "/tmp");
    if (mkdtemp(folder.path) == NULL) {
        abort();
    }
    return folder;
}

/* "FOLDER/NAME" into out. */
static inline const char *scratch_folder_file(const struct scratch_folder *folder, const char *name,
                                              char out[SCRATCH_PATH_BYTES])
{
    snprintf(out, SCRATCH_PATH_BYTES, "%s/%.100s", folder->path, name);
    return out;
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
    const char *data = content.size ? (const char *)content.data : "";
    if (file == NULL || fwrite(data, 1, content.size, file) != content.size || fclose(file) != 0) {
        abort();
    }
    return path;
}

static inline struct scratch_path scratch_folder_text(const struct scratch_folder *folder,
                                                      const char *name, const char *content)
{
    return scratch_folder_write(folder, name, bytes_of_text(content));
}

/* A folder in it. */
static inline struct scratch_path scratch_folder_nest(const struct scratch_folder *folder,
                                                      const char *name)
{
    struct scratch_path path = scratch_folder_path(folder, name);
    if (mkdir(path.text, 0700) != 0) {
        abort();
    }
    return path;
}

/* Names in a folder but hidden ones. */
static inline size_t scratch_count_files(const char *path)
{
    size_t count = 0;
    DIR *entries = opendir(path);
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return count;
}

static inline size_t scratch_folder_count(const struct scratch_folder *folder)
{
    return scratch_count_files(folder->path);
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

#endif
