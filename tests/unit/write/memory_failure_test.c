/* Every allocation of small builds and searches fails once: STATUS_MEMORY, nothing leaks (the
 * sanitizer tells), and what was published stays whole. The allocations of jansson, zlib and
 * libstemmer do not come through our door and do not fail here. */
#include "small_index.h"

#include "common/base/memory.h"
#include "indexer/verify/verify.h"
#include "searcher/output/answer.h"

static const char first_corpus[] =
    "{\"id\":1,\"title\":\"Wale\",\"text\":\"Der Wal singt. Das Haus des Wals.\",\"pages\":12}\n"
    "{\"id\":2,\"text\":\"Häuser und Katzen\",\"url\":\"https://example.org/2\",\"price\":1.5}\n"
    "broken\n"
    "{\"id\":3,\"text\":\"Katze Haus Katze\",\"open\":true}\n"
    "{\"id\":1,\"text\":\"Der spätere Wal wohnt nicht im Haus\"}\n"
    "{\"text\":\"ohne Kennung im Haus, im Katzenhaus mit dem Hauskatzengarten\"}\n";
static const char second_corpus[] =
    "{\"id\":2,\"text\":\"Haus zwei, neu\"}\n"
    "{\"id\":9,\"text\":\"Katzen im Haus am See, Hauskätzengarten\"}\n";
static const char splits[] = "katzenhaus\tkatzen+haus\nHauskatzengarten\thaus+katzen+garten\n"
                             "walhaus\twal+haus\n";

/* Words with more than a block of documents. */
static void append_long_lists(struct buffer *json)
{
    for (int i = 0; i < 130; i++) {
        buffer_append_format(json, "{\"text\":\"lang %s lang\"}\n", i % 2 ? "Haus" : "Liste");
    }
}

static const char *const queries[] = {"Haus", "Haus Katze -Wal", "+Haus +Katze", "\"Haus Katze\"",
                                      "\"Katze Haus\"~3 (Wal UND NICHT See)", "fehlt", "", "lang",
                                      "+lang -Haus", "\"Liste lang\"",
                                      "Katzenhaus +Walhaus", "Haus-Katze", "+Hauskatzengarten",
                                      "Katzengarten"};

enum { QUERIES = sizeof queries / sizeof *queries };

/* Answers to all queries in one buffer; stops at the first failure. */
static enum status search_all(const char *path, struct buffer *out, struct error *err)
{
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    struct analyzer *analyzer = NULL;
    struct query query = {0};
    enum status status = index_open(&index, path, err);
    if (status == STATUS_OK) {
        status = searcher_create(&searcher, index, err);
    }
    if (status == STATUS_OK) {
        status = analyzer_create(&analyzer, index->analyzer, err);
    }
    struct answer_writer writer = {.index = index, .searcher = searcher, .analyzer = analyzer};
    writer.options = (struct answer_options){
        .format = ANSWER_JSON, .snippet_length = 40, .explain = true};
    for (size_t i = 0; i < QUERIES && status == STATUS_OK; i++) {
        const struct search_options options = {.top = 3, .count = true, .k1 = -1, .b = -1};
        struct search_result result;
        status = query_parse(&query, bytes_of_text(queries[i]), false, err);
        if (status == STATUS_OK) {
            status = searcher_run(searcher, &query, &options, &result, err);
        }
        if (status == STATUS_OK) {
            const struct answer answer = {.query = bytes_of_text(queries[i]), .result = &result,
                                          .has_total = true, .wanted = 3};
            status = answer_write(&writer, &answer, out, err);
        }
    }
    answer_writer_release(&writer);
    query_release(&query);
    analyzer_destroy(analyzer);
    searcher_destroy(searcher);
    index_close(index);
    return status;
}

static void search_all_well(const char *path, struct buffer *out)
{
    struct error err = ERROR_NONE;
    buffer_reset(out);
    small_index_check(search_all(path, out, &err), &err);
}

static void check_same_answers(const char *path, const struct buffer *wanted)
{
    struct buffer out = {0};
    search_all_well(path, &out);
    assert_true(bytes_equal(buffer_bytes(&out), buffer_bytes(wanted)));
    buffer_release(&out);
}

static void fault_found(void *context, const char *file, int64_t offset, const char *what)
{
    (void)context;
    fail_msg("%s: %lld: %s", file, (long long)offset, what);
}

static void check_whole(const char *path)
{
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    small_index_check(index_open(&index, path, &err), &err);
    for (size_t i = 0; i < index->segment_count; i++) {
        small_index_check(verify_segment(&index->segments[i].segment, fault_found, NULL, &err),
                          &err);
    }
    index_close(index);
}

typedef enum status change_step(struct small_index *small, struct error *err);

static enum status step_build(struct small_index *small, struct error *err)
{
    const char *inputs[] = {small->input.text};
    struct build_options options = small_index_options(small);
    struct build_report report;
    return index_build(small->index.text, inputs, 1, &options, &report, err);
}

static enum status step_add(struct small_index *small, struct error *err)
{
    const char *inputs[] = {small->input.text};
    struct build_options options = small_index_options(small);
    struct build_report report;
    return index_add(small->index.text, inputs, 1, &options, &report, err);
}

static enum status step_delete(struct small_index *small, struct error *err)
{
    struct id_list ids = {0};
    struct delete_report report;
    id_list_add(&ids, bytes_of_text("1"));
    id_list_add(&ids, bytes_of_text("3"));
    id_list_add(&ids, bytes_of_text("3"));
    enum status status = index_delete(small->index.text, &ids, &report, err);
    id_list_release(&ids);
    return status;
}

static enum status step_merge(struct small_index *small, struct error *err)
{
    struct build_options options = small_index_options(small);
    struct build_report report;
    return index_merge(small->index.text, &options, &report, err);
}

/* One failing allocation, then (forever) also all after it. `before` (may be NULL): the answers
 * of the index that is there and must survive. */
static void fail_everywhere(change_step *step, struct small_index *small,
                            const struct buffer *before)
{
    for (size_t n = 1, forever = 0; ; n += forever, forever = !forever) {
        struct error err = ERROR_NONE;
        memory_inject_failure(n, (int)forever);
        enum status status = step(small, &err);
        bool struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        if (!struck) {
            small_index_check(status, &err);
            break;
        }
        if (status != STATUS_MEMORY || err.status != STATUS_MEMORY) {
            fail_msg("allocation %zu: %d %s", n, (int)status, err.message);
        }
        if (before == NULL) {
            assert_int_equal(access(small->index.text, F_OK), -1);
        } else if (n % 8 == 0) {
            check_same_answers(small->index.text, before);
        }
    }
    check_whole(small->index.text);
}

static void test_build(void **state)
{
    (void)state;
    struct small_index small;
    struct buffer first = {0}, second = {0}, json = {0};
    small_index_begin(&small, ANALYZER_GERMAN);
    small.splits = bytes_of_text(splits);
    buffer_append_text(&json, first_corpus);
    append_long_lists(&json);
    scratch_folder_write(&small.folder, "input.jsonl", buffer_bytes(&json));
    fail_everywhere(step_build, &small, NULL);
    search_all_well(small.index.text, &first);
    fail_everywhere(step_build, &small, &first); /* over the index that is there */
    search_all_well(small.index.text, &second);
    assert_true(bytes_equal(buffer_bytes(&first), buffer_bytes(&second)));
    buffer_release(&first);
    buffer_release(&second);
    buffer_release(&json);
    small_index_end(&small);
}

/* A chain of changes gives the same answers with failures on the way and without. */
static void test_changes(void **state)
{
    (void)state;
    static change_step *const steps[] = {step_add, step_delete, step_merge};
    struct small_index small;
    struct buffer calm[4] = {{0}}, json = {0};
    size_t files = 0;
    small_index_begin(&small, ANALYZER_GERMAN);
    small.splits = bytes_of_text(splits);
    buffer_append_text(&json, first_corpus);
    append_long_lists(&json);
    for (int failing = 0; failing < 2; failing++) {
        small_index_build(&small, buffer_bytes(&json));
        search_all_well(small.index.text, &calm[0]);
        scratch_folder_text(&small.folder, "input.jsonl", second_corpus);
        for (size_t i = 0; i < 3; i++) {
            struct error err = ERROR_NONE;
            if (failing) {
                fail_everywhere(steps[i], &small, &calm[i]);
                check_same_answers(small.index.text, &calm[i + 1]);
            } else {
                small_index_check(steps[i](&small, &err), &err);
                search_all_well(small.index.text, &calm[i + 1]);
            }
        }
        assert_true(!failing || files == scratch_count_files(small.index.text));
        files = scratch_count_files(small.index.text);
    }
    for (size_t i = 0; i < 4; i++) {
        buffer_release(&calm[i]);
    }
    buffer_release(&json);
    small_index_end(&small);
}

static void test_search(void **state)
{
    (void)state;
    struct small_index small;
    struct buffer wanted = {0}, out = {0}, json = {0};
    small_index_begin(&small, ANALYZER_GERMAN);
    small.splits = bytes_of_text(splits);
    buffer_append_text(&json, first_corpus);
    append_long_lists(&json);
    small_index_build(&small, buffer_bytes(&json));
    small_index_add(&small, bytes_of_text(second_corpus));
    search_all_well(small.index.text, &wanted);
    for (size_t n = 1, forever = 0; ; n += forever, forever = !forever) {
        struct error err = ERROR_NONE;
        buffer_release(&out);
        memory_inject_failure(n, (int)forever);
        enum status status = search_all(small.index.text, &out, &err);
        bool struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        if (!struck) {
            small_index_check(status, &err);
            assert_true(bytes_equal(buffer_bytes(&out), buffer_bytes(&wanted)));
            break;
        }
        if (status != STATUS_MEMORY || err.status != STATUS_MEMORY) {
            fail_msg("allocation %zu: %d %s", n, (int)status, err.message);
        }
    }
    buffer_release(&wanted);
    buffer_release(&out);
    buffer_release(&json);
    small_index_end(&small);
}

/* Checking a sound index finds no fault, whatever fails. */
static void test_verify(void **state)
{
    (void)state;
    struct small_index small;
    struct buffer json = {0};
    struct index *index = NULL;
    bool struck = true;
    small_index_begin(&small, ANALYZER_GERMAN);
    small.splits = bytes_of_text(splits);
    buffer_append_text(&json, first_corpus);
    append_long_lists(&json);
    small_index_build(&small, buffer_bytes(&json));
    assert_int_equal(index_open(&index, small.index.text, NULL), STATUS_OK);
    for (size_t n = 1; struck; n++) {
        struct error err = ERROR_NONE;
        memory_inject_failure(n, 0);
        enum status status =
            verify_segment(&index->segments[0].segment, fault_found, NULL, &err);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
    }
    index_close(index);
    buffer_release(&json);
    small_index_end(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_build),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_search),
        cmocka_unit_test(test_verify),
    };
    return cmocka_run_group_tests_name("memory failure", tests, NULL, NULL);
}
