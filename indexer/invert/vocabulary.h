/* The distinct forms of a corpus with what is counted of them: what the splitter of compounds
 * learns from and what the lexicon of a segment keeps. One thread. */
#ifndef STICHWORT_INDEXER_INVERT_VOCABULARY_H
#define STICHWORT_INDEXER_INVERT_VOCABULARY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/bytes.h"
#include "common/base/error.h"

struct word_form {
    struct bytes form, term;
    uint32_t documents;      /* with the form */
    uint32_t seen, capitals; /* inside sentences: occurrences, of them with a capital */
    uint32_t family;         /* number, after vocabulary_sort */
};

/* The forms of one term: [first, first + count) of the sorted forms, the most frequent first. */
struct word_family {
    uint32_t first, count;
};

struct vocabulary_table { /* all zero is empty */
    struct arena arena;
    struct word_form *forms;
    struct vocabulary_slot *slots; /* open addressing */
    size_t slot_mask, form_count, form_capacity;
    struct word_family *families; /* by term, in byte order; made by vocabulary_sort */
    uint64_t *family_keys;        /* term_first of their terms */
    size_t family_count;
    uint64_t *filter; /* after vocabulary_sort: tells most forms that are not there (Bloom, 1970) */
    size_t filter_mask;
};

/* Adds to the counts of a form, whose bytes are copied when it is new. False without memory. */
bool vocabulary_add(struct vocabulary_table *table, const struct word_form *form);

/* Sorts the forms by term and frequency and finds the families; lookups stay valid, numbers of forms
 * change. To be called once, when all is added. False without memory. */
bool vocabulary_sort(struct vocabulary_table *table);

/* NULL: not there. */
const struct word_form *vocabulary_find(const struct vocabulary_table *table, struct bytes form);

/* The term of a family, by number. */
static inline struct bytes vocabulary_term(const struct vocabulary_table *table, uint32_t family)
{
    return table->forms[table->families[family].first].term;
}

/* Below 0: the term of a family goes before `term`, whose term_first is `first`; 0: it is its term. */
int vocabulary_compare(const struct vocabulary_table *table, uint32_t family, struct bytes term,
                       uint64_t first);

/* The family of a term, after vocabulary_sort; NULL: not there. */
const struct word_family *vocabulary_family(const struct vocabulary_table *table, struct bytes term);

void vocabulary_release(struct vocabulary_table *table);

#endif
