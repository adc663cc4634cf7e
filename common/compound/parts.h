/* Common German parts, with counts as if they had been seen. Inside common/compound. */
#ifndef STICHWORT_COMMON_COMPOUND_PARTS_H
#define STICHWORT_COMMON_COMPOUND_PARTS_H

#include <stdbool.h>
#include <stddef.h>

struct part_group {
    unsigned documents; /* of 1000 documents so many have the word */
    bool noun;
    const char *words; /* with blanks between them */
};

extern const struct part_group part_groups[];
extern const size_t part_group_count;

#endif
