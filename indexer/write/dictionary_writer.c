#include "indexer/write/dictionary_writer.h"

#include <string.h>

#include "common/format/format.h"

static void end_block(struct dictionary_writer *writer)
{
    if (writer->terms == 0) { /* none was begun; an empty text may be one that found no room */
        return;
    }
    bit_writer_finish(&writer->bits);
    buffer_append_u32(&writer->starts, (uint32_t)writer->blocks.size);
    buffer_append_varint(&writer->blocks, writer->text.size);
    buffer_append_varint(&writer->blocks, writer->block_list_offset);
    buffer_append_varint(&writer->blocks, writer->block_position_offset);
    buffer_append(&writer->blocks, writer->text.data, writer->text.size);
    buffer_append(&writer->blocks, writer->data.data, writer->data.size);
    writer->blocks.failed = writer->blocks.failed || writer->text.failed || writer->data.failed;
    buffer_reset(&writer->text);
    buffer_reset(&writer->data);
}

static void begin_block(struct dictionary_writer *writer, struct bytes term)
{
    buffer_append_u64(&writer->keys, format_term_key(term));
    writer->block_list_offset = writer->list_offset;
    writer->block_position_offset = writer->position_offset;
    writer->bits = (struct bit_writer){.out = &writer->data};
    buffer_append_varint(&writer->text, term.size);
    buffer_append(&writer->text, term.data, term.size);
}

static void append_text(struct dictionary_writer *writer, struct bytes term)
{
    size_t shared = 0;
    while (shared < term.size && shared < writer->before_size &&
           term.data[shared] == writer->before[shared]) {
        shared++;
    }
    size_t rest = term.size - shared;
    buffer_append_byte(&writer->text, (uint8_t)((shared < 15 ? shared : 15) << 4 |
                                                (rest < 16 ? rest - 1 : 15)));
    if (shared >= 15) {
        buffer_append_varint(&writer->text, shared - 15);
    }
    if (rest >= 16) {
        buffer_append_varint(&writer->text, rest - 16);
    }
    buffer_append(&writer->text, term.data + shared, rest);
}

void dictionary_writer_add(struct dictionary_writer *writer, struct bytes term,
                           const struct list_record *record)
{
    if (writer->terms % FORMAT_TERM_BLOCK == 0) {
        end_block(writer);
        begin_block(writer, term);
    } else {
        append_text(writer, term);
    }
    memcpy(writer->before, term.data, term.size);
    writer->before_size = term.size;
    writer->terms++;
    struct bit_writer *bits = &writer->bits;
    unsigned order = format_size_order(record->df);
    bit_writer_put_golomb(bits, record->df - 1, 0);
    if (record->df == 1) {
        bit_writer_put(bits, record->single_document, bits_for(writer->documents));
        bit_writer_put_golomb(bits, record->single_tf - 1, 0);
        if (writer->with_parts) {
            bit_writer_put_golomb(bits, record->single_parts, 0);
        }
    } else {
        bit_writer_put(bits, record->has_parts, writer->with_parts);
        bit_writer_put(bits, record->has_spellings, writer->with_spellings);
        bit_writer_put_golomb(bits, record->list_bytes, order);
    }
    bit_writer_put_golomb(bits, record->position_bytes, order);
    if (record->df >= FORMAT_BOUND_FROM_DF) {
        bit_writer_put(bits, record->bound, 8);
    }
    writer->list_offset += record->list_bytes;
    writer->position_offset += record->position_bytes;
}

enum status dictionary_writer_finish(struct dictionary_writer *writer, struct error *err)
{
    end_block(writer);
    buffer_append_u32(&writer->starts, (uint32_t)writer->blocks.size);
    buffer_append(&writer->keys, writer->starts.data, writer->starts.size);
    if (writer->keys.failed || writer->starts.failed || writer->blocks.failed) {
        return error_set_memory(err);
    }
    if (writer->blocks.size > UINT32_MAX) {
        return error_set(err, STATUS_LIMIT, "the dictionary passes 4 GiB");
    }
    return STATUS_OK;
}

void dictionary_writer_release(struct dictionary_writer *writer)
{
    buffer_release(&writer->keys);
    buffer_release(&writer->starts);
    buffer_release(&writer->blocks);
    buffer_release(&writer->text);
    buffer_release(&writer->data);
}
