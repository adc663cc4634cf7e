#include "indexer/write/index_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/format/deleted.h"
#include "common/io/file_writer.h"
#include "common/io/folder.h"

static bool begins(const char *name, const char *prefix)
{
    return strncmp(name, prefix, strlen(prefix)) == 0;
}

static bool is_numbered(const char *name)
{
    return begins(name, "segment-") || begins(name, "deleted-");
}

static bool is_ours(const char *name)
{
    return is_numbered(name) || begins(name, "spool-") || strcmp(name, "lock") == 0 ||
           strcmp(name, "manifest") == 0 || strcmp(name, "manifest.new") == 0;
}

/* Looks at every name: foreign ones, and the highest file number in use. */
static enum status scan(const char *path, bool *foreign, uint64_t *highest, struct error *err)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return error_set_errno(err, STATUS_IO, path, "read the folder");
    }
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
            continue;
        }
        *foreign = *foreign || !is_ours(name);
        if (is_numbered(name)) {
            uint64_t number = strtoull(name + strlen("segment-"), NULL, 10);
            *highest = number > *highest && number < MANIFEST_MAX_FILE ? number : *highest;
        }
    }
    closedir(folder);
    return STATUS_OK;
}

static bool exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

enum status index_folder_create(struct index_folder *folder, const char *path, bool force,
                                struct error *err)
{
    bool foreign = false, was_there = exists(path);
    uint64_t highest = 0;
    char manifest[FOLDER_PATH_BYTES];
    *folder = (struct index_folder){.path = path, .lock = -1};
    enum status status = folder_create(path, err);
    if (status == STATUS_OK) {
        folder->created = !was_there;
        status = folder_path(manifest, sizeof manifest, path, "manifest", err);
    }
    if (status == STATUS_OK) {
        status = scan(path, &foreign, &highest, err);
    }
    if (status == STATUS_OK && foreign && !exists(manifest) && !force) {
        status = error_set_file(err, STATUS_USAGE, path, -1,
                                "holds other files and no index; give another folder, or --force "
                                "to put an index beside them");
    }
    if (status == STATUS_OK) {
        status = folder_lock(path, &folder->lock, err);
    }
    if (status == STATUS_OK) { /* none, or one that cannot be used any more, is an empty one */
        enum status there = manifest_read(&folder->manifest, path, NULL);
        folder->created = folder->created && there == STATUS_MISSING;
        status = there == STATUS_MEMORY ? error_set_memory(err) : STATUS_OK;
    }
    if (folder->manifest.next_file <= highest) {
        folder->manifest.next_file = highest + 1;
    }
    return status;
}

enum status index_folder_open(struct index_folder *folder, const char *path, struct error *err)
{
    *folder = (struct index_folder){.path = path, .lock = -1};
    enum status status = manifest_read(&folder->manifest, path, err);
    if (status == STATUS_OK) {
        status = folder_lock(path, &folder->lock, err);
    }
    if (status == STATUS_OK) { /* it may have changed before we had the lock */
        manifest_release(&folder->manifest);
        status = manifest_read(&folder->manifest, path, err);
    }
    return status;
}

enum status index_folder_next_file(struct index_folder *folder, const char *kind, char *out,
                                   size_t size, uint64_t *number, struct error *err)
{
    *number = folder->manifest.next_file++;
    enum status status = manifest_file_path(out, size, folder->path, kind, *number, err);
    if (status == STATUS_OK) {
        unlink(out); /* left over from a builder that was stopped; we hold the lock */
    }
    return status;
}

static bool is_named(const struct manifest *manifest, const char *name)
{
    uint64_t number = strtoull(name + strlen("segment-"), NULL, 10);
    for (size_t i = 0; i < manifest->segment_count; i++) {
        const struct manifest_segment *segment = &manifest->segments[i];
        if (number == (begins(name, "segment-") ? segment->file : segment->deleted_file)) {
            return true;
        }
    }
    return false;
}

/* Left-overs do no harm: failures are not reported. */
static void remove_unnamed(const struct index_folder *folder)
{
    DIR *stream = opendir(folder->path);
    if (stream == NULL) {
        return;
    }
    for (const struct dirent *entry; (entry = readdir(stream)) != NULL;) {
        const char *name = entry->d_name;
        if ((is_numbered(name) && !is_named(&folder->manifest, name)) || begins(name, "spool-")) {
            unlinkat(dirfd(stream), name, 0);
        }
    }
    closedir(stream);
}

enum status index_folder_publish(struct index_folder *folder,
                                 const struct manifest_segment *segments, size_t count,
                                 struct error *err)
{
    if (count > MANIFEST_MAX_SEGMENTS) {
        return error_set_file(err, STATUS_LIMIT, folder->path, -1,
                              "has %d segments; run 'stichwort-index merge' first",
                              MANIFEST_MAX_SEGMENTS);
    }
    struct manifest_segment *copy = memory_alloc_array(count, sizeof *copy);
    if (copy == NULL) {
        return error_set_memory(err);
    }
    if (count > 0) {
        memcpy(copy, segments, count * sizeof *copy);
    }
    struct manifest fresh = {folder->manifest.next_file, copy, count};
    enum status status = folder_sync(folder->path, err); /* the new files' names first */
    if (status == STATUS_OK) {
        status = manifest_write(&fresh, folder->path, err);
    }
    if (status != STATUS_OK) {
        manifest_release(&fresh);
        return status;
    }
    manifest_release(&folder->manifest);
    folder->manifest = fresh;
    folder->created = false;
    remove_unnamed(folder);
    return STATUS_OK;
}

void index_folder_close(struct index_folder *folder)
{
    char path[FOLDER_PATH_BYTES];
    if (folder->created && folder->lock >= 0 &&
        folder_path(path, sizeof path, folder->path, "lock", NULL) == STATUS_OK) {
        remove_unnamed(folder); /* a segment that was whole when publishing failed */
        unlink(path);
        rmdir(folder->path);
    }
    if (folder->lock >= 0) {
        folder_unlock(folder->lock);
    }
    manifest_release(&folder->manifest);
    folder->lock = -1;
}

static enum status read_deleted(struct folder_segment *segment, const char *path, uint64_t count,
                                struct error *err)
{
    uint32_t documents = segment->segment.facts.documents;
    struct buffer raw = {0};
    struct bytes map = {NULL, 0};
    struct error found = ERROR_NONE;
    enum status status = folder_read_regular(path, deleted_file_bytes(documents), &raw, &found);
    if (status != STATUS_OK && status != STATUS_LIMIT) {
        if (err != NULL) {
            *err = found;
        }
    } else { /* a file that is too long is damaged as well */
        status = deleted_parse(buffer_bytes(&raw), documents, count, path, &map, err);
    }
    if (status == STATUS_OK) {
        buffer_append(&segment->deleted, map.data, map.size);
    }
    buffer_release(&raw);
    return status;
}

enum status folder_segment_open(struct folder_segment *segment, const struct index_folder *folder,
                                size_t number, struct error *err)
{
    const struct manifest_segment *entry = &folder->manifest.segments[number];
    char path[FOLDER_PATH_BYTES];
    *segment = (struct folder_segment){0};
    enum status status =
        manifest_file_path(path, sizeof path, folder->path, "segment", entry->file, err);
    if (status == STATUS_OK) {
        status = segment_open(&segment->segment, path, err);
    }
    if (status == STATUS_OK && segment->segment.facts.documents != entry->documents) {
        status = segment_damaged(&segment->segment, segment->segment.map.bytes.data,
                                 "number of documents", err);
    }
    if (status == STATUS_OK && entry->deleted_file != 0) {
        status = manifest_file_path(path, sizeof path, folder->path, "deleted",
                                    entry->deleted_file, err);
        if (status == STATUS_OK) {
            status = read_deleted(segment, path, entry->deleted_count, err);
        }
    } else if (status == STATUS_OK) {
        buffer_append_zeros(&segment->deleted, ((size_t)entry->documents + 7) / 8);
    }
    return status == STATUS_OK && segment->deleted.failed ? error_set_memory(err) : status;
}

void folder_segment_close(struct folder_segment *segment)
{
    segment_close(&segment->segment);
    buffer_release(&segment->deleted);
}

enum status index_folder_write_deleted(struct index_folder *folder,
                                       const struct folder_segment *segment,
                                       struct manifest_segment *entry, struct error *err)
{
    char path[FOLDER_PATH_BYTES];
    uint64_t number = 0;
    struct file_writer *writer = NULL;
    struct buffer out = {0};
    enum status status =
        index_folder_next_file(folder, "deleted", path, sizeof path, &number, err);
    if (status == STATUS_OK) {
        status = file_writer_create(&writer, path, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    deleted_append(&out, buffer_bytes(&segment->deleted), segment->segment.facts.documents);
    file_writer_append(writer, out.data, out.size);
    bool failed = out.failed;
    buffer_release(&out);
    if (failed) {
        file_writer_abandon(writer);
        return error_set_memory(err);
    }
    entry->deleted_file = number;
    entry->deleted_count = 0;
    for (size_t i = 0; i < segment->deleted.size; i++) {
        entry->deleted_count += (uint64_t)__builtin_popcount(segment->deleted.data[i]);
    }
    return file_writer_finish(writer, err);
}
