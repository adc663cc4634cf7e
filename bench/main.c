/* stichwort-bench: latency of queries on an index. */
#include <stdio.h>
#include <string.h>

#include "bench/summary.h"
#include "common/base/memory.h"
#include "common/base/options.h"
#include "common/cli/cli.h"
#include "searcher/index/index.h"

#define PROGRAM "stichwort-bench"

enum { RUN_HITS = 10 };

struct arguments {
    const char *modes, *csv, *hits, *index, *queries;
    uint64_t passes, warm_seconds, threads;
    int cpu;
    enum cpu_path path;
    bool help, all_help, version;
};

static enum status write_file(const char *path, const struct buffer *out, struct error *err)
{
    FILE *file = fopen(path, "w");
    bool failed = file == NULL || fwrite(out->data, 1, out->size, file) != out->size;
    failed = (file != NULL && fclose(file) != 0) || failed;
    return out->failed ? error_set_memory(err)
           : failed    ? error_set_errno(err, STATUS_IO, path, "write")
                       : STATUS_OK;
}

/* The best hits of every query as a TREC run. */
static enum status write_hits(const struct arguments *a, const struct index *index,
                              const struct query_set *set, struct error *err)
{
    struct searcher *searcher = NULL;
    struct query query = {0};
    struct buffer out = {0}, scratch = {0};
    const struct search_options options = {.top = RUN_HITS, .k1 = -1, .b = -1,
                                           .path = a->path};
    enum status status = searcher_create(&searcher, index, err);
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++) {
        struct search_result result = {0};
        status = query_set_parse(set, i, &query, err);
        if (status == STATUS_OK) {
            status = searcher_run(searcher, &query, &options, &result, err);
        }
        for (size_t h = 0; h < result.hit_count && status == STATUS_OK; h++) {
            struct bytes id;
            status = index_document_id(index, result.hits[h].document, &scratch, &id, err);
            buffer_append_format(&out, "%zu Q0 %.*s %zu %.6f stichwort\n", set->queries[i].line,
                                 (int)id.size, (const char *)id.data, h + 1, result.hits[h].score);
        }
    }
    status = status == STATUS_OK ? write_file(a->hits, &out, err) : status;
    searcher_destroy(searcher);
    query_release(&query);
    buffer_release(&out);
    buffer_release(&scratch);
    return status;
}

/* Measures one mode after the other; the tables go to stdout. */
static enum status run_modes(const struct arguments *a, const struct index *index,
                             const struct query_set *set, struct buffer *csv, struct error *err)
{
    struct latency_options options = {(unsigned)a->passes, (unsigned)a->threads,
                                      a->warm_seconds * 1000000000u, a->path};
    struct latency *latencies = memory_alloc_array(set->count, sizeof *latencies);
    enum status status = latencies ? STATUS_OK : error_set_memory(err);
    for (const char *at = a->modes; status == STATUS_OK && *at;) {
        size_t size = strcspn(at, ",");
        const struct bench_mode *mode = bench_mode_find(at, size);
        struct buffer table = {0};
        uint64_t elapsed_ns = 0;
        if (mode == NULL) {
            status = error_set(err, STATUS_USAGE, "--modes takes top10, top100, top1000, count and "
                               "top100count, not '%.*s'", (int)size, at);
            break;
        }
        status = latency_measure(index, set, mode, &options, latencies, &elapsed_ns, err);
        if (status == STATUS_OK) {
            status = summary_append(&table, set, latencies, mode->name, elapsed_ns,
                                    options.passes, err);
        }
        status = status == STATUS_OK ? cli_write(&table, err) : status;
        summary_append_csv(csv, set, latencies, mode->name);
        buffer_release(&table);
        at += size + (at[size] == ',');
    }
    memory_free(latencies);
    return status;
}

static enum status run(const struct arguments *a, struct error *err)
{
    struct query_set set = {0};
    struct index *index = NULL;
    struct buffer csv = {0};
    buffer_append_text(&csv, "class,line,mode,count,min_ns,median_ns\n");
    enum status status = query_set_read(&set, a->queries, err);
    if (status == STATUS_OK) {
        status = index_open(&index, a->index, err);
    }
    if (status == STATUS_OK) {
        status = run_modes(a, index, &set, &csv, err);
    }
    if (status == STATUS_OK && a->csv != NULL) {
        status = write_file(a->csv, &csv, err);
    }
    if (status == STATUS_OK && a->hits != NULL) {
        status = write_hits(a, index, &set, err);
    }
    index_close(index);
    query_set_release(&set);
    buffer_release(&csv);
    return status;
}

int main(int argc, char **argv)
{
    struct arguments a = {.modes = "top10", .passes = 10, .warm_seconds = 5, .threads = 1};
    const struct option_spec specs[] = {
        {"modes", 0, OPTION_TEXT, "LIST", "of top10,top100,top1000,count,top100count", &a.modes, 0, 0, NULL},
        {"passes", 0, OPTION_NUMBER, "N", "measured passes over all queries (10)", &a.passes, 1, 100000, NULL},
        {"warm", 0, OPTION_NUMBER, "SECONDS", "passes before that (5)", &a.warm_seconds, 0, 3600, NULL},
        {"threads", 0, OPTION_NUMBER, "N", "threads that share the queries (1)", &a.threads, 1, 256, NULL},
        {"csv", 0, OPTION_TEXT, "FILE", "times by query", &a.csv, 0, 0, NULL},
        {"hits", 0, OPTION_TEXT, "FILE", "top 10 of every query as a TREC run", &a.hits, 0, 0, NULL},
        {"cpu", 0, OPTION_CHOICE, CLI_CPU_CHOICES, "code path", &a.cpu, 0, 0, NULL},
        {"version", 0, OPTION_FLAG, NULL, "version", &a.version, 0, 0, NULL},
        {"help", 0, OPTION_FLAG, NULL, "this help", &a.all_help, 0, 0, NULL},
        {"h", 'h', OPTION_FLAG, NULL, "this help", &a.help, 0, 0, NULL},
    };
    enum { ROWS = sizeof specs / sizeof *specs };
    struct error error = ERROR_NONE;
    struct buffer out = {0};
    size_t count = 0;
    const char **names = memory_alloc_array((size_t)argc, sizeof *names);
    enum status status = names ? options_parse(specs, ROWS, argc, argv, names, &count, &error)
                               : error_set_memory(&error);
    if (status == STATUS_OK && a.version) {
        memory_free(names);
        return cli_print_version(PROGRAM);
    }
    if (status == STATUS_OK && (a.help || a.all_help)) {
        buffer_append_text(&out, PROGRAM " [OPTIONS] INDEX QUERIES.tsv   latency of queries; QUERIES: class TAB query\n\n"
                                 "  " PROGRAM " --modes top10,count --csv times.csv news.index queries.tsv\n\n");
        options_help(specs, ROWS - 1, &out);
        status = cli_write(&out, &error);
    } else if (status == STATUS_OK && count != 2) {
        status = error_set(&error, STATUS_USAGE, "INDEX and QUERIES.tsv are needed; see --help");
    } else if (status == STATUS_OK) {
        a.index = names[0];
        a.queries = names[1];
        status = cli_choose_path(a.cpu, &a.path, &error);
        status = status == STATUS_OK ? run(&a, &error) : status;
    }
    buffer_release(&out);
    memory_free(names);
    return status == STATUS_OK ? 0 : cli_fail(PROGRAM, false, &error);
}
