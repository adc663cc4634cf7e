#include "searcher/eval/plan.h"

#include <string.h>

#include "common/score/bm25.h"
#include "common/text/spelling.h"
#include "searcher/eval/choice.h"
#include "searcher/eval/expand.h"

/* Stop and question words count less beside other words; see common/text/german.h. */
static const double STOP_WORD_WEIGHT = 0.4;

/* Of a compound's parts: see score_sum.h. */
static const double PART_WEIGHT = 0.8;

/* Of a term that is so many letters from the word with ~. */
static const double NEAR_WEIGHT[QUERY_MOST_EDITS + 1] = {1, 0.7, 0.5};

struct maker {
    struct plan *plan;
    const struct index *index;
    struct analyzer *analyzer;
    struct token_list *tokens;
    struct compound_reader *compounds;
    struct error *err;
    bool has_content_word;
    bool has_spellings;
    bool whole_phrases; /* lists hold parts too: a quoted word must be told from them */
};

static struct plan_node *new_node(struct maker *maker, enum plan_kind kind, enum query_role role)
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
static enum status look_up(struct maker *maker, struct search_term *term)
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
static enum status add_term(struct maker *maker, struct bytes word, struct bytes form)
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

/* The last term is the form as it was typed. */
static void set_spelling(struct maker *maker, struct bytes form, enum query_role role)
{
    struct search_term *term = &maker->plan->terms[maker->plan->term_count - 1];
    term->spelled = maker->has_spellings && role != QUERY_MUST_NOT;
    term->spelling = spelling_of(form);
}

/* The terms of a compound's parts. */
static enum status add_parts(struct maker *maker, struct bytes word, struct plan_node *node,
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

/* Makes a node with the term of the first token a compound, if it is one: by the splitter, or else
 * as it was written. */
static enum status make_compound(struct maker *maker, const struct query_node *from,
                                 struct plan_node *node, bool hyphenated)
{
    struct compound_words parts;
    struct bytes form = token_form(maker->tokens, &maker->tokens->tokens[0]);
    if (maker->compounds == NULL || from->role == QUERY_MUST_NOT) {
        return STATUS_OK;
    }
    const struct search_term *whole = &maker->plan->terms[node->first_term];
    enum status status = compound_read(maker->compounds, form, whole->term, whole->entries, &parts,
                                       maker->err);
    if (status == STATUS_OK && parts.count > 1) {
        status = add_parts(maker, from->text, node, &parts);
    } else if (hyphenated) {
        node->as_written = true;
        for (size_t i = 1; i < maker->tokens->count && status == STATUS_OK; i++) {
            status = add_term(maker, from->text, token_form(maker->tokens, &maker->tokens->tokens[i]));
            node->term_count++;
        }
    }
    if (node->term_count > 1) {
        node->kind = PLAN_COMPOUND;
        maker->plan->compound_count++;
        for (uint32_t i = 0; i < node->term_count; i++) {
            struct search_term *term = &maker->plan->terms[node->first_term + i];
            term->clause = maker->plan->compound_count;
            term->is_part = i > 0;
            term->weight = 1; /* "mit" of "Mitarbeiter" is no stop word */
        }
    }
    return status;
}

/* Without compounds a word is found as a word only, like one in quotes. */
static enum status make_whole(struct maker *maker, struct plan_node *node)
{
    uint32_t *offsets = arena_alloc(&maker->plan->arena, sizeof *offsets);
    if (offsets == NULL) {
        return error_set_memory(maker->err);
    }
    *offsets = 0;
    node->kind = PLAN_PHRASE;
    node->offsets = offsets;
    return STATUS_OK;
}

/* A word of one token, or of several that are one compound. */
static enum status make_single(struct maker *maker, const struct query_node *from,
                               struct plan_node **made)
{
    struct plan_node *node = new_node(maker, PLAN_TERM, from->role);
    struct bytes form = token_form(maker->tokens, &maker->tokens->tokens[0]);
    enum status status = node ? add_term(maker, from->text, form) : STATUS_MEMORY;
    if (status != STATUS_OK) {
        return status;
    }
    set_spelling(maker, form, from->role);
    node->term_count = 1;
    *made = node;
    return maker->compounds == NULL && maker->whole_phrases
               ? make_whole(maker, node)
               : make_compound(maker, from, node, maker->tokens->count > 1);
}

/* One node a term; several terms of a word (numbers, addresses) are alternatives. */
static enum status make_word(struct maker *maker, const struct query_node *from,
                             struct plan_node **made)
{
    struct plan_node *group = NULL, **link = made;
    if (maker->tokens->count == 1 ||
        (maker->compounds != NULL && from->role != QUERY_MUST_NOT && is_hyphenated(maker->tokens))) {
        return make_single(maker, from, made);
    }
    for (size_t i = 0; i < maker->tokens->count; i++) {
        const struct token *token = &maker->tokens->tokens[i];
        if (i == 0) {
            group = new_node(maker, PLAN_GROUP, from->role);
            if (group == NULL) {
                return STATUS_MEMORY;
            }
            *made = group;
            link = &group->child;
        }
        struct plan_node *node =
            new_node(maker, PLAN_TERM, QUERY_SHOULD);
        enum status status = node ? add_term(maker, from->text, token_form(maker->tokens, token))
                                  : STATUS_MEMORY;
        if (status != STATUS_OK) {
            return status;
        }
        node->term_count = 1;
        *link = node;
        link = &node->next;
    }
    if (group != NULL) {
        group->term_count = (uint32_t)maker->plan->term_count - group->first_term;
    }
    return STATUS_OK;
}

/* Of the tokens at one position the shortest: a part is there wherever the joined form is. */
static enum status make_phrase(struct maker *maker, const struct query_node *from,
                               struct plan_node **made)
{
    const struct token_list *list = maker->tokens;
    struct plan_node *node = new_node(maker, PLAN_PHRASE, from->role);
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
static enum status make_choice(struct maker *maker, const struct query_node *from,
                               struct plan_node **made)
{
    struct plan *plan = maker->plan;
    struct expansion expansion;
    enum status status = expand_pattern(maker->index, from, &plan->arena, &expansion, maker->err);
    struct plan_node *node = status == STATUS_OK ? new_node(maker, PLAN_CHOICE, from->role) : NULL;
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

static enum status make_leaf(struct maker *maker, const struct query_node *from,
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
    return from->kind == QUERY_PHRASE ? make_phrase(maker, from, made)
                                      : make_word(maker, from, made);
}

/* Depth is bounded by QUERY_MAX_DEPTH. A child without any term is left out. */
static enum status make_group(struct maker *maker, const struct query_node *from,
                              struct plan_node **made)
{
    struct plan_node *group = new_node(maker, PLAN_GROUP, from->role);
    if (group == NULL) {
        return STATUS_MEMORY;
    }
    struct plan_node **link = &group->child;
    for (const struct query_node *child = from->child; child; child = child->next) {
        struct query_node only = *child;
        while (only.kind == QUERY_GROUP && only.child && !only.child->next &&
               only.child->role == QUERY_SHOULD) { /* -(x) is -x */
            only = *only.child;
            only.role = child->role;
        }
        enum status status = only.kind == QUERY_GROUP ? make_group(maker, &only, link)
                                                      : make_leaf(maker, &only, link);
        if (status != STATUS_OK) {
            return status;
        }
        while (*link != NULL) {
            link = &(*link)->next;
        }
    }
    group->term_count = (uint32_t)maker->plan->term_count - group->first_term;
    if (group->child != NULL) {
        *made = group;
    }
    return STATUS_OK;
}

/* Alternatives that are no more than that belong to the group above: (a OR b) OR c = a OR b OR c.
 * A group of one is its child. */
static void flatten(struct plan_node *group)
{
    for (struct plan_node *child = group->child; child; child = child->next) {
        if (child->kind == PLAN_GROUP) {
            flatten(child);
        }
    }
    for (struct plan_node **link = &group->child; *link;) {
        struct plan_node *child = *link;
        bool only_should = child->kind == PLAN_GROUP;
        for (struct plan_node *inner = child->child; inner && only_should; inner = inner->next) {
            only_should = inner->role == QUERY_SHOULD;
        }
        bool single = only_should && child->child->next == NULL;
        if (only_should && (single || child->role == QUERY_SHOULD ||
                            (child->role == QUERY_MUST && group->child == child && !child->next))) {
            struct plan_node *last = child->child;
            last->role = single ? child->role : last->role;
            while (last->next != NULL) {
                last = last->next;
            }
            last->next = child->next;
            *link = child->child;
        } else {
            link = &child->next;
        }
    }
}

static void weigh_terms(struct maker *maker)
{
    for (size_t t = 0; t < maker->plan->term_count; t++) {
        struct search_term *term = &maker->plan->terms[t];
        double factor = term->weight < 0 && maker->has_content_word ? STOP_WORD_WEIGHT : 1;
        factor = term->is_part ? PART_WEIGHT : factor;
        if (!term->is_choice) { /* those get a weight together */
            term->weight = factor * bm25_idf(maker->index->documents, term->document_frequency);
        }
    }
}

/* One word has one weight: that of the most frequent of its terms. */
static void weigh_choice(struct plan *plan, const struct plan_node *node, uint64_t documents)
{
    uint64_t most = 0;
    for (uint32_t i = 0; i < node->term_count; i++) {
        uint64_t frequency = plan->terms[node->first_term + i].document_frequency;
        most = frequency > most ? frequency : most;
    }
    for (uint32_t i = 0; i < node->term_count; i++) {
        plan->terms[node->first_term + i].weight *= bm25_idf(documents, most);
    }
}

static void weigh_nodes(struct plan *plan, struct plan_node *node, uint64_t documents)
{
    for (; node; node = node->next) {
        if (node->kind == PLAN_PHRASE) {
            for (uint32_t i = 0; i < node->term_count; i++) {
                node->weight += plan->terms[node->first_term + i].weight;
            }
        } else if (node->kind == PLAN_CHOICE) {
            weigh_choice(plan, node, documents);
        }
        weigh_nodes(plan, node->child, documents);
    }
}

/* Whether the whole word of a compound stands only where all its parts count. It does not where the
 * parts are those of a hyphenated word, or where it is itself a part of longer compounds. */
static bool implies_parts(const struct plan *plan, size_t segments, const struct plan_node *node)
{
    bool stands = false, is_part = false;
    for (size_t s = 0; s < segments; s++) {
        const struct term_entry *entry = &plan->terms[node->first_term].entries[s];
        stands = stands || entry->df > 0;
        is_part = is_part || entry->has_parts || entry->single_parts > 0;
    }
    return !stands || (!node->as_written && !is_part);
}

/* What lists of one level can tell, without the tree. */
static void set_flat(struct plan *plan, size_t segments)
{
    plan->flat = true;
    for (struct plan_node *child = plan->root->child; child; child = child->next) {
        plan->flat = plan->flat && (child->kind == PLAN_TERM || child->kind == PLAN_COMPOUND);
        if (child->kind == PLAN_COMPOUND && child->role == QUERY_MUST) {
            child->loose = !implies_parts(plan, segments, child);
            plan->loose_count += child->loose;
        }
    }
}

enum status plan_make(struct plan *plan, const struct query *query, const struct index *index,
                      const struct plan_tools *tools, struct error *err)
{
    arena_reset(&plan->arena);
    *plan = (struct plan){.arena = plan->arena};
    struct maker maker = {.plan = plan,
                          .index = index,
                          .analyzer = tools->analyzer,
                          .tokens = tools->tokens,
                          .compounds = index->has_parts ? tools->compounds : NULL,
                          .err = err,
                          .has_spellings = index->has_spellings,
                          .whole_phrases = index->has_parts};
    if (query->root == NULL) {
        return STATUS_OK;
    }
    enum status status = make_group(&maker, query->root, &plan->root);
    if (status != STATUS_OK || plan->root == NULL) {
        plan->root = NULL;
        return status;
    }
    weigh_terms(&maker);
    flatten(plan->root);
    while (plan->root->child->kind == PLAN_GROUP && plan->root->child->next == NULL &&
           plan->root->child->role != QUERY_MUST_NOT) {
        plan->root = plan->root->child;
    }
    weigh_nodes(plan, plan->root, index->documents);
    set_flat(plan, index->segment_count);
    return STATUS_OK;
}

void plan_release(struct plan *plan)
{
    arena_release(&plan->arena);
    *plan = (struct plan){0};
}
