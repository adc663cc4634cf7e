#include "indexer/write/documents.h"

#include <string.h>
#include <xxhash.h>
#include <zlib.h>

#include "common/base/byte_reader.h"
#include "common/base/memory.h"
#include "common/format/signature.h"
#include "indexer/invert/deflater.h"
#include "indexer/write/posting_merge.h"

/* The slot of the id, or the free one where it belongs. */
static uint32_t *find(const struct id_table *table, struct bytes id)
{
    for (size_t i = XXH3_64bits(id.data, id.size) & table->mask;; i = (i + 1) & table->mask) {
        uint32_t *slot = &table->slots[i];
        if (*slot == 0 || bytes_equal(id_list_at(table->ids, *slot - 1), id)) {
            return slot;
        }
    }
}

enum status id_table_make(struct id_table *table, const struct id_list *ids, uint8_t *dropped,
                          uint32_t *dropped_count, struct error *err)
{
    uint32_t count = id_list_count(ids);
    size_t size = 16;
    while (size < 2 * (size_t)count) {
        size *= 2;
    }
    *table = (struct id_table){ids, memory_alloc_array(size, sizeof *table->slots), size - 1};
    if (table->slots == NULL) {
        return error_set_memory(err);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *slot = find(table, id_list_at(ids, i));
        if (*slot != 0) {
            dropped[*slot - 1] = 1;
            ++*dropped_count;
        }
        *slot = i + 1;
    }
    return STATUS_OK;
}

bool id_table_find(const struct id_table *table, struct bytes id, uint32_t *number)
{
    uint32_t slot = *find(table, id);
    *number = slot - 1;
    return slot != 0;
}

void id_table_release(struct id_table *table)
{
    memory_free(table->slots);
    *table = (struct id_table){0};
}

/* Copies the records that stay from an inflated block. */
static uint32_t keep_records(struct bytes raw, const uint8_t *dropped, uint32_t documents,
                             struct buffer *out)
{
    struct byte_reader in = byte_reader_of(raw);
    uint32_t kept = 0;
    for (uint32_t d = 0; d < documents; d++) {
        const uint8_t *start = in.at;
        uint64_t fields = byte_reader_varint(&in);
        for (uint64_t f = 0; f < 2 * fields && !in.failed; f++) {
            byte_reader_view(&in, byte_reader_varint(&in));
        }
        if (!dropped[d]) {
            buffer_append(out, start, (size_t)(in.at - start));
            kept++;
        }
    }
    return kept;
}

/* Stored blocks on the way from one spool into another. */
struct restore {
    const struct spool *from;
    struct spool *to;
    struct buffer packed, raw, kept; /* of the block at hand */
    struct deflater *deflater;
};

/* Rewrites one block, which lies at `at` in the old spool, without its dropped documents. */
static enum status rewrite_block(struct restore *restore, uint64_t at, struct stored_block *block,
                                 const uint8_t *dropped, struct error *err)
{
    uLongf raw_size = block->raw_bytes;
    buffer_reset(&restore->packed);
    buffer_reset(&restore->raw);
    buffer_reset(&restore->kept);
    if (!buffer_reserve(&restore->packed, block->size_bytes) ||
        !buffer_reserve(&restore->raw, raw_size)) {
        return error_set_memory(err);
    }
    enum status status = spool_read(restore->from, at, restore->packed.data, block->size_bytes, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (memchr(dropped, 1, block->documents) == NULL) {
        spool_append(restore->to, restore->packed.data, block->size_bytes);
        return spool_status(restore->to, err);
    }
    if (uncompress(restore->raw.data, &raw_size, restore->packed.data, block->size_bytes) != Z_OK) {
        return error_set(err, STATUS_DAMAGED, "a stored block cannot be read again");
    }
    block->documents = keep_records(bytes_of(restore->raw.data, raw_size), dropped,
                                    block->documents, &restore->kept);
    block->raw_bytes = (uint32_t)restore->kept.size;
    restore->packed.size = 0;
    if (restore->kept.failed) {
        return error_set_memory(err);
    }
    status = deflater_append(restore->deflater, buffer_bytes(&restore->kept), &restore->packed, err);
    if (status != STATUS_OK) {
        return status;
    }
    block->size_bytes = (uint32_t)restore->packed.size;
    spool_append(restore->to, restore->packed.data, block->documents ? restore->packed.size : 0);
    return spool_status(restore->to, err);
}

static enum status compact_stored(struct collection *collection, const uint8_t *dropped,
                                  struct error *err)
{
    struct spool fresh = {.folder = collection->stored.folder,
                          .memory_limit = collection->stored.memory_limit};
    struct restore restore = {.from = &collection->stored, .to = &fresh};
    struct stored_block *blocks = (struct stored_block *)(void *)collection->blocks.data;
    size_t count = collection->blocks.size / sizeof *blocks, kept = 0;
    uint64_t at = 0;
    uint32_t document = 0;
    enum status status = deflater_create(&restore.deflater, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct stored_block block = blocks[i];
        status = rewrite_block(&restore, at, &block, dropped + document, err);
        at += blocks[i].size_bytes;
        document += blocks[i].documents;
        if (block.documents > 0) {
            blocks[kept++] = block;
        }
    }
    collection->blocks.size = kept * sizeof *blocks;
    spool_release(&collection->stored);
    collection->stored = fresh;
    buffer_release(&restore.packed);
    buffer_release(&restore.raw);
    buffer_release(&restore.kept);
    deflater_destroy(restore.deflater);
    return status;
}

/* The signatures of documents that stay, read many at once. */
static enum status compact_signatures(struct collection *collection, const uint8_t *dropped,
                                      struct error *err)
{
    enum { AT_ONCE = 4096 };
    struct spool *all = &collection->signatures;
    struct spool fresh = {.folder = all->folder, .memory_limit = all->memory_limit};
    uint8_t *read = memory_alloc(AT_ONCE * SIGNATURE_BYTES);
    enum status status = read != NULL ? STATUS_OK : error_set_memory(err);
    uint64_t count = spool_size(all) / SIGNATURE_BYTES;
    for (uint64_t first = 0; first < count && status == STATUS_OK; first += AT_ONCE) {
        size_t some = count - first < AT_ONCE ? (size_t)(count - first) : AT_ONCE;
        status = spool_read(all, first * SIGNATURE_BYTES, read, some * SIGNATURE_BYTES, err);
        for (size_t i = 0; i < some && status == STATUS_OK; i++) {
            if (!dropped[first + i]) {
                spool_append(&fresh, read + i * SIGNATURE_BYTES, SIGNATURE_BYTES);
            }
        }
    }
    memory_free(read);
    spool_release(all);
    *all = fresh;
    return status == STATUS_OK ? spool_status(all, err) : status;
}

enum status documents_compact(struct collection *collection, const uint8_t *dropped,
                              uint32_t *numbers, struct error *err)
{
    uint32_t *lengths = collection_lengths(collection), kept = 0;
    enum status status = compact_stored(collection, dropped, err);
    if (status == STATUS_OK) {
        status = compact_signatures(collection, dropped, err);
    }
    for (uint32_t d = 0; d < collection->document_count; d++) {
        numbers[d] = dropped[d] ? DOCUMENT_DROPPED : kept;
        if (!dropped[d]) {
            lengths[kept++] = lengths[d];
        }
    }
    id_list_compact(&collection->ids, dropped);
    collection->document_count = kept;
    return status;
}
