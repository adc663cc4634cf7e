/* The best k against a sorted array. */
#include "cmocka_all.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "eval_tests.h"
#include "searcher/eval/topk.h"

enum { ENTRIES = 500 };

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static int by_rank(const void *left, const void *right)
{
    const struct topk_entry *a = left, *b = right;
    if (a->score != b->score) {
        return a->score > b->score ? -1 : 1;
    }
    return a->document < b->document ? -1 : a->document > b->document;
}

/* Few different scores: many ties. Documents are distinct, in any order. */
static void make_entries(struct topk_entry *entries, size_t count, uint64_t scores, uint64_t *seed)
{
    for (size_t i = 0; i < count; i++) {
        entries[i] = (struct topk_entry){(double)(1 + next_random(seed) % scores) / 3, i};
    }
    for (size_t i = count; i > 1; i--) {
        size_t j = next_random(seed) % i;
        struct topk_entry entry = entries[i - 1];
        entries[i - 1] = entries[j];
        entries[j] = entry;
    }
}

static void check_top(struct topk *topk, const struct topk_entry *entries, size_t count,
                      const struct topk_entry *sorted, size_t wanted)
{
    assert_true(topk_begin(topk, wanted));
    for (size_t i = 0; i < count; i++) {
        topk_offer(topk, entries[i].score, entries[i].document);
        double threshold = topk_threshold(topk);
        assert_true(i + 1 < wanted ? threshold == 0 : wanted == 0 || threshold > 0);
    }
    if (wanted > 0 && count >= wanted) {
        assert_true(topk_threshold(topk) == sorted[wanted - 1].score);
    }
    topk_finish(topk);
    assert_int_equal(topk->count, count < wanted ? count : wanted);
    for (size_t i = 0; i < topk->count; i++) {
        assert_true(topk->entries[i].score == sorted[i].score);
        assert_int_equal(topk->entries[i].document, sorted[i].document);
    }
}

static void test_sorted(void **state)
{
    (void)state;
    static const uint64_t scores[] = {1, 3, 40, 1000000};
    static const size_t wanted[] = {0, 1, 2, 10, 499, 500, 501};
    static struct topk_entry entries[ENTRIES], sorted[ENTRIES];
    struct topk topk = {0};
    uint64_t seed = 1;
    for (int round = 0; round < 40; round++) {
        size_t count = round % 4 == 0 ? ENTRIES : next_random(&seed) % ENTRIES;
        make_entries(entries, count, scores[round % 4], &seed);
        memcpy(sorted, entries, sizeof sorted);
        qsort(sorted, count, sizeof *sorted, by_rank);
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
            check_top(&topk, entries, count, sorted, wanted[i]);
        }
    }
    topk_release(&topk);
}

/* Scores as hits do not have them: far apart, close together, one far above all others. */
static double odd_score(size_t shape, uint64_t random)
{
    double unit = (double)(random % 1000000) / 1000000;
    switch (shape) {
    case 0: return pow(10, -320 * unit);
    case 1: return 1 + unit * 1e-15;
    case 2: return random % 97 == 0 ? 1e6 * unit : 1e-3 * unit;
    case 3: return random % 3 == 0 ? 0 : pow(unit, 20);
    default: return 7 - log(unit + 1e-6);
    }
}

static void test_odd_scores(void **state)
{
    (void)state;
    enum { MOST = 3000 };
    static const size_t counts[] = {17, 100, 256, 257, MOST};
    static struct topk_entry entries[MOST], sorted[MOST];
    struct topk topk = {0};
    uint64_t seed = 3;
    for (size_t shape = 0; shape < 5; shape++) {
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            for (size_t i = 0; i < counts[c]; i++) {
                entries[i] = (struct topk_entry){odd_score(shape, next_random(&seed)), (i * 7919) % MOST};
            }
            memcpy(sorted, entries, sizeof sorted);
            qsort(sorted, counts[c], sizeof *sorted, by_rank);
            assert_true(topk_begin(&topk, counts[c]));
            for (size_t i = 0; i < counts[c]; i++) {
                topk_offer(&topk, entries[i].score, entries[i].document);
            }
            topk_finish(&topk);
            assert_int_equal(topk.count, counts[c]);
            assert_memory_equal(topk.entries, sorted, counts[c] * sizeof *sorted);
        }
    }
    topk_release(&topk);
}

/* Page after page gives the whole order, also where a page ends between equal scores. */
static void test_pages(void **state)
{
    (void)state;
    static struct topk_entry entries[ENTRIES], sorted[ENTRIES];
    struct topk topk = {0};
    uint64_t seed = 2;
    for (size_t page = 1; page < 60; page += 7) {
        size_t seen = 0;
        make_entries(entries, ENTRIES, 4, &seed);
        memcpy(sorted, entries, sizeof sorted);
        qsort(sorted, ENTRIES, sizeof *sorted, by_rank);
        for (;;) {
            assert_true(topk_begin(&topk, page));
            topk.has_after = seen > 0;
            topk.after = seen > 0 ? sorted[seen - 1] : topk.after;
            for (size_t i = 0; i < ENTRIES; i++) {
                topk_offer(&topk, entries[i].score, entries[i].document);
            }
            topk_finish(&topk);
            if (topk.count == 0) {
                break;
            }
            assert_memory_equal(topk.entries, sorted + seen, topk.count * sizeof *sorted);
            seen += topk.count;
        }
        assert_int_equal(seen, ENTRIES);
    }
    topk_release(&topk);
}

static void test_memory(void **state)
{
    (void)state;
    struct topk topk = {0};
    assert_true(topk_begin(&topk, 3));
    memory_inject_failure(1, 0);
    assert_true(topk_begin(&topk, 2)); /* the memory is there already */
    assert_false(memory_failure_struck());
    assert_false(topk_begin(&topk, 4));
    memory_inject_failure(0, 0);
    assert_true(topk_begin(&topk, 4));
    topk_release(&topk);
}

int topk_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sorted),
        cmocka_unit_test(test_odd_scores),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("topk", tests, NULL, NULL);
}
