/* The vocabulary of some texts, counted in memory: what a splitter is measured with. */
#ifndef STICHWORT_BENCH_FORM_COUNTS_H
#define STICHWORT_BENCH_FORM_COUNTS_H

#include "common/base/arena.h"
#include "common/compound/splitter.h"
#include "common/text/analyzer.h"

struct form_count { /* in the arena, one block with its form */
    struct form_count *next; /* in the order in which they came */
    struct form_count *stem; /* forms only */
    uint32_t hash, documents, last_document;
    uint32_t capitals, seen; /* where the case tells something */
    struct word_stats stats; /* forms only, when finished */
    uint8_t size;
    uint8_t form[];
};

struct count_table { /* all zero is empty */
    uint8_t *tags; /* of each slot 8 bits of the hash, never 0; 0: free */
    struct form_count **slots;
    size_t count, capacity;
    struct form_count *first, *last;
};

struct form_counts {
    struct analyzer *analyzer;
    struct token_list tokens;
    struct arena arena;
    struct count_table forms, stems; /* documents of a stem: summed over its forms */
    uint32_t document_count;
    const struct form_count *hidden;
};

enum status form_counts_init(struct form_counts *counts, struct error *err);
enum status form_counts_add(struct form_counts *counts, struct bytes text, struct error *err);

/* Stems all forms; after the last document. */
enum status form_counts_finish(struct form_counts *counts, struct error *err);

/* Treats a form as if it had not been seen; an empty one: none. */
void form_counts_hide(struct form_counts *counts, struct bytes form);

void form_counts_release(struct form_counts *counts);

/* Borrows the counts; the analyzer in it makes it good for one thread. */
struct vocabulary form_counts_vocabulary(struct form_counts *counts);

#endif
