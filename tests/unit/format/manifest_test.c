#include "cmocka_all.h"

#include <xxhash.h>

#include "common/base/memory.h"
#include "common/format/manifest.h"
#include "common/io/folder.h"
#include "scratch_folder.h"

static struct manifest_segment two[] = {{1, 0, 0, 1000}, {3, 4, 17, (uint64_t)1 << 27}};
static const struct manifest sample = {5, two, 2};

static void write_raw(const struct scratch_folder *folder, const struct buffer *raw, size_t size)
{
    assert_int_equal(folder_replace_file(folder->path, "manifest", bytes_of(raw->data, size), NULL),
                     STATUS_OK);
}

/* The sample by FORMAT.md, `segments` of its rows and the version as given. */
static struct buffer by_hand(uint32_t version, uint32_t segments)
{
    struct buffer out = {0};
    buffer_append_text(&out, "STWMANIF");
    buffer_append_u32(&out, version);
    buffer_append_u32(&out, segments);
    buffer_append_u64(&out, 5);
    for (uint32_t i = 0; i < segments; i++) {
        buffer_append_u64(&out, two[i].file);
        buffer_append_u64(&out, two[i].deleted_file);
        buffer_append_u64(&out, two[i].deleted_count);
        buffer_append_u64(&out, two[i].documents);
    }
    buffer_append_u64(&out, XXH3_64bits(out.data, out.size));
    return out;
}

static void expect_sample(const struct manifest *manifest)
{
    assert_int_equal(manifest->next_file, sample.next_file);
    assert_int_equal(manifest->segment_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(manifest->segments[i].file, two[i].file);
        assert_int_equal(manifest->segments[i].deleted_file, two[i].deleted_file);
        assert_int_equal(manifest->segments[i].deleted_count, two[i].deleted_count);
        assert_int_equal(manifest->segments[i].documents, two[i].documents);
    }
}

static void bytes_are_as_specified(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct buffer expected = by_hand(3, 2), got = {0};
    struct manifest manifest = {0};
    char path[SCRATCH_PATH_BYTES];
    (void)state;
    assert_int_equal(manifest_write(&sample, folder.path, NULL), STATUS_OK);
    scratch_folder_file(&folder, "manifest", path);
    assert_int_equal(folder_read_file(path, 1000, &got, NULL), STATUS_OK);
    assert_true(bytes_equal(buffer_bytes(&got), buffer_bytes(&expected)));
    assert_int_equal(manifest_read(&manifest, folder.path, NULL), STATUS_OK);
    expect_sample(&manifest);
    manifest_release(&manifest);
    manifest_release(&manifest);
    buffer_release(&expected);
    buffer_release(&got);
    scratch_folder_remove(&folder);
}

static void an_index_without_segments(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct manifest none = {.next_file = 1}, manifest = {0};
    (void)state;
    assert_int_equal(manifest_write(&none, folder.path, NULL), STATUS_OK);
    assert_int_equal(manifest_read(&manifest, folder.path, NULL), STATUS_OK);
    assert_int_equal(manifest.segment_count, 0);
    assert_int_equal(manifest.next_file, 1);
    manifest_release(&manifest);
    scratch_folder_remove(&folder);
}

static enum status read_status(const struct scratch_folder *folder)
{
    struct manifest manifest = {0};
    struct error err = ERROR_NONE;
    enum status status = manifest_read(&manifest, folder->path, &err);
    assert_int_equal(err.status, status);
    assert_true(status == STATUS_OK || manifest.segments == NULL);
    manifest_release(&manifest);
    return status;
}

static void every_flipped_bit_is_noticed(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct buffer raw = by_hand(3, 2);
    (void)state;
    for (size_t i = 0; i < raw.size; i++) {
        for (unsigned bit = 0; bit < 8; bit += i < 24 ? 1 : 5) {
            raw.data[i] ^= (uint8_t)(1u << bit);
            write_raw(&folder, &raw, raw.size);
            enum status status = read_status(&folder);
            assert_int_equal(status, i >= 8 && i < 12 ? STATUS_INCOMPATIBLE : STATUS_DAMAGED);
            raw.data[i] ^= (uint8_t)(1u << bit);
        }
    }
    buffer_release(&raw);
    scratch_folder_remove(&folder);
}

static void every_truncation_and_extension_is_noticed(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct buffer raw = by_hand(3, 2);
    (void)state;
    for (size_t size = 0; size < raw.size; size++) {
        write_raw(&folder, &raw, size);
        assert_int_equal(read_status(&folder), STATUS_DAMAGED);
    }
    write_raw(&folder, &raw, raw.size);
    assert_int_equal(read_status(&folder), STATUS_OK);
    buffer_append_byte(&raw, 0);
    write_raw(&folder, &raw, raw.size);
    assert_int_equal(read_status(&folder), STATUS_DAMAGED);
    buffer_append_zeros(&raw, 1 << 20); /* longer than any manifest */
    write_raw(&folder, &raw, raw.size);
    assert_int_equal(read_status(&folder), STATUS_DAMAGED);
    buffer_release(&raw);
    scratch_folder_remove(&folder);
}

static void other_versions(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct buffer raw = by_hand(1, 1);
    (void)state;
    write_raw(&folder, &raw, raw.size);
    assert_int_equal(read_status(&folder), STATUS_INCOMPATIBLE);
    buffer_release(&raw);
    scratch_folder_remove(&folder);
}

static void no_index(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct scratch_folder none = folder;
    char path[SCRATCH_PATH_BYTES];
    struct manifest manifest = {0};
    struct error err = ERROR_NONE;
    (void)state;
    assert_int_equal(read_status(&folder), STATUS_MISSING);
    memcpy(none.path + strlen(none.path) - 2, "..", 2);
    assert_int_equal(read_status(&none), STATUS_MISSING);
    error_set(&err, STATUS_USAGE, "first");
    assert_int_equal(manifest_read(&manifest, folder.path, &err), STATUS_MISSING);
    assert_string_equal(err.message, "first");
    assert_int_equal(folder_create(scratch_folder_file(&folder, "manifest", path), NULL),
                     STATUS_OK);
    assert_int_equal(manifest_read(&manifest, folder.path, &err), STATUS_IO); /* a folder */
    assert_string_equal(err.message, "first");
    assert_int_equal(read_status(&folder), STATUS_IO);
    scratch_folder_remove(&folder);
}

static void any_allocation_can_fail(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    (void)state;
    assert_int_equal(manifest_write(&sample, folder.path, NULL), STATUS_OK);
    for (size_t nth = 1;; nth++) {
        struct manifest manifest = {0};
        memory_inject_failure(nth, 0);
        enum status status = manifest_read(&manifest, folder.path, NULL);
        int struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        manifest_release(&manifest);
        if (!struck) {
            break;
        }
    }
    for (size_t nth = 1;; nth++) {
        memory_inject_failure(nth, 0);
        enum status status = manifest_write(&sample, folder.path, NULL);
        int struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        assert_int_equal(read_status(&folder), STATUS_OK);
        assert_int_equal(scratch_folder_count(&folder), 1);
        if (!struck) {
            break;
        }
    }
    scratch_folder_remove(&folder);
}

static void file_names(void **state)
{
    char out[32];
    (void)state;
    assert_int_equal(manifest_file_path(out, sizeof out, "i", "segment", 1, NULL), STATUS_OK);
    assert_string_equal(out, "i/segment-000001");
    assert_int_equal(manifest_file_path(out, sizeof out, "i", "deleted", 1234567, NULL), STATUS_OK);
    assert_string_equal(out, "i/deleted-1234567");
    assert_int_equal(manifest_file_path(out, 10, "i", "deleted", 1, NULL), STATUS_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_as_specified),
        cmocka_unit_test(an_index_without_segments),
        cmocka_unit_test(every_flipped_bit_is_noticed),
        cmocka_unit_test(every_truncation_and_extension_is_noticed),
        cmocka_unit_test(other_versions),
        cmocka_unit_test(no_index),
        cmocka_unit_test(any_allocation_can_fail),
        cmocka_unit_test(file_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
