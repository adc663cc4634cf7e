#include "searcher/eval/deferred.h"

#include "searcher/eval/block_scan.h"

/* The most that a document of the block can have of the list. */
static float block_most(const struct lead_pass *pass, const struct flat_list *list, uint32_t block)
{
    float gain = pass->run->gain[cursor_bounds(list->cursor)[block]];
    float most = gain * (float)(list->weight * (1 + 1e-6));
    return most < list->top ? most : list->top;
}

void deferred_bound(struct lead_pass *pass, struct lead_candidates *candidates)
{
    float parts[CODEC_BLOCK] = {0};
    for (uint32_t j = 0; j < pass->deferred_count; j++) {
        const struct flat_list *list = &pass->deferred[j];
        struct block_groups groups;
        uint32_t before = list->cursor->block;
        block_scan_group(list->cursor, candidates->document, candidates->count, &groups);
        for (uint32_t g = 0; g < groups.count; g++) {
            float most = block_most(pass, list, groups.block[g]);
            for (uint32_t i = groups.start[g]; i < groups.start[g + 1]; i++) {
                parts[i] += most;
            }
        }
        list->cursor->block = before;
    }
    for (uint32_t i = 0; i < candidates->count; i++) {
        float share = pass->lead_shares[candidates->slot[i]];
        pass->parts_shares[candidates->slot[i]] = parts[i];
        candidates->sum[i] +=
            deferred_score(share, parts[i]) - deferred_score(share, pass->deferred_top);
    }
}

float deferred_rank(const struct lead_candidates *candidates, uint32_t rank)
{
    float best[DEFERRED_FEW];
    uint32_t count = 0;
    for (uint32_t i = 0; i < candidates->count; i++) {
        float sum = candidates->sum[i];
        uint32_t place = count < rank ? count++ : rank;
        for (; place > 0 && best[place - 1] < sum; place--) {
            if (place < rank) {
                best[place] = best[place - 1];
            }
        }
        if (place < rank) {
            best[place] = sum;
        }
    }
    return best[rank - 1];
}

void deferred_choose(struct lead_candidates *candidates, float least,
                     struct lead_candidates *chosen)
{
    uint32_t kept = 0;
    chosen->count = 0;
    for (uint32_t i = 0; i < candidates->count; i++) {
        struct lead_candidates *to = candidates->sum[i] >= least ? chosen : candidates;
        uint32_t place = to == chosen ? chosen->count++ : kept++;
        to->document[place] = candidates->document[i];
        to->sum[place] = candidates->sum[i];
        to->slot[place] = candidates->slot[i];
    }
    candidates->count = kept;
}

/* Puts `share` of a part in the place of the most that it could have. */
static void replace_bound(struct lead_pass *pass, struct lead_candidates *candidates, uint32_t i,
                          float most, float share)
{
    uint32_t slot = candidates->slot[i];
    float whole = pass->lead_shares[slot], *parts = &pass->parts_shares[slot];
    candidates->sum[i] -= deferred_score(whole, *parts);
    *parts += share - most;
    candidates->sum[i] += deferred_score(whole, *parts);
}

/* Looks a part of the lead up in the candidates [start, end), which one of its blocks covers. */
static void read_block(struct lead_pass *pass, const struct flat_list *list, uint32_t row,
                       struct lead_candidates *candidates, uint32_t block, uint32_t start,
                       uint32_t end)
{
    struct cursor *cursor = list->cursor;
    uint8_t places[CODEC_BLOCK];
    float most = block_most(pass, list, block);
    uint32_t there = 0;
    cursor_find_all(cursor, block, candidates->document + start, end - start, places);
    for (uint32_t i = 0; i < end - start; i++) {
        there += places[i] != CODEC_NOT_THERE;
    }
    cursor_expect_tfs(cursor, block, there);
    for (uint32_t i = start; i < end; i++) {
        uint8_t place = places[i - start];
        size_t at = (size_t)row * CODEC_BLOCK + candidates->slot[i];
        float share = 0;
        if (place != CODEC_NOT_THERE) {
            pass->frequencies[at] = cursor_tf(cursor, block, place);
            pass->places[at] = block * CODEC_BLOCK + place;
            share = lead_share(pass->run, list, candidates->document[i], pass->frequencies[at]);
        }
        replace_bound(pass, candidates, i, most, share);
    }
}

/* Row `row` of frequencies and places gets what is found. */
static void read_list(struct lead_pass *pass, const struct flat_list *list, uint32_t row,
                      struct lead_candidates *candidates)
{
    struct block_groups groups;
    uint32_t before = list->cursor->block;
    for (uint32_t i = 0; i < candidates->count; i++) {
        pass->frequencies[(size_t)row * CODEC_BLOCK + candidates->slot[i]] = 0;
    }
    block_scan_group(list->cursor, candidates->document, candidates->count, &groups);
    for (uint32_t g = 0; g < groups.count; g++) {
        read_block(pass, list, row, candidates, groups.block[g], groups.start[g], groups.start[g + 1]);
    }
    list->cursor->block = before;
}

static void drop_losers(const struct lead_pass *pass, struct lead_candidates *candidates)
{
    float threshold = lead_threshold(pass->run);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < candidates->count; i++) {
        candidates->document[kept] = candidates->document[i];
        candidates->sum[kept] = candidates->sum[i];
        candidates->slot[kept] = candidates->slot[i];
        kept += candidates->sum[i] >= threshold;
    }
    candidates->count = kept;
}

/* The list with the highest scores of those behind `last`, which has them too: few blocks tell most.
 * Equals by their places. */
static uint32_t next_list(const struct lead_pass *pass, uint32_t last)
{
    const struct flat_list *lists = pass->deferred;
    uint32_t next = pass->deferred_count;
    for (uint32_t j = 0; j < pass->deferred_count; j++) {
        bool behind = last >= pass->deferred_count || lists[j].top < lists[last].top ||
                      (lists[j].top == lists[last].top && j > last);
        if (behind && (next == pass->deferred_count || lists[j].top > lists[next].top)) {
            next = j;
        }
    }
    return next;
}

void deferred_read(struct lead_pass *pass, uint32_t first, uint32_t end,
                   struct lead_candidates *candidates)
{
    uint32_t others = pass->required_count + pass->optional_count, j = pass->deferred_count;
    for (uint32_t n = 0; n < end && candidates->count > 0; n++) {
        j = next_list(pass, j);
        if (n >= first) {
            read_list(pass, &pass->deferred[j], others + j, candidates);
            drop_losers(pass, candidates);
        }
    }
}
