#include "searcher/eval/written.h"

#include <string.h>

#include "common/format/lexicon.h"
#include "common/text/casing.h"

/* A form over all segments. */
struct sum {
    struct sum *next;
    struct bytes form;
    uint64_t documents, capitals; /* capitals: levels times documents */
};

static enum status add_form(struct sum **sums, const struct lexicon_form *form,
                            struct arena *arena, struct error *err)
{
    struct sum *sum = *sums;
    while (sum != NULL && !bytes_equal(sum->form, bytes_of(form->text, form->size))) {
        sum = sum->next;
    }
    if (sum == NULL) {
        sum = arena_alloc(arena, sizeof *sum);
        void *copy = arena_copy(arena, form->text, form->size);
        if (sum == NULL || copy == NULL) {
            return error_set_memory(err);
        }
        *sum = (struct sum){.next = *sums, .form = bytes_of(copy, form->size)};
        *sums = sum;
    }
    sum->documents += form->documents;
    sum->capitals += (uint64_t)form->documents * form->capital;
    return STATUS_OK;
}

static enum status add_segment(struct sum **sums, const struct segment *segment, struct bytes term,
                               struct arena *arena, struct error *err)
{
    struct term_entry entry;
    struct lexicon_entry lexicon;
    struct lexicon_form form;
    bool found = false;
    enum status status = segment_lookup(segment, term, &entry, &found, err);
    if (status != STATUS_OK || !found) {
        return status;
    }
    status = lexicon_find(segment, entry.number, term, &lexicon, err);
    for (uint32_t i = 0; status == STATUS_OK && i < lexicon.forms; i++) {
        status = lexicon_next_form(&lexicon, &form)
                     ? add_form(sums, &form, arena, err)
                     : segment_damaged(segment, lexicon.at, "lexicon", err);
    }
    return status;
}

enum status written_form_find(struct written_form *found, const struct index *index,
                              struct bytes term, struct arena *arena, struct error *err)
{
    struct sum *sums = NULL, *best = NULL;
    for (size_t s = 0; s < index->segment_count; s++) {
        enum status status = add_segment(&sums, &index->segments[s].segment, term, arena, err);
        if (status != STATUS_OK) {
            return status;
        }
    }
    for (struct sum *sum = sums; sum; sum = sum->next) { /* equal ones: by their bytes */
        if (best == NULL || sum->documents > best->documents ||
            (sum->documents == best->documents && bytes_compare(sum->form, best->form) < 0)) {
            best = sum;
        }
    }
    *found = (struct written_form){.form = best ? best->form : term};
    found->capital = best != NULL && lexicon_capital_share(best->capitals, best->documents) >= 128;
    return STATUS_OK;
}

/* Whether a capital stands behind the first letter: KI, NVIDIA, iPhone. */
static bool has_inner_capital(struct bytes word)
{
    for (size_t i = 1; i < word.size; i++) {
        uint8_t c = word.data[i];
        bool latin = i > 1 && word.data[i - 1] == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97;
        if ((uint8_t)(c - 'A') < 26 || latin) {
            return true;
        }
    }
    return false;
}

/* Whether the word on its own has the form: parts of larger words and words put together do not. */
static enum status is_form(struct bytes word, struct bytes form, struct analyzer *analyzer,
                           struct token_list *scratch, bool *is, struct error *err)
{
    token_list_reset(scratch);
    enum status status = analyzer_segment(analyzer, word, scratch, err);
    *is = status == STATUS_OK && scratch->count > 0 &&
          bytes_equal(token_form(scratch, &scratch->tokens[0]), form);
    return status;
}

/* By the lexicon. ASCII and Latin-1 are enough: German has no other capitals. */
static void append_form(uint8_t *out, const struct written_form *form)
{
    memcpy(out, form->form.data, form->form.size);
    if (form->capital && (uint8_t)(out[0] - 'a') < 26) {
        out[0] = (uint8_t)(out[0] - 'a' + 'A');
    } else if (form->capital && form->form.size > 1 && out[0] == 0xC3 && out[1] >= 0xA0 &&
               out[1] <= 0xBE && out[1] != 0xB7) {
        out[1] = (uint8_t)(out[1] - 0x20);
    }
}

/* *word stays empty if the text does not tell: a word at the start of a sentence has its capital from
 * there. `inner`: one whose capitals say nothing of a noun (KI) will do. */
static enum status find_in_text(struct bytes *word, struct bytes form, const struct written_text *in,
                                bool inner, struct analyzer *analyzer, struct token_list *scratch,
                                struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = in->first; i < in->end && status == STATUS_OK; i++) {
        const struct token *token = &in->tokens->tokens[i];
        if (!bytes_equal(token_form(in->tokens, token), form)) {
            continue;
        }
        struct bytes seen = bytes_of(in->text.data + token->text_start,
                                     token->text_end - token->text_start);
        bool is = false;
        if (inner ? has_inner_capital(seen) : casing_of(in->text, token) != CASING_UNKNOWN) {
            status = is_form(seen, form, analyzer, scratch, &is, err);
        }
        if (is) {
            *word = seen;
            break;
        }
    }
    return status;
}

enum status written_word_make(struct bytes *word, const struct written_form *form,
                              const struct written_text *texts, size_t count,
                              struct analyzer *analyzer, struct token_list *scratch,
                              struct arena *arena, struct error *err)
{
    struct bytes found = {NULL, 0};
    for (size_t i = 0; i < 2 * count && found.size == 0; i++) {
        enum status status = find_in_text(&found, form->form, &texts[i % count], i >= count, analyzer,
                                          scratch, err);
        if (status != STATUS_OK) {
            return status;
        }
    }
    size_t size = found.size ? found.size : form->form.size;
    uint8_t *copy = arena_alloc(arena, size);
    if (copy == NULL) {
        return error_set_memory(err);
    }
    if (found.size > 0) {
        memcpy(copy, found.data, size);
    } else {
        append_form(copy, form);
    }
    *word = bytes_of(copy, size);
    return STATUS_OK;
}
