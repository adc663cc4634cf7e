#include "common/compound/logarithm.h"

/* log2(1 + m) = m + .3465 m (1 - m) for a fraction m, off by at most .0085. */
int32_t logarithm_of(uint32_t count)
{
    uint64_t value = (uint64_t)count + 1;
    uint32_t power = 0;
    for (uint32_t step = 16; step > 0; step /= 2) {
        power += value >> (power + step) != 0 ? step : 0;
    }
    power += value >> (power + 1) != 0; /* 2^32 */
    int64_t m = (int64_t)((value << 10 >> power) - 1024);
    int64_t binary = power * 1024 + m + (m * (1024 - m) * 355 >> 20);
    return (int32_t)(binary * 710 >> 10); /* ln 2 */
}
