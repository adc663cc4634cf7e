#include "indexer/write/lexicon_writer.h"

#include "common/format/format.h"
#include "indexer/invert/term_sort.h"

static void add_form(struct lexicon_writer *writer, const struct word_form *form)
{
    struct written_form written = {form->form, form->documents, word_form_capital(form)};
    buffer_append(&writer->forms, &written, sizeof written);
}

static void encode(struct lexicon_writer *writer, struct bytes term, const struct word_split *split)
{
    struct lexicon_part parts[LEXICON_MAX_PARTS];
    uint32_t count = split && split->part_count > 1 ? split->part_count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct compound_part *part = &split->parts[i];
        parts[i] = (struct lexicon_part){part->size, part->strip, part->restore};
    }
    const struct written_form *forms = (const struct written_form *)(void *)writer->forms.data;
    if (!writer->forms.failed) {
        lexicon_encoder_add(&writer->encoder, term, forms,
                            (uint32_t)(writer->forms.size / sizeof *forms), parts, count);
    }
}

/* NULL: not among them. */
static const struct word_form *find_form(const struct word_form *forms, uint32_t count,
                                         struct bytes form)
{
    for (uint32_t i = 0; i < count; i++) {
        if (bytes_equal(forms[i].form, form)) {
            return &forms[i];
        }
    }
    return NULL;
}

/* The family of the next term; NULL: it has none. Terms and families are in the same order. */
static const struct word_family *next_family(struct lexicon_writer *writer,
                                             const struct vocabulary_table *vocabulary,
                                             struct bytes term)
{
    uint64_t first = term_first(term);
    int order = -1;
    while (writer->family < vocabulary->family_count &&
           (order = vocabulary_compare(vocabulary, writer->family, term, first)) < 0) {
        writer->family++;
    }
    return order == 0 ? &vocabulary->families[writer->family] : NULL;
}

/* A compound's first form is the one that was split, also if only older segments have it. */
void lexicon_writer_add(struct lexicon_writer *writer, const struct compounds *compounds,
                        struct bytes term)
{
    writer->encoder.frequent_from = lexicon_frequent_from(writer->documents);
    if (writer->encoder.terms == FORMAT_TERM_BLOCK) {
        lexicon_encoder_end_block(&writer->encoder, &writer->blocks, &writer->prefixes);
    }
    if (writer->encoder.terms == 0) {
        buffer_append_u32(&writer->starts, (uint32_t)writer->blocks.size);
    }
    const struct vocabulary_table *vocabulary = compounds->vocabulary;
    const struct word_family *family = next_family(writer, vocabulary, term);
    writer->forms.size = 0; /* a failure stays noted */
    if (family == NULL) {
        encode(writer, term, NULL);
        return;
    }
    const struct word_form *forms = &vocabulary->forms[family->first];
    const struct word_split *split =
        compounds_split(compounds, (uint32_t)(family - vocabulary->families));
    const struct word_form absent = {.form = split ? split->form : forms->form};
    const struct word_form *first = find_form(forms, family->count, absent.form);
    add_form(writer, first ? first : &absent);
    for (uint32_t i = 0; i < family->count; i++) {
        if (&forms[i] != first) {
            add_form(writer, &forms[i]);
        }
    }
    encode(writer, term, split);
}

enum status lexicon_writer_finish(struct lexicon_writer *writer, struct error *err)
{
    lexicon_encoder_end_block(&writer->encoder, &writer->blocks, &writer->prefixes);
    buffer_append_u32(&writer->starts, (uint32_t)writer->blocks.size);
    buffer_append(&writer->starts, writer->prefixes.data, writer->prefixes.size);
    if (writer->starts.failed || writer->blocks.failed || writer->forms.failed) {
        return error_set_memory(err);
    }
    return writer->blocks.size > UINT32_MAX
               ? error_set(err, STATUS_LIMIT, "the lexicon of a segment passes 4 GiB")
               : STATUS_OK;
}

void lexicon_writer_release(struct lexicon_writer *writer)
{
    buffer_release(&writer->starts);
    buffer_release(&writer->blocks);
    buffer_release(&writer->prefixes);
    buffer_release(&writer->forms);
    lexicon_encoder_release(&writer->encoder);
}
