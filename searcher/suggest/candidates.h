/* Words of the index that look like a typed one. One walk over the vocabulary serves several
 * typed words: sizes and letters are compared first, then the bounded distance, then the cost. */
#ifndef STICHWORT_SEARCHER_SUGGEST_CANDIDATES_H
#define STICHWORT_SEARCHER_SUGGEST_CANDIDATES_H

#include "searcher/eval/distance.h"
#include "searcher/index/index.h"

enum { CANDIDATES_MAX = 12, CANDIDATES_MAX_WORDS = 16 };

struct candidate {
    uint8_t form[256];
    uint8_t size;
    uint8_t capital;    /* level: see struct lexicon_form */
    uint32_t cost;      /* see cost.h */
    uint64_t documents; /* of all segments */
    double score;       /* the higher, the likelier it is meant */
};

struct candidates {
    struct bytes form; /* borrowed */
    struct letters typed;
    uint32_t letters, bytes, edits;
    uint32_t least; /* documents of a form that is worth a suggestion */
    struct candidate list[CANDIDATES_MAX]; /* falling score */
    size_t count;
};

/* Makes ready for a folded form; candidates are in `least` documents or more. */
void candidates_begin(struct candidates *candidates, struct bytes form, uint32_t least);

/* log(documents) against cost: what ranks candidates. */
double candidates_score(uint32_t cost, uint64_t documents);

/* Fills `count` of them (at most 32) in one walk, the typed forms themselves left out. STATUS_DAMAGED. */
enum status candidates_find(struct candidates *const *words, size_t count, const struct index *index,
                            struct error *err);

#endif
