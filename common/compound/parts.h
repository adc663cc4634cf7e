/* The words that known.h knows, in groups. Inside common/compound. */
#ifndef STICHWORT_COMMON_COMPOUND_PARTS_H
#define STICHWORT_COMMON_COMPOUND_PARTS_H

#include <stddef.h>
#include <stdint.h>

struct part_group {
    uint16_t documents; /* of KNOWN_DOCUMENTS so many have each of the words */
    uint16_t flags;     /* of enum known_flags */
    const char *words;  /* with a blank between two */
};

extern const struct part_group part_groups[];
extern const size_t part_group_count;

#endif
