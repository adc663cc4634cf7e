#include "searcher/eval/lead.h"

#include <string.h>

#include "searcher/eval/best_blocks.h"
#include "searcher/eval/block_scan.h"
#include "searcher/eval/block_shares.h"
#include "searcher/eval/deferred.h"
#include "searcher/eval/rank_floor.h"
#include "searcher/eval/score_sum.h"
#include "searcher/eval/spelled.h"
#include "searcher/eval/sum_mask.h"

/* Highest sums of the lists from j on within the block's documents into local[j]; false if a
 * required list has none there. */
static bool bound_block(const struct lead_pass *pass, uint32_t first, uint32_t last, float *local)
{
    uint32_t count = pass->required_count + pass->optional_count;
    local[count] = 0;
    for (uint32_t j = count; j-- > 0;) {
        const struct flat_list *list = &pass->others[j];
        float gain = block_scan_gain(pass->run, list->cursor, first, last);
        if (gain < 0 && j < pass->required_count) {
            return false;
        }
        float most = gain < 0 ? 0 : gain * (float)(list->weight * (1 + 1e-6));
        local[j] = local[j + 1] + (most < list->top ? most : list->top);
    }
    return true;
}

/* Keeps the shares that reach `need`: mostly none of a mask, or many. */
static void keep_shares(const uint32_t *docs, const float *shares, uint32_t count, float need,
                        struct lead_candidates *candidates)
{
    uint32_t kept = 0;
    for (uint32_t start = 0; start < count; start += SUM_MASK_WIDTH) {
        uint32_t end = count - start < SUM_MASK_WIDTH ? count : start + SUM_MASK_WIDTH;
        if (sum_mask(shares + start, need) == 0) {
            continue;
        }
        for (uint32_t i = start; i < end; i++) {
            candidates->document[kept] = docs[i];
            candidates->sum[kept] = shares[i];
            candidates->slot[kept] = (uint8_t)i;
            kept += shares[i] >= need;
        }
    }
    candidates->count = kept;
}

/* The same for scores that the parts of a compound may still raise. */
static void keep_wholes(struct lead_pass *pass, const float *shares, uint32_t count, float need,
                        struct lead_candidates *candidates)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        float sum = deferred_score(shares[i], pass->deferred_top);
        pass->lead_shares[i] = shares[i];
        candidates->document[kept] = pass->lead->cursor->docs[i];
        candidates->sum[kept] = sum;
        candidates->slot[kept] = (uint8_t)i;
        kept += sum >= need;
    }
    candidates->count = kept;
}

/* Whether all documents of the lead match and were not handled before, and their best shares may be a
 * threshold: long lists have a stored one. */
static bool ranks_shares(const struct lead_pass *pass)
{
    enum { MANY = 2 }; /* of fewer documents most are offered anyway */
    const struct topk *topk = pass->run->topk;
    uint32_t others = pass->required_count + pass->excluded_count + pass->seen_count;
    return others + pass->deferred_count == 0 && pass->lead->cursor->df < CODEC_BLOCK &&
           pass->lead->cursor->df > MANY * topk->wanted;
}

/* Decodes the lead's block and keeps what can still reach the threshold. */
static bool take_block(struct lead_pass *pass, uint32_t block, float rest,
                       struct lead_candidates *candidates)
{
    struct cursor *lead = pass->lead->cursor;
    float shares[CODEC_BLOCK];
    candidates->count = 0;
    if (!cursor_load_docs(lead, block) || !cursor_load_tfs(lead, block)) {
        return false;
    }
    uint32_t count = cursor_count(lead, block);
    block_shares(pass->run, pass->lead->cursor, (float)pass->lead->weight, 0, count, shares);
    for (uint32_t i = count; i % SUM_MASK_WIDTH != 0; i++) {
        shares[i] = 0; /* masks read them */
    }
    if (ranks_shares(pass)) {
        rank_floor_raise(pass->run, shares, count);
    }
    float need = lead_threshold(pass->run) - rest;
    if (pass->deferred_count == 0) {
        keep_shares(lead->docs, shares, count, need, candidates);
    } else {
        keep_wholes(pass, shares, count, need, candidates);
    }
    pass->run->stats->blocks_decoded++;
    pass->run->stats->postings_scored += count;
    pass->run->stats->candidates += candidates->count;
    return true;
}

/* One list that is added to the candidates. */
struct addition {
    const struct lead_pass *pass;
    struct flat_list *list;
    uint32_t *frequencies; /* by slot */
    uint32_t *places;      /* by slot */
    bool required;
    float threshold;
    float rest;            /* of the lists behind this one */
};

/* Those of the candidates [start, end) that the list can still save with a share of `most`: their
 * documents and, in `index`, their places. Usually these are all, and nothing is copied. */
static uint32_t select_candidates(const struct lead_candidates *from, uint32_t start, uint32_t end,
                                  float least, uint32_t *documents, uint8_t *index)
{
    uint32_t selected = 0;
    for (uint32_t i = start; i < end; i++) {
        selected += from->sum[i] >= least;
    }
    if (selected == end - start || selected == 0) {
        return selected;
    }
    selected = 0;
    for (uint32_t i = start; i < end; i++) {
        documents[selected] = from->document[i];
        index[selected] = (uint8_t)i;
        selected += from->sum[i] >= least;
    }
    return selected;
}

/* Places of the documents in the block, and in `there` the numbers of those that it has; how many. */
static uint32_t find_documents(struct cursor *cursor, uint32_t block, const uint32_t *documents,
                               uint32_t count, uint8_t *places, uint8_t *there)
{
    uint32_t found = 0;
    cursor_find_all(cursor, block, documents, count, places);
    for (uint32_t n = 0; n < count; n++) {
        there[found] = (uint8_t)n;
        found += places[n] != CODEC_NOT_THERE;
    }
    return found;
}

/* Frequencies and shares of the documents whose numbers are in `there`, by number. */
static void add_shares(const struct addition *addition, uint32_t block, const uint32_t *documents,
                       const uint8_t *places, const uint8_t *there, uint32_t found, uint32_t *tfs,
                       float *shares)
{
    const struct segment_run *run = addition->pass->run;
    struct cursor *cursor = addition->list->cursor;
    uint32_t found_documents[CODEC_BLOCK], found_tfs[CODEC_BLOCK];
    float found_shares[CODEC_BLOCK];
    if (found == 1) {
        uint32_t n = there[0];
        tfs[n] = cursor_tf(cursor, block, places[n]);
        shares[n] = lead_share(run, addition->list, documents[n], tfs[n]);
        return;
    }
    cursor_expect_tfs(cursor, block, found);
    for (uint32_t f = 0; f < found; f++) {
        found_documents[f] = documents[there[f]];
        found_tfs[f] = tfs[there[f]] = cursor_tf(cursor, block, places[there[f]]);
    }
    block_shares_of(run, cursor->codec->path, (float)addition->list->weight, found_documents,
                    found_tfs, found, found_shares);
    for (uint32_t f = 0; f < found; f++) {
        shares[there[f]] = found_shares[f];
    }
}

/* Adds the list to the candidates [start, end), which one of its blocks covers; those that stay go
 * to `to`. */
static void add_block(const struct addition *addition, const struct lead_candidates *from,
                      uint32_t block, uint32_t start, uint32_t end, struct lead_candidates *to)
{
    const struct segment_run *run = addition->pass->run;
    struct cursor *cursor = addition->list->cursor;
    float most = run->gain[cursor_bounds(cursor)[block]] * (float)(addition->list->weight * (1 + 1e-6));
    float need = addition->threshold - addition->rest, shares[CODEC_BLOCK];
    uint32_t selected_documents[CODEC_BLOCK], tfs[CODEC_BLOCK], kept = to->count;
    uint8_t index[CODEC_BLOCK], places[CODEC_BLOCK], there[CODEC_BLOCK];
    uint32_t selected = select_candidates(from, start, end, need - most, selected_documents, index);
    bool all = selected == end - start;
    const uint32_t *documents = all ? from->document + start : selected_documents;
    uint32_t found = find_documents(cursor, block, documents, selected, places, there);
    run->stats->probes += selected;
    if (!addition->required) {
        memset(tfs, 0, selected * sizeof *tfs);
        memset(shares, 0, selected * sizeof *shares);
    }
    if (found > 0) {
        add_shares(addition, block, documents, places, there, found, tfs, shares);
    }
    uint32_t count = addition->required ? found : selected;
    for (uint32_t f = 0; f < count; f++) { /* no branch: what is dropped is written over */
        uint32_t n = addition->required ? there[f] : f, i = all ? start + n : index[n];
        uint8_t slot = from->slot[i];
        float sum = from->sum[i] + shares[n];
        addition->frequencies[slot] = tfs[n];
        addition->places[slot] = block * CODEC_BLOCK + places[n];
        to->document[kept] = documents[n];
        to->slot[kept] = slot;
        to->sum[kept] = sum;
        kept += sum >= need;
    }
    to->count = kept;
}

static void keep(struct lead_candidates *to, const struct lead_candidates *from, uint32_t i, float sum)
{
    to->document[to->count] = from->document[i];
    to->slot[to->count] = from->slot[i];
    to->sum[to->count++] = sum;
}

void lead_add_list(const struct lead_pass *pass, uint32_t j, const float *local,
                   const struct lead_candidates *from, struct lead_candidates *to)
{
    struct addition addition = {.pass = pass,
                                .list = &pass->others[j],
                                .frequencies = pass->frequencies + (size_t)j * CODEC_BLOCK,
                                .places = pass->places + (size_t)j * CODEC_BLOCK,
                                .required = j < pass->required_count,
                                .threshold = lead_threshold(pass->run),
                                .rest = local[j + 1]};
    struct block_groups groups;
    to->count = 0;
    block_scan_group(addition.list->cursor, from->document, from->count, &groups);
    for (uint32_t g = 0; g < groups.count; g++) {
        add_block(&addition, from, groups.block[g], groups.start[g], groups.start[g + 1], to);
    }
    for (uint32_t i = groups.end; i < from->count && !addition.required; i++) {
        if (from->sum[i] + addition.rest >= addition.threshold) {
            addition.frequencies[from->slot[i]] = 0;
            keep(to, from, i, from->sum[i]);
        }
    }
}

/* A list that the document is in. */
struct share_source {
    const struct flat_list *list;
    uint32_t tf, place;
};

static struct share_source read_row(const struct lead_pass *pass, const struct flat_list *list,
                                    uint32_t row, uint32_t slot)
{
    size_t at = (size_t)row * CODEC_BLOCK + slot;
    uint32_t tf = pass->frequencies[at];
    return (struct share_source){list, tf, tf > 0 ? pass->places[at] : 0};
}

static void add_source(const struct segment_run *run, const struct share_source *source,
                       uint32_t length, struct score_sum *sum)
{
    if (source->tf > 0) {
        uint32_t term = source->list->order;
        score_sum_add(sum, &run->plan->terms[term],
                      source->list->weight * bm25_saturation(&run->bm25, source->tf, length));
        spelled_note(run, term, source->place, sum);
    }
}

/* The exact score: doubles, in the order of the query. */
static double exact_score(const struct lead_pass *pass, uint32_t document, uint32_t slot)
{
    const struct segment_run *run = pass->run;
    uint32_t others = pass->required_count + pass->optional_count;
    uint32_t length = segment_length(&run->segment->segment, document), done = 0;
    struct score_sum sum;
    score_sum_begin(&sum);
    int64_t before = -1;
    for (;; done++) { /* the next list in query order; queries are short */
        struct share_source next = {NULL, 0, 0};
        if ((int64_t)pass->lead->order > before) {
            next = (struct share_source){pass->lead, pass->lead->cursor->tfs[slot],
                                         pass->lead->cursor->docs_block * CODEC_BLOCK + slot};
        }
        for (uint32_t j = 0; j < others; j++) {
            const struct flat_list *list = &pass->others[j];
            if ((int64_t)list->order > before &&
                (next.list == NULL || list->order < next.list->order)) {
                next = read_row(pass, list, j, slot);
            }
        }
        if (next.list == NULL) {
            return spelled_total(run, &sum);
        }
        add_source(run, &next, length, &sum);
        for (uint32_t j = 0; j < pass->deferred_count && next.list == pass->lead; j++) {
            struct share_source part = read_row(pass, &pass->deferred[j], others + j, slot);
            add_source(run, &part, length, &sum); /* parts follow their compound */
        }
        before = next.list->order;
    }
}

/* Whether the document is deleted, was handled by an earlier pass or must not match. Asked for rising
 * documents. */
static bool is_out(const struct lead_pass *pass, uint32_t document)
{
    return run_is_deleted(pass->run, document) ||
           flat_in_any(pass->seen, pass->seen_count, document) ||
           flat_in_any(pass->excluded, pass->excluded_count, document);
}

static void offer_candidates(const struct lead_pass *pass, const struct lead_candidates *candidates,
                             bool all_in)
{
    struct segment_run *run = pass->run;
    for (uint32_t i = 0; i < candidates->count; i++) {
        uint32_t document = candidates->document[i];
        if (candidates->sum[i] >= lead_threshold(run) && (all_in || !is_out(pass, document))) {
            run->stats->exact_scores++;
            run_offer(run, exact_score(pass, document, candidates->slot[i]), document);
        }
    }
}

static void drop_outs(const struct lead_pass *pass, struct lead_candidates *candidates)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < candidates->count; i++) {
        candidates->document[kept] = candidates->document[i];
        candidates->sum[kept] = candidates->sum[i];
        candidates->slot[kept] = candidates->slot[i];
        kept += candidates->sum[i] >= lead_threshold(pass->run) &&
                !is_out(pass, candidates->document[i]);
    }
    candidates->count = kept;
}

/* The rarest part is read of all candidates, the others of those with the best prospects first: few
 * others can win then. */
static void offer_deferred(struct lead_pass *pass, struct lead_candidates *candidates,
                           struct lead_candidates *chosen)
{
    const struct topk *topk = pass->run->topk;
    uint32_t wanted = (uint32_t)topk->wanted, first = 0, end = pass->deferred_count;
    bool few = topk->wanted <= DEFERRED_FEW;
    deferred_bound(pass, candidates);
    drop_outs(pass, candidates);
    if (few && candidates->count > wanted) {
        deferred_read(pass, 0, 1, candidates);
        first = 1;
    }
    if (few && candidates->count > wanted) {
        deferred_choose(candidates, deferred_rank(candidates, wanted), chosen);
        deferred_read(pass, first, end, chosen);
        offer_candidates(pass, chosen, true);
    }
    deferred_choose(candidates, lead_threshold(pass->run), chosen);
    deferred_read(pass, first, end, chosen);
    offer_candidates(pass, chosen, true);
}

static void rewind_all(struct flat_list *lists, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        cursor_rewind(lists[i].cursor);
    }
}

static void rewind_pass(struct lead_pass *pass)
{
    rewind_all(pass->others, pass->required_count + pass->optional_count);
    rewind_all(pass->deferred, pass->deferred_count);
    rewind_all(pass->seen, pass->seen_count);
    rewind_all(pass->excluded, pass->excluded_count);
}

/* The smallest bound byte with which a block of the lead can still win; 256: none can. */
static uint32_t least_bound(const struct lead_pass *pass, uint32_t least, float rest)
{
    float threshold = lead_threshold(pass->run);
    float weight = (float)(pass->lead->weight * (1 + 1e-6));
    while (least < 256 && deferred_score(pass->run->gain[least] * weight, pass->deferred_top) + rest < threshold) {
        least++;
    }
    return least;
}

/* Offers what can win in a block of the lead; false on damage. */
static bool run_block(struct lead_pass *pass, uint32_t block)
{
    struct cursor *lead = pass->lead->cursor;
    uint32_t others = pass->required_count + pass->optional_count, at = 0;
    float *local = pass->rest;
    float own = pass->run->gain[cursor_bounds(lead)[block]] *
                (float)(pass->lead->weight * (1 + 1e-6));
    struct lead_candidates candidates[2];
    if (!bound_block(pass, cursor_base(lead, block), cursor_last(lead, block), local) ||
        deferred_score(own, pass->deferred_top) + local[0] < lead_threshold(pass->run)) {
        return true;
    }
    if (!take_block(pass, block, local[0], &candidates[0])) {
        return false;
    }
    for (uint32_t j = 0; j < others && candidates[at].count > 0; j++, at = 1 - at) {
        lead_add_list(pass, j, local, &candidates[at], &candidates[1 - at]);
    }
    if (pass->deferred_count > 0) {
        offer_deferred(pass, &candidates[at], &candidates[1 - at]);
    } else {
        offer_candidates(pass, &candidates[at], false);
    }
    return true;
}

/* Whether a good threshold is missing: none is stored, or typed spellings can add to it. */
static bool wants_best_blocks(const struct lead_pass *pass)
{
    const struct topk *topk = pass->run->topk;
    bool alone = pass->required_count + pass->optional_count + pass->deferred_count == 0;
    return alone && topk->wanted <= BEST_BLOCKS_HITS && topk->count < topk->wanted &&
           (topk->floor <= 0 || pass->run->bonus > 0);
}

/* Takes the best blocks; false on damage. */
static bool run_best_blocks(struct lead_pass *pass, struct best_blocks *best)
{
    const struct cursor *lead = pass->lead->cursor;
    best_blocks_choose(best, cursor_bounds(lead), lead->blocks);
    for (uint32_t i = 0; i < best->count; i++) {
        if (!run_block(pass, best->block[i])) {
            return false;
        }
    }
    rewind_pass(pass);
    return true;
}

static void run_blocks(struct lead_pass *pass)
{
    struct cursor *lead = pass->lead->cursor;
    struct best_blocks best = {0};
    uint32_t others = pass->required_count + pass->optional_count, least = 0;
    float rest = 0;
    rewind_pass(pass);
    for (uint32_t j = 0; j < others; j++) {
        rest += pass->others[j].top;
    }
    bool goes_on = !wants_best_blocks(pass) || run_best_blocks(pass, &best);
    for (uint32_t block = 0; block < lead->blocks && goes_on; block++) {
        least = least_bound(pass, least, rest);
        if (least > 255) {
            return;
        }
        block = block_scan_next(cursor_bounds(lead), block, lead->blocks, (uint8_t)least);
        if (block < lead->blocks && !best_blocks_have(&best, block)) {
            goes_on = run_block(pass, block);
        }
    }
}

double lead_bonus(const struct segment_run *run, const struct flat_list *lists, uint32_t count)
{
    double bonus = 0;
    for (uint32_t i = 0; i < count; i++) {
        bonus += run->spelled[lists[i].order].bonus;
    }
    return bonus;
}

void lead_pass_run(struct lead_pass *pass)
{
    struct segment_run *run = pass->run;
    double all = run->bonus;
    run->bonus = lead_bonus(run, pass->lead, 1) +
                 lead_bonus(run, pass->others, pass->required_count + pass->optional_count) +
                 lead_bonus(run, pass->deferred, pass->deferred_count);
    run_blocks(pass);
    run->bonus = all;
}
