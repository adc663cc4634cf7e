/* Looking at skip data only: which blocks can matter, before any is decoded. */
#ifndef STICHWORT_SEARCHER_EVAL_BLOCK_SCAN_H
#define STICHWORT_SEARCHER_EVAL_BLOCK_SCAN_H

#include "searcher/eval/scratch.h"

/* Runs of rising documents that fall into one block of a list. */
struct block_groups {
    uint32_t count, end;   /* end: documents from here on lie behind the list */
    uint32_t block[CODEC_BLOCK];
    uint8_t start[CODEC_BLOCK + 1];
};

/* The first block from `block` on with a bound byte of at least `least`, or `blocks`. */
uint32_t block_scan_next(const uint8_t *bounds, uint32_t block, uint32_t blocks, uint8_t least);

/* The largest gain of the list's blocks over the documents [first, last]; negative if none can hold
 * one. The cursor's block moves on. */
float block_scan_gain(const struct segment_run *run, struct cursor *cursor, uint32_t first,
                      uint32_t last);

/* Which block of the list each of `count` rising documents would be in; fetches them ahead. */
void block_scan_group(struct cursor *cursor, const uint32_t *documents, uint32_t count,
                      struct block_groups *groups);

#endif
