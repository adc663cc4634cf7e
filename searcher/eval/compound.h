/* The parts of a query's words. What a segment decided of a word stands, the oldest segment first;
 * a word that the index has never seen is split now, by what all segments know. One thread. */
#ifndef STICHWORT_SEARCHER_EVAL_COMPOUND_H
#define STICHWORT_SEARCHER_EVAL_COMPOUND_H

#include "common/compound/splitter.h"
#include "searcher/index/index.h"

struct compound_reader { /* all zero with the first two set is ready */
    const struct index *index;  /* borrowed; NULL: no word is known but the common parts of German */
    struct analyzer *analyzer;  /* borrowed */
    struct splitter *splitter;  /* made when it is needed */
    struct exceptions *exceptions;
};

/* The parts of some word: dictionary forms, to be made terms. */
struct compound_words {
    size_t count; /* 0 or 1: no compound */
    uint8_t form[COMPOUND_MAX_FORM_BYTES + 1]; /* what was split: a form of the same term */
    size_t form_size;
    struct compound_part parts[COMPOUND_MAX_PARTS];
};

/* Splits a folded form whose term is `term`, with its entry in each segment (df 0: not there).
 * STATUS_DAMAGED, STATUS_MEMORY. */
enum status compound_read(struct compound_reader *reader, struct bytes form, struct bytes term,
                          const struct term_entry *entries, struct compound_words *words,
                          struct error *err);

/* How often the segments have a form and its stem; false: not even the stem. */
bool compound_reader_stats(const struct compound_reader *reader, struct bytes form,
                           struct word_stats *stats);

/* The same for a form that the index has not, or as if it had not. */
enum status compound_split(struct compound_reader *reader, struct bytes form,
                           struct compound_words *words, struct error *err);

void compound_reader_release(struct compound_reader *reader);

#endif
