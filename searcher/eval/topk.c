#include "searcher/eval/topk.h"

#include "common/base/memory.h"
#include "searcher/eval/topk_sort.h"

bool topk_begin(struct topk *topk, size_t wanted)
{
    if (topk->capacity < wanted) {
        struct topk_entry *entries =
            memory_alloc_array(wanted, 2 * sizeof *entries);
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
    topk->is_heap = false;
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
        size_t other = child + 1 < count ? child + 1 : child;
        child += topk_better(heap[child], heap[other]);
        if (topk_better(heap[child], entry)) {
            break;
        }
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = entry;
}

static void bring_worst_to_front(struct topk *topk)
{
    struct topk_entry *entries = topk->entries;
    size_t worst = 0;
    for (size_t i = 1; i < topk->count; i++) {
        worst = topk_better(entries[worst], entries[i]) ? i : worst;
    }
    struct topk_entry entry = entries[worst];
    entries[worst] = entries[0];
    entries[0] = entry;
}

static void make_heap(struct topk *topk)
{
    for (size_t i = topk->count / 2; i-- > 0;) {
        sift_down(topk->entries, topk->count, i, topk->entries[i]);
    }
    topk->is_heap = true;
}

/* Where the floor is good, no hit is ever replaced: the heap is not made before the first one is. */
void topk_take(struct topk *topk, struct topk_entry entry)
{
    if (topk->has_after && !topk_better(topk->after, entry)) {
        return;
    }
    if (topk->count < topk->wanted) {
        topk->entries[topk->count++] = entry;
        if (topk->count == topk->wanted) {
            bring_worst_to_front(topk);
        }
    } else if (topk->wanted > 0 && topk_better(entry, topk->entries[0])) {
        if (!topk->is_heap) {
            make_heap(topk);
        }
        sift_down(topk->entries, topk->count, 0, entry);
    }
}

void topk_finish(struct topk *topk)
{
    topk_sort(topk->entries, topk->entries + topk->capacity, topk->count);
}

void topk_release(struct topk *topk)
{
    memory_free(topk->entries);
    *topk = (struct topk){0};
}
