/* The documents with any of many terms, with the highest share of them: a word with stars or ~. Works
 * in windows of neighbouring documents, which are filled when they are asked for. */
#ifndef STICHWORT_SEARCHER_EVAL_CHOICE_H
#define STICHWORT_SEARCHER_EVAL_CHOICE_H

#include "searcher/eval/scratch.h"

enum { CHOICE_WINDOW = 4096 };

struct choice {
    uint32_t window;                  /* number of the filled one */
    uint32_t at;                      /* where it stands */
    double shares[CHOICE_WINDOW];
    uint64_t bits[CHOICE_WINDOW / 64]; /* documents that are there */
};

/* Begins at the front of a segment. */
void choice_reset(struct choice *choice);

/* The first document >= document with one of the node's terms, CURSOR_END if none. Never goes back:
 * see cursor_advance. */
uint32_t choice_advance(struct segment_run *run, const struct plan_node *node, uint32_t document);

/* Of the document where it stands. */
double choice_share(const struct plan_node *node, uint32_t document);

#endif
