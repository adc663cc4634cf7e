#include "searcher/eval/topk.h"

#include <string.h>

#include "common/base/memory.h"

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

void topk_take(struct topk *topk, struct topk_entry entry)
{
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

/* Merges two sorted halves without branches on what they hold. */
static void merge(const struct topk_entry *from, size_t middle, size_t end, struct topk_entry *to)
{
    size_t left = 0, right = middle, at = 0;
    while (left < middle && right < end) {
        bool second = topk_better(from[right], from[left]);
        to[at++] = from[second ? right : left];
        right += second;
        left += !second;
    }
    memcpy(to + at, from + left, (middle - left) * sizeof *to);
    memcpy(to + at + middle - left, from + right, (end - right) * sizeof *to);
}

/* Short runs are sorted in place, then merged to and fro between the halves of the memory. */
void topk_finish(struct topk *topk)
{
    enum { RUN = 8 };
    struct topk_entry *from = topk->entries, *to = topk->entries + topk->capacity;
    size_t count = topk->count;
    for (size_t start = 0; start < count; start += RUN) {
        insertion_sort(from + start, count - start < RUN ? count - start : RUN);
    }
    for (size_t run = RUN; run < count; run *= 2) {
        for (size_t start = 0; start < count; start += 2 * run) {
            size_t left = count - start;
            merge(from + start, left < run ? left : run, left < 2 * run ? left : 2 * run, to + start);
        }
        struct topk_entry *other = from;
        from = to;
        to = other;
    }
    if (from != topk->entries) {
        memcpy(topk->entries, from, count * sizeof *from);
    }
}

void topk_release(struct topk *topk)
{
    memory_free(topk->entries);
    *topk = (struct topk){0};
}
