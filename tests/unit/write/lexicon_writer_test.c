/* Lexicons as the writer makes them, against bytes that were made as FORMAT.md says. */
#include "cmocka_all.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "indexer/write/lexicon_writer.h"
#include "tests/unit/format/naive_lexicon.h"

static struct naive_lexicon lexicon;

/* Forms in any order, with capitals that give the level. */
static void fill_vocabulary(struct vocabulary_table *vocabulary)
{
    for (uint32_t round = 0; round < 2; round++) { /* some twice: counts add up */
        for (uint32_t i = lexicon.count; i > 0; i--) {
            const struct naive_entry *entry = &lexicon.entries[i - 1];
            for (uint32_t j = entry->absent; j < entry->form_count; j++) {
                const struct naive_form *form = &entry->forms[j];
                bool twice = form->documents > 1 && j % 2;
                struct word_form added = {.form = naive_text(form), .term = naive_term(entry),
                                          .documents = form->documents, .seen = 7000,
                                          .capitals = form->capital * 1000u};
                if (twice) {
                    added.documents = round ? form->documents - 1 : 1;
                } else if (round) {
                    continue;
                }
                assert_true(vocabulary_add(vocabulary, &added));
            }
        }
    }
    assert_true(vocabulary_sort(vocabulary));
}

/* Of compounds alone, in the order of families. */
static void fill_splits(struct compounds *compounds)
{
    const struct vocabulary_table *vocabulary = compounds->vocabulary;
    compounds->splits = memory_alloc_array(lexicon.count, sizeof *compounds->splits);
    assert_non_null(compounds->splits);
    for (uint32_t i = 0; i < lexicon.count; i++) {
        const struct naive_entry *entry = &lexicon.entries[i];
        const struct word_family *family = vocabulary_family(vocabulary, naive_term(entry));
        assert_true((family != NULL) == (entry->form_count > 0));
        if (family == NULL || entry->part_count == 0) {
            continue;
        }
        struct word_split *split = &compounds->splits[compounds->split_count++];
        *split = (struct word_split){.form = naive_text(&entry->forms[0]),
                                     .family = (uint32_t)(family - vocabulary->families),
                                     .part_count = (uint8_t)entry->part_count};
        for (uint32_t p = 0; p < entry->part_count; p++) {
            const struct lexicon_part *part = &entry->parts[p];
            split->parts[p] = (struct compound_part){0, part->size, part->strip, part->restore};
        }
    }
}

static void write_all(struct lexicon_writer *writer, const struct compounds *compounds)
{
    for (uint32_t i = 0; i < lexicon.count; i++) {
        lexicon_writer_add(writer, compounds, naive_term(&lexicon.entries[i]));
    }
}

static void check_written(const struct lexicon_writer *writer)
{
    struct buffer wanted = {0};
    naive_lexicon_encode(&lexicon, &wanted);
    assert_int_equal(writer->starts.size, 5 * ((lexicon.count + 31) / 32) + 4);
    assert_int_equal(writer->starts.size + writer->blocks.size, wanted.size);
    assert_memory_equal(writer->starts.data, wanted.data, writer->starts.size);
    if (writer->blocks.size > 0) {
        assert_memory_equal(writer->blocks.data, wanted.data + writer->starts.size,
                            writer->blocks.size);
    }
    buffer_release(&wanted);
}

static void random_lexicons(void **state)
{
    static const uint32_t counts[] = {0, 1, 31, 32, 33, 64, 100, NAIVE_MOST_TERMS};
    struct random random = {11};
    (void)state;
    for (unsigned round = 0; round < 24; round++) {
        struct vocabulary_table vocabulary = {0};
        struct compounds compounds = {.vocabulary = &vocabulary};
        struct lexicon_writer writer = {0};
        naive_lexicon_fill(&lexicon, &random, counts[round % 8]);
        writer.documents = lexicon.documents = round % 2 ? 300000 : 1;
        fill_vocabulary(&vocabulary);
        fill_splits(&compounds);
        write_all(&writer, &compounds);
        assert_int_equal(lexicon_writer_finish(&writer, NULL), STATUS_OK);
        check_written(&writer);
        lexicon_writer_release(&writer);
        compounds_release(&compounds);
        vocabulary_release(&vocabulary);
    }
}

/* An index without parts: nothing was split. */
static void no_splits(void **state)
{
    struct random random = {12};
    struct vocabulary_table vocabulary = {0};
    struct compounds compounds = {.vocabulary = &vocabulary};
    struct lexicon_writer writer = {0};
    (void)state;
    do {
        naive_lexicon_fill(&lexicon, &random, 1);
    } while (lexicon.entries[0].part_count > 0 || lexicon.entries[0].form_count < 2);
    fill_vocabulary(&vocabulary);
    write_all(&writer, &compounds);
    assert_int_equal(lexicon_writer_finish(&writer, NULL), STATUS_OK);
    check_written(&writer);
    lexicon_writer_release(&writer);
    vocabulary_release(&vocabulary);
}

/* Any allocation may fail, once or from then on: the end says so. */
static void failures(void **state)
{
    struct random random = {13};
    struct vocabulary_table vocabulary = {0};
    struct compounds compounds = {.vocabulary = &vocabulary};
    bool struck = true;
    (void)state;
    naive_lexicon_fill(&lexicon, &random, 100);
    fill_vocabulary(&vocabulary);
    fill_splits(&compounds);
    for (size_t n = 1, forever = 0; struck; n += forever, forever = !forever) {
        struct lexicon_writer writer = {0};
        struct error err = ERROR_NONE;
        memory_inject_failure(n, (int)forever);
        write_all(&writer, &compounds);
        enum status status = lexicon_writer_finish(&writer, &err);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        if (!struck) {
            check_written(&writer);
        }
        lexicon_writer_release(&writer);
    }
    compounds_release(&compounds);
    vocabulary_release(&vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_lexicons),
        cmocka_unit_test(no_splits),
        cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests_name("lexicon writer", tests, NULL, NULL);
}
