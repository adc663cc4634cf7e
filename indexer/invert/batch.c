#include "indexer/invert/batch.h"

#include "common/base/memory.h"

static bool append_record(struct batch *batch, const struct record *record)
{
    if (batch->record_count == batch->record_capacity) {
        size_t capacity = batch->record_capacity ? 2 * batch->record_capacity : 256;
        struct batch_record *records =
            memory_resize(batch->records, capacity * sizeof *records);
        if (records == NULL) {
            return false;
        }
        batch->records = records;
        batch->record_capacity = capacity;
    }
    batch->records[batch->record_count++] = (struct batch_record){*record, batch->bytes.size, false};
    buffer_append(&batch->bytes, record->bytes.data, record->bytes.size);
    return !batch->bytes.failed;
}

enum status batch_fill(struct batch *batch, struct source *source, size_t target_bytes,
                       struct error *err)
{
    size_t weight = 0, chunk_start = 0;
    if (!buffer_reserve(&batch->bytes, target_bytes)) { /* growing would copy it all */
        return error_set_memory(err);
    }
    while (weight < target_bytes || weight > chunk_start) {
        struct record record;
        bool found = false;
        enum status status = source_next(source, &record, &found, &batch->skips, err);
        if (status != STATUS_OK) {
            return status;
        }
        if (!found) {
            break;
        }
        if (!append_record(batch, &record)) {
            return error_set_memory(err);
        }
        weight += record.bytes.size + BATCH_RECORD_BYTES;
        if (weight - chunk_start >= BATCH_CHUNK_BYTES) {
            batch->records[batch->record_count - 1].ends_chunk = true;
            chunk_start = weight;
        }
    }
    if (batch->record_count > 0) {
        batch->records[batch->record_count - 1].ends_chunk = true;
    }
    const uint8_t *data = batch->bytes.data ? batch->bytes.data : (const uint8_t *)"";
    for (size_t i = 0; i < batch->record_count; i++) {
        struct batch_record *record = &batch->records[i];
        record->record.bytes.data = data + record->offset;
    }
    return STATUS_OK;
}

void batch_release(struct batch *batch)
{
    buffer_release(&batch->bytes);
    memory_free(batch->records);
    buffer_release(&batch->lengths);
    id_list_release(&batch->ids);
    buffer_release(&batch->stored);
    buffer_release(&batch->blocks);
    buffer_release(&batch->run);
    buffer_release(&batch->forms);
    buffer_release(&batch->signatures);
    *batch = (struct batch){0};
}
