/* Latencies by class of queries: mean, geometric mean, percentiles. */
#ifndef STICHWORT_BENCH_SUMMARY_H
#define STICHWORT_BENCH_SUMMARY_H

#include "bench/latency.h"

/* Appends a table with one row a class, in order of first query, and one for all. Times are the
 * queries' medians in microseconds. STATUS_MEMORY. */
enum status summary_append(struct buffer *out, const struct query_set *set,
                           const struct latency *latencies, const char *mode, uint64_t elapsed_ns,
                           unsigned passes, struct error *err);

/* Appends the rows of class,line,mode,count,min_ns,median_ns. */
void summary_append_csv(struct buffer *out, const struct query_set *set,
                        const struct latency *latencies, const char *mode);

#endif
