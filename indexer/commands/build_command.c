/* build and add. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/base/clock.h"
#include "common/base/memory.h"
#include "common/base/options.h"
#include "common/cli/cli.h"
#include "common/compound/exceptions.h"
#include "common/io/file_map.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/interrupt.h"
#include "indexer/commands/progress.h"
#include "indexer/commands/report.h"
#include "indexer/invert/pipeline.h"

struct arguments {
    int format, analyzer, stemmer, color;
    double k1, b;
    uint64_t threads, memory_bytes;
    const char *compounds;
    bool stemmer_given, strict, no_store, no_parts, force, json, quiet, verbose, help, all_help;
};

enum { BUILD_ONLY = 7 }; /* rows of the table that add does not have */

static const char build_examples[] =
    "stichwort-index build [OPTIONS] INDEX INPUT...   make an index of a corpus\n\n"
    "  stichwort-index build news.index articles/          a folder of text files\n"
    "  stichwort-index build news.index articles.jsonl.gz  one JSON object a line\n"
    "  zcat dump.gz | stichwort-index build news.index -   standard input\n\n"
    "An index already there is replaced in one step when the new one is complete.\n";
static const char add_examples[] =
    "stichwort-index add [OPTIONS] INDEX INPUT...   add documents to an index\n\n"
    "  stichwort-index add news.index today.jsonl\n\n"
    "A document whose id is there already replaces it.\n";

static int usage(const struct option_spec *specs, size_t count, const char *examples, bool all)
{
    struct buffer out = {0};
    struct error error = ERROR_NONE;
    buffer_append_text(&out, examples);
    if (all) {
        buffer_append_text(&out, "\nOptions:\n");
        options_help(specs, count, &out);
    } else {
        buffer_append_text(&out, "\n--help lists the options.\n");
    }
    enum status status = cli_write(&out, &error);
    buffer_release(&out);
    return status == STATUS_OK ? 0 : cli_fail(INDEX_PROGRAM, false, &error);
}

static unsigned all_cores(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > PIPELINE_MAX_THREADS ? PIPELINE_MAX_THREADS : (unsigned)cores;
}

/* The user's compounds: read whole, looked through before any work is done. */
static enum status read_compounds(const char *path, struct file_map *map, struct error *err)
{
    struct exceptions *exceptions = NULL;
    enum status status = path ? file_map_open(map, path, err) : STATUS_OK;
    if (status == STATUS_MISSING) {
        err->status = status = STATUS_IO; /* an input, not an index */
    }
    if (status == STATUS_OK && path != NULL) {
        status = exceptions_parse(&exceptions, map->bytes, path, err);
        exceptions_destroy(exceptions);
    }
    return status;
}

static enum analyzer_kind analyzer_of(const struct arguments *arguments)
{
    return arguments->analyzer == ANALYZER_GERMAN && arguments->stemmer > 0
               ? ANALYZER_CISTEM
               : (enum analyzer_kind)arguments->analyzer;
}

static int run_build(const struct arguments *arguments, const char **names, size_t count, bool add)
{
    struct file_map compounds = {0};
    struct progress progress = {.start_ns = clock_ns()};
    struct build_options options = {.format = (enum source_format)arguments->format,
                                    .analyzer = analyzer_of(arguments),
                                    .k1 = arguments->k1,
                                    .b = arguments->b,
                                    .no_store = arguments->no_store,
                                    .no_parts = arguments->no_parts,
                                    .strict = arguments->strict,
                                    .force = arguments->force,
                                    .threads = arguments->threads ? (unsigned)arguments->threads
                                                                  : all_cores(),
                                    .memory_bytes = arguments->memory_bytes,
                                    .stop = interrupt_watch(),
                                    .progress_context = &progress};
    struct build_report report = {0};
    struct error error = ERROR_NONE;
    if (!arguments->quiet && (arguments->verbose || isatty(STDERR_FILENO))) {
        options.progress = progress_draw;
    }
    enum status status = read_compounds(arguments->compounds, &compounds, &error);
    options.splits = compounds.bytes;
    if (status == STATUS_OK) {
        status = add ? index_add(names[0], names + 1, count - 1, &options, &report, &error)
                     : index_build(names[0], names + 1, count - 1, &options, &report, &error);
    }
    progress_end(&progress);
    file_map_close(&compounds);
    if (status != STATUS_OK) {
        return cli_fail(INDEX_PROGRAM, arguments->json, &error);
    }
    return report_print(names[0], &report, &options, clock_ns() - progress.start_ns,
                        arguments->json, arguments->quiet);
}

static int run(int argc, char **argv, bool add)
{
    struct arguments a = {.k1 = 1.2, .b = 0.75, .memory_bytes = 1 << 30};
    const struct option_spec specs[] = {
        {"analyzer", 0, OPTION_CHOICE, "german|whitespace", "how text becomes terms", &a.analyzer, 0, 0, NULL},
        {"stemmer", 0, OPTION_CHOICE, "snowball|cistem", "stems of German words", &a.stemmer, 0, 0, &a.stemmer_given},
        {"k1", 0, OPTION_REAL, "X", "BM25: saturation of repeated words (1.2)", &a.k1, 0, 100, NULL},
        {"b", 0, OPTION_REAL, "Y", "BM25: weight of document length (0.75)", &a.b, 0, 1, NULL},
        {"no-parts", 0, OPTION_FLAG, NULL, "compounds do not count for their parts", &a.no_parts, 0, 0, NULL},
        {"compounds", 0, OPTION_TEXT, "FILE", "how words are split: 'word TAB part+part' or 'word', one a line",
         &a.compounds, 0, 0, NULL},
        {"force", 0, OPTION_FLAG, NULL, "build in a folder that holds other files", &a.force, 0, 0, NULL},
        {"format", 0, OPTION_CHOICE, "auto|text|jsonl|lines", "what the inputs are", &a.format, 0, 0, NULL},
        {"threads", 0, OPTION_NUMBER, "N", "threads (all cores)", &a.threads, 1, PIPELINE_MAX_THREADS, NULL},
        {"memory", 0, OPTION_SIZE, "SIZE", "memory budget, K M G (1G)", &a.memory_bytes,
         BUILD_LEAST_MEMORY, (uint64_t)1 << 40, NULL},
        {"no-store", 0, OPTION_FLAG, NULL, "keep no text: no snippets", &a.no_store, 0, 0, NULL},
        {"strict", 0, OPTION_FLAG, NULL, "publish nothing if a record is bad", &a.strict, 0, 0, NULL},
        {"json", 0, OPTION_FLAG, NULL, "report as one JSON object on stdout", &a.json, 0, 0, NULL},
        {"color", 0, OPTION_CHOICE, "auto|always|never", "colour of messages", &a.color, 0, 0, NULL},
        {"quiet", 'q', OPTION_FLAG, NULL, "say nothing but errors", &a.quiet, 0, 0, NULL},
        {"verbose", 'v', OPTION_FLAG, NULL, "show progress even without a terminal", &a.verbose, 0, 0, NULL},
        {"help", 0, OPTION_FLAG, NULL, "all options (-h: examples)", &a.all_help, 0, 0, NULL},
        {"h", 'h', OPTION_FLAG, NULL, "examples", &a.help, 0, 0, NULL},
    };
    size_t skipped = add ? BUILD_ONLY : 0, rows = sizeof specs / sizeof *specs - skipped, count = 0;
    struct error error = ERROR_NONE;
    const char **names = memory_alloc_array((size_t)argc, sizeof *names);
    enum status status = names ? options_parse(specs + skipped, rows, argc, argv, names, &count, &error)
                               : error_set_memory(&error);
    int code = 0;
    a.json = a.json || cli_wants_json(argc, argv);
    if (status == STATUS_OK && (a.help || a.all_help)) {
        code = usage(specs + skipped, rows - 1, add ? add_examples : build_examples, a.all_help);
    } else if (status == STATUS_OK && count < 2) {
        error_set(&error, STATUS_USAGE, "%s needs INDEX and INPUT; see 'stichwort-index %s -h'",
                  argv[0], argv[0]);
        code = cli_fail(INDEX_PROGRAM, a.json, &error);
    } else if (status == STATUS_OK && a.stemmer_given && a.analyzer == ANALYZER_WHITESPACE) {
        error_set(&error, STATUS_USAGE, "--analyzer whitespace has no stemmer");
        code = cli_fail(INDEX_PROGRAM, a.json, &error);
    } else if (status == STATUS_OK && a.compounds != NULL &&
               (a.no_parts || a.analyzer == ANALYZER_WHITESPACE)) {
        error_set(&error, STATUS_USAGE, "--compounds has no use with %s",
                  a.no_parts ? "--no-parts" : "--analyzer whitespace");
        code = cli_fail(INDEX_PROGRAM, a.json, &error);
    } else {
        code = status == STATUS_OK ? run_build(&a, names, count, add)
                                   : cli_fail(INDEX_PROGRAM, a.json, &error);
    }
    memory_free(names);
    return code;
}

int build_command(int argc, char **argv)
{
    return run(argc, argv, false);
}

int add_command(int argc, char **argv)
{
    return run(argc, argv, true);
}
