/* One lead pass; see flat.h. */
#ifndef STICHWORT_SEARCHER_EVAL_LEAD_H
#define STICHWORT_SEARCHER_EVAL_LEAD_H

#include "searcher/eval/flat.h"

struct flat_list {
    struct cursor *cursor;
    double weight;
    float top;      /* no document's share is above */
    uint32_t order; /* place in the query */
    bool loose;     /* the whole word of a loose compound that must occur */
};

/* The lists of a flat query: must, then should, then those of whole compounds, then must-not. Parts
 * of compounds are must or should. */
struct flat_query {
    struct flat_list *lists;
    uint32_t count, must_count, should_count, whole_count, not_count;
    bool has_must;
    bool by_windows;  /* the alternatives are searched by windows, not by passes */
    uint32_t lacking; /* a loose compound that must occur (its clause) and has not all parts here: only its
                         word can stand; FLAT_SEVERAL: there are more; 0: none */
};

#define FLAT_SEVERAL UINT32_MAX

static inline struct flat_list *flat_wholes(const struct flat_query *query)
{
    return query->lists + query->must_count + query->should_count;
}

static inline struct flat_list *flat_excluded(const struct flat_query *query)
{
    return flat_wholes(query) + query->whole_count;
}

struct lead_pass {
    struct segment_run *run;
    struct flat_list *lead;
    struct flat_list *others;     /* required ones first, then optional ones */
    uint32_t required_count, optional_count;
    struct flat_list *deferred;   /* the lead is a compound, these are its parts: bounded together with
                                     the lead, read last */
    uint32_t deferred_count;
    float deferred_top;           /* their sum at most; 0 without any */
    float lead_shares[CODEC_BLOCK];  /* by slot: of the lead's block at hand */
    float parts_shares[CODEC_BLOCK]; /* by slot: of its parts at most, as far as they are known */
    struct flat_list *seen;       /* earlier leads: their documents have been handled */
    uint32_t seen_count;
    struct flat_list *excluded;
    uint32_t excluded_count;
    float *rest;                  /* room for one float more than there are lists */
    uint32_t *frequencies;        /* [list][slot] */
    uint32_t *places;             /* [list][slot]: place in the list, from 0 */
    uint64_t *bits;               /* of windows: the documents of their lists are set; NULL: not wanted */
};

/* Candidates: parallel arrays; `slot` is a candidate's place in the batch, where frequencies are
 * kept for it. */
struct lead_candidates {
    uint32_t count;
    uint32_t document[CODEC_BLOCK]; /* rising */
    float sum[CODEC_BLOCK];
    uint8_t slot[CODEC_BLOCK];
};

/* Adds list j of pass->others to the candidates of `from`; `to` gets those that have a required list
 * and can still win. local[j]: the most that lists from j on can give. */
void lead_add_list(const struct lead_pass *pass, uint32_t j, const float *local,
                   const struct lead_candidates *from, struct lead_candidates *to);

/* More than the rounding of a sum of floats, relative. */
#define LEAD_MARGIN 1e-5

/* What a float sum must reach for its document to matter: safely below the true threshold, also
 * with all that typed spellings can add. */
static inline float lead_threshold(const struct segment_run *run)
{
    return (float)((topk_threshold(run->topk) - run->bonus) * (1 - LEAD_MARGIN));
}

/* A document's share of a list. */
static inline float lead_share(const struct segment_run *run, const struct flat_list *list,
                               uint32_t document, uint32_t tf)
{
    float length = (float)segment_length(&run->segment->segment, document);
    float norm = (float)run->bm25.constant + (float)run->bm25.slope * length;
    return (float)list->weight * (float)tf / ((float)tf + norm);
}

/* Puts lists in the order of the query, as scores are added up. */
void flat_sort_by_order(struct flat_list *lists, uint32_t count);

/* Whether one of the lists holds the document; asked for rising documents. */
bool flat_in_any(const struct flat_list *lists, uint32_t count, uint32_t document);

/* The most that typed spellings of these lists' words add to a score. */
double lead_bonus(const struct segment_run *run, const struct flat_list *lists, uint32_t count);

/* Offers every document of the lead that can be among the best. */
void lead_pass_run(struct lead_pass *pass);

#endif
