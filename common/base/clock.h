/* Time that only goes forward. */
#ifndef STICHWORT_COMMON_BASE_CLOCK_H
#define STICHWORT_COMMON_BASE_CLOCK_H

#include <stdint.h>

/* Nanoseconds since some fixed moment (CLOCK_MONOTONIC). */
uint64_t clock_ns(void);

#endif
