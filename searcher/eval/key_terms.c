#include "searcher/eval/key_terms.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/score/bm25.h"
#include "searcher/eval/written.h"

/* A form of the document, then a term of it. */
struct entry {
    struct bytes form, term; /* form: of the tokens */
    uint32_t first, count;   /* token; occurrences */
    uint64_t document_frequency;
    double weight;
};

struct maker {
    struct key_terms *key;
    const struct index *index;
    struct analyzer *analyzer;
    struct entry *entries;
    size_t entry_count, title; /* title: its tokens */
    struct error *err;
};

static int compare_forms(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = bytes_compare(a->form, b->form);
    return order ? order : (a->first > b->first) - (a->first < b->first);
}

static int compare_terms(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = bytes_compare(a->term, b->term);
    return order ? order : (a->first > b->first) - (a->first < b->first);
}

static int compare_weights(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = (a->weight < b->weight) - (a->weight > b->weight);
    return order ? order : (a->first > b->first) - (a->first < b->first);
}

static void sort(struct maker *maker, int compare(const void *, const void *))
{
    if (maker->entry_count > 0) {
        qsort(maker->entries, maker->entry_count, sizeof *maker->entries, compare);
    }
}

static enum status segment_texts(struct maker *maker, const struct stored_document *stored)
{
    struct token_list *tokens = &maker->key->tokens;
    token_list_reset(tokens);
    enum status status = analyzer_segment(maker->analyzer, stored->title, tokens, maker->err);
    maker->title = tokens->count;
    if (status == STATUS_OK) {
        status = analyzer_segment(maker->analyzer, stored->text, tokens, maker->err);
    }
    return status;
}

/* One entry a form, with its occurrences: several at one position are one. */
static enum status gather_forms(struct maker *maker)
{
    const struct token_list *tokens = &maker->key->tokens;
    bool doubled = maker->index->analyzer != ANALYZER_WHITESPACE;
    struct entry *entries = memory_alloc_array(tokens->count, sizeof *entries);
    if (entries == NULL) {
        return error_set_memory(maker->err);
    }
    maker->entries = entries;
    maker->entry_count = tokens->count;
    for (uint32_t i = 0; i < tokens->count; i++) {
        entries[i] = (struct entry){.form = token_form(tokens, &tokens->tokens[i]),
                                    .first = i,
                                    .count = doubled && i < maker->title ? 2 : 1};
    }
    sort(maker, compare_forms);
    size_t kept = 0;
    uint32_t before = 0; /* the token that was met last */
    for (size_t i = 0; i < tokens->count; i++) {
        struct entry *last = kept ? &entries[kept - 1] : NULL;
        if (last == NULL || !bytes_equal(last->form, entries[i].form)) {
            before = entries[i].first;
            entries[kept++] = entries[i];
        } else if (tokens->tokens[entries[i].first].position != tokens->tokens[before].position) {
            before = entries[i].first;
            last->count += entries[i].count;
        }
    }
    maker->entry_count = kept;
    return STATUS_OK;
}

/* No number and more than one letter. */
static bool is_word(struct bytes form)
{
    size_t letters = 0, points = 0;
    for (size_t i = 0; i < form.size; i++) {
        uint8_t c = form.data[i];
        points += (c & 0xC0) != 0x80;
        letters += c >= 0x80 || (uint8_t)(c - 'a') < 26 || (uint8_t)(c - 'A') < 26;
    }
    return points > 1 && letters > 0;
}

/* One entry a term: each form is stemmed once. */
static enum status gather_terms(struct maker *maker)
{
    struct entry *entries = maker->entries;
    size_t kept = 0;
    for (size_t i = 0; i < maker->entry_count; i++) {
        struct entry entry = entries[i];
        if (!is_word(entry.form) || analyzer_is_stop_word(maker->analyzer, entry.form)) {
            continue;
        }
        enum status status = analyzer_term(maker->analyzer, entry.form, &entry.term, maker->err);
        if (status != STATUS_OK) {
            return status;
        }
        void *copy = arena_copy(&maker->key->arena, entry.term.data, entry.term.size);
        if (copy == NULL) {
            return error_set_memory(maker->err);
        }
        entry.term.data = copy;
        entries[kept++] = entry;
    }
    maker->entry_count = kept;
    sort(maker, compare_terms);
    kept = 0;
    for (size_t i = 0; i < maker->entry_count; i++) {
        if (kept > 0 && bytes_equal(entries[kept - 1].term, entries[i].term)) {
            entries[kept - 1].count += entries[i].count;
        } else {
            entries[kept++] = entries[i];
        }
    }
    maker->entry_count = kept;
    return STATUS_OK;
}

static enum status weigh(struct maker *maker, uint64_t document,
                         const struct key_terms_options *options)
{
    const struct index *index = maker->index;
    uint32_t local;
    const struct index_segment *home = index_locate(index, document, &local);
    uint32_t length = segment_length(&home->segment, local);
    double average = (double)index->tokens / (double)index->documents;
    struct bm25 bm25 = bm25_make(options->k1 >= 0 ? options->k1 : index->k1,
                                 options->b >= 0 ? options->b : index->b, average);
    size_t kept = 0;
    for (size_t i = 0; i < maker->entry_count; i++) {
        struct entry entry = maker->entries[i];
        for (size_t s = 0; s < index->segment_count; s++) {
            struct term_entry found;
            bool is_there = false;
            enum status status = segment_lookup(&index->segments[s].segment, entry.term, &found,
                                                &is_there, maker->err);
            if (status != STATUS_OK) {
                return status;
            }
            entry.document_frequency += is_there ? found.df : 0;
        }
        entry.weight = bm25_idf(index->documents, entry.document_frequency) *
                       bm25_saturation(&bm25, entry.count, length);
        bool once = entry.count == 1 && entry.document_frequency <= 1; /* in the index: a typing error? */
        if (!once && entry.document_frequency >= options->least_df) {
            maker->entries[kept++] = entry;
        }
    }
    maker->entry_count = kept;
    return STATUS_OK;
}

/* The best ones, spelled. */
static enum status deliver(struct maker *maker, const struct stored_document *stored, size_t most)
{
    struct key_terms *key = maker->key;
    const struct written_text texts[] = {{stored->text, &key->tokens, maker->title, key->tokens.count},
                                         {stored->title, &key->tokens, 0, maker->title}};
    size_t count = maker->entry_count < most ? maker->entry_count : most;
    key->terms = arena_alloc(&key->arena, (count + 1) * sizeof *key->terms);
    enum status status = key->terms ? STATUS_OK : error_set_memory(maker->err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct entry *entry = &maker->entries[i];
        struct key_term *term = &key->terms[i];
        struct written_form form;
        *term = (struct key_term){.term = entry->term,
                                  .frequency = entry->count,
                                  .document_frequency = entry->document_frequency,
                                  .weight = entry->weight};
        status = written_form_find(&form, maker->index, entry->term, &key->arena, maker->err);
        if (status == STATUS_OK) {
            term->form = form.form;
            status = written_word_make(&term->word, &form, texts, 2, maker->analyzer, &key->again,
                                       &key->arena, maker->err);
        }
    }
    key->count = status == STATUS_OK ? count : 0;
    return status;
}

enum status key_terms_make(struct key_terms *key, const struct index *index,
                           struct analyzer *analyzer, uint64_t document,
                           const struct stored_document *stored,
                           const struct key_terms_options *options, struct error *err)
{
    struct maker maker = {.key = key, .index = index, .analyzer = analyzer, .err = err};
    arena_reset(&key->arena);
    key->count = 0;
    enum status status = segment_texts(&maker, stored);
    if (status == STATUS_OK) {
        status = gather_forms(&maker);
    }
    if (status == STATUS_OK) {
        status = gather_terms(&maker);
    }
    if (status == STATUS_OK) {
        status = weigh(&maker, document, options);
    }
    if (status == STATUS_OK) {
        sort(&maker, compare_weights);
        status = deliver(&maker, stored, options->most);
    }
    memory_free(maker.entries);
    return status;
}

void key_terms_release(struct key_terms *key)
{
    arena_release(&key->arena);
    token_list_release(&key->tokens);
    token_list_release(&key->again);
    *key = (struct key_terms){0};
}
