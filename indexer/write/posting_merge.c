#include "indexer/write/posting_merge.h"

#include <string.h>

#include "common/base/byte_reader.h"
#include "common/base/memory.h"
#include "indexer/invert/pipeline.h"
#include "indexer/invert/run.h"
#include "indexer/write/part_runs.h"
#include "indexer/write/stop.h"

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
    uint64_t postings;
};

/* Of one run the words come before what compounds add: their readers lie in this order. */
static bool reads_before(const struct run_reader *a, const struct run_reader *b)
{
    if (a->term_first != b->term_first) {
        return a->term_first < b->term_first;
    }
    int order = bytes_compare(bytes_of(a->term, a->term_size), bytes_of(b->term, b->term_size));
    if (order != 0) {
        return order < 0;
    }
    return a->first_document != b->first_document ? a->first_document < b->first_document : a < b;
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

/* Runs of words, and behind them as many of parts. */
static size_t reader_count(const struct posting_merge *merge)
{
    return merge->collection->run_count * (merge->parts ? 2 : 1);
}

static bool reads_parts(const struct posting_merge *merge, const struct part *part,
                        const struct run_reader *reader)
{
    return (size_t)(reader - part->readers) >= merge->collection->run_count;
}

static enum status open_readers(const struct posting_merge *merge, struct part *part,
                                struct error *err)
{
    const struct collection *collection = merge->collection;
    size_t count = reader_count(merge), runs = collection->run_count;
    size_t share = merge->memory_bytes / 16 / merge->threads / (count + 1);
    size_t window = share < LEAST_WINDOW ? LEAST_WINDOW : share > MOST_WINDOW ? MOST_WINDOW : share;
    part->readers = memory_alloc_array(count, sizeof *part->readers);
    part->heap = memory_alloc_array(count, sizeof *part->heap);
    if (part->readers == NULL || part->heap == NULL) {
        return error_set_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        const struct run_place *run = i < runs ? &collection->run_places[i]
                                               : &merge->parts->places[i - runs];
        struct run_reader *reader = &part->readers[i];
        *reader = (struct run_reader){.window_bytes = window,
                                      .spool = i < runs ? &collection->runs : &merge->parts->runs,
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

/* The documents of a payload, one by one. */
struct stream {
    struct byte_reader in;
    uint32_t left, document, count; /* document: UINT32_MAX at the end */
};

static void stream_next(struct stream *stream)
{
    if (stream->left == 0) {
        stream->document = UINT32_MAX;
        return;
    }
    stream->left--;
    stream->document += (uint32_t)byte_reader_varint(&stream->in);
    stream->count = (uint32_t)byte_reader_varint(&stream->in);
}

static enum status stream_open(struct stream *stream, struct run_reader *reader, struct error *err)
{
    struct bytes payload;
    *stream = (struct stream){.document = UINT32_MAX};
    if (reader == NULL) {
        return STATUS_OK;
    }
    enum status status = run_reader_payload(reader, &payload, err);
    if (status == STATUS_OK) {
        *stream = (struct stream){byte_reader_of(payload), reader->df, reader->first_document, 0};
        stream_next(stream);
    }
    return status;
}

static bool read_places(struct part *part, struct stream *words)
{
    uint32_t position = 0, *places = list_builder_room(&part->builder, words->count);
    if (places == NULL) {
        return false;
    }
    for (uint32_t j = 0; j < words->count; j++) {
        places[j] = position += (uint32_t)byte_reader_varint(&words->in);
    }
    if (part->builder.with_spellings) {
        part->builder.spelling_set = byte_reader_view(&words->in, byte_reader_u8(&words->in));
    }
    return true;
}

/* Adds the documents of the term at hand that one run has: as a word, as a part of compounds or as
 * both. Each reader may be NULL. */
static enum status add_documents(const struct posting_merge *merge, struct part *part,
                                 struct run_reader *word_reader, struct run_reader *part_reader,
                                 struct error *err)
{
    struct stream words = {0}, parts = {0};
    enum status status = stream_open(&words, word_reader, err);
    if (status == STATUS_OK) {
        status = stream_open(&parts, part_reader, err);
    }
    while (status == STATUS_OK && (words.document & parts.document) != UINT32_MAX) {
        uint32_t document = words.document < parts.document ? words.document : parts.document;
        bool word = words.document == document, compound = parts.document == document;
        part->builder.spelling_set = bytes_of(NULL, 0);
        if (word && !read_places(part, &words)) {
            return error_set_memory(err);
        }
        uint32_t number = merge->numbers ? merge->numbers[document] : document;
        if (number != DOCUMENT_DROPPED) {
            list_builder_add(&part->builder, number, word ? words.count : 0,
                             compound ? parts.count : 0);
        }
        if (word) {
            stream_next(&words);
        }
        if (compound) {
            stream_next(&parts);
        }
    }
    return status;
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

static bool reads_term(const struct run_reader *reader, struct bytes term)
{
    return bytes_equal(bytes_of(reader->term, reader->term_size), term);
}

/* Takes the first reader out of the heap. */
static void leave_heap(struct part *part)
{
    part->heap[0] = part->heap[--part->heap_size];
    if (part->heap_size > 0) {
        sift_down(part, 0);
    }
}

/* Goes to the reader's next term and back into the heap. */
static enum status step(struct part *part, struct run_reader *reader, struct error *err)
{
    enum status status = run_reader_next(reader, err);
    size_t at = part->heap_size;
    if (status != STATUS_OK || reader->ended) {
        return status;
    }
    part->heap_size++;
    while (at > 0 && reads_before(reader, part->heap[(at - 1) / 2])) {
        part->heap[at] = part->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    part->heap[at] = reader;
    return STATUS_OK;
}

static enum status merge_term(const struct posting_merge *merge, struct part *part,
                              struct error *err)
{
    uint8_t text[256] = {0};
    struct bytes term = bytes_of(text, part->heap[0]->term_size);
    memcpy(text, part->heap[0]->term, term.size);
    enum status status = STATUS_OK;
    part->builder.has_parts = merge->parts != NULL && compounds_has_part(merge->compounds, term);
    while (status == STATUS_OK && part->heap_size > 0 && reads_term(part->heap[0], term)) {
        struct run_reader *words = part->heap[0], *parts = NULL;
        if (reads_parts(merge, part, words)) {
            parts = words;
            words = NULL;
            leave_heap(part);
        } else {
            leave_heap(part);
            struct run_reader *next = part->heap_size > 0 ? part->heap[0] : NULL;
            if (next != NULL && reads_term(next, term) && reads_parts(merge, part, next) &&
                next->first_document == words->first_document) {
                parts = next;
                leave_heap(part);
            }
        }
        status = add_documents(merge, part, words, parts, err);
        if (status == STATUS_OK && words != NULL) {
            status = step(part, words, err);
        }
        if (status == STATUS_OK && parts != NULL) {
            status = step(part, parts, err);
        }
    }
    return status == STATUS_OK ? end_term(part, term, err) : status;
}

static void close_readers(const struct posting_merge *merge, struct part *part)
{
    for (size_t i = 0; part->readers != NULL && i < reader_count(merge); i++) {
        run_reader_release(&part->readers[i]);
    }
    memory_free(part->readers);
    memory_free(part->heap);
    part->readers = NULL;
    part->heap = NULL;
    list_builder_release(&part->builder);
}

static enum status merge_part(void *context, unsigned worker, void *job, struct error *err)
{
    const struct posting_merge *merge = context;
    struct part *part = job;
    (void)worker;
    enum status status = open_readers(merge, part, err);
    while (status == STATUS_OK && part->heap_size > 0) {
        status = merge_term(merge, part, err);
        if (status == STATUS_OK) {
            status = stop_check(merge->stop, err);
        }
    }
    close_readers(merge, part);
    return status;
}

static bool part_is_empty(const struct posting_merge *merge, unsigned part)
{
    for (size_t i = 0; i < merge->collection->run_count; i++) {
        const uint64_t *words = merge->collection->run_places[i].parts;
        const uint64_t *parts = merge->parts ? merge->parts->places[i].parts : words;
        if (words[part] < words[part + 1] || parts[part] < parts[part + 1]) {
            return false;
        }
    }
    return true;
}

static enum status take_part(void *context, void **job, struct error *err)
{
    struct posting_merge *merge = context;
    while (merge->next_part < RUN_PARTS && part_is_empty(merge, merge->next_part)) {
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
    size_t share = merge->memory_bytes / 16 / merge->threads / (2 * PIPELINE_WINDOW);
    part->first_byte = merge->next_part++;
    part->lists = part->positions = (struct spool){.folder = merge->folder, .memory_limit = share};
    part->builder = (struct list_builder){.lengths = merge->lengths,
                                          .documents = merge->documents,
                                          .bm25 = merge->bm25,
                                          .word_weight = merge->word_weight,
                                          .with_spellings = merge->compounds != NULL,
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

static void append_piece(void *spool, const void *data, size_t size)
{
    spool_append(spool, data, size);
}

static enum status append_spool(struct spool *to, const struct spool *from, struct error *err)
{
    enum status status = spool_pour(from, append_piece, to, err);
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
        if (merge->compounds != NULL) {
            lexicon_writer_add(&merge->lexicon, merge->compounds, term);
        }
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
        (struct spool){.folder = merge->folder, .memory_limit = merge->memory_bytes / 16};
    merge->dictionary.documents = merge->lexicon.documents = merge->documents;
    merge->dictionary.with_parts = merge->parts != NULL;
    merge->dictionary.with_spellings = merge->compounds != NULL;
    enum status status = pipeline_run(&pipeline, merge->threads, err);
    if (status == STATUS_OK && merge->compounds != NULL) {
        status = lexicon_writer_finish(&merge->lexicon, err);
    }
    return status == STATUS_OK ? dictionary_writer_finish(&merge->dictionary, err) : status;
}

void posting_merge_release(struct posting_merge *merge)
{
    spool_release(&merge->lists);
    spool_release(&merge->positions);
    dictionary_writer_release(&merge->dictionary);
    lexicon_writer_release(&merge->lexicon);
}
