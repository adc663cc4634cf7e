/* Measures queries one by one: from the query's text to the hits, no snippets. */
#ifndef STICHWORT_BENCH_LATENCY_H
#define STICHWORT_BENCH_LATENCY_H

#include "bench/query_set.h"
#include "searcher/eval/search.h"

struct bench_mode {
    const char *name;
    size_t top;
    bool count;
};

/* The mode of that name, NULL if there is none; static storage. */
const struct bench_mode *bench_mode_find(const char *name, size_t size);

struct latency {
    uint64_t min_ns, median_ns;
    int64_t count; /* matching documents, -1 if the mode does not count */
};

struct latency_options {
    unsigned passes, threads;
    uint64_t warm_ns;
    enum cpu_path path;
};

/* Fills `latencies` (one a query). Queries are dealt out to the threads; each runs its share
 * until the warm-up is over, then `passes` times. *elapsed_ns: the passes alone.
 * STATUS_MEMORY, STATUS_DAMAGED, STATUS_USAGE for a query with bad syntax. */
enum status latency_measure(const struct index *index, const struct query_set *set,
                            const struct bench_mode *mode, const struct latency_options *options,
                            struct latency *latencies, uint64_t *elapsed_ns, struct error *err);

#endif
