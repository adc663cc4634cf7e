/* Forms to terms. */
#include "cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "common/base/memory.h"
#include "indexer/invert/form_table.h"
#include "invert_tests.h"

static uint32_t term_of(struct form_table *table, struct analyzer *analyzer, const char *form)
{
    uint32_t number = UINT32_MAX;
    assert_int_equal(form_table_find(table, analyzer, bytes_of_text(form), &number, NULL),
                     STATUS_OK);
    assert_in_range(number, 1, table->form_count);
    assert_true(bytes_equal(form_bytes(&table->forms[number]), bytes_of_text(form)));
    return table->forms[number].term;
}

/* Forms of one stem share a number; numbers rise from 0 in order of first occurrence. */
static void test_stems(void **state)
{
    (void)state;
    struct analyzer *analyzer = NULL;
    struct form_table table = {0};
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    assert_int_equal(term_of(&table, analyzer, "häuser"), 0);
    assert_int_equal(term_of(&table, analyzer, "katze"), 1);
    assert_int_equal(term_of(&table, analyzer, "hauses"), 0);
    assert_int_equal(term_of(&table, analyzer, "haus"), 0);
    assert_int_equal(term_of(&table, analyzer, "katzen"), 1);
    assert_int_equal(term_of(&table, analyzer, "see"), 2);
    assert_int_equal(table.term_count, 3);
    assert_true(bytes_equal(table.terms[0], bytes_of_text("haus")));
    assert_true(bytes_equal(table.terms[1], bytes_of_text("katz")));
    assert_true(bytes_equal(table.terms[2], bytes_of_text("see")));
    assert_true(form_table_bytes(&table) > 0);
    form_table_release(&table);
    assert_int_equal(form_table_bytes(&table), 0);
    assert_int_equal(term_of(&table, analyzer, "see"), 0);
    form_table_release(&table);
    analyzer_destroy(analyzer);
}

/* More forms than the first tables hold; each is its own term. */
static void test_growth(void **state)
{
    (void)state;
    enum { FORMS = 20000 };
    struct analyzer *analyzer = NULL;
    struct form_table table = {0};
    char form[32];
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_WHITESPACE, NULL), STATUS_OK);
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < FORMS; i++) {
            snprintf(form, sizeof form, "%x%s", i * 2654435761u, i % 3 ? "" : "-lang");
            assert_int_equal(term_of(&table, analyzer, form), i);
            assert_true(bytes_equal(table.terms[i], bytes_of_text(form)));
        }
    }
    assert_int_equal(table.term_count, FORMS);
    assert_int_equal(table.form_count, FORMS);
    form_table_release(&table);
    analyzer_destroy(analyzer);
}

/* A failure leaves a table that gives right answers later. */
static void test_memory(void **state)
{
    (void)state;
    struct analyzer *analyzer = NULL;
    struct form_table table = {0};
    bool struck = true;
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    for (size_t n = 1; struck; n++) {
        uint32_t number;
        memory_inject_failure(n, 0);
        enum status status =
            form_table_find(&table, analyzer, bytes_of_text("häuser"), &number, NULL);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        if (n % 2 == 0) {
            form_table_release(&table);
        }
    }
    assert_int_equal(term_of(&table, analyzer, "häuser"), 0);
    assert_int_equal(term_of(&table, analyzer, "haus"), 0);
    assert_int_equal(table.term_count, 1);
    form_table_release(&table);
    analyzer_destroy(analyzer);
}

int form_table_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stems),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("form table", tests, NULL, NULL);
}
