#include "cmocka_all.h"

#include <errno.h>
#include <string.h>

#include "common/base/error.h"

static void the_first_error_wins(void **state)
{
    struct error err = ERROR_NONE;
    (void)state;
    assert_int_equal(error_set_file(&err, STATUS_IO, "a/b", 7, "cannot read %d", 3), STATUS_IO);
    assert_int_equal(error_set(&err, STATUS_USAGE, "later"), STATUS_USAGE);
    assert_int_equal(error_set_memory(&err), STATUS_MEMORY);
    errno = EACCES;
    assert_int_equal(error_set_errno(&err, STATUS_MISSING, "c", "open"), STATUS_MISSING);
    assert_int_equal(err.status, STATUS_IO);
    assert_int_equal(err.offset, 7);
    assert_string_equal(err.file, "a/b");
    assert_string_equal(err.message, "cannot read 3");
}

static void nobody_asks_for_the_text(void **state)
{
    (void)state;
    assert_int_equal(error_set(NULL, STATUS_LIMIT, "%s", "x"), STATUS_LIMIT);
    assert_int_equal(error_set_file(NULL, STATUS_IO, "f", 0, "x"), STATUS_IO);
    assert_int_equal(error_set_errno(NULL, STATUS_IO, "f", "open"), STATUS_IO);
    assert_int_equal(error_set_memory(NULL), STATUS_MEMORY);
}

static void texts(void **state)
{
    struct error plain = ERROR_NONE, file = ERROR_NONE, system = ERROR_NONE;
    char text[64], small[8];
    (void)state;
    error_set(&plain, STATUS_USAGE, "no verb");
    error_format(&plain, text, sizeof text);
    assert_string_equal(text, "no verb");
    assert_int_equal(plain.offset, -1);
    error_set_file(&file, STATUS_DAMAGED, "seg", 5, "bad");
    error_format(&file, text, sizeof text);
    assert_string_equal(text, "seg: bad");
    error_format(&file, small, sizeof small);
    assert_string_equal(small, "seg: ba");
    errno = ENOENT;
    error_set_errno(&system, STATUS_MISSING, "x", "open");
    assert_non_null(strstr(system.message, "cannot open: "));
    assert_non_null(strstr(system.message, strerror(ENOENT)));
}

static void long_texts_are_cut(void **state)
{
    struct error err = ERROR_NONE;
    char path[2000], out[2000];
    (void)state;
    memset(path, 'p', sizeof path);
    memcpy(path + sizeof path - 5, "/end", 5);
    error_set_file(&err, STATUS_IO, path, -1, "%s", path);
    assert_int_equal(strlen(err.file), sizeof err.file - 1);
    assert_string_equal(err.file + strlen(err.file) - 4, "/end"); /* paths keep their end */
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    error_format(&err, out, sizeof out);
    assert_int_equal(strlen(out), strlen(err.file) + 2 + strlen(err.message));
}

/* Scripts rely on both. */
static void exit_codes_and_kinds(void **state)
{
    static const struct {
        enum status status;
        int code;
        const char *kind;
    } rows[] = {
        {STATUS_OK, 0, "ok"},
        {STATUS_USAGE, 2, "usage"},
        {STATUS_MISSING, 3, "missing"},
        {STATUS_LOCKED, 3, "locked"},
        {STATUS_INCOMPATIBLE, 3, "incompatible"},
        {STATUS_DAMAGED, 4, "damaged"},
        {STATUS_IO, 5, "io"},
        {STATUS_INPUT, 5, "input"},
        {STATUS_MEMORY, 5, "memory"},
        {STATUS_LIMIT, 5, "limit"},
        {STATUS_INTERRUPTED, 130, "interrupted"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(status_exit_code(rows[i].status), rows[i].code);
        assert_string_equal(status_kind(rows[i].status), rows[i].kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_error_wins),
        cmocka_unit_test(nobody_asks_for_the_text),
        cmocka_unit_test(texts),
        cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(exit_codes_and_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
