#include "cmocka_all.h"

#include <string.h>

#include "common/base/arena.h"
#include "common/base/memory.h"
#include "random.h"

/* Objects do not overlap: each keeps the byte it was filled with. */
static void objects_are_apart_and_aligned(void **state)
{
    enum { OBJECTS = 2000 };
    struct arena arena = {0};
    struct random random = {1};
    unsigned char *objects[OBJECTS];
    size_t sizes[OBJECTS];
    (void)state;
    for (unsigned i = 0; i < OBJECTS; i++) {
        sizes[i] = random_below(&random, i % 100 == 0 ? 1 << 19 : 300);
        objects[i] = arena_alloc(&arena, sizes[i]);
        assert_non_null(objects[i]);
        assert_int_equal((uintptr_t)objects[i] % 8, 0);
        memset(objects[i], (int)(i % 251), sizes[i]);
    }
    for (unsigned i = 0; i < OBJECTS; i++) {
        for (size_t j = 0; j < sizes[i]; j++) {
            assert_int_equal(objects[i][j], i % 251);
        }
    }
    arena_release(&arena);
    assert_int_equal(arena.total_bytes, 0);
}

static void copies(void **state)
{
    struct arena arena = {0};
    (void)state;
    char *copy = arena_copy(&arena, "Stichwort", 9);
    assert_memory_equal(copy, "Stichwort", 9);
    assert_non_null(arena_copy(&arena, NULL, 0));
    arena_release(&arena);
}

static void reset_keeps_one_chunk(void **state)
{
    struct arena arena = {0};
    (void)state;
    arena_reset(&arena);
    for (unsigned i = 0; i < 100; i++) {
        assert_non_null(arena_alloc(&arena, 100000));
    }
    size_t many = arena.total_bytes;
    arena_reset(&arena);
    assert_true(arena.total_bytes > 0 && arena.total_bytes * 10 < many);
    size_t one = arena.total_bytes;
    assert_non_null(arena_alloc(&arena, 1000));
    assert_int_equal(arena.total_bytes, one);
    arena_release(&arena);
    arena_release(&arena);
}

static void no_memory(void **state)
{
    struct arena arena = {0};
    (void)state;
    assert_null(arena_alloc(&arena, SIZE_MAX));
    assert_null(arena_alloc(&arena, SIZE_MAX - 16));
    assert_non_null(arena_alloc(&arena, 8));
    memory_inject_failure(1, 0);
    assert_non_null(arena_alloc(&arena, 8)); /* from the chunk at hand */
    assert_null(arena_alloc(&arena, 1 << 20));
    assert_true(memory_failure_struck());
    memory_inject_failure(0, 0);
    assert_non_null(arena_alloc(&arena, 1 << 20));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_are_apart_and_aligned),
        cmocka_unit_test(copies),
        cmocka_unit_test(reset_keeps_one_chunk),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
