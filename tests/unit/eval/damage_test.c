/* Searches in a damaged segment end with hits or STATUS_DAMAGED, whichever byte is wrong. */
#include "model.h"

#include <fcntl.h>

#include "eval_tests.h"

static const char *const queries[] = {"w0 w3 w20", "+w0 +w4 -w7", "\"w0 w1\"", "\"w1 w0\"~3 w9",
                                      "(w1 UND NICHT w5) w17"};

static void search_all(const char *path)
{
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    struct query query = {0};
    struct buffer scratch = {0};
    enum status status = index_open(&index, path, NULL);
    if (status == STATUS_OK) {
        status = searcher_create(&searcher, index, NULL);
    }
    for (size_t i = 0; i < sizeof queries / sizeof *queries && searcher != NULL; i++) {
        const struct search_options options = {
            .top = 5, .count = true, .k1 = -1, .b = -1, .path = cpu_best_path()};
        struct search_result result = {0};
        query_parse(&query, bytes_of_text(queries[i]), false, NULL);
        status = searcher_run(searcher, &query, &options, &result, NULL);
        assert_true(status == STATUS_OK || status == STATUS_DAMAGED);
        for (size_t h = 0; status == STATUS_OK && h < result.hit_count; h++) {
            struct bytes id;
            struct stored_document stored;
            assert_true(result.hits[h].document < index->documents);
            index_document_id(index, result.hits[h].document, &scratch, &id, NULL);
            index_stored_document(index, result.hits[h].document, &scratch, &stored, NULL);
        }
    }
    assert_true(status == STATUS_OK || status == STATUS_DAMAGED || status == STATUS_INCOMPATIBLE);
    buffer_release(&scratch);
    query_release(&query);
    searcher_destroy(searcher);
    index_close(index);
}

static void test_changed_bytes(void **state)
{
    (void)state;
    static struct model model;
    struct small_index small;
    struct buffer json = {0};
    struct stat info;
    model = (struct model){.seed = 31};
    small_index_begin(&small, ANALYZER_WHITESPACE);
    model_add(&model, 0, 400, &json);
    small_index_build(&small, buffer_bytes(&json));
    struct scratch_path path = scratch_folder_path(&small.folder, "index/segment-000001");
    int file = open(path.text, O_RDWR | O_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(fstat(file, &info), 0);
    for (off_t offset = 0; offset < info.st_size; offset += 29) {
        uint8_t was, changed;
        assert_int_equal(pread(file, &was, 1, offset), 1);
        changed = (uint8_t)(was ^ (1u << model_random(&model, 8)));
        assert_int_equal(pwrite(file, &changed, 1, offset), 1);
        search_all(small.index.text);
        assert_int_equal(pwrite(file, &was, 1, offset), 1);
    }
    close(file);
    buffer_release(&json);
    small_index_end(&small);
}

int damage_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changed_bytes),
    };
    return cmocka_run_group_tests_name("damage", tests, NULL, NULL);
}
