/* What is split: against a splitter that asks two plain lists of words, old and new. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/compound/exceptions.h"
#include "indexer/write/compounds.h"
#include "tests/unit/format/naive_lexicon.h"

enum { MOST_WORDS = 3000 };

/* A word and its stem, counted in older segments and in the new one. */
struct word {
    char form[64], term[64];
    uint32_t documents[2], capital[2]; /* capital: as a level, 0 to 7 */
};

struct word_list {
    struct word words[MOST_WORDS];
    size_t count;
    bool known; /* whether there are older segments at all */
    struct analyzer *analyzer;
};

static struct word_list list;

static void find_term(struct bytes form, char term[64])
{
    struct bytes found;
    assert_int_equal(analyzer_term(list.analyzer, form, &found, NULL), STATUS_OK);
    assert_in_range(found.size, 1, 63);
    memcpy(term, found.data, found.size);
    term[found.size] = 0;
}

/* A mean of levels 0 to 7, as a share of 255. */
static uint8_t share(uint64_t levels, uint64_t documents)
{
    return (uint8_t)(documents ? levels * 255 / (documents * 7) : 0);
}

static bool sum_words(const char *term, struct bytes form, struct word_stats *stats)
{
    uint64_t own = 0, own_levels = 0, all = 0, levels = 0;
    for (size_t i = 0; i < list.count; i++) {
        const struct word *word = &list.words[i];
        for (int age = 0; age < 2 && strcmp(word->term, term) == 0; age++) {
            all += word->documents[age];
            levels += (uint64_t)word->documents[age] * word->capital[age];
            if (bytes_equal(form, bytes_of_text(word->form))) {
                own += word->documents[age];
                own_levels += (uint64_t)word->documents[age] * word->capital[age];
            }
        }
    }
    *stats = (struct word_stats){(uint32_t)own, (uint32_t)all, share(own_levels, own),
                                 share(levels, all)};
    return own > 0;
}

static bool find_form(const void *context, struct bytes form, struct word_stats *stats)
{
    (void)context;
    for (size_t i = 0; i < list.count; i++) {
        if (bytes_equal(form, bytes_of_text(list.words[i].form))) {
            return sum_words(list.words[i].term, form, stats);
        }
    }
    return false;
}

static bool find_stem(const void *context, struct bytes form, struct word_stats *stats)
{
    char term[64];
    (void)context;
    find_term(form, term);
    sum_words(term, bytes_of(NULL, 0), stats);
    return stats->stem_documents > 0;
}

/* --- words --- */

static void add_word(struct random *random, const char *form)
{
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.words[i].form, form) == 0) {
            return;
        }
    }
    assert_true(list.count < MOST_WORDS);
    struct word *word = &list.words[list.count++];
    *word = (struct word){0};
    snprintf(word->form, sizeof word->form, "%s", form);
    find_term(bytes_of_text(form), word->term);
    for (int age = 0; age < 2; age++) {
        bool there = age == 0 ? list.known && random_below(random, 2) : random_below(random, 5) > 0;
        word->documents[age] = there ? 1 + random_below(random, 60) : 0;
        word->capital[age] = random_below(random, 4) ? 7 : random_below(random, 8);
    }
}

/* Nouns, some with an ending, some of them several in a row. */
static void fill_words(struct random *random, size_t count)
{
    static const char *const nouns[] = {"garten", "schule", "geschichte", "arbeit", "wald", "zorbel",
        "frax", "betrieb", "rat", "wahl", "häuser", "bücher", "zeitung", "papier", "kinder", "quomp",
        "minister", "politik", "wasser", "lampe"};
    static const char *const links[] = {"", "", "", "s", "n", "en", "es"};
    list.count = 0;
    for (unsigned i = 0; i < 20; i++) {
        add_word(random, nouns[i]);
    }
    while (list.count < count) {
        char form[64] = "";
        unsigned parts = 1 + random_below(random, 3);
        for (unsigned i = 0; i < parts; i++) {
            strcat(strcat(form, nouns[random_below(random, 20)]), links[random_below(random, 7)]);
        }
        add_word(random, form);
    }
}

static void fill_vocabulary(struct vocabulary_table *vocabulary, int age)
{
    for (size_t i = 0; i < list.count; i++) {
        const struct word *word = &list.words[i];
        const struct word_form form = {.form = bytes_of_text(word->form),
                                       .term = bytes_of_text(word->term),
                                       .documents = word->documents[age], .seen = 7000,
                                       .capitals = word->capital[age] * 1000u};
        assert_true(form.documents == 0 || vocabulary_add(vocabulary, &form));
    }
    assert_true(vocabulary_sort(vocabulary));
}

/* Every tenth old term was decided: whole, or in two at some place. */
static void decide(struct known_words *known, struct random *random)
{
    known->splits = memory_alloc_array(list.count, sizeof *known->splits);
    assert_non_null(known->splits);
    for (size_t i = 0; i < list.count; i++) {
        const struct word *word = &list.words[i];
        size_t before = known->decided.form_count, size = strlen(word->form);
        const struct word_form key = {.form = bytes_of_text(word->term),
                                      .term = bytes_of_text(word->form)};
        if (word->documents[0] == 0 || random_below(random, 10) > 0) {
            continue;
        }
        assert_true(vocabulary_add(&known->decided, &key));
        if (known->decided.form_count > before && random_below(random, 2)) {
            uint8_t left = (uint8_t)(1 + random_below(random, size - 1));
            known->splits[before] = (struct word_split){
                .part_count = 2, .parts = {{0, left, 0, 0}, {left, (uint8_t)(size - left), 0, 0}}};
        }
    }
}

/* --- what is wanted --- */

/* The most frequent form of the term in the new segment, the first by its bytes. */
static const struct word *main_form(const char *term)
{
    const struct word *best = NULL;
    for (size_t i = 0; i < list.count; i++) {
        const struct word *word = &list.words[i];
        if (word->documents[1] > 0 && strcmp(word->term, term) == 0 &&
            (best == NULL || word->documents[1] > best->documents[1] ||
             (word->documents[1] == best->documents[1] && strcmp(word->form, best->form) < 0))) {
            best = word;
        }
    }
    return best;
}

static void check_part_terms(const struct compounds *compounds, const struct word_split *split)
{
    const uint32_t *terms = (const uint32_t *)(const void *)compounds->part_terms.data;
    for (unsigned i = 0; i < split->part_count; i++) {
        const struct compound_part *part = &split->parts[i];
        char word[96] = "", term[64];
        memcpy(word, split->form.data + part->start, (size_t)part->size - part->strip);
        strncat(word, "en", part->restore);
        find_term(bytes_of_text(word), term);
        assert_true(split->first_part + i < compounds->part_terms.size / sizeof *terms);
        uint32_t number = terms[split->first_part + i];
        assert_true(number < compounds->term_count);
        assert_true(bytes_equal(compounds->terms[number], bytes_of_text(term)));
        assert_true(compounds_has_part(compounds, bytes_of_text(term)));
    }
}

/* The number of families with parts. */
static size_t check_splits(const struct compounds *compounds, const struct splitter *splitter,
                           const struct compound_rules *rules)
{
    const struct vocabulary_table *table = compounds->vocabulary;
    const struct known_words *known = rules->known;
    const struct vocabulary words = {NULL, rules->documents + (known ? known->documents : 0),
                                     find_form, find_stem};
    size_t split_count = 0;
    for (size_t f = 0; f < table->family_count; f++) {
        const struct word_split *split = compounds_split(compounds, (uint32_t)f);
        struct bytes term = table->forms[table->families[f].first].term;
        char text[64] = "";
        memcpy(text, term.data, term.size);
        const struct word *word = main_form(text);
        assert_non_null(word);
        const struct word_form *old = known ? vocabulary_find(&known->decided, term) : NULL;
        struct word_split wanted = {.form = bytes_of_text(word->form)};
        if (old != NULL) {
            wanted = known->splits[old - known->decided.forms];
            wanted.form = old->term;
        } else {
            wanted.part_count =
                (uint8_t)splitter_split(splitter, &words, wanted.form, wanted.parts);
        }
        if (wanted.part_count < 2) {
            assert_null(split);
            continue;
        }
        assert_non_null(split);
        assert_int_equal(split->family, f);
        assert_ptr_equal(split, &compounds->splits[split_count++]);
        assert_true(bytes_equal(split->form, wanted.form));
        assert_int_equal(split->part_count, wanted.part_count);
        assert_memory_equal(split->parts, wanted.parts, wanted.part_count * sizeof *split->parts);
        check_part_terms(compounds, split);
    }
    return split_count;
}

static void check_terms(const struct compounds *compounds)
{
    for (size_t i = 1; i < compounds->term_count; i++) {
        assert_true(bytes_compare(compounds->terms[i - 1], compounds->terms[i]) < 0);
    }
    assert_false(compounds_has_part(compounds, bytes_of_text("fehlt")));
    assert_false(compounds_has_part(compounds, bytes_of_text("")));
}

static void check_learn(const struct compound_rules *rules, const struct vocabulary_table *vocabulary,
                        size_t least)
{
    struct splitter *splitter = NULL;
    assert_int_equal(splitter_create(&splitter, rules->exceptions, NULL), STATUS_OK);
    for (unsigned threads = 1; threads <= 3; threads += 2) {
        struct compounds compounds = {0};
        struct compound_rules own = *rules;
        own.threads = threads;
        assert_int_equal(compounds_learn(&compounds, vocabulary, &own, NULL), STATUS_OK);
        size_t split_count = check_splits(&compounds, splitter, &own);
        assert_int_equal(split_count, compounds.split_count);
        assert_true(split_count >= least);
        check_terms(&compounds);
        compounds_release(&compounds);
    }
    splitter_destroy(splitter);
}

static const char user_file[] = "zorbelfrax\tzorbel+frax\nwahlbetrieb\tw+ahl+betrieb\nschulgarten\n";

static void check_words(size_t count, bool with_known, bool with_file)
{
    struct random random = {count};
    struct known_words known = {.documents = 700};
    struct vocabulary_table vocabulary = {0};
    struct exceptions *exceptions = NULL;
    struct compound_rules rules = {.analyzer = ANALYZER_GERMAN, .documents = 300};
    list.known = with_known;
    assert_int_equal(analyzer_create(&list.analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    fill_words(&random, count);
    fill_vocabulary(&vocabulary, 1);
    if (with_known) {
        fill_vocabulary(&known.vocabulary, 0);
        decide(&known, &random);
        rules.known = &known;
    }
    if (with_file) {
        assert_int_equal(exceptions_parse(&exceptions, bytes_of_text(user_file), "f", NULL),
                         STATUS_OK);
        rules.exceptions = exceptions;
    }
    check_learn(&rules, &vocabulary, count / 10);
    exceptions_destroy(exceptions);
    vocabulary_release(&vocabulary);
    known_words_release(&known);
    analyzer_destroy(list.analyzer);
}

static void new_words(void **state)
{
    (void)state;
    check_words(60, false, false);
    check_words(300, false, true);
    check_words(2600, false, false); /* several ranges of families */
}

static void old_words(void **state)
{
    (void)state;
    check_words(90, true, true);
    check_words(1500, true, false);
}

/* --- what older segments decided --- */

static struct naive_lexicon lexicons[3];

static const struct naive_entry *find_entry(const struct naive_lexicon *lexicon, struct bytes term)
{
    for (uint32_t i = 0; i < lexicon->count; i++) {
        if (bytes_equal(naive_term(&lexicon->entries[i]), term)) {
            return &lexicon->entries[i];
        }
    }
    return NULL;
}

static void check_decision(const struct known_words *known, const struct naive_entry *entry)
{
    const struct word_form *decided = vocabulary_find(&known->decided, naive_term(entry));
    if (entry->form_count == 0) {
        return;
    }
    assert_non_null(decided);
    const struct word_split *split = &known->splits[decided - known->decided.forms];
    assert_true(bytes_equal(decided->term, naive_text(&entry->forms[0])));
    assert_int_equal(split->part_count, entry->part_count);
    uint32_t start = 0;
    for (uint32_t i = 0; i < entry->part_count; i++) {
        assert_int_equal(split->parts[i].start, start);
        assert_int_equal(split->parts[i].size, entry->parts[i].size);
        assert_int_equal(split->parts[i].strip, entry->parts[i].strip);
        assert_int_equal(split->parts[i].restore, entry->parts[i].restore);
        start += entry->parts[i].size;
    }
}

/* The oldest segment that has a word decides; forms of all segments are counted. */
static void older_segments(void **state)
{
    struct random random = {9};
    struct known_words known = {0};
    struct naive_segment segments[2];
    (void)state;
    naive_lexicon_fill(&lexicons[0], &random, 100);
    naive_lexicon_fill(&lexicons[1], &random, 100);
    lexicons[2].documents = 1;
    lexicons[2].count = 0; /* some terms of the first with what the second says of others */
    for (uint32_t i = 0; i < 100; i += 4) {
        struct naive_entry entry = lexicons[1].entries[i];
        memcpy(entry.term, lexicons[0].entries[i].term, sizeof entry.term);
        entry.term_size = lexicons[0].entries[i].term_size;
        lexicons[2].entries[lexicons[2].count++] = entry;
    }
    naive_segment_make(&segments[0], &lexicons[0]);
    naive_segment_make(&segments[1], &lexicons[2]);
    for (int s = 0; s < 2; s++) {
        assert_int_equal(known_words_add(&known, &segments[s].segment, NULL), STATUS_OK);
    }
    assert_int_equal(known_words_finish(&known, NULL), STATUS_OK);
    assert_int_equal(known.documents, 2);
    for (uint32_t i = 0; i < 100; i++) {
        check_decision(&known, &lexicons[0].entries[i]);
    }
    for (uint32_t i = 0; i < lexicons[2].count; i++) {
        const struct naive_entry *entry = &lexicons[2].entries[i];
        const struct naive_entry *older = find_entry(&lexicons[0], naive_term(entry));
        check_decision(&known, older->form_count > 0 ? older : entry);
    }
    known_words_release(&known);
    naive_segment_release(&segments[0]);
    naive_segment_release(&segments[1]);
}

/* Every form with documents is counted, with a share of capitals that gives its level again. */
static void counted_forms(void **state)
{
    struct random random = {10};
    struct vocabulary_table vocabulary = {0};
    struct naive_segment segment;
    size_t count = 0;
    (void)state;
    naive_lexicon_fill(&lexicons[0], &random, 150);
    naive_segment_make(&segment, &lexicons[0]);
    for (int twice = 0; twice < 2; twice++) {
        assert_int_equal(vocabulary_add_lexicon(&vocabulary, &segment.segment, NULL), STATUS_OK);
    }
    for (uint32_t i = 0; i < 150; i++) {
        const struct naive_entry *entry = &lexicons[0].entries[i];
        for (uint32_t j = 0; j < entry->form_count; j++) {
            const struct naive_form *wanted = &entry->forms[j];
            const struct word_form *form = vocabulary_find(&vocabulary, naive_text(wanted));
            assert_true((form != NULL) == (wanted->documents > 0));
            if (form != NULL) {
                assert_int_equal(form->documents, 2 * wanted->documents);
                assert_int_equal(word_form_capital(form), wanted->capital);
                assert_true(bytes_equal(form->term, naive_term(entry)));
                count++;
            }
        }
    }
    assert_int_equal(vocabulary.form_count, count);
    naive_segment_release(&segment);
    vocabulary_release(&vocabulary);
}

/* Parts that leave nothing of their word for the last one. */
static void damaged_parts(void **state)
{
    static const struct lexicon_part wrong[][2] = {
        {{12, 0, 0}, {1, 0, 0}}, {{13, 0, 0}, {1, 0, 0}}, {{255, 0, 0}, {255, 0, 2}},
        {{140, 0, 0}, {128, 0, 0}} /* 12 modulo 256 */};
    (void)state;
    for (unsigned i = 0; i <= sizeof wrong / sizeof *wrong; i++) {
        struct known_words known = {0};
        struct naive_segment segment;
        struct error err = ERROR_NONE;
        lexicons[0].count = 1;
        lexicons[0].entries[0] = (struct naive_entry){
            .term = "apfelgart", .term_size = 9, .form_count = 1, .part_count = 2,
            .parts = {{6, 1, 0}, {6, 0, 0}}, .forms = {{"apfelsgarten", 12, 3, 7}}};
        if (i > 0) {
            memcpy(lexicons[0].entries[0].parts, wrong[i - 1], sizeof wrong[i - 1]);
        }
        naive_segment_make(&segment, &lexicons[0]);
        enum status status = known_words_add(&known, &segment.segment, &err);
        assert_int_equal(status, i > 0 ? STATUS_DAMAGED : STATUS_OK);
        assert_int_equal(err.status, status);
        known_words_release(&known);
        naive_segment_release(&segment);
    }
}

/* --- failures --- */

static enum status learn_all(const struct naive_segment *segment, bool *sorted, struct error *err)
{
    struct known_words known = {0};
    struct vocabulary_table vocabulary = {0};
    struct compounds compounds = {0};
    const struct compound_rules rules = {.analyzer = ANALYZER_GERMAN, .known = &known,
                                         .documents = 300, .threads = 1};
    enum status status = known_words_add(&known, &segment->segment, err);
    if (status == STATUS_OK) {
        status = known_words_finish(&known, err);
    }
    for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
        const struct word_form form = {.form = bytes_of_text(list.words[i].form),
                                       .term = bytes_of_text(list.words[i].term),
                                       .documents = 1 + list.words[i].documents[1]};
        status = vocabulary_add(&vocabulary, &form) ? STATUS_OK : error_set_memory(err);
    }
    *sorted = status == STATUS_OK && vocabulary_sort(&vocabulary);
    if (status == STATUS_OK) {
        status = *sorted ? compounds_learn(&compounds, &vocabulary, &rules, err)
                         : error_set_memory(err);
    }
    compounds_release(&compounds);
    vocabulary_release(&vocabulary);
    known_words_release(&known);
    return status;
}

static void failures(void **state)
{
    struct random random = {14};
    struct naive_segment segment;
    bool struck = true, sorted;
    (void)state;
    list.known = false;
    assert_int_equal(analyzer_create(&list.analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    fill_words(&random, 100);
    naive_lexicon_fill(&lexicons[0], &random, 60);
    naive_segment_make(&segment, &lexicons[0]);
    for (size_t n = 1, forever = 0; struck; n += forever, forever = !forever) {
        struct error err = ERROR_NONE;
        memory_inject_failure(n, (int)forever);
        enum status status = learn_all(&segment, &sorted, &err);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
    }
    naive_segment_release(&segment);
    analyzer_destroy(list.analyzer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_words),      cmocka_unit_test(old_words),
        cmocka_unit_test(older_segments), cmocka_unit_test(counted_forms),
        cmocka_unit_test(damaged_parts),  cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests_name("compounds", tests, NULL, NULL);
}
