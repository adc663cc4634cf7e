#include "searcher/eval/topk.h"

#include <stdlib.h>

#include "common/base/memory.h"

bool topk_begin(struct topk *topk, size_t wanted)
{
    if (topk->capacity < wanted) {
        struct topk_entry *entries =
            memory_alloc_array(wanted, sizeof *entries);
        if (entries == NULL) {
            return false;
        }
        memory_free(topk->entries);
        topk->entries = entries;
        topk->capacity = wanted;
    }
    topk->count = 0;
    topk->wanted = wanted;
    topk->floor = 0;
    topk->has_after = false;
    return true;
}

static void sift_down(struct topk_entry *heap, size_t count, size_t place, struct topk_entry entry)
{
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= count) {
            break;
        }
        if (child + 1 < count && topk_better(heap[child], heap[child + 1])) {
            child++;
        }
        if (topk_better(heap[child], entry)) {
            break;
        }
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = entry;
}

void topk_offer(struct topk *topk, double score, uint64_t document)
{
    struct topk_entry entry = {score, document};
    if (topk->has_after && !topk_better(topk->after, entry)) {
        return;
    }
    if (topk->count < topk->wanted) {
        topk->entries[topk->count++] = entry;
        if (topk->count == topk->wanted) {
            for (size_t i = topk->count / 2; i-- > 0;) {
                sift_down(topk->entries, topk->count, i, topk->entries[i]);
            }
        }
    } else if (topk->wanted > 0 && topk_better(entry, topk->entries[0])) {
        sift_down(topk->entries, topk->count, 0, entry);
    }
}

static int by_rank(const void *left, const void *right)
{
    const struct topk_entry *a = left, *b = right;
    return topk_better(*b, *a) - topk_better(*a, *b);
}

/* Few hits are sorted in place: no comparison by call, no memory. */
static void insertion_sort(struct topk_entry *entries, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct topk_entry entry = entries[i];
        size_t place = i;
        for (; place > 0 && topk_better(entry, entries[place - 1]); place--) {
            entries[place] = entries[place - 1];
        }
        entries[place] = entry;
    }
}

void topk_finish(struct topk *topk)
{
    enum { FEW = 32 };
    if (topk->count <= FEW) {
        insertion_sort(topk->entries, topk->count);
    } else {
        qsort(topk->entries, topk->count, sizeof *topk->entries, by_rank);
    }
}

void topk_release(struct topk *topk)
{
    memory_free(topk->entries);
    *topk = (struct topk){0};
}
