/* What the evaluators of one segment share: the plan, the segment, opened cursors, scoring. */
#ifndef STICHWORT_SEARCHER_EVAL_SCRATCH_H
#define STICHWORT_SEARCHER_EVAL_SCRATCH_H

#include "common/score/bm25.h"
#include "searcher/eval/cursor.h"
#include "searcher/eval/plan.h"
#include "searcher/eval/topk.h"

struct spelled;

struct segment_run {
    const struct plan *plan;
    const struct index_segment *segment;
    size_t segment_number;
    struct cursor **cursors;           /* by term number; NULL: not in this segment */
    struct bm25 bm25;
    const struct search_options *options;
    struct topk *topk;
    struct search_stats *stats;
    struct spelled *spelled;           /* by term number */
    double bonus;                      /* the most that typed spellings add to a score */
    const float *gain;                 /* [256]: bound byte -> largest tf / (tf + K) under the query's k1, b */
    bool gain_is_stored;               /* those of the segment: stored thresholds hold */
    uint64_t total;                    /* matching documents, if counted */
    struct buffer work;                /* positions of phrases, bits of counts */
};

/* What the segment's dictionary says of a term. */
static inline const struct term_entry *run_entry(const struct segment_run *run, size_t term)
{
    return &run->plan->terms[term].entries[run->segment_number];
}

static inline bool run_is_deleted(const struct segment_run *run, uint32_t document)
{
    struct bytes map = run->segment->deleted;
    return map.size != 0 && (map.data[document / 8] >> (document % 8) & 1) != 0;
}

/* A term's part of the score. */
static inline double run_share(const struct segment_run *run, double weight, uint32_t document,
                               uint32_t tf)
{
    return weight * bm25_saturation(&run->bm25, tf,
                                    segment_length(&run->segment->segment, document));
}

/* Takes the hit if it is among the best so far. */
static inline void run_offer(struct segment_run *run, double score, uint32_t document)
{
    topk_offer(run->topk, score, run->segment->first_document + document);
}

#endif
