/* Files behind inputs: order, names, what is left out. */
#include "cmocka_all.h"

#include "common/base/memory.h"
#include "indexer/source/walk.h"
#include "source_tests.h"
#include "scratch_folder.h"

static void check_names(const struct walk *walk, const char *const *names, size_t count)
{
    for (size_t i = 0; i < walk->count && i < count; i++) {
        assert_string_equal(walk->files[i].name, names[i]);
    }
    assert_int_equal(walk->count, count);
}

static void make_link(const struct scratch_folder *folder, const char *target, const char *name)
{
    struct scratch_path path = scratch_folder_path(folder, name);
    assert_int_equal(symlink(target, path.text), 0);
}

/* Byte order, as strcmp has it, of the names of each folder; hidden ones are left out. */
static void test_order(void **state)
{
    (void)state;
    static const char *const names[] = {"B",     "a/x",   "a/y/1", "a/y/2",
                                        "a.txt", "b.txt", "link",  "ä"};
    struct scratch_folder folder;
    struct walk walk = {0};
    struct skips skips = {0};
    folder = scratch_folder_make();
    scratch_folder_nest(&folder, "a");
    scratch_folder_nest(&folder, "a/y");
    scratch_folder_nest(&folder, "empty");
    scratch_folder_text(&folder, "ä", "");
    scratch_folder_text(&folder, "b.txt", "12345");
    scratch_folder_text(&folder, "a.txt", "");
    scratch_folder_text(&folder, "a/y/2", "");
    scratch_folder_text(&folder, "a/y/1", "");
    scratch_folder_text(&folder, "a/x", "");
    scratch_folder_text(&folder, "B", "");
    scratch_folder_text(&folder, ".hidden", "");
    scratch_folder_text(&folder, "a/.hidden", "");
    make_link(&folder, "b.txt", "link");
    const char *inputs[] = {folder.path};
    assert_int_equal(walk_inputs(&walk, inputs, 1, &skips, NULL), STATUS_OK);
    check_names(&walk, names, sizeof names / sizeof *names);
    assert_int_equal(walk.files[5].size_bytes, 5);
    assert_string_equal(walk.files[1].path, scratch_folder_path(&folder, "a/x").text);
    assert_int_equal(skips.counts[SKIP_UNREADABLE] + skips.counts[SKIP_NOT_A_FILE], 0);
    walk_release(&walk);
    walk_release(&walk);
    scratch_folder_remove(&folder);
}

/* Inputs stay in their order, files keep the name as given, one may come twice. */
static void test_inputs(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct walk walk = {0};
    struct skips skips = {0};
    struct error err = ERROR_NONE;
    folder = scratch_folder_make();
    struct scratch_path z = scratch_folder_text(&folder, "z", ""),
                        a = scratch_folder_text(&folder, "a", "");
    struct scratch_path slash = scratch_folder_path(&folder, "");
    const char *inputs[] = {z.text, "-", a.text, slash.text, z.text};
    const char *const names[] = {z.text, "-", a.text, "a", "z", z.text};
    assert_int_equal(walk_inputs(&walk, inputs, 5, &skips, NULL), STATUS_OK);
    check_names(&walk, names, 6);
    assert_string_equal(walk.files[3].path, a.text);
    walk_release(&walk);
    inputs[2] = "/nonexistent/input";
    assert_int_equal(walk_inputs(&walk, inputs, 5, &skips, &err), STATUS_INPUT);
    assert_string_equal(err.file, "/nonexistent/input");
    walk_release(&walk);
    assert_int_equal(walk_inputs(&walk, inputs, 0, &skips, NULL), STATUS_OK);
    assert_int_equal(walk.count, 0);
    walk_release(&walk);
    scratch_folder_remove(&folder);
}

static void test_left_out(void **state)
{
    (void)state;
    static const char *const names[] = {"in/file", "other"};
    struct scratch_folder folder;
    struct walk walk = {0};
    struct skips skips = {0};
    folder = scratch_folder_make();
    scratch_folder_nest(&folder, "in");
    scratch_folder_text(&folder, "in/file", "");
    scratch_folder_text(&folder, "other", "");
    make_link(&folder, "..", "in/up");
    make_link(&folder, ".", "in/self");
    make_link(&folder, "nowhere", "in/dangling");
    assert_int_equal(mkfifo(scratch_folder_path(&folder, "in/pipe").text, 0600), 0);
    const char *inputs[] = {folder.path};
    assert_int_equal(walk_inputs(&walk, inputs, 1, &skips, NULL), STATUS_OK);
    check_names(&walk, names, 2);
    assert_int_equal(skips.counts[SKIP_SYMLINK_LOOP], 2);
    assert_int_equal(skips.counts[SKIP_UNREADABLE], 1);
    assert_int_equal(skips.counts[SKIP_NOT_A_FILE], 1);
    assert_string_equal(skips.first[SKIP_NOT_A_FILE], scratch_folder_path(&folder, "in/pipe").text);
    walk_release(&walk);
    scratch_folder_remove(&folder);
}

/* Folders down to the 64th below the input are read. */
static void test_depth(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct walk walk = {0};
    struct skips skips = {0};
    char name[200] = "";
    folder = scratch_folder_make();
    for (int depth = 1; depth <= 66; depth++) {
        strcat(name, depth == 1 ? "d" : "/d");
        scratch_folder_nest(&folder, name);
        size_t size = strlen(name);
        strcat(name, "/f");
        scratch_folder_text(&folder, name, "");
        name[size] = '\0';
    }
    const char *inputs[] = {folder.path};
    assert_int_equal(walk_inputs(&walk, inputs, 1, &skips, NULL), STATUS_OK);
    assert_int_equal(walk.count, 64);
    assert_int_equal(skips.counts[SKIP_TOO_DEEP], 1);
    assert_int_equal(skips.counts[SKIP_SYMLINK_LOOP], 0);
    walk_release(&walk);
    scratch_folder_remove(&folder);
}

static void test_many(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct walk walk = {0};
    struct skips skips = {0};
    char name[16];
    bool struck = true;
    folder = scratch_folder_make();
    for (int i = 0; i < 150; i++) {
        snprintf(name, sizeof name, "%03d", (i * 77) % 150);
        scratch_folder_text(&folder, name, "");
    }
    const char *inputs[] = {folder.path};
    for (size_t n = 1; struck; n++) { /* every allocation fails once */
        walk_release(&walk);
        memory_inject_failure(n, 0);
        enum status status = walk_inputs(&walk, inputs, 1, &skips, NULL);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
    }
    assert_int_equal(walk.count, 150);
    for (int i = 0; i < 150; i++) {
        snprintf(name, sizeof name, "%03d", i);
        assert_string_equal(walk.files[i].name, name);
    }
    walk_release(&walk);
    scratch_folder_remove(&folder);
}

int walk_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),    cmocka_unit_test(test_inputs),
        cmocka_unit_test(test_left_out), cmocka_unit_test(test_depth),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}
