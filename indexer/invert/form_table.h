/* Which term a form has: each distinct form is stemmed once. One thread.
 *
 * Nearly every token of a corpus is a form that is there, and its time is that of memory: a slot of
 * eight bytes tells the form, whose bytes and counts share one cache line. */
#ifndef STICHWORT_INDEXER_INVERT_FORM_TABLE_H
#define STICHWORT_INDEXER_INVERT_FORM_TABLE_H

#include "common/base/arena.h"
#include "common/text/analyzer.h"

enum { FORM_NEAR_BYTES = 24, FORM_BLOCK = 32, FORM_SIZE_MASK = 255 };

struct form {
    uint64_t hash; /* XXH3 of the form, its lowest byte replaced by the size */
    union {
        uint8_t near[FORM_NEAR_BYTES]; /* up to so many bytes */
        const uint8_t *far;            /* more */
    } text;
    uint32_t term; /* number, from 0 on, without gaps */

    /* What the inverter counts in a batch; zero for new forms. */
    uint32_t word, occurrences, documents;
    uint32_t last_document;  /* 1 + number */
    uint32_t seen, capitals; /* see struct word_form */
};

struct form_table { /* all zero is empty */
    struct arena arena;
    struct form_slot *form_slots, *term_slots; /* open addressing */
    size_t form_mask, term_mask;
    struct form *forms; /* by number, from 1 on; inside form_block */
    void *form_block;
    size_t form_count, form_capacity;
    struct bytes *terms; /* by number */
    size_t term_count, term_capacity;
};

/* The bytes of a form; valid until the table grows. */
static inline struct bytes form_bytes(const struct form *form)
{
    size_t size = form->hash & FORM_SIZE_MASK;
    return bytes_of(size > FORM_NEAR_BYTES ? form->text.far : form->text.near, size);
}

/* As spelling_of: the highest byte of the same hash. */
static inline uint8_t form_spelling(const struct form *form)
{
    return (uint8_t)(form->hash >> 56);
}

/* The number of a form in table->forms. STATUS_MEMORY. */
enum status form_table_find(struct form_table *table, struct analyzer *analyzer, struct bytes form,
                            uint32_t *number, struct error *err);

/* The numbers of the forms of `count` tokens (at most FORM_BLOCK) of the list from `first` on. */
enum status form_table_find_block(struct form_table *table, struct analyzer *analyzer,
                                  const struct token_list *list, size_t first, size_t count,
                                  uint32_t numbers[FORM_BLOCK], struct error *err);

/* Bytes of memory in use. */
size_t form_table_bytes(const struct form_table *table);

/* Forgets everything: numbers begin anew. */
void form_table_release(struct form_table *table);

#endif
