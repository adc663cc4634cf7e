#include "indexer/invert/collection.h"

#include <string.h>

#include "common/base/memory.h"
#include "common/format/format.h"

/* The place of the next run; NULL without memory. */
static struct run_place *add_run(struct collection *collection)
{
    if (collection->run_count == collection->run_capacity) {
        size_t capacity = collection->run_capacity ? 2 * collection->run_capacity : 16;
        struct run_place *places =
            memory_resize(collection->run_places, capacity * sizeof *places);
        if (places == NULL) {
            return NULL;
        }
        collection->run_places = places;
        collection->run_capacity = capacity;
    }
    struct run_place *place = &collection->run_places[collection->run_count++];
    *place = (struct run_place){.start = spool_size(&collection->runs),
                                .first_document = collection->document_count};
    return place;
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

enum status collection_begin_run(struct collection *collection, uint32_t documents,
                                 struct run_place **run, struct error *err)
{
    if (documents > FORMAT_MAX_DOCUMENTS - collection->document_count) {
        return error_set(err, STATUS_LIMIT, "more than %d documents in one build; build the index "
                         "from a part of them and add the rest", FORMAT_MAX_DOCUMENTS);
    }
    *run = add_run(collection);
    collection->document_count += documents;
    return *run ? STATUS_OK : error_set_memory(err);
}

enum status collection_status(const struct collection *collection, struct error *err)
{
    if (collection->lengths.failed || collection->blocks.failed ||
        id_list_failed(&collection->ids)) {
        return error_set_memory(err);
    }
    enum status status = spool_status(&collection->runs, err);
    if (status == STATUS_OK) {
        status = spool_status(&collection->signatures, err);
    }
    return status == STATUS_OK ? spool_status(&collection->stored, err) : status;
}

enum status collection_add(struct collection *collection, const struct batch *batch,
                           struct error *err)
{
    struct run_place *run = NULL;
    skips_add(&collection->skips, &batch->skips);
    if (batch->document_count == 0) {
        return STATUS_OK;
    }
    enum status status = collection_begin_run(collection, batch->document_count, &run, err);
    if (status == STATUS_OK) {
        memcpy(run->parts, batch->parts, sizeof run->parts);
        status = collection_add_forms(collection, buffer_bytes(&batch->forms), err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    spool_append(&collection->runs, batch->run.data, batch->run.size);
    spool_append(&collection->stored, batch->stored.data, batch->stored.size);
    spool_append(&collection->signatures, batch->signatures.data, batch->signatures.size);
    buffer_append(&collection->lengths, batch->lengths.data, batch->lengths.size);
    buffer_append(&collection->blocks, batch->blocks.data, batch->blocks.size);
    for (uint32_t i = 0; i < id_list_count(&batch->ids); i++) {
        id_list_add(&collection->ids, id_list_at(&batch->ids, i));
    }
    collection->text_bytes += batch->text_bytes;
    return collection_status(collection, err);
}

void collection_release(struct collection *collection)
{
    spool_release(&collection->runs);
    spool_release(&collection->stored);
    spool_release(&collection->signatures);
    memory_free(collection->run_places);
    buffer_release(&collection->lengths);
    id_list_release(&collection->ids);
    buffer_release(&collection->blocks);
    vocabulary_release(&collection->vocabulary);
    *collection = (struct collection){0};
}
