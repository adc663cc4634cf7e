/* Thresholds of random sums, compared with the sums sorted. */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "searcher/eval/rank_floor.h"
#include "searcher/eval/sum_mask.h"
#include "searcher/index/index.h"

enum { MOST = 160 };

static int falling(const void *left, const void *right)
{
    float a = *(const float *)left, b = *(const float *)right;
    return (a < b) - (a > b);
}

static double raise(struct topk topk, double bonus, const float *sums, uint32_t count)
{
    struct index_segment segment = {0};
    struct segment_run run = {.segment = &segment, .topk = &topk, .bonus = bonus};
    rank_floor_raise(&run, sums, count);
    return topk.floor;
}

/* As many as are wanted reach the threshold, the next one hardly: sums lie on a grid. */
static void test_ranks(void **state)
{
    (void)state;
    struct random random = {3};
    float sums[MOST + SUM_MASK_WIDTH], sorted[MOST];
    for (uint32_t round = 0; round < 3000; round++) {
        uint32_t count = 1 + random_below(&random, MOST), wanted = 1 + random_below(&random, MOST);
        memset(sums, 0, sizeof sums);
        for (uint32_t i = 0; i < count; i++) {
            sums[i] = (float)random_below(&random, 256) / 64;
        }
        memcpy(sorted, sums, count * sizeof *sums);
        qsort(sorted, count, sizeof *sorted, falling);
        double floor = raise((struct topk){.wanted = wanted}, round % 2 * 0.1, sums, count);
        assert_true(floor <= (wanted <= count ? sorted[wanted - 1] : 0));
        assert_true(floor > (wanted < count ? sorted[wanted] : 0) - 1.0 / 64);
    }
}

/* A good threshold stays; one page is not enough for the next; deleted documents do not count. */
static void test_no_ranks(void **state)
{
    (void)state;
    static const float sums[SUM_MASK_WIDTH] = {3, 2, 4, 1};
    uint8_t map[1] = {1};
    struct index_segment segment = {.deleted = bytes_of(map, sizeof map)};
    struct topk topk = {.wanted = 2};
    struct segment_run run = {.segment = &segment, .topk = &topk};
    assert_true(raise((struct topk){.wanted = 2, .floor = 3.5}, 0, sums, 4) == 3.5);
    assert_true(raise((struct topk){.wanted = 2, .floor = 5}, 0, sums, 4) == 5);
    assert_true(raise((struct topk){.wanted = 2, .has_after = true}, 0, sums, 4) == 0);
    assert_true(raise((struct topk){.wanted = 5}, 0, sums, 4) == 0);
    rank_floor_raise(&run, sums, 4);
    assert_true(topk.floor == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ranks), cmocka_unit_test(test_no_ranks)};
    return cmocka_run_group_tests_name("rank_floor", tests, NULL, NULL);
}
