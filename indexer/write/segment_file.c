#include "indexer/write/segment_file.h"

#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "common/base/memory.h"
#include "common/codec/codec.h"
#include "common/io/file_writer.h"
#include "common/io/folder.h"

struct segment_file {
    struct file_writer *writer;
    struct buffer table, sums;
    XXH3_state_t *section_sum;
    enum section section; /* at hand; 0: none */
    uint64_t start;       /* of the section at hand */
    uint8_t page[FORMAT_PAGE_BYTES];
    size_t page_used;
    char path[FOLDER_PATH_BYTES];
};

/* Appends to the file; full pages are summed on the way. */
static void append_raw(struct segment_file *file, const uint8_t *data, size_t size)
{
    file_writer_append(file->writer, data, size);
    while (size > 0) {
        size_t room = FORMAT_PAGE_BYTES - file->page_used, part = size < room ? size : room;
        memcpy(file->page + file->page_used, data, part);
        file->page_used += part;
        data += part;
        size -= part;
        if (file->page_used == FORMAT_PAGE_BYTES) {
            buffer_append_u32(&file->sums, (uint32_t)XXH3_64bits(file->page, FORMAT_PAGE_BYTES));
            file->page_used = 0;
        }
    }
}

static void append_zeros(struct segment_file *file, uint64_t alignment)
{
    static const uint8_t zeros[FORMAT_ALIGNMENT];
    uint64_t over = file_writer_offset(file->writer) % alignment;
    append_raw(file, zeros, over ? (size_t)(alignment - over) : 0);
}

enum status segment_file_create(struct segment_file **created, const char *path, struct error *err)
{
    struct segment_file *file = memory_alloc_array(1, sizeof *file);
    if (file == NULL) {
        return error_set_memory(err);
    }
    file->section_sum = XXH3_createState();
    size_t size = strlen(path);
    enum status status = file->section_sum ? STATUS_OK : error_set_memory(err);
    if (status == STATUS_OK && size >= sizeof file->path) {
        status = error_set_file(err, STATUS_LIMIT, path, -1, "path is too long");
    }
    if (status == STATUS_OK) {
        memcpy(file->path, path, size + 1);
        status = file_writer_create(&file->writer, path, err);
    }
    if (status != STATUS_OK) {
        segment_file_abandon(file);
        return status;
    }
    struct buffer header = {0};
    buffer_append(&header, FORMAT_SEGMENT_MAGIC, 8);
    buffer_append_u32(&header, FORMAT_VERSION);
    append_raw(file, header.data, header.size);
    append_zeros(file, FORMAT_HEADER_BYTES);
    file->sums.failed = header.failed;
    buffer_release(&header);
    *created = file;
    return STATUS_OK;
}

static void end_section(struct segment_file *file)
{
    if (file->section != 0) {
        buffer_append_u32(&file->table, file->section);
        buffer_append_u32(&file->table, 0);
        buffer_append_u64(&file->table, file->start);
        buffer_append_u64(&file->table, file_writer_offset(file->writer) - file->start);
        buffer_append_u64(&file->table, XXH3_64bits_digest(file->section_sum));
    }
    append_zeros(file, FORMAT_ALIGNMENT);
}

void segment_file_begin(struct segment_file *file, enum section section)
{
    end_section(file);
    file->section = section;
    file->start = file_writer_offset(file->writer);
    XXH3_64bits_reset(file->section_sum);
}

void segment_file_append(struct segment_file *file, const void *data, size_t size)
{
    if (size > 0) {
        XXH3_64bits_update(file->section_sum, data, size);
        append_raw(file, data, size);
    }
}

static void append_piece(void *file, const void *data, size_t size)
{
    segment_file_append(file, data, size);
}

enum status segment_file_append_spool(struct segment_file *file, const struct spool *spool,
                                      struct error *err)
{
    return spool_pour(spool, append_piece, file, err);
}

/* Zeros that decoders may read behind the last section, then table and footer. */
static void append_tail(struct segment_file *file)
{
    static const uint8_t slack[CODEC_SLACK_BYTES];
    struct buffer footer = {0};
    end_section(file);
    append_raw(file, slack, sizeof slack);
    uint64_t table = file_writer_offset(file->writer);
    uint64_t size = table + file->table.size + FORMAT_FOOTER_BYTES;
    append_raw(file, file->table.data, file->table.size);
    buffer_append(&footer, FORMAT_FOOTER_MAGIC, 8);
    buffer_append_u32(&footer, FORMAT_VERSION);
    buffer_append_u32(&footer, SECTION_END - 1);
    buffer_append_u64(&footer, size);
    buffer_append_u64(&footer, table);
    buffer_append_u64(&footer, XXH3_64bits(file->table.data, file->table.size));
    buffer_append_zeros(&footer, 16);
    buffer_append_u64(&footer, footer.failed ? 0 : XXH3_64bits(footer.data, footer.size));
    append_raw(file, footer.data, footer.size);
    file->table.failed = file->table.failed || footer.failed;
    buffer_release(&footer);
}

enum status segment_file_finish(struct segment_file *file, uint64_t *size_bytes, struct error *err)
{
    segment_file_begin(file, SECTION_PAGES);
    if (file->page_used > 0) {
        buffer_append_u32(&file->sums, (uint32_t)XXH3_64bits(file->page, file->page_used));
        file->page_used = 0;
    }
    struct buffer sums = file->sums; /* writing them makes sums of their own pages, unused */
    file->sums = (struct buffer){0};
    segment_file_append(file, sums.data, sums.size);
    append_tail(file);
    bool failed = sums.failed || file->sums.failed || file->table.failed;
    buffer_release(&sums);
    if (failed) {
        segment_file_abandon(file);
        return error_set_memory(err);
    }
    uint64_t size = file_writer_offset(file->writer);
    enum status status = file_writer_finish(file->writer, err);
    file->writer = NULL;
    if (status != STATUS_OK) {
        unlink(file->path);
    } else {
        *size_bytes = size;
    }
    segment_file_abandon(file);
    return status;
}

void segment_file_abandon(struct segment_file *file)
{
    if (file != NULL) {
        file_writer_abandon(file->writer);
        XXH3_freeState(file->section_sum);
        buffer_release(&file->table);
        buffer_release(&file->sums);
        memory_free(file);
    }
}
