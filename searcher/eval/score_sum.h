/* Adding up the score of a document: shares in the order of the query, those of a compound put
 * together. With W the share of the whole word and Q the sum of its parts' (whose weights have the
 * factor 0.8), a compound scores max(W, Q) + 0.15 min(W, Q): what both tell is counted once, but
 * for a little. (A disjunction maximum with a tie: Ogilvie and Callan, 2003, use mixtures so.) */
#ifndef STICHWORT_SEARCHER_EVAL_SCORE_SUM_H
#define STICHWORT_SEARCHER_EVAL_SCORE_SUM_H

#include "searcher/eval/search.h"

#define SCORE_TIE 0.15

enum { SCORE_NOTES = 8 };

struct score_sum { /* score_sum_begin: no share */
    double score;
    double whole, parts; /* of the compound at hand */
    uint32_t clause;
    double bonus;        /* of typed spellings: see spelled.h */
    double possible;     /* bonus that terms not looked at may add */
    uint32_t noted;      /* terms whose spelling was not looked at yet, and their places */
    struct {
        uint32_t term, place;
    } notes[SCORE_NOTES];
};

static inline void score_sum_begin(struct score_sum *sum) /* notes stay as they are */
{
    sum->score = sum->whole = sum->parts = sum->bonus = sum->possible = 0;
    sum->clause = sum->noted = 0;
}

static inline void score_sum_end_clause(struct score_sum *sum)
{
    double most = sum->whole > sum->parts ? sum->whole : sum->parts;
    double least = sum->whole > sum->parts ? sum->parts : sum->whole;
    sum->score += most + SCORE_TIE * least;
    sum->whole = sum->parts = 0;
}

static inline void score_sum_add(struct score_sum *sum, const struct search_term *term, double share)
{
    if (sum->clause != term->clause && sum->clause != 0) {
        score_sum_end_clause(sum);
    }
    sum->clause = term->clause;
    if (term->clause == 0) {
        sum->score += share;
    } else if (term->is_part) {
        sum->parts += share;
    } else {
        sum->whole += share;
    }
}

static inline double score_sum_total(struct score_sum *sum)
{
    if (sum->clause != 0) {
        score_sum_end_clause(sum);
        sum->clause = 0;
    }
    return sum->score + sum->bonus;
}

#endif
