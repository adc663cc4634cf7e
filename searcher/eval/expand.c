#include "searcher/eval/expand.h"

#include <stdlib.h>
#include <string.h>

#include "common/format/lexicon_scan.h"
#include "searcher/eval/matcher.h"

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
static void add_found(struct gathering *all, size_t first, struct bytes term, uint64_t documents,
                      uint32_t distance)
{
    struct found *last = NULL;
    if (all->found.size > first) {
        last = (struct found *)(void *)(all->found.data + all->found.size) - 1;
    }
    if (last != NULL && last->size == term.size &&
        memcmp(all->texts.data + last->start, term.data, term.size) == 0) {
        last->documents += documents;
        last->distance = distance < last->distance ? distance : last->distance;
        return;
    }
    struct found found = {all->texts.size, (uint32_t)term.size, distance, documents};
    buffer_append(&all->texts, term.data, term.size);
    buffer_append(&all->found, &found, sizeof found);
}

static enum status scan_forms(const struct segment *segment, struct matcher *matcher,
                              struct gathering *all, struct error *err)
{
    const struct lexicon_filter filter = matcher_filter(matcher);
    struct lexicon_scan scan = {.filters = &filter, .filter_count = 1, .wants = matcher_wants,
                                .context = matcher};
    size_t first = all->found.size;
    for (bool more = true; more && !all->found.failed && !all->texts.failed;) {
        enum status status = lexicon_scan_next(segment, &scan, &more, err);
        if (status != STATUS_OK) {
            return status;
        }
        if (more && matcher_may_match(matcher, scan.letters)) {
            uint8_t text[256];
            lexicon_scan_text(&scan, text);
            uint32_t distance = matcher_match(matcher, bytes_of(text, scan.size));
            if (distance < MATCHER_NO_MATCH) {
                add_found(all, first, bytes_of(scan.texts.text, scan.texts.size), scan.documents,
                          distance);
            }
        }
    }
    return STATUS_OK;
}

static enum status scan_terms(const struct segment *segment, const struct matcher *matcher,
                              struct gathering *all, struct error *err)
{
    struct term_walk walk = {0};
    size_t first = all->found.size;
    for (bool more = true; more && !all->found.failed && !all->texts.failed;) {
        enum status status = segment_next_term(segment, &walk, &more, err);
        if (status != STATUS_OK) {
            return status;
        }
        uint32_t distance = more ? matcher_match(matcher, walk.term) : MATCHER_NO_MATCH;
        if (distance < MATCHER_NO_MATCH) {
            add_found(all, first, walk.term, walk.entry.df, distance);
        }
    }
    return STATUS_OK;
}

static int by_term(const void *left, const void *right)
{
    const struct expanded_term *a = left, *b = right;
    size_t size = a->term.size < b->term.size ? a->term.size : b->term.size;
    int order = memcmp(a->term.data, b->term.data, size);
    return order != 0 ? order : (a->term.size > b->term.size) - (a->term.size < b->term.size);
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
    if (all->found.failed || all->texts.failed || texts == NULL || terms == NULL) {
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
    enum status status = STATUS_OK;
    *expansion = (struct expansion){0};
    if (!matcher_make(&matcher, index->analyzer, node->text, node->distance)) {
        return STATUS_OK;
    }
    for (size_t s = 0; s < index->segment_count && status == STATUS_OK; s++) {
        const struct segment *segment = &index->segments[s].segment;
        status = lexicon_exists(segment) ? scan_forms(segment, &matcher, &all, err)
                                         : scan_terms(segment, &matcher, &all, err);
    }
    if (status == STATUS_OK && all.found.size > 0) {
        status = collect_terms(&all, arena, expansion, err);
    }
    buffer_release(&all.found);
    buffer_release(&all.texts);
    return status;
}
