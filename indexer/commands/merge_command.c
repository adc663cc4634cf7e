#include "common/base/clock.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/interrupt.h"
#include "indexer/commands/report.h"
#include "indexer/commands/verb.h"
#include "indexer/invert/pipeline.h"

static const char help[] =
    "stichwort-index merge INDEX    all segments into one, deleted documents gone\n\n"
    "Searching goes on meanwhile on what is there.\n";

int merge_command(int argc, char **argv)
{
    uint64_t threads = verb_all_cores(), memory_bytes = BUILD_DEFAULT_MEMORY, start = clock_ns();
    const struct option_spec specs[] = {
        {"threads", 0, OPTION_NUMBER, "N", "threads (all cores)", &threads, 1, PIPELINE_MAX_THREADS, NULL},
        {"memory", 0, OPTION_SIZE, "SIZE", "memory budget, K M G (1G)", &memory_bytes,
         BUILD_LEAST_MEMORY, BUILD_MOST_MEMORY, NULL},
    };
    struct verb verb = {.help = help, .specs = specs, .spec_count = sizeof specs / sizeof *specs};
    if (verb_begin(&verb, argc, argv)) {
        struct error error = ERROR_NONE;
        struct build_report report;
        const struct build_options options = {.threads = (unsigned)threads,
                                              .memory_bytes = memory_bytes,
                                              .stop = interrupt_watch()};
        enum status status = verb.name_count == 1
                                 ? index_merge(verb.names[0], &options, &report, &error)
                                 : error_set(&error, STATUS_USAGE, "merge needs one INDEX");
        verb.code = status == STATUS_OK
                        ? report_print(verb.names[0], &report, &options, clock_ns() - start,
                                       verb.json, verb.quiet)
                        : verb_answer(&verb, status, &error);
    }
    verb_end(&verb);
    return verb.code;
}
