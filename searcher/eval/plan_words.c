#include "searcher/eval/plan_words.h"

#include <string.h>

#include "common/text/orthography.h"
#include "common/text/spelling.h"
#include "searcher/eval/choice.h"
#include "searcher/eval/expand.h"

/* Of a term that is so many letters from the word with ~. */
static const double NEAR_WEIGHT[QUERY_MOST_EDITS + 1] = {1, 0.7, 0.5};

struct plan_node *plan_new_node(struct plan_maker *maker, enum plan_kind kind, enum query_role role)
{
    struct plan_node *node = arena_alloc(&maker->plan->arena, sizeof *node);
    if (node == NULL) {
        error_set_memory(maker->err);
        return NULL;
    }
    *node = (struct plan_node){.kind = kind,
                               .role = role,
                               .first_term = (uint32_t)maker->plan->term_count};
    return node;
}

static bool grow_terms(struct plan *plan)
{
    size_t capacity = plan->term_capacity ? 2 * plan->term_capacity : 16;
    struct search_term *terms = arena_alloc(&plan->arena, capacity * sizeof *terms);
    if (terms == NULL) {
        return false;
    }
    if (plan->term_count != 0) {
        memcpy(terms, plan->terms, plan->term_count * sizeof *terms);
    }
    plan->terms = terms;
    plan->term_capacity = capacity;
    return true;
}

/* Looks a term up in all segments. */
static enum status look_up(struct plan_maker *maker, struct search_term *term)
{
    const struct index *index = maker->index;
    struct term_entry *entries =
        arena_alloc(&maker->plan->arena, (index->segment_count + 1) * sizeof *entries);
    if (entries == NULL) {
        return error_set_memory(maker->err);
    }
    term->entries = entries;
    for (size_t s = 0; s < index->segment_count; s++) {
        bool found = false;
        enum status status = segment_lookup(&index->segments[s].segment, term->term, &entries[s],
                                            &found, maker->err);
        if (status != STATUS_OK) {
            return status;
        }
        if (!found) {
            entries[s] = (struct term_entry){0};
        }
        term->document_frequency += entries[s].df;
    }
    return STATUS_OK;
}

/* Adds the term of a form; a weight of -1 marks a stop word until all words are known. */
static enum status add_term(struct plan_maker *maker, struct bytes word, struct bytes form)
{
    struct plan *plan = maker->plan;
    struct bytes term;
    if (plan->term_count == plan->term_capacity && !grow_terms(plan)) {
        return error_set_memory(maker->err);
    }
    enum status status = analyzer_term(maker->analyzer, form, &term, maker->err);
    if (status != STATUS_OK) {
        return status;
    }
    void *copy = arena_copy(&plan->arena, term.data, term.size);
    if (copy == NULL) {
        return error_set_memory(maker->err);
    }
    bool stop = analyzer_is_stop_word(maker->analyzer, form);
    maker->has_content_word = maker->has_content_word || !stop;
    struct search_term *added = &plan->terms[plan->term_count++];
    *added = (struct search_term){
        .word = word, .term = bytes_of(copy, term.size), .weight = stop ? -1 : 1};
    return look_up(maker, added);
}

/* The last term is the form as it was typed; who types Mueller means Müller as well. */
static void set_spelling(struct plan_maker *maker, struct bytes form, enum query_role role)
{
    uint8_t plain[ANALYZER_MAX_FORM_BYTES];
    struct search_term *term = &maker->plan->terms[maker->plan->term_count - 1];
    term->spelled = maker->has_spellings && role != QUERY_MUST_NOT;
    term->spelling = term->transcribed = spelling_of(form);
    if (form.size <= ANALYZER_MAX_FORM_BYTES) {
        orthography_transcribe(form, plain);
        term->transcribed = spelling_of(bytes_of(plain, form.size));
    }
}

/* The terms of a compound's parts. */
static enum status add_parts(struct plan_maker *maker, struct bytes word, struct plan_node *node,
                             const struct compound_words *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        uint8_t form[COMPOUND_MAX_FORM_BYTES + 2];
        size_t size = compound_part_word(bytes_of(parts->form, parts->form_size), &parts->parts[i],
                                         form);
        enum status status = add_term(maker, word, bytes_of(form, size));
        if (status != STATUS_OK) {
            return status;
        }
        node->term_count++;
    }
    return STATUS_OK;
}

/* Literatur-Lexikon: the first token is the others joined. */
static bool is_hyphenated(const struct token_list *list)
{
    struct bytes joined = token_form(list, &list->tokens[0]);
    size_t at = 0;
    for (size_t i = 1; i < list->count; i++) {
        struct bytes part = token_form(list, &list->tokens[i]);
        if (part.size > joined.size - at || memcmp(joined.data + at, part.data, part.size) != 0) {
            return false;
        }
        at += part.size;
    }
    return list->count > 2 && at == joined.size;
}

/* Makes a node with terms behind the whole word's a compound. */
static void set_compound(struct plan *plan, struct plan_node *node)
{
    node->kind = PLAN_COMPOUND;
    plan->compound_count++;
    for (uint32_t i = 0; i < node->term_count; i++) {
        struct search_term *term = &plan->terms[node->first_term + i];
        term->clause = plan->compound_count;
        term->is_part = i > 0;
        term->weight = 1; /* "mit" of "Mitarbeiter" is no stop word */
    }
}

/* Without compounds a word is found as a word only, like one in quotes. */
static enum status make_whole(struct plan_maker *maker, struct plan_node *node)
{
    uint32_t *offsets = arena_alloc(&maker->plan->arena, sizeof *offsets);
    if (offsets == NULL) {
        return error_set_memory(maker->err);
    }
    *offsets = 0;
    maker->plan->terms[node->first_term].spelled = false;
    node->kind = PLAN_PHRASE;
    node->offsets = offsets;
    return STATUS_OK;
}

/* A node of one token, a compound if the splitter says so. */
static enum status make_single(struct plan_maker *maker, const struct query_node *from,
                               const struct token *token, struct plan_node **made)
{
    struct compound_words parts;
    struct bytes form = token_form(maker->tokens, token);
    struct plan_node *node = plan_new_node(maker, PLAN_TERM, from->role);
    enum status status = node ? add_term(maker, from->text, form) : STATUS_MEMORY;
    if (status != STATUS_OK) {
        return status;
    }
    set_spelling(maker, form, from->role);
    node->term_count = 1;
    *made = node;
    if (maker->compounds == NULL && maker->whole_phrases) {
        return make_whole(maker, node);
    }
    if (maker->compounds == NULL || from->role == QUERY_MUST_NOT) {
        return STATUS_OK;
    }
    const struct search_term *whole = &maker->plan->terms[node->first_term];
    status = compound_read(maker->compounds, form, whole->term, whole->entries, &parts, maker->err);
    if (status == STATUS_OK && parts.count > 1) {
        status = add_parts(maker, from->text, node, &parts);
        set_compound(maker->plan, node);
    }
    return status;
}

/* A chain of nodes with a term for each of the tokens [first, end). */
static enum status make_terms(struct plan_maker *maker, const struct query_node *from, size_t first,
                              size_t end, enum query_role role, struct plan_node **made)
{
    for (size_t i = first; i < end; i++) {
        struct plan_node *node = plan_new_node(maker, PLAN_TERM, role);
        enum status status =
            node ? add_term(maker, from->text, token_form(maker->tokens, &maker->tokens->tokens[i]))
                 : STATUS_MEMORY;
        if (status != STATUS_OK) {
            return status;
        }
        node->term_count = 1;
        *made = node;
        made = &node->next;
    }
    return STATUS_OK;
}

static void end_group(const struct plan_maker *maker, struct plan_node *group)
{
    if (group != NULL) {
        group->term_count = (uint32_t)maker->plan->term_count - group->first_term;
    }
}

/* A hyphenated word as it was written, if the splitter does not cut it. */
static enum status add_written_parts(struct plan_maker *maker, const struct query_node *from,
                                     struct plan_node *node)
{
    enum status status = STATUS_OK;
    node->as_written = true;
    for (size_t i = 1; i < maker->tokens->count && status == STATUS_OK; i++) {
        status = add_term(maker, from->text, token_form(maker->tokens, &maker->tokens->tokens[i]));
        node->term_count++;
    }
    set_compound(maker->plan, node);
    return status;
}

/* The tokens of one place: Nutzer:innen is Nutzer or Nutzerinnen. */
static enum status make_alternatives(struct plan_maker *maker, const struct query_node *from,
                                     size_t first, size_t end, struct plan_node **made)
{
    struct plan_node *group = plan_new_node(maker, PLAN_GROUP, from->role);
    if (group == NULL) {
        return STATUS_MEMORY;
    }
    *made = group;
    enum status status = make_terms(maker, from, first, end, QUERY_SHOULD, &group->child);
    end_group(maker, group);
    return status;
}

/* A word that need not occur: its terms are alternatives. */
static enum status make_optional(struct plan_maker *maker, const struct query_node *from,
                                 struct plan_node **made)
{
    const struct token_list *list = maker->tokens;
    if (list->count == 1 || (maker->compounds != NULL && is_hyphenated(list))) {
        enum status status = make_single(maker, from, &list->tokens[0], made);
        return status == STATUS_OK && list->count > 1 && (*made)->kind == PLAN_TERM
                   ? add_written_parts(maker, from, *made)
                   : status;
    }
    return make_alternatives(maker, from, 0, list->count, made);
}

/* Behind the tokens at the place of tokens[first]; if that one is the whole of several places
 * (Online-Shop, 14.8.2019, info@host.de), behind all that it is made of. */
static size_t unit_end(const struct token_list *list, size_t first, bool *whole)
{
    const struct token *unit = &list->tokens[first];
    size_t end = first + 1, place = first + 1;
    while (end < list->count && list->tokens[end].text_end <= unit->text_end) {
        end++;
    }
    while (place < list->count && list->tokens[place].position == unit->position) {
        place++;
    }
    struct bytes last = token_form(list, &list->tokens[end - 1]), form = token_form(list, unit);
    *whole = end > place && form.size > last.size && /* the last place of "Vor-/Nachname" is no part */
             memcmp(form.data + form.size - last.size, last.data, last.size) == 0;
    return *whole ? end : place;
}

/* An address or a date stands for itself: its parts may be anywhere. */
static bool is_indivisible(struct bytes form)
{
    return memchr(form.data, '.', form.size) != NULL || memchr(form.data, '@', form.size) != NULL;
}

/* A hyphenated word: a compound if the splitter cuts it, or else in one piece or with all parts. */
static enum status make_hyphenated(struct plan_maker *maker, const struct query_node *from, size_t first,
                                   size_t end, struct plan_node **made)
{
    struct plan_node *group = plan_new_node(maker, PLAN_GROUP, from->role);
    struct plan_node *parts = plan_new_node(maker, PLAN_GROUP, QUERY_SHOULD), *joined = NULL;
    if (group == NULL || parts == NULL) {
        return STATUS_MEMORY;
    }
    enum status status = make_single(maker, from, &maker->tokens->tokens[first], &joined);
    if (status != STATUS_OK || joined->kind == PLAN_COMPOUND) {
        *made = joined;
        return status;
    }
    *made = group;
    group->child = joined;
    joined->role = QUERY_SHOULD;
    joined->next = parts;
    parts->first_term = (uint32_t)maker->plan->term_count;
    status = make_terms(maker, from, first + 1, end, QUERY_MUST, &parts->child);
    end_group(maker, parts);
    end_group(maker, group);
    return status;
}

/* A word that must or must not occur: all its places (CDU/CSU). */
static enum status make_strict(struct plan_maker *maker, const struct query_node *from,
                               struct plan_node **made)
{
    const struct token_list *list = maker->tokens;
    struct plan_node *both = NULL;
    for (size_t i = 0, end; i < list->count; i = end) {
        bool whole;
        struct bytes form = token_form(list, &list->tokens[i]);
        enum status status;
        end = unit_end(list, i, &whole);
        if (end < list->count && bytes_equal(form, bytes_of_text("www"))) {
            continue; /* it is not part of the address */
        }
        if (from->role == QUERY_MUST_NOT && both == NULL && end < list->count) {
            both = plan_new_node(maker, PLAN_GROUP, QUERY_MUST_NOT);
            if (both == NULL) {
                return STATUS_MEMORY;
            }
            *made = both;
            made = &both->child;
        }
        if (end == i + 1 || (whole && is_indivisible(form))) {
            status = make_single(maker, from, &list->tokens[i], made);
        } else {
            status = whole ? make_hyphenated(maker, from, i, end, made)
                           : make_alternatives(maker, from, i, end, made);
        }
        if (status != STATUS_OK) {
            return status;
        }
        (*made)->role = both ? QUERY_MUST : from->role;
        made = &(*made)->next;
    }
    end_group(maker, both);
    return STATUS_OK;
}

static enum status make_word(struct plan_maker *maker, const struct query_node *from,
                             struct plan_node **made)
{
    return from->role == QUERY_SHOULD ? make_optional(maker, from, made)
                                      : make_strict(maker, from, made);
}

/* Of the tokens at one position the shortest: a part is there wherever the joined form is. */
static enum status make_phrase(struct plan_maker *maker, const struct query_node *from,
                               struct plan_node **made)
{
    const struct token_list *list = maker->tokens;
    struct plan_node *node = plan_new_node(maker, PLAN_PHRASE, from->role);
    uint32_t *offsets = arena_alloc(&maker->plan->arena, (list->count + 1) * sizeof *offsets);
    if (node == NULL || offsets == NULL) {
        return error_set_memory(maker->err);
    }
    for (size_t i = 0; i < list->count;) {
        const struct token *best = &list->tokens[i];
        size_t j = i;
        for (; j < list->count && list->tokens[j].position == list->tokens[i].position; j++) {
            if (list->tokens[j].form_size < best->form_size) {
                best = &list->tokens[j];
            }
        }
        offsets[node->term_count++] = best->position - list->tokens[0].position;
        enum status status = add_term(maker, from->text, token_form(list, best));
        if (status != STATUS_OK) {
            return status;
        }
        i = j;
    }
    node->distance = from->distance;
    node->offsets = offsets;
    if (node->term_count == 1 && !maker->whole_phrases) {
        node->kind = PLAN_TERM;
    }
    *made = node;
    return STATUS_OK;
}

/* A word with stars or ~: a term for each that it stands for. */
static enum status make_choice(struct plan_maker *maker, const struct query_node *from,
                               struct plan_node **made)
{
    struct plan *plan = maker->plan;
    struct expansion expansion;
    enum status status = expand_pattern(maker->index, from, &plan->arena, &expansion, maker->err);
    struct plan_node *node = status == STATUS_OK ? plan_new_node(maker, PLAN_CHOICE, from->role) : NULL;
    if (node == NULL) {
        return status == STATUS_OK ? STATUS_MEMORY : status;
    }
    if (expansion.count > 0) {
        node->choice = arena_alloc(&plan->arena, sizeof *node->choice);
    }
    for (size_t i = 0; i < expansion.count; i++) {
        const struct expanded_term *term = &expansion.terms[i];
        if (node->choice == NULL || (plan->term_count == plan->term_capacity && !grow_terms(plan))) {
            return error_set_memory(maker->err);
        }
        struct search_term *added = &plan->terms[plan->term_count++];
        *added = (struct search_term){.word = from->text, .term = term->term, .is_choice = true,
                                      .weight = NEAR_WEIGHT[term->distance]};
        node->term_count++;
        status = look_up(maker, added);
        if (status != STATUS_OK) {
            return status;
        }
    }
    maker->has_content_word = true;
    plan->limited = plan->limited || expansion.limited;
    *made = node;
    return STATUS_OK;
}

enum status plan_make_leaf(struct plan_maker *maker, const struct query_node *from,
                             struct plan_node **made)
{
    if (from->kind == QUERY_PATTERN) {
        return make_choice(maker, from, made);
    }
    token_list_reset(maker->tokens);
    enum status status =
        analyzer_segment(maker->analyzer, from->text, maker->tokens, maker->err);
    if (status != STATUS_OK || maker->tokens->count == 0) {
        return status;
    }
    if (maker->tokens->count > QUERY_MAX_WORDS) {
        return error_set(maker->err, STATUS_USAGE, "a phrase or a word with hyphens has more than %d words",
                         QUERY_MAX_WORDS);
    }
    return from->kind == QUERY_PHRASE ? make_phrase(maker, from, made)
                                      : make_word(maker, from, made);
}
