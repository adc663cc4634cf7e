#include "searcher/eval/tree.h"

#include "searcher/eval/choice.h"
#include "searcher/eval/phrase.h"
#include "searcher/eval/score_sum.h"
#include "searcher/eval/spelled.h"

static uint32_t node_advance(struct segment_run *run, const struct plan_node *node,
                             uint32_t document);

static uint32_t term_advance(struct segment_run *run, uint32_t term, uint32_t document)
{
    struct cursor *cursor = run->cursors[term];
    return cursor == NULL ? CURSOR_END : cursor_advance(cursor, document);
}

/* The first document from `document` on that holds all words at their places. */
static uint32_t phrase_advance(struct segment_run *run, const struct plan_node *node,
                               uint32_t document)
{
    while (document != CURSOR_END) {
        uint32_t target = document;
        for (uint32_t i = 0; i < node->term_count; i++) {
            target = term_advance(run, node->first_term + i, target);
            if (target == CURSOR_END) {
                return CURSOR_END;
            }
        }
        if (target == document) {
            if (phrase_count(run, node, document) > 0) {
                return document;
            }
            target++;
        }
        document = target;
    }
    return CURSOR_END;
}

/* The first document from `document` on with the word or all its parts, or with any of them. No part is
 * led past a document that the word alone makes match: its share is wanted there. */
static uint32_t compound_advance(struct segment_run *run, const struct plan_node *node,
                                 uint32_t document)
{
    bool any = node->role != QUERY_MUST;
    uint32_t nearest = term_advance(run, node->first_term, document), target = document;
    for (uint32_t i = 1; i < node->term_count && (any || target <= nearest); i++) {
        uint32_t found = term_advance(run, node->first_term + i, any ? document : target);
        if (any) {
            nearest = found < nearest ? found : nearest;
        } else if (found != target) { /* parts before it must agree */
            target = found;
            i = 0;
        }
    }
    return any || nearest < target ? nearest : target;
}

/* The first document >= document that all MUST children match, or one SHOULD child if none must. */
static uint32_t group_candidate(struct segment_run *run, const struct plan_node *group,
                                uint32_t document)
{
    bool has_must = false;
    uint32_t target = document, nearest = CURSOR_END;
    const struct plan_node *child = group->child;
    while (child != NULL && target != CURSOR_END) {
        if (child->role == QUERY_MUST) {
            has_must = true;
            uint32_t found = node_advance(run, child, target);
            if (found != target) { /* all that came before must agree */
                target = found;
                child = group->child;
                continue;
            }
        }
        child = child->next;
    }
    if (has_must) {
        return target;
    }
    for (child = group->child; child; child = child->next) {
        if (child->role == QUERY_SHOULD) {
            uint32_t found = node_advance(run, child, document);
            nearest = found < nearest ? found : nearest;
        }
    }
    return nearest;
}

static uint32_t group_advance(struct segment_run *run, const struct plan_node *group,
                              uint32_t document)
{
    for (;;) {
        uint32_t candidate = group_candidate(run, group, document);
        bool excluded = false;
        if (candidate == CURSOR_END) {
            return CURSOR_END;
        }
        for (const struct plan_node *child = group->child; child && !excluded;
             child = child->next) {
            excluded = child->role == QUERY_MUST_NOT &&
                       node_advance(run, child, candidate) == candidate;
        }
        if (!excluded) {
            return candidate;
        }
        document = candidate + 1;
    }
}

static uint32_t node_advance(struct segment_run *run, const struct plan_node *node,
                             uint32_t document)
{
    switch (node->kind) {
    case PLAN_TERM:
        return term_advance(run, node->first_term, document);
    case PLAN_PHRASE:
        return phrase_advance(run, node, document);
    case PLAN_COMPOUND:
        return compound_advance(run, node, document);
    case PLAN_CHOICE:
        return choice_advance(run, node, document);
    default:
        return group_advance(run, node, document);
    }
}

/* Adds a term's share of a document that it stands on. */
static void add_term(struct segment_run *run, uint32_t term, uint32_t document,
                     struct score_sum *sum)
{
    const struct search_term *added = &run->plan->terms[term];
    struct cursor *cursor = run->cursors[term];
    uint32_t tf = cursor_tf(cursor, cursor->block, cursor->index);
    score_sum_add(sum, added, run_share(run, added->weight, document, tf));
    spelled_note(run, term, cursor->block * CODEC_BLOCK + cursor->index, sum);
}

/* Adds the score of a document that the node may match: shares in query order, as all evaluators
 * add them, so that a score has the same bits whoever finds it. */
static void add_node(struct segment_run *run, const struct plan_node *node, uint32_t document,
                     struct score_sum *sum)
{
    static const struct search_term alone = {0};
    if (node->role == QUERY_MUST_NOT || node_advance(run, node, document) != document) {
        return;
    }
    if (node->kind == PLAN_TERM || node->kind == PLAN_COMPOUND) {
        for (uint32_t t = node->first_term; t < node->first_term + node->term_count; t++) {
            if (term_advance(run, t, document) == document) {
                add_term(run, t, document, sum);
            }
        }
    } else if (node->kind == PLAN_CHOICE) {
        score_sum_add(sum, &alone, choice_share(node, document));
    } else if (node->kind == PLAN_PHRASE) {
        uint32_t unit = segment_word_weight(&run->segment->segment);
        score_sum_add(sum, &alone, run_share(run, node->weight, document,
                                             phrase_count(run, node, document) * unit));
    }
    for (const struct plan_node *child = node->child; child; child = child->next) {
        add_node(run, child, document, sum);
    }
}

static void reset_choices(const struct plan_node *node)
{
    for (; node; node = node->next) {
        if (node->choice != NULL) {
            choice_reset(node->choice);
        }
        reset_choices(node->child);
    }
}

enum status tree_run(struct segment_run *run, struct error *err)
{
    const struct plan_node *root = run->plan->root;
    buffer_reset(&run->work);
    reset_choices(root);
    uint32_t document = group_advance(run, root, 0);
    while (document != CURSOR_END && !run->work.failed) {
        if (!run_is_deleted(run, document)) {
            run->total++;
            if (run->options->top > 0) {
                run->stats->exact_scores++;
                struct score_sum sum;
                score_sum_begin(&sum);
                add_node(run, root, document, &sum);
                run_offer(run, spelled_total(run, &sum), document);
            }
        }
        document = group_advance(run, root, document + 1);
    }
    return run->work.failed ? error_set_memory(err) : STATUS_OK;
}
