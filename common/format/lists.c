/* The lists of a segment: documents, frequencies, places of positions, stored documents. */
#include <string.h>
#include <zlib.h>

#include "common/base/byte_reader.h"
#include "common/codec/codec.h"
#include "common/format/segment.h"
#include "common/format/spellings.h"

bool long_list_open(struct long_list *list, const struct term_entry *entry, uint32_t documents)
{
    unsigned width = format_document_bytes(documents);
    uint64_t blocks = ((uint64_t)entry->df + CODEC_BLOCK - 1) / CODEC_BLOCK;
    uint64_t groups = (blocks + FORMAT_SKIP_GROUP - 1) / FORMAT_SKIP_GROUP;
    uint64_t head = 2 * FORMAT_BEST + blocks * (width + 2 + 1 + 1) + groups * 4;
    if (entry->df < CODEC_BLOCK || entry->list.size < head) {
        return false;
    }
    list->df = entry->df;
    list->blocks = (uint32_t)blocks;
    list->best = entry->list.data;
    list->last = list->best + 2 * FORMAT_BEST;
    list->last_width = width;
    list->last_mask = width == 4 ? UINT32_MAX : (1u << 8 * width) - 1;
    list->group = list->last + width * blocks;
    list->offset = list->group + 4 * groups;
    list->kind = list->offset + 2 * blocks;
    list->bound = list->kind + blocks;
    list->data = list->bound + blocks;
    list->end = entry->list.data + entry->list.size;
    return true;
}

/* Where the postings of a block go. */
struct run {
    uint32_t count;
    uint32_t *docs, *tfs, *parts;
};

static uint64_t block_offset(const struct long_list *list, uint32_t block)
{
    return (uint64_t)format_u32(list->group + 4 * (size_t)(block / FORMAT_SKIP_GROUP)) +
           format_u16(list->offset + 2 * (size_t)block);
}

bool long_list_block(const struct long_list *list, uint32_t block, const uint8_t **in,
                     const uint8_t **end)
{
    uint64_t size = (uint64_t)(list->end - list->data);
    uint64_t start = block_offset(list, block);
    uint64_t stop = block + 1 < list->blocks ? block_offset(list, block + 1) : size;
    if (start > stop || stop > size) {
        return false;
    }
    *in = list->data + start;
    *end = list->data + stop;
    return true;
}

bool segment_take_any_parts(const uint8_t **in, const uint8_t *end, struct bytes *parts)
{
    struct byte_reader reader = byte_reader_of(bytes_of(*in, (size_t)(end - *in)));
    *parts = byte_reader_view(&reader, byte_reader_varint(&reader));
    *in = reader.at;
    return !reader.failed;
}

static bool read_short(const uint8_t *in, const uint8_t *end, const struct term_entry *entry,
                       uint32_t base, uint32_t documents, struct run run)
{
    struct bytes parts = {NULL, 0};
    return (!entry->has_parts || segment_take_parts(&in, end, &parts)) &&
           codec_short_decode(in, end, run.count, base, documents, run.docs, run.tfs) &&
           codec_parts_decode(parts.data, parts.data + parts.size, run.tfs, run.count, run.parts);
}

static bool read_block(const struct codec *codec, const struct long_list *list, uint32_t block,
                       const struct term_entry *entry, uint32_t documents, struct run run)
{
    const uint8_t *in, *end;
    struct bytes parts = {NULL, 0};
    if (!long_list_block(list, block, &in, &end)) {
        return false;
    }
    uint32_t base = long_list_base(list, block), last = long_list_last(list, block);
    if (last >= documents || base > last) {
        return false;
    }
    if (run.count < CODEC_BLOCK) {
        return read_short(in, end, entry, base, documents, run) && run.docs[run.count - 1] == last &&
               list->kind[block] == 0;
    }
    uint8_t kind = list->kind[block];
    return (!entry->has_parts || segment_take_parts(&in, end, &parts)) &&
           codec->docs_decode(in, end, kind, base, last, run.docs) &&
           codec->tfs_decode(in, end, kind, base, last, run.tfs) &&
           codec_parts_decode(parts.data, parts.data + parts.size, run.tfs, run.count, run.parts);
}

enum status segment_read_list(const struct segment *segment, const struct term_entry *entry,
                              uint32_t *docs, uint32_t *tfs, uint32_t *parts, struct error *err)
{
    const struct codec *codec = codec_for(cpu_best_path());
    const uint8_t *in = entry->list.data;
    struct long_list list;
    if (entry->df == 1) {
        docs[0] = entry->single_document;
        tfs[0] = entry->single_tf;
        parts[0] = entry->single_parts;
        return STATUS_OK;
    }
    if (entry->df < CODEC_BLOCK) {
        return read_short(in, in + entry->list.size, entry, 0, segment->facts.documents,
                          (struct run){entry->df, docs, tfs, parts})
                   ? STATUS_OK
                   : segment_damaged(segment, in, "posting list", err);
    }
    if (!long_list_open(&list, entry, segment->facts.documents)) {
        return segment_damaged(segment, in, "posting list", err);
    }
    for (uint32_t i = 0; i < list.blocks; i++) {
        size_t first = (size_t)i * CODEC_BLOCK;
        struct run run = {long_list_count(&list, i), docs + first, tfs + first, parts + first};
        if (!read_block(codec, &list, i, entry, segment->facts.documents, run)) {
            return segment_damaged(segment, in, "posting block", err);
        }
    }
    return STATUS_OK;
}

enum status segment_position_block(const struct segment *segment, const struct term_entry *entry,
                                   uint32_t block, const uint8_t **in, const uint8_t **end,
                                   struct error *err)
{
    struct bytes all, spellings;
    if (!spellings_cut(entry, &spellings, &all)) {
        return segment_damaged(segment, entry->positions.data, "spellings", err);
    }
    if (entry->df < CODEC_BLOCK) {
        *in = all.data;
        *end = all.data + all.size;
        return STATUS_OK;
    }
    uint64_t blocks = ((uint64_t)entry->df + CODEC_BLOCK - 1) / CODEC_BLOCK;
    uint64_t groups = (blocks + FORMAT_SKIP_GROUP - 1) / FORMAT_SKIP_GROUP;
    unsigned width = all.size && all.data[0] ? 4 : 2;
    uint64_t head = 1 + 4 * groups + width * blocks;
    if (block >= blocks || all.size < head || all.data[0] > 1) {
        return segment_damaged(segment, all.data, "position list", err);
    }
    uint64_t place[2] = {0, all.size - head};
    const uint8_t *offsets = all.data + 1 + 4 * groups;
    for (uint32_t i = 0; i < 2 && block + i < blocks; i++) {
        const uint8_t *raw = offsets + (uint64_t)width * (block + i);
        place[i] = (uint64_t)format_u32(all.data + 1 + 4 * ((block + i) / FORMAT_SKIP_GROUP)) +
                   (width == 4 ? format_u32(raw) : format_u16(raw));
    }
    if (place[0] > place[1] || place[1] > all.size - head) {
        return segment_damaged(segment, all.data, "position list", err);
    }
    *in = all.data + head + place[0];
    *end = all.data + head + place[1];
    return STATUS_OK;
}

enum { MAX_STORED_BLOCK = 1 << 28 }; /* a record of 64 MiB, its bad bytes as U+FFFD, and what stands before it */

static enum status inflate_all(struct bytes in, struct buffer *out, bool *whole, struct error *err)
{
    z_stream stream = {0};
    *whole = false;
    if (in.size > UINT32_MAX || inflateInit(&stream) != Z_OK) {
        return in.size > UINT32_MAX ? STATUS_OK : error_set_memory(err);
    }
    int step = Z_OK;
    stream.next_in = (z_const Bytef *)(uintptr_t)in.data;
    stream.avail_in = (uInt)in.size;
    while (step == Z_OK && out->size < MAX_STORED_BLOCK && buffer_reserve(out, 1 << 16)) {
        size_t room = out->capacity - out->size;
        uInt avail = room > (1u << 24) ? 1u << 24 : (uInt)room;
        stream.next_out = out->data + out->size;
        stream.avail_out = avail;
        step = inflate(&stream, Z_NO_FLUSH);
        out->size += avail - stream.avail_out;
    }
    *whole = step == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    return out->failed ? error_set_memory(err) : STATUS_OK;
}

/* Steps over `count` documents of an inflated block; the view of the last one. */
static struct bytes record_in(struct bytes block, uint32_t count, bool *whole)
{
    struct byte_reader in = byte_reader_of(block);
    const uint8_t *start = in.at;
    for (uint32_t i = 0; i < count && !in.failed; i++) {
        start = in.at;
        uint64_t fields = byte_reader_varint(&in);
        for (uint64_t f = 0; f < 2 * fields && !in.failed; f++) {
            byte_reader_view(&in, byte_reader_varint(&in));
        }
    }
    *whole = !in.failed;
    return bytes_of(start, in.failed ? 0 : (size_t)(in.at - start));
}

enum status segment_stored_record(const struct segment *segment, uint32_t document,
                                  struct buffer *scratch, struct bytes *record, struct error *err)
{
    const struct stored_index index = stored_index_of(segment);
    struct bytes stored = segment->sections[SECTION_STORED];
    *record = bytes_of(NULL, 0);
    if (!(segment->facts.flags & FACTS_STORED)) {
        return STATUS_OK;
    }
    size_t low = 0, high = index.blocks;
    while (low + 1 < high) { /* the last block that begins at or before the document */
        size_t middle = (low + high) / 2;
        if (format_u32(index.firsts + 4 * middle) <= document) {
            low = middle;
        } else {
            high = middle;
        }
    }
    uint64_t start = format_u64(index.starts + 8 * low), end = format_u64(index.starts + 8 * (low + 1));
    uint32_t first = format_u32(index.firsts + 4 * low);
    if (index.blocks == 0 || start > end || end > stored.size || first > document) {
        return segment_damaged(segment, index.starts + 8 * low, "stored index", err);
    }
    bool whole = false;
    buffer_reset(scratch);
    enum status status = inflate_all(bytes_of(stored.data + start, (size_t)(end - start)), scratch,
                                     &whole, err);
    if (status == STATUS_OK && whole) {
        *record = record_in(buffer_bytes(scratch), document - first + 1, &whole);
    }
    if (status == STATUS_OK && !whole) {
        return segment_damaged(segment, stored.data + start, "stored block", err);
    }
    return status;
}
