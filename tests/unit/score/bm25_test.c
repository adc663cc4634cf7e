#include "cmocka_all.h"

#include <math.h>

#include "common/score/bm25.h"

static void expect_near(double got, double wanted)
{
    assert_true(fabs(got - wanted) <= 1e-12 * (1 + fabs(wanted)));
}

/* ln 2, ln 8, ln(4/3) ... from tables of logarithms: the arguments are worked out by hand. */
static void idf(void **state)
{
    (void)state;
    expect_near(bm25_idf(1, 1), log(4.0 / 3));             /* 1 + 0.5 / 1.5 */
    expect_near(bm25_idf(3, 0), 2.0794415416798357);       /* 1 + 3.5 / 0.5 = 8 */
    expect_near(bm25_idf(10, 5), 0.6931471805599453);      /* 1 + 5.5 / 5.5 = 2 */
    expect_near(bm25_idf(9, 2), 1.3862943611198906);       /* 1 + 7.5 / 2.5 = 4 */
    expect_near(bm25_idf(100, 100), 0.004962789342129014); /* 1 + 0.5 / 100.5 = 1.00497... */
    assert_true(bm25_idf((uint64_t)1 << 40, (uint64_t)1 << 40) > 0); /* never negative */
}

/* k1 = 1.2, b = 0.75, average 8: K(8) = 1.2, K(16) = 1.2 (0.25 + 1.5) = 2.1, K(0) = 0.3. */
static void norm_and_saturation(void **state)
{
    struct bm25 bm25 = bm25_make(1.2, 0.75, 8);
    (void)state;
    expect_near(bm25_norm(&bm25, 8), 1.2);
    expect_near(bm25_norm(&bm25, 16), 2.1);
    expect_near(bm25_norm(&bm25, 0), 0.3);
    expect_near(bm25_saturation(&bm25, 3, 8), 3 / 4.2);
    expect_near(bm25_saturation(&bm25, 2, 16), 2 / 4.1);
    assert_true(bm25_saturation(&bm25, 0, 8) == 0);
}

static void limits_of_the_parameters(void **state)
{
    struct bm25 binary = bm25_make(0, 0.75, 8), flat = bm25_make(2, 0, 8),
                empty = bm25_make(1, 1, 0);
    (void)state;
    assert_true(bm25_saturation(&binary, 7, 100) == 1); /* k1 0: a word is there or not */
    assert_true(bm25_saturation(&binary, 0, 100) == 0); /* and never 0 / 0 */
    expect_near(bm25_saturation(&flat, 2, 3), 0.5);     /* b 0: the length does not count */
    expect_near(bm25_saturation(&flat, 2, 30000), 0.5);
    expect_near(bm25_norm(&empty, 5), 0); /* no token at all: the length has no scale */
}

/* More occurrences weigh more, longer documents less. */
static void saturation_is_monotone(void **state)
{
    struct bm25 bm25 = bm25_make(0.9, 0.4, 123.5);
    (void)state;
    for (uint32_t tf = 1; tf < 300; tf++) {
        assert_true(bm25_saturation(&bm25, tf + 1, 500) > bm25_saturation(&bm25, tf, 500));
        assert_true(bm25_saturation(&bm25, tf, 501) < bm25_saturation(&bm25, tf, 500));
        assert_true(bm25_saturation(&bm25, tf, 500) < 1);
    }
}

/* N = 9, df 2 and 4, tf 3 and 1, average length: ln 4 * 3 / 4.2 + ln(20 / 9) / 2.2. */
static void score_of_two_words(void **state)
{
    struct bm25 bm25 = bm25_make(1.2, 0.75, 8);
    double score = bm25_idf(9, 2) * bm25_saturation(&bm25, 3, 8);
    (void)state;
    score += bm25_idf(9, 4) * bm25_saturation(&bm25, 1, 8); /* 1 + 5.5 / 4.5 = 20 / 9 */
    expect_near(score, 0.9902102579427790 + 0.7985076962177716 / 2.2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(idf),
        cmocka_unit_test(norm_and_saturation),
        cmocka_unit_test(limits_of_the_parameters),
        cmocka_unit_test(saturation_is_monotone),
        cmocka_unit_test(score_of_two_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
