#include "indexer/invert/term_sort.h"

#include <string.h>

#include "common/base/memory.h"

enum { FEW = 8, LEAD_BITS = 16, LEADS = 1 << LEAD_BITS };

static bool goes_before(const struct term_key *a, const struct term_key *b, term_order *order)
{
    return a->first != b->first ? a->first < b->first : order(a->item, b->item) < 0;
}

static void sort_few(struct term_key *keys, size_t count, term_order *order)
{
    for (size_t i = 1; i < count; i++) {
        const struct term_key moved = keys[i];
        size_t at = i;
        for (; at > 0 && goes_before(&moved, &keys[at - 1], order); at--) {
            keys[at] = keys[at - 1];
        }
        keys[at] = moved;
    }
}

/* By merging; `spare` has room for half of the keys. */
static void sort_group(struct term_key *keys, size_t count, struct term_key *spare,
                       term_order *order)
{
    if (count <= FEW) {
        sort_few(keys, count, order);
        return;
    }
    size_t half = count / 2, left = 0, right = half, out = 0;
    sort_group(keys, half, spare, order);
    sort_group(keys + half, count - half, spare, order);
    memcpy(spare, keys, half * sizeof *keys);
    while (left < half && right < count) {
        bool take_right = goes_before(&keys[right], &spare[left], order);
        keys[out++] = take_right ? keys[right++] : spare[left++];
    }
    memcpy(keys + out, spare + left, (half - left) * sizeof *keys);
}

static uint32_t lead_of(const struct term_key *key)
{
    return (uint32_t)(key->first >> (64 - LEAD_BITS));
}

/* Groups of the same two first bytes, in order; `ends` tells where each ends. */
static void group_by_lead(struct term_key *keys, size_t count, struct term_key *spare,
                          uint32_t *ends)
{
    for (size_t i = 0; i < count; i++) {
        ends[lead_of(&keys[i]) + 1]++;
    }
    for (size_t lead = 0; lead < LEADS; lead++) {
        ends[lead + 1] += ends[lead];
    }
    for (size_t i = 0; i < count; i++) { /* a start becomes the end of its group */
        spare[ends[lead_of(&keys[i])]++] = keys[i];
    }
    memcpy(keys, spare, count * sizeof *keys);
}

bool term_keys_sort(struct term_key *keys, size_t count, term_order *order)
{
    struct term_key *spare = memory_alloc(count * sizeof *spare);
    uint32_t *ends = memory_alloc_array(LEADS + 1, sizeof *ends);
    bool good = spare != NULL && ends != NULL;
    if (good && count > 0) {
        group_by_lead(keys, count, spare, ends);
        for (size_t first = 0; first < count;) {
            size_t end = ends[lead_of(&keys[first])];
            sort_group(keys + first, end - first, spare, order);
            first = end;
        }
    }
    memory_free(spare);
    memory_free(ends);
    return good;
}
