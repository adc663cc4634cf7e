#include "searcher/eval/deferred.h"

#include "searcher/eval/block_scan.h"

void deferred_bound(const struct lead_pass *pass, struct lead_candidates *candidates)
{
    float parts[CODEC_BLOCK] = {0};
    for (uint32_t j = 0; j < pass->deferred_count; j++) {
        const struct flat_list *list = &pass->deferred[j];
        struct block_groups groups;
        uint32_t before = list->cursor->block;
        block_scan_group(list->cursor, candidates->document, candidates->count, &groups);
        for (uint32_t g = 0; g < groups.count; g++) {
            float gain = pass->run->gain[cursor_bounds(list->cursor)[groups.block[g]]];
            float most = gain * (float)(list->weight * (1 + 1e-6));
            most = most < list->top ? most : list->top;
            for (uint32_t i = groups.start[g]; i < groups.start[g + 1]; i++) {
                parts[i] += most;
            }
        }
        list->cursor->block = before;
    }
    for (uint32_t i = 0; i < candidates->count; i++) {
        float share = pass->lead_shares[candidates->slot[i]];
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

/* Looks a part of the lead up in all candidates, all of which have it. Row `row` of frequencies and
 * places gets what is found. */
static void read_list(const struct lead_pass *pass, const struct flat_list *list, uint32_t row,
                          const struct lead_candidates *candidates)
{
    struct cursor *cursor = list->cursor;
    uint32_t *frequencies = pass->frequencies + (size_t)row * CODEC_BLOCK;
    uint32_t *list_places = pass->places + (size_t)row * CODEC_BLOCK;
    uint8_t places[CODEC_BLOCK];
    struct block_groups groups;
    for (uint32_t i = 0; i < candidates->count; i++) {
        frequencies[candidates->slot[i]] = 0;
    }
    block_scan_group(cursor, candidates->document, candidates->count, &groups);
    for (uint32_t g = 0; g < groups.count; g++) {
        uint32_t start = groups.start[g], end = groups.start[g + 1], block = groups.block[g];
        while (start < end && candidates->document[start] < cursor_base(cursor, block)) {
            start++;
        }
        if (start == end) {
            continue;
        }
        cursor_find_all(cursor, block, candidates->document + start, end - start, places);
        cursor_expect_tfs(cursor, block, end - start);
        for (uint32_t i = start; i < end; i++) {
            uint8_t place = places[i - start], slot = candidates->slot[i];
            if (place != CODEC_NOT_THERE) {
                frequencies[slot] = cursor_tf(cursor, block, place);
                list_places[slot] = block * CODEC_BLOCK + place;
            }
        }
    }
}

void deferred_read(const struct lead_pass *pass, const struct lead_candidates *candidates)
{
    uint32_t others = pass->required_count + pass->optional_count;
    for (uint32_t j = 0; j < pass->deferred_count && candidates->count > 0; j++) {
        struct cursor *cursor = pass->deferred[j].cursor;
        uint32_t before = cursor->block;
        read_list(pass, &pass->deferred[j], others + j, candidates);
        cursor->block = before;
    }
}
