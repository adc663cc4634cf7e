/* The outcomes a function can report and what they mean to a program's user. */
#ifndef STICHWORT_COMMON_BASE_STATUS_H
#define STICHWORT_COMMON_BASE_STATUS_H

enum status {
    STATUS_OK = 0,
    STATUS_USAGE,        /* wrong option, verb or query syntax */
    STATUS_MISSING,      /* no index there */
    STATUS_LOCKED,       /* another builder holds the index */
    STATUS_INCOMPATIBLE, /* made by another format version or analyzer */
    STATUS_DAMAGED,      /* bytes of the index are not what was written */
    STATUS_IO,           /* a read, write or sync failed */
    STATUS_INPUT,        /* the corpus cannot be used as asked */
    STATUS_MEMORY,       /* an allocation failed */
    STATUS_LIMIT,        /* a documented limit was passed */
    STATUS_INTERRUPTED   /* stopped by a signal */
};

/* The exit code of a program that ends with this status (0 to 5, 130). */
int status_exit_code(enum status status);

/* A stable short word for machines, e.g. "damaged"; static storage. */
const char *status_kind(enum status status);

#endif
