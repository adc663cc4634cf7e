/* Words with their counts: those of a vocabulary and the common parts. Inside common/compound. */
#ifndef STICHWORT_COMMON_COMPOUND_KNOWN_H
#define STICHWORT_COMMON_COMPOUND_KNOWN_H

#include "common/compound/splitter.h"

/* The common parts as a hash table. */
struct known {
    struct known_slot *slots;
    size_t capacity; /* a power of two */
};

bool known_init(struct known *known);
void known_release(struct known *known);

/* Counts of a form, both sources added up; false if neither has it. */
bool known_find(const struct known *known, const struct vocabulary *vocabulary, struct bytes form,
                struct word_stats *stats);

#endif
