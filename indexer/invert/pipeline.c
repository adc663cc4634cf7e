#include "indexer/invert/pipeline.h"

#include <pthread.h>
#include <stdbool.h>

#include "common/base/memory.h"

struct crew {
    const struct pipeline *pipeline;
    pthread_mutex_t mutex;
    pthread_cond_t moved; /* a job was delivered, or the crew stops */
    void **done;          /* finished jobs by number % window */
    size_t window;
    uint64_t taken, delivered;
    bool delivering, ended;
    struct error error;
};

struct member {
    struct crew *crew;
    unsigned number;
    pthread_t thread;
};

/* Keeps the first failure; the mutex is held. */
static void stop(struct crew *crew, const struct error *error)
{
    crew->ended = true;
    if (crew->error.status == STATUS_OK) {
        crew->error = *error;
    }
    pthread_cond_broadcast(&crew->moved);
}

/* The next job and its number; false when there is none. The mutex is held. */
static bool take(struct crew *crew, void **job, uint64_t *number)
{
    struct error error = ERROR_NONE;
    while (!crew->ended && crew->taken - crew->delivered >= crew->window) {
        pthread_cond_wait(&crew->moved, &crew->mutex);
    }
    if (crew->ended) {
        return false;
    }
    *job = NULL;
    if (crew->pipeline->take(crew->pipeline->context, job, &error) != STATUS_OK) {
        stop(crew, &error);
    } else if (*job == NULL) {
        crew->ended = true;
    }
    *number = crew->taken;
    crew->taken += *job != NULL;
    return *job != NULL;
}

/* Delivers what is due, unless another thread does already. The mutex is held, but not while
 * a delivery runs. */
static void deliver_due(struct crew *crew)
{
    if (crew->delivering) {
        return;
    }
    crew->delivering = true;
    void *job;
    while (crew->error.status == STATUS_OK &&
           (job = crew->done[crew->delivered % crew->window]) != NULL) {
        struct error error = ERROR_NONE;
        crew->done[crew->delivered % crew->window] = NULL;
        pthread_mutex_unlock(&crew->mutex);
        enum status status = crew->pipeline->deliver(crew->pipeline->context, job, &error);
        pthread_mutex_lock(&crew->mutex);
        crew->delivered++;
        if (status != STATUS_OK) {
            stop(crew, &error);
        }
        pthread_cond_broadcast(&crew->moved);
    }
    crew->delivering = false;
}

static void *run_member(void *argument)
{
    struct member *member = argument;
    struct crew *crew = member->crew;
    const struct pipeline *pipeline = crew->pipeline;
    void *job;
    uint64_t number;
    pthread_mutex_lock(&crew->mutex);
    while (take(crew, &job, &number)) {
        struct error error = ERROR_NONE;
        pthread_mutex_unlock(&crew->mutex);
        enum status status = pipeline->work(pipeline->context, member->number, job, &error);
        pthread_mutex_lock(&crew->mutex);
        crew->done[number % crew->window] = job;
        if (status != STATUS_OK) {
            stop(crew, &error);
        }
        deliver_due(crew);
    }
    pthread_mutex_unlock(&crew->mutex);
    return NULL;
}

static void run_members(struct crew *crew, struct member *members, unsigned threads)
{
    unsigned started = 1;
    for (unsigned i = 0; i < threads; i++) {
        members[i] = (struct member){.crew = crew, .number = i};
    }
    while (started < threads && /* fewer threads do the same work */
           pthread_create(&members[started].thread, NULL, run_member, &members[started]) == 0) {
        started++;
    }
    run_member(&members[0]);
    for (unsigned i = 1; i < started; i++) {
        pthread_join(members[i].thread, NULL);
    }
}

enum status pipeline_run(const struct pipeline *pipeline, unsigned threads, struct error *err)
{
    struct crew crew = {.pipeline = pipeline, .error = ERROR_NONE};
    crew.window = (size_t)threads * PIPELINE_WINDOW;
    crew.done = memory_alloc_array(crew.window, sizeof *crew.done);
    struct member *members = memory_alloc_array(threads, sizeof *members);
    if (crew.done != NULL && members != NULL) {
        pthread_mutex_init(&crew.mutex, NULL);
        pthread_cond_init(&crew.moved, NULL);
        run_members(&crew, members, threads);
        for (size_t i = 0; i < crew.window; i++) {
            if (crew.done[i] != NULL) {
                pipeline->drop(pipeline->context, crew.done[i]);
            }
        }
        pthread_cond_destroy(&crew.moved);
        pthread_mutex_destroy(&crew.mutex);
    } else {
        error_set_memory(&crew.error);
    }
    memory_free(crew.done);
    memory_free(members);
    if (crew.error.status != STATUS_OK && err != NULL && err->status == STATUS_OK) {
        *err = crew.error;
    }
    return crew.error.status;
}
