#include "searcher/eval/phrase.h"

#include "common/base/memory.h"

/* One word's positions in the document. */
struct places {
    const uint32_t *at, *end;
};

/* Reads the positions of all words into run->work: first the places, then the numbers. */
static struct places *read_places(struct segment_run *run, const struct phrase_list *lists,
                                  uint32_t count)
{
    uint64_t numbers = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (lists[i].tf == 0 || lists[i].tf > cursor_most_positions(lists[i].cursor)) {
            lists[i].cursor->damaged = true;
            return NULL;
        }
        numbers += lists[i].tf;
    }
    buffer_reset(&run->work);
    if (!buffer_reserve(&run->work,
                        count * sizeof(struct places) + (size_t)numbers * sizeof(uint32_t))) {
        return NULL;
    }
    struct places *places = (struct places *)(void *)run->work.data;
    uint32_t *out = (uint32_t *)(void *)(places + count);
    for (uint32_t i = 0; i < count; i++) {
        if (!cursor_positions(lists[i].cursor, lists[i].block, lists[i].index, out)) {
            return NULL;
        }
        places[i] = (struct places){out, out + lists[i].tf};
        out += lists[i].tf;
    }
    return places;
}

/* Whether position `wanted` is among the places; they move on, targets only rise. */
static bool holds(struct places *places, uint64_t wanted)
{
    while (places->at < places->end && *places->at < wanted) {
        places->at++;
    }
    return places->at < places->end && *places->at == wanted;
}

static uint32_t count_exact(struct places *places, const struct plan_node *node, bool once)
{
    uint32_t found = 0;
    for (const uint32_t *first = places[0].at; first < places[0].end; first++) {
        bool all = true;
        for (uint32_t i = 1; i < node->term_count && all; i++) {
            all = holds(&places[i], (uint64_t)*first + node->offsets[i]);
        }
        found += all;
        if (found > 0 && once) {
            return found;
        }
    }
    return found;
}

static uint32_t count_near(struct places *places, const struct plan_node *node, bool once)
{
    uint64_t span = (uint64_t)node->term_count + node->distance;
    uint32_t found = 0;
    for (;;) {
        uint32_t lowest = 0, highest = 0;
        for (uint32_t i = 1; i < node->term_count; i++) {
            lowest = *places[i].at < *places[lowest].at ? i : lowest;
            highest = *places[i].at > *places[highest].at ? i : highest;
        }
        found += (uint64_t)*places[highest].at - *places[lowest].at < span;
        if (++places[lowest].at == places[lowest].end || (found > 0 && once)) {
            return found;
        }
    }
}

uint32_t phrase_count_lists(struct segment_run *run, const struct plan_node *node,
                            const struct phrase_list *lists, bool once)
{
    struct places *places = read_places(run, lists, node->term_count);
    if (places == NULL) {
        return 0;
    }
    return node->distance == 0 ? count_exact(places, node, once) : count_near(places, node, once);
}

uint32_t phrase_count(struct segment_run *run, const struct plan_node *node, uint32_t document)
{
    struct phrase_list lists[PHRASE_FEW];
    struct phrase_list *all = lists;
    uint32_t found = 0;
    if (node->term_count > PHRASE_FEW) {
        all = memory_alloc_array(node->term_count, sizeof *all);
        run->work.failed = run->work.failed || all == NULL;
    }
    for (uint32_t i = 0; all != NULL && i < node->term_count; i++) {
        struct cursor *cursor = run->cursors[node->first_term + i];
        if (cursor == NULL || cursor_advance(cursor, document) != document) {
            break;
        }
        all[i] = (struct phrase_list){cursor, cursor->block, cursor->index,
                                      cursor_tf(cursor, cursor->block, cursor->index)};
        if (i + 1 == node->term_count) {
            found = phrase_count_lists(run, node, all, run->options->top == 0);
        }
    }
    if (all != lists) {
        memory_free(all);
    }
    return found;
}
