/* The typed spelling first: a document in which a word of the query stands as it was typed gets
 * SPELLED_SHARE of the word's weight on top of its score. Little enough that it decides between
 * documents that are about as good. */
#ifndef STICHWORT_SEARCHER_EVAL_SPELLED_H
#define STICHWORT_SEARCHER_EVAL_SPELLED_H

#include "searcher/eval/scratch.h"

#define SPELLED_SHARE 0.04

/* One term in one segment. */
struct spelled {
    const uint8_t *codes; /* see struct spellings */
    uint32_t width;       /* 0: all documents are alike */
    uint32_t wanted;      /* bit of each set with the typed spelling */
    double bonus;         /* 0: the term has none */
};

/* STATUS_DAMAGED. */
enum status spelled_open_term(struct spelled *spelled, const struct segment *segment,
                              const struct search_term *wanted, const struct term_entry *entry,
                              struct error *err);

/* Fills run->spelled and run->bonus from the plan's terms. STATUS_DAMAGED. */
enum status spelled_open(struct segment_run *run, struct error *err);

/* The bonus of the document at a place (from 0) of the list. */
static inline double spelled_bonus_at(const struct spelled *spelled, uint32_t place)
{
    if (spelled->bonus == 0) {
        return 0;
    }
    uint64_t bit = (uint64_t)place * spelled->width;
    uint32_t code = spelled->width == 0 ? 0
                                        : (format_u16(spelled->codes + bit / 8) >> bit % 8) &
                                              ((1u << spelled->width) - 1);
    return spelled->wanted >> code & 1 ? spelled->bonus : 0;
}

static inline double spelled_bonus(const struct segment_run *run, uint32_t term, uint32_t place)
{
    return spelled_bonus_at(&run->spelled[term], place);
}

#endif
