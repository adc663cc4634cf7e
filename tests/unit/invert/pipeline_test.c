/* Order and ownership of jobs, with every number of threads and every place of failure. */
#include "cmocka_all.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "common/base/memory.h"
#include "indexer/invert/pipeline.h"
#include "invert_tests.h"

enum { MAX_JOBS = 120, MAX_THREADS = 8, NEVER = -1 };

struct job {
    int number;
    atomic_int worked, delivered, dropped;
};

/* Threads must not jump out of a test: they count what is wrong. */
struct run {
    struct job jobs[MAX_JOBS];
    int count, taken, next_delivery;
    int fail_take, fail_work, fail_deliver; /* job number or NEVER */
    unsigned threads;
    atomic_int taking, delivering, wrong;
    atomic_int working[MAX_THREADS];
};

static void nap(unsigned number)
{
    const struct timespec time = {0, (long)(number * 2654435761u >> 20) * 50}; /* below 0.3 ms */
    nanosleep(&time, NULL);
}

static enum status take(void *context, void **job, struct error *err)
{
    struct run *run = context;
    run->wrong += atomic_fetch_add(&run->taking, 1) != 0;
    enum status status = STATUS_OK;
    if (run->taken == run->fail_take) {
        status = error_set(err, STATUS_IO, "take %d", run->taken);
    } else if (run->taken < run->count) {
        run->jobs[run->taken].number = run->taken;
        *job = &run->jobs[run->taken++];
    }
    atomic_fetch_sub(&run->taking, 1);
    return status;
}

static enum status work(void *context, unsigned worker, void *job, struct error *err)
{
    struct run *run = context;
    struct job *at = job;
    run->wrong += worker >= run->threads || atomic_fetch_add(&run->working[worker], 1) != 0;
    run->wrong += atomic_fetch_add(&at->worked, 1) != 0;
    nap((unsigned)at->number);
    atomic_fetch_sub(&run->working[worker], 1);
    return at->number == run->fail_work ? error_set(err, STATUS_LIMIT, "work %d", at->number)
                                        : STATUS_OK;
}

static enum status deliver(void *context, void *job, struct error *err)
{
    struct run *run = context;
    struct job *at = job;
    run->wrong += atomic_fetch_add(&run->delivering, 1) != 0;
    run->wrong += at->number != run->next_delivery++ || at->worked != 1 || at->dropped != 0;
    run->wrong += atomic_fetch_add(&at->delivered, 1) != 0;
    nap((unsigned)at->number + 7);
    atomic_fetch_sub(&run->delivering, 1);
    return at->number == run->fail_deliver ? error_set(err, STATUS_INPUT, "deliver %d", at->number)
                                           : STATUS_OK;
}

static void drop(void *context, void *job)
{
    struct run *run = context;
    struct job *at = job;
    run->wrong += at->delivered != 0 || atomic_fetch_add(&at->dropped, 1) != 0;
}

static enum status start(struct run *run, unsigned threads, struct error *err)
{
    const struct pipeline pipeline = {run, take, work, deliver, drop};
    run->threads = threads;
    *err = (struct error)ERROR_NONE;
    enum status status = pipeline_run(&pipeline, threads, err);
    assert_int_equal(run->wrong, 0);
    for (int i = 0; i < run->count; i++) { /* each was given back exactly once */
        assert_int_equal(run->jobs[i].delivered + run->jobs[i].dropped, i < run->taken);
    }
    return status;
}

static void test_order(void **state)
{
    (void)state;
    static const int counts[] = {0, 1, 2, 23, MAX_JOBS};
    static struct run run;
    struct error err;
    for (unsigned threads = 1; threads <= MAX_THREADS; threads++) {
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            memset(&run, 0, sizeof run);
            run.count = counts[i];
            run.fail_take = run.fail_work = run.fail_deliver = NEVER;
            assert_int_equal(start(&run, threads, &err), STATUS_OK);
            assert_int_equal(err.status, STATUS_OK);
            assert_int_equal(run.next_delivery, counts[i]);
        }
    }
}

/* Jobs before the failure may be delivered or dropped, those behind it are never delivered. */
static void check_failure(unsigned threads, int place, int at)
{
    static const enum status statuses[] = {STATUS_IO, STATUS_LIMIT, STATUS_INPUT};
    static const char *const messages[] = {"take", "work", "deliver"};
    static struct run run;
    struct error err;
    memset(&run, 0, sizeof run);
    run.count = 40;
    run.fail_take = place == 0 ? at : NEVER;
    run.fail_work = place == 1 ? at : NEVER;
    run.fail_deliver = place == 2 ? at : NEVER;
    assert_int_equal(start(&run, threads, &err), statuses[place]);
    assert_int_equal(err.status, statuses[place]);
    assert_memory_equal(err.message, messages[place], strlen(messages[place]));
    assert_true(place == 2 ? run.next_delivery == at + 1 : run.next_delivery <= at);
    if (threads == 1) {
        assert_int_equal(run.taken, place == 0 ? at : at + 1);
        assert_int_equal(run.next_delivery, place == 2 ? at + 1 : at);
    }
}

static void test_failures(void **state)
{
    (void)state;
    static const int places[] = {0, 1, 11, 39};
    for (unsigned threads = 1; threads <= MAX_THREADS; threads++) {
        for (int place = 0; place < 3; place++) {
            for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
                check_failure(threads, place, places[i]);
            }
        }
    }
}

static void test_memory(void **state)
{
    (void)state;
    static struct run run;
    struct error err;
    for (size_t n = 1; n <= 2; n++) {
        memset(&run, 0, sizeof run);
        run.count = 3;
        run.fail_take = run.fail_work = run.fail_deliver = NEVER;
        memory_inject_failure(n, 0);
        assert_int_equal(start(&run, 1, &err), STATUS_MEMORY);
        memory_inject_failure(0, 0);
        assert_int_equal(err.status, STATUS_MEMORY);
        assert_int_equal(run.taken, 0);
    }
}

int pipeline_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
