#include "cmocka_all.h"

#include <string.h>

#include "common/text/analyzer.h"

enum { ROUNDS = 4000, MOST_BYTES = 120 };

static uint64_t random_next(uint64_t *state) /* splitmix64 */
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* What the contract of the list says, of any text. */
static void assert_sound(struct analyzer *analyzer, const struct token_list *list, size_t size)
{
    uint32_t position = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct token *token = &list->tokens[i];
        struct bytes term;
        assert_true(token->position == position || (i > 0 && token->position == position + 1));
        position = token->position;
        assert_in_range(token->form_size, 1, ANALYZER_MAX_FORM_BYTES);
        assert_true((size_t)token->form_start + token->form_size <= list->forms.size);
        assert_true(token->text_start < token->text_end && token->text_end <= size);
        assert_int_equal(analyzer_term(analyzer, token_form(list, token), &term, NULL), STATUS_OK);
        assert_in_range(term.size, 1, ANALYZER_MAX_FORM_BYTES);
    }
    assert_int_equal(list->next_position, list->count > 0 ? position + 1 : 0);
}

static const char *const pieces[] = {
    "a",
    "Z",
    "s",
    "9",
    "10",
    "000",
    "2024",
    ".",
    ",",
    "-",
    "'",
    "’",
    "@",
    ":",
    "*",
    "_",
    "/",
    "(",
    ")",
    " ",
    "\n",
    "-\n",
    "in",
    "innen",
    "Innen",
    "und",
    "z",
    "B",
    "www",
    "de",
    "com",
    "§",
    "ß",
    "ä",
    "Ä",
    "\xCC\x88",
    "\xC2\xAD",
    "\xE2\x80\x8B",
    "\xE2\x80\x91",
    "++",
    "#",
    "C",
    "\xC2\xA0",
    "\xE3\x85\xA4",
    "\xFF",
    "\xC3",
    "\xE2\x80",
    "\xF0\x9F\x98\x80",
    "&",
    "auml",
    ";",
    "Vor",
    "nach",
};

static size_t random_text(uint64_t *state, uint8_t *text)
{
    size_t size = 0, most = random_next(state) % MOST_BYTES;
    bool raw = random_next(state) % 4 == 0;
    while (size < most) {
        const char *piece = pieces[random_next(state) % (sizeof pieces / sizeof *pieces)];
        if (raw) {
            text[size++] = (uint8_t)random_next(state);
        } else {
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
    }
    return size;
}

static void check_any_bytes(enum analyzer_kind kind)
{
    struct analyzer *analyzer = NULL;
    struct token_list list = {0};
    uint64_t state = 1;
    assert_int_equal(analyzer_create(&analyzer, kind, NULL), STATUS_OK);
    for (int round = 0; round < ROUNDS; round++) {
        uint8_t text[MOST_BYTES + 16];
        size_t size = random_text(&state, text);
        uint8_t *exact = test_malloc(size + 1); /* nothing behind the text is readable */
        memcpy(exact + 1, text, size);
        token_list_reset(&list);
        assert_int_equal(analyzer_segment(analyzer, bytes_of(exact + 1, size), &list, NULL),
                         STATUS_OK);
        assert_sound(analyzer, &list, size);
        test_free(exact);
    }
    token_list_release(&list);
    analyzer_destroy(analyzer);
}

static void any_bytes_give_sound_tokens(void **unused)
{
    (void)unused;
    check_any_bytes(ANALYZER_GERMAN);
    check_any_bytes(ANALYZER_CISTEM);
}

/* A list without memory takes the way of the rules for its first word, one with memory the fast
 * way: the tokens must be the same. */
static void the_fast_way_gives_the_same_tokens(void **unused)
{
    (void)unused;
    struct analyzer *analyzer = NULL;
    struct token_list warm = {0};
    uint64_t state = 2;
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    assert_int_equal(analyzer_segment(analyzer, bytes_of_text("warm"), &warm, NULL), STATUS_OK);
    for (int round = 0; round < ROUNDS; round++) {
        uint8_t text[MOST_BYTES + 16];
        struct bytes bytes = bytes_of(text, random_text(&state, text));
        struct token_list cold = {0};
        token_list_reset(&warm);
        assert_int_equal(analyzer_segment(analyzer, bytes, &warm, NULL), STATUS_OK);
        assert_int_equal(analyzer_segment(analyzer, bytes, &cold, NULL), STATUS_OK);
        assert_int_equal(warm.count, cold.count);
        for (size_t i = 0; i < cold.count; i++) {
            assert_true(bytes_equal(token_form(&warm, &warm.tokens[i]),
                                    token_form(&cold, &cold.tokens[i])));
            assert_int_equal(warm.tokens[i].position, cold.tokens[i].position);
            assert_int_equal(warm.tokens[i].text_start, cold.tokens[i].text_start);
            assert_int_equal(warm.tokens[i].text_end, cold.tokens[i].text_end);
        }
        token_list_release(&cold);
    }
    token_list_release(&warm);
    analyzer_destroy(analyzer);
}

/* Texts that repeat one piece: nothing may grow with the square of the length. */
static void endless_repetition_stays_linear(void **unused)
{
    (void)unused;
    struct analyzer *analyzer = NULL;
    struct token_list list = {0};
    enum { SIZE = 1 << 16 };
    uint8_t *text = test_malloc(SIZE);
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    const char *const repeated[] = {"a",  "1",   "-a",       ".a",      "1.",  "@",    "a'", "a:in",
                                    "'s", "-\n", "\xCC\x88", "a- und ", "z. ", "(in)", "§"};
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        size_t unit = strlen(repeated[i]), size = SIZE / unit * unit;
        for (size_t at = 0; at < size; at += unit) {
            memcpy(text + at, repeated[i], unit);
        }
        token_list_reset(&list);
        assert_int_equal(analyzer_segment(analyzer, bytes_of(text, size), &list, NULL), STATUS_OK);
        assert_sound(analyzer, &list, size);
        assert_true(list.forms.size <= 4 * SIZE);
    }
    test_free(text);
    token_list_release(&list);
    analyzer_destroy(analyzer);
}

static void assert_same_term(struct analyzer *analyzer, const char *left, const char *right)
{
    uint8_t kept[ANALYZER_MAX_FORM_BYTES];
    struct bytes term;
    assert_int_equal(analyzer_term(analyzer, bytes_of_text(left), &term, NULL), STATUS_OK);
    size_t size = term.size;
    memcpy(kept, term.data, size);
    assert_int_equal(analyzer_term(analyzer, bytes_of_text(right), &term, NULL), STATUS_OK);
    if (!bytes_equal(bytes_of(kept, size), term)) {
        fail_msg("%s: %.*s, %s: %.*s", left, (int)size, (const char *)kept, right, (int)term.size,
                 (const char *)term.data);
    }
}

static void spellings_of_a_word_share_its_term(void **unused)
{
    (void)unused;
    struct analyzer *analyzer = NULL;
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    assert_same_term(analyzer, "häuser", "haus");
    assert_same_term(analyzer, "haeuser", "haus");
    assert_same_term(analyzer, "mueller", "müller");
    assert_same_term(analyzer, "museen", "museum");
    assert_same_term(analyzer, "museums", "museen");
    assert_same_term(analyzer, "konten", "konto");
    assert_same_term(analyzer, "schiffahrt", "schifffahrten");
    assert_same_term(analyzer, "photos", "fotos");
    assert_same_term(analyzer, "delphine", "delfin");
    assert_same_term(analyzer, "gehts", "geht");
    assert_same_term(analyzer, "peters", "peter");
    assert_same_term(analyzer, "baeuerin", "bäuerin");
    analyzer_destroy(analyzer);
}

/* Keys come before both stemmers: old spelling and irregular plurals meet. */
static void cistem_stems_the_keys(void **unused)
{
    (void)unused;
    struct analyzer *analyzer = NULL;
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_CISTEM, NULL), STATUS_OK);
    assert_same_term(analyzer, "haeuser", "haus");
    assert_same_term(analyzer, "museen", "museums");
    assert_same_term(analyzer, "schiffahrt", "schifffahrten");
    assert_same_term(analyzer, "gekündigt", "kuendigen");
    assert_true(analyzer_is_stop_word(analyzer, bytes_of_text("und")));
    assert_string_equal(analyzer_name(ANALYZER_CISTEM), "german-cistem");
    analyzer_destroy(analyzer);
}

static void the_fingerprint_names_the_kind(void **unused)
{
    (void)unused;
    uint64_t german = 0, again = 0, blanks = 0, cistem = 0;
    assert_int_equal(analyzer_fingerprint(ANALYZER_GERMAN, &german, NULL), STATUS_OK);
    assert_int_equal(analyzer_fingerprint(ANALYZER_GERMAN, &again, NULL), STATUS_OK);
    assert_int_equal(analyzer_fingerprint(ANALYZER_WHITESPACE, &blanks, NULL), STATUS_OK);
    assert_int_equal(analyzer_fingerprint(ANALYZER_CISTEM, &cistem, NULL), STATUS_OK);
    assert_true(german == again && german != blanks && cistem != german && cistem != blanks);
}

static void the_trace_shows_each_step(void **unused)
{
    (void)unused;
    struct analyzer *analyzer = NULL;
    struct buffer out = {0};
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    assert_int_equal(analyzer_trace(analyzer, bytes_of_text("Die Häuser"), NULL, &out, NULL), STATUS_OK);
    const char *want = "0\tDie\tdie\tstop\tdie\n1\tHäuser\thäuser\t\thaus\n";
    assert_true(bytes_equal(buffer_bytes(&out), bytes_of_text(want)));
    buffer_release(&out);
    analyzer_destroy(analyzer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_bytes_give_sound_tokens),
        cmocka_unit_test(the_fast_way_gives_the_same_tokens),
        cmocka_unit_test(endless_repetition_stays_linear),
        cmocka_unit_test(spellings_of_a_word_share_its_term),
        cmocka_unit_test(cistem_stems_the_keys),
        cmocka_unit_test(the_fingerprint_names_the_kind),
        cmocka_unit_test(the_trace_shows_each_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
