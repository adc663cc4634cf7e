#include "common/format/deleted.h"

#include <string.h>
#include <xxhash.h>

#include "common/format/segment.h"

enum { HEAD_BYTES = 16, SUM_BYTES = 8 };

static size_t map_bytes(uint32_t documents)
{
    return ((size_t)documents + 7) / 8;
}

size_t deleted_file_bytes(uint32_t documents)
{
    return HEAD_BYTES + map_bytes(documents) + SUM_BYTES;
}

/* As many bits as the manifest says, and none behind the last document. */
static bool fits(const uint8_t *map, uint32_t documents, uint64_t count)
{
    size_t size = map_bytes(documents);
    uint64_t found = 0;
    for (size_t i = 0; i < size; i++) {
        found += (uint64_t)__builtin_popcount(map[i]);
    }
    return found == count && (documents % 8 == 0 || map[size - 1] >> documents % 8 == 0);
}

enum status deleted_parse(struct bytes file, uint32_t documents, uint64_t count, const char *path,
                          struct bytes *map, struct error *err)
{
    size_t summed = HEAD_BYTES + map_bytes(documents);
    if (file.size != summed + SUM_BYTES || memcmp(file.data, FORMAT_DELETED_MAGIC, 8) != 0 ||
        format_u32(file.data + 8) != FORMAT_VERSION || format_u32(file.data + 12) != documents ||
        format_u64(file.data + summed) != XXH3_64bits(file.data, summed) ||
        !fits(file.data + HEAD_BYTES, documents, count)) {
        return error_set_file(err, STATUS_DAMAGED, path, 0,
                              "the list of deleted documents is damaged");
    }
    *map = bytes_of(file.data + HEAD_BYTES, summed - HEAD_BYTES);
    return STATUS_OK;
}

void deleted_append(struct buffer *out, struct bytes map, uint32_t documents)
{
    size_t start = out->size;
    buffer_append(out, FORMAT_DELETED_MAGIC, 8);
    buffer_append_u32(out, FORMAT_VERSION);
    buffer_append_u32(out, documents);
    buffer_append(out, map.data, map.size);
    buffer_append_u64(out, out->failed ? 0 : XXH3_64bits(out->data + start, out->size - start));
}
