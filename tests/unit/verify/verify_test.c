/* Checking a segment: a sound one has no fault, and no changed byte stays unnoticed. */
#include "indexer/verify/verify.h"

#include "verify_tests.h"

static void count_fault(void *context, const char *file, int64_t offset, const char *what)
{
    size_t *count = context;
    assert_non_null(file);
    assert_true(offset >= -1);
    assert_true(what[0] != '\0');
    ++*count;
}

/* Faults of the file; one if it cannot even be opened. */
uint64_t verify_faults_of(const char *path)
{
    struct segment segment = {0};
    struct error err = ERROR_NONE;
    size_t reported = 0;
    enum status status = segment_open(&segment, path, &err);
    if (status != STATUS_OK) {
        assert_true(status == STATUS_DAMAGED || status == STATUS_INCOMPATIBLE);
        segment_close(&segment);
        return 1;
    }
    small_index_check(verify_segment(&segment, count_fault, &reported, &err), &err);
    segment_close(&segment);
    return reported;
}

static void change_byte(int file, off_t offset, uint8_t bits)
{
    uint8_t byte;
    assert_int_equal(pread(file, &byte, 1, offset), 1);
    byte ^= bits;
    assert_int_equal(pwrite(file, &byte, 1, offset), 1);
}

/* Changes every `step`-th byte of the segment, one at a time. */
static void check_changes(struct small_index *small, off_t step)
{
    struct stat info;
    struct scratch_path path = scratch_folder_path(&small->folder, "index/segment-000001");
    int file = open(path.text, O_RDWR | O_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(fstat(file, &info), 0);
    assert_int_equal(verify_faults_of(path.text), 0);
    for (off_t offset = 0; offset < info.st_size; offset += step) {
        uint8_t bits = (uint8_t)(1u << offset % 8);
        change_byte(file, offset, bits);
        if (verify_faults_of(path.text) == 0) {
            fail_msg("byte %lld of %lld is not checked", (long long)offset,
                     (long long)info.st_size);
        }
        change_byte(file, offset, bits);
    }
    assert_int_equal(verify_faults_of(path.text), 0);
    for (off_t size = info.st_size - 1; size >= 0; size -= 1 + size / 40) {
        assert_int_equal(ftruncate(file, size), 0);
        assert_true(verify_faults_of(path.text) > 0);
    }
    close(file);
}

static void test_small(void **state)
{
    (void)state;
    struct small_index small;
    small_index_begin(&small, ANALYZER_GERMAN);
    small.splits = bytes_of_text("walhaus\twal+haus\n");
    small_index_build(&small,
                      bytes_of_text("{\"id\":\"a\",\"text\":\"Der Wal singt\",\"title\":\"Wale\"}\n"
                                    "{\"id\":\"b\",\"text\":\"Ein Haus am See, ein Wal, ein Walhaus\"}\n"));
    check_changes(&small, 1);
    small_index_end(&small);
}

/* Long lists, long documents, several blocks of terms. */
static void test_large(void **state)
{
    (void)state;
    struct small_index small;
    struct buffer json = {0};
    small_index_begin(&small, ANALYZER_WHITESPACE);
    for (int i = 0; i < 300; i++) {
        buffer_append_format(&json, "{\"id\":\"k%d\",\"text\":\"immer wort%d oft%d oft%d", i * 7, i,
                             i % 2, i % 3);
        for (int j = 0; i == 150 && j < 66000; j++) {
            buffer_append_text(&json, " lang");
        }
        buffer_append_text(&json, "\"}\n");
    }
    small_index_build(&small, buffer_bytes(&json));
    check_changes(&small, 29);
    buffer_release(&json);
    small_index_end(&small);
}

static void test_empty(void **state)
{
    (void)state;
    struct small_index small;
    small_index_begin(&small, ANALYZER_GERMAN);
    small_index_build(&small, bytes_of_text(""));
    check_changes(&small, 1);
    small_index_end(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests_name("verify", tests, NULL, NULL) + lexicon_check_tests() +
           spelling_check_tests();
}
