/* Against the logarithm of the C library. */
#include <math.h>

#include "cmocka_all.h"
#include "common/compound/logarithm.h"

static void is_near_the_real_one(void **state)
{
    (void)state;
    for (uint64_t count = 0; count <= UINT32_MAX; count += 1 + count / 7) {
        double want = log1p((double)count),
               got = (double)logarithm_of((uint32_t)count) / LOGARITHM_ONE;
        if (fabs(want - got) > 0.02) {
            fail_msg("ln(1 + %llu): %g instead of %g", (unsigned long long)count, got, want);
        }
    }
    assert_int_equal(logarithm_of(0), 0);
    assert_true(fabs((double)logarithm_of(UINT32_MAX) / LOGARITHM_ONE - log(4294967296.0)) < 0.03);
}

static void never_falls(void **state)
{
    (void)state;
    for (uint32_t count = 1; count < 100000; count++) {
        assert_true(logarithm_of(count) >= logarithm_of(count - 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_near_the_real_one),
        cmocka_unit_test(never_falls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
