/* A folder of its own for each test that writes files. */
#ifndef STICHWORT_TESTS_SUPPORT_SCRATCH_FOLDER_H
#define STICHWORT_TESTS_SUPPORT_SCRATCH_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCRATCH_PATH_BYTES = 512 };

struct scratch_folder {
    char path[SCRATCH_PATH_BYTES - 128];
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

/* Files of the folder, without "." and "..". */
static inline unsigned scratch_folder_count(const struct scratch_folder *folder)
{
    unsigned count = 0;
    DIR *entries = opendir(folder->path);
    while (entries != NULL && readdir(entries) != NULL) {
        count++;
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return count - 2;
}

/* Removes the folder, its files and its empty folders. */
static inline void scratch_folder_remove(const struct scratch_folder *folder)
{
    char path[SCRATCH_PATH_BYTES];
    DIR *entries = opendir(folder->path);
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            remove(scratch_folder_file(folder, entry->d_name, path));
        }
    }
    if (entries != NULL) {
        closedir(entries);
    }
    rmdir(folder->path);
}

#endif
