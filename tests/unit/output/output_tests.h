/* The parts of the test of searcher/output. */
#ifndef STICHWORT_TESTS_UNIT_OUTPUT_OUTPUT_TESTS_H
#define STICHWORT_TESTS_UNIT_OUTPUT_OUTPUT_TESTS_H

#include "cmocka_all.h"

#include "searcher/output/snippet.h"

enum { MAKER_MAX_TERMS = 8 };

/* Snippets for the words of a query, all of the same weight. */
struct snippet_maker {
    struct analyzer *analyzer;
    struct snippet snippet;
    struct buffer term_bytes[MAKER_MAX_TERMS];
    struct search_term terms[MAKER_MAX_TERMS];
    size_t term_count;
};

void snippet_maker_begin(struct snippet_maker *maker, const char *words);
void snippet_maker_make(struct snippet_maker *maker, struct bytes text, size_t length);
void snippet_maker_end(struct snippet_maker *maker);

/* Code points of valid UTF-8; fails the test if it is not valid. */
size_t count_characters(struct bytes text);

int snippet_tests(void);
int snippet_random_tests(void);

#endif
