#include "cmocka_all.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "common/base/memory.h"
#include "common/io/folder.h"
#include "scratch_folder.h"

static void expect_file(const struct scratch_folder *folder, const char *name, const char *text)
{
    char path[SCRATCH_PATH_BYTES];
    struct buffer out = {0};
    scratch_folder_file(folder, name, path);
    assert_int_equal(folder_read_file(path, 1 << 20, &out, NULL), STATUS_OK);
    assert_true(bytes_equal(buffer_bytes(&out), bytes_of_text(text)));
    buffer_release(&out);
}

static void paths(void **state)
{
    char out[8];
    struct error err = ERROR_NONE;
    (void)state;
    assert_int_equal(folder_path(out, sizeof out, "abc", "def", &err), STATUS_OK);
    assert_string_equal(out, "abc/def");
    assert_int_equal(err.status, STATUS_OK);
    assert_int_equal(folder_path(out, sizeof out, "abc", "defg", &err), STATUS_LIMIT);
    assert_string_equal(err.file, "abc");
}

static void creation(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct error err = ERROR_NONE, parent = ERROR_NONE;
    struct stat info;
    char path[SCRATCH_PATH_BYTES];
    (void)state;
    scratch_folder_file(&folder, "index", path);
    assert_int_equal(folder_create(path, NULL), STATUS_OK);
    assert_true(stat(path, &info) == 0 && S_ISDIR(info.st_mode));
    assert_int_equal(folder_create(path, NULL), STATUS_OK);
    assert_int_equal(folder_sync(path, NULL), STATUS_OK);
    assert_int_equal(folder_create(scratch_folder_file(&folder, "no/index", path), &parent),
                     STATUS_IO);
    assert_int_equal(folder_replace_file(folder.path, "file", bytes_of_text("x"), NULL), STATUS_OK);
    assert_int_equal(folder_create(scratch_folder_file(&folder, "file", path), &err), STATUS_IO);
    assert_string_equal(err.file, path);
    assert_int_equal(folder_sync(path, NULL), STATUS_IO);
    assert_int_equal(folder_sync(scratch_folder_file(&folder, "none", path), NULL), STATUS_IO);
    scratch_folder_remove(&folder);
}

static void replacement(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    char path[SCRATCH_PATH_BYTES];
    (void)state;
    assert_int_equal(folder_replace_file(folder.path, "m", bytes_of_text("old"), NULL), STATUS_OK);
    expect_file(&folder, "m", "old");
    /* a builder that was stopped left this behind */
    FILE *left = fopen(scratch_folder_file(&folder, "m.new", path), "w");
    assert_non_null(left);
    fputs("half", left);
    fclose(left);
    assert_int_equal(folder_replace_file(folder.path, "m", bytes_of_text("new one"), NULL),
                     STATUS_OK);
    expect_file(&folder, "m", "new one");
    assert_int_equal(folder_replace_file(folder.path, "m", bytes_of(NULL, 0), NULL), STATUS_OK);
    expect_file(&folder, "m", "");
    assert_int_equal(scratch_folder_count(&folder), 1);
    scratch_folder_remove(&folder);
}

static void a_failed_replacement_keeps_the_old_file(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct error err = ERROR_NONE;
    char path[SCRATCH_PATH_BYTES], name[2000];
    (void)state;
    assert_int_equal(folder_replace_file(folder.path, "m", bytes_of_text("old"), NULL), STATUS_OK);
    memory_inject_failure(1, 0);
    assert_int_equal(folder_replace_file(folder.path, "m", bytes_of_text("new"), &err),
                     STATUS_MEMORY);
    memory_inject_failure(0, 0);
    expect_file(&folder, "m", "old");
    /* a folder of that name cannot be replaced by a file */
    assert_int_equal(folder_create(scratch_folder_file(&folder, "sub", path), NULL), STATUS_OK);
    assert_int_equal(folder_replace_file(folder.path, "sub", bytes_of_text("new"), NULL),
                     STATUS_IO);
    assert_int_equal(scratch_folder_count(&folder), 2);
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(folder_replace_file(folder.path, name, bytes_of_text(""), NULL), STATUS_LIMIT);
    scratch_folder_remove(&folder);
}

static void limits_of_reading(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct buffer big = {0}, out = {0};
    struct error err = ERROR_NONE, missing = ERROR_NONE;
    char path[SCRATCH_PATH_BYTES];
    (void)state;
    buffer_append_zeros(&big, 100000);
    assert_int_equal(folder_replace_file(folder.path, "m", buffer_bytes(&big), NULL), STATUS_OK);
    scratch_folder_file(&folder, "m", path);
    assert_int_equal(folder_read_file(path, 100000, &out, &err), STATUS_OK);
    assert_true(bytes_equal(buffer_bytes(&big), buffer_bytes(&out)));
    buffer_reset(&out);
    assert_int_equal(folder_read_file(path, 99999, &out, &err), STATUS_LIMIT);
    assert_string_equal(err.file, path);
    buffer_release(&out);
    memory_inject_failure(1, 0);
    assert_int_equal(folder_read_file(path, 100000, &out, NULL), STATUS_MEMORY);
    memory_inject_failure(0, 0);
    buffer_release(&out);
    assert_int_equal(folder_read_file(folder.path, 100, &out, NULL), STATUS_IO);
    buffer_release(&out);
    scratch_folder_file(&folder, "none", path);
    assert_int_equal(folder_read_file(path, 100, &out, &missing), STATUS_MISSING);
    buffer_release(&out);
    buffer_release(&big);
    scratch_folder_remove(&folder);
}

/* What another process gets: its exit code is the status. */
static enum status lock_elsewhere(const char *folder)
{
    int exit_status = 0;
    pid_t child = fork();
    if (child == 0) {
        int handle = -1;
        enum status status = folder_lock(folder, &handle, NULL);
        _exit((int)status); /* the lock goes with the process */
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &exit_status, 0), child);
    assert_true(WIFEXITED(exit_status));
    return (enum status)WEXITSTATUS(exit_status);
}

static void one_process_holds_the_lock(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct error err = ERROR_NONE;
    int handle = -1, second = -1;
    (void)state;
    assert_int_equal(lock_elsewhere(folder.path), STATUS_OK);
    assert_int_equal(folder_lock(folder.path, &handle, NULL), STATUS_OK);
    assert_int_equal(lock_elsewhere(folder.path), STATUS_LOCKED);
    assert_int_equal(folder_lock(folder.path, &second, &err), STATUS_LOCKED);
    assert_string_equal(err.file, folder.path);
    assert_int_equal(second, -1);
    folder_unlock(handle);
    assert_int_equal(lock_elsewhere(folder.path), STATUS_OK);
    scratch_folder_remove(&folder);
}

/* A lock file that its holder removed locks nobody out and lets no two in. */
static void a_removed_lock_file(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    char path[SCRATCH_PATH_BYTES];
    int first = -1, second = -1;
    (void)state;
    assert_int_equal(folder_lock(folder.path, &first, NULL), STATUS_OK);
    assert_int_equal(unlink(scratch_folder_file(&folder, "lock", path)), 0);
    assert_int_equal(folder_lock(folder.path, &second, NULL), STATUS_OK);
    assert_int_equal(lock_elsewhere(folder.path), STATUS_LOCKED);
    folder_unlock(first);
    assert_int_equal(lock_elsewhere(folder.path), STATUS_LOCKED);
    folder_unlock(second);
    assert_int_equal(lock_elsewhere(folder.path), STATUS_OK);
    scratch_folder_remove(&folder);
}

/* A process that is killed cannot unlock. */
static void the_lock_dies_with_its_holder(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    int ready[2], handle = -1, exit_status;
    char byte = 0;
    (void)state;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        byte = folder_lock(folder.path, &handle, NULL) == STATUS_OK ? 'y' : 'n';
        if (write(ready[1], &byte, 1) == 1) {
            pause();
        }
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    assert_int_equal(folder_lock(folder.path, &handle, NULL), STATUS_LOCKED);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &exit_status, 0), child);
    assert_int_equal(folder_lock(folder.path, &handle, NULL), STATUS_OK);
    folder_unlock(handle);
    close(ready[0]);
    close(ready[1]);
    scratch_folder_remove(&folder);
}

static void no_folder_to_lock(void **state)
{
    struct scratch_folder folder = scratch_folder_make();
    struct error err = ERROR_NONE;
    char path[SCRATCH_PATH_BYTES];
    int handle = -1;
    (void)state;
    scratch_folder_file(&folder, "none", path);
    assert_int_equal(folder_lock(path, &handle, &err), STATUS_IO);
    scratch_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths),
        cmocka_unit_test(creation),
        cmocka_unit_test(replacement),
        cmocka_unit_test(a_failed_replacement_keeps_the_old_file),
        cmocka_unit_test(limits_of_reading),
        cmocka_unit_test(one_process_holds_the_lock),
        cmocka_unit_test(a_removed_lock_file),
        cmocka_unit_test(the_lock_dies_with_its_holder),
        cmocka_unit_test(no_folder_to_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
