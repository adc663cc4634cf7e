#include "indexer/write/compounds.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/format/lexicon.h"
#include "indexer/invert/pipeline.h"

enum { CAPITAL_WEIGHT = 8 /* of a stored level, as if so many words a document had been seen */ };

/* A lexicon's level as counts that give the same level again. */
static void add_capitals(struct word_form *form, const struct lexicon_form *stored)
{
    const uint32_t most = UINT32_MAX / (CAPITAL_WEIGHT * LEXICON_CAPITAL_LEVELS);
    uint32_t documents = stored->documents < most ? stored->documents : most;
    form->seen = documents * CAPITAL_WEIGHT * (LEXICON_CAPITAL_LEVELS - 1);
    form->capitals = documents * CAPITAL_WEIGHT * stored->capital;
}

enum status vocabulary_add_lexicon(struct vocabulary_table *vocabulary,
                                   const struct segment *segment, struct error *err)
{
    struct lexicon_walk *walk = memory_alloc_array(1, sizeof *walk);
    enum status status = walk ? STATUS_OK : error_set_memory(err);
    bool found = status == STATUS_OK;
    while (status == STATUS_OK && found) {
        status = lexicon_next(segment, walk, &found, err);
        if (status != STATUS_OK || !found) {
            break;
        }
        if (walk->form.documents == 0) { /* stands only for what was split elsewhere */
            continue;
        }
        struct word_form form = {.form = bytes_of(walk->form.text, walk->form.size),
                                 .term = walk->entry.term,
                                 .documents = walk->form.documents};
        add_capitals(&form, &walk->form);
        if (!vocabulary_add(vocabulary, &form)) {
            status = error_set_memory(err);
        }
    }
    memory_free(walk);
    return status;
}

/* Bytes from outside: parts must not reach beyond the word that they are of. */
static bool parts_cover(const struct lexicon_walk *walk)
{
    uint32_t size = 0;
    for (uint32_t i = 0; i < walk->entry.part_count; i++) {
        size += walk->entry.parts[i].size;
    }
    return walk->entry.part_count == 0 || size == walk->form.size;
}

/* Keeps what the entry says of its first form, unless an older segment has the term. */
static bool add_decision(struct known_words *known, const struct lexicon_walk *walk)
{
    size_t before = known->decided.form_count;
    const struct word_form key = {.form = walk->entry.term,
                                  .term = bytes_of(walk->form.text, walk->form.size)};
    if (before == known->capacity) {
        size_t capacity = known->capacity ? 2 * known->capacity : 4096;
        struct word_split *splits = memory_resize(known->splits, capacity * sizeof *splits);
        if (splits == NULL) {
            return false;
        }
        known->splits = splits;
        known->capacity = capacity;
    }
    if (!vocabulary_add(&known->decided, &key)) {
        return false;
    }
    if (known->decided.form_count > before) {
        struct word_split *split = &known->splits[before];
        *split = (struct word_split){.part_count = (uint8_t)walk->entry.part_count};
        uint8_t start = 0;
        for (unsigned i = 0; i < split->part_count; i++) {
            const struct lexicon_part *part = &walk->entry.parts[i];
            split->parts[i] =
                (struct compound_part){start, part->size, part->strip, part->restore};
            start = (uint8_t)(start + part->size);
        }
    }
    return true;
}

enum status known_words_add(struct known_words *known, const struct segment *segment,
                            struct error *err)
{
    struct lexicon_walk *walk = memory_alloc_array(1, sizeof *walk);
    enum status status = walk ? vocabulary_add_lexicon(&known->vocabulary, segment, err)
                              : error_set_memory(err);
    bool found = status == STATUS_OK;
    known->documents += segment->facts.documents;
    while (status == STATUS_OK && found) {
        status = lexicon_next(segment, walk, &found, err);
        bool first = status == STATUS_OK && found && walk->left + 1 == walk->entry.forms;
        if (first && !parts_cover(walk)) {
            status = segment_damaged(segment, walk->entry.at, "lexicon", err);
        } else if (first && !add_decision(known, walk)) {
            status = error_set_memory(err);
        }
    }
    memory_free(walk);
    return status;
}

enum status known_words_finish(struct known_words *known, struct error *err)
{
    return vocabulary_sort(&known->vocabulary) ? STATUS_OK : error_set_memory(err);
}

void known_words_release(struct known_words *known)
{
    vocabulary_release(&known->vocabulary);
    vocabulary_release(&known->decided);
    memory_free(known->splits);
    *known = (struct known_words){0};
}

/* What the splitter asks: all words, old and new. */
struct lookup {
    const struct vocabulary_table *tables[2]; /* the second may be NULL */
    const struct word_stats *stats;           /* by form of the first table */
    struct analyzer *analyzer;
};

struct family_sum {
    uint64_t documents, capitals; /* capitals: of level times documents */
};

static void add_family(const struct vocabulary_table *table, const struct word_family *family,
                       struct family_sum *sum)
{
    for (uint32_t i = 0; family != NULL && i < family->count; i++) {
        const struct word_form *form = &table->forms[family->first + i];
        sum->documents += form->documents;
        sum->capitals += (uint64_t)form->documents * word_form_capital(form);
    }
}

static uint8_t capital_of(const struct family_sum *sum)
{
    return sum->documents ? lexicon_capital_share(sum->capitals, sum->documents) : 0;
}

static uint32_t at_most_u32(uint64_t value)
{
    return value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
}

static void stem_stats(const struct lookup *lookup, struct bytes term, struct word_stats *stats)
{
    struct family_sum sum = {0, 0};
    for (int i = 0; i < 2 && lookup->tables[i] != NULL; i++) {
        add_family(lookup->tables[i], vocabulary_family(lookup->tables[i], term), &sum);
    }
    stats->stem_documents = at_most_u32(sum.documents);
    stats->stem_capital = capital_of(&sum);
}

/* Of the new words alone: most forms are asked for many times. */
static struct word_stats *make_stats(const struct vocabulary_table *table)
{
    struct word_stats *stats = memory_alloc_array(table->form_count, sizeof *stats);
    for (size_t f = 0; stats != NULL && f < table->family_count; f++) {
        const struct word_family *family = &table->families[f];
        struct family_sum sum = {0, 0};
        add_family(table, family, &sum);
        for (uint32_t i = family->first; i < family->first + family->count; i++) {
            const struct word_form *form = &table->forms[i];
            struct family_sum own = {form->documents,
                                     (uint64_t)form->documents * word_form_capital(form)};
            stats[i] = (struct word_stats){form->documents, at_most_u32(sum.documents),
                                           capital_of(&own), capital_of(&sum)};
        }
    }
    return stats;
}

static bool find_form(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct lookup *lookup = context;
    const struct vocabulary_table *fresh = lookup->tables[0], *known = lookup->tables[1];
    const struct word_form *there = vocabulary_find(fresh, form);
    const struct word_form *old = known ? vocabulary_find(known, form) : NULL;
    *stats = there ? lookup->stats[there - fresh->forms] : (struct word_stats){0};
    if (known != NULL && (there != NULL || old != NULL)) { /* a table may have the stem alone */
        struct family_sum own = {0, 0};
        const struct word_form *both[2] = {there, old};
        for (int i = 0; i < 2; i++) {
            own.documents += both[i] ? both[i]->documents : 0;
            own.capitals +=
                both[i] ? (uint64_t)both[i]->documents * word_form_capital(both[i]) : 0;
        }
        stem_stats(lookup, there ? there->term : old->term, stats);
        stats->documents = at_most_u32(own.documents);
        stats->capital = capital_of(&own);
    }
    return stats->documents > 0;
}

static bool find_stem(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct lookup *lookup = context;
    struct bytes term;
    *stats = (struct word_stats){0};
    if (analyzer_term(lookup->analyzer, form, &term, NULL) != STATUS_OK) {
        return false;
    }
    stem_stats(lookup, term, stats);
    return stats->stem_documents > 0;
}

/* The decision of an older segment; false if there is none. */
static bool take_known(const struct known_words *known, const struct word_form *form,
                       struct word_split *split)
{
    const struct word_form *decided =
        known ? vocabulary_find(&known->decided, form->term) : NULL;
    if (decided == NULL) {
        return false;
    }
    const struct word_split *old = &known->splits[decided - known->decided.forms];
    *split = *old;
    split->form = decided->term;
    return true;
}

static int compare_terms(const void *left, const void *right)
{
    const struct bytes *a = left, *b = right;
    return bytes_compare(*a, *b);
}

/* Numbers the terms of the parts in byte order: part_terms then speak of `terms`. */
static enum status sort_terms(struct compounds *compounds, struct error *err)
{
    size_t count = compounds->words.term_count;
    compounds->terms = memory_alloc_array(count, sizeof *compounds->terms);
    uint32_t *rank = memory_alloc_array(count, sizeof *rank);
    if (compounds->terms == NULL || rank == NULL) {
        memory_free(rank);
        return error_set_memory(err);
    }
    if (count > 0) {
        memcpy(compounds->terms, compounds->words.terms, count * sizeof *compounds->terms);
        qsort(compounds->terms, count, sizeof *compounds->terms, compare_terms);
    }
    compounds->term_count = count;
    for (size_t i = 0; i < count; i++) {
        const struct bytes *place = bsearch(&compounds->words.terms[i], compounds->terms, count,
                                            sizeof *place, compare_terms);
        rank[i] = (uint32_t)(place - compounds->terms);
    }
    uint32_t *terms = (uint32_t *)(void *)compounds->part_terms.data;
    for (size_t i = 0; i < compounds->part_terms.size / sizeof *terms; i++) {
        terms[i] = rank[terms[i]];
    }
    memory_free(rank);
    return STATUS_OK;
}

/* The families are split in ranges, by several threads; the terms of parts are numbered in order. */
struct learning {
    struct compounds *compounds;
    const struct compound_rules *rules;
    struct splitter *splitter;
    struct word_stats *stats;    /* by form */
    struct analyzer **analyzers; /* by worker, and one for the terms of parts */
    size_t next;                 /* family */
};

enum { RANGE = 1024 };

struct range {
    size_t first, count;
    struct word_split splits[RANGE];
};

static enum status take_range(void *context, void **taken, struct error *err)
{
    struct learning *learning = context;
    size_t left = learning->compounds->vocabulary->family_count - learning->next;
    if (left == 0) {
        return STATUS_OK;
    }
    struct range *range = memory_alloc(sizeof *range);
    if (range == NULL) {
        return error_set_memory(err);
    }
    range->first = learning->next;
    range->count = left < RANGE ? left : RANGE;
    learning->next += range->count;
    *taken = range;
    return STATUS_OK;
}

static enum status split_range(void *context, unsigned worker, void *job, struct error *err)
{
    const struct learning *learning = context;
    struct range *range = job;
    const struct compound_rules *rules = learning->rules;
    const struct vocabulary_table *vocabulary = learning->compounds->vocabulary;
    const struct known_words *known = rules->known;
    const struct lookup lookup = {{vocabulary, known ? &known->vocabulary : NULL},
                                  learning->stats,
                                  learning->analyzers[worker]};
    const struct vocabulary words = {&lookup, rules->documents + (known ? known->documents : 0),
                                     find_form, find_stem};
    (void)err;
    for (size_t i = 0; i < range->count; i++) {
        size_t number = range->first + i;
        const struct word_form *form = &vocabulary->forms[vocabulary->families[number].first];
        struct word_split *split = &range->splits[i];
        *split = (struct word_split){.form = form->form};
        if (!take_known(known, form, split)) {
            split->part_count =
                (uint8_t)splitter_split(learning->splitter, &words, form->form, split->parts);
        }
    }
    return STATUS_OK;
}

/* Notes the terms of a split word's parts. */
static enum status add_parts(struct learning *learning, struct word_split *split,
                             struct error *err)
{
    struct compounds *compounds = learning->compounds;
    split->first_part = (uint32_t)(compounds->part_terms.size / sizeof(uint32_t));
    for (unsigned i = 0; i < split->part_count; i++) {
        uint8_t word[COMPOUND_MAX_FORM_BYTES + 2];
        uint32_t number;
        size_t size = compound_part_word(split->form, &split->parts[i], word);
        enum status status = form_table_find(&compounds->words,
                                             learning->analyzers[learning->rules->threads],
                                             bytes_of(word, size), &number, err);
        if (status != STATUS_OK) {
            return status;
        }
        const uint32_t *term = &compounds->words.forms[number].term;
        buffer_append(&compounds->part_terms, term, sizeof *term);
    }
    return compounds->part_terms.failed ? error_set_memory(err) : STATUS_OK;
}

static void drop_range(void *context, void *job)
{
    (void)context;
    memory_free(job);
}

static bool reserve_split(struct compounds *compounds)
{
    if (compounds->split_count < compounds->split_capacity) {
        return true;
    }
    size_t capacity = compounds->split_capacity ? 2 * compounds->split_capacity : RANGE;
    struct word_split *splits = memory_resize(compounds->splits, capacity * sizeof *splits);
    if (splits == NULL) {
        return false;
    }
    compounds->splits = splits;
    compounds->split_capacity = capacity;
    return true;
}

static enum status deliver_range(void *context, void *job, struct error *err)
{
    struct learning *learning = context;
    struct compounds *compounds = learning->compounds;
    struct range *range = job;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < range->count && status == STATUS_OK; i++) {
        if (range->splits[i].part_count < 2) {
            continue;
        }
        if (!reserve_split(compounds)) {
            status = error_set_memory(err);
            break;
        }
        struct word_split *split = &compounds->splits[compounds->split_count++];
        *split = range->splits[i];
        split->family = (uint32_t)(range->first + i);
        status = add_parts(learning, split, err);
    }
    drop_range(context, job);
    return status;
}

static enum status create_analyzers(struct learning *learning, struct error *err)
{
    unsigned count = learning->rules->threads + 1;
    learning->analyzers = memory_alloc_array(count, sizeof(struct analyzer *));
    enum status status = learning->analyzers ? STATUS_OK : error_set_memory(err);
    for (unsigned i = 0; i < count && status == STATUS_OK; i++) {
        status = analyzer_create(&learning->analyzers[i], learning->rules->analyzer, err);
    }
    return status;
}

enum status compounds_learn(struct compounds *compounds, const struct vocabulary_table *vocabulary,
                            const struct compound_rules *rules, struct error *err)
{
    struct learning learning = {.compounds = compounds, .rules = rules};
    const struct pipeline pipeline = {&learning, take_range, split_range, deliver_range, drop_range};
    compounds->vocabulary = vocabulary;
    learning.stats = make_stats(vocabulary);
    enum status status =
        learning.stats ? create_analyzers(&learning, err) : error_set_memory(err);
    if (status == STATUS_OK) {
        status = splitter_create(&learning.splitter, rules->exceptions, err);
    }
    if (status == STATUS_OK) {
        status = pipeline_run(&pipeline, rules->threads, err);
    }
    for (unsigned i = 0; learning.analyzers != NULL && i <= rules->threads; i++) {
        analyzer_destroy(learning.analyzers[i]);
    }
    memory_free(learning.analyzers);
    memory_free(learning.stats);
    splitter_destroy(learning.splitter);
    return status == STATUS_OK ? sort_terms(compounds, err) : status;
}

const struct word_split *compounds_split(const struct compounds *compounds, uint32_t family)
{
    size_t low = 0, high = compounds->split_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct word_split *split = &compounds->splits[middle];
        if (split->family == family) {
            return split;
        }
        if (split->family < family) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

bool compounds_has_part(const struct compounds *compounds, struct bytes term)
{
    return compounds->term_count > 0 &&
           bsearch(&term, compounds->terms, compounds->term_count, sizeof *compounds->terms,
                   compare_terms) != NULL;
}

void compounds_release(struct compounds *compounds)
{
    memory_free(compounds->splits);
    memory_free(compounds->terms);
    buffer_release(&compounds->part_terms);
    form_table_release(&compounds->words);
    *compounds = (struct compounds){0};
}
