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
    uint8_t index = (uint8_t)list->index;
    return cursor_positions(list->cursor, list->block, &index, 1, out);
}

/* Keeps those starts at which the word stands too; how many are left. */
static uint32_t keep_starts(const struct phrase_list *list, uint32_t offset, uint32_t *starts,
                            uint32_t *wanted, uint8_t *index, uint8_t *found, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        wanted[i] = starts[i] + offset;
        index[i] = (uint8_t)list->index;
    }
    if (!cursor_test_positions(list->cursor, list->block, index, wanted, count, found)) {
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        starts[kept] = starts[i];
        kept += found[i];
    }
    return kept;
}

/* The rarest word of the document gives the starts, the others take some away. */
static uint32_t count_exact(struct segment_run *run, const struct plan_node *node,
                            const struct phrase_list *lists)
{
    uint32_t rarest = 0, count = 0;
    for (uint32_t i = 1; i < node->term_count; i++) {
        rarest = lists[i].tf < lists[rarest].tf ? i : rarest;
    }
    run->work.size = 0; /* a failure stays: the search must not go on without its documents */
    if (!buffer_reserve(&run->work, (size_t)lists[rarest].tf * (2 * sizeof(uint32_t) + 2))) {
        return 0;
    }
    uint32_t *starts = (uint32_t *)(void *)run->work.data, before = node->offsets[rarest];
    if (!read_positions(&lists[rarest], starts)) {
        return 0;
    }
    for (uint32_t i = 0; i < lists[rarest].tf; i++) {
        uint32_t position = starts[i];
        starts[count] = position - before;
        count += position >= before;
    }
    uint32_t *wanted = starts + lists[rarest].tf;
    uint8_t *index = (uint8_t *)(wanted + lists[rarest].tf), *found = index + lists[rarest].tf;
    for (uint32_t i = 0; i < node->term_count && count > 0; i++) {
        if (i != rarest) {
            count = keep_starts(&lists[i], node->offsets[i], starts, wanted, index, found, count);
        }
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
