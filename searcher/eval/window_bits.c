#include "searcher/eval/window_bits.h"

#include <float.h>

#include "searcher/eval/document_bits.h"

/* A bit set goes into the bits at once, other blocks into the sums: a store each, where bits must
 * be loaded first. */
static void set_list(struct window *window, const struct window_list *list)
{
    struct cursor *cursor = list->list.cursor;
    float *sums = window->scratch->sums;
    uint32_t count;
    for (uint32_t block = list->start;
         block < cursor->blocks && cursor_base(cursor, block) < window->end &&
         document_bits_load(cursor, block, window->pass->bits, &count);
         block++) {
        for (uint32_t i = 0; i < count; i++) {
            uint32_t place = cursor->docs[i] - window->base; /* wraps before the window */
            if (place < window->end - window->base) {
                sums[place] = 1;
            }
        }
    }
}

void window_set_bits(struct window *window)
{
    const float *sums = window->scratch->sums;
    uint64_t *bits = window->pass->bits + window->base / 64;
    for (uint32_t i = window->essential; i < window->count; i++) {
        set_list(window, &window->scratch->lists[i]);
    }
    for (uint32_t i = 0; i < window->end - window->base; i += SUM_MASK_WIDTH) {
        bits[i / 64] |= (uint64_t)sum_mask(sums + i, FLT_MIN) << i % 64;
    }
}
