/* Which of 16 sums reach a limit, as bits: one branch for all. */
#ifndef STICHWORT_SEARCHER_EVAL_SUM_MASK_H
#define STICHWORT_SEARCHER_EVAL_SUM_MASK_H

#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { SUM_MASK_WIDTH = 16 };

static inline uint32_t sum_mask(const float *sums, float least)
{
    uint32_t mask = 0;
#if defined(__SSE2__) /* of every x86-64 */
    const __m128 limit = _mm_set1_ps(least);
    for (int i = 0; i < 4; i++) {
        mask |= (uint32_t)_mm_movemask_ps(_mm_cmpge_ps(_mm_loadu_ps(sums + 4 * i), limit)) << 4 * i;
    }
#else
    for (int i = 0; i < SUM_MASK_WIDTH; i++) {
        mask |= (uint32_t)(sums[i] >= least) << i;
    }
#endif
    return mask;
}

#endif
