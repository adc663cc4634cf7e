/* Vectors of four or eight 32-bit numbers in the compiler's own terms: the same source becomes
 * SSE4.1, AVX2 or NEON by the flags of the file that includes it. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_LANES_H
#define STICHWORT_COMMON_CODEC_LANES_H

#include <stdint.h>
#if defined(__SSE4_1__)
#include <immintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

typedef uint32_t lanes4 __attribute__((vector_size(16)));
typedef uint32_t lanes8 __attribute__((vector_size(32)));

static inline lanes4 lanes4_load(const void *at)
{
    lanes4 lanes;
    __builtin_memcpy(&lanes, at, sizeof lanes);
    return lanes;
}

static inline lanes4 lanes4_of(uint32_t value)
{
    return (lanes4){value, value, value, value};
}

/* The k bits of numbers 4 row ... 4 row + 3 of packed low bits. Reads up to 32 bytes from the row's
 * word on. */
static inline lanes4 lanes4_unpack(const uint8_t *in, unsigned k, unsigned row)
{
    unsigned bit = row * k, shift = bit % 32;
    const uint8_t *at = in + 16 * (bit / 32);
    lanes4 low = lanes4_load(at) >> shift;
    if (shift + k > 32) {
        low |= lanes4_load(at + 16) << (32 - shift);
    }
    return low & lanes4_of((1u << k) - 1);
}

static inline lanes8 lanes8_load(const void *at)
{
    lanes8 lanes;
    __builtin_memcpy(&lanes, at, sizeof lanes);
    return lanes;
}

/* Eight bytes as numbers. */
static inline lanes8 lanes8_widen(const uint8_t *at)
{
#if defined(__AVX2__)
    return (lanes8)_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)at));
#elif defined(__SSE4_1__)
    __m128i bytes = _mm_loadl_epi64((const __m128i *)(const void *)at);
    lanes4 low = (lanes4)_mm_cvtepu8_epi32(bytes);
    lanes4 high = (lanes4)_mm_cvtepu8_epi32(_mm_srli_si128(bytes, 4));
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
#elif defined(__ARM_NEON)
    uint16x8_t wide = vmovl_u8(vld1_u8(at));
    lanes4 low = (lanes4)vmovl_u16(vget_low_u16(wide));
    lanes4 high = (lanes4)vmovl_u16(vget_high_u16(wide));
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
#else
    return (lanes8){at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7]};
#endif
}

static inline void lanes8_store(void *at, lanes8 lanes)
{
    __builtin_memcpy(at, &lanes, sizeof lanes);
}

/* How many of eight numbers are below `limit`; all below 2^31. */
static inline unsigned lanes8_count_below(lanes8 lanes, uint32_t limit)
{
#if defined(__AVX2__)
    __m256i below = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)limit), (__m256i)lanes);
    return (unsigned)__builtin_popcount((unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(below)));
#else
    lanes4 low = __builtin_shufflevector(lanes, lanes, 0, 1, 2, 3);
    lanes4 high = __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7);
    lanes4 below = (lanes4)(low < limit) + (lanes4)(high < limit);
    return 0u - (below[0] + below[1] + below[2] + below[3]); /* true is -1 */
#endif
}

/* A bit for each of eight numbers below 2^31: whether it is above 1. */
static inline unsigned lanes8_above_one(lanes8 lanes)
{
#if defined(__AVX2__)
    __m256i above = _mm256_cmpgt_epi32((__m256i)lanes, _mm256_set1_epi32(1));
    return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(above));
#else
    const lanes8 bits = {1, 2, 4, 8, 16, 32, 64, 128};
    lanes8 above = (lanes8)(lanes > 1) & bits;
    lanes4 low = __builtin_shufflevector(above, above, 0, 1, 2, 3);
    lanes4 high = __builtin_shufflevector(above, above, 4, 5, 6, 7);
    lanes4 sum = low + high;
    return sum[0] + sum[1] + sum[2] + sum[3];
#endif
}

static inline lanes8 lanes8_of_halves(lanes4 low, lanes4 high)
{
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
}

/* The rows 2 pair and 2 pair + 1. */
static inline lanes8 lanes8_unpack(const uint8_t *in, unsigned k, unsigned pair)
{
#if defined(__AVX2__) /* each half with its own shift */
    unsigned bit = 2 * pair * k, next = bit + k, a = bit % 32, b = next % 32;
    const uint8_t *low_at = in + 16 * (bit / 32), *high_at = in + 16 * (next / 32);
    lanes8 low = lanes8_of_halves(lanes4_load(low_at), lanes4_load(high_at)) >>
                 (lanes8){a, a, a, a, b, b, b, b};
    if (a + k > 32 || b + k > 32) { /* no shift by 32: what it brings is masked out */
        unsigned c = a > 0 ? 32 - a : 31, d = b > 0 ? 32 - b : 31;
        low |= lanes8_of_halves(lanes4_load(low_at + 16), lanes4_load(high_at + 16))
               << (lanes8){c, c, c, c, d, d, d, d};
    }
    return low & ((lanes8){0} + ((1u << k) - 1));
#else
    return lanes8_of_halves(lanes4_unpack(in, k, 2 * pair), lanes4_unpack(in, k, 2 * pair + 1));
#endif
}

/* table[index] for each of eight indexes below 8. */
static inline lanes8 lanes8_look_up(lanes8 table, lanes8 index)
{
#if defined(__AVX2__)
    return (lanes8)_mm256_permutevar8x32_epi32((__m256i)table, (__m256i)index);
#else
    uint32_t entries[8], at[8];
    lanes8_store(entries, table);
    lanes8_store(at, index);
    return (lanes8){entries[at[0] & 7], entries[at[1] & 7], entries[at[2] & 7], entries[at[3] & 7],
                    entries[at[4] & 7], entries[at[5] & 7], entries[at[6] & 7], entries[at[7] & 7]};
#endif
}

/* Each lane the sum of itself and those before it. */
static inline lanes8 lanes8_prefix(lanes8 lanes)
{
    const lanes8 zero = {0};
#ifdef __AVX2__
    lanes += (lanes8)_mm256_slli_si256((__m256i)lanes, 4); /* inside halves */
    lanes += (lanes8)_mm256_slli_si256((__m256i)lanes, 8);
#else
    lanes += __builtin_shufflevector(zero, lanes, 0, 8, 9, 10, 4, 12, 13, 14);
    lanes += __builtin_shufflevector(zero, lanes, 0, 1, 8, 9, 4, 5, 12, 13);
#endif
    return lanes + __builtin_shufflevector(zero, lanes, 0, 1, 2, 3, 11, 11, 11, 11);
}

static inline lanes8 lanes8_last(lanes8 lanes)
{
    return __builtin_shufflevector(lanes, lanes, 7, 7, 7, 7, 7, 7, 7, 7);
}

#endif
