#include "cmocka_all.h"

#include <signal.h>
#include <sys/resource.h>

#include "common/base/buffer.h"
#include "common/base/memory.h"
#include "common/io/file_map.h"
#include "common/io/file_writer.h"
#include "random.h"
#include "scratch_folder.h"

/* Pieces smaller and larger than any buffer against the same pieces in memory. */
static void pieces_of_all_sizes(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct random random = {1};
    struct buffer expected = {0};
    struct file_writer *writer = NULL;
    struct file_map map = {0};
    char path[SCRATCH_PATH_BYTES];
    static uint8_t piece[300000];
    (void)state;
    scratch_folder_file(&folder, "out", path);
    assert_int_equal(file_writer_create(&writer, path, NULL), STATUS_OK);
    for (unsigned i = 0; i < 400; i++) {
        size_t size = random_below(&random, (uint64_t)1 << random_below(&random, 19));
        for (size_t j = 0; j < size; j++) {
            piece[j] = (uint8_t)(i + j * 31);
        }
        file_writer_append(writer, piece, size);
        buffer_append(&expected, piece, size);
        assert_int_equal(file_writer_offset(writer), expected.size);
    }
    file_writer_append(writer, NULL, 0);
    assert_int_equal(file_writer_finish(writer, NULL), STATUS_OK);
    assert_int_equal(file_map_open(&map, path, NULL), STATUS_OK);
    assert_int_equal(map.bytes.size, expected.size);
    assert_memory_equal(map.bytes.data, expected.data, expected.size);
    file_map_close(&map);
    buffer_release(&expected);
    scratch_folder_remove(&folder);
}

static void what_cannot_be_created(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct file_writer *writer = NULL;
    struct error exists = ERROR_NONE, parent = ERROR_NONE, name = ERROR_NONE, memory = ERROR_NONE;
    char path[SCRATCH_PATH_BYTES], longest[3000];
    (void)state;
    scratch_folder_file(&folder, "out", path);
    assert_int_equal(file_writer_create(&writer, path, NULL), STATUS_OK);
    assert_int_equal(file_writer_finish(writer, NULL), STATUS_OK);
    writer = NULL;
    assert_int_equal(file_writer_create(&writer, path, &exists), STATUS_IO);
    scratch_folder_file(&folder, "no/out", path);
    assert_int_equal(file_writer_create(&writer, path, &parent), STATUS_IO);
    assert_string_equal(parent.file, path);
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(file_writer_create(&writer, longest, &name), STATUS_LIMIT);
    memory_inject_failure(1, 0);
    assert_int_equal(file_writer_create(&writer, path, &memory), STATUS_MEMORY);
    memory_inject_failure(0, 0);
    assert_null(writer);
    assert_int_equal(scratch_folder_count(&folder), 1);
    scratch_folder_remove(&folder);
}

static void abandoned_files_are_gone(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct file_writer *writer = NULL;
    char path[SCRATCH_PATH_BYTES];
    (void)state;
    file_writer_abandon(NULL);
    scratch_folder_file(&folder, "out", path);
    assert_int_equal(file_writer_create(&writer, path, NULL), STATUS_OK);
    file_writer_append(writer, "bytes", 5);
    file_writer_abandon(writer);
    assert_int_equal(scratch_folder_count(&folder), 0);
    scratch_folder_remove(&folder);
}

/* A limit of the file's size stands for a full disk. */
static void a_failed_write_is_reported_at_the_end(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct file_writer *writer = NULL;
    struct error err = ERROR_NONE;
    struct rlimit old, small;
    char path[SCRATCH_PATH_BYTES];
    static uint8_t piece[100000];
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 150000;
    scratch_folder_file(&folder, "out", path);
    assert_int_equal(file_writer_create(&writer, path, NULL), STATUS_OK);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    for (unsigned i = 0; i < 10; i++) {
        file_writer_append(writer, piece, sizeof piece);
        file_writer_append(writer, piece, 10);
    }
    enum status status = file_writer_finish(writer, &err);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, STATUS_IO);
    assert_int_equal(err.status, STATUS_IO);
    assert_string_equal(err.file, path);
    assert_non_null(strstr(err.message, "cannot write"));
    scratch_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_all_sizes),
        cmocka_unit_test(what_cannot_be_created),
        cmocka_unit_test(abandoned_files_are_gone),
        cmocka_unit_test(a_failed_write_is_reported_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
