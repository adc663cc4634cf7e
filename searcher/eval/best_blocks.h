/* The blocks of a long list that a pass takes before all others, because their bounds are the highest:
 * what they hold makes a good threshold for the rest. Only worth its while where bounds tell most of
 * a score. */
#ifndef STICHWORT_SEARCHER_EVAL_BEST_BLOCKS_H
#define STICHWORT_SEARCHER_EVAL_BEST_BLOCKS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    BEST_BLOCKS = 12,
    BEST_BLOCKS_FROM = BEST_BLOCKS + 2, /* of shorter lists none is chosen */
    BEST_BLOCKS_HITS = 32               /* if more are wanted, so few blocks do not tell enough */
};

struct best_blocks { /* all zero: none */
    uint32_t count, passed;
    uint32_t block[BEST_BLOCKS]; /* rising */
};

void best_blocks_choose(struct best_blocks *best, const uint8_t *bounds, uint32_t blocks);

/* Whether the block is one of them; asked for rising blocks. */
static inline bool best_blocks_have(struct best_blocks *best, uint32_t block)
{
    while (best->passed < best->count && best->block[best->passed] < block) {
        best->passed++;
    }
    return best->passed < best->count && best->block[best->passed] == block;
}

#endif
