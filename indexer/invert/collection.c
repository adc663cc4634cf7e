#include "indexer/invert/collection.h"

#include <string.h>

#include "common/base/memory.h"
#include "common/format/format.h"

static bool add_run(struct collection *collection, const struct batch *batch)
{
    if (collection->run_count == collection->run_capacity) {
        size_t capacity = collection->run_capacity ? 2 * collection->run_capacity : 16;
        struct run_place *places =
            memory_resize(collection->run_places, capacity * sizeof *places);
        if (places == NULL) {
            return false;
        }
        collection->run_places = places;
        collection->run_capacity = capacity;
    }
    struct run_place *place = &collection->run_places[collection->run_count++];
    place->start = spool_size(&collection->runs);
    place->first_document = collection->document_count;
    memcpy(place->parts, batch->parts, sizeof place->parts);
    spool_append(&collection->runs, batch->run.data, batch->run.size);
    return true;
}

static void add_ids(struct collection *collection, struct bytes ids)
{
    size_t base = collection->ids.size;
    for (size_t at = 0; at < ids.size;) {
        uint64_t place = base + at;
        uint32_t size;
        memcpy(&size, ids.data + at, sizeof size);
        buffer_append(&collection->id_places, &place, sizeof place);
        at += sizeof size + size;
    }
    buffer_append(&collection->ids, ids.data, ids.size);
}

enum status collection_add_forms(struct collection *collection, struct bytes forms,
                                 struct error *err)
{
    const uint8_t *at = forms.data, *end = at + forms.size;
    while (forms.size > 0 && at < end) {
        struct batch_form head;
        memcpy(&head, at, sizeof head);
        at += sizeof head;
        const struct word_form form = {.form = bytes_of(at, head.form_bytes),
                                       .term = bytes_of(at + head.form_bytes, head.term_bytes),
                                       .documents = head.documents,
                                       .seen = head.seen,
                                       .capitals = head.capitals};
        at += head.form_bytes + head.term_bytes;
        if (!vocabulary_add(&collection->vocabulary, &form)) {
            return error_set_memory(err);
        }
    }
    return STATUS_OK;
}

enum status collection_add(struct collection *collection, const struct batch *batch,
                           struct error *err)
{
    skips_add(&collection->skips, &batch->skips);
    if (batch->document_count == 0) {
        return STATUS_OK;
    }
    if (batch->document_count > FORMAT_MAX_DOCUMENTS - collection->document_count) {
        return error_set(err, STATUS_LIMIT, "more than %d documents in one build; build the index "
                         "from a part of them and add the rest", FORMAT_MAX_DOCUMENTS);
    }
    enum status status = add_run(collection, batch)
                             ? collection_add_forms(collection, buffer_bytes(&batch->forms), err)
                             : error_set_memory(err);
    if (status != STATUS_OK) {
        return status;
    }
    spool_append(&collection->stored, batch->stored.data, batch->stored.size);
    buffer_append(&collection->lengths, batch->lengths.data, batch->lengths.size);
    spool_append(&collection->signatures, batch->signatures.data, batch->signatures.size);
    buffer_append(&collection->blocks, batch->blocks.data, batch->blocks.size);
    add_ids(collection, buffer_bytes(&batch->ids));
    collection->document_count += batch->document_count;
    collection->text_bytes += batch->text_bytes;
    if (collection->lengths.failed || collection->blocks.failed || collection->ids.failed ||
        collection->id_places.failed) {
        return error_set_memory(err);
    }
    status = spool_status(&collection->runs, err);
    if (status == STATUS_OK) {
        status = spool_status(&collection->signatures, err);
    }
    return status == STATUS_OK ? spool_status(&collection->stored, err) : status;
}

struct bytes collection_id(const struct collection *collection, uint32_t document)
{
    uint64_t place;
    uint32_t size;
    memcpy(&place, collection->id_places.data + sizeof place * (size_t)document, sizeof place);
    memcpy(&size, collection->ids.data + place, sizeof size);
    return bytes_of(collection->ids.data + place + sizeof size, size);
}

void collection_release(struct collection *collection)
{
    spool_release(&collection->runs);
    spool_release(&collection->stored);
    spool_release(&collection->signatures);
    memory_free(collection->run_places);
    buffer_release(&collection->lengths);
    buffer_release(&collection->ids);
    buffer_release(&collection->id_places);
    buffer_release(&collection->blocks);
    vocabulary_release(&collection->vocabulary);
    *collection = (struct collection){0};
}
