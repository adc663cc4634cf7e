/* An opened index, and queries that are answered one after the other. */
#ifndef STICHWORT_SEARCHER_COMMANDS_SESSION_H
#define STICHWORT_SEARCHER_COMMANDS_SESSION_H

#include "searcher/commands/arguments.h"

/* Answers the query or the file of queries of the arguments on stdout. *found tells whether any
 * document matched. A bad query of a file is told on stderr, the others are answered, and the
 * first such error is the result. */
enum status session_run(const struct arguments *arguments, bool *found, struct error *err);

/* Prints the words that begin with arguments->complete; *found tells whether there is one. */
enum status complete_run(const struct arguments *arguments, bool *found, struct error *err);
/* Prints the key terms of the document arguments->terms; *found: whether there are any. */
enum status terms_run(const struct arguments *arguments, bool *found, struct error *err);

/* Prints the steps of the analysis of arguments->analyze. */
enum status analyze_run(const struct arguments *arguments, struct error *err);

#endif
