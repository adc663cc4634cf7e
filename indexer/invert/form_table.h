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

/* The number of the form's term. STATUS_MEMORY. */
enum status form_table_term(struct form_table *table, struct analyzer *analyzer, struct bytes form,
                            uint32_t *term, struct error *err);

/* Bytes of memory in use. */
size_t form_table_bytes(const struct form_table *table);

/* Forgets everything: term numbers begin anew. */
void form_table_release(struct form_table *table);

#endif
