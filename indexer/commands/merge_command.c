#include <stdio.h>
#include <unistd.h>

#include "common/base/clock.h"
#include "common/base/memory.h"
#include "common/base/options.h"
#include "common/cli/cli.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/interrupt.h"
#include "indexer/commands/report.h"
#include "indexer/invert/pipeline.h"

static const char help[] =
    "stichwort-index merge INDEX    all segments into one, deleted documents gone\n\n"
    "Searching goes on meanwhile on what is there. Options: --threads N, --memory SIZE,\n"
    "--json, -q.\n";

int merge_command(int argc, char **argv)
{
    bool json = false, quiet = false, all_help = false, short_help = false;
    uint64_t threads = 2, memory_bytes = 1 << 30;
    const struct option_spec specs[] = {
        {"threads", 0, OPTION_NUMBER, "N", "threads (2)", &threads, 1, PIPELINE_MAX_THREADS, NULL},
        {"memory", 0, OPTION_SIZE, "SIZE", "memory budget, K M G (1G)", &memory_bytes,
         BUILD_LEAST_MEMORY, (uint64_t)1 << 40, NULL},
        {"json", 0, OPTION_FLAG, NULL, "report as one JSON object on stdout", &json, 0, 0, NULL},
        {"quiet", 'q', OPTION_FLAG, NULL, "say nothing but errors", &quiet, 0, 0, NULL},
        {"help", 0, OPTION_FLAG, NULL, "this help", &all_help, 0, 0, NULL},
        {"h", 'h', OPTION_FLAG, NULL, "this help", &short_help, 0, 0, NULL},
    };
    struct error error = ERROR_NONE;
    size_t count = 0;
    uint64_t start = clock_ns();
    const char **names = memory_alloc_array((size_t)argc, sizeof *names);
    enum status status = names ? options_parse(specs, sizeof specs / sizeof *specs, argc, argv, names,
                                               &count, &error)
                               : error_set_memory(&error);
    int code = 0;
    json = json || cli_wants_json(argc, argv);
    if (status == STATUS_OK && (all_help || short_help)) {
        fputs(help, stdout);
    } else {
        if (status == STATUS_OK && count != 1) {
            status = error_set(&error, STATUS_USAGE, "merge needs one INDEX");
        }
        struct build_options options = {.threads = (unsigned)threads, .memory_bytes = memory_bytes,
                                        .stop = interrupt_watch()};
        struct build_report report;
        if (status == STATUS_OK) {
            status = index_merge(names[0], &options, &report, &error);
        }
        code = status == STATUS_OK
                   ? report_print(names[0], &report, &options, clock_ns() - start, json, quiet)
                   : cli_fail(INDEX_PROGRAM, json, &error);
    }
    memory_free(names);
    return code;
}
