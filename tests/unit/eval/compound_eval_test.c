/* Queries for compounds through the front door against the slow model: every evaluator, CPU path and
 * kind of page, in one segment and in several with deletions. */
#include "compound_model.h"

static struct compound_model model;
static struct small_index small;
static struct buffer json, splits;

static void begin(uint64_t seed)
{
    memset(&model, 0, sizeof model);
    model.random.state = seed;
    cm_print_splits(&splits);
    small_index_begin(&small, ANALYZER_GERMAN);
    small.splits = buffer_bytes(&splits);
}

static void end(void)
{
    small_index_end(&small);
    buffer_release(&json);
    buffer_release(&splits);
}

/* Words of the model are words of the analyzer: each a term of its own, none a stop word. */
static void check_words(void)
{
    struct analyzer *analyzer = NULL;
    char terms[CM_WORDS][40];
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    for (uint32_t i = 0; i < CM_WORDS; i++) {
        struct bytes term;
        assert_int_equal(analyzer_term(analyzer, bytes_of_text(cm_word(i)), &term, NULL), STATUS_OK);
        snprintf(terms[i], sizeof terms[i], "%.*s", (int)term.size, (const char *)term.data);
        assert_false(analyzer_is_stop_word(analyzer, bytes_of_text(cm_word(i))));
        for (uint32_t j = 0; j < i; j++) {
            assert_string_not_equal(terms[i], terms[j]);
        }
    }
    analyzer_destroy(analyzer);
}

/* A page of the answer against the same part of the model's. */
static void check_page(const struct cm_query *query, const struct search_options *options,
                       const struct search_result *result, const struct hit *wanted, size_t count)
{
    const char *text = (const char *)query->text.data;
    count = count < options->top ? count : options->top;
    if (result->hit_count != count) {
        fail_msg("%s: %zu hits, not %zu (all %d, no parts %d)", text, result->hit_count, count,
                 query->all, query->no_parts);
    }
    for (size_t i = 0; i < count; i++) {
        const struct hit *hit = &result->hits[i];
        if (hit->document != wanted[i].document ||
            memcmp(&hit->score, &wanted[i].score, sizeof hit->score) != 0) {
            fail_msg("%s: hit %zu of %zu is %llu (%.17g), not %llu (%.17g), %s, all %d, no parts %d",
                     text, i, count, (unsigned long long)hit->document, hit->score,
                     (unsigned long long)wanted[i].document, wanted[i].score,
                     cpu_path_name(options->path), query->all, query->no_parts);
        }
    }
}

/* A page and, if there is more, the one behind it. */
static void check_pages(const struct cm_query *query, struct searcher *searcher,
                        const struct query *parsed, struct search_options options,
                        const struct hit *wanted, size_t count)
{
    struct search_result result;
    struct error err = ERROR_NONE;
    small_index_check(searcher_run(searcher, parsed, &options, &result, &err), &err);
    check_page(query, &options, &result, wanted, count);
    if (options.count && result.total != count) {
        fail_msg("%s: %llu in all, not %zu", (const char *)query->text.data,
                 (unsigned long long)result.total, count);
    }
    if (options.top > 0 && count > options.top) {
        options.has_after = true;
        options.after_score = wanted[options.top - 1].score;
        options.after_document = wanted[options.top - 1].document;
        small_index_check(searcher_run(searcher, parsed, &options, &result, &err), &err);
        check_page(query, &options, &result, wanted + options.top, count - options.top);
    }
}

static void check_query(const struct cm_query *query, struct searcher *searcher, double k1, double b)
{
    static const size_t tops[] = {0, 1, 10, 100, 100000};
    static const enum cpu_path paths[] = {CPU_SCALAR, CPU_SSE41, CPU_AVX2, CPU_NEON};
    static struct hit wanted[CM_MOST_DOCUMENTS];
    struct query parsed = {0};
    struct error err = ERROR_NONE;
    size_t count = cm_search(&model, query, k1 < 0 ? 1.2 : k1, b < 0 ? 0.75 : b, wanted);
    small_index_check(query_parse(&parsed, bytes_of_text((const char *)query->text.data),
                                  query->all, &err), &err);
    parsed.untyped = query->untyped;
    for (size_t i = 0, p = 0; i < 2 * sizeof tops / sizeof *tops; i++, p++) {
        while (!cpu_supports(paths[p % 4])) {
            p++;
        }
        const struct search_options options = {.top = tops[i / 2], .count = i % 2, .k1 = k1, .b = b,
                                               .no_parts = query->no_parts, .path = paths[p % 4]};
        check_pages(query, searcher, &parsed, options, wanted, count);
    }
    query_release(&parsed);
}

static void check_index(int queries, bool merged)
{
    static const double parameters[][2] = {{-1, -1}, {0.5, 0}, {2, 1}, {0, 0.5}};
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    struct cm_query query = {0};
    small_index_check(index_open(&index, small.index.text, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    assert_int_equal(index->documents, model.count);
    assert_int_equal(index->tokens, model.length);
    for (int i = 0; i < queries; i++) {
        const double *pair = parameters[i % 2 ? 0 : i / 2 % 4];
        cm_query_make(&query, &model, (enum cm_shape)(i % CM_SHAPES));
        query.untyped = query.untyped || merged; /* forms stay when their documents go */
        check_query(&query, searcher, pair[0], pair[1]);
    }
    buffer_release(&query.text);
    searcher_destroy(searcher);
    index_close(index);
}

static void build(uint32_t first, uint32_t count)
{
    cm_add(&model, first, count, &json);
    small_index_build(&small, buffer_bytes(&json));
}

static void add(uint32_t first, uint32_t count)
{
    cm_add(&model, first, count, &json);
    small_index_add(&small, buffer_bytes(&json));
}

static void delete_every(uint32_t step, uint32_t end_id)
{
    static char texts[CM_MOST_DOCUMENTS][16];
    static struct bytes ids[CM_MOST_DOCUMENTS];
    uint64_t there = 0;
    size_t count = 0;
    for (uint32_t id = 0; id < end_id; id += step, count++) {
        snprintf(texts[count], sizeof texts[count], "%u", id);
        ids[count] = bytes_of_text(texts[count]);
        there += cm_delete(&model, id);
    }
    assert_int_equal(small_index_delete(&small, ids, count), there);
}

static void check_corpus(uint32_t documents, int queries)
{
    begin(documents);
    build(0, documents);
    check_index(queries, false);
    end();
}

static void test_small(void **state)
{
    (void)state;
    check_words();
    check_corpus(1, 120);
    check_corpus(7, 240);
    check_corpus(100, 300);
}

static void test_blocks(void **state)
{
    (void)state;
    check_corpus(128, 180);
    check_corpus(1500, 240);
}

static void test_segments(void **state)
{
    (void)state;
    begin(31);
    build(0, 300);
    add(300, 1);
    add(301, 400);
    check_index(180, false);
    end();
}

static void test_deletions(void **state)
{
    (void)state;
    begin(32);
    build(0, 400);
    add(350, 100); /* replaces 50 */
    delete_every(7, 500);
    check_index(150, false);
    add(600, 200);
    delete_every(2, 700);
    check_index(150, false);
    small_index_merge(&small);
    cm_merge(&model);
    check_index(150, true);
    end();
}

/* Documents of the best ten for a query, one character each. */
static void find(struct searcher *searcher, const char *text, char found[11])
{
    const struct search_options options = {.top = 10, .k1 = -1, .b = -1, .path = CPU_SCALAR};
    struct search_result result;
    struct query query = {0};
    struct error err = ERROR_NONE;
    small_index_check(query_parse(&query, bytes_of_text(text), false, &err), &err);
    small_index_check(searcher_run(searcher, &query, &options, &result, &err), &err);
    size_t count = 0;
    for (; count < result.hit_count && count < options.top; count++) {
        found[count] = (char)('0' + result.hits[count].document);
    }
    found[count] = '\0';
    query_release(&query);
}

/* Arbeitsplatz stands here in a longer compound only, and one of its parts nowhere: no document has it
 * by its parts, whatever else it has. */
static void test_lacking_part(void **state)
{
    static const char splits_text[] = "literaturlexikon\tliteratur+lexikon\n"
                                      "arbeitsplatzabbau\tarbeitsplatz+abbau\n"
                                      "arbeitsplatz\tarbeits+platz\n";
    static const char documents[] = "{\"text\": \"Literaturlexikon Platz\"}\n"
                                    "{\"text\": \"Arbeitsplatzabbau\"}\n"
                                    "{\"text\": \"Literatur und Lexikon\"}\n"
                                    "{\"text\": \"Arbeitsplatzabbau Literaturlexikon\"}\n";
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    char found[11];
    (void)state;
    small_index_begin(&small, ANALYZER_GERMAN);
    small.splits = bytes_of_text(splits_text);
    small_index_build(&small, bytes_of_text(documents));
    small_index_check(index_open(&index, small.index.text, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    find(searcher, "+Arbeitsplatz", found);
    assert_string_equal(found, "13");
    find(searcher, "+Arbeitsplatz +Literaturlexikon", found);
    assert_string_equal(found, "3");
    find(searcher, "+Literaturlexikon +Platz", found);
    assert_string_equal(found, "0");
    searcher_destroy(searcher);
    index_close(index);
    small_index_end(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lacking_part),
        cmocka_unit_test(test_small),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_segments),
        cmocka_unit_test(test_deletions),
    };
    return cmocka_run_group_tests_name("compounds in queries", tests, NULL, NULL);
}
