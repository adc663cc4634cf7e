#include "searcher/eval/topk_sort.h"

#include <float.h>
#include <string.h>

enum {
    FEW = 16,           /* sorted at once */
    BUCKETS = 1024,
    FEW_BUCKETS = 256,  /* enough for up to as many hits */
};

/* Sorts entries into the memory at `to`, which may be their own. For few, or if little is out of place. */
static void insertion_sort(const struct topk_entry *from, size_t count, struct topk_entry *to)
{
    for (size_t i = 0; i < count; i++) {
        struct topk_entry entry = from[i];
        size_t place = i;
        for (; place > 0 && topk_better(entry, to[place - 1]); place--) {
            to[place] = to[place - 1];
        }
        to[place] = entry;
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

/* Short runs are sorted in place, then merged to and fro between the two memories. */
static void merge_sort(struct topk_entry *entries, struct topk_entry *room, size_t count)
{
    enum { RUN = 8 };
    struct topk_entry *from = entries, *to = room;
    for (size_t start = 0; start < count; start += RUN) {
        insertion_sort(from + start, count - start < RUN ? count - start : RUN, from + start);
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
    if (from != entries) {
        memcpy(entries, from, count * sizeof *from);
    }
}

struct deal {
    double highest, scale;
    size_t buckets;
    uint32_t ends[BUCKETS + 1]; /* after dealing: where bucket b ends in the room, at b + 1 */
};

/* Falling scores, rising buckets. */
static size_t bucket_of(const struct deal *deal, double score)
{
    return (size_t)(uint32_t)(int32_t)((deal->highest - score) * deal->scale);
}

/* False if the scores lie too close together, or there are too many. */
static bool begin_deal(struct deal *deal, const struct topk_entry *entries, size_t count)
{
    double highest = entries[0].score, lowest = highest;
    for (size_t i = 1; i < count; i++) {
        highest = entries[i].score > highest ? entries[i].score : highest;
        lowest = entries[i].score < lowest ? entries[i].score : lowest;
    }
    deal->highest = highest;
    deal->buckets = count <= FEW_BUCKETS ? FEW_BUCKETS : BUCKETS;
    bool apart = highest - lowest > highest * 1e-12;
    deal->scale = apart ? (double)(deal->buckets - 1) / (highest - lowest) : 0;
    return apart && deal->scale <= DBL_MAX && count <= UINT32_MAX;
}

/* Deals the entries out into `room`; the number in the largest bucket. */
static size_t deal_out(struct deal *deal, const struct topk_entry *entries, size_t count,
                       struct topk_entry *room)
{
    uint32_t *ends = deal->ends, most = 0, sum = 0;
    memset(ends, 0, (deal->buckets + 1) * sizeof *ends);
    for (size_t i = 0; i < count; i++) {
        ends[bucket_of(deal, entries[i].score) + 1]++;
    }
    for (size_t b = 1; b <= deal->buckets; b++) {
        uint32_t size = ends[b];
        most = size > most ? size : most;
        ends[b] = sum; /* where it begins */
        sum += size;
    }
    for (size_t i = 0; i < count; i++) {
        room[ends[bucket_of(deal, entries[i].score) + 1]++] = entries[i];
    }
    return most;
}

/* A bucket with many hits is dealt out again: a few scores far above all others make one. */
static void sort(struct topk_entry *entries, struct topk_entry *room, size_t count, int deals)
{
    struct deal deal;
    if (count <= FEW) {
        insertion_sort(entries, count, entries);
        return;
    }
    if (deals == 0 || !begin_deal(&deal, entries, count)) {
        merge_sort(entries, room, count);
        return;
    }
    if (deal_out(&deal, entries, count, room) > FEW) {
        for (size_t b = 0; b < deal.buckets; b++) {
            sort(room + deal.ends[b], entries, deal.ends[b + 1] - deal.ends[b], deals - 1);
        }
    }
    insertion_sort(room, count, entries);
}

void topk_sort(struct topk_entry *entries, struct topk_entry *room, size_t count)
{
    enum { DEALS = 3 };
    sort(entries, room, count, DEALS);
}
