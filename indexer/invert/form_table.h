/* Which term a form has: each distinct form is stemmed once. One thread. */
#ifndef STICHWORT_INDEXER_INVERT_FORM_TABLE_H
#define STICHWORT_INDEXER_INVERT_FORM_TABLE_H

#include "common/base/arena.h"
#include "common/text/analyzer.h"

struct form_table { /* all zero is empty */
    struct arena arena;
    struct form_slot *forms, *stems; /* open addressing, two tables */
    size_t form_mask, form_count, stem_mask, stem_count;
    struct bytes *terms;             /* by term number */
    size_t term_count, term_capacity;
};

struct form_key {
    struct bytes form;   /* the table's copy */
    uint64_t hash;       /* XXH3 of the form, its lowest byte replaced by the size */
    uint32_t form_number, term_number; /* both from 0 on, without gaps */
};

/* As spelling_of(key->form): the highest byte of the same hash. */
static inline uint8_t form_key_spelling(const struct form_key *key)
{
    return (uint8_t)(key->hash >> 56);
}

/* The numbers of a form and its term. STATUS_MEMORY. */
enum status form_table_find(struct form_table *table, struct analyzer *analyzer, struct bytes form,
                            struct form_key *key, struct error *err);

/* Bytes of memory in use. */
size_t form_table_bytes(const struct form_table *table);

/* Forgets everything: term numbers begin anew. */
void form_table_release(struct form_table *table);

#endif
