/* Words with stars and ~. The documents found are compared with what a slow matcher finds in the
 * same words, distances with the definition of optimal string alignment, written as a recursion. */
#include "cmocka_all.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/buffer.h"
#include "common/format/lexicon_scan.h"
#include "random.h"
#include "searcher/eval/distance.h"
#include "searcher/eval/expand.h"
#include "searcher/eval/search.h"
#include "tests/unit/write/small_index.h"

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The definition, without any table. */
static uint32_t slow_distance(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
    if (n == 0 || m == 0) {
        return (uint32_t)(n + m);
    }
    uint32_t best = slow_distance(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
    best = least(best, slow_distance(a, n - 1, b, m) + 1);
    best = least(best, slow_distance(a, n, b, m - 1) + 1);
    if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1]) {
        best = least(best, slow_distance(a, n - 2, b, m - 2) + 1);
    }
    return best;
}

static void test_distance(void **state)
{
    (void)state;
    struct random random = {7};
    for (int round = 0; round < 20000; round++) {
        uint8_t a[6], b[6];
        size_t n = random_below(&random, 7), m = random_below(&random, 7);
        for (size_t i = 0; i < 6; i++) {
            a[i] = (uint8_t)('a' + random_below(&random, 3));
            b[i] = (uint8_t)('a' + random_below(&random, 3));
        }
        struct letters left, right;
        letters_read(&left, bytes_of(a, n));
        letters_read(&right, bytes_of(b, m));
        uint32_t wanted = slow_distance(a, n, b, m);
        for (uint32_t most = 0; most <= DISTANCE_MOST; most++) {
            assert_int_equal(distance_bounded(&left, &right, most), least(wanted, most + 1));
        }
    }
}

static void test_letters(void **state)
{
    (void)state;
    struct letters a, b;
    letters_read(&a, bytes_of_text("bücher"));
    letters_read(&b, bytes_of_text("bucher"));
    assert_int_equal(a.count, 6);
    assert_int_equal(distance_bounded(&a, &b, 2), 1);
    letters_read(&b, bytes_of_text("bühcer"));
    assert_int_equal(distance_bounded(&a, &b, 2), 1); /* neighbours exchanged */
    letters_read(&b, bytes_of(NULL, 0));
    assert_int_equal(distance_bounded(&a, &b, 3), 4);
}

/* Hand-made documents: one word each, so that a set of words is a set of documents. */
static const char *const words[] = {
    "Haus",    "Häuser", "Haeuser",     "Hausierer",   "Haut",         "Hut",      "Maus",
    "Mauser",  "Bank",          "Banken",      "Bänke", "Datenblatt", "Daten",    "Ding",
    "STRASSE", "Straße",  "Goethe",      "Göthe", "Lehrerin",  "Lehrer",   "2019",
    "2020",    "Literatur-Lexikon"};
enum { WORDS = sizeof words / sizeof *words };

struct pattern_case {
    const char *query;
    const char *found; /* the words, in their order; by hand */
};

/* A term's list is that of all its forms: haus* finds Häuser, since Haus stems alike. */
static const struct pattern_case cases[] = {
    {"hausi*", "Hausierer"},
    {"häus*", "Haus Häuser Haeuser"},
    {"HAEUS*", "Haus Häuser Haeuser"},
    {"h*t", "Haut Hut"},
    {"*bank", "Bank Banken Bänke"},
    {"*aten*", "Datenblatt Daten"},
    {"d*g", "Ding"},
    {"straß*", "STRASSE Straße"},
    {"go*th*", "Goethe Göthe"},
    {"20*", "2019 2020"},
    {"xyz*", ""},
    {"hut~", "Haut Hut"},
    {"huat~", "Haut Hut"},
    {"maud~", "Maus Mauser"}, /* one stem */
    {"goethe~1", "Goethe Göthe"},
    {"dnig~", "Ding"},
    {"dnign~2", "Ding"},
    {"dnign~1", ""},
    {"*bänke", "Bank Banken Bänke"},
    {"+ha* -haut*", "Haus Häuser Haeuser Hausierer"},
    {"(hu* UND hut) ODER dat*", "Hut Datenblatt Daten"},
    {"20* -2019", "2020"},
    {"+hu* +dat*", ""},
    {"+hut +xyz*", ""},
    {"Literatur-L*", "Literatur-Lexikon"},
};

static void append_document(struct buffer *json, uint64_t id, const char *text)
{
    buffer_append_format(json, "{\"id\":\"%llu\",\"text\":\"%s\"}\n", (unsigned long long)id, text);
}

static int by_document(const void *left, const void *right)
{
    const struct hit *a = left, *b = right;
    return (a->document > b->document) - (a->document < b->document);
}

static struct search_result run(struct searcher *searcher, const char *text, struct hit *sorted)
{
    struct error err = ERROR_NONE;
    struct query query = {0};
    struct search_result result = {0};
    const struct search_options options = {.top = 1000, .count = true, .k1 = -1, .b = -1};
    enum status status = query_parse(&query, bytes_of_text(text), false, &err);
    if (status == STATUS_OK) {
        status = searcher_run(searcher, &query, &options, &result, &err);
    }
    if (status != STATUS_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    assert_int_equal(result.total, result.hit_count);
    if (result.hit_count > 0) {
        memcpy(sorted, result.hits, result.hit_count * sizeof *sorted);
        qsort(sorted, result.hit_count, sizeof *sorted, by_document);
    }
    query_release(&query);
    return result;
}

static void check_cases(const struct small_index *small)
{
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    static struct hit hits[1000];
    small_index_check(index_open(&index, small->index.text, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = {0};
        size_t count = run(searcher, cases[i].query, hits).hit_count;
        for (size_t j = 0; j < count; j++) {
            buffer_append_format(&out, "%s%s", j ? " " : "", words[hits[j].document]);
        }
        buffer_append_byte(&out, 0);
        if (strcmp((const char *)out.data, cases[i].found) != 0) {
            fail_msg("%s finds %s, not %s", cases[i].query, (const char *)out.data, cases[i].found);
        }
        buffer_release(&out);
    }
    searcher_destroy(searcher);
    index_close(index);
}

/* In one segment and in two. */
static void test_cases(void **state)
{
    (void)state;
    for (size_t first = WORDS; first > 0; first = first == WORDS ? 10 : 0) {
        struct small_index small;
        struct buffer json = {0};
        small_index_begin(&small, ANALYZER_GERMAN);
        for (size_t i = 0; i < first; i++) {
            append_document(&json, i, words[i]);
        }
        small_index_build(&small, buffer_bytes(&json));
        buffer_reset(&json);
        for (size_t i = first; i < WORDS; i++) {
            append_document(&json, i, words[i]);
        }
        if (json.size > 0) {
            small_index_add(&small, buffer_bytes(&json));
        }
        check_cases(&small);
        buffer_release(&json);
        small_index_end(&small);
    }
}

/* The quick walk over forms meets what the full one does: long terms, long endings, all sizes. */
static void test_scan(void **state)
{
    (void)state;
    struct small_index small;
    struct buffer json = {0};
    struct random random = {11};
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    small_index_begin(&small, ANALYZER_GERMAN);
    for (uint64_t i = 0; i < 3000; i++) {
        static const char *const pieces[] = {"ha",  "ä",   "sch", "ung", "en",  "e",  "st",
                                             "ini", "ode", "ging", "ph", "öch", "ern", "ss"};
        char word[300] = "";
        for (uint32_t left = 1 + random_below(&random, i % 50 == 0 ? 60 : 6); left > 0; left--) {
            strcat(word, pieces[random_below(&random, sizeof pieces / sizeof *pieces)]);
        }
        append_document(&json, i, word);
    }
    small_index_build(&small, buffer_bytes(&json));
    small_index_check(index_open(&index, small.index.text, &err), &err);
    const struct segment *segment = &index->segments[0].segment;
    struct lexicon_walk walk = {0};
    const struct lexicon_filter filter = {0, ~0u, 4, 9, 0}; /* sizes alone */
    struct lexicon_scan scan = {0}, some = {.least_documents = 2, .filters = &filter, .filter_count = 1};
    size_t forms = 0;
    for (bool more = true, there; more; forms += more) {
        small_index_check(lexicon_next(segment, &walk, &more, &err), &err);
        small_index_check(lexicon_scan_next(segment, &scan, &there, &err), &err);
        assert_int_equal(there, more);
        uint8_t text[256];
        if (more) {
            struct bytes form = bytes_of(walk.form.text, walk.form.size);
            lexicon_scan_text(&scan, text);
            assert_true(bytes_equal(bytes_of(text, scan.size), form));
            assert_int_equal(scan.documents, walk.form.documents);
            assert_int_equal(scan.capital, walk.form.capital);
            assert_int_equal(scan.letters, lexicon_letters(form));
        }
        if (more && walk.form.documents >= 2 && walk.form.size >= 4 && walk.form.size <= 9) {
            small_index_check(lexicon_scan_next(segment, &some, &there, &err), &err);
            lexicon_scan_text(&some, text);
            assert_true(there && bytes_equal(bytes_of(text, some.size),
                                             bytes_of(walk.form.text, walk.form.size)));
        }
    }
    assert_true(forms > 1000);
    index_close(index);
    buffer_release(&json);
    small_index_end(&small);
}

/* The highest share counts, not the sum; many windows of documents. */
static void test_scores(void **state)
{
    (void)state;
    enum { DOCUMENTS = 9000, KINDS = 300 };
    struct small_index small;
    struct buffer json = {0};
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    struct query query = {0};
    struct search_result result = {0};
    small_index_begin(&small, ANALYZER_WHITESPACE);
    for (uint64_t i = 0; i < DOCUMENTS; i++) {
        char text[64];
        snprintf(text, sizeof text, "wq%03u wq%03u", (unsigned)(i % KINDS), (unsigned)(i * 7 % KINDS));
        append_document(&json, i, i % 2 ? "other words" : text);
    }
    small_index_build(&small, buffer_bytes(&json));
    small_index_check(index_open(&index, small.index.text, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    const struct search_options options = {.top = DOCUMENTS, .count = true, .k1 = 1.2, .b = 0};
    small_index_check(query_parse(&query, bytes_of_text("wq1*"), false, &err), &err);
    small_index_check(searcher_run(searcher, &query, &options, &result, &err), &err);
    size_t expected = 0, twice = 0;
    for (unsigned i = 0; i < DOCUMENTS; i += 2) {
        unsigned a = i % KINDS, b = i * 7 % KINDS;
        expected += a / 100 == 1 || b / 100 == 1;
        twice += a == b && a / 100 == 1;
    }
    assert_int_equal(result.total, expected);
    assert_false(result.limited);
    for (size_t i = 0; i < result.hit_count; i++) { /* b is 0: tf / (tf + k1) */
        double ratio = i < twice ? 1 : (1 / 2.2) / (2 / 3.2);
        assert_true(fabs(result.hits[i].score / result.hits[0].score - ratio) < 1e-12);
    }
    assert_true(twice > 0);
    query_release(&query);
    searcher_destroy(searcher);
    index_close(index);
    buffer_release(&json);
    small_index_end(&small);
}

/* 300 words, the first 50 of them in two documents: these must be among those that are searched. */
static void test_limit(void **state)
{
    (void)state;
    enum { KINDS = 300, FREQUENT = 50 };
    struct small_index small;
    struct buffer json = {0};
    struct error err = ERROR_NONE;
    struct index *index = NULL;
    struct searcher *searcher = NULL;
    static struct hit hits[1000];
    small_index_begin(&small, ANALYZER_WHITESPACE);
    for (uint64_t i = 0; i < KINDS + FREQUENT; i++) {
        char text[32];
        snprintf(text, sizeof text, "wq%03u", (unsigned)(KINDS - 1 - i % KINDS));
        append_document(&json, i, text);
    }
    small_index_build(&small, buffer_bytes(&json));
    small_index_check(index_open(&index, small.index.text, &err), &err);
    small_index_check(searcher_create(&searcher, index, &err), &err);
    struct search_result result = run(searcher, "wq*", hits);
    assert_true(result.limited);
    assert_int_equal(result.total, EXPAND_MAX_TERMS + FREQUENT);
    searcher_destroy(searcher);
    index_close(index);
    buffer_release(&json);
    small_index_end(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_distance), cmocka_unit_test(test_letters), cmocka_unit_test(test_scan), cmocka_unit_test(test_cases),
        cmocka_unit_test(test_scores),   cmocka_unit_test(test_limit),
    };
    return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
