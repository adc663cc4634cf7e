#include "indexer/write/posting_merge.h"

#include <string.h>

#include "common/base/byte_reader.h"
#include "common/base/memory.h"
#include "indexer/invert/pipeline.h"
#include "indexer/invert/run.h"

enum { LEAST_WINDOW = 4 << 10, MOST_WINDOW = 64 << 10 };

/* The terms with one first byte: readers of the runs on the way in, lists on the way out. */
struct part {
    unsigned first_byte;
    struct list_builder builder;
    struct run_reader *readers;
    struct run_reader **heap; /* the one with the least term first, earlier runs before later */
    size_t heap_size;
    struct spool lists, positions;
    struct buffer records;    /* u8 size, term, struct list_record */
    struct buffer places;     /* u32: positions of the document at hand */
    uint64_t postings;
};

static bool reads_before(const struct run_reader *a, const struct run_reader *b)
{
    int order = bytes_compare(bytes_of(a->term, a->term_size), bytes_of(b->term, b->term_size));
    return order != 0 ? order < 0 : a->first_document < b->first_document;
}

/* Restores the heap below `at`. */
static void sift_down(struct part *part, size_t at)
{
    struct run_reader **heap = part->heap, *moved = heap[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= part->heap_size) {
            break;
        }
        if (child + 1 < part->heap_size && reads_before(heap[child + 1], heap[child])) {
            child++;
        }
        if (!reads_before(heap[child], moved)) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

static enum status open_readers(const struct posting_merge *merge, struct part *part,
                                struct error *err)
{
    const struct collection *collection = merge->collection;
    size_t share = merge->memory_bytes / 8 / merge->threads / (collection->run_count + 1);
    size_t window = share < LEAST_WINDOW ? LEAST_WINDOW : share > MOST_WINDOW ? MOST_WINDOW : share;
    part->readers = memory_alloc_array(collection->run_count, sizeof *part->readers);
    part->heap = memory_alloc_array(collection->run_count, sizeof *part->heap);
    if (part->readers == NULL || part->heap == NULL) {
        return error_set_memory(err);
    }
    for (size_t i = 0; i < collection->run_count; i++) {
        const struct run_place *run = &collection->run_places[i];
        struct run_reader *reader = &part->readers[i];
        *reader = (struct run_reader){.window_bytes = window,
                                      .spool = &collection->runs,
                                      .first_document = run->first_document,
                                      .offset = run->start + run->parts[part->first_byte],
                                      .end = run->start + run->parts[part->first_byte + 1]};
        enum status status = run_reader_next(reader, err);
        if (status != STATUS_OK) {
            return status;
        }
        if (!reader->ended) {
            part->heap[part->heap_size++] = reader;
        }
    }
    for (size_t i = part->heap_size / 2; i-- > 0;) {
        sift_down(part, i);
    }
    return STATUS_OK;
}

/* Adds a run's documents of the term at hand. */
static enum status add_documents(const struct posting_merge *merge, struct part *part,
                                 struct run_reader *reader, struct error *err)
{
    struct bytes payload;
    enum status status = run_reader_payload(reader, &payload, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct byte_reader in = byte_reader_of(payload);
    uint32_t document = reader->first_document;
    for (uint32_t i = 0; i < reader->df; i++) {
        document += (uint32_t)byte_reader_varint(&in);
        uint32_t tf = (uint32_t)byte_reader_varint(&in), position = 0;
        part->places.size = 0;
        if (!buffer_reserve(&part->places, tf * sizeof position)) {
            return error_set_memory(err);
        }
        uint32_t *places = (uint32_t *)(void *)part->places.data;
        for (uint32_t j = 0; j < tf; j++) {
            places[j] = position += (uint32_t)byte_reader_varint(&in);
        }
        uint32_t number = merge->numbers ? merge->numbers[document] : document;
        if (number != DOCUMENT_DROPPED) {
            list_builder_add(&part->builder, number, tf, places);
        }
    }
    return STATUS_OK;
}

static enum status end_term(struct part *part, struct bytes term, struct error *err)
{
    struct list_record record;
    if (part->builder.df == 0) { /* all its documents were dropped */
        return STATUS_OK;
    }
    enum status status = list_builder_finish(&part->builder, &record, err);
    part->postings += record.df;
    buffer_append_byte(&part->records, (uint8_t)term.size);
    buffer_append(&part->records, term.data, term.size);
    buffer_append(&part->records, &record, sizeof record);
    return status == STATUS_OK && part->records.failed ? error_set_memory(err) : status;
}

static enum status merge_term(const struct posting_merge *merge, struct part *part,
                              struct error *err)
{
    uint8_t text[256] = {0};
    struct bytes term = bytes_of(text, part->heap[0]->term_size);
    memcpy(text, part->heap[0]->term, term.size);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && part->heap_size > 0) {
        struct run_reader *reader = part->heap[0];
        if (!bytes_equal(bytes_of(reader->term, reader->term_size), term)) {
            break;
        }
        status = add_documents(merge, part, reader, err);
        if (status == STATUS_OK) {
            status = run_reader_next(reader, err);
        }
        if (reader->ended) {
            part->heap[0] = part->heap[--part->heap_size];
        }
        if (part->heap_size > 0) {
            sift_down(part, 0);
        }
    }
    return status == STATUS_OK ? end_term(part, term, err) : status;
}

static void close_readers(const struct posting_merge *merge, struct part *part)
{
    for (size_t i = 0; part->readers != NULL && i < merge->collection->run_count; i++) {
        run_reader_release(&part->readers[i]);
    }
    memory_free(part->readers);
    memory_free(part->heap);
    part->readers = NULL;
    part->heap = NULL;
    list_builder_release(&part->builder);
    buffer_release(&part->places);
}

static enum status merge_part(void *context, unsigned worker, void *job, struct error *err)
{
    const struct posting_merge *merge = context;
    struct part *part = job;
    (void)worker;
    enum status status = open_readers(merge, part, err);
    while (status == STATUS_OK && part->heap_size > 0) {
        status = merge_term(merge, part, err);
        if (status == STATUS_OK && merge->stop != NULL && *merge->stop) {
            status = error_set(err, STATUS_INTERRUPTED, "interrupted");
        }
    }
    close_readers(merge, part);
    return status;
}

static bool part_is_empty(const struct collection *collection, unsigned part)
{
    for (size_t i = 0; i < collection->run_count; i++) {
        const uint64_t *parts = collection->run_places[i].parts;
        if (parts[part] < parts[part + 1]) {
            return false;
        }
    }
    return true;
}

static enum status take_part(void *context, void **job, struct error *err)
{
    struct posting_merge *merge = context;
    while (merge->next_part < RUN_PARTS && part_is_empty(merge->collection, merge->next_part)) {
        merge->next_part++;
    }
    if (merge->next_part == RUN_PARTS) {
        return STATUS_OK;
    }
    struct part *part = memory_alloc_array(1, sizeof *part);
    if (part == NULL) {
        return error_set_memory(err);
    }
    /* two spools of every part that waits for its turn */
    size_t share = merge->memory_bytes / 8 / merge->threads / (2 * PIPELINE_WINDOW);
    part->first_byte = merge->next_part++;
    part->lists = part->positions = (struct spool){.folder = merge->folder, .memory_limit = share};
    part->builder = (struct list_builder){.lengths = merge->lengths,
                                          .documents = merge->documents,
                                          .bm25 = merge->bm25,
                                          .lists = &part->lists,
                                          .positions = &part->positions};
    *job = part;
    return STATUS_OK;
}

static void drop_part(void *context, void *job)
{
    struct part *part = job;
    close_readers(context, part);
    spool_release(&part->lists);
    spool_release(&part->positions);
    buffer_release(&part->records);
    memory_free(part);
}

static enum status append_spool(struct spool *to, const struct spool *from, struct error *err)
{
    enum { COPY_BYTES = 1 << 16 };
    struct buffer copy = {0};
    uint64_t size = spool_size(from);
    enum status status = buffer_reserve(&copy, COPY_BYTES) ? STATUS_OK : error_set_memory(err);
    for (uint64_t at = 0; at < size && status == STATUS_OK; at += COPY_BYTES) {
        size_t bytes = size - at < COPY_BYTES ? (size_t)(size - at) : COPY_BYTES;
        status = spool_read(from, at, copy.data, bytes, err);
        spool_append(to, copy.data, bytes);
    }
    buffer_release(&copy);
    return status == STATUS_OK ? spool_status(to, err) : status;
}

static enum status deliver_part(void *context, void *job, struct error *err)
{
    struct posting_merge *merge = context;
    struct part *part = job;
    for (size_t at = 0; at < part->records.size;) {
        struct list_record record;
        struct bytes term = bytes_of(part->records.data + at + 1, part->records.data[at]);
        memcpy(&record, term.data + term.size, sizeof record);
        dictionary_writer_add(&merge->dictionary, term, &record);
        at += 1 + term.size + sizeof record;
    }
    merge->postings += part->postings;
    enum status status = append_spool(&merge->lists, &part->lists, err);
    if (status == STATUS_OK) {
        status = append_spool(&merge->positions, &part->positions, err);
    }
    drop_part(context, part);
    return status;
}

enum status posting_merge_run(struct posting_merge *merge, struct error *err)
{
    const struct pipeline pipeline = {merge, take_part, merge_part, deliver_part, drop_part};
    merge->lists = merge->positions =
        (struct spool){.folder = merge->folder, .memory_limit = merge->memory_bytes / 8};
    merge->dictionary.documents = merge->documents;
    enum status status = pipeline_run(&pipeline, merge->threads, err);
    return status == STATUS_OK ? dictionary_writer_finish(&merge->dictionary, err) : status;
}

void posting_merge_release(struct posting_merge *merge)
{
    spool_release(&merge->lists);
    spool_release(&merge->positions);
    dictionary_writer_release(&merge->dictionary);
}
