#include "searcher/eval/phrase.h"

#include "common/base/memory.h"

/* One word's positions in the document. */
struct places {
    const uint32_t *at, *end;
};

/* A document with the word in compounds only has no phrase. A frequency that the bytes of the list
 * cannot hold is damage. */
static bool check_frequencies(const struct phrase_list *lists, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (lists[i].tf == 0) {
            return false;
        }
        if (lists[i].tf > cursor_most_positions(lists[i].cursor)) {
            lists[i].cursor->damaged = true;
            return false;
        }
    }
    return true;
}

static bool read_positions(const struct phrase_list *list, uint32_t *out)
{
    return cursor_positions(list->cursor, list->block, list->index, out);
}

/* Keeps those starts at which the word stands too; how many are left. */
static uint32_t keep_starts(uint32_t *starts, uint32_t count, const uint32_t *positions, uint32_t tf,
                            uint32_t offset)
{
    uint32_t kept = 0, j = 0;
    for (uint32_t i = 0; i < count && j < tf; i++) {
        uint64_t wanted = (uint64_t)starts[i] + offset;
        while (j < tf && positions[j] < wanted) {
            j++;
        }
        starts[kept] = starts[i];
        kept += j < tf && positions[j] == wanted;
    }
    return kept;
}

static void flip_starts(uint64_t *map, const uint32_t *starts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        map[starts[i] / 64] ^= (uint64_t)1 << starts[i] % 64;
    }
}

/* The same by a map with the starts set: no branch depends on the positions. */
static uint32_t keep_mapped(const uint64_t *map, uint32_t *starts, const uint32_t *positions,
                            uint32_t tf, uint32_t offset)
{
    uint32_t kept = 0;
    for (uint32_t j = 0; j < tf; j++) {
        uint32_t start = positions[j] - offset; /* wraps to a large number before the document */
        if (start >= 64 * RUN_MAP_WORDS) {
            continue;
        }
        starts[kept] = start;
        kept += (uint32_t)(map[start / 64] >> start % 64) & 1;
    }
    return kept;
}

/* Words in order of their frequency in the document: the rarest gives the starts, and most
 * documents are decided after the second. run->work holds starts, those kept, positions. */
static uint32_t count_exact(struct segment_run *run, const struct plan_node *node,
                            const struct phrase_list *lists)
{
    uint32_t rarest = 0, most = 0, count = 0;
    for (uint32_t i = 0; i < node->term_count; i++) {
        rarest = lists[i].tf < lists[rarest].tf ? i : rarest;
        most = lists[i].tf > most ? lists[i].tf : most;
    }
    run->work.size = 0; /* a failure stays: the search must not go on without its documents */
    if (!buffer_reserve(&run->work, 3 * ((size_t)most + 1) * sizeof(uint32_t))) {
        return 0;
    }
    uint32_t *starts = (uint32_t *)(void *)run->work.data, *kept = starts + most + 1;
    uint32_t *positions = kept + most + 1;
    if (!read_positions(&lists[rarest], positions)) {
        return 0;
    }
    for (uint32_t i = 0; i < lists[rarest].tf; i++) {
        starts[count] = positions[i] - node->offsets[rarest];
        count += positions[i] >= node->offsets[rarest];
    }
    for (uint32_t i = 0; i < node->term_count && count > 0; i++) {
        if (i == rarest) {
            continue;
        }
        uint32_t last = starts[count - 1]; /* positions behind the last start do not matter */
        uint32_t read = cursor_positions_until(lists[i].cursor, lists[i].block, lists[i].index,
                                               last + node->offsets[i], positions);
        if (read == 0) {
            return 0;
        }
        if (last >= 64 * RUN_MAP_WORDS) {
            count = keep_starts(starts, count, positions, read, node->offsets[i]);
            continue;
        }
        flip_starts(run->start_map, starts, count);
        uint32_t left = keep_mapped(run->start_map, kept, positions, read, node->offsets[i]);
        flip_starts(run->start_map, starts, count);
        uint32_t *swap = starts;
        starts = kept;
        kept = swap;
        count = left;
    }
    return count;
}

/* Reads the positions of all words into run->work: first the places, then the numbers. */
static struct places *read_places(struct segment_run *run, const struct phrase_list *lists,
                                  uint32_t count)
{
    uint64_t numbers = 0;
    for (uint32_t i = 0; i < count; i++) {
        numbers += lists[i].tf;
    }
    run->work.size = 0;
    if (!buffer_reserve(&run->work,
                        count * sizeof(struct places) + (size_t)numbers * sizeof(uint32_t))) {
        return NULL;
    }
    struct places *places = (struct places *)(void *)run->work.data;
    uint32_t *out = (uint32_t *)(void *)(places + count);
    for (uint32_t i = 0; i < count; i++) {
        if (!read_positions(&lists[i], out)) {
            return NULL;
        }
        places[i] = (struct places){out, out + lists[i].tf};
        out += lists[i].tf;
    }
    return places;
}

static uint32_t count_near(struct segment_run *run, const struct plan_node *node,
                           const struct phrase_list *lists, bool once)
{
    struct places *places = read_places(run, lists, node->term_count);
    uint64_t span = (uint64_t)node->term_count + node->distance;
    uint32_t found = 0;
    while (places != NULL) {
        uint32_t lowest = 0, highest = 0;
        for (uint32_t i = 1; i < node->term_count; i++) {
            lowest = *places[i].at < *places[lowest].at ? i : lowest;
            highest = *places[i].at > *places[highest].at ? i : highest;
        }
        found += (uint64_t)*places[highest].at - *places[lowest].at < span;
        if (++places[lowest].at == places[lowest].end || (found > 0 && once)) {
            break;
        }
    }
    return found;
}

uint32_t phrase_count_lists(struct segment_run *run, const struct plan_node *node,
                            const struct phrase_list *lists, bool once)
{
    if (!check_frequencies(lists, node->term_count)) {
        return 0;
    }
    if (node->term_count == 1) {
        return lists[0].tf;
    }
    return node->distance == 0 ? count_exact(run, node, lists) : count_near(run, node, lists, once);
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
                                      cursor_word_count(cursor, cursor->block, cursor->index)};
        if (i + 1 == node->term_count) {
            found = phrase_count_lists(run, node, all, run->options->top == 0);
        }
    }
    if (all != lists) {
        memory_free(all);
    }
    return found;
}
