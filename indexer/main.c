/* stichwort-index: makes and keeps indexes. */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/base/options.h"
#include "common/cli/cli.h"
#include "indexer/commands/commands.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} verbs[] = {{"build", build_command, "make an index of a corpus"},
             {"add", add_command, "add documents; known ids are replaced"},
             {"delete", delete_command, "delete documents by id"},
             {"merge", merge_command, "all segments into one"},
             {"check", check_command, "verify every byte"},
             {"info", info_command, "what is in an index"}};

enum { VERBS = sizeof verbs / sizeof *verbs };

static int print_help(void)
{
    fputs("stichwort-index: full-text indexes of German text\n\n"
          "  stichwort-index build news.index articles/     a folder of text files\n"
          "  stichwort-index build news.index news.jsonl.gz one JSON object a line\n"
          "  stichwort-index add news.index today.jsonl\n"
          "  stichwort-search news.index 'Chips aus Taiwan'\n\n", stdout);
    for (size_t i = 0; i < VERBS; i++) {
        printf("  %-8s %s\n", verbs[i].name, verbs[i].summary);
    }
    fputs("\n'stichwort-index VERB --help' lists a verb's options, --version what is in use.\n", stdout);
    return 0;
}

static int unknown_verb(int argc, char **argv)
{
    const char *names[VERBS], *name = argv[1];
    struct error error = ERROR_NONE;
    for (size_t i = 0; i < VERBS; i++) {
        names[i] = verbs[i].name;
    }
    const char *nearest = options_nearest(name, names, VERBS);
    if (name[0] == '-') {
        error_set(&error, STATUS_USAGE, "'%s' is no verb: options stand behind it; see --help", name);
    } else if (nearest != NULL) {
        error_set(&error, STATUS_USAGE, "unknown verb '%s'; did you mean %s?", name, nearest);
    } else {
        error_set(&error, STATUS_USAGE, "unknown verb '%s'; see --help", name);
    }
    return cli_fail(INDEX_PROGRAM, cli_wants_json(argc, argv), &error);
}

int main(int argc, char **argv)
{
    struct error error = ERROR_NONE;
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a write error */
    if (argc < 2) {
        error_set(&error, STATUS_USAGE, "a verb is missing; see --help");
        return cli_fail(INDEX_PROGRAM, false, &error);
    }
    if (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0) {
        return cli_finish(INDEX_PROGRAM, print_help());
    }
    if (strcmp(argv[1], "--version") == 0) {
        return cli_print_version(INDEX_PROGRAM);
    }
    for (size_t i = 0; i < VERBS; i++) {
        if (strcmp(argv[1], verbs[i].name) == 0) {
            return cli_finish(INDEX_PROGRAM, verbs[i].run(argc - 1, argv + 1));
        }
    }
    return unknown_verb(argc, argv);
}
