#include "searcher/eval/conjunction.h"

#include <string.h>

#include "searcher/eval/block_scan.h"
#include "searcher/eval/block_shares.h"
#include "searcher/eval/score_sum.h"
#include "searcher/eval/spelled.h"

struct conjunction {
    struct segment_run *run;
    struct flat_list *lists;    /* by document frequency: the first leads */
    uint32_t count;
    struct flat_list *excluded;
    uint32_t excluded_count;
    bool scores;                /* the best are wanted, not only the number */
    struct common common;       /* of lists that need not be looked at */
    uint32_t lead_block;
    uint32_t *places;           /* [list][slot]: where the candidate is in the list, from 0 */
    uint32_t *sequence;         /* numbers of the lists in the order of the query */
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
        all->places[j * CODEC_BLOCK + slot] = block * CODEC_BLOCK + place;
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

static uint32_t list_place(const struct conjunction *all, uint32_t j, uint8_t slot)
{
    return j == 0 ? all->lead_block * CODEC_BLOCK + slot : all->places[j * CODEC_BLOCK + slot];
}

static uint32_t frequency(const struct conjunction *all, uint32_t j, uint8_t slot)
{
    struct cursor *cursor = all->lists[j].cursor;
    uint32_t place = list_place(all, j, slot);
    return cursor_tf(cursor, place / CODEC_BLOCK, place % CODEC_BLOCK);
}

static float list_bound(const struct conjunction *all, uint32_t j, uint32_t block)
{
    const struct flat_list *list = &all->lists[j];
    return all->run->gain[cursor_bounds(list->cursor)[block]] * (float)(list->weight * (1 + 1e-6));
}

/* The most that the others add to the lead's share of a match, by the bounds of their blocks. */
static float others_bound(const struct conjunction *all, uint8_t slot)
{
    float sum = 0;
    for (uint32_t j = 1; j < all->count; j++) {
        sum += list_bound(all, j, all->places[j * CODEC_BLOCK + slot] / CODEC_BLOCK);
    }
    return sum;
}

/* The score but for rounding, to spare exact ones. */
static float score_roughly(const struct conjunction *all, float share, float length, uint8_t slot)
{
    float norm = (float)all->run->bm25.constant + (float)all->run->bm25.slope * length;
    for (uint32_t j = 1; j < all->count; j++) {
        float tf = (float)(int32_t)frequency(all, j, slot);
        share += (float)all->lists[j].weight * tf / (tf + norm);
    }
    return share;
}

/* The exact score: doubles, in the order of the query. */
static double exact_score(const struct conjunction *all, uint32_t length, uint8_t slot)
{
    struct score_sum sum;
    score_sum_begin(&sum);
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t j = all->sequence[i];
        const struct flat_list *list = &all->lists[j];
        double share =
            list->weight * bm25_saturation(&all->run->bm25, frequency(all, j, slot), length);
        score_sum_add(&sum, &all->run->plan->terms[list->order], share);
        spelled_note(all->run, list->order, list_place(all, j, slot), &sum);
    }
    return spelled_total(all->run, &sum);
}

/* Offers the matches that can be among the best. */
static void offer_matches(struct conjunction *all)
{
    struct segment_run *run = all->run;
    struct cursor *lead = all->lists[0].cursor;
    float shares[CODEC_BLOCK], most = list_bound(all, 0, all->lead_block);
    for (uint32_t j = 1; j < all->count; j++) {
        most += all->lists[j].top;
    }
    if (most < lead_threshold(run) || !cursor_load_tfs(lead, all->lead_block)) {
        return;
    }
    block_shares(run, lead, (float)all->lists[0].weight, 0, cursor_count(lead, all->lead_block),
                 shares);
    for (uint32_t i = 0; i < all->matches; i++) {
        uint8_t slot = all->slots[i];
        if (shares[slot] + others_bound(all, slot) < lead_threshold(run)) {
            continue;
        }
        uint32_t length = segment_length(&run->segment->segment, all->documents[i]);
        if (score_roughly(all, shares[slot], (float)length, slot) >= lead_threshold(run)) {
            run->stats->exact_scores++;
            run_offer(run, exact_score(all, length, slot), all->documents[i]);
        }
    }
}

/* Drops the matches that an excluded list has. */
static void drop_list(struct conjunction *all, struct cursor *cursor)
{
    uint8_t places[CODEC_BLOCK];
    struct block_groups groups;
    uint32_t kept = 0;
    memset(places, CODEC_NOT_THERE, all->matches);
    block_scan_group(cursor, all->documents, all->matches, &groups);
    for (uint32_t g = 0; g < groups.count; g++) {
        uint32_t start = groups.start[g], end = groups.start[g + 1], block = groups.block[g];
        while (start < end && all->documents[start] < cursor_base(cursor, block)) {
            start++;
        }
        if (start < end) {
            cursor_has_all(cursor, block, all->documents + start, end - start, places + start);
        }
    }
    for (uint32_t i = 0; i < all->matches; i++) {
        all->documents[kept] = all->documents[i];
        all->slots[kept] = all->slots[i];
        kept += places[i] == CODEC_NOT_THERE;
    }
    all->matches = kept;
}

static void drop_deleted(struct conjunction *all)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < all->matches; i++) {
        uint32_t document = all->documents[i];
        all->documents[kept] = document;
        all->slots[kept] = all->slots[i];
        kept += !run_is_deleted(all->run, document);
    }
    all->matches = kept;
}

static void take_matches(struct conjunction *all)
{
    if (all->run->segment->deleted.size != 0) {
        drop_deleted(all);
    }
    for (uint32_t j = 0; j < all->excluded_count && all->matches > 0; j++) {
        drop_list(all, all->excluded[j].cursor);
    }
    all->run->total += all->matches;
    if (all->scores && all->matches > 0) {
        offer_matches(all);
    }
}

/* The documents of the lead's block that the bits do not drop are candidates; false on damage. */
static bool take_block(struct conjunction *all, uint32_t block)
{
    struct cursor *lead = all->lists[0].cursor;
    if (!cursor_load_docs(lead, block)) {
        return false;
    }
    const uint64_t *bits = all->common.bits;
    uint32_t count = cursor_count(lead, block), kept = 0;
    all->lead_block = block;
    for (uint32_t i = 0; i < count && bits != NULL; i++) {
        all->documents[kept] = lead->docs[i];
        kept += (bits[lead->docs[i] / 64] >> lead->docs[i] % 64 & 1) != 0;
    }
    if (bits == NULL) {
        memcpy(all->documents, lead->docs, count * sizeof *lead->docs);
        for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
            all->slots[i] = (uint8_t)i;
        }
        kept = count;
    }
    all->matches = kept;
    all->run->stats->blocks_decoded++;
    return true;
}

static void set_sequence(struct conjunction *all)
{
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t place = i;
        for (; place > 0 && all->lists[all->sequence[place - 1]].order > all->lists[i].order; place--) {
            all->sequence[place] = all->sequence[place - 1];
        }
        all->sequence[place] = i;
    }
}

static void run_all(struct segment_run *run, struct flat_scratch *scratch,
                    const struct flat_query *query, struct common common, bool scores)
{
    struct conjunction all = {.run = run,
                              .lists = query->lists,
                              .count = query->must_count,
                              .excluded = flat_excluded(query),
                              .excluded_count = query->not_count,
                              .scores = scores,
                              .common = common,
                              .places = scratch->list_places,
                              .sequence = scratch->frequencies};
    struct cursor *lead = all.lists[0].cursor;
    rewind_all(&all);
    set_sequence(&all);
    for (uint32_t block = 0; block < lead->blocks; block++) {
        if (!take_block(&all, block)) {
            return;
        }
        for (uint32_t j = 1 + common.lists; j < all.count && all.matches > 0; j++) {
            join_list(&all, j);
        }
        take_matches(&all);
    }
}

/* Documents of the list whose bits are set. */
static uint64_t count_in_bits(struct cursor *lead, const uint64_t *bits)
{
    uint64_t found = 0;
    for (uint32_t block = 0; block < lead->blocks && cursor_load_docs(lead, block); block++) {
        uint32_t count = cursor_count(lead, block);
        for (uint32_t i = 0; i < count; i++) {
            found += bits[lead->docs[i] / 64] >> lead->docs[i] % 64 & 1;
        }
    }
    return found;
}

void conjunction_count(struct segment_run *run, struct flat_scratch *scratch,
                       const struct flat_query *query, struct common common)
{
    if (common.lists + 1 == query->must_count && query->not_count == 0 && common.lists > 0 &&
        run->segment->deleted.size == 0) {
        run->total += count_in_bits(query->lists[0].cursor, common.bits);
        return;
    }
    run_all(run, scratch, query, common, false);
}

void conjunction_run(struct segment_run *run, struct flat_scratch *scratch,
                     const struct flat_query *query)
{
    run_all(run, scratch, query, (struct common){NULL, 0}, true);
}
