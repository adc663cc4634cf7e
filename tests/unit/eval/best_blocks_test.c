/* The best blocks of random lists, compared with all blocks sorted by their bounds. */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "searcher/eval/best_blocks.h"

enum { MOST_BLOCKS = 300 };

static int falling(const void *left, const void *right)
{
    return *(const uint8_t *)right - *(const uint8_t *)left;
}

static void check_list(const uint8_t *bounds, uint32_t blocks)
{
    struct best_blocks best;
    uint8_t sorted[MOST_BLOCKS], chosen[BEST_BLOCKS];
    uint32_t had = 0;
    best_blocks_choose(&best, bounds, blocks);
    assert_int_equal(best.count, blocks < BEST_BLOCKS_FROM ? 0 : BEST_BLOCKS);
    for (uint32_t i = 0; i < best.count; i++) {
        assert_true(best.block[i] < blocks && (i == 0 || best.block[i] > best.block[i - 1]));
        chosen[i] = bounds[best.block[i]];
    }
    memcpy(sorted, bounds, blocks);
    qsort(sorted, blocks, 1, falling);
    qsort(chosen, best.count, 1, falling);
    assert_memory_equal(sorted, chosen, best.count);
    for (uint32_t block = 0; block < blocks; block++) {
        bool is_best = had < best.count && best.block[had] == block;
        assert_true(best_blocks_have(&best, block) == is_best);
        had += is_best;
    }
    assert_int_equal(had, best.count);
}

static void test_lists(void **state)
{
    (void)state;
    struct random random = {5};
    uint8_t bounds[MOST_BLOCKS];
    for (uint32_t round = 0; round < 2000; round++) {
        uint32_t blocks = 1 + random_below(&random, MOST_BLOCKS), values = 1 + round % 256;
        for (uint32_t i = 0; i < blocks; i++) {
            bounds[i] = (uint8_t)(255 - random_below(&random, values));
        }
        check_list(bounds, blocks);
    }
}

/* Blocks that nobody asks for may lie in between. */
static void test_gaps(void **state)
{
    (void)state;
    struct best_blocks best = {.count = 3, .block = {2, 5, 9}};
    assert_false(best_blocks_have(&best, 3));
    assert_true(best_blocks_have(&best, 5));
    assert_false(best_blocks_have(&best, 8));
    assert_true(best_blocks_have(&best, 9));
    assert_false(best_blocks_have(&best, 10));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lists), cmocka_unit_test(test_gaps)};
    return cmocka_run_group_tests_name("best_blocks", tests, NULL, NULL);
}
