/* Logarithms in whole numbers, alike on every machine. Inside common/compound. */
#ifndef STICHWORT_COMMON_COMPOUND_LOGARITHM_H
#define STICHWORT_COMMON_COMPOUND_LOGARITHM_H

#include <stdint.h>

enum { LOGARITHM_ONE = 1024 };

/* ln(1 + count) in units of 1 / LOGARITHM_ONE; off by at most 1 % of a unit of ln. */
int32_t logarithm_of(uint32_t count);

#endif
