/* A builder that is asked to stop. */
#ifndef STICHWORT_INDEXER_WRITE_STOP_H
#define STICHWORT_INDEXER_WRITE_STOP_H

#include <stdatomic.h>

#include "common/base/error.h"

/* STATUS_INTERRUPTED if the flag is set; `stop` may be NULL. */
static inline enum status stop_check(const atomic_int *stop, struct error *err)
{
    return stop != NULL && *stop
               ? error_set(err, STATUS_INTERRUPTED, "interrupted; nothing was changed")
               : STATUS_OK;
}

#endif
