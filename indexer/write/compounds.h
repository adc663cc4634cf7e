/* Which words of a vocabulary are compounds, and the terms of their parts. */
#ifndef STICHWORT_INDEXER_WRITE_COMPOUNDS_H
#define STICHWORT_INDEXER_WRITE_COMPOUNDS_H

#include "common/compound/splitter.h"
#include "common/format/lexicon.h"
#include "common/text/analyzer.h"
#include "indexer/invert/form_table.h"
#include "indexer/invert/vocabulary.h"

/* What is decided of a family: of its most frequent form or of that of an older segment. */
struct word_split {
    struct bytes form;    /* that was split; borrowed */
    uint32_t family;      /* its number in the vocabulary */
    uint32_t first_part;  /* in compounds.part_terms; part_count of them */
    uint8_t part_count;   /* 0 or 1: whole */
    struct compound_part parts[COMPOUND_MAX_PARTS];
};

/* What older segments have: their words count too, and what they decided stands. */
struct known_words {
    struct vocabulary_table vocabulary;
    struct vocabulary_table decided;    /* first form of each term, by segment and term */
    struct word_split *splits;          /* by number in `decided`; part_terms unused */
    size_t capacity;
    uint32_t documents;
};

/* The stored level of a form's capitals. */
static inline uint8_t word_form_capital(const struct word_form *form)
{
    return lexicon_capital_level(word_capital_share(form->capitals, form->seen));
}

/* Adds all forms of a segment. STATUS_MEMORY, STATUS_DAMAGED. */
enum status vocabulary_add_lexicon(struct vocabulary_table *vocabulary,
                                   const struct segment *segment, struct error *err);

struct compounds { /* all zero is empty */
    const struct vocabulary_table *vocabulary; /* sorted, borrowed */
    struct word_split *splits;                 /* of those that have parts */
    size_t split_count, split_capacity;
    struct buffer part_terms;                  /* u32: numbers in `terms` */
    struct form_table words;                   /* dictionary forms of parts */
    struct bytes *terms;                       /* of parts, in byte order */
    size_t term_count;
};

/* Adds the words of a segment, in the order of segments. */
enum status known_words_add(struct known_words *known, const struct segment *segment,
                            struct error *err);

/* Ends the adding. STATUS_MEMORY. */
enum status known_words_finish(struct known_words *known, struct error *err);

void known_words_release(struct known_words *known);

struct compound_rules {
    enum analyzer_kind analyzer;
    const struct known_words *known;     /* may be NULL */
    const struct exceptions *exceptions; /* may be NULL */
    uint32_t documents;                  /* of the vocabulary */
    unsigned threads;
};

/* Splits all words of `vocabulary`; the same for every number of threads. */
enum status compounds_learn(struct compounds *compounds, const struct vocabulary_table *vocabulary,
                            const struct compound_rules *rules, struct error *err);

/* How the words of a family are split; NULL: not. */
const struct word_split *compounds_split(const struct compounds *compounds, uint32_t family);

/* Whether a term is that of a part. */
bool compounds_has_part(const struct compounds *compounds, struct bytes term);

void compounds_release(struct compounds *compounds);

#endif
