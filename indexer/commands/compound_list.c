#include "indexer/commands/compound_list.h"

#include "common/base/memory.h"
#include "common/format/lexicon.h"
#include "indexer/commands/published.h"

struct source {
    struct folder_segment segment;
    struct lexicon_walk walk; /* at the first form of a term */
    bool ended;
};

/* To the next term that was written at all. */
static enum status next_term(struct source *source, struct error *err)
{
    const struct lexicon_walk *walk = &source->walk;
    bool found = true;
    enum status status;
    do {
        status = lexicon_next(&source->segment.segment, &source->walk, &found, err);
    } while (status == STATUS_OK && found && walk->left + 1 != walk->entry.forms);
    source->ended = status != STATUS_OK || !found;
    return status;
}

static void append_line(struct buffer *out, const struct lexicon_walk *walk)
{
    const struct lexicon_entry *entry = &walk->entry;
    size_t at = 0;
    if (entry->part_count < 2) {
        return;
    }
    buffer_append(out, walk->form.text, walk->form.size);
    for (uint32_t i = 0; i < entry->part_count; i++) {
        buffer_append_byte(out, i ? '+' : '\t');
        buffer_append(out, walk->form.text + at, entry->parts[i].size);
        at += entry->parts[i].size;
    }
    buffer_append_byte(out, '\n');
}

/* The oldest source that has the first of all terms; NULL at the end. */
static struct source *first_of(struct source *sources, size_t count)
{
    struct source *first = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!sources[i].ended && (first == NULL || bytes_compare(sources[i].walk.entry.term,
                                                                 first->walk.entry.term) < 0)) {
            first = &sources[i];
        }
    }
    return first;
}

static enum status append_all(struct source *sources, size_t count, struct buffer *out,
                              struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = next_term(&sources[i], err);
    }
    for (struct source *first; status == STATUS_OK && (first = first_of(sources, count)) != NULL;) {
        append_line(out, &first->walk);
        for (size_t i = count; i-- > 0 && status == STATUS_OK;) { /* first itself comes last */
            if (&sources[i] >= first && !sources[i].ended &&
                bytes_equal(sources[i].walk.entry.term, first->walk.entry.term)) {
                status = next_term(&sources[i], err);
            }
        }
    }
    return status == STATUS_OK && out->failed ? error_set_memory(err) : status;
}

static enum status append_compounds(void *context, const struct index_folder *folder,
                                    struct error *err)
{
    struct buffer *out = context;
    size_t count = folder->manifest.segment_count, opened = 0;
    struct source *sources = memory_alloc_array(count, sizeof *sources);
    enum status status = sources ? STATUS_OK : error_set_memory(err);
    buffer_reset(out);
    for (; opened < count && status == STATUS_OK; opened++) {
        status = folder_segment_open(&sources[opened].segment, folder, opened, err);
    }
    if (status == STATUS_OK) {
        status = append_all(sources, count, out, err);
    }
    for (size_t i = 0; i < opened; i++) {
        folder_segment_close(&sources[i].segment);
    }
    memory_free(sources);
    return status;
}

enum status compound_list_make(const char *index, struct buffer *out, struct error *err)
{
    return published_read(index, append_compounds, out, err);
}
