/* Long and short options from one table, which also makes the help text. */
#ifndef STICHWORT_COMMON_BASE_OPTIONS_H
#define STICHWORT_COMMON_BASE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buffer.h"
#include "common/base/error.h"

enum option_kind {
    OPTION_FLAG,   /* bool *: set to true */
    OPTION_NUMBER, /* uint64_t *: decimal within least..most */
    OPTION_SIZE,   /* uint64_t *: decimal with K, M or G (powers of 1024) within least..most */
    OPTION_REAL,   /* double *: decimal, point, within least..most */
    OPTION_TEXT,   /* const char **: borrowed from argv */
    OPTION_CHOICE  /* int *: index into the '|'-separated words of `value` */
};

struct option_spec {
    const char *name;       /* without dashes, e.g. "threads" */
    char letter;            /* short form, 0: none */
    enum option_kind kind;
    const char *value;      /* name of the value in the help, words of a choice; NULL for a flag */
    const char *help;       /* one line */
    void *target;           /* where the value goes, as the kind says */
    uint64_t least, most;   /* bounds of numbers, sizes and reals; both 0: none */
    bool *given;            /* may be NULL: set to true when the option occurs */
};

/* Parses argv[1..argc-1] by the table (`count` rows). What is no option is moved to
 * the front of `arguments` (room for argc pointers), *argument_count says how many.
 * "--" ends the options, "-" alone is an argument. STATUS_USAGE with one line that
 * suggests the nearest known name otherwise. */
enum status options_parse(const struct option_spec *specs, size_t count, int argc, char **argv,
                          const char **arguments, size_t *argument_count, struct error *err);

/* Appends an aligned line an option, two if its name and value are long. */
void options_help(const struct option_spec *specs, size_t count, struct buffer *out);

/* The word of `words` (`count`) that `name` was likely meant for: the nearest by edits, or one that
 * begins so; NULL if there is none. For suggestions after a typing error. */
const char *options_nearest(const char *name, const char *const *words, size_t count);

#endif
