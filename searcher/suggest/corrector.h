/* Whether a typed word is likely meant for another, and for which. */
#ifndef STICHWORT_SEARCHER_SUGGEST_CORRECTOR_H
#define STICHWORT_SEARCHER_SUGGEST_CORRECTOR_H

#include <stdbool.h>

#include "searcher/eval/compound.h"
#include "searcher/eval/search.h"
#include "searcher/suggest/candidates.h"

enum { CORRECTOR_MOST_PARTS = 8 };

/* A beginning or end of a word that is none of the index, beside one that is. */
struct typed_part {
    uint32_t start, size;
    struct candidates candidates;
};

struct typed_word;

struct corrector { /* all zero with the first two set is ready */
    const struct index *index;        /* borrowed */
    struct compound_reader compounds; /* index and analyzer set */
    struct searcher *pairs;           /* counts neighbours; made when it is needed */
    struct query query;
    const struct typed_word *parts_of; /* the word whose parts were found last */
    struct typed_part parts[CORRECTOR_MOST_PARTS];
    size_t part_count;
};

/* A typed word and what is known of it. */
struct typed_word {
    uint8_t form[256]; /* folded */
    uint32_t size;
    struct word_stats stats; /* all 0: not even its stem is known */
    bool in_doubt;           /* unknown or rare: candidates are wanted */
    struct candidates candidates;
};

struct correction {
    bool there;
    uint8_t text[600]; /* one word or two, with capitals */
    size_t size;
};

/* Begins with a folded form of up to 255 bytes. */
void corrector_begin(const struct corrector *corrector, struct bytes form, struct typed_word *word);

/* Finds the candidates of all words in doubt, in one walk. Up to CANDIDATES_MAX_WORDS words. */
enum status corrector_find(struct corrector *corrector, struct typed_word *words, size_t count,
                           struct error *err);

/* What the word was likely meant for: another word, or two, or a compound with another part. */
enum status corrector_word(struct corrector *corrector, const struct typed_word *word,
                           struct correction *correction, struct error *err);

/* Whether two words side by side were likely meant for one. */
enum status corrector_pair(struct corrector *corrector, const struct typed_word *left,
                           const struct typed_word *right, struct correction *correction,
                           struct error *err);

void corrector_release(struct corrector *corrector);

#endif
