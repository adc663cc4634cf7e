/* Several segments and deletions. What holds:
 * - without deletions, segments cannot be told from one fresh segment: same documents, same bits;
 * - deleted documents are never found; until a merge they count in the statistics (documents,
 *   document frequencies, average length) of the scores of the others;
 * - after a merge all is as in a fresh index of the live documents. */
#include "model.h"

#include "eval_tests.h"

struct fixture {
    struct model model;
    struct small_index small;
    struct buffer json;
};

static struct fixture fixture;

static void begin(uint64_t seed, bool spellings)
{
    fixture.model = (struct model){.seed = seed, .spellings = spellings};
    fixture.json = (struct buffer){0};
    model_begin(&fixture.model, &fixture.small);
}

static void end(void)
{
    buffer_release(&fixture.json);
    small_index_end(&fixture.small);
}

static void build(uint32_t first, uint32_t count)
{
    model_add(&fixture.model, first, count, &fixture.json);
    small_index_build(&fixture.small, buffer_bytes(&fixture.json));
}

static void add(uint32_t first, uint32_t count, uint64_t replaced)
{
    model_add(&fixture.model, first, count, &fixture.json);
    struct build_report report = small_index_add(&fixture.small, buffer_bytes(&fixture.json));
    assert_int_equal(report.replaced, replaced);
}

static void delete_every(uint32_t step, uint32_t end_id)
{
    static char texts[MODEL_MAX_DOCUMENTS][16];
    static struct bytes ids[MODEL_MAX_DOCUMENTS];
    uint64_t there = 0;
    size_t count = 0;
    for (uint32_t id = 0; id < end_id; id += step, count++) {
        snprintf(texts[count], sizeof texts[count], "%u", id);
        ids[count] = bytes_of_text(texts[count]);
        there += model_delete(&fixture.model, id);
    }
    assert_int_equal(small_index_delete(&fixture.small, ids, count), there);
}

/* Searches of `index_path` against the model, and its ids. */
static void check_index(const char *index_path, size_t segments)
{
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    struct model_query query = {0};
    struct buffer scratch = {0};
    const struct model *model = &fixture.model;
    small_index_check(index_open(&index, index_path, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    assert_int_equal(index->segment_count, segments);
    assert_int_equal(index->documents, model->count);
    assert_int_equal(index->tokens, model->tokens);
    for (size_t i = 0; i < model->count; i++) {
        char wanted[16];
        struct bytes id;
        snprintf(wanted, sizeof wanted, "%u", model->documents[i].id);
        small_index_check(index_document_id(index, i, &scratch, &id, &err), &err);
        assert_true(bytes_equal(id, bytes_of_text(wanted)));
    }
    for (int i = 0; i < 160; i++) {
        model_query_make(&query, &fixture.model, (enum model_shape)(i % MODEL_SHAPES));
        model_check(model, &query, searcher, i % 3 ? -1 : 0.9, i % 3 ? -1 : 0.4);
    }
    buffer_release(&scratch);
    buffer_release(&query.text);
    searcher_destroy(searcher);
    index_close(index);
}

/* The same queries give the same bits from the model of one segment: it knows no segments. */
static void check_without_deletions(bool spellings)
{
    begin(21, spellings);
    build(0, 300);
    add(300, 1, 0);
    add(301, 400, 0);
    check_index(fixture.small.index.text, 3);
    end();
}

static void check_deletions(bool spellings)
{
    begin(22, spellings);
    build(0, 400);
    add(350, 100, 50); /* replaces 50 */
    delete_every(7, 500);
    delete_every(5, 500); /* some for the second time */
    check_index(fixture.small.index.text, 2);
    add(600, 200, 0);
    delete_every(2, 700);
    check_index(fixture.small.index.text, 3);
    end();
}

/* After the merge: equal to a fresh index in another folder, file by file even. */
static void check_merge(bool spellings)
{
    begin(23, spellings);
    build(0, 500);
    add(450, 150, 50);
    delete_every(3, 600);
    small_index_merge(&fixture.small);
    model_merge(&fixture.model);
    check_index(fixture.small.index.text, 1);
    struct small_index fresh;
    model_begin(&fixture.model, &fresh);
    model_print(&fixture.model, &fixture.json);
    struct build_report report = small_index_build(&fresh, buffer_bytes(&fixture.json));
    assert_int_equal(report.documents, fixture.model.count);
    if (!spellings) { /* forms of what went have gone too */
        check_index(fresh.index.text, 1);
    }
    small_index_end(&fresh);
    end();
}

static void test_without_deletions(void **state)
{
    (void)state;
    check_without_deletions(false);
    check_without_deletions(true);
}

static void test_deletions(void **state)
{
    (void)state;
    check_deletions(false);
    check_deletions(true);
}

static void test_merge(void **state)
{
    (void)state;
    check_merge(false);
    check_merge(true);
}

/* An index all of whose documents are deleted finds nothing, merges to nothing and takes new ones.
 */
static void test_all_deleted(void **state)
{
    (void)state;
    begin(24, false);
    build(0, 20);
    delete_every(1, 20);
    check_index(fixture.small.index.text, 1);
    small_index_merge(&fixture.small);
    model_merge(&fixture.model);
    assert_int_equal(fixture.model.count, 0);
    add(5, 200, 0);
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    small_index_check(index_open(&index, fixture.small.index.text, &err), &err);
    size_t segments = index->segment_count;
    index_close(index);
    check_index(fixture.small.index.text, segments);
    end();
}

int segments_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_deletions),
        cmocka_unit_test(test_deletions),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_all_deleted),
    };
    return cmocka_run_group_tests_name("segments", tests, NULL, NULL);
}
