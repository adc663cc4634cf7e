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
    uint32_t *frequencies;      /* [list][slot], of matches that can be among the best */
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

static float lead_bound(const struct conjunction *all)
{
    const struct flat_list *lead = &all->lists[0];
    uint8_t bound = cursor_bounds(lead->cursor)[all->lead_block];
    return all->run->gain[bound] * (float)(lead->weight * (1 + 1e-6));
}

/* The most that each match can score: the lead's share, and the bounds of the others' blocks. */
static void bound_matches(const struct conjunction *all, const float *shares, float *sums)
{
    for (uint32_t i = 0; i < all->matches; i++) {
        sums[i] = shares[all->slots[i]];
    }
    for (uint32_t j = 1; j < all->count; j++) {
        const float *gain = all->run->gain;
        const uint8_t *bounds = cursor_bounds(all->lists[j].cursor);
        const uint32_t *places = all->places + (size_t)j * CODEC_BLOCK;
        float weight = (float)(all->lists[j].weight * (1 + 1e-6));
        for (uint32_t i = 0; i < all->matches; i++) {
            sums[i] += gain[bounds[places[all->slots[i]] / CODEC_BLOCK]] * weight;
        }
    }
}

/* Drops the matches that cannot be among the best. */
static void drop_low(struct conjunction *all, const float *sums)
{
    float least = lead_threshold(all->run);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < all->matches; i++) {
        all->documents[kept] = all->documents[i];
        all->slots[kept] = all->slots[i];
        kept += sums[i] >= least;
    }
    all->matches = kept;
}

/* The scores but for rounding, to spare exact ones. Reads the frequencies. */
static void score_roughly(struct conjunction *all, const float *shares, float *sums)
{
    float more[CODEC_BLOCK];
    uint32_t tfs[CODEC_BLOCK];
    for (uint32_t i = 0; i < all->matches; i++) {
        sums[i] = shares[all->slots[i]];
    }
    for (uint32_t j = 1; j < all->count; j++) {
        struct cursor *cursor = all->lists[j].cursor;
        for (uint32_t i = 0; i < all->matches; i++) {
            size_t at = (size_t)j * CODEC_BLOCK + all->slots[i];
            uint32_t place = all->places[at];
            tfs[i] = cursor_tf(cursor, place / CODEC_BLOCK, place % CODEC_BLOCK);
            all->frequencies[at] = tfs[i];
        }
        block_shares_of(all->run, cursor->codec->path, (float)all->lists[j].weight, all->documents,
                        tfs, all->matches, more);
        for (uint32_t i = 0; i < all->matches; i++) {
            sums[i] += more[i];
        }
    }
}

/* The exact score: doubles, in the order of the query. */
static double exact_score(const struct conjunction *all, uint32_t length, uint8_t slot)
{
    struct score_sum sum;
    score_sum_begin(&sum);
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t j = all->sequence[i];
        const struct flat_list *list = &all->lists[j];
        uint32_t tf = j == 0 ? list->cursor->tfs[slot] : all->frequencies[j * CODEC_BLOCK + slot];
        double share = list->weight * bm25_saturation(&all->run->bm25, tf, length);
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
    float shares[CODEC_BLOCK], sums[CODEC_BLOCK], most = lead_bound(all);
    for (uint32_t j = 1; j < all->count; j++) {
        most += all->lists[j].top;
    }
    if (most < lead_threshold(run) || !cursor_load_tfs(lead, all->lead_block)) {
        return;
    }
    block_shares(run, lead, (float)all->lists[0].weight, 0, cursor_count(lead, all->lead_block),
                 shares);
    bound_matches(all, shares, sums);
    drop_low(all, sums);
    score_roughly(all, shares, sums);
    for (uint32_t i = 0; i < all->matches; i++) {
        if (sums[i] >= lead_threshold(run)) {
            uint32_t length = segment_length(&run->segment->segment, all->documents[i]);
            run->stats->exact_scores++;
            run_offer(run, exact_score(all, length, all->slots[i]), all->documents[i]);
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
                              .frequencies = scratch->frequencies,
                              .sequence = scratch->frequencies + scratch->capacity * CODEC_BLOCK};
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
