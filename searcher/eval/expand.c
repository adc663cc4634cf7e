#include "searcher/eval/expand.h"

#include <stdlib.h>

#include "searcher/eval/form_match.h"

/* Terms that match: struct found, their bytes in `texts`. */
struct found {
    size_t start;
    uint32_t size, distance;
    uint64_t documents;
};

struct gathering {
    struct buffer found, texts;
};

/* Forms of one term come one after the other. */
static void add_found(void *context, const struct form_match *match)
{
    struct gathering *all = context;
    struct found *last = NULL;
    if (all->found.size > 0) {
        last = (struct found *)(void *)(all->found.data + all->found.size) - 1;
    }
    if (last != NULL && bytes_equal(bytes_of(all->texts.data + last->start, last->size), match->term)) {
        last->documents += match->documents;
        last->distance = match->distance < last->distance ? match->distance : last->distance;
        return;
    }
    struct found found = {all->texts.size, (uint32_t)match->term.size, match->distance,
                          match->documents};
    buffer_append(&all->texts, match->term.data, match->term.size);
    buffer_append(&all->found, &found, sizeof found);
}

static int by_term(const void *left, const void *right)
{
    const struct expanded_term *a = left, *b = right;
    return bytes_compare(a->term, b->term);
}

static int by_documents(const void *left, const void *right)
{
    const struct expanded_term *a = left, *b = right;
    return a->documents != b->documents ? (a->documents < b->documents ? 1 : -1) : by_term(left, right);
}

/* Adds up what several segments have, and keeps the most frequent terms. */
static void choose_terms(struct expansion *expansion)
{
    struct expanded_term *terms = expansion->terms;
    size_t count = 0;
    if (expansion->count == 0) {
        return;
    }
    qsort(terms, expansion->count, sizeof *terms, by_term);
    for (size_t i = 1; i < expansion->count; i++) {
        if (by_term(&terms[count], &terms[i]) == 0) {
            terms[count].documents += terms[i].documents;
            bool nearer = terms[i].distance < terms[count].distance;
            terms[count].distance = nearer ? terms[i].distance : terms[count].distance;
        } else {
            terms[++count] = terms[i];
        }
    }
    count++;
    qsort(terms, count, sizeof *terms, by_documents);
    expansion->limited = count > EXPAND_MAX_TERMS;
    expansion->count = expansion->limited ? EXPAND_MAX_TERMS : count;
}

static enum status collect_terms(struct gathering *all, struct arena *arena,
                                 struct expansion *expansion, struct error *err)
{
    size_t count = all->found.size / sizeof(struct found);
    const uint8_t *texts = arena_copy(arena, all->texts.data, all->texts.size);
    struct expanded_term *terms = arena_alloc(arena, (count + 1) * sizeof *terms);
    if (texts == NULL || terms == NULL) {
        return error_set_memory(err);
    }
    const struct found *found = (const struct found *)(const void *)all->found.data;
    for (size_t i = 0; i < count; i++) {
        terms[i] = (struct expanded_term){bytes_of(texts + found[i].start, found[i].size),
                                          found[i].documents, found[i].distance};
    }
    *expansion = (struct expansion){.terms = terms, .count = count};
    choose_terms(expansion);
    return STATUS_OK;
}

enum status expand_pattern(const struct index *index, const struct query_node *node,
                           struct arena *arena, struct expansion *expansion, struct error *err)
{
    struct matcher matcher;
    struct gathering all = {0};
    *expansion = (struct expansion){0};
    if (!matcher_make(&matcher, index->analyzer, node->text, node->distance)) {
        return STATUS_OK;
    }
    enum status status = form_match_all(index, &matcher, add_found, &all, err);
    if (status == STATUS_OK && (all.found.failed || all.texts.failed)) {
        status = error_set_memory(err);
    }
    if (status == STATUS_OK && all.found.size > 0) {
        status = collect_terms(&all, arena, expansion, err);
    }
    buffer_release(&all.found);
    buffer_release(&all.texts);
    return status;
}
