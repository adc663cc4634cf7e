/* What all verbs have in common: options for talk, help, and the names behind the options. */
#ifndef STICHWORT_INDEXER_COMMANDS_VERB_H
#define STICHWORT_INDEXER_COMMANDS_VERB_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/options.h"

struct verb {
    const char *help;                /* what it does, with examples: all that -h prints */
    const struct option_spec *specs; /* its own options; borrowed */
    size_t spec_count;
    bool json, quiet, verbose;       /* out: the common options */
    const char **names;              /* out: arguments that are no options; borrowed from argv */
    size_t name_count;
    int code;                        /* out: the exit code, when there is nothing to do */
};

/* Parses argv, whose first word is the verb. False if that is all: help was asked for and printed, or
 * the options are wrong; `code` is then what the verb answers. verb_end in any case. */
bool verb_begin(struct verb *verb, int argc, char **argv);

/* Answers the exit code of a verb that ended so; a failure is told. */
int verb_answer(const struct verb *verb, enum status status, const struct error *err);

/* How many threads a verb has by default. */
unsigned verb_all_cores(void);

/* Releases the names. */
void verb_end(struct verb *verb);

#endif
