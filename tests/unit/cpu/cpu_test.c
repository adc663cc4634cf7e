#include "cmocka_all.h"

#include "common/codec/codec.h"
#include "common/cpu/cpu.h"

static void names_are_stable(void **state)
{
    (void)state;
    assert_string_equal(cpu_path_name(CPU_SCALAR), "scalar");
    assert_string_equal(cpu_path_name(CPU_SSE41), "sse4.1");
    assert_string_equal(cpu_path_name(CPU_AVX2), "avx2");
    assert_string_equal(cpu_path_name(CPU_NEON), "neon");
}

static void the_best_path_is_supported(void **state)
{
    (void)state;
    assert_true(cpu_supports(CPU_SCALAR));
    assert_true(cpu_supports(cpu_best_path()));
}

/* No machine has both families. */
static void families_exclude_each_other(void **state)
{
    (void)state;
    assert_false(cpu_supports(CPU_NEON) && (cpu_supports(CPU_SSE41) || cpu_supports(CPU_AVX2)));
}

static void supported_paths_have_a_codec(void **state)
{
    (void)state;
    for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
        if (!cpu_supports(path)) {
            assert_null(codec_for(path));
        }
    }
    assert_non_null(codec_for(CPU_SCALAR));
    assert_non_null(codec_for(cpu_best_path()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_stable),
        cmocka_unit_test(the_best_path_is_supported),
        cmocka_unit_test(families_exclude_each_other),
        cmocka_unit_test(supported_paths_have_a_codec),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
