/* One cut of a stretch of letters: where it is best, and what speaks for it. Inside
 * common/compound. */
#ifndef STICHWORT_COMMON_COMPOUND_CUT_H
#define STICHWORT_COMMON_COMPOUND_CUT_H

#include "common/compound/known.h"
#include "common/compound/splitter.h"

enum { SPAN_MAX_LETTERS = 64 };

/* A stretch of a form, letter by letter. */
struct span {
    const uint8_t *data;
    size_t letters;
    size_t first_vowel, last_vowel;   /* letters */
    uint8_t at[SPAN_MAX_LETTERS + 1]; /* where each letter begins, and the end */
};

/* What both sources know of a word. */
struct found {
    struct word_stats stats;
    uint16_t flags; /* of enum known_flags */
    bool known;     /* it is a word */
    bool listed, common; /* among the known words; as a common part */
};

enum { MEMO_SLOTS = 128 };

struct memo {
    uint16_t keys[MEMO_SLOTS]; /* start and size; 0: free */
    struct found found[MEMO_SLOTS];
};

struct lexicon {
    const struct known *known;
    const struct vocabulary *vocabulary;
    const uint8_t *form; /* which is split */
    struct memo *memo;   /* of its stretches; keys all zero at first */
};

struct cut {
    size_t at;              /* letters of the left side; 0: none */
    int32_t score;          /* in units of 1 / LOGARITHM_ONE */
    uint8_t strip, restore; /* of the left side, as in compound_part */
};

/* False for what has other signs than letters, too many, or no two vowels. */
bool span_init(struct span *span, const uint8_t *data, size_t size);

/* The best cut between two words with a score above zero. `inner`: the span is a side of another
 * cut; a word of its own needs more then. *whole_known: the span is a form, and not a rare
 * one. */
struct cut cut_find(const struct lexicon *lexicon, const struct span *span, bool inner,
                    bool *whole_known);

/* The best cut between a common word and one that is unknown, but is cut itself. */
struct cut cut_find_unknown(const struct lexicon *lexicon, const struct span *span);

#endif
