#include "indexer/invert/run.h"

#include <string.h>

#include "common/base/byte_reader.h"
#include "indexer/invert/term_sort.h"

enum { HEAD_BYTES = 300 };

/* Makes `wanted` bytes readable at `at`, as far as the run has them. */
static enum status ensure(struct run_reader *reader, size_t wanted, struct error *err)
{
    struct buffer *window = &reader->window;
    if (window->size - reader->at >= wanted) {
        return STATUS_OK;
    }
    uint64_t read_to = reader->offset + window->size;
    size_t kept = window->size - reader->at;
    if (kept > 0) {
        memmove(window->data, window->data + reader->at, kept);
    }
    reader->offset += reader->at;
    reader->at = 0;
    window->size = kept;
    uint64_t left = reader->end - read_to;
    size_t more = wanted > reader->window_bytes ? wanted : reader->window_bytes;
    more = left < more ? (size_t)left : more;
    if (more == 0) {
        return STATUS_OK;
    }
    if (!buffer_reserve(window, more)) {
        return error_set_memory(err);
    }
    enum status status = spool_read(reader->spool, read_to, window->data + kept, more, err);
    window->size += status == STATUS_OK ? more : 0;
    return status;
}

enum status run_reader_next(struct run_reader *reader, struct error *err)
{
    enum status status = ensure(reader, reader->payload_bytes, err);
    if (status == STATUS_OK) {
        reader->at += reader->payload_bytes;
        reader->payload_bytes = 0;
        status = ensure(reader, HEAD_BYTES, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (reader->at == reader->window.size) {
        reader->ended = true;
        return STATUS_OK;
    }
    struct byte_reader in = byte_reader_of(
        bytes_of(reader->window.data + reader->at, reader->window.size - reader->at));
    struct bytes term = byte_reader_view(&in, byte_reader_varint(&in));
    memcpy(reader->term, term.data, term.size);
    reader->term_first = term_first(term);
    reader->term_size = (uint32_t)term.size;
    reader->df = (uint32_t)byte_reader_varint(&in);
    reader->payload_bytes = (size_t)byte_reader_varint(&in);
    reader->at = (size_t)(in.at - reader->window.data);
    return STATUS_OK;
}

enum status run_reader_payload(struct run_reader *reader, struct bytes *payload, struct error *err)
{
    enum status status = ensure(reader, reader->payload_bytes, err);
    if (status == STATUS_OK) {
        *payload = bytes_of(reader->window.data + reader->at, reader->payload_bytes);
    }
    return status;
}

void run_reader_release(struct run_reader *reader)
{
    buffer_release(&reader->window);
}
