#include "cmocka_all.h"

#include <string.h>

#include "common/base/memory.h"

static void sizes(void **state)
{
    (void)state;
    void *none = memory_alloc(0), *rows = memory_alloc_array(0, 8);
    assert_non_null(none);
    assert_non_null(rows);
    none = memory_resize(none, 0);
    assert_non_null(none);
    memory_free(none);
    memory_free(rows);
    memory_free(NULL);
    assert_null(memory_alloc_array(SIZE_MAX / 4, 8));
    assert_null(memory_alloc_aligned(SIZE_MAX));
}

static void arrays_are_zero(void **state)
{
    static const unsigned char zeros[800];
    unsigned char *rows = memory_alloc_array(100, 8);
    (void)state;
    assert_non_null(rows);
    assert_memory_equal(rows, zeros, sizeof zeros);
    memory_free(rows);
}

static void aligned_blocks(void **state)
{
    static const unsigned char zeros[256];
    (void)state;
    for (size_t size = 0; size < 200; size += 13) {
        unsigned char *block = memory_alloc_aligned(size);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % 64, 0);
        assert_memory_equal(block, zeros, size ? (size + 63) / 64 * 64 : 64);
        memory_free(block);
    }
}

static int works(void)
{
    void *block = memory_alloc(8);
    memory_free(block);
    return block != NULL;
}

static void the_nth_call_fails_once(void **state)
{
    (void)state;
    memory_inject_failure(3, 0);
    assert_true(works());
    assert_true(works());
    assert_false(memory_failure_struck());
    assert_false(works());
    assert_true(memory_failure_struck());
    assert_true(works());
    memory_inject_failure(0, 0);
    assert_false(memory_failure_struck());
}

static void all_calls_fail_from_the_nth_on(void **state)
{
    (void)state;
    memory_inject_failure(2, 1);
    assert_true(works());
    for (int i = 0; i < 5; i++) {
        assert_false(works());
    }
    memory_inject_failure(0, 0);
    assert_true(works());
    memory_inject_failure(0, 1); /* off is off */
    assert_true(works());
    memory_inject_failure(0, 0);
}

static void every_door_can_fail(void **state)
{
    char *block = memory_alloc(8);
    (void)state;
    assert_non_null(block);
    memcpy(block, "Stichwo", 8);
    memory_inject_failure(1, 1);
    assert_null(memory_alloc(8));
    assert_null(memory_alloc_array(1, 8));
    assert_null(memory_alloc_aligned(8));
    assert_null(memory_resize(block, 100));
    memory_inject_failure(0, 0);
    assert_string_equal(block, "Stichwo"); /* untouched */
    memory_free(block);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes),
        cmocka_unit_test(arrays_are_zero),
        cmocka_unit_test(aligned_blocks),
        cmocka_unit_test(the_nth_call_fails_once),
        cmocka_unit_test(all_calls_fail_from_the_nth_on),
        cmocka_unit_test(every_door_can_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
