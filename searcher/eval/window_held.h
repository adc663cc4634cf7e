/* A run over windows (window.h), and the documents that it holds back: scored exactly in the end, when
 * few of them can still win. */
#ifndef STICHWORT_SEARCHER_EVAL_WINDOW_HELD_H
#define STICHWORT_SEARCHER_EVAL_WINDOW_HELD_H

#include "common/base/buffer.h"
#include "searcher/eval/lead.h"
#include "searcher/eval/sum_mask.h"
#include "searcher/eval/window.h"

enum { FIRST_WINDOWS = 4, WINDOW_KEPT_LISTS = 32, WINDOW_KEPT_MOST = 255 };

struct window_list {
    struct flat_list list;
    uint32_t number; /* in query order */
    uint32_t start;  /* first block that can hold a document of the window */
    float most;      /* highest share in the window */
    uint8_t *kept;   /* frequencies by document of the window if it is added up: 0 not there,
                        WINDOW_KEPT_MOST as many or more; NULL: not kept */
};

struct window_scratch {
    struct buffer held;           /* struct held: scored exactly in the end */
    struct buffer sorted;         /* those of them that still can win, by document */
    struct buffer found;          /* struct found: [row][list in query order] */
    struct buffer best;           /* float: heap of the `wanted` highest sums, lowest in front */
    struct window_list *lists;    /* falling `most` in the window at hand */
    struct flat_list *query;      /* in query order */
    struct flat_list *rest_lists; /* those that are only looked up */
    size_t capacity;
    uint8_t kept[WINDOW_KEPT_LISTS][WINDOW_DOCUMENTS];
    float sums[WINDOW_DOCUMENTS + SUM_MASK_WIDTH];
    float peaks[WINDOW_DOCUMENTS / SUM_MASK_WIDTH + SUM_MASK_WIDTH]; /* the highest of as many sums */
};

struct window {
    struct lead_pass *pass;
    struct window_scratch *scratch;
    uint32_t count;      /* lists */
    uint32_t base, end;  /* its documents */
    uint32_t essential;  /* lists that are added up */
    uint32_t peak_count;
};

/* Chooses lists whose frequencies are kept where they are added up: it costs less than to look them up
 * again for the documents that are wanted. */
void window_choose_kept(struct window *window);

/* Holds a candidate back and raises the threshold: as many documents as are wanted have at least the
 * lowest of the best sums, but for rounding. Want of memory is told in the end. */
void window_hold(struct window *window, uint32_t document, float sum, uint8_t slot);

/* Scores exactly and offers at once. The cursors must not have passed the document. */
void window_offer(struct window *window, uint32_t document);

/* Scores those held back that still reach the threshold. All cursors are at the front. */
enum status window_offer_held(struct window *window, struct error *err);

#endif
