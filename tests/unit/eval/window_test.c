/* Many alternatives over several windows of documents: the best hits and the number of all, compared
 * with scores that are computed here for every document from the formula of BM25. */
#include "cmocka_all.h"

#include <math.h>
#include <stdlib.h>

#include "common/base/buffer.h"
#include "random.h"
#include "searcher/eval/search.h"
#include "searcher/eval/window.h"
#include "tests/unit/write/small_index.h"

enum { DOCUMENTS = 2 * WINDOW_DOCUMENTS + 5000, WORDS = 9, MOST_TF = 3, NOT = 100 };

struct world {
    uint8_t (*tfs)[WORDS];  /* by document */
    uint32_t *lengths;
    double *scores;         /* of the query at hand; 0: no match */
    uint32_t df[WORDS];
    double average;
};

/* Word j stands in about one document of 2^(j + 1), in some parts of the collection more often. */
static void fill(struct world *world, struct buffer *json)
{
    struct random random = {17};
    uint64_t tokens = 0;
    for (uint32_t d = 0; d < DOCUMENTS; d++) {
        char line[256];
        int size = snprintf(line, sizeof line, "{\"id\":\"%u\",\"text\":\"x", (unsigned)d);
        world->lengths[d] = 1;
        for (unsigned j = 0; j < WORDS; j++) {
            uint32_t often = (d / 3000 + j) % 5 == 0 ? 2 : 1;
            bool there = random_below(&random, (uint64_t)2 << j) < often;
            uint32_t tf = there ? 1 + random_below(&random, 1 + random_below(&random, MOST_TF)) : 0;
            world->tfs[d][j] = (uint8_t)tf;
            world->df[j] += there;
            world->lengths[d] += tf;
            for (uint32_t n = 0; n < tf; n++) {
                size += snprintf(line + size, sizeof line - (size_t)size, " w%u", j);
            }
        }
        tokens += world->lengths[d];
        buffer_append(json, line, (size_t)size);
        buffer_append(json, "\"}\n", 3);
    }
    world->average = (double)tokens / DOCUMENTS;
}

/* words[]: numbers of words, NOT more for those that must not occur. Returns the number of matches. */
static uint64_t score(struct world *world, const unsigned *words, size_t count)
{
    uint64_t matches = 0;
    for (uint32_t d = 0; d < DOCUMENTS; d++) {
        double sum = 0, norm = 1.2 * (0.25 + 0.75 * world->lengths[d] / world->average);
        for (size_t i = 0; i < count; i++) {
            unsigned word = words[i] % NOT;
            double tf = world->tfs[d][word], df = world->df[word];
            double share = log(1 + (DOCUMENTS - df + 0.5) / (df + 0.5)) * tf / (tf + norm);
            sum += words[i] < NOT ? share : tf > 0 ? -1e9 : 0;
        }
        world->scores[d] = sum > 0 ? sum : 0;
        matches += sum > 0;
    }
    return matches;
}

static int falling(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a < b) - (a > b);
}

/* Rank by rank the same scores, each the score of its document. */
static void check_hits(const struct world *world, const struct search_result *result,
                       const double *sorted, size_t wanted)
{
    assert_int_equal(result->hit_count, wanted);
    for (size_t i = 0; i < wanted; i++) {
        const struct hit *hit = &result->hits[i];
        assert_true(fabs(hit->score - sorted[i]) < 1e-9);
        assert_true(fabs(hit->score - world->scores[hit->document]) < 1e-9);
        assert_true(i == 0 || hit->score < hit[-1].score ||
                    (hit->score == hit[-1].score && hit->document > hit[-1].document));
    }
}

static void check_query(struct world *world, struct searcher *searcher, const char *text,
                        const unsigned *words, size_t count)
{
    static const size_t tops[] = {10, 100, 1000};
    struct error err = ERROR_NONE;
    struct query query = {0};
    struct search_result result = {0};
    uint64_t matches = score(world, words, count);
    double *sorted = malloc(DOCUMENTS * sizeof *sorted);
    assert_non_null(sorted);
    memcpy(sorted, world->scores, DOCUMENTS * sizeof *sorted);
    qsort(sorted, DOCUMENTS, sizeof *sorted, falling);
    small_index_check(query_parse(&query, bytes_of_text(text), false, &err), &err);
    for (int path = CPU_SCALAR; path <= CPU_NEON; path++) {
        for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
            struct search_options options = {.top = tops[i], .count = i != 1, .k1 = -1, .b = -1,
                                             .path = (enum cpu_path)path};
            small_index_check(searcher_run(searcher, &query, &options, &result, &err), &err);
            assert_true(!options.count || result.total == matches);
            check_hits(world, &result, sorted, tops[i]);
            options.has_after = true;
            options.after_score = result.hits[4].score;
            options.after_document = result.hits[4].document;
            small_index_check(searcher_run(searcher, &query, &options, &result, &err), &err);
            check_hits(world, &result, sorted + 5, tops[i]);
        }
    }
    query_release(&query);
    free(sorted);
}

static void test_windows(void **state)
{
    (void)state;
    struct world world = {.tfs = calloc(DOCUMENTS, sizeof *world.tfs),
                          .lengths = calloc(DOCUMENTS, sizeof *world.lengths),
                          .scores = calloc(DOCUMENTS, sizeof *world.scores)};
    struct small_index small;
    struct buffer json = {0};
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    assert_true(world.tfs != NULL && world.lengths != NULL && world.scores != NULL);
    small_index_begin(&small, ANALYZER_WHITESPACE);
    fill(&world, &json);
    small_index_build(&small, buffer_bytes(&json));
    small_index_check(index_open(&index, small.index.text, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    check_query(&world, searcher, "w0 w1 w2 w3 w4 w5 w6 w7 w8",
                (const unsigned[]){0, 1, 2, 3, 4, 5, 6, 7, 8}, 9);
    check_query(&world, searcher, "w8 w7 w6 w5 w4 w3", (const unsigned[]){8, 7, 6, 5, 4, 3}, 6);
    check_query(&world, searcher, "w1 w2 w3 w5", (const unsigned[]){1, 2, 3, 5}, 4);
    check_query(&world, searcher, "w0 w2 w4", (const unsigned[]){0, 2, 4}, 3);
    check_query(&world, searcher, "w1 w3", (const unsigned[]){1, 3}, 2);
    check_query(&world, searcher, "w1 w3 w4 w5 w6 w7 -w2",
                (const unsigned[]){1, 3, 4, 5, 6, 7, NOT + 2}, 7);
    /* without windows, but long lists too */
    check_query(&world, searcher, "w0", (const unsigned[]){0}, 1);
    check_query(&world, searcher, "w1 -w0", (const unsigned[]){1, NOT + 0}, 2);
    searcher_destroy(searcher);
    index_close(index);
    buffer_release(&json);
    small_index_end(&small);
    free(world.tfs);
    free(world.lengths);
    free(world.scores);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_windows)};
    return cmocka_run_group_tests_name("window", tests, NULL, NULL);
}
