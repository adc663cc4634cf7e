/* Jobs taken in order, worked on by several threads, delivered in order: what is delivered is
 * the same for every number of threads. */
#ifndef STICHWORT_INDEXER_INVERT_PIPELINE_H
#define STICHWORT_INDEXER_INVERT_PIPELINE_H

#include "common/base/error.h"

enum {
    PIPELINE_MAX_THREADS = 256,
    PIPELINE_WINDOW = 3 /* jobs that may be taken and not delivered, by thread */
};

struct pipeline {
    void *context;
    /* The next job into *job, NULL at the end; one thread at a time. */
    enum status (*take)(void *context, void **job, struct error *err);
    /* Many threads at a time; `worker` is 0 to threads - 1 and tells them apart. */
    enum status (*work)(void *context, unsigned worker, void *job, struct error *err);
    /* Takes the job back: in the order of taking, one at a time. */
    enum status (*deliver)(void *context, void *job, struct error *err);
    /* Takes back a job that is not delivered after a failure. */
    void (*drop)(void *context, void *job);
};

/* Runs to the end or to the first failure. The calling thread is worker 0. */
enum status pipeline_run(const struct pipeline *pipeline, unsigned threads, struct error *err);

#endif
