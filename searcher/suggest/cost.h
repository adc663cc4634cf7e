/* How unlikely it is to type one word for another: a weighted distance. Slips of the finger on a
 * German keyboard (QWERTZ), and letters that sound alike in German, cost less than other changes.
 * A weighted form of the distance of searcher/eval/distance.h (see there), with a few changes of
 * two letters at once: ph for f, ie for ih, ae for ä. */
#ifndef STICHWORT_SEARCHER_SUGGEST_COST_H
#define STICHWORT_SEARCHER_SUGGEST_COST_H

#include "searcher/eval/distance.h"

/* Of a change that nothing makes likely. */
enum { COST_EDIT = 100 };

/* In hundredths of such a change. Words of up to DISTANCE_MAX_LETTERS letters. */
uint32_t cost_of(const struct letters *typed, const struct letters *word);

#endif
