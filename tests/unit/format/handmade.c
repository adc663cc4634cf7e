#include "handmade.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zlib.h>

enum { SECTIONS = 14 };

struct draft {
    struct buffer file, table;
    size_t *offsets;
    uint32_t section;
};

static void append_f64(struct buffer *out, double value)
{
    uint64_t raw;
    memcpy(&raw, &value, sizeof raw);
    buffer_append_u64(out, raw);
}

static void align(struct buffer *out)
{
    buffer_append_zeros(out, (64 - out->size % 64) % 64);
}

/* Sections in order: aligned, and an entry in the table. */
static void put_section(struct draft *draft, const void *data, size_t size)
{
    align(&draft->file);
    draft->offsets[++draft->section] = draft->file.size;
    buffer_append_u32(&draft->table, draft->section);
    buffer_append_u32(&draft->table, 0);
    buffer_append_u64(&draft->table, draft->file.size);
    buffer_append_u64(&draft->table, size);
    buffer_append_u64(&draft->table, XXH3_64bits(data, size));
    buffer_append(&draft->file, data, size);
}

static void put_buffer(struct draft *draft, struct buffer *out)
{
    put_section(draft, out->data, out->size);
    buffer_release(out);
}

static void put_facts(struct draft *draft, uint64_t stored_bytes)
{
    struct buffer out = {0};
    buffer_append_u32(&out, 1); /* whitespace */
    buffer_append_u32(&out, 1); /* stored */
    buffer_append_u64(&out, 0x1122334455667788);
    append_f64(&out, 1.2);
    append_f64(&out, 0.75);
    buffer_append_u32(&out, 3); /* documents */
    buffer_append_u32(&out, 2); /* terms */
    buffer_append_u64(&out, 5); /* tokens */
    buffer_append_u64(&out, 4); /* postings */
    buffer_append_u32(&out, 2);
    buffer_append_u32(&out, 1);
    buffer_append_u64(&out, 0);
    append_f64(&out, 5.0 / 3);
    buffer_append_u64(&out, stored_bytes);
    buffer_append_zeros(&out, 128 - out.size);
    put_buffer(draft, &out);
}

static void put_terms(struct draft *draft)
{
    static const uint8_t index[] = {0, 0, 0, 0, 0, 0, 'a', 'a', 0, 0, 0, 0, 11, 0, 0, 0};
    /* sizes and offsets; aa; no shared bytes, 2 more: bb; then the bits
     * aa: df - 1 = 2: 011, list of 1 byte: 11, positions of 1 byte: 11
     * bb: df - 1 = 0: 1, document 0: 00, tf - 1 = 0: 1, positions of 1 byte: 010 */
    static const uint8_t terms[] = {6, 0, 0, 2, 'a', 'a', 0x01, 'b', 'b', 0xFE, 0x14};
    static const uint8_t postings[] = {0x58};        /* tfs 1, 1, 2: 0, 00, 1, 1, 01 */
    static const uint8_t positions[] = {0x03, 0x01}; /* aa: 1 1, 00, 0; bb: 10 */
    static const uint8_t lengths[] = {2, 0, 1, 0, 2, 0};
    put_section(draft, index, sizeof index);
    put_section(draft, terms, sizeof terms);
    put_section(draft, postings, sizeof postings);
    put_section(draft, positions, sizeof positions);
    put_section(draft, lengths, sizeof lengths);
    put_section(draft, "", 0);
}

static const uint8_t stored_records[] = "\1\4text\5aa bb\1\4text\2aa\1\4text\5aa aa";

static void put_documents(struct draft *draft)
{
    static const uint8_t ids[] = {0, 0, 0, 0, 9, 0, 0, 0, 0, 1, 'a', 1, 1, 'b', 0, 1, 'b'};
    uint8_t stored[200];
    uLongf size = sizeof stored;
    struct buffer index = {0};
    if (compress(stored, &size, stored_records, sizeof stored_records - 1) != Z_OK) {
        abort();
    }
    buffer_append_u64(&index, 0);
    buffer_append_u64(&index, size);
    buffer_append_u32(&index, 0);
    buffer_append_u32(&index, 3);
    put_section(draft, ids, sizeof ids);
    put_buffer(draft, &index);
    put_section(draft, stored, size);
    put_section(draft, "", 0); /* no lexicon, splits, signatures */
    put_section(draft, "", 0);
    put_section(draft, "", 0);
}

static void put_frame(struct draft *draft)
{
    struct buffer *file = &draft->file;
    align(file);
    struct buffer sums = {0};
    buffer_append_u32(&sums, (uint32_t)XXH3_64bits(file->data, file->size)); /* one page */
    put_buffer(draft, &sums);
    buffer_append_zeros(file, 64);
    align(file);
    size_t table = file->size;
    uint64_t sum = XXH3_64bits(draft->table.data, draft->table.size);
    buffer_append(file, draft->table.data, draft->table.size);
    size_t footer = file->size;
    buffer_append_text(file, "STWFOOTR");
    buffer_append_u32(file, 3);
    buffer_append_u32(file, SECTIONS);
    buffer_append_u64(file, footer + 64);
    buffer_append_u64(file, table);
    buffer_append_u64(file, sum);
    buffer_append_zeros(file, 16);
    buffer_append_u64(file, XXH3_64bits(file->data + footer, 56));
    buffer_release(&draft->table);
}

struct buffer handmade_segment(size_t offsets[15])
{
    struct draft draft = {.offsets = offsets};
    buffer_append_text(&draft.file, "STWSEGMT");
    buffer_append_u32(&draft.file, 3);
    buffer_append_zeros(&draft.file, 52);
    put_facts(&draft, sizeof stored_records - 1);
    put_terms(&draft);
    put_documents(&draft);
    put_frame(&draft);
    return draft.file;
}
