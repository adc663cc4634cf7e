#include "bench/latency.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/clock.h"
#include "common/base/memory.h"

static const struct bench_mode modes[] = {{"top10", 10, false},
                                          {"top100", 100, false},
                                          {"top1000", 1000, false},
                                          {"count", 0, true},
                                          {"top100count", 100, true}};

const struct bench_mode *bench_mode_find(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (strlen(modes[i].name) == size && memcmp(modes[i].name, name, size) == 0) {
            return &modes[i];
        }
    }
    return NULL;
}

struct worker {
    pthread_t thread;
    unsigned number;
    const struct index *index;
    const struct query_set *set;
    const struct bench_mode *mode;
    const struct latency_options *options;
    struct latency *latencies;
    uint64_t *times; /* of the worker's queries, pass by pass */
    uint64_t start_ns, end_ns;
    struct query query;
    struct searcher *searcher;
    struct error error;
};

static enum status run_query(struct worker *worker, size_t number, uint64_t *time_ns,
                             int64_t *count)
{
    struct search_options options = {.top = worker->mode->top,
                                     .count = worker->mode->count,
                                     .k1 = -1,
                                     .b = -1,
                                     .path = worker->options->path};
    struct search_result result = {0};
    uint64_t start = clock_ns();
    enum status status = query_set_parse(worker->set, number, &worker->query, &worker->error);
    if (status == STATUS_OK) {
        status = searcher_run(worker->searcher, &worker->query, &options, &result, &worker->error);
    }
    *time_ns = clock_ns() - start;
    *count = worker->mode->count ? (int64_t)result.total : -1;
    return status;
}

/* One pass over the worker's share; times may be NULL. */
static enum status run_pass(struct worker *worker, unsigned pass)
{
    size_t share = 0, threads = worker->options->threads;
    for (size_t i = worker->number; i < worker->set->count; i += threads, share++) {
        uint64_t time_ns;
        enum status status = run_query(worker, i, &time_ns, &worker->latencies[i].count);
        if (status != STATUS_OK) {
            return status;
        }
        worker->times[share * worker->options->passes + pass] = time_ns;
    }
    return STATUS_OK;
}

static int by_time(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void *run_worker(void *argument)
{
    struct worker *worker = argument;
    unsigned passes = worker->options->passes;
    uint64_t begin = clock_ns();
    enum status status = searcher_create(&worker->searcher, worker->index, &worker->error);
    while (status == STATUS_OK && clock_ns() - begin < worker->options->warm_ns) {
        status = run_pass(worker, 0);
    }
    worker->start_ns = clock_ns();
    for (unsigned pass = 0; pass < passes && status == STATUS_OK; pass++) {
        status = run_pass(worker, pass);
    }
    worker->end_ns = clock_ns();
    size_t share = 0;
    for (size_t i = worker->number; i < worker->set->count && status == STATUS_OK;
         i += worker->options->threads, share++) {
        uint64_t *times = worker->times + share * passes;
        qsort(times, passes, sizeof *times, by_time);
        worker->latencies[i].min_ns = times[0];
        worker->latencies[i].median_ns = times[passes / 2];
    }
    searcher_destroy(worker->searcher);
    query_release(&worker->query);
    return NULL;
}

static enum status prepare(struct worker *worker, struct error *err)
{
    size_t share = worker->set->count / worker->options->threads + 1;
    worker->error = (struct error)ERROR_NONE;
    worker->times = memory_alloc_array(share * worker->options->passes, sizeof *worker->times);
    return worker->times ? STATUS_OK : error_set_memory(err);
}

static enum status collect(struct worker *workers, unsigned threads, uint64_t *elapsed_ns,
                           struct error *err)
{
    uint64_t start = UINT64_MAX, end = 0;
    for (unsigned i = 0; i < threads; i++) {
        if (workers[i].error.status != STATUS_OK) {
            *err = workers[i].error;
            return err->status;
        }
        start = workers[i].start_ns < start ? workers[i].start_ns : start;
        end = workers[i].end_ns > end ? workers[i].end_ns : end;
    }
    *elapsed_ns = end - start;
    return STATUS_OK;
}

enum status latency_measure(const struct index *index, const struct query_set *set,
                            const struct bench_mode *mode, const struct latency_options *options,
                            struct latency *latencies, uint64_t *elapsed_ns, struct error *err)
{
    unsigned threads = options->threads, started = 0;
    struct worker *workers = memory_alloc_array(threads, sizeof *workers);
    enum status status = workers ? STATUS_OK : error_set_memory(err);
    for (unsigned i = 0; i < threads && status == STATUS_OK; i++) {
        workers[i] = (struct worker){.number = i, .index = index, .set = set, .mode = mode,
                                     .options = options, .latencies = latencies};
        status = prepare(&workers[i], err);
    }
    for (; started + 1 < threads && status == STATUS_OK; started++) {
        struct worker *worker = &workers[started + 1];
        if (pthread_create(&worker->thread, NULL, run_worker, worker) != 0) {
            status = error_set(err, STATUS_IO, "a thread cannot be started");
            break;
        }
    }
    if (status == STATUS_OK) {
        run_worker(&workers[0]);
    }
    for (unsigned i = 0; i < started; i++) {
        pthread_join(workers[i + 1].thread, NULL);
    }
    if (status == STATUS_OK) {
        status = collect(workers, threads, elapsed_ns, err);
    }
    for (unsigned i = 0; workers != NULL && i < threads; i++) {
        memory_free(workers[i].times);
    }
    memory_free(workers);
    return status;
}
