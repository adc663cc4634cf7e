/* build and add. */
#include "common/base/clock.h"
#include "common/compound/exceptions.h"
#include "common/io/file_map.h"
#include "common/score/bm25.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/interrupt.h"
#include "indexer/commands/progress.h"
#include "indexer/commands/report.h"
#include "indexer/commands/verb.h"
#include "indexer/invert/pipeline.h"

struct arguments {
    int format, analyzer, stemmer;
    double k1, b;
    uint64_t threads, memory_bytes;
    const char *compounds;
    bool stemmer_given, strict, no_store, no_parts, force;
};

enum { BUILD_ONLY = 7 }; /* rows of the table that add does not have */

static const char build_help[] =
    "stichwort-index build [OPTIONS] INDEX INPUT...   make an index of a corpus\n\n"
    "  stichwort-index build news.index articles/          a folder of text files\n"
    "  stichwort-index build news.index articles.jsonl.gz  one JSON object a line\n"
    "  zcat dump.gz | stichwort-index build news.index -   standard input\n\n"
    "An index already there is replaced in one step when the new one is complete.\n";
static const char add_help[] =
    "stichwort-index add [OPTIONS] INDEX INPUT...   add documents to an index\n\n"
    "  stichwort-index add news.index today.jsonl\n\n"
    "A document whose id is there already replaces it.\n";

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

static int run_build(const struct arguments *arguments, const struct verb *verb, bool add)
{
    const char *index = verb->names[0], **inputs = verb->names + 1;
    size_t input_count = verb->name_count - 1;
    struct file_map compounds = {0};
    struct progress progress;
    struct build_options options = {.format = (enum source_format)arguments->format,
                                    .analyzer = analyzer_of(arguments),
                                    .k1 = arguments->k1,
                                    .b = arguments->b,
                                    .no_store = arguments->no_store,
                                    .no_parts = arguments->no_parts,
                                    .strict = arguments->strict,
                                    .force = arguments->force,
                                    .threads = (unsigned)arguments->threads,
                                    .memory_bytes = arguments->memory_bytes,
                                    .stop = interrupt_watch()};
    struct build_report report = {0};
    struct error error = ERROR_NONE;
    progress_begin(&progress, verb, &options);
    enum status status = read_compounds(arguments->compounds, &compounds, &error);
    options.splits = compounds.bytes;
    if (status == STATUS_OK) {
        status = add ? index_add(index, inputs, input_count, &options, &report, &error)
                     : index_build(index, inputs, input_count, &options, &report, &error);
    }
    progress_end(&progress);
    file_map_close(&compounds);
    if (status != STATUS_OK) {
        return verb_answer(verb, status, &error);
    }
    return report_print(index, &report, &options, clock_ns() - progress.start_ns, verb->json,
                        verb->quiet);
}

static enum status check_arguments(const struct arguments *a, size_t name_count, const char *verb,
                                   struct error *err)
{
    if (name_count < 2) {
        return error_set(err, STATUS_USAGE, "%s needs INDEX and INPUT; see 'stichwort-index %s -h'",
                         verb, verb);
    }
    if (a->stemmer_given && a->analyzer == ANALYZER_WHITESPACE) {
        return error_set(err, STATUS_USAGE, "--analyzer whitespace has no stemmer");
    }
    if (a->compounds != NULL && (a->no_parts || a->analyzer == ANALYZER_WHITESPACE)) {
        return error_set(err, STATUS_USAGE, "--compounds has no use with %s",
                         a->no_parts ? "--no-parts" : "--analyzer whitespace");
    }
    return STATUS_OK;
}

static int run(int argc, char **argv, bool add)
{
    struct arguments a = {.k1 = BM25_DEFAULT_K1, .b = BM25_DEFAULT_B,
                          .threads = verb_all_cores(), .memory_bytes = BUILD_DEFAULT_MEMORY};
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
         BUILD_LEAST_MEMORY, BUILD_MOST_MEMORY, NULL},
        {"no-store", 0, OPTION_FLAG, NULL, add ? "no effect: the index keeps text or not as it was built"
                                               : "keep no text: no snippets", &a.no_store, 0, 0, NULL},
        {"strict", 0, OPTION_FLAG, NULL, "publish nothing if a record is bad", &a.strict, 0, 0, NULL},
    };
    size_t skipped = add ? BUILD_ONLY : 0;
    struct verb verb = {.help = add ? add_help : build_help,
                        .specs = specs + skipped,
                        .spec_count = sizeof specs / sizeof *specs - skipped};
    if (verb_begin(&verb, argc, argv)) {
        struct error error = ERROR_NONE;
        enum status status = check_arguments(&a, verb.name_count, argv[0], &error);
        verb.code = status == STATUS_OK ? run_build(&a, &verb, add)
                                        : verb_answer(&verb, status, &error);
    }
    verb_end(&verb);
    return verb.code;
}

int build_command(int argc, char **argv)
{
    return run(argc, argv, false);
}

int add_command(int argc, char **argv)
{
    return run(argc, argv, true);
}
