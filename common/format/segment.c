#include "common/format/segment.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "common/base/byte_reader.h"
#include "common/codec/codec.h"
#include "common/format/signature.h"

enum status segment_damaged(const struct segment *segment, const void *at, const char *what,
                            struct error *err)
{
    const uint8_t *place = at;
    const uint8_t *start = segment->map.bytes.data;
    bool inside = start != NULL && place >= start && place <= start + segment->map.bytes.size;
    return error_set_file(err, STATUS_DAMAGED, segment->path, inside ? place - start : -1,
                          "%s at offset %lld is damaged; run 'stichwort-index check' on the index",
                          what, inside ? (long long)(place - start) : -1LL);
}

static enum status read_footer(struct segment *segment, uint64_t *table, uint32_t *count,
                               struct error *err)
{
    struct bytes file = segment->map.bytes;
    if (file.size < FORMAT_HEADER_BYTES + FORMAT_FOOTER_BYTES ||
        memcmp(file.data, FORMAT_SEGMENT_MAGIC, 8) != 0) {
        return segment_damaged(segment, file.data, "header", err);
    }
    if (format_u32(file.data + 8) != FORMAT_VERSION) {
        return error_set_file(err, STATUS_INCOMPATIBLE, segment->path, 8,
                              "has format version %u, this program reads %u; build the index again",
                              format_u32(file.data + 8), FORMAT_VERSION);
    }
    const uint8_t *footer = file.data + file.size - FORMAT_FOOTER_BYTES;
    if (memcmp(footer, FORMAT_FOOTER_MAGIC, 8) != 0 ||
        format_u64(footer + 56) != XXH3_64bits(footer, 56) ||
        format_u64(footer + 16) != file.size) {
        return segment_damaged(segment, footer, "footer", err);
    }
    *count = format_u32(footer + 12);
    *table = format_u64(footer + 24);
    uint64_t size = (uint64_t)*count * FORMAT_TABLE_ENTRY_BYTES;
    if (*count != SECTION_END - 1 || *table > file.size - FORMAT_FOOTER_BYTES ||
        size != file.size - FORMAT_FOOTER_BYTES - *table ||
        format_u64(footer + 32) != XXH3_64bits(file.data + *table, (size_t)size)) {
        return segment_damaged(segment, footer, "section table", err);
    }
    return STATUS_OK;
}

static enum status read_table(struct segment *segment, struct error *err)
{
    uint64_t table = 0, at = FORMAT_HEADER_BYTES;
    uint32_t count = 0;
    enum status status = read_footer(segment, &table, &count, err);
    if (status != STATUS_OK) {
        return status;
    }
    const uint8_t *entry = segment->map.bytes.data + table;
    for (uint32_t i = 1; i <= count; i++, entry += FORMAT_TABLE_ENTRY_BYTES) {
        uint64_t offset = format_u64(entry + 8), size = format_u64(entry + 16);
        if (format_u32(entry) != i || offset % FORMAT_ALIGNMENT != 0 || offset < at ||
            offset > table || size > table - offset || table - offset - size < CODEC_SLACK_BYTES) {
            return segment_damaged(segment, entry, "section table", err);
        }
        segment->sections[i] = bytes_of(segment->map.bytes.data + offset, (size_t)size);
        at = offset + size;
    }
    return STATUS_OK;
}

static double read_f64(struct byte_reader *reader)
{
    uint64_t raw = byte_reader_u64(reader);
    double value;
    memcpy(&value, &raw, 8);
    return value;
}

/* Every analyzer but whitespace tells spellings; only those may have compounds. */
static bool flags_fit(const struct segment_facts *facts)
{
    uint32_t german = facts->analyzer == FORMAT_WHITESPACE ? 0 : FACTS_PARTS | FACTS_SPELLINGS;
    return (facts->flags & ~(german | FACTS_STORED | FACTS_NUMBER_IDS)) == 0 &&
           (facts->flags & FACTS_SPELLINGS) == (german & FACTS_SPELLINGS);
}

static enum status read_facts(struct segment *segment, struct error *err)
{
    struct bytes raw = segment->sections[SECTION_FACTS];
    struct segment_facts *facts = &segment->facts;
    struct byte_reader in = byte_reader_of(raw);
    facts->analyzer = byte_reader_u32(&in);
    facts->flags = byte_reader_u32(&in);
    facts->fingerprint = byte_reader_u64(&in);
    facts->k1 = read_f64(&in);
    facts->b = read_f64(&in);
    facts->documents = byte_reader_u32(&in);
    facts->terms = byte_reader_u32(&in);
    facts->tokens = byte_reader_u64(&in);
    facts->postings = byte_reader_u64(&in);
    facts->largest_length = byte_reader_u32(&in);
    facts->smallest_length = byte_reader_u32(&in);
    facts->first_number = byte_reader_u64(&in);
    facts->average_length = read_f64(&in);
    facts->stored_bytes = byte_reader_u64(&in);
    bool sane = !in.failed && flags_fit(facts) && raw.size == FORMAT_FACTS_BYTES && facts->analyzer <= FORMAT_LAST_ANALYZER &&
                facts->documents <= FORMAT_MAX_DOCUMENTS && facts->k1 >= 0 && facts->k1 <= 100 &&
                facts->b >= 0 && facts->b <= 1 && facts->average_length >= 0 &&
                facts->average_length <= 4294967296.0;
    return sane ? STATUS_OK : segment_damaged(segment, raw.data, "facts", err);
}

static enum status check_shapes(struct segment *segment, struct error *err)
{
    const struct segment_facts *facts = &segment->facts;
    const struct bytes *sections = segment->sections;
    uint64_t n = facts->documents;
    uint64_t blocks = ((uint64_t)facts->terms + FORMAT_TERM_BLOCK - 1) / FORMAT_TERM_BLOCK;
    if (sections[SECTION_TERM_INDEX].size != blocks * 12 + 4) {
        return segment_damaged(segment, sections[SECTION_TERM_INDEX].data, "term index", err);
    }
    if (sections[SECTION_LENGTHS].size != 2 * n || sections[SECTION_LONG_LENGTHS].size % 8 != 0) {
        return segment_damaged(segment, sections[SECTION_LENGTHS].data, "lengths", err);
    }
    uint64_t groups = (n + FORMAT_ID_GROUP - 1) / FORMAT_ID_GROUP;
    if (!(facts->flags & FACTS_NUMBER_IDS) && sections[SECTION_IDS].size < 4 * (groups + 1)) {
        return segment_damaged(segment, sections[SECTION_IDS].data, "ids", err);
    }
    size_t index = sections[SECTION_STORED_INDEX].size;
    if ((facts->flags & FACTS_STORED) &&
        (index % FORMAT_STORED_ENTRY_BYTES != 0 || index < FORMAT_STORED_ENTRY_BYTES)) {
        return segment_damaged(segment, sections[SECTION_STORED_INDEX].data, "stored index", err);
    }
    if (sections[SECTION_SIGNATURES].size != 0 && sections[SECTION_SIGNATURES].size != SIGNATURE_BYTES * n) {
        return segment_damaged(segment, sections[SECTION_SIGNATURES].data, "signatures", err);
    }
    segment->term_blocks = (uint32_t)blocks;
    segment->lengths = sections[SECTION_LENGTHS].data;
    return STATUS_OK;
}

enum status segment_open(struct segment *segment, const char *path, struct error *err)
{
    struct segment opened = {0};
    snprintf(opened.path, sizeof opened.path, "%s", path);
    enum status status = file_map_open(&opened.map, path, err);
    if (status == STATUS_OK) {
        status = read_table(&opened, err);
    }
    if (status == STATUS_OK) {
        status = read_facts(&opened, err);
    }
    if (status == STATUS_OK) {
        status = check_shapes(&opened, err);
    }
    if (status != STATUS_OK) {
        file_map_close(&opened.map);
        return status;
    }
    *segment = opened;
    return STATUS_OK;
}

void segment_close(struct segment *segment)
{
    file_map_close(&segment->map);
    *segment = (struct segment){0};
}

uint32_t segment_long_length(const struct segment *segment, uint32_t document)
{
    const uint8_t *rows = segment->sections[SECTION_LONG_LENGTHS].data;
    size_t low = 0, high = segment->sections[SECTION_LONG_LENGTHS].size / 8;
    while (low < high) {
        size_t middle = (low + high) / 2;
        uint32_t found = format_u32(rows + 8 * middle);
        if (found == document) {
            return format_u32(rows + 8 * middle + 4);
        }
        if (found < document) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return FORMAT_LONG_LENGTH;
}

enum status segment_document_id(const struct segment *segment, uint32_t document,
                                struct buffer *scratch, struct bytes *id, struct error *err)
{
    buffer_reset(scratch);
    struct bytes section = segment->sections[SECTION_IDS];
    if (segment->facts.flags & FACTS_NUMBER_IDS) {
        buffer_append_format(scratch, "%llu",
                             (unsigned long long)(segment->facts.first_number + document));
    } else {
        uint32_t groups = (segment->facts.documents + FORMAT_ID_GROUP - 1) / FORMAT_ID_GROUP;
        uint32_t group = document / FORMAT_ID_GROUP;
        uint64_t start = format_u32(section.data + 4 * (size_t)group);
        uint64_t end = format_u32(section.data + 4 * (size_t)group + 4);
        uint64_t first = 4 * ((uint64_t)groups + 1);
        if (start > end || end > section.size - first) {
            return segment_damaged(segment, section.data + 4 * (size_t)group, "ids", err);
        }
        struct byte_reader in = byte_reader_of(bytes_of(section.data + first + start,
                                                        (size_t)(end - start)));
        for (uint32_t i = 0; i <= document % FORMAT_ID_GROUP; i++) {
            uint64_t shared = byte_reader_varint(&in), rest = byte_reader_varint(&in);
            struct bytes more = byte_reader_view(&in, rest);
            if (in.failed || shared > scratch->size || shared + rest > FORMAT_MAX_ID_BYTES) {
                return segment_damaged(segment, in.at, "ids", err);
            }
            scratch->size = (size_t)shared;
            buffer_append(scratch, more.data, more.size);
        }
    }
    if (scratch->failed) {
        return error_set_memory(err);
    }
    *id = buffer_bytes(scratch);
    return STATUS_OK;
}
