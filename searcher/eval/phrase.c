#include "searcher/eval/phrase.h"

/* One word's positions in the document. */
struct places {
    const uint32_t *at, *end;
};

/* Reads the positions of all words into run->work: first the places, then the numbers. */
static struct places *read_places(struct segment_run *run, const struct plan_node *node)
{
    size_t numbers = 0, count = node->term_count;
    for (size_t i = 0; i < count; i++) {
        struct cursor *cursor = run->cursors[node->first_term + i];
        numbers += cursor_tf(cursor, cursor->block, cursor->index);
    }
    run->work.size = 0; /* a failure stays: the search must not go on without its documents */
    if (run->work.failed || !buffer_reserve(&run->work, count * sizeof(struct places) + numbers * sizeof(uint32_t))) {
        return NULL;
    }
    struct places *places = (struct places *)(void *)run->work.data;
    uint32_t *out = (uint32_t *)(void *)(places + count);
    for (size_t i = 0; i < count; i++) {
        struct cursor *cursor = run->cursors[node->first_term + i];
        uint32_t tf = cursor_tf(cursor, cursor->block, cursor->index);
        if (tf == 0 || !cursor_positions(cursor, cursor->block, cursor->index, out)) {
            return NULL;
        }
        places[i] = (struct places){out, out + tf};
        out += tf;
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

static uint32_t count_exact(struct places *places, const struct plan_node *node)
{
    uint32_t found = 0;
    for (const uint32_t *first = places[0].at; first < places[0].end; first++) {
        bool all = true;
        for (uint32_t i = 1; i < node->term_count && all; i++) {
            all = holds(&places[i], (uint64_t)*first + node->offsets[i]);
        }
        found += all;
    }
    return found;
}

static uint32_t count_near(struct places *places, const struct plan_node *node)
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
        if (++places[lowest].at == places[lowest].end) {
            return found;
        }
    }
}

uint32_t phrase_count(struct segment_run *run, const struct plan_node *node, uint32_t document)
{
    for (uint32_t i = 0; i < node->term_count; i++) {
        if (cursor_advance(run->cursors[node->first_term + i], document) != document) {
            return 0;
        }
    }
    struct places *places = read_places(run, node);
    if (places == NULL) {
        return 0;
    }
    return node->distance == 0 ? count_exact(places, node) : count_near(places, node);
}
