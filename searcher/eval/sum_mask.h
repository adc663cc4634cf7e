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

/* The highest of 16 sums, none of which is negative. */
static inline float sum_peak(const float *sums)
{
#if defined(__SSE2__)
    __m128 most = _mm_max_ps(_mm_max_ps(_mm_loadu_ps(sums), _mm_loadu_ps(sums + 4)),
                             _mm_max_ps(_mm_loadu_ps(sums + 8), _mm_loadu_ps(sums + 12)));
    most = _mm_max_ps(most, _mm_movehl_ps(most, most));
    return _mm_cvtss_f32(_mm_max_ss(most, _mm_shuffle_ps(most, most, 1)));
#else
    float most = 0;
    for (int i = 0; i < SUM_MASK_WIDTH; i++) {
        most = sums[i] > most ? sums[i] : most;
    }
    return most;
#endif
}

/* The highest of `count` sums, none of which is negative; whole masks are read. */
static inline float sum_highest(const float *sums, uint32_t count)
{
    float high[SUM_MASK_WIDTH] = {0};
#if defined(__SSE2__)
    __m128 most[4] = {_mm_setzero_ps(), _mm_setzero_ps(), _mm_setzero_ps(), _mm_setzero_ps()};
    for (uint32_t i = 0; i < count; i += SUM_MASK_WIDTH) {
        for (int j = 0; j < 4; j++) {
            most[j] = _mm_max_ps(most[j], _mm_loadu_ps(sums + i + 4 * j));
        }
    }
    for (int j = 0; j < 4; j++) {
        _mm_storeu_ps(high + 4 * j, most[j]);
    }
#else
    for (uint32_t i = 0; i < count; i++) {
        high[0] = sums[i] > high[0] ? sums[i] : high[0];
    }
#endif
    for (int j = 1; j < SUM_MASK_WIDTH; j++) {
        high[0] = high[j] > high[0] ? high[j] : high[0];
    }
    return high[0];
}

/* How many of `count` sums reach a limit. */
static inline uint32_t sum_count(const float *sums, uint32_t count, float least)
{
    uint32_t reach = 0;
    for (uint32_t i = 0; i < count; i++) {
        reach += sums[i] >= least;
    }
    return reach;
}

#endif
