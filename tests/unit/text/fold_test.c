/* Folding against utf8proc, over every code point there is. */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "common/base/utf8.h"
#include "common/text/fold.h"

enum { POINTS = 0x110000 };

static bool is_surrogate(uint32_t point)
{
    return point >= 0xD800 && point <= 0xDFFF;
}

static bool has_category(uint32_t point, const char *letters)
{
    return strchr(letters, utf8proc_category_string((utf8proc_int32_t)point)[0]) != NULL;
}

static bool is_invisible(uint32_t point)
{
    return point == 0xAD || (point >= 0x200B && point <= 0x200D) || point == 0x2060 ||
           point == 0xFEFF;
}

static void classes_follow_the_general_category(void **state)
{
    (void)state;
    for (uint32_t point = 0; point < POINTS; point++) {
        enum fold_class want = is_invisible(point)        ? FOLD_NOTHING
                               : has_category(point, "L") ? FOLD_LETTER
                               : has_category(point, "N") ? FOLD_DIGIT
                               : has_category(point, "M") ? FOLD_MARK
                                                          : FOLD_BREAK;
        if (fold_class_of(point) != want) {
            fail_msg("U+%04X", point);
        }
    }
}

/* NFKC_Casefold of one code point, as the library has it. */
static size_t reference(uint32_t point, uint8_t out[FOLD_MAX_BYTES])
{
    uint8_t source[5] = {0};
    utf8_write(point, source);
    utf8proc_uint8_t *folded = utf8proc_NFKC_Casefold(source);
    assert_non_null(folded);
    size_t size = strlen((const char *)folded);
    assert_true(size <= FOLD_MAX_BYTES);
    memcpy(out, folded, size);
    free(folded);
    return size;
}

static void letters_and_digits_fold_as_in_the_library(void **state)
{
    (void)state;
    for (uint32_t point = 1; point < POINTS; point++) {
        enum fold_class class = fold_class_of(point);
        if (is_surrogate(point) || (class != FOLD_LETTER && class != FOLD_DIGIT)) {
            continue;
        }
        if (point == 0x130 || point == 0xA75A || point == 0xA75B) { /* see german_letters */
            continue;
        }
        uint8_t want[FOLD_MAX_BYTES], got[FOLD_MAX_BYTES];
        size_t want_size = reference(point, want), got_size = fold_write(point, got);
        if (got_size != want_size || memcmp(got, want, got_size) != 0) {
            fail_msg("U+%04X", point);
        }
    }
}

static void marks_alone_vanish(void **state)
{
    (void)state;
    uint8_t out[FOLD_MAX_BYTES];
    for (uint32_t point = 0; point < POINTS; point++) {
        if (!is_surrogate(point) && fold_class_of(point) == FOLD_MARK) {
            assert_int_equal(fold_write(point, out), 0);
        }
    }
}

static void assert_folds(uint32_t point, const char *want)
{
    uint8_t out[FOLD_MAX_BYTES];
    size_t size = fold_write(point, out);
    assert_int_equal(size, strlen(want));
    assert_memory_equal(out, want, size);
}

static void german_letters(void **state)
{
    (void)state;
    assert_folds('Q', "q");
    assert_folds(0xC4, "ä");
    assert_folds(0xD6, "ö");
    assert_folds(0xDC, "ü");
    assert_folds(0xDF, "ss");
    assert_folds(0x1E9E, "ss"); /* capital sharp s */
    assert_folds(0x17F, "s");   /* long s of old prints */
    assert_folds(0xFB01, "fi"); /* ligature */
    assert_folds(0xFF21, "a");  /* full width */
    assert_folds(0xB2, "2");    /* superscript */
    assert_folds(0x130, "i");   /* İstanbul, without a second dot */
    assert_folds(0xA75B, "r");  /* r rotunda of old prints */
    assert_folds(0xA75A, "r");
}

/* Every letter that NFD takes apart into a letter and one mark comes together again. */
static void marks_compose_as_in_the_library(void **state)
{
    (void)state;
    size_t pairs = 0;
    for (uint32_t point = 0xC0; point < 0x1F00; point++) {
        utf8proc_int32_t apart[8];
        utf8proc_ssize_t size =
            utf8proc_decompose_char((utf8proc_int32_t)point, apart, 8, UTF8PROC_DECOMPOSE, NULL);
        if (size < 2 || fold_class_of(point) != FOLD_LETTER) {
            continue;
        }
        utf8proc_int32_t whole[8];
        memcpy(whole, apart, sizeof whole);
        uint32_t composed = (uint32_t)apart[0];
        for (utf8proc_ssize_t i = 1; i < size && composed != 0; i++) {
            composed = fold_compose(composed, (uint32_t)apart[i]);
        }
        bool excluded = utf8proc_normalize_utf32(whole, size, UTF8PROC_COMPOSE) != 1;
        if (composed != (excluded ? 0 : (uint32_t)whole[0])) {
            fail_msg("U+%04X", point);
        }
        pairs += !excluded;
    }
    assert_true(pairs >= 590); /* as many as Python's unicodedata counts */
}

static void old_prints_write_a_small_e_for_the_umlaut(void **state)
{
    (void)state;
    assert_int_equal(fold_compose('a', 0x364), 0xE4);
    assert_int_equal(fold_compose('o', 0x364), 0xF6);
    assert_int_equal(fold_compose('u', 0x364), 0xFC);
    assert_int_equal(fold_compose('e', 0x364), 0);
    assert_int_equal(fold_compose('x', 0x308), 0x1E8D);
    assert_int_equal(fold_compose('b', 0x308), 0);
    assert_int_equal(fold_compose(UTF8_REPLACEMENT, 0x308), 0);
}

static void tables_agree_with_the_functions(void **state)
{
    (void)state;
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint8_t out[FOLD_MAX_BYTES];
        bool word = byte < 0x80 &&
                    (fold_class_of(byte) == FOLD_LETTER || fold_class_of(byte) == FOLD_DIGIT);
        assert_int_equal(fold_ascii[byte], word ? (fold_write(byte, out), out[0]) : 0);
        uint32_t point = 0xC0 + (byte & 0x3F);
        bool letter = (byte & 0xC0) == 0x80 && fold_class_of(point) == FOLD_LETTER;
        size_t size = letter ? fold_write(point, out) : 0;
        assert_int_equal(fold_latin1[byte], size == 0 ? 0 : out[size - 1]);
        assert_true(size == 0 || out[0] == (point == 0xDF ? 's' : 0xC3));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_follow_the_general_category),
        cmocka_unit_test(letters_and_digits_fold_as_in_the_library),
        cmocka_unit_test(marks_alone_vanish),
        cmocka_unit_test(german_letters),
        cmocka_unit_test(marks_compose_as_in_the_library),
        cmocka_unit_test(old_prints_write_a_small_e_for_the_umlaut),
        cmocka_unit_test(tables_agree_with_the_functions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
