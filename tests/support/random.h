/* Repeatable random numbers for tests: SplitMix64 (Steele, Lea and Flood, 2014). */
#ifndef STICHWORT_TESTS_SUPPORT_RANDOM_H
#define STICHWORT_TESTS_SUPPORT_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state;
};

static inline uint64_t random_u64(struct random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* A number in [0, n), n >= 1. */
static inline uint32_t random_below(struct random *random, uint64_t n)
{
    return (uint32_t)(random_u64(random) % n);
}

#endif
