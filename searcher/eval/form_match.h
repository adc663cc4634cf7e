/* The forms of an index that a pattern stands for; where there is no lexicon, its terms. */
#ifndef STICHWORT_SEARCHER_EVAL_FORM_MATCH_H
#define STICHWORT_SEARCHER_EVAL_FORM_MATCH_H

#include "searcher/eval/matcher.h"
#include "searcher/index/index.h"

struct form_match { /* views are valid during the call only */
    struct bytes form, term;
    uint64_t documents; /* of the segment */
    uint32_t distance;  /* 0 with stars */
    uint8_t capital;    /* level; see struct lexicon_form. 0 of terms */
};

typedef void form_match_taker(void *context, const struct form_match *match);

/* Calls `take` for each, segment by segment; forms of one term come one after the other. Looks at all
 * forms: the work is that of a walk over the vocabulary. STATUS_DAMAGED. */
enum status form_match_all(const struct index *index, struct matcher *matcher,
                           form_match_taker *take, void *context, struct error *err);

#endif
