/* Limits of queries, hostile bytes, failing memory. */
#include "cmocka_all.h"

#include <stdio.h>

#include "common/base/buffer.h"
#include "common/base/memory.h"
#include "query_tests.h"
#include "searcher/query/query.h"

static enum status parse(struct query *query, const struct buffer *text, struct error *err)
{
    *err = (struct error)ERROR_NONE;
    assert_false(text->failed);
    return query_parse(query, buffer_bytes(text), false, err);
}

static void repeat(struct buffer *text, const char *piece, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(text, piece);
    }
}

static void test_bytes(void **state)
{
    (void)state;
    struct query query = {0};
    struct buffer text = {0};
    struct error err;
    repeat(&text, "a", QUERY_MAX_BYTES);
    assert_int_equal(parse(&query, &text, &err), STATUS_OK);
    assert_int_equal(query.root->child->text.size, 65536);
    buffer_append_text(&text, " ");
    assert_int_equal(parse(&query, &text, &err), STATUS_USAGE);
    assert_string_equal(err.message, "the query is longer than 65536 bytes");
    assert_null(query.root);
    buffer_release(&text);
    query_release(&query);
}

/* 4,096 nodes: the root and 4,095 words. */
static void test_nodes(void **state)
{
    (void)state;
    struct query query = {0};
    struct buffer text = {0};
    struct error err;
    size_t count = 0;
    repeat(&text, "a ", 4095);
    assert_int_equal(parse(&query, &text, &err), STATUS_OK);
    for (const struct query_node *node = query.root->child; node; node = node->next) {
        count++;
    }
    assert_int_equal(count, 4095);
    buffer_append_text(&text, "b");
    assert_int_equal(parse(&query, &text, &err), STATUS_USAGE);
    assert_string_equal(err.message, "column 8191: the query has too many words");
    assert_null(query.root);
    buffer_release(&text);
    query_release(&query);
}

static void test_depth(void **state)
{
    (void)state;
    struct query query = {0};
    struct buffer text = {0};
    struct error err;
    for (size_t depth = 32; depth <= 33; depth++) {
        buffer_reset(&text);
        repeat(&text, "(", depth);
        buffer_append_text(&text, "a");
        repeat(&text, ")", depth);
        assert_int_equal(parse(&query, &text, &err), depth == 32 ? STATUS_OK : STATUS_USAGE);
    }
    assert_string_equal(err.message, "column 33: parentheses are nested too deep");
    buffer_reset(&text); /* side by side is not deep */
    repeat(&text, "(a) ", 1000);
    assert_int_equal(parse(&query, &text, &err), STATUS_OK);
    buffer_release(&text);
    query_release(&query);
}

/* Long chains take neither stack nor nodes. */
static void test_chains(void **state)
{
    (void)state;
    static const struct {
        const char *piece;
        enum status status;
    } chains[] = {{"-", STATUS_OK},     {"+", STATUS_OK},     {"NOT ", STATUS_OK},
                  {"(", STATUS_USAGE},  {")", STATUS_USAGE},  {"a(", STATUS_USAGE},
                  {"f()", STATUS_OK},   {"\"", STATUS_OK},    {"a OR ", STATUS_USAGE},
                  {"a AND ", STATUS_USAGE}};
    struct query query = {0};
    struct buffer text = {0};
    struct error err;
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        size_t count =
            chains[i].piece[0] == '"' ? 8000 : (QUERY_MAX_BYTES - 1) / strlen(chains[i].piece);
        buffer_reset(&text);
        repeat(&text, chains[i].piece, count);
        buffer_append_text(&text, "a");
        if (parse(&query, &text, &err) != chains[i].status) {
            fail_msg("%s: %s", chains[i].piece, err.message);
        }
    }
    buffer_release(&text);
    query_release(&query);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

/* All texts lie in the query's copy; no node but the root of nothing is an empty group. */
static unsigned check_node(const struct query *query, const struct query_node *node, unsigned depth)
{
    unsigned nodes = 1;
    assert_true(depth <= 3 * QUERY_MAX_DEPTH + 3);
    assert_true(node->column < query->text.size);
    assert_true(node->distance <= 1000);
    if (node->kind == QUERY_GROUP) {
        assert_non_null(node->child);
    } else {
        assert_null(node->child);
        assert_true(node->kind == QUERY_PHRASE || node->text.size > 0);
        assert_true(node->text.data >= query->text.data);
        assert_true(node->text.data + node->text.size <= query->text.data + query->text.size);
    }
    for (const struct query_node *child = node->child; child; child = child->next) {
        nodes += check_node(query, child, depth + 1);
    }
    return nodes;
}

static void check_random(const struct buffer *text, struct query *query)
{
    struct error err;
    enum status status = parse(query, text, &err);
    assert_true(status == STATUS_OK || status == STATUS_USAGE);
    if (status != STATUS_OK) {
        unsigned column;
        assert_null(query->root);
        assert_int_equal(sscanf(err.message, "column %u:", &column), 1);
        assert_true(column >= 1 && column <= text->size + 1);
    } else if (query->root != NULL) {
        assert_true(check_node(query, query->root, 0) <= QUERY_MAX_NODES);
    }
}

static void test_random(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a", "b", " ", " ", "(", ")", "\"", "\"", "~", "~3", "+", "-", " AND ", " UND ", " ODER ",
        "OR", "NICHT ", "ü", "\xC3", "\0x", "()", "(x)", "9"};
    struct query query = {0};
    struct buffer text = {0};
    uint64_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        buffer_reset(&text);
        for (uint64_t n = next_random(&seed) % 20; n-- > 0;) {
            if (round % 2 == 0) {
                buffer_append_byte(&text, (uint8_t)next_random(&seed));
            } else {
                buffer_append_text(&text,
                                   pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
            }
        }
        check_random(&text, &query);
    }
    buffer_release(&text);
    query_release(&query);
}

/* Whichever allocation fails: STATUS_MEMORY, no tree, and the query can be used again. */
static void test_memory(void **state)
{
    (void)state;
    struct query query = {0};
    struct buffer text = {0};
    struct error err;
    bool struck = true;
    repeat(&text, "(a \"b c\") UND -d ", 700);
    for (size_t n = 1; struck; n++) {
        memory_inject_failure(n, 0);
        enum status status = parse(&query, &text, &err);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        assert_int_equal(query.root == NULL, struck);
        assert_true(n < 100);
        if (n % 2 == 0) {
            query_release(&query);
        }
    }
    buffer_release(&text);
    query_release(&query);
}

int query_limits_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),  cmocka_unit_test(test_nodes),
        cmocka_unit_test(test_depth),  cmocka_unit_test(test_chains),
        cmocka_unit_test(test_random), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("query limits", tests, NULL, NULL);
}
