/* Text into forms: what stands in real German pages, and what must come out.
 *
 * One group of forms a position, positions apart by a blank, several forms of one position apart
 * by a bar and in the order of their bytes. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/buffer.h"
#include "common/text/segment.h"
#include "segment_cases.h"

static int by_bytes(const void *left, const void *right)
{
    const struct bytes *a = left, *b = right;
    return bytes_compare(*a, *b);
}

/* The tokens in the notation above. */
static void render(const struct token_list *list, struct buffer *out)
{
    for (size_t i = 0; i < list->count;) {
        struct bytes forms[64];
        size_t count = 0, j = i;
        for (; j < list->count && list->tokens[j].position == list->tokens[i].position; j++) {
            assert_true(count < 64);
            forms[count++] = token_form(list, &list->tokens[j]);
        }
        qsort(forms, count, sizeof *forms, by_bytes);
        for (size_t f = 0; f < count; f++) {
            buffer_append_text(out, f > 0 ? "|" : i > 0 ? " " : "");
            buffer_append(out, forms[f].data, forms[f].size);
        }
        i = j;
    }
}

static bool holds(const struct segment_case *expected)
{
    struct token_list list = {0};
    struct buffer got = {0};
    assert_true(segment_german(bytes_of_text(expected->text), &list));
    render(&list, &got);
    bool same = bytes_equal(buffer_bytes(&got), bytes_of_text(expected->forms));
    if (!same) {
        print_error("%s\n  wanted: %s\n  got:    %.*s\n", expected->text, expected->forms,
                    (int)got.size, got.data ? (const char *)got.data : "");
    }
    buffer_release(&got);
    token_list_release(&list);
    return same;
}

static void cases_hold(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof segment_cases / sizeof *segment_cases; i++) {
        wrong += !holds(&segment_cases[i]);
    }
    assert_int_equal(wrong, 0);
}

static void places_lead_back_to_the_text(void **state)
{
    (void)state;
    const char *text = "Die „Straße“ der Bürger:innen";
    const char *const words[] = {"Die", "Straße", "der", "Bürger:innen", "Bürger:innen"};
    struct token_list list = {0};
    assert_true(segment_german(bytes_of_text(text), &list));
    assert_int_equal(list.count, 5);
    for (size_t i = 0; i < list.count; i++) {
        struct bytes word = bytes_of(text + list.tokens[i].text_start,
                                     list.tokens[i].text_end - list.tokens[i].text_start);
        assert_true(bytes_equal(word, bytes_of_text(words[i])));
    }
    token_list_release(&list);
}

static void a_second_text_goes_on_behind_the_first(void **state)
{
    (void)state;
    struct token_list list = {0};
    assert_true(segment_german(bytes_of_text("eins zwei"), &list));
    assert_true(segment_german(bytes_of_text(""), &list));
    assert_true(segment_german((struct bytes){NULL, 0}, &list));
    assert_true(segment_german(bytes_of_text("drei"), &list));
    assert_int_equal(list.count, 3);
    assert_int_equal(list.tokens[2].position, 2);
    assert_int_equal(list.next_position, 3);
    token_list_reset(&list);
    assert_int_equal(list.count + list.next_position, 0);
    token_list_release(&list);
}

static void broken_utf8_is_counted(void **state)
{
    (void)state;
    struct token_list list = {0};
    assert_true(segment_german(bytes_of_text("gut\xFF"
                                             "gut \xC3 ok \xE2\x82"),
                               &list));
    assert_int_equal(list.count, 3);
    assert_int_equal(list.replaced, 4); /* one a byte */
    token_list_release(&list);
}

static void long_words_are_cut_at_a_letter(void **state)
{
    (void)state;
    char text[2001];
    for (size_t i = 0; i < 2000; i += 2) {
        memcpy(text + i, "ä", 2);
    }
    struct token_list list = {0};
    assert_true(segment_german(bytes_of(text, 2000), &list));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.cut, 1);
    assert_int_equal(list.tokens[0].form_size, 254);
    assert_int_equal(list.tokens[0].text_end, 2000);
    token_list_release(&list);
}

static void whitespace_takes_bytes_as_they_are(void **state)
{
    (void)state;
    struct token_list list = {0};
    assert_true(segment_whitespace(bytes_of_text(" Ab-c\tD\xFF\n\n x"), &list));
    assert_int_equal(list.count, 3);
    assert_true(bytes_equal(token_form(&list, &list.tokens[0]), bytes_of_text("Ab-c")));
    assert_true(bytes_equal(token_form(&list, &list.tokens[1]), bytes_of_text("D\xFF")));
    assert_int_equal(list.tokens[2].position, 2);
    token_list_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_hold),
        cmocka_unit_test(places_lead_back_to_the_text),
        cmocka_unit_test(a_second_text_goes_on_behind_the_first),
        cmocka_unit_test(broken_utf8_is_counted),
        cmocka_unit_test(long_words_are_cut_at_a_letter),
        cmocka_unit_test(whitespace_takes_bytes_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
