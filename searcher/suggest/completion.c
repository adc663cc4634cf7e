#include "searcher/suggest/completion.h"

#include <stdlib.h>

#include "searcher/eval/form_match.h"
#include "searcher/suggest/capital.h"

/* A word of one segment; `capitals` is the sum of levels over its documents. */
struct entry {
    size_t start;
    uint32_t size;
    uint64_t documents, capitals;
    const uint8_t *text; /* once all are there */
};

static void add_entry(void *context, const struct form_match *match)
{
    struct completions *all = context;
    struct entry entry = {all->texts.size, (uint32_t)match->form.size, match->documents,
                          match->documents * match->capital, NULL};
    buffer_append(&all->texts, match->form.data, match->form.size);
    buffer_append(&all->memory, &entry, sizeof entry);
}

static int by_text(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    return bytes_compare(bytes_of(a->text, a->size), bytes_of(b->text, b->size));
}

static int by_documents(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    return a->documents != b->documents ? (a->documents < b->documents ? 1 : -1)
                                        : by_text(left, right);
}

/* Adds up what several segments have and sorts; how many words are left. */
static size_t merge_entries(struct entry *entries, size_t count)
{
    size_t last = 0;
    if (count == 0) {
        return 0;
    }
    qsort(entries, count, sizeof *entries, by_text);
    for (size_t i = 1; i < count; i++) {
        if (by_text(&entries[last], &entries[i]) == 0) {
            entries[last].documents += entries[i].documents;
            entries[last].capitals += entries[i].capitals;
        } else {
            entries[++last] = entries[i];
        }
    }
    qsort(entries, last + 1, sizeof *entries, by_documents);
    return last + 1;
}

/* Entries become completions: no larger, so in their place. */
static void deliver(struct completions *all, size_t most)
{
    struct entry *entries = (struct entry *)(void *)all->memory.data;
    size_t count = all->memory.size / sizeof *entries;
    for (size_t i = 0; i < count; i++) {
        entries[i].text = all->texts.data + entries[i].start;
    }
    count = merge_entries(entries, count);
    all->count = count < most ? count : most;
    all->list = (struct completion *)(void *)all->memory.data;
    for (size_t i = 0; i < all->count; i++) {
        struct entry entry = entries[i];
        uint8_t *text = all->texts.data + entry.start;
        if (2 * entry.capitals >= entry.documents * LEXICON_CAPITAL_LEVELS) {
            word_capitalize(text, entry.size);
        }
        all->list[i] = (struct completion){bytes_of(text, entry.size), entry.documents};
    }
}

enum status completions_find(struct completions *all, const struct index *index, struct bytes prefix,
                             size_t most, struct error *err)
{
    struct buffer pattern = {0};
    struct matcher matcher;
    enum status status = STATUS_OK;
    buffer_append(&pattern, prefix.data, prefix.size);
    buffer_append_byte(&pattern, '*');
    buffer_reset(&all->memory);
    buffer_reset(&all->texts);
    all->count = 0;
    if (!pattern.failed && matcher_make(&matcher, index->analyzer, buffer_bytes(&pattern), 0)) {
        status = form_match_all(index, &matcher, add_entry, all, err);
    }
    if (status == STATUS_OK && (pattern.failed || all->memory.failed || all->texts.failed)) {
        status = error_set_memory(err);
    }
    buffer_release(&pattern);
    if (status == STATUS_OK && all->memory.size > 0) {
        deliver(all, most);
    }
    return status;
}

void completions_release(struct completions *completions)
{
    buffer_release(&completions->memory);
    buffer_release(&completions->texts);
    *completions = (struct completions){0};
}
