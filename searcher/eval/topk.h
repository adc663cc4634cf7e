/* The best k hits so far. A hit is better with a higher score, then with a lower document.
 * One thread. */
#ifndef STICHWORT_SEARCHER_EVAL_TOPK_H
#define STICHWORT_SEARCHER_EVAL_TOPK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct topk_entry {
    double score;
    uint64_t document;
};

struct topk { /* all zero is releasable */
    struct topk_entry *entries; /* the worst in front once `count` is `wanted` */
    size_t count, wanted, capacity; /* `capacity` twice: half is room for sorting */
    bool is_heap;               /* not before a hit has been replaced */
    bool has_after;             /* paging: only hits behind `after` are taken */
    struct topk_entry after;
    double floor;               /* a score that `wanted` documents are known to reach; 0: none */
};

/* Scores are not negative, so their bits rise as they do, and integers are compared in fewer steps.
 * No branch: which of two is better nobody can predict. */
static inline bool topk_better(struct topk_entry a, struct topk_entry b)
{
    uint64_t left, right;
    memcpy(&left, &a.score, sizeof left);
    memcpy(&right, &b.score, sizeof right);
    return (left > right) | ((left == right) & (a.document < b.document));
}

/* Empties it for a search of the best `wanted`; false when there is no memory. */
bool topk_begin(struct topk *topk, size_t wanted);

void topk_take(struct topk *topk, struct topk_entry entry);

/* Takes the hit if it is among the best so far. */
static inline void topk_offer(struct topk *topk, double score, uint64_t document)
{
    if (topk->count < topk->wanted || (topk->wanted > 0 && score >= topk->entries[0].score)) {
        topk_take(topk, (struct topk_entry){score, document});
    }
}

/* What a hit must reach (not necessarily pass) to matter; 0 as long as any does. */
static inline double topk_threshold(const struct topk *topk)
{
    double worst = topk->count == topk->wanted && topk->count > 0 ? topk->entries[0].score : 0;
    return worst > topk->floor ? worst : topk->floor;
}

/* Sorts the hits, best first. Offers are over. */
void topk_finish(struct topk *topk);

void topk_release(struct topk *topk);

#endif
