/* Sorted keys against insertion by whole terms. */
#include "cmocka_all.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "indexer/invert/term_sort.h"
#include "random.h"

enum { MOST_TERMS = 3000, MOST_BYTES = 20 };

struct text {
    uint8_t bytes[MOST_BYTES];
    size_t size;
};

static struct text texts[MOST_TERMS];

static int compare_texts(const void *left, const void *right)
{
    const struct text *a = left, *b = right;
    return bytes_compare(bytes_of(a->bytes, a->size), bytes_of(b->bytes, b->size));
}

static int compare_places(const void *left, const void *right)
{
    const struct text *const *a = left, *const *b = right;
    return compare_texts(*a, *b);
}

/* Of few letters, one of them zero, so that many begin alike. */
static void fill_texts(struct random *random, size_t count, uint64_t letters)
{
    for (size_t i = 0; i < count; i++) {
        texts[i].size = random_below(random, MOST_BYTES + 1);
        for (size_t j = 0; j < texts[i].size; j++) {
            texts[i].bytes[j] = (uint8_t)(random_below(random, letters) * 85);
        }
    }
}

static void check_sort(struct random *random, size_t count, uint64_t letters)
{
    static struct term_key keys[MOST_TERMS];
    static const struct text *wanted[MOST_TERMS];
    fill_texts(random, count, letters);
    for (size_t i = 0; i < count; i++) {
        keys[i] = (struct term_key){term_first(bytes_of(texts[i].bytes, texts[i].size)), &texts[i]};
        wanted[i] = &texts[i];
    }
    if (count > 0) {
        qsort(wanted, count, sizeof *wanted, compare_places);
    }
    assert_true(term_keys_sort(keys, count, compare_texts));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(compare_texts(keys[i].item, wanted[i]), 0);
    }
}

static void as_whole_terms(void **state)
{
    static const size_t counts[] = {0, 1, 2, 8, 9, 17, 500, MOST_TERMS};
    struct random random = {5};
    (void)state;
    for (size_t round = 0; round < 4 * sizeof counts / sizeof *counts; round++) {
        check_sort(&random, counts[round / 4], round % 4 + 1);
    }
}

static void first_bytes(void **state)
{
    (void)state;
    assert_int_equal(term_first(bytes_of_text("abcdefghi")), 0x6162636465666768);
    assert_int_equal(term_first(bytes_of_text("ab")), 0x6162000000000000);
    assert_int_equal(term_first(bytes_of(NULL, 0)), 0);
}

static void without_memory(void **state)
{
    struct text one = {"a", 1};
    (void)state;
    for (size_t call = 1; call <= 2; call++) {
        struct term_key key = {term_first(bytes_of(one.bytes, one.size)), &one};
        memory_inject_failure(call, 0);
        assert_false(term_keys_sort(&key, 1, compare_texts));
        memory_inject_failure(0, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_whole_terms),
                                       cmocka_unit_test(first_bytes),
                                       cmocka_unit_test(without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
