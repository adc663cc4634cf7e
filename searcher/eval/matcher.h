/* Forms that a pattern stands for: a word with stars (any letters) or a word and a number of edits.
 * Both are compared folded; ä is ae, ö oe and ü ue. */
#ifndef STICHWORT_SEARCHER_EVAL_MATCHER_H
#define STICHWORT_SEARCHER_EVAL_MATCHER_H

#include <stdbool.h>

#include "common/format/lexicon_scan.h"
#include "common/text/analyzer.h"
#include "common/text/fold.h"
#include "searcher/eval/distance.h"

enum { MATCHER_MOST_BYTES = 512, MATCHER_NO_MATCH = DISTANCE_MOST + 1 };

struct matcher { /* `spelled` has umlauts as two letters */
    uint32_t edits;
    bool folds; /* not in indexes of words as they are */
    size_t size;
    uint8_t text[MATCHER_MOST_BYTES + FOLD_MAX_BYTES], spelled[MATCHER_MOST_BYTES + FOLD_MAX_BYTES];
    uint32_t letters, spelled_letters;
    struct letters word, spelled_word; /* with edits */
};

/* `edits`: 0 to DISTANCE_MOST; 0: with stars. False if no word can match. */
bool matcher_make(struct matcher *matcher, enum analyzer_kind analyzer, struct bytes pattern,
                  uint32_t edits);

/* Lets through what may match, and some more: forms need not be looked at one by one. */
struct lexicon_filter matcher_filter(const struct matcher *matcher);

/* A lexicon_wants: whether words that begin so may match. */
bool matcher_wants(void *matcher, struct bytes prefix);

/* Whether a word of these letters (see lexicon_letters) may match: cheap. */
bool matcher_may_match(const struct matcher *matcher, uint32_t letters);

/* How many edits the form (up to 255 bytes) is away, or MATCHER_NO_MATCH. */
uint32_t matcher_match(const struct matcher *matcher, struct bytes form);

#endif
