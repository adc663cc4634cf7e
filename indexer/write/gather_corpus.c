#include "common/base/memory.h"
#include "indexer/invert/inverter.h"
#include "indexer/invert/pipeline.h"
#include "indexer/write/gather.h"
#include "indexer/write/stop.h"

enum { LEAST_BATCH = 256 << 10, MOST_BATCH = 16 << 20, BATCHES_A_THREAD = 8 };

struct gatherer {
    struct source *source;
    const struct build_options *options;
    struct collection *collection;
    struct inverter **inverters; /* by thread */
    size_t batch_bytes;
    struct skips tail; /* noted behind the last record */
};

void collection_begin(struct collection *collection, const char *folder, uint64_t memory_bytes)
{
    *collection = (struct collection){0};
    collection->runs = (struct spool){.folder = folder, .memory_limit = (size_t)(memory_bytes / 8)};
    collection->stored = (struct spool){.folder = folder,
                                        .memory_limit = (size_t)(memory_bytes / 16)};
    collection->signatures = (struct spool){.folder = folder,
                                            .memory_limit = (size_t)(memory_bytes / 64)};
}

static enum status take(void *context, void **job, struct error *err)
{
    struct gatherer *gatherer = context;
    enum status status = stop_check(gatherer->options->stop, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct batch *batch = memory_alloc_array(1, sizeof *batch);
    if (batch == NULL) {
        return error_set_memory(err);
    }
    status = batch_fill(batch, gatherer->source, gatherer->batch_bytes, err);
    if (status == STATUS_OK && batch->record_count > 0) {
        *job = batch;
        return STATUS_OK;
    }
    if (status == STATUS_OK) { /* maybe the inputs did not end, but were left */
        status = stop_check(gatherer->options->stop, err);
    }
    gatherer->tail = batch->skips;
    batch_release(batch);
    memory_free(batch);
    return status;
}

static enum status work(void *context, unsigned worker, void *job, struct error *err)
{
    const struct gatherer *gatherer = context;
    return inverter_run(gatherer->inverters[worker], job, err);
}

static void drop(void *context, void *job)
{
    (void)context;
    batch_release(job);
    memory_free(job);
}

static enum status deliver(void *context, void *job, struct error *err)
{
    struct gatherer *gatherer = context;
    enum status status = collection_add(gatherer->collection, job, err);
    drop(context, job);
    if (gatherer->options->progress != NULL) {
        uint64_t read_bytes, total_bytes;
        source_progress(gatherer->source, &read_bytes, &total_bytes);
        gatherer->options->progress(gatherer->options->progress_context, read_bytes, total_bytes,
                                    gatherer->collection->document_count);
    }
    return status;
}

/* Enough batches that threads end together, few enough that the merge stays narrow. */
static size_t batch_size(const struct gatherer *gatherer)
{
    uint64_t read_bytes, total_bytes, threads = gatherer->options->threads;
    source_progress(gatherer->source, &read_bytes, &total_bytes);
    uint64_t size = gatherer->options->memory_bytes / (24 * threads - 8); /* several wait to be written */
    uint64_t share = total_bytes ? total_bytes / (BATCHES_A_THREAD * threads) : MOST_BATCH;
    share = share < LEAST_BATCH ? LEAST_BATCH : share > MOST_BATCH ? MOST_BATCH : share;
    size = size < share ? size : share;
    return (size_t)(size < LEAST_BATCH ? LEAST_BATCH : size);
}

static enum status create_inverters(struct gatherer *gatherer, struct error *err)
{
    const struct build_options *options = gatherer->options;
    size_t table_bytes = (size_t)(options->memory_bytes / 8 / options->threads);
    gatherer->inverters = memory_alloc_array(options->threads, sizeof(struct inverter *));
    enum status status = gatherer->inverters ? STATUS_OK : error_set_memory(err);
    for (unsigned i = 0; i < options->threads && status == STATUS_OK; i++) {
        status = inverter_create(&gatherer->inverters[i], options->analyzer, !options->no_store,
                                 table_bytes, err);
    }
    return status;
}

/* Each table of forms goes before the next one is added, so that few are there twice. */
static enum status add_forms(struct gatherer *gatherer, struct error *err)
{
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < gatherer->options->threads && status == STATUS_OK; i++) {
        struct buffer forms = {0};
        inverter_take_forms(gatherer->inverters[i], &forms);
        inverter_destroy(gatherer->inverters[i]);
        gatherer->inverters[i] = NULL;
        status = forms.failed
                     ? error_set_memory(err)
                     : collection_add_forms(gatherer->collection, buffer_bytes(&forms), err);
        buffer_release(&forms);
    }
    return status;
}

enum status gather_corpus(struct collection *collection, const char *const *inputs, size_t count,
                          const struct build_options *options, uint64_t *input_bytes,
                          struct error *err)
{
    struct gatherer gatherer = {.options = options, .collection = collection};
    const struct pipeline pipeline = {&gatherer, take, work, deliver, drop};
    uint64_t total_bytes;
    enum status status = source_open(&gatherer.source, inputs, count, options->format, err);
    if (status != STATUS_OK) {
        return status;
    }
    source_watch(gatherer.source, options->stop);
    gatherer.batch_bytes = batch_size(&gatherer);
    status = create_inverters(&gatherer, err);
    if (status == STATUS_OK) {
        status = pipeline_run(&pipeline, options->threads, err);
    }
    if (status == STATUS_OK) {
        status = add_forms(&gatherer, err);
    }
    skips_add(&collection->skips, &gatherer.tail);
    source_progress(gatherer.source, input_bytes, &total_bytes);
    for (unsigned i = 0; gatherer.inverters != NULL && i < options->threads; i++) {
        inverter_destroy(gatherer.inverters[i]);
    }
    memory_free(gatherer.inverters);
    memory_trim(); /* what the threads held is not needed for writing */
    source_close(gatherer.source);
    return status;
}
