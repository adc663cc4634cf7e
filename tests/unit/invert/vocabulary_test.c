/* The table of forms against a list that is searched from its beginning. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "indexer/invert/vocabulary.h"
#include "random.h"

enum { MOST_FORMS = 6000 };

struct naive_form {
    char form[24], term[24];
    uint32_t documents;
    uint32_t seen, capitals;
};

struct naive {
    struct naive_form forms[MOST_FORMS];
    size_t count;
};

static struct naive naive;

static struct naive_form *find(const char *form)
{
    for (size_t i = 0; i < naive.count; i++) {
        if (strcmp(naive.forms[i].form, form) == 0) {
            return &naive.forms[i];
        }
    }
    return NULL;
}

static bool add(struct vocabulary_table *table, const struct naive_form *form)
{
    char text[24], term[24]; /* the table keeps copies */
    memcpy(text, form->form, sizeof text);
    memcpy(term, form->term, sizeof term);
    const struct word_form added = {.form = bytes_of_text(text), .term = bytes_of_text(term),
                                    .documents = form->documents, .seen = form->seen,
                                    .capitals = form->capitals};
    return vocabulary_add(table, &added);
}

/* A form of a term that is told by its first letters. */
static struct naive_form any_form(struct random *random, uint32_t terms, uint32_t forms)
{
    struct naive_form form = {{0}, {0}, 0, 0, 0};
    uint32_t term = random_below(random, terms), number = random_below(random, forms);
    snprintf(form.term, sizeof form.term, "%c%u", 'a' + (int)(term % 26), term);
    snprintf(form.form, sizeof form.form, "%s-%u", form.term, number);
    form.documents = random_below(random, 4); /* many are equally frequent */
    form.capitals = random_below(random, 9);
    form.seen = form.capitals + random_below(random, 9);
    return form;
}

static void fill(struct vocabulary_table *table, struct random *random, uint32_t adds,
                 uint32_t terms, uint32_t forms)
{
    naive.count = 0;
    for (uint32_t i = 0; i < adds; i++) {
        struct naive_form form = any_form(random, terms, forms), *there = find(form.form);
        assert_true(add(table, &form));
        if (there != NULL) {
            there->documents += form.documents;
            there->seen += form.seen;
            there->capitals += form.capitals;
        } else {
            assert_true(naive.count < MOST_FORMS);
            naive.forms[naive.count++] = form;
        }
    }
}

static void check_form(const struct naive_form *wanted, const struct word_form *form)
{
    assert_non_null(form);
    assert_true(bytes_equal(form->form, bytes_of_text(wanted->form)));
    assert_true(bytes_equal(form->term, bytes_of_text(wanted->term)));
    assert_int_equal(form->documents, wanted->documents);
    assert_int_equal(form->seen, wanted->seen);
    assert_int_equal(form->capitals, wanted->capitals);
}

static void check_all(const struct vocabulary_table *table)
{
    assert_int_equal(table->form_count, naive.count);
    for (size_t i = 0; i < naive.count; i++) {
        check_form(&naive.forms[i], vocabulary_find(table, bytes_of_text(naive.forms[i].form)));
    }
    assert_null(vocabulary_find(table, bytes_of_text("fehlt")));
    assert_null(vocabulary_find(table, bytes_of_text("")));
}

/* By term, then the most frequent, then by bytes. */
static int compare(const void *left, const void *right)
{
    const struct naive_form *a = left, *b = right;
    int order = strcmp(a->term, b->term);
    if (order == 0 && a->documents != b->documents) {
        return a->documents > b->documents ? -1 : 1;
    }
    return order != 0 ? order : strcmp(a->form, b->form);
}

static void check_families(const struct vocabulary_table *table)
{
    size_t families = 0, end = 0;
    if (naive.count > 0) {
        qsort(naive.forms, naive.count, sizeof *naive.forms, compare);
    }
    for (size_t i = 0; i < naive.count; i = end, families++) {
        const struct naive_form *first = &naive.forms[i];
        for (end = i; end < naive.count && strcmp(naive.forms[end].term, first->term) == 0; end++) {
            check_form(&naive.forms[end], &table->forms[end]);
            assert_int_equal(table->forms[end].family, families);
        }
        const struct word_family *family = vocabulary_family(table, bytes_of_text(first->term));
        assert_ptr_equal(family, table->families + families);
        assert_int_equal(family->first, i);
        assert_int_equal(family->count, end - i);
    }
    assert_int_equal(table->family_count, families);
    assert_null(vocabulary_family(table, bytes_of_text("")));
    assert_null(vocabulary_family(table, bytes_of_text("a")));
    assert_null(vocabulary_family(table, bytes_of_text("zzz")));
}

static void random_tables(void **state)
{
    static const uint32_t sizes[][3] = {{0, 1, 1},     {1, 1, 1},       {300, 1, 40},
                                        {300, 300, 1}, {2000, 100, 10}, {9000, 3000, 3}};
    struct random random = {1};
    (void)state;
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct vocabulary_table table = {0};
        fill(&table, &random, sizes[i][0], sizes[i][1], sizes[i][2]);
        check_all(&table);
        assert_true(vocabulary_sort(&table));
        check_all(&table); /* lookups stay valid */
        check_families(&table);
        vocabulary_release(&table);
        assert_null(vocabulary_find(&table, bytes_of_text("a0-0")));
    }
}

/* Sizes at their ends, zero bytes, and forms that begin alike. */
static void any_bytes(void **state)
{
    static uint8_t text[255];
    struct vocabulary_table table = {0};
    (void)state;
    for (uint32_t size = 1; size <= sizeof text; size++) {
        const struct word_form form = {.form = bytes_of(text, size),
                                       .term = bytes_of(text, size % 2 ? size : size - 1),
                                       .documents = size};
        assert_true(vocabulary_add(&table, &form));
    }
    assert_true(vocabulary_sort(&table));
    assert_int_equal(table.family_count, 128); /* one of two but that of 255 bytes */
    for (uint32_t size = 1; size <= sizeof text; size++) {
        const struct word_form *form = vocabulary_find(&table, bytes_of(text, size));
        assert_non_null(form);
        assert_int_equal(form->documents, size);
        const struct word_family *family = vocabulary_family(&table, form->term);
        assert_non_null(family);
        assert_int_equal(family->count, size < 255 ? 2 : 1);
        assert_int_equal(form - table.forms, family->first + (size < 255 && size % 2));
    }
    vocabulary_release(&table);
}

/* Any allocation may fail, once or from then on; what was added before is still there. */
static void failures(void **state)
{
    bool struck = true;
    (void)state;
    for (size_t n = 1, forever = 0; struck; n += forever, forever = !forever) {
        struct vocabulary_table table = {0};
        struct random random = {7};
        naive.count = 0;
        bool done = true;
        memory_inject_failure(n, (int)forever);
        for (uint32_t i = 0; i < 2500 && done; i++) {
            struct naive_form form = any_form(&random, 100000, 100000);
            done = add(&table, &form);
            naive.forms[naive.count] = form;
            naive.count += done;
        }
        bool sorted = done && vocabulary_sort(&table);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(sorted, !struck);
        assert_int_equal(table.form_count, naive.count);
        for (size_t i = 0; i < naive.count && (!done || sorted); i += 50) {
            check_form(&naive.forms[i], vocabulary_find(&table, bytes_of_text(naive.forms[i].form)));
        }
        vocabulary_release(&table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_tables),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests_name("vocabulary", tests, NULL, NULL);
}
