/* Every kind of query through the front door against the model, in one segment. */
#include "model.h"

#include <math.h>

#include "eval_tests.h"

static void check_queries(struct model *model, struct small_index *small, int count)
{
    static const double parameters[][2] = {{-1, -1}, {1.2, 0.75}, {0.5, 0}, {2, 1}, {0, 0.5}};
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    struct model_query query = {0};
    small_index_check(index_open(&index, small->index.text, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    for (int i = 0; i < count; i++) {
        const double *pair = parameters[i % 2 ? 0 : i / 2 % 5];
        model_query_make(&query, model, (enum model_shape)(i % MODEL_SHAPES));
        model_check(model, &query, searcher, pair[0], pair[1]);
    }
    buffer_release(&query.text);
    searcher_destroy(searcher);
    index_close(index);
}

static void check_corpus(uint32_t documents, int queries, bool spellings)
{
    static struct model model;
    struct small_index small;
    struct buffer json = {0};
    model = (struct model){.seed = documents, .spellings = spellings};
    model_begin(&model, &small);
    model_add(&model, 0, documents, &json);
    struct build_report report = small_index_build(&small, buffer_bytes(&json));
    assert_int_equal(report.documents, documents);
    assert_int_equal(report.tokens, model.tokens);
    check_queries(&model, &small, queries);
    small_index_end(&small);
    buffer_release(&json);
}

static void test_small(void **state)
{
    (void)state;
    check_corpus(1, 100, false);
    check_corpus(7, 200, false);
    check_corpus(100, 400, false);
}

/* Long lists: full blocks, runs, bit sets. */
static void test_blocks(void **state)
{
    (void)state;
    check_corpus(128, 200, false);
    check_corpus(1500, 400, false);
}

/* The model's nouns are what it takes them for. */
static void check_nouns(void)
{
    struct model model = {.spellings = true};
    struct analyzer *analyzer = NULL;
    struct buffer terms[MODEL_WORDS] = {{0}};
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    for (uint32_t i = 0; i < MODEL_WORDS; i++) {
        struct buffer word = {0};
        struct bytes term;
        model_print_word(&model, i, &word);
        assert_int_equal(analyzer_term(analyzer, buffer_bytes(&word), &term, NULL), STATUS_OK);
        buffer_append(&terms[i], term.data, term.size);
        buffer_release(&word);
        for (uint32_t j = 0; j < i; j++) {
            bool same = bytes_equal(buffer_bytes(&terms[i]), buffer_bytes(&terms[j]));
            assert_true(same == (model_term(&model, i) == model_term(&model, j)));
        }
    }
    for (uint32_t i = 0; i < MODEL_WORDS; i++) {
        buffer_release(&terms[i]);
    }
    analyzer_destroy(analyzer);
}

/* Who writes a word as the query does comes first, whatever evaluates it. */
static void test_spellings(void **state)
{
    (void)state;
    check_nouns();
    check_corpus(1, 100, true);
    check_corpus(7, 200, true);
    check_corpus(128, 400, true);
    check_corpus(1500, 400, true);
}

/* idf = ln(1 + (3 - 2 + 0.5) / 2.5) = ln 1.6 of both words; stop words count 0.4 beside others.
 * Document 0: 2 of 8/3 tokens, K = 1.2 (0.25 + 0.75 * 2 / (8/3)) = 0.975; it writes the words as
 * they were typed: 0.04 more. */
static void test_stop_words(void **state)
{
    (void)state;
    struct small_index small;
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    struct query query = {0};
    struct search_result result;
    const struct search_options options = {.top = 10, .k1 = -1, .b = -1};
    small_index_begin(&small, ANALYZER_GERMAN);
    small_index_build(&small,
                      bytes_of_text("{\"text\":\"der Hund\"}\n{\"text\":\"der Kater schläft\"}\n"
                                    "{\"text\":\"Hund und Katze\"}\n"));
    small_index_check(index_open(&index, small.index.text, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    query_parse(&query, bytes_of_text("der Hund"), false, NULL);
    small_index_check(searcher_run(searcher, &query, &options, &result, &err), &err);
    assert_int_equal(result.hit_count, 3);
    assert_int_equal(result.hits[0].document, 0);
    assert_true(fabs(result.hits[0].score - 1.4 * 0.470003629 * (1 / 1.975 + 0.04)) < 1e-8);
    query_parse(&query, bytes_of_text("der"), false, NULL);
    small_index_check(searcher_run(searcher, &query, &options, &result, &err), &err);
    assert_int_equal(result.hit_count, 2);
    assert_true(fabs(result.hits[0].score - 0.470003629 * (1 / 1.975 + 0.04)) < 1e-8);
    query_release(&query);
    searcher_destroy(searcher);
    index_close(index);
    small_index_end(&small);
}

/* The parts of the explanation add up to the score. */
static void check_explanation(const char *text, bool spellings)
{
    static const uint32_t words[] = {3, 0, 9, 99};
    static struct model model;
    struct small_index small;
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    struct query query = {0};
    struct search_result result;
    struct buffer json = {0};
    const struct search_options options = {.top = 20, .k1 = -1, .b = -1};
    model = (struct model){.seed = 9, .spellings = spellings};
    model_begin(&model, &small);
    model_add(&model, 0, 300, &json);
    small_index_build(&small, buffer_bytes(&json));
    small_index_check(index_open(&index, small.index.text, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    query_parse(&query, bytes_of_text(text), false, NULL);
    small_index_check(searcher_run(searcher, &query, &options, &result, &err), &err);
    assert_int_equal(result.hit_count, 20);
    for (size_t i = 0; i < result.hit_count; i++) {
        const struct model_document *document = &model.documents[result.hits[i].document];
        double sum = 0;
        for (size_t t = 0; t < 4; t++) {
            uint32_t length = 0, wanted = 0;
            double frequency = 99, share;
            small_index_check(searcher_explain(searcher, t, result.hits[i].document, &frequency,
                                               &length, &share, &err), &err);
            for (uint32_t w = 0; w < document->length; w++) {
                wanted += model_term(&model, document->words[w]) == model_term(&model, words[t]);
            }
            assert_true(frequency == wanted);
            assert_int_equal(length, document->length);
            sum += share;
        }
        double score = result.hits[i].score; /* spellings are added apart */
        assert_true(spellings ? fabs(sum - score) < 1e-12 : sum == score);
    }
    query_release(&query);
    searcher_destroy(searcher);
    index_close(index);
    small_index_end(&small);
    buffer_release(&json);
}

static void test_explain(void **state)
{
    (void)state;
    check_explanation("w3 w0 w9 w99", false);
    check_explanation("hund haus wälder fehlt", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_stop_words),
        cmocka_unit_test(test_explain),
    };
    return topk_tests() + cmocka_run_group_tests_name("eval", tests, NULL, NULL) +
           segments_tests() + damage_tests();
}
