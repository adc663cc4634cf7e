#include "searcher/commands/arguments.h"

#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/base/options.h"
#include "common/cli/cli.h"

enum { MAX_HITS = 1000000, MAX_SNIPPET = 10000, DEFAULT_SNIPPET = 200, ROWS = 30 };

/* What options_parse fills before the choices are made. */
struct raw {
    uint64_t hits, snippet;
    bool count, any, has_hits, has_snippet, has_k1, has_b;
    int format, color, cpu;
    const char *after, *tag;
};

static void make_table(struct option_spec table[ROWS], struct arguments *a, struct raw *raw)
{
    const struct option_spec rows[ROWS] = {
        {"k", 'k', OPTION_NUMBER, "N", "hits wanted (10)", &raw->hits, 0, MAX_HITS, &raw->has_hits},
        {"after", 0, OPTION_TEXT, "CURSOR", "the next page: 'next' of the page before", &raw->after, 0, 0, NULL},
        {"count", 0, OPTION_FLAG, NULL, "only the exact number of matching documents", &raw->count, 0, 0, NULL},
        {"total", 0, OPTION_FLAG, NULL, "hits and the exact number", &a->total, 0, 0, NULL},
        {"all", 0, OPTION_FLAG, NULL, "every word must occur, stop words aside", &a->all, 0, 0, NULL},
        {"any", 0, OPTION_FLAG, NULL, "one word is enough (default)", &raw->any, 0, 0, NULL},
        {"format", 0, OPTION_CHOICE, "text|json|tsv|trec|ids", "how hits are printed", &raw->format, 0, 0, NULL},
        {"json", 0, OPTION_FLAG, NULL, "the same as --format json", &a->json, 0, 0, NULL},
        {"dedup", 0, OPTION_FLAG, NULL, "of near-duplicates show the best only", &a->dedup, 0, 0, NULL},
        {"explain", 0, OPTION_FLAG, NULL, "every word's share of every score", &a->answer.explain, 0, 0, NULL},
        {"snippet", 0, OPTION_NUMBER, "N", "length in characters, 0: none (200)", &raw->snippet, 0, MAX_SNIPPET, &raw->has_snippet},
        {"no-parts", 0, OPTION_FLAG, NULL, "compounds are words like others: parts do not count", &a->search.no_parts, 0, 0, NULL},
        {"k1", 0, OPTION_REAL, "X", "BM25: saturation of repeated words", &a->search.k1, 0, 100, &raw->has_k1},
        {"b", 0, OPTION_REAL, "Y", "BM25: weight of document length", &a->search.b, 0, 1, &raw->has_b},
        {"queries", 0, OPTION_TEXT, "FILE", "one query a line: query or qid TAB query", &a->queries, 0, 0, NULL},
        {"terms", 0, OPTION_TEXT, "ID", "the -k words that tell a document from the others", &a->terms, 0, 0, NULL},
        {"like", 0, OPTION_TEXT, "ID", "documents similar to one", &a->like, 0, 0, NULL},
        {"tag", 0, OPTION_TEXT, "NAME", "name of a TREC run (stichwort)", &raw->tag, 0, 0, NULL},
        {"fix", 0, OPTION_FLAG, NULL, "search with the suggestion, if there is one", &a->fix, 0, 0, NULL},
        {"no-suggest", 0, OPTION_FLAG, NULL, "suggest no other words", &a->no_suggest, 0, 0, NULL},
        {"complete", 0, OPTION_TEXT, "PREFIX", "the likeliest words that begin so, -k of them", &a->complete, 0, 0, NULL},
        {"analyze", 0, OPTION_TEXT, "TEXT", "show how text becomes terms", &a->analyze, 0, 0, NULL},
        {"stats", 0, OPTION_FLAG, NULL, "work done, on stderr", &a->stats, 0, 0, NULL},
        {"color", 0, OPTION_CHOICE, "auto|always|never", "colour of hits", &raw->color, 0, 0, NULL},
        {"cpu", 0, OPTION_CHOICE, CLI_CPU_CHOICES, "code path: the same hits on each", &raw->cpu, 0, 0, NULL},
        {"quiet", 'q', OPTION_FLAG, NULL, "say nothing but errors", &a->quiet, 0, 0, NULL},
        {"verbose", 'v', OPTION_FLAG, NULL, "say more", &a->verbose, 0, 0, NULL},
        {"version", 0, OPTION_FLAG, NULL, "version", &a->version, 0, 0, NULL},
        {"help", 0, OPTION_FLAG, NULL, "all options (-h: examples)", &a->all_help, 0, 0, NULL},
        {"h", 'h', OPTION_FLAG, NULL, "examples", &a->help, 0, 0, NULL},
    };
    memcpy(table, rows, sizeof rows);
}

static enum status join_words(struct arguments *a, const char **words, size_t count,
                              struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(&a->query, i ? " " : "");
        buffer_append_text(&a->query, words[i]);
    }
    return a->query.failed ? error_set_memory(err) : STATUS_OK;
}

/* What stands in the place of a query; NULL: nothing does. */
static const char *source_of(const struct arguments *a)
{
    return a->analyze    ? "--analyze"
           : a->complete ? "--complete"
           : a->terms    ? "--terms"
                         : a->like ? "--like" : NULL;
}

/* Of the options that stand for a query: what goes with none of them, and with what lists words. */
static enum status check_source(const struct arguments *a, const struct raw *raw, size_t count,
                                struct error *err)
{
    const char *name = source_of(a);
    int sources = (a->analyze != NULL) + (a->complete != NULL) + (a->terms != NULL) +
                  (a->like != NULL) + (a->queries != NULL);
    if (sources > 1 || count > 1 || (count == 0 && a->analyze == NULL)) {
        return error_set(err, STATUS_USAGE, "%s takes an INDEX and no query", name);
    }
    if (a->like == NULL && (raw->count || a->total || raw->after != NULL || a->dedup)) {
        return error_set(err, STATUS_USAGE,
                         "%s lists words: no --count, --total, --after or --dedup", name);
    }
    if (a->analyze != NULL && a->json) {
        return error_set(err, STATUS_USAGE, "--analyze prints no JSON");
    }
    if (a->terms != NULL && a->answer.format >= ANSWER_TREC) {
        return error_set(err, STATUS_USAGE, "--terms prints text, json or tsv");
    }
    return STATUS_OK;
}

static enum status check(struct arguments *a, const struct raw *raw, size_t count, struct error *err)
{
    struct search_options *search = &a->search;
    if (raw->count && raw->has_hits && raw->hits > 0) {
        return error_set(err, STATUS_USAGE, "--count counts only; --total gives hits and the number");
    }
    if (raw->any && a->all) {
        return error_set(err, STATUS_USAGE, "--any and --all exclude each other");
    }
    if (a->dedup && (raw->count || raw->hits == 0)) {
        return error_set(err, STATUS_USAGE, "--count counts every document; --dedup folds hits");
    }
    if (a->dedup && raw->hits > SELECTION_MOST_FOLDING) {
        return error_set(err, STATUS_USAGE, "--dedup goes with at most %d hits",
                         SELECTION_MOST_FOLDING);
    }
    search->top = raw->count ? 0 : (size_t)raw->hits;
    search->count = raw->count || a->total || search->top == 0;
    enum status status = cli_choose_path(raw->cpu, &search->path, err);
    if (status != STATUS_OK) {
        return status;
    }
    search->k1 = raw->has_k1 ? search->k1 : -1;
    search->b = raw->has_b ? search->b : -1;
    search->has_after = raw->after != NULL;
    if (raw->after != NULL &&
        !answer_read_cursor(raw->after, &search->after_score, &search->after_document)) {
        return error_set(err, STATUS_USAGE, "--after takes the 'next' of a page, not '%s'", raw->after);
    }
    if (a->fix && a->no_suggest) {
        return error_set(err, STATUS_USAGE, "--fix and --no-suggest exclude each other");
    }
    if (source_of(a) != NULL) {
        return check_source(a, raw, count, err);
    }
    if (count == 0 || (count == 1 && a->queries == NULL)) {
        return error_set(err, STATUS_USAGE, count ? "a query is missing; see -h"
                                                  : "INDEX and a query are missing; see -h");
    }
    if (a->queries != NULL && count > 1) {
        return error_set(err, STATUS_USAGE, "give queries as words or by --queries, not both");
    }
    return STATUS_OK;
}

enum status arguments_parse(struct arguments *a, int argc, char **argv, struct error *err)
{
    struct raw raw = {.hits = 10, .snippet = DEFAULT_SNIPPET, .tag = "stichwort"};
    struct option_spec table[ROWS];
    size_t count = 0;
    const char **words = memory_alloc_array((size_t)argc, sizeof *words);
    if (words == NULL) {
        return error_set_memory(err);
    }
    make_table(table, a, &raw);
    enum status status = options_parse(table, ROWS, argc, argv, words, &count, err);
    a->answer.format = a->json ? ANSWER_JSON : (enum answer_format)raw.format;
    a->json = a->answer.format == ANSWER_JSON || cli_wants_json(argc, argv);
    a->answer.tag = raw.tag;
    bool shows = a->answer.format == ANSWER_TEXT || a->json;
    a->answer.snippet_length = shows ? (size_t)raw.snippet : 0;
    a->answer.color = cli_use_color(raw.color, STDOUT_FILENO);
    if (status == STATUS_OK && !a->help && !a->all_help && !a->version) {
        status = check(a, &raw, count, err);
        a->index = count ? words[0] : NULL;
    }
    if (status == STATUS_OK && count > 1) {
        status = join_words(a, words + 1, count - 1, err);
    }
    memory_free(words);
    return status;
}

void arguments_help(bool all, struct buffer *out)
{
    struct arguments unused = {0};
    struct raw raw = {0};
    struct option_spec table[ROWS];
    buffer_append_text(out,
        "stichwort-search [OPTIONS] INDEX QUERY...          ranked hits\n"
        "stichwort-search [OPTIONS] INDEX --queries FILE    one query a line\n"
        "stichwort-search --complete PREFIX INDEX           words that begin so\n"
        "stichwort-search --like ID INDEX                   similar documents\n"
        "stichwort-search --terms ID INDEX                  key words of a document\n"
        "stichwort-search --analyze TEXT [INDEX]            how text becomes terms\n\n"
        "  stichwort-search news.index Chips aus Taiwan\n"
        "  stichwort-search news.index '+Exportkontrolle -China \"künstliche Intelligenz\"'\n"
        "  stichwort-search news.index --count 'Müller UND (Lehrer ODER Lehrerin)'\n"
        "  stichwort-search news.index --json -k 3 Zins\n\n"
        "Words: word, +must, -must not, \"a phrase\", \"near words\"~3,\n"
        "wor* w*d (any letters), word~ word~2 (1 or 2 letters changed),\n"
        "AND OR NOT or UND ODER NICHT in capitals, ( ).\n");
    if (!all) {
        buffer_append_text(out, "\n--help lists the options.\n");
        return;
    }
    make_table(table, &unused, &raw);
    buffer_append_text(out, "\nOptions:\n");
    options_help(table, ROWS - 1, out); /* without -h */
    buffer_append_text(out, "\nExit: 0 hits, 1 nothing found, 2 usage or query syntax, 3 index missing or\n"
                            "incompatible, 4 index damaged, 5 input, output or memory.\n");
}
