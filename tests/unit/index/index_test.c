/* Opening indexes, whole and damaged, and reading their documents. */
#include "searcher/index/index.h"

#include "tests/unit/write/small_index.h"

static enum status try_open(const char *path, struct error *err)
{
    struct index *index = NULL;
    *err = (struct error)ERROR_NONE;
    enum status status = index_open(&index, path, err);
    assert_int_equal(index != NULL, status == STATUS_OK);
    assert_int_equal(err->status, status);
    index_close(index);
    return status;
}

/* Three documents, one of them deleted, then two more in a second segment. */
static void make_index(struct small_index *small)
{
    const struct bytes id = bytes_of_text("b");
    small_index_begin(small, ANALYZER_GERMAN);
    small_index_build(small,
                      bytes_of_text("{\"id\":\"a\",\"text\":\"eins\",\"title\":\"A\",\"x\":1}\n"
                                    "{\"id\":\"b\",\"text\":\"zwei drei\"}\n"
                                    "{\"id\":\"c\",\"text\":\"vier\",\"url\":\"u\"}\n"));
    assert_int_equal(small_index_delete(small, &id, 1), 1);
    small_index_add(small, bytes_of_text("{\"id\":\"d\",\"text\":\"fünf\",\"date\":\"2024\"}\n"
                                         "{\"id\":\"e\",\"text\":\"sechs sieben\"}\n"));
}

static void test_documents(void **state)
{
    (void)state;
    static const struct {
        const char *id, *title, *text, *url, *date;
        uint32_t local;
    } wanted[] = {{"a", "A", "eins", "", "", 0}, {"b", "", "zwei drei", "", "", 1},
                  {"c", "", "vier", "u", "", 2}, {"d", "", "fünf", "", "2024", 0},
                  {"e", "", "sechs sieben", "", "", 1}};
    struct small_index small;
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct buffer scratch = {0};
    make_index(&small);
    small_index_check(index_open(&index, small.index.text, &err), &err);
    assert_int_equal(index->documents, 5);
    assert_int_equal(index->deleted, 1);
    assert_int_equal(index->tokens, 9); /* the title is one of them, twice */
    assert_true(index->k1 == 1.2 && index->b == 0.75);
    for (uint64_t d = 0; d < 5; d++) {
        struct bytes id;
        struct stored_document stored;
        uint32_t local;
        assert_ptr_equal(index_locate(index, d, &local), &index->segments[d >= 3]);
        assert_int_equal(local, wanted[d].local);
        small_index_check(index_document_id(index, d, &scratch, &id, &err), &err);
        assert_true(bytes_equal(id, bytes_of_text(wanted[d].id)));
        small_index_check(index_stored_document(index, d, &scratch, &stored, &err), &err);
        assert_true(bytes_equal(stored.title, bytes_of_text(wanted[d].title)));
        assert_true(bytes_equal(stored.text, bytes_of_text(wanted[d].text)));
        assert_true(bytes_equal(stored.url, bytes_of_text(wanted[d].url)));
        assert_true(bytes_equal(stored.date, bytes_of_text(wanted[d].date)));
    }
    assert_int_equal(index->segments[0].deleted.data[0], 2);
    assert_int_equal(index->segments[1].deleted.size, 0);
    buffer_release(&scratch);
    index_close(index);
    index_close(NULL);
    small_index_end(&small);
}

/* Without stored text the fields are empty. */
static void test_no_store(void **state)
{
    (void)state;
    struct small_index small;
    struct error err = ERROR_NONE;
    struct build_report report;
    struct index *index = NULL;
    struct buffer scratch = {0};
    struct stored_document stored;
    small_index_begin(&small, ANALYZER_GERMAN);
    struct build_options options = small_index_options(&small);
    struct scratch_path path = scratch_folder_text(&small.folder, "in", "eins\nzwei\n");
    const char *inputs[] = {path.text};
    options.no_store = true;
    options.format = SOURCE_LINES;
    options.k1 = 0.9;
    small_index_check(index_build(small.index.text, inputs, 1, &options, &report, &err), &err);
    small_index_check(index_open(&index, small.index.text, &err), &err);
    struct bytes id;
    small_index_check(index_document_id(index, 1, &scratch, &id, &err), &err);
    assert_true(bytes_equal(id, bytes_of_text("1")));
    small_index_check(index_stored_document(index, 1, &scratch, &stored, &err), &err);
    assert_int_equal(stored.text.size + stored.title.size, 0);
    assert_true(index->k1 == 0.9);
    buffer_release(&scratch);
    index_close(index);
    small_index_end(&small);
}

static void test_missing(void **state)
{
    (void)state;
    struct small_index small;
    struct error err;
    make_index(&small);
    assert_int_equal(try_open("/nonexistent", &err), STATUS_MISSING);
    assert_int_equal(try_open(small.folder.path, &err), STATUS_MISSING);
    assert_int_equal(try_open(small.input.text, &err), STATUS_MISSING);
    assert_int_equal(unlink(scratch_folder_path(&small.folder, "index/segment-000001").text), 0);
    assert_true(try_open(small.index.text, &err) != STATUS_OK);
    assert_non_null(strstr(err.file, "segment-000001"));
    small_index_end(&small);
}

/* Every changed byte and every shorter file is noticed at once. */
static void check_small_file(struct small_index *small, const char *name)
{
    struct scratch_path path = scratch_folder_path(&small->folder, name);
    uint8_t content[1000];
    struct error err;
    FILE *file = fopen(path.text, "rb");
    assert_non_null(file);
    size_t size = fread(content, 1, sizeof content, file);
    fclose(file);
    assert_true(size > 0 && size < sizeof content);
    for (size_t i = 0; i < size; i++) {
        content[i] ^= (uint8_t)(1u << i % 8);
        scratch_folder_write(&small->folder, name, bytes_of(content, size));
        content[i] ^= (uint8_t)(1u << i % 8);
        enum status status = try_open(small->index.text, &err);
        if (status != STATUS_DAMAGED && status != STATUS_INCOMPATIBLE) {
            fail_msg("%s: byte %zu: %d", name, i, (int)status);
        }
        assert_non_null(strstr(err.file, strrchr(name, '/')));
    }
    for (size_t i = 0; i < size; i++) {
        scratch_folder_write(&small->folder, name, bytes_of(content, i));
        assert_int_equal(try_open(small->index.text, &err), STATUS_DAMAGED);
    }
    scratch_folder_write(&small->folder, name, bytes_of(content, size));
    assert_int_equal(try_open(small->index.text, &err), STATUS_OK);
}

static void test_damage(void **state)
{
    (void)state;
    struct small_index small;
    make_index(&small);
    check_small_file(&small, "index/manifest");
    check_small_file(&small, "index/deleted-000002");
    small_index_end(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_no_store),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
