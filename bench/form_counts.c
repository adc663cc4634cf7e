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
    hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32);
}

static uint8_t tag_of(uint32_t hash)
{
    return (uint8_t)(hash >> 24 | 1);
}

/* Most words that are asked for are none: they cost one look at the tags, which are small. */
static size_t slot_of(const struct count_table *table, struct bytes form, uint32_t hash)
{
    size_t i = hash & (table->capacity - 1);
    uint8_t tag = tag_of(hash);
    for (; table->tags[i] != 0; i = (i + 1) & (table->capacity - 1)) {
        const struct form_count *row = table->tags[i] == tag ? table->slots[i] : NULL;
        if (row != NULL && bytes_equal(form, bytes_of(row->form, row->size))) {
            break;
        }
    }
    return i;
}

static struct form_count *find_row(const struct count_table *table, struct bytes form)
{
    size_t i = table->capacity ? slot_of(table, form, hash_of(form)) : 0;
    return table->capacity && table->tags[i] != 0 ? table->slots[i] : NULL;
}

static void set_slot(struct count_table *table, size_t i, struct form_count *row)
{
    table->tags[i] = tag_of(row->hash);
    table->slots[i] = row;
}

static bool grow(struct count_table *table)
{
    struct count_table grown = *table;
    grown.capacity = table->capacity ? 2 * table->capacity : 1024;
    grown.slots = memory_alloc_array(grown.capacity, sizeof *grown.slots);
    grown.tags = memory_alloc_array(grown.capacity, 1);
    if (grown.slots == NULL || grown.tags == NULL) {
        memory_free(grown.slots);
        memory_free(grown.tags);
        return false;
    }
    for (struct form_count *row = table->first; row != NULL; row = row->next) {
        set_slot(&grown, slot_of(&grown, bytes_of(row->form, row->size), row->hash), row);
    }
    memory_free(table->slots);
    memory_free(table->tags);
    *table = grown;
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
    size_t slot = slot_of(table, form, hash);
    if (table->tags[slot] == 0) {
        struct form_count *row = arena_alloc(&counts->arena, sizeof *row + form.size);
        if (row == NULL) {
            return NULL;
        }
        *row = (struct form_count){.hash = hash, .size = (uint8_t)form.size};
        memcpy(row->form, form.data, form.size);
        *(table->last != NULL ? &table->last->next : &table->first) = row;
        table->last = row;
        table->count++;
        set_slot(table, slot, row);
    }
    return table->slots[slot];
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
        memory_free(tables[i]->slots);
        memory_free(tables[i]->tags);
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

static void fill_stem(const struct form_count *stem, const struct form_count *hidden,
                      struct word_stats *stats)
{
    bool less = hidden != NULL && hidden->stem == stem;
    stats->stem_documents = stem->documents - (less ? hidden->documents : 0);
    stats->stem_capital = word_capital_share(stem->capitals - (less ? hidden->capitals : 0),
                                             stem->seen - (less ? hidden->seen : 0));
}

enum status form_counts_finish(struct form_counts *counts, struct error *err)
{
    for (struct form_count *form = counts->forms.first; form != NULL; form = form->next) {
        struct bytes term;
        enum status status =
            analyzer_term(counts->analyzer, bytes_of(form->form, form->size), &term, err);
        form->stem = status == STATUS_OK ? row_of(counts, &counts->stems, term) : NULL;
        if (form->stem == NULL) {
            return error_set_memory(err);
        }
        form->stem->documents += form->documents;
        form->stem->capitals += form->capitals;
        form->stem->seen += form->seen;
    }
    for (struct form_count *form = counts->forms.first; form != NULL; form = form->next) {
        form->stats.documents = form->documents;
        form->stats.capital = word_capital_share(form->capitals, form->seen);
        fill_stem(form->stem, NULL, &form->stats);
    }
    return STATUS_OK;
}

void form_counts_hide(struct form_counts *counts, struct bytes form)
{
    counts->hidden = form.size > 0 ? find_row(&counts->forms, form) : NULL;
}

static bool form_stats(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct form_counts *counts = context;
    const struct form_count *row = find_row(&counts->forms, form);
    if (row == NULL || row == counts->hidden) {
        return false;
    }
    *stats = row->stats;
    if (counts->hidden != NULL) {
        fill_stem(row->stem, counts->hidden, stats);
    }
    return true;
}

static bool stem_stats(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct form_counts *counts = context;
    struct bytes term;
    *stats = (struct word_stats){0};
    if (analyzer_term(counts->analyzer, form, &term, NULL) != STATUS_OK) {
        return false;
    }
    const struct form_count *stem = find_row(&counts->stems, term);
    if (stem != NULL) {
        fill_stem(stem, counts->hidden, stats);
    }
    return stats->stem_documents > 0;
}

struct vocabulary form_counts_vocabulary(struct form_counts *counts)
{
    return (struct vocabulary){counts, counts->document_count, form_stats, stem_stats};
}
