#include "common/base/clock.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/interrupt.h"
#include "indexer/commands/progress.h"
#include "indexer/commands/report.h"
#include "indexer/commands/verb.h"
#include "indexer/invert/pipeline.h"

static const char help[] =
    "stichwort-index merge INDEX    all segments into one, deleted documents gone\n\n"
    "Searching goes on meanwhile on what is there.\n";

static int run_merge(const struct verb *verb, unsigned threads, uint64_t memory_bytes)
{
    struct build_options options = {.threads = threads,
                                    .memory_bytes = memory_bytes,
                                    .stop = interrupt_watch()};
    struct build_report report;
    struct progress progress;
    struct error error = ERROR_NONE;
    progress_begin(&progress, verb, &options);
    enum status status = index_merge(verb->names[0], &options, &report, &error);
    progress_end(&progress);
    if (status != STATUS_OK) {
        return verb_answer(verb, status, &error);
    }
    return report_print(verb->names[0], &report, &options, clock_ns() - progress.start_ns,
                        verb->json, verb->quiet);
}

int merge_command(int argc, char **argv)
{
    uint64_t threads = verb_all_cores(), memory_bytes = BUILD_DEFAULT_MEMORY;
    const struct option_spec specs[] = {
        {"threads", 0, OPTION_NUMBER, "N", "threads (all cores)", &threads, 1, PIPELINE_MAX_THREADS, NULL},
        {"memory", 0, OPTION_SIZE, "SIZE", "memory budget, K M G (1G)", &memory_bytes,
         BUILD_LEAST_MEMORY, BUILD_MOST_MEMORY, NULL},
    };
    struct verb verb = {.help = help, .specs = specs, .spec_count = sizeof specs / sizeof *specs};
    if (verb_begin(&verb, argc, argv)) {
        struct error error = ERROR_NONE;
        verb.code = verb.name_count == 1
                        ? run_merge(&verb, (unsigned)threads, memory_bytes)
                        : verb_answer(&verb, error_set(&error, STATUS_USAGE, "merge needs one INDEX"),
                                      &error);
    }
    verb_end(&verb);
    return verb.code;
}
