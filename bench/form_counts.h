/* The vocabulary of some texts, counted in memory: what a splitter is measured with. */
#ifndef STICHWORT_BENCH_FORM_COUNTS_H
#define STICHWORT_BENCH_FORM_COUNTS_H

#include "common/base/arena.h"
#include "common/compound/splitter.h"
#include "common/text/analyzer.h"

struct form_count {
    const uint8_t *form; /* in the arena */
    uint32_t size, hash;
    uint32_t documents, last_document;
    uint32_t capitals, seen; /* where the case tells something */
    uint32_t stem;           /* row of stems; forms only */
};

struct count_table { /* all zero is empty */
    struct form_count *rows;
    uint32_t *slots; /* 1 + row; 0: free */
    size_t count, capacity;
};

struct form_counts {
    struct analyzer *analyzer;
    struct token_list tokens;
    struct arena arena;
    struct count_table forms, stems; /* documents of a stem: summed over its forms */
    uint32_t document_count;
    struct bytes hidden; /* a form that is treated as if it had not been seen */
};

enum status form_counts_init(struct form_counts *counts, struct error *err);
enum status form_counts_add(struct form_counts *counts, struct bytes text, struct error *err);

/* Stems all forms; after the last document. */
enum status form_counts_finish(struct form_counts *counts, struct error *err);

void form_counts_release(struct form_counts *counts);

/* Borrows the counts; the analyzer in it makes it good for one thread. */
struct vocabulary form_counts_vocabulary(struct form_counts *counts);

#endif
