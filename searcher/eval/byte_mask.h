/* Bytes that are 0 or 255 as bits: a map of bytes is quicker to set, one of bits quicker to join. */
#ifndef STICHWORT_SEARCHER_EVAL_BYTE_MASK_H
#define STICHWORT_SEARCHER_EVAL_BYTE_MASK_H

#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { BYTE_MASK_WIDTH = 64 };

static inline uint64_t byte_mask(const uint8_t *bytes)
{
    uint64_t mask = 0;
#if defined(__SSE2__) /* of every x86-64 */
    for (int i = 0; i < 4; i++) {
        __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
        mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(part) << 16 * i;
    }
#else
    for (int i = 0; i < BYTE_MASK_WIDTH; i++) {
        mask |= (uint64_t)(bytes[i] & 1) << i;
    }
#endif
    return mask;
}

#endif
