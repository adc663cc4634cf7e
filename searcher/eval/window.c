#include "searcher/eval/window.h"

#include <float.h>
#include <string.h>

#include "common/base/memory.h"
#include "searcher/eval/block_scan.h"
#include "searcher/eval/block_shares.h"
#include "searcher/eval/rank_floor.h"
#include "searcher/eval/sum_mask.h"
#include "searcher/eval/window_bits.h"
#include "searcher/eval/window_held.h"

void window_scratch_destroy(struct window_scratch *scratch)
{
    if (scratch != NULL) {
        buffer_release(&scratch->held);
        buffer_release(&scratch->sorted);
        buffer_release(&scratch->found);
        buffer_release(&scratch->best);
        memory_free(scratch->lists);
        memory_free(scratch->query);
        memory_free(scratch->rest_lists);
        memory_free(scratch);
    }
}

static enum status reserve(struct window_scratch **scratch, size_t count, struct error *err)
{
    if (*scratch != NULL && (*scratch)->capacity >= count) {
        return STATUS_OK;
    }
    window_scratch_destroy(*scratch);
    *scratch = memory_alloc_array(1, sizeof **scratch);
    struct window_scratch *fresh = *scratch;
    if (fresh != NULL) {
        fresh->lists = memory_alloc_array(count, sizeof *fresh->lists);
        fresh->query = memory_alloc_array(count, sizeof *fresh->query);
        fresh->rest_lists = memory_alloc_array(count, sizeof *fresh->rest_lists);
        fresh->capacity = count;
    }
    if (fresh == NULL || !fresh->lists || !fresh->query || !fresh->rest_lists) {
        return error_set_memory(err);
    }
    return STATUS_OK;
}

/* Bounds of all lists over the window; their sum. */
static float bound_lists(struct window *window)
{
    struct window_list *lists = window->scratch->lists;
    float sum = 0;
    for (uint32_t i = 0; i < window->count; i++) {
        struct window_list list = lists[i];
        struct cursor *cursor = list.list.cursor;
        float gain = block_scan_gain(window->pass->run, cursor, window->base, window->end - 1);
        float most = gain < 0 ? 0 : gain * (float)(list.list.weight * (1 + 1e-6));
        list.most = most < list.list.top ? most : list.list.top;
        list.start = cursor->block;
        sum += list.most;
        uint32_t place = i;
        for (; place > 0 && lists[place - 1].most < list.most; place--) {
            lists[place] = lists[place - 1];
        }
        lists[place] = list;
    }
    return sum;
}

/* The lists from number `essential` on are only looked up; rest[j] is the most that those from the
 * j-th of them on can give. */
static void set_essential(struct window *window, uint32_t essential)
{
    const struct window_list *lists = window->scratch->lists;
    uint32_t others = window->count - essential;
    float *rest = window->pass->rest;
    window->essential = essential;
    rest[others] = 0;
    for (uint32_t j = others; j-- > 0;) {
        rest[j] = rest[j + 1] + lists[essential + j].most;
        window->scratch->rest_lists[j] = lists[essential + j].list;
    }
}

/* The last lists that together stay below the threshold need not be added up. */
static void choose_essential(struct window *window, float threshold)
{
    const struct window_list *lists = window->scratch->lists;
    uint32_t essential = window->count;
    float sum = 0;
    while (essential > 0 && sum + lists[essential - 1].most < threshold) {
        sum += lists[--essential].most;
    }
    set_essential(window, essential);
}

/* Adds the shares of the documents [first, end) of the list's block to their sums. */
static void add_shares(struct window *window, const struct window_list *list, uint32_t first,
                       uint32_t end, const float *shares)
{
    const uint32_t *docs = list->list.cursor->docs;
    float *sums = window->scratch->sums;
    for (uint32_t i = first; i < end; i++) {
        sums[docs[i] - window->base] += shares[i];
    }
}

/* The same, and keeps the frequencies. */
static void add_and_keep(struct window *window, const struct window_list *list, uint32_t first,
                         uint32_t end, const float *shares)
{
    const uint32_t *docs = list->list.cursor->docs, *tfs = list->list.cursor->tfs;
    const uint32_t base = window->base;
    float *sums = window->scratch->sums;
    uint8_t *kept = list->kept;
    for (uint32_t i = first; i < end; i++) {
        uint32_t place = docs[i] - base;
        sums[place] += shares[i];
        kept[place] = (uint8_t)(tfs[i] < WINDOW_KEPT_MOST ? tfs[i] : WINDOW_KEPT_MOST);
    }
}

/* Adds the list's shares of the window's documents to their sums. */
static void add_list(struct window *window, const struct window_list *list)
{
    const struct segment_run *run = window->pass->run;
    struct cursor *cursor = list->list.cursor;
    float shares[CODEC_BLOCK];
    if (list->kept != NULL) {
        memset(list->kept, 0, window->end - window->base);
    }
    for (uint32_t block = list->start; block < cursor->blocks && list->most > 0; block++) {
        if (cursor_base(cursor, block) >= window->end || !cursor_load_docs(cursor, block) ||
            !cursor_load_tfs(cursor, block)) {
            break;
        }
        uint32_t count = cursor_count(cursor, block), first = 0, end = count;
        while (first < count && cursor->docs[first] < window->base) {
            first++;
        }
        while (end > first && cursor->docs[end - 1] >= window->end) {
            end--;
        }
        block_shares(run, cursor, (float)list->list.weight, first, end, shares);
        if (list->kept != NULL) {
            add_and_keep(window, list, first, end, shares);
        } else {
            add_shares(window, list, first, end, shares);
        }
        run->stats->blocks_decoded++;
        run->stats->postings_scored += end - first;
    }
}

/* What is left of a batch: held back, or with paging, which only exact scores can decide, offered
 * at once. */
static void take(struct window *window, const struct lead_candidates *candidates)
{
    const struct lead_pass *pass = window->pass;
    struct segment_run *run = pass->run;
    for (uint32_t i = 0; i < candidates->count; i++) {
        uint32_t document = candidates->document[i];
        if (candidates->sum[i] < lead_threshold(run) || run_is_deleted(run, document) ||
            flat_in_any(pass->seen, pass->seen_count, document) ||
            flat_in_any(pass->excluded, pass->excluded_count, document)) {
            continue;
        }
        if (!run->topk->has_after) {
            window_hold(window, document, candidates->sum[i], candidates->slot[i]);
            continue;
        }
        for (uint32_t j = 0; j < window->count; j++) { /* look-ups have moved on */
            window->scratch->lists[j].list.cursor->block = window->scratch->lists[j].start;
        }
        window_offer(window, document);
    }
}

/* Looks the other lists up for one batch of candidates. */
static void finish(struct window *window, struct lead_candidates candidates[2])
{
    const struct lead_pass *pass = window->pass;
    uint32_t at = 0, others = window->count - window->essential;
    pass->run->stats->candidates += candidates[0].count;
    for (uint32_t j = 0; j < others && candidates[at].count > 0; j++, at = 1 - at) {
        lead_add_list(pass, j, pass->rest, &candidates[at], &candidates[1 - at]);
    }
    take(window, &candidates[at]);
}

/* What a sum must reach; never 0, which is no sum at all. */
static float least_sum(const struct window *window)
{
    float least = lead_threshold(window->pass->run) - window->pass->rest[0];
    return least > FLT_MIN ? least : FLT_MIN;
}

/* Sums that can still win become candidates, 128 at a time. */
static void scan_sums(struct window *window)
{
    struct lead_candidates candidates[2];
    const float *sums = window->scratch->sums; /* 0 just beyond the window */
    const float *peaks = window->scratch->peaks;
    float least = least_sum(window);
    uint32_t count = 0;
    for (uint32_t i = 0; i < window->peak_count; i += SUM_MASK_WIDTH) {
        for (uint32_t high = sum_mask(peaks + i, least); high != 0; high &= high - 1) {
            uint32_t first = (i + (uint32_t)__builtin_ctz(high)) * SUM_MASK_WIDTH;
            if (count > CODEC_BLOCK - SUM_MASK_WIDTH) {
                candidates[0].count = count;
                finish(window, candidates);
                least = least_sum(window);
                count = 0;
            }
            for (uint32_t mask = sum_mask(sums + first, least); mask != 0; mask &= mask - 1, count++) {
                uint32_t place = first + (uint32_t)__builtin_ctz(mask);
                candidates[0].document[count] = window->base + place;
                candidates[0].sum[count] = sums[place];
                candidates[0].slot[count] = (uint8_t)count;
            }
        }
    }
    candidates[0].count = count;
    finish(window, candidates);
}

/* About how many candidates there are: an eighth of the sums is looked at. */
static uint32_t count_candidates(const struct window *window)
{
    enum { SHARE = 8, PART = 32 };
    uint32_t high = 0, documents = window->end - window->base;
    float least = least_sum(window);
    for (uint32_t i = 0; i < documents; i += PART * SHARE) {
        uint32_t part = documents - i < PART ? documents - i : PART;
        high += sum_count(window->scratch->sums + i, part, least);
    }
    return high * SHARE;
}

static void find_peaks(struct window *window)
{
    const struct window_scratch *scratch = window->scratch;
    uint32_t documents = window->end - window->base, count = 0;
    for (uint32_t i = 0; i < documents; i += SUM_MASK_WIDTH) {
        window->scratch->peaks[count++] = sum_peak(scratch->sums + i);
    }
    window->peak_count = count;
    while (count % SUM_MASK_WIDTH != 0) {
        window->scratch->peaks[count++] = 0; /* masks read them */
    }
}

/* Sums only grow: what as many documents as are wanted have reached already, before anything is
 * looked up, is a threshold. Peaks are of different documents, and few of the best documents are
 * hidden behind better neighbours. */
static void raise_threshold(struct window *window)
{
    const struct lead_pass *pass = window->pass;
    if (pass->excluded_count == 0) {
        rank_floor_raise(pass->run, window->scratch->peaks, window->peak_count);
    }
}

/* Postings of the list in the window, at most. */
static uint32_t count_postings(const struct window *window, const struct window_list *list)
{
    struct cursor *cursor = list->list.cursor;
    uint32_t block = list->start;
    while (block < cursor->blocks && cursor_base(cursor, block) < window->end) {
        block++;
    }
    return (block - list->start) * CODEC_BLOCK;
}

/* Where looking up costs more than adding the list up, it is added up too; whether there was any. */
static bool add_cheap_lists(struct window *window)
{
    enum { LOOK_UP_COST = 14 }; /* of an added posting */
    uint32_t before = window->essential;
    while (window->essential < window->count) {
        const struct window_list *next = &window->scratch->lists[window->essential];
        if ((uint64_t)count_candidates(window) * LOOK_UP_COST < count_postings(window, next)) {
            break;
        }
        add_list(window, next);
        set_essential(window, window->essential + 1);
    }
    return window->essential > before;
}

/* `early`: the threshold may still be low. */
static void search_window(struct window *window, float threshold, bool early)
{
    choose_essential(window, threshold);
    for (uint32_t i = 0; i < window->essential; i++) {
        add_list(window, &window->scratch->lists[i]);
    }
    find_peaks(window);
    if (early) {
        raise_threshold(window);
    }
    if (add_cheap_lists(window)) {
        find_peaks(window);
        if (early) {
            raise_threshold(window);
        }
    }
    scan_sums(window);
}

static void run_window(struct window *window, uint32_t number, bool early)
{
    uint32_t documents = window->pass->run->segment->segment.facts.documents;
    window->base = number * WINDOW_DOCUMENTS;
    window->end = documents - window->base < WINDOW_DOCUMENTS ? documents
                                                              : window->base + WINDOW_DOCUMENTS;
    float threshold = lead_threshold(window->pass->run);
    bool can_win = bound_lists(window) >= threshold;
    if (!can_win && window->pass->bits == NULL) {
        return;
    }
    memset(window->scratch->sums, 0, (window->end - window->base + SUM_MASK_WIDTH) * sizeof(float));
    window->essential = 0;
    if (can_win) {
        search_window(window, threshold, early);
    }
    if (window->pass->bits != NULL) {
        window_set_bits(window);
    }
}

static void rewind_all(struct window *window)
{
    for (uint32_t i = 0; i < window->count; i++) {
        cursor_rewind(window->scratch->lists[i].list.cursor);
    }
    for (uint32_t i = 0; i < window->pass->seen_count; i++) {
        cursor_rewind(window->pass->seen[i].cursor);
    }
    for (uint32_t i = 0; i < window->pass->excluded_count; i++) {
        cursor_rewind(window->pass->excluded[i].cursor);
    }
}

/* The windows with the highest bounds, for a good threshold before the others. */
static uint32_t choose_first(struct window *window, uint32_t windows, uint32_t first[FIRST_WINDOWS])
{
    float best[FIRST_WINDOWS];
    uint32_t found = 0;
    rewind_all(window);
    for (uint32_t w = 0; w < windows; w++) {
        window->base = w * WINDOW_DOCUMENTS;
        window->end = window->base + WINDOW_DOCUMENTS;
        float sum = bound_lists(window);
        uint32_t place = found < FIRST_WINDOWS ? found++ : FIRST_WINDOWS;
        for (; place > 0 && best[place - 1] < sum; place--) {
            if (place < FIRST_WINDOWS) {
                best[place] = best[place - 1];
                first[place] = first[place - 1];
            }
        }
        if (place < FIRST_WINDOWS) {
            best[place] = sum;
            first[place] = w;
        }
    }
    return found;
}

enum status window_run(struct lead_pass *pass, struct window_scratch **scratch, struct error *err)
{
    uint32_t documents = pass->run->segment->segment.facts.documents, first[FIRST_WINDOWS];
    uint32_t windows = (documents + WINDOW_DOCUMENTS - 1) / WINDOW_DOCUMENTS;
    enum status status = reserve(scratch, pass->optional_count, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct window window = {.pass = pass, .scratch = *scratch, .count = pass->optional_count};
    memcpy(window.scratch->query, pass->others, window.count * sizeof *pass->others);
    flat_sort_by_order(window.scratch->query, window.count);
    pass->others = window.scratch->rest_lists;
    for (uint32_t i = 0; i < window.count; i++) {
        window.scratch->lists[i] =
            (struct window_list){.list = window.scratch->query[i], .number = i};
    }
    window_choose_kept(&window);
    buffer_reset(&window.scratch->held);
    buffer_reset(&window.scratch->found);
    buffer_reset(&window.scratch->best);
    uint32_t firsts = choose_first(&window, windows, first);
    for (uint32_t i = 0; i < firsts; i++) {
        rewind_all(&window);
        run_window(&window, first[i], i == 0);
    }
    rewind_all(&window);
    for (uint32_t w = 0; w < windows; w++) {
        bool done = false;
        for (uint32_t i = 0; i < firsts; i++) {
            done = done || first[i] == w;
        }
        if (!done) {
            run_window(&window, w, false);
        }
    }
    rewind_all(&window);
    return window_offer_held(&window, err);
}
