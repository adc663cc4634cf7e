#include "indexer/verify/documents_check.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "common/base/byte_reader.h"
#include "common/base/memory.h"

/* Reads one id behind the one in `id`; it takes all that it can from there. */
static bool read_id(struct byte_reader *in, struct buffer *id)
{
    uint64_t shared = byte_reader_varint(in), size = byte_reader_varint(in);
    struct bytes more = byte_reader_view(in, size);
    if (in->failed || shared > id->size || shared + size > FORMAT_MAX_ID_BYTES || shared + size == 0 ||
        (shared < id->size && size > 0 && more.data[0] == id->data[shared])) {
        return false;
    }
    for (size_t i = 0; i < more.size; i++) {
        if (more.data[i] <= ' ' || more.data[i] == 127) {
            return false;
        }
    }
    id->size = (size_t)shared;
    buffer_append(id, more.data, more.size);
    return true;
}

/* The ids of a group, their hashes into `hashes`. */
static bool check_group(struct bytes group, uint32_t count, struct buffer *id, uint64_t *hashes)
{
    struct byte_reader in = byte_reader_of(group);
    buffer_reset(id);
    for (uint32_t i = 0; i < count; i++) {
        if (!read_id(&in, id)) {
            return false;
        }
        hashes[i] = id->failed ? i : XXH3_64bits(id->data, id->size);
    }
    return in.at == in.end;
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

/* Groups follow each other and fill the section; no id stands twice. */
static enum status check_ids(struct faults *faults, struct error *err)
{
    const struct segment *segment = faults->segment;
    struct bytes section = segment->sections[SECTION_IDS];
    uint32_t documents = segment->facts.documents;
    uint32_t groups = (documents + FORMAT_ID_GROUP - 1) / FORMAT_ID_GROUP;
    const uint8_t *first = section.data + 4 * ((size_t)groups + 1);
    struct buffer id = {0};
    uint64_t *hashes = memory_alloc_array(documents, sizeof *hashes);
    bool whole = hashes != NULL && format_u32(section.data) == 0 &&
                 format_u32(first - 4) == section.size - 4 * ((size_t)groups + 1);
    for (uint32_t g = 0; whole && g < groups; g++) {
        uint32_t start = format_u32(section.data + 4 * (size_t)g), left = documents - g * FORMAT_ID_GROUP;
        uint32_t end = format_u32(section.data + 4 * (size_t)g + 4);
        whole = start <= end && end <= section.size - (size_t)(first - section.data) &&
                check_group(bytes_of(first + start, end - start),
                            left < FORMAT_ID_GROUP ? left : FORMAT_ID_GROUP, &id,
                            hashes + (size_t)g * FORMAT_ID_GROUP);
    }
    if (whole && documents > 1) {
        qsort(hashes, documents, sizeof *hashes, compare_hashes);
    }
    for (uint32_t d = 1; whole && d < documents; d++) {
        whole = hashes[d] != hashes[d - 1];
    }
    bool failed = hashes == NULL || id.failed;
    memory_free(hashes);
    buffer_release(&id);
    if (failed) {
        return error_set_memory(err);
    }
    if (!whole) {
        faults_add(faults, section.data, "ids");
    }
    return STATUS_OK;
}

/* The place of a name among the first fields, 4 for all others. */
static size_t field_place(struct bytes name)
{
    static const char *const names[] = {"title", "text", "url", "date"};
    size_t i = 0;
    while (i < 4 && !bytes_equal(name, bytes_of_text(names[i]))) {
        i++;
    }
    return i;
}

/* The block holds `count` documents and nothing else; first fields are in order and not empty. */
static bool check_block(struct bytes block, uint32_t count)
{
    struct byte_reader in = byte_reader_of(block);
    for (uint32_t i = 0; i < count && !in.failed; i++) {
        uint64_t fields = byte_reader_varint(&in);
        size_t next = 0;
        for (uint64_t f = 0; f < fields && !in.failed; f++) {
            size_t place = field_place(byte_reader_view(&in, byte_reader_varint(&in)));
            uint64_t size = byte_reader_varint(&in);
            byte_reader_view(&in, size);
            if (place < next || (place < 4 && size == 0)) {
                return false;
            }
            next = place < 4 ? place + 1 : 4;
        }
    }
    return !in.failed && in.at == in.end;
}

/* Blocks follow each other, fill their section and hold all documents. */
static bool index_fits(const struct segment *segment, const struct stored_index *index)
{
    const uint8_t *starts = index->starts, *firsts = index->firsts;
    size_t blocks = index->blocks;
    bool fits = format_u64(starts) == 0 &&
                format_u64(starts + 8 * blocks) == segment->sections[SECTION_STORED].size &&
                format_u32(firsts) == 0 && format_u32(firsts + 4 * blocks) == segment->facts.documents;
    for (size_t b = 0; fits && b < blocks; b++) {
        fits = format_u64(starts + 8 * b) < format_u64(starts + 8 * b + 8) &&
               format_u32(firsts + 4 * b) < format_u32(firsts + 4 * b + 4);
    }
    return fits;
}

static enum status check_stored(struct faults *faults, struct error *err)
{
    const struct segment *segment = faults->segment;
    const struct stored_index index = stored_index_of(segment);
    struct bytes record;
    struct buffer scratch = {0};
    uint64_t bytes = 0;
    enum status status = STATUS_OK;
    if (!index_fits(segment, &index)) {
        faults_add(faults, index.starts, "stored index");
        return STATUS_OK;
    }
    for (size_t b = 0; b < index.blocks && status == STATUS_OK; b++) {
        struct error found = ERROR_NONE;
        const uint8_t *first = index.firsts + 4 * b;
        uint32_t end = format_u32(first + 4);
        status = segment_stored_record(segment, end - 1, &scratch, &record, &found);
        if (status == STATUS_OK && !check_block(buffer_bytes(&scratch), end - format_u32(first))) {
            faults_add(faults, segment->sections[SECTION_STORED].data + format_u64(index.starts + 8 * b),
                       "stored block");
        }
        bytes += scratch.size;
        status = faults_note(faults, status, &found, err);
    }
    if (status == STATUS_OK && bytes != segment->facts.stored_bytes) {
        faults_add(faults, segment->sections[SECTION_FACTS].data + FACTS_AT_STORED_BYTES, "stored bytes");
    }
    buffer_release(&scratch);
    return status;
}

enum status documents_check(struct faults *faults, struct error *err)
{
    const struct segment *segment = faults->segment;
    const struct bytes *sections = segment->sections;
    enum status status = STATUS_OK;
    if (segment->facts.flags & FACTS_NUMBER_IDS) {
        if (sections[SECTION_IDS].size != 0 ||
            segment->facts.first_number > UINT64_MAX - segment->facts.documents) {
            faults_add(faults, sections[SECTION_IDS].data, "ids beside numbers");
        }
    } else {
        status = check_ids(faults, err);
        if (segment->facts.first_number != 0) {
            faults_add(faults, sections[SECTION_FACTS].data + FACTS_AT_FIRST_NUMBER,
                       "first number without numbers");
        }
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (segment->facts.flags & FACTS_STORED) {
        return check_stored(faults, err);
    }
    if (sections[SECTION_STORED].size + sections[SECTION_STORED_INDEX].size + segment->facts.stored_bytes != 0) {
        faults_add(faults, sections[SECTION_STORED_INDEX].data, "stored documents where none belong");
    }
    return STATUS_OK;
}
