/* Sums of shares, by hand: max(W, Q) + 0.15 min(W, Q) of each compound. */
#include "cmocka_all.h"

#include <math.h>

#include "searcher/eval/score_sum.h"

struct share {
    uint32_t clause;
    bool is_part;
    double share;
};

static double sum_of(const struct share *shares, size_t count, double bonus)
{
    struct score_sum sum = {.bonus = bonus};
    for (size_t i = 0; i < count; i++) {
        const struct search_term term = {.clause = shares[i].clause, .is_part = shares[i].is_part};
        score_sum_add(&sum, &term, shares[i].share);
    }
    return score_sum_total(&sum);
}

static void check(const struct share *shares, size_t count, double bonus, double wanted)
{
    double got = sum_of(shares, count, bonus);
    if (fabs(got - wanted) > 1e-12) {
        fail_msg("%.17g, not %.17g", got, wanted);
    }
}

static void words(void **state)
{
    static const struct share shares[] = {{0, false, 1.5}, {0, false, 2}, {0, false, 0.25}};
    (void)state;
    check(NULL, 0, 0, 0);
    check(NULL, 0, 0.5, 0.5);
    check(shares, 1, 0, 1.5);
    check(shares, 3, 0.125, 3.875);
}

/* Doubles in the order of the query: (0.1 + 0.2) + 0.3 is not 0.1 + (0.2 + 0.3). */
static void order(void **state)
{
    static const struct share shares[] = {{0, false, 0.1}, {0, false, 0.2}, {0, false, 0.3}};
    (void)state;
    assert_true(sum_of(shares, 3, 0) == (0.1 + 0.2) + 0.3);
    assert_true(sum_of(shares, 3, 0) != 0.1 + (0.2 + 0.3));
}

static void compounds(void **state)
{
    static const struct share whole[] = {{1, false, 4}, {1, true, 1}, {1, true, 1}};
    static const struct share parts[] = {{1, false, 1}, {1, true, 3}, {1, true, 2}};
    static const struct share only_parts[] = {{1, true, 3}, {1, true, 2}};
    static const struct share equal[] = {{1, false, 2}, {1, true, 2}};
    (void)state;
    check(whole, 3, 0, 4 + 0.15 * 2);
    check(whole, 1, 0, 4);
    check(parts, 3, 0, 5 + 0.15 * 1);
    check(only_parts, 2, 0, 5);
    check(equal, 2, 0, 2 + 0.15 * 2);
    check(parts, 3, 0.5, 5 + 0.15 * 1 + 0.5); /* a bonus is not put together */
}

/* Words between compounds, compounds side by side, in front and at the end. */
static void mixed(void **state)
{
    static const struct share shares[] = {{0, false, 1},   {1, false, 4}, {1, true, 2},
                                          {2, true, 3},    {3, false, 1}, {3, true, 8},
                                          {3, true, 2},    {0, false, 7}, {0, false, 0.5},
                                          {4, false, 0.5}, {4, true, 0}};
    (void)state;
    check(shares, 3, 0, 1 + 4 + 0.3);
    check(shares, 4, 0, 1 + 4 + 0.3 + 3);
    check(shares, 7, 0, 1 + 4 + 0.3 + 3 + 10 + 0.15);
    check(shares, 11, 0, 1 + 4 + 0.3 + 3 + 10 + 0.15 + 7.5 + 0.5);
    check(shares + 1, 2, 0, 4 + 0.3);
    check(shares + 3, 1, 0, 3);
}

/* A sum that was told may go on. */
static void total_twice(void **state)
{
    const struct search_term whole = {.clause = 1}, part = {.clause = 1, .is_part = true}, word = {0};
    struct score_sum sum = {0};
    (void)state;
    score_sum_add(&sum, &whole, 2);
    score_sum_add(&sum, &part, 1);
    assert_true(fabs(score_sum_total(&sum) - 2.15) < 1e-12);
    assert_true(fabs(score_sum_total(&sum) - 2.15) < 1e-12);
    score_sum_add(&sum, &word, 1);
    assert_true(fabs(score_sum_total(&sum) - 3.15) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words), cmocka_unit_test(order),       cmocka_unit_test(compounds),
        cmocka_unit_test(mixed), cmocka_unit_test(total_twice),
    };
    return cmocka_run_group_tests_name("score sum", tests, NULL, NULL);
}
