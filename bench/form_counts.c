#include "bench/form_counts.h"

#include "common/base/memory.h"
#include "common/text/casing.h"

static uint32_t hash_of(struct bytes form)
{
    uint64_t hash = form.size, word;
    size_t i = 0;
    for (; i + 8 <= form.size; i += 8) {
        memcpy(&word, form.data + i, 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, form.data + i, form.size - i);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32);
}

static uint32_t *slot_of(const struct count_table *table, struct bytes form, uint32_t hash)
{
    size_t i = hash & (table->capacity - 1);
    while (table->slots[i] != 0) {
        const struct form_count *row = &table->rows[table->slots[i] - 1];
        if (row->hash == hash && bytes_equal(form, bytes_of(row->form, row->size))) {
            break;
        }
        i = (i + 1) & (table->capacity - 1);
    }
    return &table->slots[i];
}

static bool grow(struct count_table *table)
{
    size_t capacity = table->capacity ? 2 * table->capacity : 1024;
    struct form_count *rows = memory_resize(table->rows, capacity / 2 * sizeof *rows);
    table->rows = rows != NULL ? rows : table->rows;
    uint32_t *slots = memory_alloc_array(capacity, sizeof *slots);
    if (rows == NULL || slots == NULL) {
        memory_free(slots);
        return false;
    }
    memory_free(table->slots);
    table->slots = slots;
    table->capacity = capacity;
    for (size_t i = 0; i < table->count; i++) {
        const struct form_count *row = &rows[i];
        *slot_of(table, bytes_of(row->form, row->size), row->hash) = (uint32_t)i + 1;
    }
    return true;
}

/* NULL without memory. */
static struct form_count *row_of(struct form_counts *counts, struct count_table *table,
                                 struct bytes form)
{
    if (2 * table->count >= table->capacity && !grow(table)) {
        return NULL;
    }
    uint32_t hash = hash_of(form);
    uint32_t *slot = slot_of(table, form, hash);
    if (*slot == 0) {
        const uint8_t *copy = arena_copy(&counts->arena, form.data, form.size);
        if (copy == NULL) {
            return NULL;
        }
        table->rows[table->count++] =
            (struct form_count){.form = copy, .size = (uint32_t)form.size, .hash = hash};
        *slot = (uint32_t)table->count;
    }
    return &table->rows[*slot - 1];
}

enum status form_counts_init(struct form_counts *counts, struct error *err)
{
    *counts = (struct form_counts){0};
    return analyzer_create(&counts->analyzer, ANALYZER_GERMAN, err);
}

void form_counts_release(struct form_counts *counts)
{
    struct count_table *tables[] = {&counts->forms, &counts->stems};
    for (size_t i = 0; i < 2; i++) {
        memory_free(tables[i]->rows);
        memory_free(tables[i]->slots);
    }
    token_list_release(&counts->tokens);
    arena_release(&counts->arena);
    analyzer_destroy(counts->analyzer);
}

enum status form_counts_add(struct form_counts *counts, struct bytes text, struct error *err)
{
    token_list_reset(&counts->tokens);
    enum status status = analyzer_segment(counts->analyzer, text, &counts->tokens, err);
    uint32_t document = ++counts->document_count;
    for (size_t i = 0; status == STATUS_OK && i < counts->tokens.count; i++) {
        const struct token *token = &counts->tokens.tokens[i];
        struct form_count *row =
            row_of(counts, &counts->forms, token_form(&counts->tokens, token));
        if (row == NULL) {
            return error_set_memory(err);
        }
        enum casing casing = casing_of(text, token);
        row->capitals += casing == CASING_CAPITAL;
        row->seen += casing != CASING_UNKNOWN;
        row->documents += row->last_document != document;
        row->last_document = document;
    }
    return status;
}

enum status form_counts_finish(struct form_counts *counts, struct error *err)
{
    for (size_t i = 0; i < counts->forms.count; i++) {
        struct form_count *form = &counts->forms.rows[i];
        struct bytes term;
        enum status status =
            analyzer_term(counts->analyzer, bytes_of(form->form, form->size), &term, err);
        struct form_count *stem =
            status == STATUS_OK ? row_of(counts, &counts->stems, term) : NULL;
        if (stem == NULL) {
            return error_set_memory(err);
        }
        stem->documents += form->documents;
        stem->capitals += form->capitals;
        stem->seen += form->seen;
        form->stem = (uint32_t)(stem - counts->stems.rows);
    }
    return STATUS_OK;
}

/* What is left of a stem without the hidden form. */
static void add_stem(const struct form_counts *counts, const struct form_count *stem,
                     struct word_stats *stats)
{
    uint32_t documents = stem->documents, capitals = stem->capitals, seen = stem->seen;
    if (counts->hidden.size > 0) {
        uint32_t row = *slot_of(&counts->forms, counts->hidden, hash_of(counts->hidden));
        const struct form_count *hidden = row != 0 ? &counts->forms.rows[row - 1] : NULL;
        if (hidden != NULL && &counts->stems.rows[hidden->stem] == stem) {
            documents -= hidden->documents;
            capitals -= hidden->capitals;
            seen -= hidden->seen;
        }
    }
    stats->stem_documents = documents;
    stats->stem_capital = word_capital_share(capitals, seen);
}

static bool form_stats(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct form_counts *counts = context;
    uint32_t row = *slot_of(&counts->forms, form, hash_of(form));
    if (row == 0 || (counts->hidden.size > 0 && bytes_equal(counts->hidden, form))) {
        return false;
    }
    const struct form_count *found = &counts->forms.rows[row - 1];
    *stats = (struct word_stats){.documents = found->documents,
                                 .capital = word_capital_share(found->capitals, found->seen)};
    add_stem(counts, &counts->stems.rows[found->stem], stats);
    return true;
}

static bool stem_stats(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct form_counts *counts = context;
    struct bytes term;
    if (analyzer_term(counts->analyzer, form, &term, NULL) != STATUS_OK) {
        return false;
    }
    uint32_t row = *slot_of(&counts->stems, term, hash_of(term));
    *stats = (struct word_stats){0};
    if (row != 0) {
        add_stem(counts, &counts->stems.rows[row - 1], stats);
    }
    return stats->stem_documents > 0;
}

struct vocabulary form_counts_vocabulary(struct form_counts *counts)
{
    return (struct vocabulary){counts, counts->document_count, form_stats, stem_stats};
}
