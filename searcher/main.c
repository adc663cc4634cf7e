/* stichwort-search: answers ranked queries. */
#include <stdio.h>

#include "common/cli/cli.h"
#include "searcher/commands/arguments.h"
#include "searcher/commands/session.h"

enum { NOTHING_FOUND = 1 };

static enum status print_help(bool all, struct error *err)
{
    struct buffer out = {0};
    arguments_help(all, &out);
    enum status status = cli_write(&out, err);
    buffer_release(&out);
    return status;
}

int main(int argc, char **argv)
{
    struct arguments arguments = {0};
    struct error error = ERROR_NONE;
    bool found = true;
    enum status status = arguments_parse(&arguments, argc, argv, &error);
    if (status == STATUS_OK && arguments.version) {
        buffer_release(&arguments.query);
        return cli_print_version(SEARCH_PROGRAM);
    }
    if (status == STATUS_OK) {
        status = arguments.help || arguments.all_help ? print_help(arguments.all_help, &error)
                 : arguments.analyze                  ? analyze_run(&arguments, &error)
                 : arguments.complete                 ? complete_run(&arguments, &found, &error)
                 : arguments.terms                    ? terms_run(&arguments, &found, &error)
                                                      : session_run(&arguments, &found, &error);
    }
    buffer_release(&arguments.query);
    if (status != STATUS_OK) {
        return cli_fail(SEARCH_PROGRAM, arguments.json, &error);
    }
    return found ? 0 : NOTHING_FOUND;
}
