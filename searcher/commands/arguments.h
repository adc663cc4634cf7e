/* The command line of stichwort-search. */
#ifndef STICHWORT_SEARCHER_COMMANDS_ARGUMENTS_H
#define STICHWORT_SEARCHER_COMMANDS_ARGUMENTS_H

#include "searcher/output/answer.h"

#define SEARCH_PROGRAM "stichwort-search"

struct arguments {
    struct search_options search;
    struct answer_options answer;
    bool all, total, dedup, json, stats, quiet, verbose, version, help, all_help;
    bool fix, no_suggest; /* search with the suggestion; make none */
    const char *queries;  /* file of queries or NULL */
    const char *analyze;  /* text to analyze or NULL */
    const char *complete; /* beginning of a word or NULL */
    const char *terms, *like; /* id of a document or NULL */
    const char *index;    /* NULL only with analyze or help */
    struct buffer query;  /* words joined by blanks; release it */
};

/* STATUS_USAGE with one line that says what is wrong. The texts belong to argv. */
enum status arguments_parse(struct arguments *arguments, int argc, char **argv, struct error *err);

/* Appends the help: examples, or with `all` every option and the query language. */
void arguments_help(bool all, struct buffer *out);

#endif
