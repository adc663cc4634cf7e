/* Cursors, and answers as other programs read them. */
#include "output_tests.h"

#include <jansson.h>
#include <string.h>

#include "searcher/output/answer.h"
#include "tests/unit/write/small_index.h"

static void check_cursor(double score, uint64_t document)
{
    struct buffer out = {0};
    struct hit hit = {score, document};
    double read_score = 0;
    uint64_t read_document = 0;
    answer_append_cursor(&out, &hit);
    buffer_append_byte(&out, 0);
    assert_true(answer_read_cursor((const char *)out.data, &read_score, &read_document));
    assert_memory_equal(&read_score, &score, sizeof score);
    assert_int_equal(read_document, document);
    buffer_release(&out);
}

static void test_cursor(void **state)
{
    (void)state;
    static const uint64_t documents[] = {0, 1, 15, 16, 4294967295u, 4294967296u, UINT64_MAX};
    static const double scores[] = {1, 0.1, 12.345678901234567, 1e-300, 5e-324, 9.9e299};
    uint64_t bits = 1;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        for (size_t j = 0; j < sizeof scores / sizeof *scores; j++) {
            check_cursor(scores[j], documents[i]);
        }
    }
    for (int i = 0; i < 1000; i++) {
        double score;
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        uint64_t positive = bits >> 3; /* below 2^61: finite, far below the largest */
        memcpy(&score, &positive, sizeof score);
        check_cursor(score, bits);
    }
}

static void test_bad_cursors(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", "-", "1", "1-", "-1", "3ff0000000000000", "3ff0000000000000-", "3ff0000000000000-g",
        "3FF0000000000000-1", " 3ff0000000000000-1", "3ff0000000000000-1 ", "3ff0000000000000--1",
        "03ff0000000000000-1", "3ff0000000000000-11111111111111111", "3ff0000000000000-0x1",
        "7ff8000000000000-1", "7ff0000000000000-1", "bff0000000000000-1", "0000000000000000-1",
        "8000000000000000-1", "hello"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double score = 7;
        uint64_t document = 7;
        if (answer_read_cursor(bad[i], &score, &document)) {
            fail_msg("%s is no cursor", bad[i]);
        }
    }
}

/* An index of three documents whose fields hold what must be escaped. */
struct answers {
    struct small_index small;
    struct index *index;
    struct searcher *searcher;
    struct analyzer *analyzer;
    struct answer_writer writer;
    struct buffer out;
};

static const char corpus[] = "{\"id\":\"tab\\tid\",\"title\":\"a\\tb\\nc\",\"text\":\"Haus "
                             "\\\"eins\\\"\",\"url\":\"u\\\\v\"}\n"
                             "{\"id\":\"\\u00fc\\\"\\\\\",\"title\":"
                             "\"T\\u0000\\u0001\\u007f\\u00e4\",\"text\":\"Haus Haus\\tzwei\"}\n"
                             "{\"id\":3,\"text\":\"nichts davon\"}\n";

static void answers_begin(struct answers *answers)
{
    struct error err = ERROR_NONE;
    *answers = (struct answers){0};
    small_index_begin(&answers->small, ANALYZER_GERMAN);
    small_index_build(&answers->small, bytes_of_text(corpus));
    small_index_check(index_open(&answers->index, answers->small.index.text, &err), &err);
    small_index_check(searcher_create(&answers->searcher, answers->index, &err), &err);
    small_index_check(analyzer_create(&answers->analyzer, ANALYZER_GERMAN, &err), &err);
    answers->writer = (struct answer_writer){.index = answers->index,
                                             .searcher = answers->searcher,
                                             .analyzer = answers->analyzer};
}

static void answers_write(struct answers *answers, enum answer_format format, const char *text,
                          const char *qid, size_t wanted)
{
    struct error err = ERROR_NONE;
    struct query query = {0};
    struct search_result result;
    struct search_options options = {.top = wanted, .count = true, .k1 = -1, .b = -1};
    answers->writer.options = (struct answer_options){
        .format = format, .snippet_length = 100, .explain = true, .tag = "run"};
    small_index_check(query_parse(&query, bytes_of_text(text), false, &err), &err);
    small_index_check(searcher_run(answers->searcher, &query, &options, &result, &err), &err);
    struct answer answer = {.qid = qid ? bytes_of_text(qid) : bytes_of(NULL, 0),
                            .query = bytes_of_text(text), .result = &result,
                            .has_total = true, .wanted = wanted};
    buffer_reset(&answers->out);
    small_index_check(answer_write(&answers->writer, &answer, &answers->out, &err), &err);
    buffer_append_byte(&answers->out, 0);
    query_release(&query);
}

static void answers_end(struct answers *answers)
{
    answer_writer_release(&answers->writer);
    buffer_release(&answers->out);
    analyzer_destroy(answers->analyzer);
    searcher_destroy(answers->searcher);
    index_close(answers->index);
    small_index_end(&answers->small);
}

static void check_hit(const json_t *hit, int rank, const char *id, const char *title,
                      const char *text, int start, int end)
{
    const json_t *snippet = json_object_get(hit, "snippet");
    const json_t *mark = json_array_get(json_object_get(snippet, "highlights"), 0);
    assert_int_equal(json_integer_value(json_object_get(hit, "rank")), rank);
    assert_string_equal(json_string_value(json_object_get(hit, "id")), id);
    assert_int_equal(json_string_length(json_object_get(hit, "title")),
                     strlen(title) + (rank == 1));
    assert_string_equal(json_string_value(json_object_get(snippet, "text")), text);
    assert_int_equal(json_integer_value(json_array_get(mark, 0)), start);
    assert_int_equal(json_integer_value(json_array_get(mark, 1)), end);
    assert_true(json_real_value(json_object_get(hit, "score")) > 0);
}

/* jansson reads back what was in the corpus. The first title holds a NUL: one byte more. */
static void test_json(void **state)
{
    (void)state;
    struct answers answers;
    json_error_t error;
    answers_begin(&answers);
    answers_write(&answers, ANSWER_JSON, "Haus\t\"x\"", "q\"1\n", 10);
    assert_int_equal(strlen((const char *)answers.out.data), answers.out.size - 1);
    assert_ptr_equal(strchr((const char *)answers.out.data, '\n'),
                     (const char *)answers.out.data + answers.out.size - 2);
    json_t *json = json_loads((const char *)answers.out.data, JSON_ALLOW_NUL, &error);
    assert_non_null(json);
    const json_t *hits = json_object_get(json, "hits");
    assert_string_equal(json_string_value(json_object_get(json, "qid")), "q\"1\n");
    assert_string_equal(json_string_value(json_object_get(json, "query")), "Haus\t\"x\"");
    assert_int_equal(json_integer_value(json_object_get(json, "total")), 2);
    assert_true(json_is_null(json_object_get(json, "next")));
    assert_int_equal(json_array_size(hits), 2);
    check_hit(json_array_get(hits, 0), 1, "ü\"\\", "T" "\x01\x7fä", "Haus Haus zwei", 0, 4);
    check_hit(json_array_get(hits, 1), 2, "tab_id", "a\tb\nc", "Haus \"eins\"", 0, 4);
    assert_string_equal(json_string_value(json_object_get(json_array_get(hits, 1), "url")), "u\\v");
    assert_true(json_is_null(json_object_get(json_array_get(hits, 0), "url")));
    json_decref(json);
    answers_end(&answers);
}

/* As many hits as wanted: the cursor leads to the rest. */
static void test_json_cursor(void **state)
{
    (void)state;
    struct answers answers;
    double score;
    uint64_t document;
    answers_begin(&answers);
    answers_write(&answers, ANSWER_JSON, "Haus", NULL, 1);
    json_t *json = json_loads((const char *)answers.out.data, JSON_ALLOW_NUL, NULL);
    assert_non_null(json);
    assert_true(json_is_null(json_object_get(json, "qid")));
    assert_true(
        answer_read_cursor(json_string_value(json_object_get(json, "next")), &score, &document));
    assert_int_equal(document, 1);
    json_decref(json);
    answers_end(&answers);
}

static void test_tsv(void **state)
{
    (void)state;
    struct answers answers;
    answers_begin(&answers);
    answers_write(&answers, ANSWER_TSV, "Haus", "q\t7\n", 10);
    char *line = (char *)answers.out.data;
    static const char *const fields[2][5] = {{"q 7 ", "1", "ü\"\\", NULL, "T   ä"},
                                             {"q 7 ", "2", "tab_id", NULL, "a b c"}};
    for (int i = 0; i < 2; i++) {
        for (int f = 0; f < 5; f++) {
            size_t size = strcspn(line, "\t\n");
            assert_int_equal(line[size], f == 4 ? '\n' : '\t');
            line[size] = '\0';
            if (fields[i][f] != NULL) {
                assert_string_equal(line, fields[i][f]);
            } else {
                assert_true(strtod(line, NULL) > 0);
            }
            line += size + 1;
        }
    }
    assert_int_equal(*line, '\0');
    answers_end(&answers);
}

static void test_lines(void **state)
{
    (void)state;
    struct answers answers;
    char id[100];
    size_t rank;
    double score;
    answers_begin(&answers);
    answers_write(&answers, ANSWER_IDS, "Haus", NULL, 10);
    assert_string_equal((const char *)answers.out.data, "ü\"\\\ntab_id\n");
    answers_write(&answers, ANSWER_TREC, "eins", NULL, 10);
    assert_int_equal(
        sscanf((const char *)answers.out.data, "1 Q0 %99s %zu %lf run\n", id, &rank, &score), 3);
    assert_string_equal(id, "tab_id");
    assert_int_equal(rank, 1);
    answers_write(&answers, ANSWER_TEXT, "eins", NULL, 10);
    assert_non_null(strstr((const char *)answers.out.data, "    Haus \"[eins]\"\n    u\\v\n"));
    assert_non_null(strstr((const char *)answers.out.data, " 1. a b c  ("));
    answers_write(&answers, ANSWER_TSV, "fehlt", NULL, 10);
    assert_string_equal((const char *)answers.out.data, "");
    answers_end(&answers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cursor),      cmocka_unit_test(test_bad_cursors),
        cmocka_unit_test(test_json),        cmocka_unit_test(test_json_cursor),
        cmocka_unit_test(test_tsv),         cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests_name("output", tests, NULL, NULL) + snippet_tests() +
           snippet_random_tests();
}
