#include "searcher/eval/window_held.h"

#include <assert.h>

#include "searcher/eval/block_scan.h"
#include "searcher/eval/score_sum.h"
#include "searcher/eval/spelled.h"

/* A document that may be among the best, with its sum in floats. */
struct held {
    float sum;
    uint32_t document;
    uint32_t row; /* of `found` */
};

/* What looking a list up has found for a held document. */
struct found {
    uint32_t tf, place; /* tf NOT_LOOKED_UP: nobody did; 0: not there */
};

static const uint32_t NOT_LOOKED_UP = UINT32_MAX;

/* Spellings ask for places too, which are not kept. */
void window_choose_kept(struct window *window)
{
    enum { LOOK_UP_COST = 256, CLEARED = 16 }; /* of a kept posting; of documents for the same */
    struct window_scratch *scratch = window->scratch;
    const struct segment_run *run = window->pass->run;
    uint32_t documents = run->segment->segment.facts.documents, chosen = 0;
    for (uint32_t i = 0; i < window->count; i++) {
        const struct flat_list *list = &scratch->lists[i].list;
        uint64_t cost = list->cursor->df + documents / CLEARED;
        bool keep = chosen < WINDOW_KEPT_LISTS && run->spelled[list->order].bonus == 0 &&
                    cost <= (uint64_t)run->topk->wanted * LOOK_UP_COST;
        scratch->lists[i].kept = keep ? scratch->kept[chosen++] : NULL;
    }
}

static struct found look_up(struct cursor *cursor, uint32_t document)
{
    struct found found = {0, 0};
    uint32_t block = cursor_seek_block(cursor, document);
    if (block < cursor->blocks && document >= cursor_base(cursor, block)) {
        int place = cursor_find(cursor, block, document);
        if (place >= 0) {
            found.tf = cursor_tf(cursor, block, (uint32_t)place);
            found.place = block * CODEC_BLOCK + (uint32_t)place;
        }
    }
    return found;
}

/* The exact score: doubles, in the order of the query. */
static double exact_score(const struct window *window, uint32_t document, const struct found *row)
{
    const struct segment_run *run = window->pass->run;
    uint32_t length = segment_length(&run->segment->segment, document);
    struct score_sum sum;
    score_sum_begin(&sum);
    for (uint32_t i = 0; i < window->count; i++) {
        const struct flat_list *list = &window->scratch->query[i];
        struct found found = row != NULL && row[i].tf != NOT_LOOKED_UP
                                 ? row[i]
                                 : look_up(list->cursor, document);
        if (found.tf > 0) {
            score_sum_add(&sum, &run->plan->terms[list->order],
                          list->weight * bm25_saturation(&run->bm25, found.tf, length));
            spelled_note(run, list->order, found.place, &sum);
        }
    }
    return spelled_total(run, &sum);
}

static void offer(struct window *window, uint32_t document, const struct found *row)
{
    struct segment_run *run = window->pass->run;
    run->stats->exact_scores++;
    run_offer(run, exact_score(window, document, row), document);
}

void window_offer(struct window *window, uint32_t document)
{
    offer(window, document, NULL);
}

static void sift_down(float *heap, size_t count, float sum)
{
    size_t place = 0;
    for (size_t child = 1; child < count; child = 2 * place + 1) {
        child += child + 1 < count && heap[child + 1] < heap[child];
        if (heap[child] >= sum) {
            break;
        }
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = sum;
}

static void sift_up(float *heap, size_t place, float sum)
{
    for (; place > 0 && heap[(place - 1) / 2] > sum; place = (place - 1) / 2) {
        heap[place] = heap[(place - 1) / 2];
    }
    heap[place] = sum;
}

/* What was kept of a list that has been added up. */
static struct found read_kept(const struct window_list *list, uint32_t place)
{
    uint32_t tf = list->kept != NULL ? list->kept[place] : WINDOW_KEPT_MOST;
    return (struct found){tf < WINDOW_KEPT_MOST ? tf : NOT_LOOKED_UP, 0};
}

/* Keeps what is known of a candidate's lists. */
static uint32_t hold_found(struct window *window, uint32_t document, uint8_t slot)
{
    struct buffer *buffer = &window->scratch->found;
    size_t size = window->count * sizeof(struct found), before = buffer->size;
    if (!buffer_reserve(buffer, size)) {
        return 0;
    }
    struct found *row = (struct found *)(void *)(buffer->data + before);
    buffer->size += size;
    for (uint32_t i = 0; i < window->essential; i++) {
        const struct window_list *list = &window->scratch->lists[i];
        row[list->number] = read_kept(list, document - window->base);
    }
    for (uint32_t i = window->essential; i < window->count; i++) {
        size_t at = (size_t)(i - window->essential) * CODEC_BLOCK + slot;
        row[window->scratch->lists[i].number] =
            (struct found){window->pass->frequencies[at], window->pass->places[at]};
    }
    return (uint32_t)(before / size);
}

void window_hold(struct window *window, uint32_t document, float sum, uint8_t slot)
{
    struct topk *topk = window->pass->run->topk;
    struct buffer *best = &window->scratch->best;
    struct held held = {sum, document, hold_found(window, document, slot)};
    buffer_append(&window->scratch->held, &held, sizeof held);
    size_t count = best->size / sizeof sum;
    if (count < topk->wanted) {
        buffer_append(best, &sum, sizeof sum);
        if (best->failed) {
            return;
        }
        sift_up((float *)(void *)best->data, count++, sum);
    } else if (*(const float *)(void *)best->data < sum) {
        sift_down((float *)(void *)best->data, count, sum);
    }
    if (count == topk->wanted) {
        double floor = *(const float *)(void *)best->data * (1 - LEAD_MARGIN);
        topk->floor = floor > topk->floor ? floor : topk->floor;
    }
}

/* Documents rise within each window, and so do the windows but for the first ones: a few runs. Merges
 * those of them that still can win. False without memory. */
static bool sort_held(struct window *window)
{
    const struct held *held = (const struct held *)(const void *)window->scratch->held.data;
    struct buffer *sorted = &window->scratch->sorted;
    size_t count = window->scratch->held.size / sizeof *held, runs = 0;
    size_t at[FIRST_WINDOWS + 1], end[FIRST_WINDOWS + 1];
    float least = lead_threshold(window->pass->run);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || held[i].document < held[i - 1].document) {
            assert(runs <= FIRST_WINDOWS);
            at[runs++] = i;
        }
        end[runs - 1] = i + 1;
    }
    buffer_reset(sorted);
    while (runs > 0) {
        size_t next = 0;
        for (size_t r = 1; r < runs; r++) {
            next = held[at[r]].document < held[at[next]].document ? r : next;
        }
        if (held[at[next]].sum >= least) {
            buffer_append(sorted, &held[at[next]], sizeof *held);
        }
        if (++at[next] == end[next]) {
            at[next] = at[--runs];
            end[next] = end[runs];
        }
    }
    return !sorted->failed;
}

/* Looks up one list for held documents that one of its blocks covers. */
static void look_up_block(struct cursor *cursor, uint32_t block, const uint32_t *documents,
                          struct found **rows, uint32_t count)
{
    uint8_t places[CODEC_BLOCK];
    uint32_t there = 0;
    cursor_find_all(cursor, block, documents, count, places);
    for (uint32_t i = 0; i < count; i++) {
        there += places[i] != CODEC_NOT_THERE;
    }
    cursor_expect_tfs(cursor, block, there);
    for (uint32_t i = 0; i < count; i++) {
        bool found = places[i] != CODEC_NOT_THERE;
        rows[i]->tf = found ? cursor_tf(cursor, block, places[i]) : 0;
        rows[i]->place = block * CODEC_BLOCK + places[i];
    }
}

/* Looks up a list, number `number` in query order, for held documents for which nobody did. */
static void look_up_list(struct window *window, uint32_t number, const struct held *held, size_t count)
{
    struct cursor *cursor = window->scratch->query[number].cursor;
    struct found *found = (struct found *)(void *)window->scratch->found.data + number;
    uint32_t documents[CODEC_BLOCK], part = 0;
    struct found *rows[CODEC_BLOCK];
    for (size_t i = 0; i < count; i++) {
        documents[part] = held[i].document;
        rows[part] = found + (size_t)held[i].row * window->count;
        part += rows[part]->tf == NOT_LOOKED_UP;
        if (part < CODEC_BLOCK && (i + 1 < count || part == 0)) {
            continue;
        }
        struct block_groups groups;
        block_scan_group(cursor, documents, part, &groups);
        for (uint32_t g = 0; g < groups.count; g++) {
            uint32_t start = groups.start[g];
            look_up_block(cursor, groups.block[g], documents + start, rows + start,
                          groups.start[g + 1] - start);
        }
        for (uint32_t n = groups.end; n < part; n++) {
            rows[n]->tf = 0;
        }
        part = 0;
    }
}

enum status window_offer_held(struct window *window, struct error *err)
{
    const struct window_scratch *scratch = window->scratch;
    if (scratch->held.failed || scratch->found.failed || scratch->best.failed ||
        !sort_held(window)) {
        return error_set_memory(err);
    }
    const struct held *held = (const struct held *)(const void *)scratch->sorted.data;
    const struct found *rows = (const struct found *)(const void *)scratch->found.data;
    size_t count = scratch->sorted.size / sizeof *held;
    for (uint32_t i = 0; i < window->count; i++) {
        look_up_list(window, i, held, count);
    }
    for (size_t i = 0; i < count; i++) {
        offer(window, held[i].document, rows + (size_t)held[i].row * window->count);
    }
    return STATUS_OK;
}
