/* Vectors of four or eight 32-bit numbers in the compiler's own terms: the same source becomes
 * SSE4.1, AVX2 or NEON by the flags of the file that includes it. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_LANES_H
#define STICHWORT_COMMON_CODEC_LANES_H

#include <stdint.h>

typedef uint32_t lanes4 __attribute__((vector_size(16)));
typedef uint32_t lanes8 __attribute__((vector_size(32)));
typedef uint8_t bytes8 __attribute__((vector_size(8)));

static inline lanes4 lanes4_load(const void *at)
{
    lanes4 lanes;
    __builtin_memcpy(&lanes, at, sizeof lanes);
    return lanes;
}

static inline void lanes4_store(void *at, lanes4 lanes)
{
    __builtin_memcpy(at, &lanes, sizeof lanes);
}

static inline lanes4 lanes4_of(uint32_t value)
{
    return (lanes4){value, value, value, value};
}

/* Each lane the sum of itself and those before it. */
static inline lanes4 lanes4_prefix(lanes4 lanes)
{
    const lanes4 zero = {0, 0, 0, 0};
    lanes += __builtin_shufflevector(zero, lanes, 3, 4, 5, 6);
    return lanes + __builtin_shufflevector(zero, lanes, 2, 3, 4, 5);
}

static inline lanes4 lanes4_last(lanes4 lanes)
{
    return __builtin_shufflevector(lanes, lanes, 3, 3, 3, 3);
}

/* Row `row` of packed low bits: the k bits of numbers 4 row ... 4 row + 3. Reads 32 bytes from the
 * row's word on. */
static inline lanes4 lanes4_unpack(const uint8_t *in, unsigned k, unsigned row)
{
    unsigned bit = row * k, shift = bit % 32;
    const uint8_t *at = in + 16 * (bit / 32);
    lanes4 low = lanes4_load(at) >> shift;
    lanes4 high = lanes4_load(at + 16) << 1 << (31 - shift);
    return (low | high) & lanes4_of((1u << k) - 1);
}

#endif
