/* What holds for the snippet of any text. */
#include "output_tests.h"

#include "common/base/memory.h"

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static bool is_wanted(struct snippet_maker *maker, struct bytes form)
{
    struct bytes term;
    analyzer_term(maker->analyzer, form, &term, NULL);
    for (size_t i = 0; i < maker->term_count; i++) {
        if (bytes_equal(term, maker->terms[i].term)) {
            return true;
        }
    }
    return false;
}

/* The words of the snippet itself say what must be marked; those at its ends may be cut. */
static void check_highlights(struct snippet_maker *maker)
{
    const struct snippet *snippet = &maker->snippet;
    struct bytes text = buffer_bytes(&snippet->text);
    struct token_list list = {0};
    size_t next = 0, count = snippet_highlight_count(snippet);
    assert_int_equal(analyzer_segment(maker->analyzer, text, &list, NULL), STATUS_OK);
    for (size_t i = 0; i < list.count; i++) {
        const struct token *token = &list.tokens[i];
        const struct highlight *mark = &snippet_highlights(snippet)[next];
        if (next < count && mark->start == token->text_start) {
            assert_int_equal(mark->end, token->text_end);
            assert_true(is_wanted(maker, token_form(&list, token)));
            next++;
        } else if (i > 0 && i + 1 < list.count) {
            assert_false(is_wanted(maker, token_form(&list, token)));
        }
    }
    assert_int_equal(next, count);
    for (size_t i = 0; i < text.size; i++) {
        assert_true(text.data[i] >= ' ' && text.data[i] != 0x7F);
    }
    token_list_release(&list);
}

static void append_random(struct buffer *text, uint64_t *seed)
{
    static const char *const pieces[] = {"Haus", "Häuser", "Katze", "Öfen", "x", "nichts", "und",
                                         "Straße", "😀", "\xC2\xA0", "\xE2\x82", "Hauskatze"};
    static const char *const breaks[] = {" ", "\n", ". ", ", ", "  ", "! ", " \x80 ", "\t"};
    buffer_reset(text);
    for (uint64_t n = next_random(seed) % 80; n-- > 0;) {
        buffer_append_text(text, pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]);
        buffer_append_text(text, breaks[next_random(seed) % (sizeof breaks / sizeof *breaks)]);
    }
}

static void test_words(void **state)
{
    (void)state;
    struct snippet_maker maker;
    struct buffer text = {0};
    uint64_t seed = 3;
    snippet_maker_begin(&maker, "haus öfen strasse");
    for (int round = 0; round < 2000; round++) {
        size_t length = 1 + next_random(&seed) % 200;
        append_random(&text, &seed);
        snippet_maker_make(&maker, buffer_bytes(&text), length);
        assert_true(count_characters(buffer_bytes(&maker.snippet.text)) <= length + 4);
        check_highlights(&maker);
    }
    buffer_release(&text);
    snippet_maker_end(&maker);
}

static void test_bytes(void **state)
{
    (void)state;
    struct snippet_maker maker;
    uint64_t seed = 5;
    uint8_t text[300];
    snippet_maker_begin(&maker, "a b c 1 2");
    for (int round = 0; round < 3000; round++) {
        size_t size = next_random(&seed) % sizeof text, length = 1 + next_random(&seed) % 100;
        for (size_t i = 0; i < size; i++) {
            text[i] = (uint8_t)next_random(&seed);
        }
        snippet_maker_make(&maker, bytes_of(text, size), length);
        assert_true(count_characters(buffer_bytes(&maker.snippet.text)) <= length + 4);
        for (size_t i = 0; i < snippet_highlight_count(&maker.snippet); i++) {
            const struct highlight *mark = &snippet_highlights(&maker.snippet)[i];
            count_characters(
                bytes_of(maker.snippet.text.data + mark->start, mark->end - mark->start));
            assert_true(mark->start < mark->end && mark->end <= maker.snippet.text.size);
            assert_true(i == 0 || mark[-1].end <= mark->start);
        }
    }
    snippet_maker_end(&maker);
}

static void test_memory(void **state)
{
    (void)state;
    struct snippet_maker maker;
    struct bytes text =
        bytes_of_text("Ein Haus neben Öfen: Häuser, Häuser, Häuser an einer Straße.");
    bool struck = true;
    snippet_maker_begin(&maker, "haus öfen strasse");
    for (size_t n = 1; struck; n++) {
        snippet_release(&maker.snippet);
        maker.snippet = (struct snippet){0};
        memory_inject_failure(n, 0);
        enum status status = snippet_make(&maker.snippet, maker.analyzer, text, maker.terms,
                                          maker.term_count, 100, NULL);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        assert_true(n < 100);
    }
    assert_int_equal(snippet_highlight_count(&maker.snippet), 6);
    snippet_maker_end(&maker);
}

int snippet_random_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("snippet of any text", tests, NULL, NULL);
}
