#include "indexer/commands/verb.h"

#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/cli/cli.h"
#include "indexer/commands/commands.h"
#include "indexer/invert/pipeline.h"

enum { COMMON = 6 };

static enum status print_help(const struct verb *verb, const struct option_spec *specs, bool all,
                              struct error *err)
{
    struct buffer out = {0};
    buffer_append_text(&out, verb->help);
    if (all) {
        buffer_append_text(&out, "\nOptions:\n");
        options_help(specs, verb->spec_count + COMMON - 1, &out); /* without -h */
    } else {
        buffer_append_text(&out, "\n--help lists the options.\n");
    }
    enum status status = cli_write(&out, err);
    buffer_release(&out);
    return status;
}

bool verb_begin(struct verb *verb, int argc, char **argv)
{
    int color = 0;
    bool all_help = false, short_help = false;
    const struct option_spec common[COMMON] = {
        {"json", 0, OPTION_FLAG, NULL, "report as one JSON object on stdout", &verb->json, 0, 0, NULL},
        {"color", 0, OPTION_CHOICE, "auto|always|never", "colour of messages", &color, 0, 0, NULL},
        {"quiet", 'q', OPTION_FLAG, NULL, "say nothing but errors", &verb->quiet, 0, 0, NULL},
        {"verbose", 'v', OPTION_FLAG, NULL, "say more: progress even without a terminal", &verb->verbose, 0, 0, NULL},
        {"help", 0, OPTION_FLAG, NULL, "all options (-h: examples)", &all_help, 0, 0, NULL},
        {"h", 'h', OPTION_FLAG, NULL, "examples", &short_help, 0, 0, NULL},
    };
    struct error error = ERROR_NONE;
    struct option_spec *specs = memory_alloc_array(verb->spec_count + COMMON, sizeof *specs);
    verb->names = memory_alloc_array((size_t)argc, sizeof *verb->names);
    enum status status = specs && verb->names ? STATUS_OK : error_set_memory(&error);
    if (status == STATUS_OK) {
        if (verb->spec_count > 0) {
            memcpy(specs, verb->specs, verb->spec_count * sizeof *specs);
        }
        memcpy(specs + verb->spec_count, common, sizeof common);
        status = options_parse(specs, verb->spec_count + COMMON, argc, argv, verb->names,
                               &verb->name_count, &error);
    }
    verb->json = verb->json || cli_wants_json(argc, argv);
    bool helps = status == STATUS_OK && (all_help || short_help);
    if (helps) {
        status = print_help(verb, specs, all_help, &error);
    }
    memory_free(specs);
    verb->code = verb_answer(verb, status, &error);
    return status == STATUS_OK && !helps;
}

int verb_answer(const struct verb *verb, enum status status, const struct error *err)
{
    return status == STATUS_OK ? 0 : cli_fail(INDEX_PROGRAM, verb->json, err);
}

unsigned verb_all_cores(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > PIPELINE_MAX_THREADS ? PIPELINE_MAX_THREADS : (unsigned)cores;
}

void verb_end(struct verb *verb)
{
    memory_free(verb->names);
    verb->names = NULL;
}
