/* Signatures against the Jaccard index of the sets of shingles, counted by brute force. */
#include "indexer/invert/shingles.h"

#include <math.h>
#include <stdbool.h>

#include "cmocka_all.h"
#include "random.h"

enum { MOST_FORMS = 600 };

struct text {
    uint64_t forms[MOST_FORMS];
    size_t size;
};

static struct signature sign(const struct text *text)
{
    struct shingles shingles;
    shingles_begin(&shingles);
    for (size_t i = 0; i < text->size; i++) {
        shingles_add(&shingles, text->forms[i]);
    }
    return shingles_finish(&shingles);
}

static bool has_shingle(const struct text *text, size_t end, const uint64_t *shingle)
{
    for (size_t i = 0; i + 3 <= end; i++) {
        if (memcmp(text->forms + i, shingle, 3 * sizeof *shingle) == 0) {
            return true;
        }
    }
    return false;
}

/* Distinct shingles of a, and how many of them b has. */
static size_t count_shingles(const struct text *a, const struct text *b, size_t *shared)
{
    size_t distinct = 0;
    for (size_t i = 0; i + 3 <= a->size; i++) {
        if (!has_shingle(a, i + 2, a->forms + i)) {
            distinct++;
            *shared += has_shingle(b, b->size, a->forms + i);
        }
    }
    return distinct;
}

static double jaccard(const struct text *a, const struct text *b)
{
    size_t shared = 0, again = 0;
    size_t in_a = count_shingles(a, b, &shared), in_b = count_shingles(b, a, &again);
    assert_int_equal(shared, again);
    return (double)shared / (double)(in_a + in_b - shared);
}

static double estimate(struct signature a, struct signature b)
{
    return ((double)signature_equal_bins(a, b) / SIGNATURE_BINS - 0.25) / 0.75;
}

/* Forms of a vocabulary of `words`, as a form table hashes them: the lowest byte is a small size. */
static uint64_t random_form(struct random *random, uint32_t words)
{
    struct random word = {random_below(random, words)};
    return (random_u64(&word) & ~UINT64_C(255)) | (2 + random_below(&word, 12));
}

static struct text make_text(struct random *random, size_t size, uint32_t words)
{
    struct text text = {.size = size};
    for (size_t i = 0; i < size; i++) {
        text.forms[i] = random_form(random, words);
    }
    return text;
}

static struct text change(struct random *random, struct text text, uint32_t percent)
{
    for (size_t i = 0; i < text.size; i++) {
        if (random_below(random, 100) < percent) {
            text.forms[i] = random_form(random, 1u << 30);
        }
    }
    return text;
}

/* The mean error over many pairs is 0, but for chance; a single one is small. */
static void estimates(void **state)
{
    static const struct {
        size_t size;
        uint32_t words, percent;
    } kinds[] = {{10, 1u << 20, 10}, {14, 1u << 20, 20}, {14, 6, 10},     {40, 1u << 20, 10},
                 {64, 50, 5},        {150, 1000, 5},     {150, 1000, 20}, {600, 3000, 10},
                 {600, 3000, 40},    {300, 1000, 100}};
    enum { PAIRS = 600 };
    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        struct random random = {k + 1};
        double sum = 0, squares = 0;
        for (int i = 0; i < PAIRS; i++) {
            struct text a = make_text(&random, kinds[k].size, kinds[k].words);
            struct text b = change(&random, a, kinds[k].percent);
            double error = estimate(sign(&a), sign(&b)) - jaccard(&a, &b);
            sum += error;
            squares += error * error;
        }
        double mean = sum / PAIRS, deviation = sqrt(squares / PAIRS);
        assert_true(fabs(mean) < 4 * deviation / sqrt(PAIRS) + 0.004);
        /* binomial: sqrt(p (1 - p) / 64) / 0.75 is at most 0.084; few shingles repeat */
        assert_true(deviation < (kinds[k].size < 100 ? 0.14 : 0.092));
    }
}

/* Unrelated texts are not near, short ones neither: borrowed values are mixed with their bins. By the
 * binomial distribution a pair is near with probability 3e-9. */
static void unrelated(void **state)
{
    static const size_t sizes[] = {1, 5, 9, 10, 11, 20, 200};
    enum { SIZES = 7, EACH = 60 };
    static struct signature signatures[SIZES * EACH];
    struct random random = {77};
    (void)state;
    for (size_t i = 0; i < SIZES * EACH; i++) {
        struct text text = make_text(&random, sizes[i % SIZES], 1u << 30);
        signatures[i] = sign(&text);
        for (size_t j = 0; j < i; j++) {
            assert_true(signature_equal_bins(signatures[i], signatures[j]) < SIGNATURE_NEAR);
        }
    }
}

/* Below ten forms any change makes another text; from there on it depends on how much is shared. */
static void short_texts(void **state)
{
    struct random random = {5};
    (void)state;
    for (size_t size = 1; size < 14; size++) {
        for (int i = 0; i < 200; i++) {
            struct text a = make_text(&random, size, 1u << 30), b = a;
            assert_int_equal(signature_equal_bins(sign(&a), sign(&b)), SIGNATURE_BINS);
            assert_false(signature_is_none(sign(&a)));
            b.forms[random_below(&random, size)] ^= UINT64_C(1) << 40;
            bool near = signature_equal_bins(sign(&a), sign(&b)) >= SIGNATURE_NEAR;
            assert_false(near && size < SHINGLES_LEAST_FORMS);
        }
    }
    struct text order = {.forms = {1, 2, 3}, .size = 3}, turned = {.forms = {3, 2, 1}, .size = 3};
    struct text shorter = {.forms = {1, 2}, .size = 2}, empty = {.size = 0};
    assert_true(signature_equal_bins(sign(&order), sign(&turned)) < SIGNATURE_NEAR);
    assert_true(signature_equal_bins(sign(&order), sign(&shorter)) < SIGNATURE_NEAR);
    assert_true(signature_is_none(sign(&empty)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(estimates), cmocka_unit_test(unrelated),
                                       cmocka_unit_test(short_texts)};
    return cmocka_run_group_tests_name("shingles", tests, NULL, NULL);
}
