#include "searcher/eval/conjunction.h"

#include <string.h>

#include "searcher/eval/block_scan.h"
#include "searcher/eval/score_sum.h"
#include "searcher/eval/spelled.h"

struct conjunction {
    struct segment_run *run;
    struct flat_list *lists;    /* by document frequency: the first leads */
    uint32_t count;
    struct flat_list *excluded;
    uint32_t excluded_count;
    bool scores;                /* the best are wanted, not only the number */
    uint32_t lead_block;
    uint32_t *blocks;           /* [list][slot]: where the candidate is */
    uint8_t *places;
    uint32_t matches;           /* candidates of the lead's block that are left */
    uint32_t documents[CODEC_BLOCK];
    uint8_t slots[CODEC_BLOCK]; /* their places in the lead's block */
};

static void rewind_all(const struct conjunction *all)
{
    for (uint32_t i = 0; i < all->count; i++) {
        cursor_rewind(all->lists[i].cursor);
    }
    for (uint32_t i = 0; i < all->excluded_count; i++) {
        cursor_rewind(all->excluded[i].cursor);
    }
}

/* Keeps of the candidates [start, end) those that the block of list j has. */
static uint32_t join_block(struct conjunction *all, uint32_t j, uint32_t block, uint32_t start,
                           uint32_t end, uint32_t kept)
{
    struct cursor *cursor = all->lists[j].cursor;
    uint8_t places[CODEC_BLOCK];
    while (start < end && all->documents[start] < cursor_base(cursor, block)) {
        start++;
    }
    if (start == end) {
        return kept;
    }
    all->run->stats->probes += end - start;
    if (!all->scores) {
        cursor_has_all(cursor, block, all->documents + start, end - start, places);
        for (uint32_t i = start; i < end; i++) {
            all->documents[kept] = all->documents[i];
            kept += places[i - start] != CODEC_NOT_THERE;
        }
        return kept;
    }
    cursor_find_all(cursor, block, all->documents + start, end - start, places);
    for (uint32_t i = start; i < end; i++) {
        uint8_t place = places[i - start], slot = all->slots[i];
        all->blocks[j * CODEC_BLOCK + slot] = block;
        all->places[j * CODEC_BLOCK + slot] = place;
        all->documents[kept] = all->documents[i];
        all->slots[kept] = slot;
        kept += place != CODEC_NOT_THERE;
    }
    return kept;
}

static void join_list(struct conjunction *all, uint32_t j)
{
    struct block_groups groups;
    uint32_t kept = 0;
    block_scan_group(all->lists[j].cursor, all->documents, all->matches, &groups);
    for (uint32_t g = 0; g < groups.count; g++) {
        kept = join_block(all, j, groups.block[g], groups.start[g], groups.start[g + 1], kept);
    }
    all->matches = kept;
}

static uint32_t frequency(const struct conjunction *all, uint32_t j, uint8_t slot)
{
    struct cursor *cursor = all->lists[j].cursor;
    return j == 0 ? cursor_tf(cursor, all->lead_block, slot)
                  : cursor_tf(cursor, all->blocks[j * CODEC_BLOCK + slot],
                              all->places[j * CODEC_BLOCK + slot]);
}

/* Highest score of a match by the bounds of its blocks. */
static float match_bound(const struct conjunction *all, uint8_t slot)
{
    float sum = 0;
    for (uint32_t j = 0; j < all->count; j++) {
        uint32_t block = j == 0 ? all->lead_block : all->blocks[j * CODEC_BLOCK + slot];
        uint8_t bound = cursor_bounds(all->lists[j].cursor)[block];
        sum += all->run->gain[bound] * (float)(all->lists[j].weight * (1 + 1e-6));
    }
    return sum;
}

/* The exact score: doubles, in the order of the query. */
static double exact_score(const struct conjunction *all, uint32_t document, uint8_t slot)
{
    uint32_t length = segment_length(&all->run->segment->segment, document);
    struct score_sum sum;
    score_sum_begin(&sum);
    int64_t before = -1;
    for (uint32_t done = 0; done < all->count; done++) { /* queries are short */
        uint32_t next = all->count;
        for (uint32_t j = 0; j < all->count; j++) {
            if ((int64_t)all->lists[j].order > before &&
                (next == all->count || all->lists[j].order < all->lists[next].order)) {
                next = j;
            }
        }
        double share = all->lists[next].weight *
                       bm25_saturation(&all->run->bm25, frequency(all, next, slot), length);
        score_sum_add(&sum, &all->run->plan->terms[all->lists[next].order], share);
        uint32_t place = next == 0 ? all->lead_block * CODEC_BLOCK + slot
                                   : all->blocks[next * CODEC_BLOCK + slot] * CODEC_BLOCK +
                                         all->places[next * CODEC_BLOCK + slot];
        spelled_note(all->run, all->lists[next].order, place, &sum);
        before = all->lists[next].order;
    }
    return spelled_total(all->run, &sum);
}

static void take_matches(struct conjunction *all)
{
    struct segment_run *run = all->run;
    if (!all->scores && all->excluded_count == 0 && run->segment->deleted.size == 0) {
        run->total += all->matches;
        return;
    }
    for (uint32_t i = 0; i < all->matches; i++) {
        uint32_t document = all->documents[i];
        if (run_is_deleted(run, document) ||
            flat_in_any(all->excluded, all->excluded_count, document)) {
            continue;
        }
        run->total++;
        if (all->scores && match_bound(all, all->slots[i]) >= lead_threshold(run)) {
            run->stats->exact_scores++;
            run_offer(run, exact_score(all, document, all->slots[i]), document);
        }
    }
}

/* All documents of the lead's block are candidates; false on damage. */
static bool take_block(struct conjunction *all, uint32_t block)
{
    struct cursor *lead = all->lists[0].cursor;
    if (!cursor_load_docs(lead, block)) {
        return false;
    }
    all->lead_block = block;
    all->matches = cursor_count(lead, block);
    memcpy(all->documents, lead->docs, all->matches * sizeof *all->documents);
    for (uint32_t i = 0; i < all->matches && all->scores; i++) {
        all->slots[i] = (uint8_t)i;
    }
    all->run->stats->blocks_decoded++;
    return true;
}

void conjunction_run(struct segment_run *run, struct flat_scratch *scratch,
                     const struct flat_query *query, bool scores)
{
    struct conjunction all = {.run = run,
                              .lists = query->lists,
                              .count = query->must_count,
                              .excluded = flat_excluded(query),
                              .excluded_count = query->not_count,
                              .scores = scores,
                              .blocks = scratch->frequencies,
                              .places = scratch->places};
    struct cursor *lead = all.lists[0].cursor;
    rewind_all(&all);
    for (uint32_t block = 0; block < lead->blocks; block++) {
        if (!take_block(&all, block)) {
            return;
        }
        for (uint32_t j = 1; j < all.count && all.matches > 0; j++) {
            join_list(&all, j);
        }
        take_matches(&all);
    }
}
