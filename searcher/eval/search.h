/* The front door: an opened index and a query give ranked hits. An opened index serves many
 * threads; a searcher (its scratch memory) belongs to one. */
#ifndef STICHWORT_SEARCHER_EVAL_SEARCH_H
#define STICHWORT_SEARCHER_EVAL_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/error.h"
#include "common/cpu/cpu.h"
#include "searcher/index/index.h"
#include "searcher/query/query.h"

struct hit {
    double score;
    uint64_t document; /* number over all segments, in order of first input */
};

struct search_options {
    size_t top;        /* hits wanted; 0: only the count */
    bool count;        /* the exact number of matching documents is wanted */
    bool has_after;    /* paging: only hits behind (after_score, after_document) */
    double after_score;
    uint64_t after_document;
    double k1, b;      /* negative: as stored in the index */
    bool no_parts;     /* words do not count as parts of compounds, compounds not by their parts */
    enum cpu_path path;
};

struct search_stats { /* work done, since the searcher was made */
    uint64_t blocks_decoded, postings_scored, candidates, probes, exact_scores;
};

struct search_result {
    struct hit *hits;  /* the searcher's, valid until its next run */
    size_t hit_count;
    uint64_t total;    /* matching documents, if counted */
    bool limited;      /* a word with * or ~ has more than EXPAND_MAX_TERMS terms */
};

struct searcher;

/* `index` is borrowed and must outlive the searcher. */
enum status searcher_create(struct searcher **searcher, const struct index *index, struct error *err);

/* The index that it searches. */
const struct index *searcher_index(const struct searcher *searcher);

void searcher_destroy(struct searcher *searcher);

/* Hits by falling score, equal scores by rising document. STATUS_DAMAGED when bytes of the index
 * are met that no builder wrote. */
enum status searcher_run(struct searcher *searcher, const struct query *query,
                         const struct search_options *options, struct search_result *result,
                         struct error *err);

const struct search_stats *searcher_stats(const struct searcher *searcher);

/* One scored word of the last query, for explanations. */
struct search_term {
    struct bytes word;     /* as typed */
    struct bytes term;     /* the stem looked up */
    const struct term_entry *entries; /* by segment; df 0: not there */
    uint64_t document_frequency;
    double weight;         /* idf times query weight */
    uint32_t clause;       /* 0: scores by itself; else the number of the compound it belongs to */
    bool is_part;          /* of that compound; or the compound itself */
    bool is_choice;        /* one of many of a word with * or ~, of which the best counts */
    bool spelled;          /* a document with the word as typed scores a little more */
    uint8_t spelling, transcribed; /* the form's, and the one's with umlauts for ae, oe, ue */
};

/* The words of the last run in query order; valid until the next run. */
const struct search_term *searcher_terms(const struct searcher *searcher, size_t *count);

/* Term frequency, length and share of the score of word number `term` in `document`, with what its
 * spelling adds (0 if the word is not in it). A part of a compound counts 0.6 in the frequency. */
enum status searcher_explain(struct searcher *searcher, size_t term, uint64_t document,
                             double *frequency, uint32_t *length, double *share,
                             struct error *err);

#endif
