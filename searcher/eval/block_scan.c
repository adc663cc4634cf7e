#include "searcher/eval/block_scan.h"

/* First block from `block` on with a bound byte of at least `least`; 32 at a time. */
uint32_t block_scan_next(const uint8_t *bounds, uint32_t block, uint32_t blocks, uint8_t least)
{
    while (block + 32 <= blocks) {
        uint8_t any = 0;
        for (uint32_t i = 0; i < 32; i++) {
            any |= (uint8_t)(bounds[block + i] >= least);
        }
        if (any) {
            break;
        }
        block += 32;
    }
    while (block < blocks && bounds[block] < least) {
        block++;
    }
    return block;
}

/* The largest gain of the list's blocks over [first, last]; negative if none can hold one. */
float block_scan_gain(const struct segment_run *run, struct cursor *cursor, uint32_t first,
                      uint32_t last)
{
    enum { MAX_BLOCKS = 96 };
    uint32_t block = cursor_seek_block(cursor, first);
    const uint8_t *bounds = cursor_bounds(cursor);
    if (block >= cursor->blocks || cursor_base(cursor, block) > last) {
        return -1;
    }
    uint8_t most = bounds[block];
    for (uint32_t n = 0; cursor_last(cursor, block) < last && block + 1 < cursor->blocks; n++) {
        block++;
        most = bounds[block] > most ? bounds[block] : most;
        if (n == MAX_BLOCKS) {
            return run->gain[cursor->entry.bound];
        }
    }
    return run->gain[most];
}

/* Skip arrays first: which block of the other list each candidate would be in. */
void block_scan_group(struct cursor *cursor, const uint32_t *documents, uint32_t count,
                      struct block_groups *groups)
{
    uint32_t i = 0;
    groups->count = 0;
    while (i < count) {
        uint32_t block = cursor_seek_block(cursor, documents[i]);
        if (block >= cursor->blocks) {
            break;
        }
        uint32_t last = cursor_last(cursor, block);
        groups->block[groups->count] = block;
        groups->start[groups->count++] = (uint8_t)i;
        if (cursor->df >= CODEC_BLOCK) {
            const uint8_t *in, *end;
            if (long_list_block(&cursor->list, block, &in, &end)) {
                __builtin_prefetch(in);
                __builtin_prefetch(in + 64);
                __builtin_prefetch(in + 128);
            }
        }
        while (i + 8 <= count && documents[i + 7] <= last) {
            i += 8;
        }
        while (i < count && documents[i] <= last) {
            i++;
        }
    }
    groups->start[groups->count] = (uint8_t)i;
    groups->end = i;
}
