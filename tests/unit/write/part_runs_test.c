/* Runs of parts against counts in a table of documents and terms. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "indexer/invert/run.h"
#include "indexer/write/part_runs.h"
#include "indexer/write/posting_merge.h"
#include "random.h"

enum { WORDS = 60, PARTS = 25, DOCUMENTS = 90, RUNS = 5, MOST_SPLIT = 4 };

/* Words w00 ... and their parts, of which some are words too. */
struct corpus {
    uint8_t counts[DOCUMENTS][WORDS];       /* of words */
    uint8_t parts[WORDS][MOST_SPLIT];       /* of each compound */
    uint8_t part_counts[WORDS];             /* 0: no compound */
    uint32_t first[RUNS + 1];               /* documents of the runs */
    uint32_t wanted[DOCUMENTS][PARTS];
    uint32_t lengths[DOCUMENTS], numbers[DOCUMENTS];
    bool has_numbers;
};

static struct corpus corpus;
static char word_texts[WORDS][8], part_texts[PARTS][8];

static void fill(struct random *random, bool has_numbers)
{
    memset(&corpus, 0, sizeof corpus);
    for (uint32_t w = 0; w < WORDS; w++) {
        snprintf(word_texts[w], sizeof word_texts[w], "%cw%02u", w < 20 ? 'a' : w < 50 ? 'h' : 'z', w);
        corpus.part_counts[w] = (uint8_t)(random_below(random, 2) ? 2 + random_below(random, 3) : 0);
        for (unsigned p = 0; p < corpus.part_counts[w]; p++) { /* some come twice */
            corpus.parts[w][p] = (uint8_t)random_below(random, PARTS);
        }
    }
    for (uint32_t p = 0; p < PARTS; p++) {
        snprintf(part_texts[p], sizeof part_texts[p], "%s%02u", p < 9 ? "aw" : p < 12 ? "\xC3" : "\xFF", p);
    }
    for (unsigned r = 1; r < RUNS; r++) { /* the second is empty of compounds, see below */
        corpus.first[r] = r * DOCUMENTS / RUNS;
    }
    corpus.first[RUNS] = DOCUMENTS;
    corpus.has_numbers = has_numbers;
    uint32_t number = 0;
    for (uint32_t d = 0; d < DOCUMENTS; d++) {
        bool plain = d >= corpus.first[1] && d < corpus.first[2];
        bool dropped = has_numbers && random_below(random, 4) == 0;
        corpus.numbers[d] = dropped ? DOCUMENT_DROPPED : number++;
        for (uint32_t w = 0; w < WORDS; w++) {
            bool there = random_below(random, 6) == 0 && !(plain && corpus.part_counts[w] > 0);
            uint32_t count = there ? 1 + random_below(random, random_below(random, 9) ? 3 : 200) : 0;
            corpus.counts[d][w] = (uint8_t)count;
            for (unsigned p = 0; p < corpus.part_counts[w]; p++) {
                corpus.wanted[d][corpus.parts[w][p]] += count;
                if (!dropped) {
                    corpus.lengths[has_numbers ? corpus.numbers[d] : d] += count;
                }
            }
        }
    }
}

/* A run as run.h has it. */
static void write_run(unsigned run, struct batch *batch)
{
    for (uint32_t w = 0; w < WORDS; w++) {
        struct buffer payload = {0};
        uint32_t df = 0, before = 0;
        for (uint32_t d = corpus.first[run]; d < corpus.first[run + 1]; d++) {
            uint32_t local = d - corpus.first[run];
            if (corpus.counts[d][w] == 0) {
                continue;
            }
            buffer_append_varint(&payload, local - before);
            buffer_append_varint(&payload, corpus.counts[d][w]);
            for (unsigned i = 0; i < corpus.counts[d][w]; i++) {
                buffer_append_varint(&payload, 1 + w * 5u);
            }
            buffer_append_byte(&payload, (uint8_t)(w % 4)); /* spellings */
            buffer_append(&payload, "abc", w % 4);
            before = local;
            df++;
        }
        if (df > 0) {
            buffer_append_varint(&batch->run, strlen(word_texts[w]));
            buffer_append_text(&batch->run, word_texts[w]);
            buffer_append_varint(&batch->run, df);
            buffer_append_varint(&batch->run, payload.size);
            buffer_append(&batch->run, payload.data, payload.size);
        }
        buffer_release(&payload);
    }
    batch->parts[RUN_PARTS] = batch->run.size;
}

struct fixture {
    struct collection collection;
    struct vocabulary_table vocabulary;
    struct compounds compounds;
};

static void make_splits(struct fixture *fixture)
{
    struct compounds *compounds = &fixture->compounds;
    compounds->vocabulary = &fixture->vocabulary;
    compounds->splits = memory_alloc_array(WORDS, sizeof *compounds->splits);
    compounds->terms = memory_alloc_array(PARTS, sizeof *compounds->terms);
    assert_true(compounds->splits && compounds->terms);
    compounds->term_count = PARTS;
    for (uint32_t p = 0; p < PARTS; p++) {
        compounds->terms[p] = bytes_of_text(part_texts[p]);
    }
    for (uint32_t w = 0; w < WORDS; w++) { /* families are in the order of words */
        if (corpus.part_counts[w] < 2) {
            continue;
        }
        struct word_split *split = &compounds->splits[compounds->split_count++];
        split->family = w;
        split->first_part = (uint32_t)(compounds->part_terms.size / 4);
        split->part_count = corpus.part_counts[w];
        for (uint32_t p = 0; p < corpus.part_counts[w]; p++) {
            uint32_t term = corpus.parts[w][p];
            buffer_append(&compounds->part_terms, &term, sizeof term);
        }
    }
}

static void make_fixture(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    fixture->collection.runs.memory_limit = fixture->collection.stored.memory_limit = 1 << 20;
    fixture->collection.signatures.memory_limit = 1 << 20;
    for (unsigned r = 0; r < RUNS; r++) {
        struct batch batch = {.document_count = corpus.first[r + 1] - corpus.first[r]};
        write_run(r, &batch);
        assert_int_equal(collection_add(&fixture->collection, &batch, NULL), STATUS_OK);
        batch_release(&batch);
    }
    for (uint32_t w = 0; w < WORDS; w++) {
        const struct word_form form = {.form = bytes_of_text(word_texts[w]),
                                       .term = bytes_of_text(word_texts[w]), .documents = 1};
        assert_true(vocabulary_add(&fixture->vocabulary, &form));
    }
    assert_true(vocabulary_sort(&fixture->vocabulary));
    make_splits(fixture);
}

static void remove_fixture(struct fixture *fixture)
{
    compounds_release(&fixture->compounds);
    vocabulary_release(&fixture->vocabulary);
    collection_release(&fixture->collection);
}

/* The postings of the term that the reader has come to are those of part p. */
static void check_term(struct run_reader *reader, uint32_t p, uint32_t first, uint32_t end)
{
    struct bytes payload;
    assert_true(bytes_equal(bytes_of(reader->term, reader->term_size), bytes_of_text(part_texts[p])));
    assert_int_equal(run_reader_payload(reader, &payload, NULL), STATUS_OK);
    struct byte_reader in = byte_reader_of(payload);
    uint32_t df = 0, before = first;
    for (uint32_t d = first; d < end; d++) {
        if (corpus.wanted[d][p] > 0) {
            assert_int_equal(byte_reader_varint(&in), d - before);
            assert_int_equal(byte_reader_varint(&in), corpus.wanted[d][p]);
            before = d;
            df++;
        }
    }
    assert_int_equal(reader->df, df);
    assert_int_equal(byte_reader_left(&in), 0);
}

static bool is_there(uint32_t p, uint32_t first, uint32_t end)
{
    for (uint32_t d = first; d < end; d++) {
        if (corpus.wanted[d][p] > 0) {
            return true;
        }
    }
    return false;
}

static void check_run(const struct part_runs *parts, unsigned run)
{
    const struct run_place *place = &parts->places[run];
    struct run_reader reader = {.window_bytes = 100, .spool = &parts->runs, .offset = place->start,
                                .end = place->start + place->parts[RUN_PARTS]};
    uint32_t first = corpus.first[run], end = corpus.first[run + 1];
    unsigned byte = 0;
    uint64_t before = 0; /* of the term, in the run */
    assert_int_equal(place->first_document, first);
    assert_int_equal(run_reader_next(&reader, NULL), STATUS_OK);
    for (uint32_t p = 0; p < PARTS; p++) {
        if (!is_there(p, first, end)) {
            continue;
        }
        assert_false(reader.ended);
        check_term(&reader, p, first, end);
        for (; byte <= (uint8_t)part_texts[p][0]; byte++) { /* terms of a first byte begin here */
            assert_int_equal(place->parts[byte], before);
        }
        assert_int_equal(run_reader_next(&reader, NULL), STATUS_OK);
        struct bytes rest = bytes_of(reader.term, reader.term_size);
        before = reader.ended ? place->parts[RUN_PARTS] : before;
        if (!reader.ended) { /* back from behind the head to its beginning */
            struct buffer head = {0};
            buffer_append_varint(&head, rest.size);
            buffer_append_varint(&head, reader.df);
            buffer_append_varint(&head, reader.payload_bytes);
            before = reader.offset + reader.at - place->start - head.size - rest.size;
            buffer_release(&head);
        }
    }
    assert_true(reader.ended);
    for (; byte <= RUN_PARTS; byte++) {
        assert_int_equal(place->parts[byte], place->parts[RUN_PARTS]);
    }
    run_reader_release(&reader);
}

static void begin(struct part_runs *parts, const struct fixture *fixture, uint32_t *lengths)
{
    *parts = (struct part_runs){.collection = &fixture->collection,
                                .compounds = &fixture->compounds,
                                .numbers = corpus.has_numbers ? corpus.numbers : NULL,
                                .lengths = lengths, .threads = 1, .memory_bytes = 1 << 20,
                                .runs = {.memory_limit = 1 << 20}};
}

static void check_parts(bool has_numbers, unsigned threads, size_t memory_bytes)
{
    struct random random = {has_numbers + 1u};
    struct fixture fixture;
    struct part_runs parts;
    fill(&random, has_numbers);
    make_fixture(&fixture);
    uint32_t lengths[DOCUMENTS];
    for (uint32_t d = 0; d < DOCUMENTS; d++) {
        lengths[d] = 1000 + d; /* words were counted before */
    }
    begin(&parts, &fixture, lengths);
    parts.threads = threads;
    parts.memory_bytes = memory_bytes;
    assert_int_equal(part_runs_make(&parts, NULL), STATUS_OK);
    for (unsigned r = 0; r < RUNS; r++) {
        check_run(&parts, r);
    }
    assert_int_equal(parts.places[1].parts[RUN_PARTS], 0);
    for (uint32_t d = 0; d < DOCUMENTS; d++) {
        assert_int_equal(lengths[d], 1000 + d + corpus.lengths[d]);
    }
    part_runs_release(&parts);
    remove_fixture(&fixture);
}

static void all_documents(void **state)
{
    (void)state;
    check_parts(false, 1, 1 << 20);
    check_parts(false, 3, 1 << 20);
}

/* Postings of all terms, of some and of one alone fit: a run is read once or again and again. */
static void little_memory(void **state)
{
    (void)state;
    for (size_t bytes = 0; bytes < 20000; bytes = 2 * bytes + 100) {
        check_parts(false, 1, bytes);
        check_parts(true, 3, bytes);
    }
}

static void dropped_documents(void **state)
{
    (void)state;
    check_parts(true, 1, 1 << 20);
    check_parts(true, 3, 1 << 20);
}

/* An empty collection, and one without compounds, have no postings of parts. */
static void nothing(void **state)
{
    struct random random = {3};
    struct fixture fixture;
    struct part_runs parts;
    struct collection empty = {0};
    uint32_t lengths[DOCUMENTS] = {0};
    (void)state;
    fill(&random, false);
    memset(corpus.part_counts, 0, sizeof corpus.part_counts);
    make_fixture(&fixture);
    begin(&parts, &fixture, lengths);
    assert_int_equal(part_runs_make(&parts, NULL), STATUS_OK);
    assert_int_equal(spool_size(&parts.runs), 0);
    assert_int_equal(lengths[7], 0);
    part_runs_release(&parts);
    begin(&parts, &fixture, lengths);
    parts.collection = &empty;
    assert_int_equal(part_runs_make(&parts, NULL), STATUS_OK);
    part_runs_release(&parts);
    remove_fixture(&fixture);
}

static void interrupted(void **state)
{
    static const atomic_int stop = 1;
    struct random random = {4};
    struct fixture fixture;
    struct part_runs parts;
    uint32_t lengths[DOCUMENTS] = {0};
    (void)state;
    fill(&random, false);
    make_fixture(&fixture);
    begin(&parts, &fixture, lengths);
    parts.stop = &stop;
    assert_int_equal(part_runs_make(&parts, NULL), STATUS_INTERRUPTED);
    part_runs_release(&parts);
    remove_fixture(&fixture);
}

static void failures(void **state)
{
    struct random random = {5};
    struct fixture fixture;
    bool struck = true;
    (void)state;
    fill(&random, false);
    make_fixture(&fixture);
    for (size_t n = 1, forever = 0; struck; n += forever, forever = !forever) {
        uint32_t lengths[DOCUMENTS] = {0};
        struct part_runs parts;
        struct error err = ERROR_NONE;
        begin(&parts, &fixture, lengths);
        parts.memory_bytes = 400; /* several passes */
        memory_inject_failure(n, (int)forever);
        enum status status = part_runs_make(&parts, &err);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        part_runs_release(&parts);
    }
    remove_fixture(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_documents), cmocka_unit_test(dropped_documents),
        cmocka_unit_test(little_memory), cmocka_unit_test(nothing),
        cmocka_unit_test(interrupted),   cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests_name("part runs", tests, NULL, NULL);
}
