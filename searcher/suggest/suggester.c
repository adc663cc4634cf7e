#include "searcher/suggest/suggester.h"

#include "common/base/memory.h"
#include "searcher/suggest/corrector.h"

/* A word of the query that may be changed: bytes [start, end) of its text. */
struct place {
    uint32_t start, end;
    bool joins_next; /* the next word stands beside it, on the same terms */
};

struct suggester {
    const struct index *index;
    struct analyzer *analyzer;
    struct token_list tokens;
    struct corrector corrector;
    struct typed_word words[CANDIDATES_MAX_WORDS];
    struct place places[CANDIDATES_MAX_WORDS];
    size_t count;
};

enum status suggester_create(struct suggester **created, const struct index *index, struct error *err)
{
    struct suggester *suggester = memory_alloc_array(1, sizeof *suggester);
    if (suggester == NULL) {
        return error_set_memory(err);
    }
    suggester->index = index;
    enum status status = analyzer_create(&suggester->analyzer, index->analyzer, err);
    if (status != STATUS_OK) {
        suggester_destroy(suggester);
        return status;
    }
    suggester->corrector.index = index;
    suggester->corrector.compounds =
        (struct compound_reader){.index = index, .analyzer = suggester->analyzer};
    *created = suggester;
    return STATUS_OK;
}

void suggester_destroy(struct suggester *suggester)
{
    if (suggester != NULL) {
        corrector_release(&suggester->corrector);
        token_list_release(&suggester->tokens);
        analyzer_destroy(suggester->analyzer);
        memory_free(suggester);
    }
}

/* A word of more than one token (a hyphen, a number with signs) is left alone. */
static enum status add_word(struct suggester *suggester, const struct query_node *node, bool *added,
                            struct error *err)
{
    token_list_reset(&suggester->tokens);
    enum status status = analyzer_segment(suggester->analyzer, node->text, &suggester->tokens, err);
    *added = status == STATUS_OK && suggester->tokens.count == 1 &&
             suggester->count < CANDIDATES_MAX_WORDS;
    if (*added) {
        const struct token *token = &suggester->tokens.tokens[0];
        struct typed_word *word = &suggester->words[suggester->count];
        corrector_begin(&suggester->corrector, token_form(&suggester->tokens, token), word);
        suggester->places[suggester->count++] = (struct place){
            .start = node->column + token->text_start, .end = node->column + token->text_end};
    }
    return status;
}

/* Depth is bounded by QUERY_MAX_DEPTH. */
static enum status add_group(struct suggester *suggester, const struct query_node *group,
                             struct error *err)
{
    const struct query_node *before = NULL; /* the word that was added last, if it stands beside */
    enum status status = STATUS_OK;
    for (const struct query_node *node = group->child; node && status == STATUS_OK; node = node->next) {
        bool added = false;
        if (node->role == QUERY_MUST_NOT) {
            before = NULL;
            continue;
        }
        if (node->kind == QUERY_GROUP) {
            status = add_group(suggester, node, err);
        } else if (node->kind == QUERY_WORD) {
            status = add_word(suggester, node, &added, err);
        }
        if (added && before != NULL && !before->marked && !node->marked) {
            suggester->places[suggester->count - 2].joins_next = true;
        }
        before = added ? node : NULL;
    }
    return status;
}

/* Only blanks between two words: no operator, no sign. */
static bool only_blanks(struct bytes text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (text.data[i] > ' ') {
            return false;
        }
    }
    return true;
}

/* The words in the order of the text, with what is to stand in their place. */
static enum status write_changes(struct suggester *suggester, struct bytes text, struct buffer *out,
                                 struct error *err)
{
    size_t at = 0;
    bool changed = false;
    for (size_t i = 0; i < suggester->count; i++) {
        const struct place *place = &suggester->places[i], *next = place + 1;
        struct correction correction = {0};
        enum status status = STATUS_OK;
        size_t end = place->end;
        if (place->joins_next && only_blanks(text, place->end, next->start)) {
            status = corrector_pair(&suggester->corrector, &suggester->words[i],
                                    &suggester->words[i + 1], &correction, err);
            end = correction.there ? next->end : end;
        }
        bool joined = correction.there;
        if (status == STATUS_OK && !joined) {
            status = corrector_word(&suggester->corrector, &suggester->words[i], &correction, err);
        }
        if (status != STATUS_OK) {
            return status;
        }
        if (correction.there) {
            buffer_append(out, text.data + at, place->start - at);
            buffer_append(out, correction.text, correction.size);
            at = end;
            changed = true;
        }
        i += joined;
    }
    if (changed) {
        buffer_append(out, text.data + at, text.size - at);
    }
    return out->failed ? error_set_memory(err) : STATUS_OK;
}

enum status suggester_run(struct suggester *suggester, const struct query *query, struct buffer *out,
                          struct error *err)
{
    buffer_reset(out);
    suggester->count = 0;
    if (query->root == NULL || suggester->index->analyzer == ANALYZER_WHITESPACE) {
        return STATUS_OK;
    }
    enum status status = add_group(suggester, query->root, err);
    if (status == STATUS_OK) {
        status = corrector_find(&suggester->corrector, suggester->words, suggester->count, err);
    }
    if (status == STATUS_OK) {
        status = write_changes(suggester, query->text, out, err);
    }
    return status;
}
