#include "searcher/eval/best_blocks.h"

#include <string.h>

#include "searcher/eval/block_scan.h"

/* The place of the lowest bound, the last of equals. */
static uint32_t find_lowest(const struct best_blocks *best, const uint8_t *bounds)
{
    uint32_t lowest = 0;
    for (uint32_t i = 1; i < best->count; i++) {
        lowest = bounds[best->block[i]] <= bounds[best->block[lowest]] ? i : lowest;
    }
    return lowest;
}

/* Of equal bounds the first stay, so that most of a list is passed over many blocks at a time. */
void best_blocks_choose(struct best_blocks *best, const uint8_t *bounds, uint32_t blocks)
{
    *best = (struct best_blocks){0};
    if (blocks < BEST_BLOCKS_FROM) {
        return;
    }
    for (; best->count < BEST_BLOCKS; best->count++) {
        best->block[best->count] = best->count;
    }
    for (uint32_t block = BEST_BLOCKS; block < blocks; block++) {
        uint32_t lowest = find_lowest(best, bounds), behind = best->count - 1 - lowest;
        uint8_t bound = bounds[best->block[lowest]];
        block = bound < UINT8_MAX ? block_scan_next(bounds, block, blocks, (uint8_t)(bound + 1)) : blocks;
        if (block < blocks) {
            memmove(best->block + lowest, best->block + lowest + 1, behind * sizeof *best->block);
            best->block[best->count - 1] = block;
        }
    }
}
