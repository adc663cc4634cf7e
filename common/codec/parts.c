/* How much of a count comes from compounds. */
#include "common/codec/codec.h"

#include "common/codec/parts_read.h"

static void put_places(struct buffer *out, const uint32_t *parts, size_t count, size_t found)
{
    if (found == count) {
        buffer_append_byte(out, PARTS_ALL);
    } else if (1 + found < parts_map_bytes(count)) {
        buffer_append_byte(out, PARTS_LIST);
        buffer_append_byte(out, (uint8_t)found);
        for (size_t i = 0; i < count; i++) {
            if (parts[i] > 0) {
                buffer_append_byte(out, (uint8_t)i);
            }
        }
    } else {
        buffer_append_byte(out, PARTS_MAP);
        for (size_t i = 0; i < count; i += 8) {
            uint8_t byte = 0;
            for (size_t j = i; j < count && j < i + 8; j++) {
                byte = (uint8_t)(byte | (parts[j] > 0) << (j - i));
            }
            buffer_append_byte(out, byte);
        }
    }
}

void codec_parts_encode(const uint32_t *counts, const uint32_t *parts, size_t count,
                        struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    size_t found = 0, pure = 0;
    for (size_t i = 0; i < count; i++) {
        found += parts[i] > 0;
        pure += parts[i] == counts[i];
    }
    if (found == 0) {
        return;
    }
    if (pure == count) {
        buffer_append_byte(out, PARTS_ALL_PURE);
        return;
    }
    put_places(out, parts, count, found);
    for (size_t i = 0; i < count; i++) {
        if (parts[i] > 0 && counts[i] > 1) {
            bit_writer_put(&writer, parts[i] < counts[i], 1);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (parts[i] > 0 && parts[i] < counts[i] && counts[i] > 2) {
            bit_writer_put_golomb(&writer, counts[i] - parts[i] - 1, 0);
        }
    }
    bit_writer_finish(&writer);
}

bool codec_parts_decode(const uint8_t *in, const uint8_t *end, const uint32_t *counts, size_t count,
                        uint32_t *parts)
{
    return parts_decode(in, end, counts, count, parts);
}

int64_t codec_parts_at(const uint8_t *in, const uint8_t *end, uint32_t tf, size_t count,
                       size_t index)
{
    uint64_t map[CODEC_BLOCK / 64];
    if (in == end) {
        return 0;
    }
    if (*in == PARTS_ALL_PURE) {
        return tf;
    }
    if (parts_read_map(in, end, count, map) == NULL) {
        return -1;
    }
    bool there = (map[index / 64] >> index % 64 & 1) != 0;
    return !there ? 0 : tf == 1 ? 1 : -1;
}
