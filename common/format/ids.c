/* The document of an external id: see section 8 of FORMAT.md. */
#include "common/base/byte_reader.h"
#include "common/format/segment.h"

enum { MOST_DIGITS = 20 };

static bool find_number(const struct segment *segment, struct bytes id, uint32_t *document)
{
    uint64_t number = 0;
    bool sane = id.size > 0 && id.size < MOST_DIGITS && (id.data[0] != '0' || id.size == 1);
    for (size_t i = 0; sane && i < id.size; i++) {
        sane = id.data[i] >= '0' && id.data[i] <= '9';
        number = number * 10 + (uint64_t)(id.data[i] - '0');
    }
    uint64_t first = segment->facts.first_number;
    if (!sane || number < first || number - first >= segment->facts.documents) {
        return false;
    }
    *document = (uint32_t)(number - first);
    return true;
}

static size_t common_bytes(struct bytes a, struct bytes b)
{
    size_t size = 0;
    while (size < a.size && size < b.size && a.data[size] == b.data[size]) {
        size++;
    }
    return size;
}

/* Goes over a group of front-coded ids without putting them together: `same`, the bytes that the id
 * at hand has in common with the wanted one, follows from the bytes that it shares with the id
 * before. False on damage. */
static bool find_in_group(struct byte_reader *in, uint32_t count, struct bytes id, uint32_t *place)
{
    size_t same = 0, before = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t shared = byte_reader_varint(in), size = byte_reader_varint(in);
        struct bytes rest = byte_reader_view(in, size);
        if (in->failed || shared > before || shared + size > FORMAT_MAX_ID_BYTES) {
            return false;
        }
        before = (size_t)(shared + size);
        if (shared <= same) {
            struct bytes left = {id.data ? id.data + shared : NULL, id.size - (size_t)shared};
            same = (size_t)shared + common_bytes(rest, left);
        }
        if (same == id.size && before == id.size) {
            *place = i;
            return true;
        }
    }
    *place = count;
    return true;
}

enum status segment_find_document(const struct segment *segment, struct bytes id,
                                  uint32_t *document, bool *found, struct error *err)
{
    struct bytes section = segment->sections[SECTION_IDS];
    uint32_t documents = segment->facts.documents;
    uint32_t groups = (documents + FORMAT_ID_GROUP - 1) / FORMAT_ID_GROUP;
    *found = false;
    if (segment->facts.flags & FACTS_NUMBER_IDS) {
        *found = find_number(segment, id, document);
        return STATUS_OK;
    }
    const uint8_t *first = section.data + 4 * ((size_t)groups + 1);
    uint64_t room = section.size - 4 * ((uint64_t)groups + 1);
    for (uint32_t g = 0; g < groups && !*found; g++) {
        uint64_t start = format_u32(section.data + 4 * (size_t)g);
        uint64_t end = format_u32(section.data + 4 * (size_t)g + 4);
        uint32_t left = documents - g * FORMAT_ID_GROUP, place = 0;
        uint32_t count = left < FORMAT_ID_GROUP ? left : FORMAT_ID_GROUP;
        if (start > end || end > room) {
            return segment_damaged(segment, section.data + 4 * (size_t)g, "ids", err);
        }
        struct byte_reader in = byte_reader_of(bytes_of(first + start, (size_t)(end - start)));
        if (!find_in_group(&in, count, id, &place)) {
            return segment_damaged(segment, in.at, "ids", err);
        }
        *found = place < count;
        *document = g * FORMAT_ID_GROUP + place;
    }
    return STATUS_OK;
}
