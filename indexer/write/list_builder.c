#include "indexer/write/list_builder.h"

#include <string.h>

#include "common/format/format.h"

static uint16_t saturation_code(double g)
{
    double code = g * 65536;
    return code >= 65535 ? 65535 : (uint16_t)code;
}

static void append_positions(struct list_builder *builder, struct buffer *out)
{
    uint32_t limits[CODEC_BLOCK];
    for (uint32_t i = 0; i < builder->pending; i++) {
        limits[i] = format_position_limit(builder->lengths[builder->docs[i]]);
    }
    codec_positions_encode(builder->words, limits, (const uint32_t *)(void *)builder->places.data,
                           builder->pending, out);
    builder->places.size = 0;
}

/* Notes that the next block begins here. */
static void append_start(struct buffer *starts, const struct buffer *blocks)
{
    uint64_t start = blocks->size;
    buffer_append(starts, &start, sizeof start);
}

/* In front of a block: how much of its frequencies comes from compounds. */
static void append_parts(struct list_builder *builder, struct buffer *out)
{
    struct buffer *string = &builder->part_string;
    if (builder->has_parts) {
        buffer_reset(string);
        codec_parts_encode(builder->tfs, builder->parts, builder->pending, string);
        buffer_append_varint(out, string->size);
        buffer_append(out, string->data, string->size);
        out->failed = out->failed || string->failed;
    }
}

/* The documents of the block before end at `last`. */
static uint32_t base_of(const struct list_builder *builder)
{
    uint32_t last;
    if (builder->last.size == 0) {
        return 0;
    }
    memcpy(&last, builder->last.data + builder->last.size - sizeof last, sizeof last);
    return last + 1;
}

/* Encodes the pending documents as a block of a long list: a full one or its tail. */
static void end_block(struct list_builder *builder)
{
    uint32_t base = base_of(builder), last = builder->docs[builder->pending - 1];
    append_start(&builder->starts, &builder->blocks);
    append_start(&builder->place_starts, &builder->place_blocks);
    uint8_t kind = 0;
    append_parts(builder, &builder->blocks);
    if (builder->pending == CODEC_BLOCK) {
        kind = codec_block_encode(builder->docs, builder->tfs, base, &builder->blocks);
    } else {
        codec_short_encode(builder->docs, builder->tfs, builder->pending, base,
                           builder->documents, &builder->blocks);
    }
    append_positions(builder, &builder->place_blocks);
    buffer_append(&builder->last, &last, sizeof last);
    buffer_append_byte(&builder->kinds, kind);
    buffer_append_byte(&builder->bounds, format_bound(builder->block_most));
    builder->block_most = 0;
    builder->pending = 0;
}

uint32_t *list_builder_room(struct list_builder *builder, uint32_t words)
{
    struct buffer *places = &builder->places;
    return buffer_reserve(places, words * sizeof(uint32_t))
               ? (uint32_t *)(void *)(places->data + places->size)
               : NULL;
}

void list_builder_add(struct list_builder *builder, uint32_t document, uint32_t words,
                      uint32_t parts)
{
    double weight = (double)builder->word_weight * words + (double)FORMAT_PART_WEIGHT * parts;
    double g = bm25_saturation(&builder->bm25, weight, builder->lengths[document]);
    uint16_t code = saturation_code(g);
    builder->most = g > builder->most ? g : builder->most;
    builder->block_most = g > builder->block_most ? g : builder->block_most;
    buffer_append(&builder->saturations, &code, sizeof code);
    builder->docs[builder->pending] = document;
    builder->tfs[builder->pending] = words + parts;
    builder->parts[builder->pending] = parts;
    builder->words[builder->pending] = words;
    builder->pending++;
    builder->df++;
    if (builder->with_spellings) {
        spelling_builder_add(&builder->spellings, builder->spelling_set);
    }
    builder->places.size += words * sizeof(uint32_t);
    if (builder->pending == CODEC_BLOCK) {
        end_block(builder);
    }
}

/* The rank-th largest of the saturations (rank from 1, at most df): counts of the high bytes,
 * then of the low bytes of the one high byte that holds the rank. */
static uint16_t largest(const struct list_builder *builder, uint32_t rank)
{
    const uint16_t *codes = (const uint16_t *)(void *)builder->saturations.data;
    uint32_t counts[256] = {0};
    for (uint32_t i = 0; i < builder->df; i++) {
        counts[codes[i] >> 8]++;
    }
    uint32_t high = 255, left = rank;
    while (counts[high] < left) {
        left -= counts[high--];
    }
    memset(counts, 0, sizeof counts);
    for (uint32_t i = 0; i < builder->df; i++) {
        counts[codes[i] & 255] += codes[i] >> 8 == high;
    }
    uint32_t low = 255;
    while (counts[low] < left) {
        left -= counts[low--];
    }
    return (uint16_t)(high << 8 | low);
}

static void append_best(struct list_builder *builder)
{
    uint32_t rank = 10;
    for (int i = 0; i < FORMAT_BEST; i++, rank *= 10) {
        buffer_append_u16(&builder->out, builder->df >= rank ? largest(builder, rank) : 0);
    }
}

/* Group offsets (u32) of every FORMAT_SKIP_GROUPth block, then each block's offset from its group's, `width`
 * bytes wide; false if one does not fit. */
static bool append_offsets(struct buffer *out, const struct buffer *starts, unsigned width)
{
    const uint64_t *start = (const uint64_t *)(void *)starts->data;
    size_t blocks = starts->size / sizeof *start;
    for (size_t i = 0; i < blocks; i += FORMAT_SKIP_GROUP) {
        if (start[i] > UINT32_MAX) {
            return false;
        }
        buffer_append_u32(out, (uint32_t)start[i]);
    }
    for (size_t i = 0; i < blocks; i++) {
        uint64_t offset = start[i] - start[i - i % FORMAT_SKIP_GROUP];
        if (offset > (width == 2 ? UINT16_MAX : UINT32_MAX)) {
            return false;
        }
        if (width == 2) {
            buffer_append_u16(out, (uint16_t)offset);
        } else {
            buffer_append_u32(out, (uint32_t)offset);
        }
    }
    return true;
}

static void append_list(struct list_builder *builder)
{
    struct buffer *out = &builder->out;
    append_best(builder);
    const uint32_t *last = (const uint32_t *)(void *)builder->last.data;
    for (size_t i = 0; i < builder->last.size / sizeof *last; i++) {
        for (unsigned byte = 0; byte < format_document_bytes(builder->documents); byte++) {
            buffer_append_byte(out, (uint8_t)(last[i] >> 8 * byte));
        }
    }
    builder->limit_passed = !append_offsets(out, &builder->starts, 2) || builder->limit_passed;
    buffer_append(out, builder->kinds.data, builder->kinds.size);
    buffer_append(out, builder->bounds.data, builder->bounds.size);
    buffer_append(out, builder->blocks.data, builder->blocks.size);
}

static void append_position_list(struct list_builder *builder)
{
    struct buffer *out = &builder->out;
    size_t start = out->size;
    buffer_append_byte(out, 0);
    if (!append_offsets(out, &builder->place_starts, 2)) {
        out->size = start;
        buffer_append_byte(out, 1);
        builder->limit_passed = !append_offsets(out, &builder->place_starts, 4) ||
                                builder->limit_passed;
    }
    spool_append(builder->positions, out->data, out->size);
    spool_append(builder->positions, builder->place_blocks.data, builder->place_blocks.size);
    out->size = 0;
}

static void start_over(struct list_builder *builder)
{
    struct buffer *const all[] = {&builder->places, &builder->last,        &builder->starts,
                                  &builder->kinds,  &builder->bounds,      &builder->blocks,
                                  &builder->out,    &builder->place_starts, &builder->place_blocks,
                                  &builder->saturations};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        buffer_reset(all[i]);
    }
    builder->df = builder->pending = 0;
    builder->most = builder->block_most = 0;
}

static bool out_of_memory(const struct list_builder *builder)
{
    return builder->places.failed || builder->last.failed || builder->starts.failed ||
           builder->kinds.failed || builder->bounds.failed || builder->blocks.failed ||
           builder->out.failed || builder->place_starts.failed || builder->place_blocks.failed ||
           builder->saturations.failed || spelling_builder_failed(&builder->spellings);
}

/* In front of the positions: how the term is written in each document, if that differs. */
static bool append_spellings(struct list_builder *builder)
{
    struct buffer *out = &builder->out, size = {0};
    spelling_builder_finish(&builder->spellings, out);
    bool some = out->size > 0;
    if (some) {
        buffer_append_varint(&size, out->size);
        spool_append(builder->positions, size.data, size.size);
        spool_append(builder->positions, out->data, out->size);
    }
    out->failed = out->failed || size.failed;
    out->size = 0;
    buffer_release(&size);
    return some;
}

enum status list_builder_finish(struct list_builder *builder, struct list_record *record,
                                struct error *err)
{
    uint64_t lists = spool_size(builder->lists), positions = spool_size(builder->positions);
    *record = (struct list_record){.df = builder->df, .bound = format_bound(builder->most),
                                   .has_parts = builder->has_parts};
    if (out_of_memory(builder)) {
        return error_set_memory(err);
    }
    record->has_spellings = append_spellings(builder);
    if (builder->df < CODEC_BLOCK) {
        record->single_document = builder->docs[0];
        record->single_tf = builder->tfs[0];
        record->single_parts = builder->parts[0];
        append_positions(builder, &builder->place_blocks);
        spool_append(builder->positions, builder->place_blocks.data, builder->place_blocks.size);
        if (builder->df > 1) {
            append_parts(builder, &builder->out);
            codec_short_encode(builder->docs, builder->tfs, builder->df, 0, builder->documents,
                               &builder->out);
        }
    } else {
        if (builder->pending > 0) {
            end_block(builder);
        }
        append_position_list(builder);
        append_list(builder);
    }
    spool_append(builder->lists, builder->out.data, builder->out.size);
    record->list_bytes = spool_size(builder->lists) - lists;
    record->position_bytes = spool_size(builder->positions) - positions;
    bool failed = out_of_memory(builder);
    start_over(builder);
    if (failed || builder->limit_passed) {
        return failed ? error_set_memory(err)
                      : error_set(err, STATUS_LIMIT, "a posting list is too large");
    }
    enum status status = spool_status(builder->lists, err);
    return status == STATUS_OK ? spool_status(builder->positions, err) : status;
}

void list_builder_release(struct list_builder *builder)
{
    start_over(builder);
    buffer_release(&builder->places);
    buffer_release(&builder->last);
    buffer_release(&builder->starts);
    buffer_release(&builder->kinds);
    buffer_release(&builder->bounds);
    buffer_release(&builder->blocks);
    buffer_release(&builder->out);
    buffer_release(&builder->part_string);
    spelling_builder_release(&builder->spellings);
    buffer_release(&builder->place_starts);
    buffer_release(&builder->place_blocks);
    buffer_release(&builder->saturations);
}
