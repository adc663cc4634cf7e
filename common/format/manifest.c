#include "common/format/manifest.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "common/base/byte_reader.h"
#include "common/base/memory.h"
#include "common/format/format.h"
#include "common/io/folder.h"

enum { HEAD_BYTES = 24, ENTRY_BYTES = 32, SUM_BYTES = 8 };

static enum status damaged(const char *path, struct error *err)
{
    return error_set_file(err, STATUS_DAMAGED, path, 0,
                          "the manifest is damaged; restore it or build the index again");
}

/* Numbers that a builder cannot have written, so that sums and differences of them are safe. */
static bool is_sane(const struct manifest_segment *segment, uint64_t next_file)
{
    return segment->file > 0 && segment->file < next_file && segment->deleted_file < next_file &&
           segment->documents <= FORMAT_MAX_DOCUMENTS &&
           segment->deleted_count <= (segment->deleted_file ? segment->documents : 0);
}

static enum status parse(struct manifest *manifest, struct bytes raw, const char *path,
                         struct error *err)
{
    if (raw.size < HEAD_BYTES + SUM_BYTES || memcmp(raw.data, FORMAT_MANIFEST_MAGIC, 8) != 0) {
        return damaged(path, err);
    }
    struct byte_reader in = byte_reader_of(bytes_of(raw.data + 8, raw.size - 8));
    uint32_t version = byte_reader_u32(&in), count = byte_reader_u32(&in);
    uint64_t next = byte_reader_u64(&in);
    if (version != FORMAT_VERSION) {
        return error_set_file(err, STATUS_INCOMPATIBLE, path, 8,
                              "has format version %u, this program reads %d; build the index again",
                              version, FORMAT_VERSION);
    }
    struct byte_reader sum = byte_reader_of(bytes_of(raw.data + raw.size - SUM_BYTES, SUM_BYTES));
    if (count > MANIFEST_MAX_SEGMENTS ||
        raw.size != HEAD_BYTES + (size_t)count * ENTRY_BYTES + SUM_BYTES ||
        byte_reader_u64(&sum) != XXH3_64bits(raw.data, raw.size - SUM_BYTES)) {
        return damaged(path, err);
    }
    struct manifest_segment *segments = memory_alloc_array(count, sizeof *segments);
    if (segments == NULL) {
        return error_set_memory(err);
    }
    bool sane = next <= MANIFEST_MAX_FILE;
    for (uint32_t i = 0; i < count; i++) {
        segments[i].file = byte_reader_u64(&in);
        segments[i].deleted_file = byte_reader_u64(&in);
        segments[i].deleted_count = byte_reader_u64(&in);
        segments[i].documents = byte_reader_u64(&in);
        sane = sane && is_sane(&segments[i], next);
    }
    if (!sane) {
        memory_free(segments);
        return damaged(path, err);
    }
    *manifest = (struct manifest){next, segments, count};
    return STATUS_OK;
}

enum status manifest_read(struct manifest *manifest, const char *folder, struct error *err)
{
    char path[FOLDER_PATH_BYTES];
    struct buffer raw = {0};
    enum status status = folder_path(path, sizeof path, folder, "manifest", err);
    if (status == STATUS_OK) {
        struct error cause = ERROR_NONE;
        status = folder_read_regular(
            path, HEAD_BYTES + MANIFEST_MAX_SEGMENTS * ENTRY_BYTES + SUM_BYTES, &raw, &cause);
        if (status == STATUS_MISSING) {
            error_set_file(err, status, folder, -1, "no index here; make one with 'stichwort-index "
                                                    "build'");
        } else if (status == STATUS_LIMIT) {
            status = damaged(path, err); /* longer than any manifest */
        } else if (status != STATUS_OK) {
            error_set_file(err, status, cause.file, cause.offset, "%s", cause.message);
        }
    }
    if (status == STATUS_OK) {
        status = parse(manifest, buffer_bytes(&raw), path, err);
    }
    buffer_release(&raw);
    return status;
}

bool manifest_is_replaced(const struct manifest *manifest, const char *folder)
{
    struct manifest now = {0};
    bool replaced = manifest->segment_count > 0 && manifest_read(&now, folder, NULL) == STATUS_OK &&
                    now.next_file != manifest->next_file; /* publishing takes a new file */
    manifest_release(&now);
    return replaced;
}

enum status manifest_write(const struct manifest *manifest, const char *folder, struct error *err)
{
    struct buffer out = {0};
    buffer_append(&out, FORMAT_MANIFEST_MAGIC, 8);
    buffer_append_u32(&out, FORMAT_VERSION);
    buffer_append_u32(&out, (uint32_t)manifest->segment_count);
    buffer_append_u64(&out, manifest->next_file);
    for (size_t i = 0; i < manifest->segment_count; i++) {
        buffer_append_u64(&out, manifest->segments[i].file);
        buffer_append_u64(&out, manifest->segments[i].deleted_file);
        buffer_append_u64(&out, manifest->segments[i].deleted_count);
        buffer_append_u64(&out, manifest->segments[i].documents);
    }
    buffer_append_u64(&out, XXH3_64bits(out.data, out.size));
    enum status status = out.failed ? error_set_memory(err)
                                    : folder_replace_file(folder, "manifest", buffer_bytes(&out), err);
    buffer_release(&out);
    return status;
}

void manifest_release(struct manifest *manifest)
{
    memory_free(manifest->segments);
    *manifest = (struct manifest){0};
}

enum status manifest_file_path(char *out, size_t size, const char *folder, const char *kind,
                               uint64_t number, struct error *err)
{
    char name[64];
    snprintf(name, sizeof name, "%s-%06llu", kind, (unsigned long long)number);
    return folder_path(out, size, folder, name, err);
}
