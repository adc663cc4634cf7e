/* Whether words that begin in a certain way can be near a typed one: rows of the table of
 * searcher/eval/distance.h, of which words in byte order share most. An umlaut is its letter here, which makes
 * words nearer only. */
#ifndef STICHWORT_SEARCHER_SUGGEST_NEAR_PREFIX_H
#define STICHWORT_SEARCHER_SUGGEST_NEAR_PREFIX_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum { NEAR_PREFIX_MOST = 8, NEAR_PREFIX_EDITS = 2, NEAR_PREFIX_WORD = 64 };

struct near_prefix {
    bool any;        /* the word is none that can be told from others so */
    uint32_t size, edits;
    uint8_t word[NEAR_PREFIX_WORD];
    uint32_t depth;  /* rows that are there */
    uint32_t dead;   /* the row behind which nothing is near; 0: none */
    uint8_t letters[NEAR_PREFIX_MOST];
    uint8_t rows[NEAR_PREFIX_MOST + 1][2 * NEAR_PREFIX_EDITS + 2];
};

/* For words at most `edits` (up to NEAR_PREFIX_EDITS) away from a folded one. */
void near_prefix_begin(struct near_prefix *near, struct bytes word, uint32_t edits);

/* False if no word that begins so is near. Up to NEAR_PREFIX_MOST bytes of ASCII. */
bool near_prefix_may_be(struct near_prefix *near, struct bytes prefix);

#endif
