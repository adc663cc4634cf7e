#include "indexer/write/lexicon_writer.h"

#include "common/format/format.h"
#include "common/format/lexicon_encode.h"

static void append_form(struct buffer *out, struct bytes term, const struct word_form *form)
{
    lexicon_encode_form(out, term, form->form, form->documents, word_form_capital(form));
}

static void append_head(struct buffer *out, uint32_t forms, const struct word_split *split)
{
    struct lexicon_part parts[LEXICON_MAX_PARTS];
    uint32_t count = split && split->part_count > 1 ? split->part_count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct compound_part *part = &split->parts[i];
        parts[i] = (struct lexicon_part){part->size, part->strip, part->restore};
    }
    lexicon_encode_head(out, forms, parts, count);
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

/* A compound's first form is the one that was split, also if only older segments have it. */
void lexicon_writer_add(struct lexicon_writer *writer, const struct compounds *compounds,
                        struct bytes term)
{
    if (writer->terms++ % FORMAT_TERM_BLOCK == 0) {
        buffer_append_u32(&writer->starts, (uint32_t)writer->blocks.size);
    }
    const struct vocabulary_table *vocabulary = compounds->vocabulary;
    const struct word_family *family = vocabulary_family(vocabulary, term);
    if (family == NULL) {
        append_head(&writer->blocks, 0, NULL);
        return;
    }
    const struct word_form *forms = &vocabulary->forms[family->first];
    const struct word_split *split =
        compounds_split(compounds, (uint32_t)(family - vocabulary->families));
    const struct word_form absent = {.form = split ? split->form : forms->form};
    const struct word_form *first = find_form(forms, family->count, absent.form);
    append_head(&writer->blocks, family->count + (first == NULL), split);
    append_form(&writer->blocks, term, first ? first : &absent);
    for (uint32_t i = 0; i < family->count; i++) {
        if (&forms[i] != first) {
            append_form(&writer->blocks, term, &forms[i]);
        }
    }
}

enum status lexicon_writer_finish(struct lexicon_writer *writer, struct error *err)
{
    buffer_append_u32(&writer->starts, (uint32_t)writer->blocks.size);
    if (writer->starts.failed || writer->blocks.failed) {
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
}
