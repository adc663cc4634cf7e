#include "common/base/memory.h"
#include "common/cli/cli.h"
#include "searcher/commands/session.h"
#include "searcher/eval/compound.h"

struct tracer {
    struct index *index; /* NULL: none, what is known of German only */
    struct compound_reader compounds;
    struct term_entry *entries;
};

static enum status look_up(const struct tracer *tracer, struct bytes term, struct error *err)
{
    size_t segments = tracer->index ? tracer->index->segment_count : 0;
    for (size_t s = 0; s < segments; s++) {
        bool found = false;
        enum status status = segment_lookup(&tracer->index->segments[s].segment, term,
                                            &tracer->entries[s], &found, err);
        if (status != STATUS_OK) {
            return status;
        }
        if (!found) {
            tracer->entries[s] = (struct term_entry){0};
        }
    }
    return STATUS_OK;
}

/* The parts of a compound as they stand in the word. */
static enum status append_parts(void *context, struct bytes form, struct bytes term,
                                struct buffer *out, struct error *err)
{
    struct tracer *tracer = context;
    struct compound_words parts;
    enum status status = look_up(tracer, term, err);
    if (status == STATUS_OK) {
        status = compound_read(&tracer->compounds, form, term, tracer->entries, &parts, err);
    }
    for (size_t i = 0; status == STATUS_OK && parts.count > 1 && i < parts.count; i++) {
        buffer_append_text(out, i ? "+" : "\t");
        buffer_append(out, parts.form + parts.parts[i].start, parts.parts[i].size);
    }
    return status;
}

static enum status open_tracer(struct tracer *tracer, const struct arguments *arguments,
                               struct analyzer **analyzer, struct error *err)
{
    enum status status =
        arguments->index ? index_open(&tracer->index, arguments->index, err) : STATUS_OK;
    if (status == STATUS_OK) {
        status = analyzer_create(analyzer, tracer->index ? tracer->index->analyzer : ANALYZER_GERMAN,
                                 err);
    }
    size_t segments = tracer->index ? tracer->index->segment_count : 0;
    tracer->entries = memory_alloc_array(segments + 1, sizeof *tracer->entries);
    tracer->compounds = (struct compound_reader){.index = tracer->index, .analyzer = *analyzer};
    return status == STATUS_OK && tracer->entries == NULL ? error_set_memory(err) : status;
}

enum status analyze_run(const struct arguments *arguments, struct error *err)
{
    struct tracer tracer = {0};
    struct analyzer *analyzer = NULL;
    struct buffer out = {0};
    enum status status = open_tracer(&tracer, arguments, &analyzer, err);
    bool splits = !arguments->search.no_parts && (tracer.index == NULL || tracer.index->has_parts);
    const struct trace_note note = {&tracer, append_parts};
    if (status == STATUS_OK) {
        status = analyzer_trace(analyzer, bytes_of_text(arguments->analyze), splits ? &note : NULL,
                                &out, err);
    }
    if (status == STATUS_OK) {
        status = cli_write(&out, err);
    }
    buffer_release(&out);
    compound_reader_release(&tracer.compounds);
    memory_free(tracer.entries);
    analyzer_destroy(analyzer);
    index_close(tracer.index);
    return status;
}
