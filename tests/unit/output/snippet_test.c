/* Snippets of texts that can be checked by eye. */
#include "output_tests.h"

#include <string.h>

void snippet_maker_begin(struct snippet_maker *maker, const char *words)
{
    struct token_list list = {0};
    *maker = (struct snippet_maker){0};
    assert_int_equal(analyzer_create(&maker->analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    assert_int_equal(analyzer_segment(maker->analyzer, bytes_of_text(words), &list, NULL),
                     STATUS_OK);
    for (size_t i = 0; i < list.count; i++) {
        struct bytes term;
        struct buffer *copy = &maker->term_bytes[i];
        assert_true(i < MAKER_MAX_TERMS);
        analyzer_term(maker->analyzer, token_form(&list, &list.tokens[i]), &term, NULL);
        buffer_append(copy, term.data, term.size);
        maker->terms[i] = (struct search_term){.term = buffer_bytes(copy), .weight = 1};
    }
    maker->term_count = list.count;
    token_list_release(&list);
}

void snippet_maker_make(struct snippet_maker *maker, struct bytes text, size_t length)
{
    assert_int_equal(snippet_make(&maker->snippet, maker->analyzer, text, maker->terms,
                                  maker->term_count, length, NULL), STATUS_OK);
}

void snippet_maker_end(struct snippet_maker *maker)
{
    for (size_t i = 0; i < MAKER_MAX_TERMS; i++) {
        buffer_release(&maker->term_bytes[i]);
    }
    snippet_release(&maker->snippet);
    analyzer_destroy(maker->analyzer);
}

/* Highlights in brackets, terminated. */
static void print_snippet(const struct snippet *snippet, struct buffer *out)
{
    size_t at = 0;
    buffer_reset(out);
    for (size_t i = 0; i < snippet_highlight_count(snippet); i++) {
        const struct highlight *highlight = &snippet_highlights(snippet)[i];
        assert_true(highlight->start >= at && highlight->end > highlight->start);
        assert_true(highlight->end <= snippet->text.size);
        buffer_append(out, snippet->text.data + at, highlight->start - at);
        buffer_append_byte(out, '[');
        buffer_append(out, snippet->text.data + highlight->start,
                      highlight->end - highlight->start);
        buffer_append_byte(out, ']');
        at = highlight->end;
    }
    if (at < snippet->text.size) {
        buffer_append(out, snippet->text.data + at, snippet->text.size - at);
    }
    buffer_append_byte(out, 0);
}

static void check(const char *words, struct bytes text, size_t length, const char *expected)
{
    struct snippet_maker maker;
    struct buffer out = {0};
    snippet_maker_begin(&maker, words);
    snippet_maker_make(&maker, text, length);
    print_snippet(&maker.snippet, &out);
    if (strcmp((const char *)out.data, expected) != 0) {
        fail_msg("%s: got\n%s\nnot\n%s", words, (const char *)out.data, expected);
    }
    buffer_release(&out);
    snippet_maker_end(&maker);
}

static void test_highlights(void **state)
{
    (void)state;
    static const struct {
        const char *words, *text, *expected;
    } cases[] = {
        {"apfelkuchen", "Der Apfelkuchen ist gut.", "Der [Apfelkuchen] ist gut."},
        {"haus", "Die Häuser am See. Ein Haus steht leer.",
         "Die [Häuser] am See. Ein [Haus] steht leer."},
        {"häuser", "Im Hause, vor Häusern: HÄUSER!", "Im [Hause], vor [Häusern]: [HÄUSER]!"},
        {"katze hund", "Katze und Hund", "[Katze] und [Hund]"},
        {"müller", "Über Öfen und Mueller", "Über Öfen und [Mueller]"},
        {"straße", "STRASSE, Straßen; Straßenbahn", "[STRASSE], [Straßen]; Straßenbahn"},
        {"über", "Über", "[Über]"},
        {"rot", "rot rote roter grün rot.", "[rot] [rote] [roter] grün [rot]."},
        {"haus", "Haustür Hausboot", "Haustür Hausboot"},
        {"haus",
         "Haus\xC2\xAD"
         "es Wände",
         "[Haus\xC2\xAD"
         "es] Wände"},
        {"haus", "", ""},
        {"haus", "   \n ", ""},
        {"haus", "\n  Haus \n", "[Haus]"},
        {"hund", "Katze\n\n\tHund\x01Maus", "Katze [Hund] Maus"},
        {"haus", "\"Haus\"<b>Haus</b>", "\"[Haus]\"<b>[Haus]</b>"},
        {"haus", "Ba\xFFum \x80Haus\xC3", "Ba\xEF\xBF\xBDum \xEF\xBF\xBD[Haus]\xEF\xBF\xBD"},
        {"haus", "Haus\xC2\x85Hof \xC2\xA0 Haus", "[Haus] Hof \xC2\xA0 [Haus]"},
        {"haus", "ein kurzer Text", "ein kurzer Text"},
        {"", "ein kurzer Text", "ein kurzer Text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(cases[i].words, bytes_of_text(cases[i].text), 200, cases[i].expected);
    }
}

/* From the sentence of the match, cut behind a word. */
static void test_window(void **state)
{
    (void)state;
    const char *text =
        "Am Anfang steht vieles, was mit der Sache gar nichts zu tun hat. Dann kommt "
        "ein Satz vorbei. Der Wal singt. Danach geht es noch lange weiter und weiter, "
        "ohne dass etwas geschieht.";
    check("wal", bytes_of_text(text), 40, "… Der [Wal] singt. Danach geht es noch lange …");
    check("anfang", bytes_of_text(text), 20, "Am [Anfang] steht …");
    check("geschieht", bytes_of_text(text), 35, "… etwas [geschieht].");
    check("nirgends", bytes_of_text(text), 25, "Am Anfang steht vieles, …");
}

/* Different words beat one word that comes often; the earliest of equal passages wins. */
static void test_best(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_append_text(&text, "Wal Wal Wal Wal. ");
    for (int i = 0; i < 40; i++) {
        buffer_append_text(&text, "Nichts davon. ");
    }
    buffer_append_text(&text, "Wal neben Hai. ");
    for (int i = 0; i < 40; i++) {
        buffer_append_text(&text, "Nichts davon. ");
    }
    buffer_append_text(&text, "Hai neben Wal.");
    check("wal hai", buffer_bytes(&text), 30, "… [Wal] neben [Hai]. Nichts davon. …");
    check("wal", buffer_bytes(&text), 14, "[Wal] [Wal] [Wal] …");
    buffer_release(&text);
}

size_t count_characters(struct bytes text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; count++) {
        uint8_t first = text.data[i];
        size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        uint32_t point = size == 1 ? first : first & (0x7Fu >> size);
        assert_true(first < 0x80 || (first >= 0xC2 && first <= 0xF4));
        assert_true(i + size <= text.size);
        for (size_t j = 1; j < size; j++) {
            assert_int_equal(text.data[i + j] & 0xC0, 0x80);
            point = point << 6 | (text.data[i + j] & 0x3Fu);
        }
        assert_true(size < 3 || point >= (size == 3 ? 0x800u : 0x10000u));
        assert_true(point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF));
        i += size;
    }
    return count;
}

/* No text makes a snippet longer than asked for, ellipses aside. */
static void check_length(const char *pattern, const char *words)
{
    static const size_t lengths[] = {1, 2, 7, 50, 160};
    struct snippet_maker maker;
    struct buffer text = {0};
    snippet_maker_begin(&maker, words);
    for (int i = 0; i < 5000; i++) {
        buffer_append_text(&text, pattern);
    }
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        snippet_maker_make(&maker, buffer_bytes(&text), lengths[i]);
        size_t count = count_characters(buffer_bytes(&maker.snippet.text));
        if (count > lengths[i] + 4) {
            fail_msg("%s: %zu characters instead of %zu", pattern, count, lengths[i]);
        }
    }
    buffer_release(&text);
    snippet_maker_end(&maker);
}

static void test_length(void **state)
{
    (void)state;
    static const char *const patterns[] = {"a", "ä", "a ", "ä ", "Haus ", "…", "😀", "\x80", "\xFF",
                                           "\xC3", "\xE2\x82", " ", "\n", "a\x80 ", "e\xCC\x81"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        check_length(patterns[i], "haus a");
    }
}

/* A word longer than the snippet is cut; it is not marked, for its end is not there. */
static void test_long_word(void **state)
{
    (void)state;
    struct snippet_maker maker;
    struct buffer text = {0}, word = {0};
    for (int i = 0; i < 400; i++) {
        buffer_append_text(&word, "ö");
    }
    buffer_append_text(&text, "Haus ");
    buffer_append(&text, word.data, word.size);
    buffer_append_text(&text, " Haus");
    buffer_append_byte(&word, 0);
    snippet_maker_begin(&maker, (const char *)word.data);
    snippet_maker_make(&maker, buffer_bytes(&text), 100);
    assert_int_equal(snippet_highlight_count(&maker.snippet), 0);
    assert_true(count_characters(buffer_bytes(&maker.snippet.text)) >= 90);
    snippet_maker_make(&maker, buffer_bytes(&text), 1000);
    assert_int_equal(snippet_highlight_count(&maker.snippet), 1);
    assert_int_equal(snippet_highlights(&maker.snippet)[0].start, 5);
    assert_int_equal(snippet_highlights(&maker.snippet)[0].end, 805);
    snippet_maker_end(&maker);
    buffer_release(&text);
    buffer_release(&word);
}

int snippet_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_highlights), cmocka_unit_test(test_window),
        cmocka_unit_test(test_best),       cmocka_unit_test(test_length),
        cmocka_unit_test(test_long_word),
    };
    return cmocka_run_group_tests_name("snippet", tests, NULL, NULL);
}
