#include "common/format/spellings.h"

#include "common/base/byte_reader.h"

bool spellings_cut(const struct term_entry *entry, struct bytes *spellings, struct bytes *positions)
{
    struct byte_reader in = byte_reader_of(entry->positions);
    *spellings = bytes_of(NULL, 0);
    if (entry->has_spellings) {
        *spellings = byte_reader_view(&in, byte_reader_varint(&in));
    }
    *positions = bytes_of(in.at, byte_reader_left(&in));
    return !in.failed;
}

static bool read_sets(struct bit_reader *in, struct spellings *spellings)
{
    uint64_t sets = bit_reader_get_golomb(in, 0) + 2, count = bit_reader_get_golomb(in, 1) + 1;
    if (in->failed || sets > FORMAT_SPELLING_SETS || count > 256) {
        return false;
    }
    spellings->set_count = (uint32_t)sets;
    spellings->count = (uint32_t)count;
    for (uint32_t i = 0; i < count; i++) {
        spellings->bytes[i] = (uint8_t)bit_reader_get(in, 8);
        spellings->sets[i] = (uint16_t)bit_reader_get(in, (unsigned)sets);
    }
    return !in->failed;
}

enum status spellings_read(const struct segment *segment, const struct term_entry *entry,
                           struct spellings *spellings, struct error *err)
{
    struct bytes all, positions;
    spellings->set_count = spellings->count = 0;
    if (!entry->has_spellings) {
        return STATUS_OK;
    }
    bool sane = spellings_cut(entry, &all, &positions);
    struct bit_reader in = bit_reader_of(all);
    return sane && read_sets(&in, spellings) &&
                   symbols_open(&spellings->codes, &in, entry->df, spellings->set_count)
               ? STATUS_OK
               : segment_damaged(segment, entry->positions.data, "spellings", err);
}

uint32_t spellings_of_set(const struct spellings *spellings, uint32_t set, uint8_t bytes[256])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < spellings->count && set < spellings->set_count; i++) {
        if (spellings->sets[i] >> set & 1) {
            bytes[count++] = spellings->bytes[i];
        }
    }
    return count;
}

void spellings_write(const struct spellings *spellings, const uint8_t *codes, uint32_t documents,
                     struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    bit_writer_put_golomb(&writer, spellings->set_count - 2, 0);
    bit_writer_put_golomb(&writer, spellings->count - 1, 1);
    for (uint32_t i = 0; i < spellings->count; i++) {
        bit_writer_put(&writer, spellings->bytes[i], 8);
        bit_writer_put(&writer, spellings->sets[i], spellings->set_count);
    }
    symbols_encode(&writer, codes, documents, spellings->set_count);
    bit_writer_finish(&writer);
}
