#include "indexer/source/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/memory.h"

/* The folders above the one at hand, to notice a link back to one of them. */
struct level {
    const struct level *up;
    dev_t device;
    ino_t inode;
    unsigned depth;
};

static enum status add_file(struct walk *walk, const char *path, const char *name, uint64_t size,
                            struct error *err)
{
    if (walk->count == walk->capacity) {
        size_t capacity = walk->capacity ? 2 * walk->capacity : 64;
        struct walk_file *files = memory_resize(walk->files, capacity * sizeof *files);
        if (files == NULL) {
            return error_set_memory(err);
        }
        walk->files = files;
        walk->capacity = capacity;
    }
    walk->files[walk->count++] = (struct walk_file){path, name, size};
    return STATUS_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, sorted, in the arena; hidden ones left out. */
static enum status list_names(struct walk *walk, DIR *folder, char ***names, size_t *count,
                              struct error *err)
{
    size_t capacity = 64;
    char **list = memory_alloc_array(capacity, sizeof *list);
    *count = 0;
    for (struct dirent *entry = readdir(folder); entry && list; entry = readdir(folder)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        if (*count == capacity) {
            char **more = memory_resize(list, 2 * capacity * sizeof *list);
            if (more == NULL) {
                memory_free(list);
                return error_set_memory(err);
            }
            list = more;
            capacity *= 2;
        }
        list[*count] = arena_copy(&walk->arena, entry->d_name, strlen(entry->d_name) + 1);
        if (list[(*count)++] == NULL) {
            memory_free(list);
            return error_set_memory(err);
        }
    }
    if (list == NULL) {
        return error_set_memory(err);
    }
    qsort(list, *count, sizeof *list, by_name);
    *names = list;
    return STATUS_OK;
}

static char *join(struct walk *walk, const char *folder, const char *name)
{
    size_t length = strlen(folder), size = length + strlen(name) + 2;
    char *path = arena_alloc(&walk->arena, size);
    if (path != NULL) {
        bool slash = length == 0 || folder[length - 1] == '/';
        snprintf(path, size, "%s%s%s", folder, slash ? "" : "/", name);
    }
    return path;
}

static enum status walk_folder(struct walk *walk, const char *path, const char *name,
                               const struct level *up, struct skips *skips, struct error *err);

static enum status walk_path(struct walk *walk, const char *path, const char *name,
                             const struct level *up, struct skips *skips, struct error *err)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        skips_note(skips, errno == ELOOP ? SKIP_SYMLINK_LOOP : SKIP_UNREADABLE,
                   bytes_of_text(path), 0);
        return STATUS_OK;
    }
    if (S_ISDIR(info.st_mode)) {
        struct level here = {up, info.st_dev, info.st_ino, up ? up->depth + 1 : 0};
        bool loop = false;
        for (const struct level *level = up; level && !loop; level = level->up) {
            loop = level->device == here.device && level->inode == here.inode;
        }
        if (loop || here.depth > WALK_MAX_DEPTH) {
            skips_note(skips, loop ? SKIP_SYMLINK_LOOP : SKIP_TOO_DEEP, bytes_of_text(path), 0);
            return STATUS_OK;
        }
        return walk_folder(walk, path, name, &here, skips, err);
    }
    if (!S_ISREG(info.st_mode) && up != NULL) {
        skips_note(skips, SKIP_NOT_A_FILE, bytes_of_text(path), 0);
        return STATUS_OK;
    }
    return add_file(walk, path, name, (uint64_t)info.st_size, err);
}

/* Depth is bounded by WALK_MAX_DEPTH. `name` is the part below the input folder. */
static enum status walk_folder(struct walk *walk, const char *path, const char *name,
                               const struct level *up, struct skips *skips, struct error *err)
{
    DIR *folder = opendir(path);
    char **names = NULL;
    size_t count = 0;
    if (folder == NULL) {
        skips_note(skips, SKIP_UNREADABLE, bytes_of_text(path), 0);
        return STATUS_OK;
    }
    enum status status = list_names(walk, folder, &names, &count, err);
    closedir(folder);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        char *below = join(walk, path, names[i]);
        char *label = name[0] ? join(walk, name, names[i]) : names[i];
        status = below && label ? walk_path(walk, below, label, up, skips, err)
                                : error_set_memory(err);
    }
    memory_free(names);
    return status;
}

enum status walk_inputs(struct walk *walk, const char *const *inputs, size_t count,
                        struct skips *skips, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct stat info;
        if (strcmp(inputs[i], "-") == 0) {
            status = add_file(walk, inputs[i], inputs[i], 0, err);
        } else if (stat(inputs[i], &info) != 0) {
            status = error_set_errno(err, STATUS_INPUT, inputs[i], "read the input");
        } else {
            bool folder = S_ISDIR(info.st_mode);
            status = walk_path(walk, inputs[i], folder ? "" : inputs[i], NULL, skips, err);
        }
    }
    return status;
}

void walk_release(struct walk *walk)
{
    arena_release(&walk->arena);
    memory_free(walk->files);
    *walk = (struct walk){0};
}
