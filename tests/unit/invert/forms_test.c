/* What a batch tells of its forms, and how each document writes a word, by hand. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/base/byte_reader.h"
#include "common/base/memory.h"
#include "indexer/invert/inverter.h"
#include "invert_tests.h"
#include "scratch_folder.h"

/* Haus and Häuser are one term, Müller and Mueller another. The first words of sentences and titles
 * tell nothing of capitals; what stands in a title counts twice, but is one document. */
static const char corpus[] =
    "{\"title\":\"Das Haus\",\"text\":\"Ein altes Haus steht hier, und Häuser stehen dort.\"}\n"
    "{\"text\":\"Häuser brauchen Müller. Der Mueller sah Haus um Haus.\"}\n"
    "{\"text\":\"MÜLLER und müller\"}\n";

struct form {
    const char *text;
    uint32_t documents, seen, capitals;
};

static const struct form wanted_forms[] = {
    {"das", 1, 0, 0},    {"haus", 2, 5, 5},   {"ein", 1, 0, 0},      {"altes", 1, 1, 0},
    {"steht", 1, 1, 0},  {"hier", 1, 1, 0},   {"und", 2, 2, 0},      {"häuser", 2, 1, 1},
    {"stehen", 1, 1, 0}, {"dort", 1, 1, 0},   {"brauchen", 1, 1, 0}, {"müller", 2, 2, 1},
    {"der", 1, 0, 0},    {"mueller", 1, 1, 1}, {"sah", 1, 1, 0},     {"um", 1, 1, 0}};

enum { FORMS = sizeof wanted_forms / sizeof *wanted_forms };

static void fill(struct batch *batch, const char *text)
{
    struct scratch_folder folder;
    struct source *source = NULL;
    folder = scratch_folder_make();
    struct scratch_path path = scratch_folder_text(&folder, "input", text);
    const char *inputs[] = {path.text};
    assert_int_equal(source_open(&source, inputs, 1, SOURCE_JSONL, NULL), STATUS_OK);
    assert_int_equal(batch_fill(batch, source, 1 << 20, NULL), STATUS_OK);
    source_close(source);
    scratch_folder_remove(&folder);
}

/* The forms are these, in this order; the term of the one that is asked for. */
static struct bytes check_these(const struct buffer *forms, const struct form *wanted, size_t count,
                                const char *asked)
{
    struct byte_reader in = byte_reader_of(buffer_bytes(forms));
    struct bytes found = {0};
    for (size_t i = 0; i < count; i++) {
        struct batch_form head;
        struct bytes raw = byte_reader_view(&in, sizeof head);
        assert_false(in.failed);
        memcpy(&head, raw.data, sizeof head);
        struct bytes form = byte_reader_view(&in, head.form_bytes);
        struct bytes term = byte_reader_view(&in, head.term_bytes);
        assert_true(bytes_equal(form, bytes_of_text(wanted[i].text)));
        if (head.documents != wanted[i].documents || head.seen != wanted[i].seen ||
            head.capitals != wanted[i].capitals) {
            fail_msg("%s: %u documents, %u seen, %u capitals", wanted[i].text, head.documents,
                     head.seen, head.capitals);
        }
        found = bytes_equal(form, bytes_of_text(asked)) ? term : found;
    }
    assert_int_equal(byte_reader_left(&in), 0);
    return found;
}

static struct bytes check_forms(const struct batch *batch, const char *asked)
{
    return check_these(&batch->forms, wanted_forms, FORMS, asked);
}

static void test_forms(void **state)
{
    struct inverter *inverter = NULL;
    (void)state;
    assert_int_equal(inverter_create(&inverter, ANALYZER_GERMAN, false, 1 << 20, NULL), STATUS_OK);
    for (int round = 0; round < 2; round++) { /* counts begin anew */
        struct batch batch = {0};
        fill(&batch, corpus);
        assert_int_equal(inverter_run(inverter, &batch, NULL), STATUS_OK);
        inverter_take_forms(inverter, &batch.forms);
        assert_true(bytes_equal(check_forms(&batch, "haus"), bytes_of_text("haus")));
        assert_true(bytes_equal(check_forms(&batch, "häuser"), bytes_of_text("haus")));
        assert_true(bytes_equal(check_forms(&batch, "müller"), check_forms(&batch, "mueller")));
        batch_release(&batch);
    }
    inverter_destroy(inverter);
}

/* Batches add up: a document of the second is another one although its number is the same. */
static void test_sums(void **state)
{
    struct inverter *inverter = NULL;
    struct buffer forms = {0};
    (void)state;
    assert_int_equal(inverter_create(&inverter, ANALYZER_GERMAN, false, 1 << 20, NULL), STATUS_OK);
    for (int round = 0; round < 2; round++) {
        struct batch batch = {0};
        fill(&batch, "{\"text\":\"Im Haus, das Haus\"}\n{\"text\":\"Haus\"}\n");
        assert_int_equal(inverter_run(inverter, &batch, NULL), STATUS_OK);
        assert_int_equal(batch.forms.size, 0);
        batch_release(&batch);
    }
    inverter_take_forms(inverter, &forms);
    static const struct form sums[] = {{"im", 2, 0, 0}, {"haus", 4, 4, 4}, {"das", 2, 2, 0}};
    check_these(&forms, sums, 3, "");
    buffer_reset(&forms);
    inverter_take_forms(inverter, &forms);
    assert_int_equal(forms.size, 0);
    buffer_release(&forms);
    inverter_destroy(inverter);
}

/* --- spellings --- */

static uint8_t spelling(const char *form)
{
    return (uint8_t)(XXH3_64bits(form, strlen(form)) >> 56);
}

/* A document's positions and the forms of the word in it. */
struct posting {
    const char *positions; /* "0,2" */
    const char *forms[3];
};

static void check_set(struct bytes set, const char *const *forms)
{
    bool wanted[256] = {false};
    size_t count = 0;
    for (; count < 3 && forms[count] != NULL; count++) {
        wanted[spelling(forms[count])] = true;
    }
    assert_int_equal(set.size, count); /* none of these have the same byte */
    for (size_t i = 0; i < set.size; i++) {
        assert_true(wanted[set.data[i]]);
        assert_true(i == 0 || set.data[i - 1] < set.data[i]);
    }
}

/* Steps to a term of the run; its document frequency. */
static uint64_t find_term(struct byte_reader *in, const char *term)
{
    while (byte_reader_left(in) > 0) {
        struct bytes there = byte_reader_view(in, byte_reader_varint(in));
        uint64_t df = byte_reader_varint(in), size = byte_reader_varint(in);
        if (bytes_equal(there, bytes_of_text(term))) {
            return df;
        }
        byte_reader_view(in, size);
    }
    fail_msg("no term %s", term);
    return 0;
}

/* Postings by document; those without positions are none. */
static void check_term(const struct batch *batch, const char *term, const struct posting *postings,
                       uint32_t documents)
{
    struct byte_reader in = byte_reader_of(buffer_bytes(&batch->run));
    uint64_t df = find_term(&in, term), before = 0;
    for (uint32_t d = 0; d < documents; d++) {
        char text[100] = "";
        uint64_t position = 0;
        if (postings[d].positions == NULL) {
            continue;
        }
        assert_int_equal(byte_reader_varint(&in), d - before);
        for (uint64_t tf = byte_reader_varint(&in); tf > 0; tf--) {
            position += byte_reader_varint(&in);
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%u", *text ? "," : "",
                     (unsigned)position);
        }
        assert_string_equal(text, postings[d].positions);
        check_set(byte_reader_view(&in, byte_reader_u8(&in)), postings[d].forms);
        before = d;
        df--;
    }
    assert_int_equal(df, 0);
    assert_false(in.failed);
}

/* Title: das 0 haus 1, again: das 3 haus 4, text from 6: ein altes haus(8) steht hier und häuser(12). */
static void test_spellings(void **state)
{
    static const struct posting houses[] = {{"1,4,8,12", {"haus", "häuser"}},
                                            {"0,6,8", {"häuser", "haus"}},
                                            {0},
                                            {"0", {"hauses"}}};
    static const struct posting these[] = {{"0,3", {"das"}}, {0}, {0}, {0}};
    static const struct posting sees[] = {{0}, {"5", {"sah"}}, {0}, {0}};
    struct inverter *inverter = NULL;
    struct batch batch = {0};
    struct buffer text = {0};
    (void)state;
    assert_int_not_equal(spelling("haus"), spelling("häuser"));
    buffer_append_text(&text, corpus);
    buffer_append_text(&text, "{\"text\":\"Hauses\"}\n");
    buffer_append_byte(&text, 0);
    assert_int_equal(inverter_create(&inverter, ANALYZER_GERMAN, false, 1 << 20, NULL), STATUS_OK);
    fill(&batch, (const char *)text.data);
    assert_int_equal(inverter_run(inverter, &batch, NULL), STATUS_OK);
    check_term(&batch, "haus", houses, 4);
    check_term(&batch, "das", these, 4);
    struct analyzer *analyzer = NULL; /* a verb's stem is not the matter here */
    struct bytes term;
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    assert_int_equal(analyzer_term(analyzer, bytes_of_text("sah"), &term, NULL), STATUS_OK);
    char name[20] = "";
    memcpy(name, term.data, term.size);
    check_term(&batch, name, sees, 4);
    analyzer_destroy(analyzer);
    batch_release(&batch);
    buffer_release(&text);
    inverter_destroy(inverter);
}

/* The order in which documents write does not matter, and each form is told once. */
static void test_same_set(void **state)
{
    static const struct posting houses[] = {{"0,1,2,3,4", {"haus", "häuser", "hauses"}},
                                            {"0,1,2", {"haus", "häuser", "hauses"}}};
    struct inverter *inverter = NULL;
    struct batch batch = {0};
    (void)state;
    assert_int_equal(inverter_create(&inverter, ANALYZER_GERMAN, false, 1 << 20, NULL), STATUS_OK);
    fill(&batch, "{\"text\":\"Haus Häuser Haus Hauses haus\"}\n{\"text\":\"HAUSES Häuser Haus\"}\n");
    assert_int_equal(inverter_run(inverter, &batch, NULL), STATUS_OK);
    check_term(&batch, "haus", houses, 2);
    batch_release(&batch);
    inverter_destroy(inverter);
}

/* Words that are taken as they are have no forms, and a title counts once. */
static void test_whitespace(void **state)
{
    struct inverter *inverter = NULL;
    struct batch batch = {0};
    uint32_t length;
    (void)state;
    assert_int_equal(inverter_create(&inverter, ANALYZER_WHITESPACE, false, 1 << 20, NULL),
                     STATUS_OK);
    fill(&batch, "{\"title\":\"Das Haus\",\"text\":\"Haus\"}\n");
    assert_int_equal(inverter_run(inverter, &batch, NULL), STATUS_OK);
    assert_int_equal(batch.forms.size, 0);
    assert_int_equal(batch.signatures.size, 0);
    assert_int_equal(batch.lengths.size, sizeof length);
    memcpy(&length, batch.lengths.data, sizeof length);
    assert_int_equal(length, 3);
    static const uint8_t run[] = {3, 'D', 'a', 's', 1, 3, 0, 1, 0, 4, 'H', 'a', 'u', 's', 1, 4, 0, 2, 1, 2};
    assert_int_equal(batch.run.size, sizeof run);
    assert_memory_equal(batch.run.data, run, sizeof run);
    batch_release(&batch);
    inverter_destroy(inverter);
}

/* Any allocation may fail, once or from then on. */
static void test_failures(void **state)
{
    bool struck = true;
    (void)state;
    for (size_t n = 1, forever = 0; struck; n += forever, forever = !forever) {
        struct inverter *inverter = NULL;
        struct batch batch = {0};
        struct error err = ERROR_NONE;
        fill(&batch, corpus);
        memory_inject_failure(n, (int)forever);
        enum status status = inverter_create(&inverter, ANALYZER_GERMAN, true, 1 << 20, &err);
        status = status == STATUS_OK ? inverter_run(inverter, &batch, &err) : status;
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        if (!struck) {
            inverter_take_forms(inverter, &batch.forms);
            check_forms(&batch, "haus");
        }
        batch_release(&batch);
        inverter_destroy(inverter);
    }
}

int forms_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms), cmocka_unit_test(test_sums), cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_same_set),   cmocka_unit_test(test_whitespace),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests_name("forms", tests, NULL, NULL);
}
