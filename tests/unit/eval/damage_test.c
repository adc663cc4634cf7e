/* Searches in a damaged segment end with hits or STATUS_DAMAGED, whichever byte is wrong. */
#include "model.h"

#include <fcntl.h>

#include "eval_tests.h"

enum { QUERIES = 5 };

static const char *const queries[2][QUERIES] = {
    {"w0 w3 w20", "+w0 +w4 -w7", "\"w0 w1\"", "\"w1 w0\"~3 w9", "(w1 UND NICHT w5) w17"},
    {"haus wälder muller", "+hund +kinder -baum", "\"haus wald\"", "\"wald haus\"~3 buches",
     "(häuser UND NICHT müller) bäume"}};

static void search_all(const char *path, bool spellings)
{
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    struct query query = {0};
    struct buffer scratch = {0};
    enum status status = index_open(&index, path, NULL);
    if (status == STATUS_OK) {
        status = searcher_create(&searcher, index, NULL);
    }
    for (size_t i = 0; i < QUERIES && searcher != NULL; i++) {
        const struct search_options options = {
            .top = 5, .count = true, .k1 = -1, .b = -1, .path = cpu_best_path()};
        struct search_result result = {0};
        query_parse(&query, bytes_of_text(queries[spellings][i]), false, NULL);
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

static void check_changed_bytes(bool spellings)
{
    static struct model model;
    struct small_index small;
    struct buffer json = {0};
    struct stat info;
    model = (struct model){.seed = 31, .spellings = spellings};
    model_begin(&model, &small);
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
        search_all(small.index.text, spellings);
        assert_int_equal(pwrite(file, &was, 1, offset), 1);
    }
    close(file);
    buffer_release(&json);
    small_index_end(&small);
}

static void test_changed_bytes(void **state)
{
    (void)state;
    check_changed_bytes(false);
    check_changed_bytes(true);
}

int damage_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changed_bytes),
    };
    return cmocka_run_group_tests_name("damage", tests, NULL, NULL);
}
