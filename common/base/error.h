/* What went wrong, where, and what to do: one value filled by the function
 * that fails and printed by the program. The first error wins: setting one
 * that is already set does nothing, so that cleaning up cannot hide a cause. */
#ifndef STICHWORT_COMMON_BASE_ERROR_H
#define STICHWORT_COMMON_BASE_ERROR_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/status.h"

struct error {
    enum status status;
    int64_t offset;     /* bytes into `file`; -1: none */
    char file[512];     /* empty: no file is to blame; long paths keep their end */
    char message[512];  /* one line, no full stop, without the file's name */
};

/* An error that is not set. */
#define ERROR_NONE {.offset = -1}

/* Fills *err (may be NULL: the status alone is wanted) and returns `status`. */
enum status error_set(struct error *err, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a file; offset -1 if the whole file is meant. */
enum status error_set_file(struct error *err, enum status status, const char *file, int64_t offset,
                           const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The same for a failed system call on a file: adds the text of errno. */
enum status error_set_errno(struct error *err, enum status status, const char *file,
                            const char *action);

/* STATUS_MEMORY with the usual message. */
enum status error_set_memory(struct error *err);

/* Writes "FILE: message" or "message" into out, always terminated. */
void error_format(const struct error *err, char *out, size_t size);

#endif
