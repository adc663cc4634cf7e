/* The evaluator for queries without phrases and nesting: words that must, should or must not
 * occur. Lead passes: lists sorted by their highest possible score; list i leads, block by block,
 * later lists are added to all candidates of a block at once, and whatever cannot reach the
 * threshold is dropped by bounds before it is decoded. An AND has required later lists, a single
 * word none. Documents of earlier lists are dropped at the end of a pass: they have been seen.
 *
 * The idea of essential and non-essential lists is MAXSCORE (Turtle and Flood, 1995), bounds a
 * block are block-max indexes (Ding and Suel, 2011). Scores are floats with a margin while
 * candidates are dropped; what is left is scored in doubles, in query order. */
#ifndef STICHWORT_SEARCHER_EVAL_FLAT_H
#define STICHWORT_SEARCHER_EVAL_FLAT_H

#include "searcher/eval/scratch.h"

/* So many loose compounds that must occur (see struct plan) it can search for. */
enum { FLAT_MOST_LOOSE = 2 };

struct flat_scratch { /* all zero is empty; grows to the longest query */
    struct flat_list *lists;
    struct flat_list *others; /* of a pass whose lead is a compound, and its parts; then: seen lists */
    float *rest;
    uint32_t *frequencies; /* [list][slot], behind them one number for each list */
    uint32_t *list_places; /* [list][slot]: in a list */
    size_t capacity;
    struct buffer bits;    /* one bit a document */
    struct window_scratch *window;
};

enum status flat_run(struct segment_run *run, struct flat_scratch *scratch, struct error *err);

void flat_scratch_release(struct flat_scratch *scratch);

#endif
