#include "searcher/eval/plan.h"

#include "common/score/bm25.h"
#include "searcher/eval/plan_words.h"

/* Stop and question words count less beside other words; see common/text/german.h. */
static const double STOP_WORD_WEIGHT = 0.4;

/* Of a compound's parts: see score_sum.h. */
static const double PART_WEIGHT = 0.8;

static bool is_implied_stop_word(const struct plan *plan, const struct plan_node *node)
{
    return node->kind == PLAN_TERM && node->role == QUERY_MUST && node->implied &&
           plan->terms[node->first_term].weight < 0;
}

/* Where all words must occur: a question's "Wie hoch ist der" need not, beside other words. */
static void let_stop_words_off(const struct plan *plan, struct plan_node *group)
{
    bool others = false;
    for (const struct plan_node *child = group->child; child; child = child->next) {
        others = others || (child->role == QUERY_MUST && !is_implied_stop_word(plan, child));
    }
    for (struct plan_node *child = group->child; child && others; child = child->next) {
        if (is_implied_stop_word(plan, child)) {
            child->role = QUERY_SHOULD;
        }
    }
}

/* Depth is bounded by QUERY_MAX_DEPTH. A child without any term is left out. */
static enum status make_group(struct plan_maker *maker, const struct query_node *from,
                              struct plan_node **made)
{
    struct plan_node *group = plan_new_node(maker, PLAN_GROUP, from->role);
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
                                                      : plan_make_leaf(maker, &only, link);
        if (status != STATUS_OK) {
            return status;
        }
        while (*link != NULL) {
            (*link)->implied = !child->marked;
            link = &(*link)->next;
        }
    }
    let_stop_words_off(maker->plan, group);
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

static void weigh_terms(struct plan_maker *maker)
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
    struct plan_maker maker = {.plan = plan,
                          .index = index,
                          .analyzer = tools->analyzer,
                          .tokens = tools->tokens,
                          .compounds = index->has_parts ? tools->compounds : NULL,
                          .err = err,
                          .has_spellings = index->has_spellings && !query->untyped,
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
