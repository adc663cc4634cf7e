/* Sorts hits, best first. Most are dealt out by their scores into buckets of about one hit each (a bucket
 * sort), then little is out of place. */
#ifndef STICHWORT_SEARCHER_EVAL_TOPK_SORT_H
#define STICHWORT_SEARCHER_EVAL_TOPK_SORT_H

#include "searcher/eval/topk.h"

/* `room`: for as many entries. */
void topk_sort(struct topk_entry *entries, struct topk_entry *room, size_t count);

#endif
