#include "bench/summary.h"

#include <math.h>
#include <stdlib.h>

#include "common/base/memory.h"

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The nearest-rank percentile of sorted values. */
static double percentile(const double *sorted, size_t count, double share)
{
    size_t rank = (size_t)ceil(share * (double)count);
    return sorted[rank > 0 ? rank - 1 : 0];
}

static void append_row(struct buffer *out, struct bytes name, double *times, size_t count)
{
    double sum = 0, logs = 0;
    for (size_t i = 0; i < count; i++) {
        sum += times[i];
        logs += log(times[i] > 0 ? times[i] : 1e-3);
    }
    qsort(times, count, sizeof *times, by_value);
    buffer_append_format(out, "%-20.*s %6zu %10.2f %10.2f %10.2f %10.2f %10.2f\n", (int)name.size,
                         (const char *)name.data, count, sum / (double)count,
                         exp(logs / (double)count), percentile(times, count, 0.5),
                         percentile(times, count, 0.9), percentile(times, count, 0.99));
}

static bool is_first_of_class(const struct query_set *set, size_t number)
{
    for (size_t i = 0; i < number; i++) {
        if (bytes_equal(set->queries[i].class_name, set->queries[number].class_name)) {
            return false;
        }
    }
    return true;
}

enum status summary_append(struct buffer *out, const struct query_set *set,
                           const struct latency *latencies, const char *mode, uint64_t elapsed_ns,
                           unsigned passes, struct error *err)
{
    double *times = memory_alloc_array(set->count, sizeof *times);
    if (times == NULL) {
        return error_set_memory(err);
    }
    buffer_append_format(out, "%-20s %6s %10s %10s %10s %10s %10s   (microseconds)\n", mode, "n",
                         "mean", "geo mean", "p50", "p90", "p99");
    for (size_t first = 0; first <= set->count && set->count > 0; first++) {
        bool all = first == set->count;
        if (!all && !is_first_of_class(set, first)) {
            continue;
        }
        size_t count = 0;
        struct bytes name = all ? bytes_of_text("all") : set->queries[first].class_name;
        for (size_t i = 0; i < set->count; i++) {
            if (all || bytes_equal(set->queries[i].class_name, name)) {
                times[count++] = (double)latencies[i].median_ns / 1000;
            }
        }
        append_row(out, name, times, count);
    }
    double seconds = (double)elapsed_ns / 1e9;
    buffer_append_format(out, "queries/s %.0f\n\n",
                         seconds > 0 ? (double)set->count * passes / seconds : 0);
    memory_free(times);
    return STATUS_OK;
}

void summary_append_csv(struct buffer *out, const struct query_set *set,
                        const struct latency *latencies, const char *mode)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct bench_query *query = &set->queries[i];
        buffer_append(out, query->class_name.data, query->class_name.size);
        buffer_append_format(out, ",%zu,%s,%lld,%llu,%llu\n", query->line, mode,
                             (long long)latencies[i].count,
                             (unsigned long long)latencies[i].min_ns,
                             (unsigned long long)latencies[i].median_ns);
    }
}
