#include "indexer/write/part_runs.h"

#include <string.h>

#include "common/base/byte_reader.h"
#include "common/base/memory.h"
#include "indexer/invert/pipeline.h"
#include "indexer/invert/run.h"
#include "indexer/invert/term_sort.h"
#include "indexer/write/posting_merge.h"
#include "indexer/write/stop.h"

enum { WINDOW_BYTES = 64 << 10 };

/* `count` times a part in a document of the run. */
struct part_posting {
    uint32_t term, document, count;
};

struct job {
    size_t run;
    size_t documents;     /* that may have a part: numbers below it */
    size_t first_term, end_term; /* of this pass: further ones follow if memory is short */
    struct buffer found;  /* struct part_posting; in the end by term and document */
    struct buffer sorted; /* by document */
    struct buffer out;
    uint64_t parts[RUN_PARTS + 1];
    unsigned part_count;  /* of those that have begun */
};

static enum status take_run(void *context, void **taken, struct error *err)
{
    struct part_runs *parts = context;
    if (parts->next_run == parts->collection->run_count) {
        return STATUS_OK;
    }
    enum status status = stop_check(parts->stop, err);
    if (status != STATUS_OK) {
        return status;
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

/* Keeps about half of the postings, those of the first terms: the others wait for the next pass. */
static enum status narrow(struct job *job, struct error *err)
{
    struct part_posting *found = (struct part_posting *)(void *)job->found.data;
    size_t count = job->found.size / sizeof *found, kept = 0, sum = 0, end = job->first_term;
    uint32_t *counts = memory_alloc_array(job->end_term - job->first_term, sizeof *counts);
    if (counts == NULL) {
        return error_set_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        counts[found[i].term - job->first_term]++;
    }
    do {
        sum += counts[end - job->first_term];
        end++;
    } while (sum + counts[end - job->first_term] <= count / 2 && end + 1 < job->end_term);
    for (size_t i = 0; i < count; i++) {
        if (found[i].term < end) {
            found[kept++] = found[i];
        }
    }
    job->found.size = kept * sizeof *found;
    job->end_term = end;
    memory_free(counts);
    return STATUS_OK;
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
            if (posting.term >= job->first_term && posting.term < job->end_term) {
                buffer_append(&job->found, &posting, sizeof posting);
            }
        }
    }
    job->documents = document < job->documents ? job->documents : (size_t)document + 1;
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
    size_t next = 0, limit_bytes = parts->memory_bytes / 2 / parts->threads; /* each is held twice */
    buffer_reset(&job->found);
    enum status status = run_reader_next(&reader, err);
    while (status == STATUS_OK && !reader.ended) {
        struct bytes term = bytes_of(reader.term, reader.term_size);
        if (pass_before(compounds, &next, term)) {
            status = take_documents(parts, job, &reader, &compounds->splits[next], err);
        }
        if (status == STATUS_OK && job->found.size > limit_bytes &&
            job->end_term - job->first_term > 1) {
            status = narrow(job, err);
        }
        if (status == STATUS_OK) {
            status = run_reader_next(&reader, err);
        }
    }
    run_reader_release(&reader);
    return status;
}

/* Turns counts, each behind its number, into where the postings of a number begin. */
static void sum_counts(uint32_t *next, size_t numbers)
{
    for (size_t i = 0; i < numbers; i++) {
        next[i + 1] += next[i];
    }
}

/* Counts and places postings by document, then by term: what is equal keeps its order. */
static enum status sort_postings(const struct part_runs *parts, struct job *job, struct error *err)
{
    size_t terms = parts->compounds->term_count, documents = job->documents;
    size_t count = job->found.size / sizeof(struct part_posting);
    uint32_t *by_term = memory_alloc_array(terms + 1, sizeof *by_term);
    uint32_t *by_document = memory_alloc_array(documents + 1, sizeof *by_document);
    bool good = by_term != NULL && by_document != NULL &&
                buffer_reserve(&job->sorted, job->found.size);
    struct part_posting *found = (struct part_posting *)(void *)job->found.data;
    struct part_posting *sorted = (struct part_posting *)(void *)job->sorted.data;
    if (good) {
        for (size_t i = 0; i < count; i++) {
            by_term[found[i].term + 1]++;
            by_document[found[i].document + 1]++;
        }
        sum_counts(by_term, terms);
        sum_counts(by_document, documents);
        for (size_t i = 0; i < count; i++) {
            sorted[by_document[found[i].document]++] = found[i];
        }
        for (size_t i = 0; i < count; i++) {
            found[by_term[sorted[i].term]++] = sorted[i];
        }
    }
    memory_free(by_term);
    memory_free(by_document);
    return good ? STATUS_OK : error_set_memory(err);
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

static enum status write_terms(const struct part_runs *parts, struct job *job, struct error *err)
{
    const struct part_posting *sorted = (const struct part_posting *)(void *)job->found.data;
    size_t count = job->found.size / sizeof *sorted;
    uint32_t first_document = parts->collection->run_places[job->run].first_document;
    struct buffer payload = {0};
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
        while (job->part_count <= text.data[0]) {
            job->parts[job->part_count++] = job->out.size;
        }
        buffer_append_varint(&job->out, text.size);
        buffer_append(&job->out, text.data, text.size);
        buffer_append_varint(&job->out, df);
        buffer_append_varint(&job->out, payload.size);
        buffer_append(&job->out, payload.data, payload.size);
    }
    bool failed = payload.failed || job->out.failed;
    buffer_release(&payload);
    return failed ? error_set_memory(err) : STATUS_OK;
}

static enum status work_run(void *context, unsigned worker, void *working, struct error *err)
{
    const struct part_runs *parts = context;
    struct job *job = working;
    enum status status = STATUS_OK;
    (void)worker;
    do {
        job->end_term = parts->compounds->term_count;
        status = read_run(parts, job, err);
        if (status == STATUS_OK) {
            status = sort_postings(parts, job, err);
        }
        if (status == STATUS_OK) {
            status = write_terms(parts, job, err);
        }
        if (status == STATUS_OK) {
            status = stop_check(parts->stop, err);
        }
        job->first_term = job->end_term;
    } while (status == STATUS_OK && job->first_term < parts->compounds->term_count);
    while (job->part_count <= RUN_PARTS) {
        job->parts[job->part_count++] = job->out.size;
    }
    return status;
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
