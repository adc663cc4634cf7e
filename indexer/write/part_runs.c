#include "indexer/write/part_runs.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/byte_reader.h"
#include "common/base/memory.h"
#include "indexer/invert/pipeline.h"
#include "indexer/invert/run.h"
#include "indexer/invert/term_sort.h"
#include "indexer/write/posting_merge.h"

enum { WINDOW_BYTES = 64 << 10 };

/* `count` times a part in a document of the run. */
struct part_posting {
    uint32_t term, document, count;
};

struct job {
    size_t run;
    struct buffer found;  /* struct part_posting */
    struct buffer sorted; /* by term and document */
    struct buffer out;
    uint64_t parts[RUN_PARTS + 1];
};

static enum status take_run(void *context, void **taken, struct error *err)
{
    struct part_runs *parts = context;
    if (parts->next_run == parts->collection->run_count) {
        return STATUS_OK;
    }
    if (parts->stop != NULL && *parts->stop) {
        return error_set(err, STATUS_INTERRUPTED, "interrupted");
    }
    struct job *job = memory_alloc_array(1, sizeof *job);
    if (job == NULL) {
        return error_set_memory(err);
    }
    job->run = parts->next_run++;
    *taken = job;
    return STATUS_OK;
}

static void drop_run(void *context, void *dropped)
{
    struct job *job = dropped;
    (void)context;
    buffer_release(&job->found);
    buffer_release(&job->sorted);
    buffer_release(&job->out);
    memory_free(job);
}

/* The documents of a compound's payload, for each of its parts. */
static enum status take_documents(const struct part_runs *parts, struct job *job,
                                  struct run_reader *reader, const struct word_split *split,
                                  struct error *err)
{
    struct bytes payload;
    enum status status = run_reader_payload(reader, &payload, err);
    if (status != STATUS_OK) {
        return status;
    }
    const uint32_t *terms = (const uint32_t *)(void *)parts->compounds->part_terms.data;
    struct byte_reader in = byte_reader_of(payload);
    uint32_t document = 0;
    for (uint32_t i = 0; i < reader->df; i++) {
        document += (uint32_t)byte_reader_varint(&in);
        uint32_t count = (uint32_t)byte_reader_varint(&in);
        for (uint32_t j = 0; j < count; j++) {
            byte_reader_varint(&in);
        }
        byte_reader_view(&in, byte_reader_u8(&in)); /* spellings */
        for (unsigned p = 0; p < split->part_count; p++) {
            struct part_posting posting = {terms[split->first_part + p], document, count};
            buffer_append(&job->found, &posting, sizeof posting);
        }
    }
    return job->found.failed ? error_set_memory(err) : STATUS_OK;
}

/* Goes to the first compound whose term is not before this one; whether it is this one. */
static bool pass_before(const struct compounds *compounds, size_t *next, struct bytes term)
{
    uint64_t first = term_first(term);
    int order = -1;
    while (*next < compounds->split_count &&
           (order = vocabulary_compare(compounds->vocabulary, compounds->splits[*next].family, term,
                                       first)) < 0) {
        ++*next;
    }
    return order == 0;
}

/* Walks the run and the compounds side by side: both are in the order of terms. */
static enum status read_run(const struct part_runs *parts, struct job *job, struct error *err)
{
    const struct collection *collection = parts->collection;
    const struct run_place *place = &collection->run_places[job->run];
    struct run_reader reader = {.window_bytes = WINDOW_BYTES,
                                .spool = &collection->runs,
                                .offset = place->start,
                                .end = place->start + place->parts[RUN_PARTS]};
    const struct compounds *compounds = parts->compounds;
    size_t next = 0;
    enum status status = run_reader_next(&reader, err);
    while (status == STATUS_OK && !reader.ended) {
        struct bytes term = bytes_of(reader.term, reader.term_size);
        if (pass_before(compounds, &next, term)) {
            status = take_documents(parts, job, &reader, &compounds->splits[next], err);
        }
        if (status == STATUS_OK) {
            status = run_reader_next(&reader, err);
        }
    }
    run_reader_release(&reader);
    return status;
}

static int by_document(const void *left, const void *right)
{
    const struct part_posting *a = left, *b = right;
    return (a->document > b->document) - (a->document < b->document);
}

/* By term through counting, then each term's few by document. */
static enum status sort_postings(const struct part_runs *parts, struct job *job, struct error *err)
{
    size_t terms = parts->compounds->term_count;
    size_t count = job->found.size / sizeof(struct part_posting);
    uint32_t *next = memory_alloc_array(terms + 1, sizeof *next);
    if (next == NULL || !buffer_reserve(&job->sorted, job->found.size)) {
        memory_free(next);
        return error_set_memory(err);
    }
    const struct part_posting *found = (const struct part_posting *)(void *)job->found.data;
    struct part_posting *sorted = (struct part_posting *)(void *)job->sorted.data;
    for (size_t i = 0; i < count; i++) {
        next[found[i].term + 1]++;
    }
    for (size_t t = 0; t < terms; t++) {
        next[t + 1] += next[t];
    }
    for (size_t i = 0; i < count; i++) {
        sorted[next[found[i].term]++] = found[i];
    }
    job->sorted.size = job->found.size;
    for (size_t i = 0, end = 0; i < count; i = end) {
        for (end = i; end < count && sorted[end].term == sorted[i].term; end++) {
        }
        qsort(sorted + i, end - i, sizeof *sorted, by_document);
    }
    memory_free(next);
    return STATUS_OK;
}

/* Adds up what one term has in one document; how many postings that were. */
static size_t sum_document(const struct part_posting *postings, size_t count, uint32_t *sum)
{
    size_t same = 0;
    *sum = 0;
    for (; same < count && postings[same].term == postings[0].term &&
           postings[same].document == postings[0].document;
         same++) {
        *sum += postings[same].count;
    }
    return same;
}

static void add_length(const struct part_runs *parts, uint32_t document, uint32_t count)
{
    uint32_t number = parts->numbers ? parts->numbers[document] : document;
    if (number != DOCUMENT_DROPPED) {
        parts->lengths[number] += count;
    }
}

static enum status write_run(const struct part_runs *parts, struct job *job, struct error *err)
{
    const struct part_posting *sorted = (const struct part_posting *)(void *)job->sorted.data;
    size_t count = job->sorted.size / sizeof *sorted;
    uint32_t first_document = parts->collection->run_places[job->run].first_document;
    struct buffer payload = {0};
    unsigned part = 0;
    for (size_t i = 0; i < count;) {
        uint32_t term = sorted[i].term, df = 0, before = 0;
        struct bytes text = parts->compounds->terms[term];
        for (payload.size = 0; i < count && sorted[i].term == term; df++) {
            uint32_t sum, document = sorted[i].document;
            i += sum_document(sorted + i, count - i, &sum);
            buffer_append_varint(&payload, document - before);
            buffer_append_varint(&payload, sum);
            add_length(parts, first_document + document, sum);
            before = document;
        }
        while (part <= text.data[0]) {
            job->parts[part++] = job->out.size;
        }
        buffer_append_varint(&job->out, text.size);
        buffer_append(&job->out, text.data, text.size);
        buffer_append_varint(&job->out, df);
        buffer_append_varint(&job->out, payload.size);
        buffer_append(&job->out, payload.data, payload.size);
    }
    while (part <= RUN_PARTS) {
        job->parts[part++] = job->out.size;
    }
    bool failed = payload.failed || job->out.failed;
    buffer_release(&payload);
    return failed ? error_set_memory(err) : STATUS_OK;
}

static enum status work_run(void *context, unsigned worker, void *working, struct error *err)
{
    const struct part_runs *parts = context;
    struct job *job = working;
    (void)worker;
    enum status status = read_run(parts, job, err);
    if (status == STATUS_OK) {
        status = sort_postings(parts, job, err);
    }
    return status == STATUS_OK ? write_run(parts, job, err) : status;
}

static enum status deliver_run(void *context, void *delivered, struct error *err)
{
    struct part_runs *parts = context;
    struct job *job = delivered;
    struct run_place *place = &parts->places[job->run];
    place->start = spool_size(&parts->runs);
    place->first_document = parts->collection->run_places[job->run].first_document;
    memcpy(place->parts, job->parts, sizeof place->parts);
    spool_append(&parts->runs, job->out.data, job->out.size);
    drop_run(context, job);
    return spool_status(&parts->runs, err);
}

enum status part_runs_make(struct part_runs *parts, struct error *err)
{
    const struct pipeline pipeline = {parts, take_run, work_run, deliver_run, drop_run};
    parts->places = memory_alloc_array(parts->collection->run_count, sizeof *parts->places);
    return parts->places ? pipeline_run(&pipeline, parts->threads, err) : error_set_memory(err);
}

void part_runs_release(struct part_runs *parts)
{
    spool_release(&parts->runs);
    memory_free(parts->places);
    parts->places = NULL;
}
