/* Spools and the runs that are read from them, against plain arrays. */
#include "cmocka_all.h"

#include <string.h>

#include "common/base/memory.h"
#include "indexer/invert/run.h"
#include "indexer/invert/spool.h"
#include "invert_tests.h"
#include "scratch_folder.h"

enum { TOTAL_BYTES = 20000 };

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static void check_spool(const struct scratch_folder *folder, size_t limit)
{
    static uint8_t wanted[TOTAL_BYTES], got[TOTAL_BYTES];
    struct spool spool = {.folder = folder->path, .memory_limit = limit};
    uint64_t seed = limit;
    size_t size = 0;
    while (size < TOTAL_BYTES) {
        size_t more = next_random(&seed) % 300;
        more = more < TOTAL_BYTES - size ? more : TOTAL_BYTES - size;
        for (size_t i = 0; i < more; i++) {
            wanted[size + i] = (uint8_t)next_random(&seed);
        }
        spool_append(&spool, wanted + size, more);
        size += more;
        assert_int_equal(spool_size(&spool), size);
        assert_true(spool.memory.size <= limit);
        for (int i = 0; i < 3; i++) { /* also from the file into the memory */
            size_t start = size ? next_random(&seed) % size : 0, left = size - start;
            size_t bytes = i == 0 ? left : next_random(&seed) % (left + 1);
            assert_int_equal(spool_read(&spool, start, got, bytes, NULL), STATUS_OK);
            assert_memory_equal(got, wanted + start, bytes);
        }
    }
    assert_int_equal(spool_status(&spool, NULL), STATUS_OK);
    assert_int_equal(spool.file_bytes > 0, limit < TOTAL_BYTES);
    assert_int_equal(scratch_count_files(folder->path), 0); /* the file has no name */
    spool_release(&spool);
    assert_int_equal(spool_size(&spool), 0);
}

static void test_spool(void **state)
{
    (void)state;
    static const size_t limits[] = {0, 1, 100, 4096, TOTAL_BYTES - 1, TOTAL_BYTES, 1 << 20};
    struct scratch_folder folder;
    folder = scratch_folder_make();
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        check_spool(&folder, limits[i]);
    }
    scratch_folder_remove(&folder);
}

static void test_border(void **state)
{
    (void)state;
    struct scratch_folder folder;
    char got[16] = "";
    folder = scratch_folder_make();
    struct spool spool = {.folder = folder.path, .memory_limit = 4};
    spool_append(&spool, "abcd", 4);
    assert_int_equal(spool.file_bytes, 0); /* the limit may be reached, not passed */
    spool_append(&spool, "e", 1);
    assert_int_equal(spool.file_bytes, 5);
    spool_append(&spool, "fg", 2);
    assert_int_equal(spool_read(&spool, 3, got, 4, NULL), STATUS_OK);
    assert_string_equal(got, "defg");
    assert_int_equal(spool_read(&spool, 7, got, 0, NULL), STATUS_OK);
    spool_release(&spool);
    scratch_folder_remove(&folder);
}

/* The first error stays, and later appends do nothing. */
static void test_errors(void **state)
{
    (void)state;
    struct error err = ERROR_NONE;
    struct spool spool = {.folder = "/nonexistent/folder", .memory_limit = 2};
    spool_append(&spool, "abc", 3);
    spool_append(&spool, "d", 1);
    assert_int_equal(spool_status(&spool, &err), STATUS_IO);
    assert_int_equal(err.status, STATUS_IO);
    assert_non_null(strstr(err.file, "/nonexistent/folder"));
    spool_release(&spool);
    err = (struct error)ERROR_NONE;
    spool.memory_limit = 100;
    memory_inject_failure(1, 0);
    spool_append(&spool, "abc", 3);
    memory_inject_failure(0, 0);
    spool_append(&spool, "d", 1);
    assert_int_equal(spool_status(&spool, &err), STATUS_MEMORY);
    spool_release(&spool);
    assert_int_equal(spool_status(&spool, NULL), STATUS_OK);
    spool_release(&spool);
}

static void append_term(struct spool *spool, const char *term, uint32_t df, size_t payload,
                        char fill)
{
    struct buffer out = {0};
    buffer_append_varint(&out, strlen(term));
    buffer_append_text(&out, term);
    buffer_append_varint(&out, df);
    buffer_append_varint(&out, payload);
    for (size_t i = 0; i < payload; i++) {
        buffer_append_byte(&out, (uint8_t)fill);
    }
    spool_append(spool, out.data, out.size);
    buffer_release(&out);
}

/* Terms with payloads that fit the window, do not, are empty; read or skipped. */
static void check_run(const struct spool *spool, uint64_t start, unsigned skipped)
{
    static const struct {
        const char *term;
        uint32_t df;
        size_t payload;
    } wanted[] = {{"a", 1, 3}, {"aal", 70000, 100000}, {"b", 2, 0}, {"c", 3, 40000}, {"zz", 9, 7}};
    struct run_reader reader = {.spool = spool, .first_document = 5, .offset = start,
                                .end = spool_size(spool)};
    for (unsigned i = 0; i < 5; i++) {
        struct bytes payload;
        assert_int_equal(run_reader_next(&reader, NULL), STATUS_OK);
        assert_false(reader.ended);
        assert_true(
            bytes_equal(bytes_of(reader.term, reader.term_size), bytes_of_text(wanted[i].term)));
        assert_int_equal(reader.df, wanted[i].df);
        if (skipped >> i & 1) {
            continue;
        }
        assert_int_equal(run_reader_payload(&reader, &payload, NULL), STATUS_OK);
        assert_int_equal(payload.size, wanted[i].payload);
        for (size_t j = 0; j < payload.size; j++) {
            assert_true(payload.data[j] == wanted[i].term[0]);
        }
    }
    assert_int_equal(run_reader_next(&reader, NULL), STATUS_OK);
    assert_true(reader.ended);
    run_reader_release(&reader);
}

static void test_runs(void **state)
{
    (void)state;
    static const size_t limits[] = {0, 1000, 1 << 20};
    struct scratch_folder folder;
    folder = scratch_folder_make();
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct spool spool = {.folder = folder.path, .memory_limit = limits[i]};
        spool_append(&spool, "before", 6);
        append_term(&spool, "a", 1, 3, 'a');
        append_term(&spool, "aal", 70000, 100000, 'a');
        append_term(&spool, "b", 2, 0, 'b');
        append_term(&spool, "c", 3, 40000, 'c');
        append_term(&spool, "zz", 9, 7, 'z');
        for (unsigned skipped = 0; skipped < 32; skipped++) {
            check_run(&spool, 6, skipped);
        }
        struct run_reader empty = {.spool = &spool, .offset = 6, .end = 6};
        assert_int_equal(run_reader_next(&empty, NULL), STATUS_OK);
        assert_true(empty.ended);
        run_reader_release(&empty);
        spool_release(&spool);
    }
    scratch_folder_remove(&folder);
}

int spool_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spool),
        cmocka_unit_test(test_border),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_runs),
    };
    return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
