#include "cmocka_all.h"

#include "common/io/file_map.h"
#include "scratch_folder.h"

static void write_file(const char *path, const void *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void whole_files(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    static unsigned char raw[10000];
    char path[SCRATCH_PATH_BYTES];
    struct file_map map = {0};
    (void)state;
    for (size_t i = 0; i < sizeof raw; i++) {
        raw[i] = (unsigned char)(i * 7);
    }
    write_file(scratch_folder_file(&folder, "raw", path), raw, sizeof raw);
    assert_int_equal(file_map_open(&map, path, NULL), STATUS_OK);
    assert_int_equal(map.bytes.size, sizeof raw);
    assert_memory_equal(map.bytes.data, raw, sizeof raw);
    unlink(path); /* a map outlives the name */
    file_map_drop_pages(&map);
    assert_memory_equal(map.bytes.data, raw, sizeof raw);
    file_map_close(&map);
    assert_null(map.bytes.data);
    file_map_close(&map);
    scratch_folder_remove(&folder);
}

static void empty_files(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    char path[SCRATCH_PATH_BYTES];
    struct file_map map = {0};
    (void)state;
    write_file(scratch_folder_file(&folder, "empty", path), "", 0);
    assert_int_equal(file_map_open(&map, path, NULL), STATUS_OK);
    assert_int_equal(map.bytes.size, 0);
    file_map_drop_pages(&map);
    file_map_close(&map);
    scratch_folder_remove(&folder);
}

static void what_cannot_be_mapped(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    char path[SCRATCH_PATH_BYTES];
    struct error missing = ERROR_NONE, other = ERROR_NONE;
    struct file_map map = {0};
    (void)state;
    scratch_folder_file(&folder, "none", path);
    assert_int_equal(file_map_open(&map, path, &missing), STATUS_MISSING);
    assert_string_equal(missing.file, path);
    assert_int_equal(file_map_open(&map, folder.path, &other), STATUS_IO);
    assert_string_equal(other.file, folder.path);
    assert_null(map.bytes.data);
    scratch_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_files),
        cmocka_unit_test(empty_files),
        cmocka_unit_test(what_cannot_be_mapped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
