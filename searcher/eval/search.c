#include "searcher/eval/search.h"

#include <string.h>

#include "common/base/memory.h"
#include "searcher/eval/flat.h"
#include "searcher/eval/phrase_pass.h"
#include "searcher/eval/spelled.h"
#include "searcher/eval/tree.h"

struct gains {
    double constant, slope; /* of the BM25 that they were made for; -1: of none */
    bool stored;
    float gain[256];
};

struct searcher {
    const struct index *index;
    struct gains *gains;      /* by segment */
    struct analyzer *analyzer;
    struct token_list tokens;
    struct compound_reader compounds;
    struct plan plan;
    struct topk topk;
    struct search_stats stats;
    struct cursor **pool;     /* opened cursors are taken from here */
    size_t pool_count;
    struct cursor **cursors;  /* by term number of the plan */
    struct spelled *spelled;  /* by term number */
    size_t cursor_capacity;
    struct flat_scratch flat;
    struct buffer work;
    struct hit *hits;
    size_t hit_capacity;
    double k1, b;             /* of the last run */
};

enum status searcher_create(struct searcher **created, const struct index *index, struct error *err)
{
    struct searcher *searcher = memory_alloc_array(1, sizeof *searcher);
    if (searcher == NULL) {
        return error_set_memory(err);
    }
    searcher->index = index;
    searcher->gains = memory_alloc_array(index->segment_count, sizeof *searcher->gains);
    enum status status = searcher->gains
                             ? analyzer_create(&searcher->analyzer, index->analyzer, err)
                             : error_set_memory(err);
    for (size_t i = 0; searcher->gains != NULL && i < index->segment_count; i++) {
        searcher->gains[i].constant = -1;
    }
    if (status != STATUS_OK) {
        searcher_destroy(searcher);
        return status;
    }
    searcher->compounds =
        (struct compound_reader){.index = index, .analyzer = searcher->analyzer};
    *created = searcher;
    return STATUS_OK;
}

const struct index *searcher_index(const struct searcher *searcher)
{
    return searcher->index;
}

void searcher_destroy(struct searcher *searcher)
{
    if (searcher == NULL) {
        return;
    }
    for (size_t i = 0; i < searcher->pool_count; i++) {
        memory_free(searcher->pool[i]);
    }
    memory_free(searcher->gains);
    memory_free(searcher->pool);
    memory_free(searcher->cursors);
    memory_free(searcher->spelled);
    memory_free(searcher->hits);
    analyzer_destroy(searcher->analyzer);
    token_list_release(&searcher->tokens);
    compound_reader_release(&searcher->compounds);
    plan_release(&searcher->plan);
    topk_release(&searcher->topk);
    flat_scratch_release(&searcher->flat);
    buffer_release(&searcher->work);
    memory_free(searcher);
}

/* Cursors for `count` terms; those of earlier queries are used again. */
static enum status reserve_cursors(struct searcher *searcher, size_t count, struct error *err)
{
    if (count > searcher->cursor_capacity) {
        struct cursor **pool = memory_resize(searcher->pool, count * sizeof *pool);
        searcher->pool = pool ? pool : searcher->pool;
        struct cursor **cursors = memory_resize(searcher->cursors, count * sizeof *cursors);
        searcher->cursors = cursors ? cursors : searcher->cursors;
        struct spelled *spelled = memory_resize(searcher->spelled, count * sizeof *spelled);
        searcher->spelled = spelled ? spelled : searcher->spelled;
        if (pool == NULL || cursors == NULL || spelled == NULL) {
            return error_set_memory(err);
        }
        searcher->cursor_capacity = count;
    }
    while (searcher->pool_count < count) {
        struct cursor *cursor = memory_alloc_aligned(sizeof *cursor);
        if (cursor == NULL) {
            return error_set_memory(err);
        }
        searcher->pool[searcher->pool_count++] = cursor;
    }
    return STATUS_OK;
}

/* The largest K'(L) / K(L) ratio's lower end: with rho <= K' / K for every length of the segment,
 * g = tf / (tf + K) implies tf / (tf + K') <= g / (g + rho (1 - g)). K and K' are linear in L, so
 * their ratio is monotone and its least value lies at the shortest or longest document. */
static double least_ratio(const struct bm25 *query, const struct bm25 *stored,
                          const struct segment_facts *facts)
{
    const uint32_t ends[2] = {facts->smallest_length, facts->largest_length};
    double least = 1e300;
    for (int i = 0; i < 2; i++) {
        double old = bm25_norm(stored, ends[i]), now = bm25_norm(query, ends[i]);
        double ratio = old > 0 ? now / old : 0;
        least = ratio < least ? ratio : least;
    }
    return least;
}

/* What bound bytes mean under the query's parameters, kept from query to query. */
static void set_gains(struct searcher *searcher, struct segment_run *run, size_t number)
{
    struct gains *gains = &searcher->gains[number];
    run->gain = gains->gain;
    if (gains->constant == run->bm25.constant && gains->slope == run->bm25.slope) {
        run->gain_is_stored = gains->stored;
        return;
    }
    const struct segment_facts *facts = &run->segment->segment.facts;
    double unit = segment_word_weight(&run->segment->segment);
    struct bm25 stored = bm25_make(facts->k1 * unit, facts->b, facts->average_length);
    bool same = stored.constant == run->bm25.constant && stored.slope == run->bm25.slope;
    double rho = same ? 1 : least_ratio(&run->bm25, &stored, facts) * (1 - 1e-9);
    for (int code = 0; code < 256; code++) {
        double g = code / 255.0, below = g + rho * (1 - g);
        gains->gain[code] = (float)(below > 0 ? g / below * (1 + 1e-6) : 1);
    }
    run->gain_is_stored = gains->stored = same;
    gains->constant = run->bm25.constant;
    gains->slope = run->bm25.slope;
}

/* Whether only the number of a word's documents is wanted, which the dictionary tells. */
static bool dictionary_counts(const struct segment_run *run, const struct index_segment *segment)
{
    const struct plan_node *only = run->plan->root->child;
    return run->options->top == 0 && only->kind == PLAN_TERM && only->next == NULL &&
           only->role != QUERY_MUST_NOT && segment->deleted.size == 0;
}

static enum status run_segment(struct searcher *searcher, struct segment_run *run, size_t number,
                               struct error *err)
{
    const struct plan *plan = &searcher->plan;
    const struct index_segment *segment = &searcher->index->segments[number];
    const struct codec *wanted = codec_for(run->options->path);
    const struct codec *codec = wanted ? wanted : codec_for(CPU_SCALAR);
    run->segment = segment;
    run->segment_number = number;
    if (dictionary_counts(run, segment)) {
        run->total += run_entry(run, plan->root->child->first_term)->df;
        return STATUS_OK;
    }
    for (size_t t = 0; t < plan->term_count; t++) {
        searcher->cursors[t] = NULL;
        if (run_entry(run, t)->df > 0) {
            searcher->cursors[t] = searcher->pool[t];
            cursor_open(searcher->pool[t], &segment->segment, codec, run_entry(run, t));
        }
    }
    set_gains(searcher, run, number);
    enum status status = spelled_open(run, codec, err);
    if (status != STATUS_OK) {
        return status;
    }
    const struct plan_node *only = plan->root->child;
    bool phrase = only->kind == PLAN_PHRASE && only->next == NULL && only->role != QUERY_MUST_NOT &&
                  only->term_count <= PHRASE_PASS_WORDS;
    /* Passes find a loose compound by its word and by its parts; how many match they cannot tell. */
    bool counts = run->options->count || run->options->top == 0;
    bool flat = plan->flat && plan->loose_count <= (counts ? 0 : FLAT_MOST_LOOSE);
    status = flat ? flat_run(run, &searcher->flat, err)
                         : phrase   ? phrase_pass_run(run, only, err)
                                    : tree_run(run, err);
    for (size_t t = 0; t < plan->term_count && status == STATUS_OK; t++) {
        if (searcher->cursors[t] != NULL && searcher->cursors[t]->damaged) {
            const struct term_entry *entry = run_entry(run, t);
            status = segment_damaged(&segment->segment,
                                     entry->list.size ? entry->list.data : entry->positions.data,
                                     "posting list", err);
        }
    }
    return status;
}

static enum status deliver(struct searcher *searcher, struct search_result *result,
                           uint64_t total, struct error *err)
{
    struct topk *topk = &searcher->topk;
    topk_finish(topk);
    if (topk->count > searcher->hit_capacity) {
        struct hit *hits = memory_resize(searcher->hits, topk->count * sizeof *hits);
        if (hits == NULL) {
            return error_set_memory(err);
        }
        searcher->hits = hits;
        searcher->hit_capacity = topk->count;
    }
    for (size_t i = 0; i < topk->count; i++) {
        searcher->hits[i] = (struct hit){topk->entries[i].score, topk->entries[i].document};
    }
    *result = (struct search_result){searcher->hits, topk->count, total, searcher->plan.limited};
    return STATUS_OK;
}

enum status searcher_run(struct searcher *searcher, const struct query *query,
                         const struct search_options *options, struct search_result *result,
                         struct error *err)
{
    const struct index *index = searcher->index;
    const struct plan_tools tools = {searcher->analyzer, &searcher->tokens,
                                     options->no_parts ? NULL : &searcher->compounds};
    enum status status = plan_make(&searcher->plan, query, index, &tools, err);
    if (status == STATUS_OK) {
        status = reserve_cursors(searcher, searcher->plan.term_count, err);
    }
    uint64_t live = index->documents - index->deleted;
    if (status == STATUS_OK &&
        !topk_begin(&searcher->topk, options->top < live ? options->top : (size_t)live)) {
        status = error_set_memory(err);
    }
    searcher->topk.has_after = options->has_after;
    searcher->topk.after = (struct topk_entry){options->after_score, options->after_document};
    searcher->k1 = options->k1 >= 0 ? options->k1 : index->k1;
    searcher->b = options->b >= 0 ? options->b : index->b;
    double average = index->documents ? (double)index->tokens / (double)index->documents : 0;
    double unit = index->has_parts ? FORMAT_WORD_WEIGHT : 1;
    struct segment_run run = {.plan = &searcher->plan,
                              .cursors = searcher->cursors,
                              .spelled = searcher->spelled,
                              .bm25 = bm25_make(searcher->k1 * unit, searcher->b, average),
                              .options = options,
                              .topk = &searcher->topk,
                              .stats = &searcher->stats,
                              .work = searcher->work};
    for (size_t s = 0; status == STATUS_OK && searcher->plan.root && s < index->segment_count; s++) {
        status = run_segment(searcher, &run, s, err);
    }
    searcher->work = run.work;
    return status == STATUS_OK ? deliver(searcher, result, run.total, err) : status;
}

const struct search_stats *searcher_stats(const struct searcher *searcher)
{
    return &searcher->stats;
}

const struct search_term *searcher_terms(const struct searcher *searcher, size_t *count)
{
    *count = searcher->plan.term_count;
    return searcher->plan.terms;
}

enum status searcher_explain(struct searcher *searcher, size_t term, uint64_t document,
                             double *frequency, uint32_t *length, double *share,
                             struct error *err)
{
    const struct index *index = searcher->index;
    const struct plan *plan = &searcher->plan;
    uint32_t local;
    const struct index_segment *segment = index_locate(index, document, &local);
    size_t number = (size_t)(segment - index->segments);
    const struct term_entry *entry = &plan->terms[term].entries[number];
    double average = (double)index->tokens / (double)index->documents;
    double unit = index->has_parts ? FORMAT_WORD_WEIGHT : 1;
    struct bm25 bm25 = bm25_make(searcher->k1 * unit, searcher->b, average);
    uint32_t tf = 0;
    double bonus = 0;
    struct spelled spelled;
    enum status status =
        spelled_open_term(&spelled, &segment->segment, codec_for(CPU_SCALAR), &plan->terms[term],
                          entry, err);
    if (status != STATUS_OK) {
        return status;
    }
    *length = segment_length(&segment->segment, local);
    if (entry->df > 0) {
        struct cursor *cursor = searcher->pool[term];
        cursor_open(cursor, &segment->segment, codec_for(CPU_SCALAR), entry);
        if (cursor_advance(cursor, local) == local) {
            tf = cursor_tf(cursor, cursor->block, cursor->index);
            bonus = spelled_bonus_at(&spelled, cursor->block * CODEC_BLOCK + cursor->index);
        }
        if (cursor->damaged) {
            return segment_damaged(&segment->segment, entry->list.data, "posting list", err);
        }
    }
    *frequency = tf / unit;
    *share = plan->terms[term].weight * bm25_saturation(&bm25, tf, *length) + bonus;
    return STATUS_OK;
}
