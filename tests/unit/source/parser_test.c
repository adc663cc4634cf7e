/* Records into documents. */
#include "cmocka_all.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/base/memory.h"
#include "indexer/source/source.h"
#include "source_tests.h"

enum { USABLE = SKIP_REASONS };

struct parser_case {
    const char *record;
    int reason; /* USABLE or a skip reason */
    const char *id, *title, *text, *further; /* further: "name=value;..." */
};

/* Record 7 of "in". */
static const struct parser_case json_cases[] = {
    {"{\"text\":\"x\"}", USABLE, "in:7", "", "x", ""},
    {" { \"text\" : \"x\" } ", USABLE, "in:7", "", "x", ""},
    {"{\"id\":\"k\",\"text\":\"x\",\"title\":\"t\"}", USABLE, "k", "t", "x", ""},
    {"{\"id\":12,\"text\":\"x\"}", USABLE, "12", "", "x", ""},
    {"{\"id\":0,\"text\":\"x\"}", USABLE, "0", "", "x", ""},
    {"{\"id\":-5,\"text\":\"x\"}", USABLE, "-5", "", "x", ""},
    {"{\"id\":9007199254740993,\"text\":\"x\"}", USABLE, "9007199254740993", "", "x", ""},
    {"{\"id\":\"\",\"text\":\"x\"}", USABLE, "in:7", "", "x", ""},
    {"{\"id\":null,\"text\":\"x\"}", USABLE, "in:7", "", "x", ""},
    {"{\"id\":[1],\"text\":\"x\"}", USABLE, "in:7", "", "x", ""},
    {"{\"id\":\"a b\\tc\\u0000d\\u007fe\",\"text\":\"x\"}", USABLE, "a_b_c_d_e", "", "x", ""},
    {"{\"id\":\"ä/ö?x\",\"text\":\"x\"}", USABLE, "ä/ö?x", "", "x", ""},
    {"{\"text\":\"a\",\"text\":\"b\"}", USABLE, "in:7", "", "b", ""},
    {"{\"text\":\"\\u00e4\\n\\\"\"}", USABLE, "in:7", "", "ä\n\"", ""},
    {"{\"text\":\"\",\"title\":\"t\"}", USABLE, "in:7", "t", "", ""},
    {"{\"text\":\"x\",\"n\":5,\"ok\":true,\"no\":false,\"s\":\"v\"}", USABLE, "in:7", "", "x",
     "n=5;ok=true;no=false;s=v;"},
    {"{\"text\":\"x\",\"r\":0.5,\"z\":null,\"o\":{\"a\":1},\"l\":[1]}", USABLE, "in:7", "", "x",
     "r=0.5;"},
    {"{\"text\":\"x\",\"title\":5}", USABLE, "in:7", "", "x", "title=5;"},
    {"{\"text\":\"x\",\"title\":null,\"url\":\"\"}", USABLE, "in:7", "", "x", ""},
    {"{\"Text\":\"y\",\"text\":\"x\"}", USABLE, "in:7", "", "x", "Text=y;"},
    {"{}", SKIP_NO_TEXT, NULL, NULL, NULL, NULL},
    {"{\"title\":\"t\"}", SKIP_NO_TEXT, NULL, NULL, NULL, NULL},
    {"{\"text\":5}", SKIP_NO_TEXT, NULL, NULL, NULL, NULL},
    {"{\"text\":null}", SKIP_NO_TEXT, NULL, NULL, NULL, NULL},
    {"{\"text\":[\"x\"]}", SKIP_NO_TEXT, NULL, NULL, NULL, NULL},
    {"{\"text\":\"\"}", SKIP_EMPTY, NULL, NULL, NULL, NULL},
    {"", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"   ", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"[]", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"\"text\"", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"{\"text\":\"x\"", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"{\"text\":\"x\"} {}", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"{'text':'x'}", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"{\"text\":\"\xFF\"}", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"{\"text\":\"\\ud800\"}", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"{\"text\":\"x\",\"n\":1e999}", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
    {"{\"text\":\"x\",\"n\":99999999999999999999}", SKIP_INVALID_JSON, NULL, NULL, NULL, NULL},
};

/* A file of the name "dir/my file". */
static const struct parser_case text_cases[] = {
    {"nur Text", USABLE, "dir/my_file", "", "nur Text", ""},
    {"Titel\nText", USABLE, "dir/my_file", "Titel", "Text", ""},
    {"\n\n \t Titel \r\n\r\n Text\nmehr \n\n", USABLE, "dir/my_file", "Titel", "Text\nmehr", ""},
    {"Titel\n  \n", USABLE, "dir/my_file", "", "Titel", ""},
    {"{\"text\":\"x\"}", USABLE, "dir/my_file", "", "{\"text\":\"x\"}", ""},
    {"a\xFF\nb", USABLE, "dir/my_file", "a\xFF", "b", ""},
    {"", SKIP_EMPTY, NULL, NULL, NULL, NULL},
    {" \n\t\r\n", SKIP_EMPTY, NULL, NULL, NULL, NULL},
};

static void check_document(const struct parser_case *wanted, const struct document *document)
{
    struct buffer further = {0};
    for (size_t i = 0; i < document->field_count; i++) {
        buffer_append(&further, document->fields[i].name.data, document->fields[i].name.size);
        buffer_append_byte(&further, '=');
        buffer_append(&further, document->fields[i].value.data, document->fields[i].value.size);
        buffer_append_byte(&further, ';');
    }
    if (!bytes_equal(document->id, bytes_of_text(wanted->id)) ||
        !bytes_equal(document->title, bytes_of_text(wanted->title)) ||
        !bytes_equal(document->text, bytes_of_text(wanted->text)) ||
        !bytes_equal(buffer_bytes(&further), bytes_of_text(wanted->further))) {
        fail_msg("%s: id %.*s, title %.*s, text %.*s, further %.*s", wanted->record,
                 (int)document->id.size, (const char *)document->id.data,
                 (int)document->title.size, (const char *)document->title.data,
                 (int)document->text.size, (const char *)document->text.data,
                 (int)further.size, (const char *)further.data);
    }
    buffer_release(&further);
}

static void check_cases(const struct parser_case *cases, size_t count, enum record_format format)
{
    struct parser *parser = NULL;
    assert_int_equal(parser_create(&parser, NULL), STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        struct document document;
        struct skips skips = {0};
        bool usable = false;
        struct record record = {.format = format, .bytes = bytes_of_text(cases[i].record)};
        record.name = bytes_of_text(format == RECORD_TEXT ? "dir/my file" : "in");
        record.line = format == RECORD_TEXT ? 0 : 7;
        assert_int_equal(parser_parse(parser, &record, &document, &usable, &skips, NULL),
                         STATUS_OK);
        if (usable != (cases[i].reason == USABLE)) {
            fail_msg("%s: usable %d", cases[i].record, usable);
        }
        for (int reason = 0; reason < SKIP_REASONS; reason++) {
            if (skips.counts[reason] != (reason == cases[i].reason)) {
                fail_msg("%s: %s", cases[i].record, skip_reason_name((enum skip_reason)reason));
            }
        }
        if (usable) {
            check_document(&cases[i], &document);
        }
    }
    parser_destroy(parser);
}

static void test_json(void **state)
{
    (void)state;
    check_cases(json_cases, sizeof json_cases / sizeof *json_cases, RECORD_JSONL);
}

static void test_text(void **state)
{
    (void)state;
    check_cases(text_cases, sizeof text_cases / sizeof *text_cases, RECORD_TEXT);
}

static void test_url_and_date(void **state)
{
    (void)state;
    struct parser *parser = NULL;
    struct document document;
    struct skips skips = {0};
    bool usable = false;
    struct record record = {.format = RECORD_JSONL, .name = bytes_of_text("in"), .line = 1};
    record.bytes =
        bytes_of_text("{\"date\":\"2024-02-29\",\"url\":\"https://example.org\",\"text\":\"x\"}");
    assert_int_equal(parser_create(&parser, NULL), STATUS_OK);
    assert_int_equal(parser_parse(parser, &record, &document, &usable, &skips, NULL), STATUS_OK);
    assert_true(usable);
    assert_true(bytes_equal(document.date, bytes_of_text("2024-02-29")));
    assert_true(bytes_equal(document.url, bytes_of_text("https://example.org")));
    assert_int_equal(document.field_count, 0);
    parser_destroy(parser);
    parser_destroy(NULL);
}

/* Lines have their number as id; empty ones are documents, so that numbers stay in step. */
static void test_lines(void **state)
{
    (void)state;
    static const char *const texts[] = {"x", "", "{\"text\":\"y\"}", " "};
    struct parser *parser = NULL;
    assert_int_equal(parser_create(&parser, NULL), STATUS_OK);
    for (size_t i = 0; i < 4; i++) {
        struct document document;
        struct skips skips = {0};
        bool usable = false;
        char id[8];
        struct record record = {.format = RECORD_LINES, .bytes = bytes_of_text(texts[i]),
                                .name = bytes_of_text("in"), .line = 99, .number = 40 + i};
        snprintf(id, sizeof id, "%zu", 40 + i);
        assert_int_equal(parser_parse(parser, &record, &document, &usable, &skips, NULL),
                         STATUS_OK);
        assert_true(usable);
        assert_true(bytes_equal(document.id, bytes_of_text(id)));
        assert_true(bytes_equal(document.text, record.bytes));
        assert_int_equal(document.title.size, 0);
    }
    parser_destroy(parser);
}

/* Ids to 1,024 bytes, titles of text files to 300, 256 further fields. */
static void test_limits(void **state)
{
    (void)state;
    struct parser *parser = NULL;
    struct buffer text = {0};
    assert_int_equal(parser_create(&parser, NULL), STATUS_OK);
    for (size_t size = 1024; size <= 1025; size++) {
        struct document document;
        struct skips skips = {0};
        bool usable = false;
        buffer_reset(&text);
        buffer_append_text(&text, "{\"text\":\"x\",\"id\":\"");
        for (size_t i = 0; i < size; i++) {
            buffer_append_byte(&text, 'i');
        }
        buffer_append_text(&text, "\"");
        for (int i = 0; i < 300; i++) {
            buffer_append_format(&text, ",\"f%d\":%d", i, i);
        }
        buffer_append_text(&text, "}");
        struct record record = {RECORD_JSONL, buffer_bytes(&text), bytes_of_text("in"), 1, 0};
        assert_int_equal(parser_parse(parser, &record, &document, &usable, &skips, NULL),
                         STATUS_OK);
        assert_int_equal(usable, size == 1024);
        assert_int_equal(skips.counts[SKIP_TOO_LONG], size == 1025);
        assert_int_equal(document.field_count, 256);
    }
    for (size_t size = 300; size <= 301; size++) {
        struct document document;
        struct skips skips = {0};
        bool usable = false;
        buffer_reset(&text);
        for (size_t i = 0; i < size; i++) {
            buffer_append_byte(&text, 't');
        }
        buffer_append_text(&text, "\nText");
        struct record record = {RECORD_TEXT, buffer_bytes(&text), bytes_of_text("in"), 0, 0};
        assert_int_equal(parser_parse(parser, &record, &document, &usable, &skips, NULL),
                         STATUS_OK);
        assert_int_equal(document.title.size, size == 300 ? 300 : 0);
        assert_int_equal(document.text.size, size == 300 ? 4 : 306);
    }
    buffer_release(&text);
    parser_destroy(parser);
}

/* A record gives its document or STATUS_MEMORY, never a part of it. */
static void test_memory(void **state)
{
    (void)state;
    struct bytes text = bytes_of_text("{\"id\":12,\"text\":\"x\",\"n\":5}");
    struct record record = {RECORD_JSONL, text, bytes_of_text("in"), 1, 0};
    bool struck = true;
    for (size_t n = 1; struck; n++) {
        struct parser *parser = NULL;
        struct document document;
        struct skips skips = {0};
        bool usable = false;
        memory_inject_failure(n, 0);
        enum status status = parser_create(&parser, NULL);
        if (status == STATUS_OK) {
            status = parser_parse(parser, &record, &document, &usable, &skips, NULL);
        }
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        if (!struck) {
            assert_true(bytes_equal(document.id, bytes_of_text("12")));
            assert_int_equal(document.field_count, 1);
        }
        parser_destroy(parser);
    }
}

int parser_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),         cmocka_unit_test(test_text),
        cmocka_unit_test(test_url_and_date), cmocka_unit_test(test_lines),
        cmocka_unit_test(test_limits),       cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("parser", tests, NULL, NULL);
}
