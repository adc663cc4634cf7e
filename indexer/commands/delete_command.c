#include <stdio.h>

#include "common/base/memory.h"
#include "common/cli/cli.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/verb.h"
#include "indexer/write/build.h"

static const char help[] =
    "stichwort-index delete INDEX ID...         delete documents by id\n"
    "stichwort-index delete INDEX --ids FILE    one id a line\n\n"
    "  stichwort-index delete news.index 2024-17 2024-18\n\n"
    "Ids that are not there are counted and do no harm.\n";

struct ids {
    struct bytes *ids;
    size_t count, capacity;
    struct buffer file;
};

static bool add_id(struct ids *ids, struct bytes id)
{
    if (ids->count == ids->capacity) {
        size_t capacity = ids->capacity ? 2 * ids->capacity : 64;
        struct bytes *more = memory_resize(ids->ids, capacity * sizeof *more);
        if (more == NULL) {
            return false;
        }
        ids->ids = more;
        ids->capacity = capacity;
    }
    ids->ids[ids->count++] = id;
    return true;
}

static enum status read_ids(struct ids *ids, const char *path, struct error *err)
{
    enum status status = cli_read_input(path, &ids->file, err);
    struct bytes left = buffer_bytes(&ids->file), line;
    while (status == STATUS_OK && bytes_take_line(&left, &line)) {
        if (line.size > 0 && !add_id(ids, line)) {
            status = error_set_memory(err);
        }
    }
    return status;
}

static enum status collect(struct ids *ids, const char *file, const char **names, size_t count,
                           struct error *err)
{
    if (count < 1 || (count < 2 && file == NULL)) {
        return error_set(err, STATUS_USAGE,
                         "delete needs INDEX and ids; see 'stichwort-index delete -h'");
    }
    for (size_t i = 1; i < count; i++) {
        if (!add_id(ids, bytes_of_text(names[i]))) {
            return error_set_memory(err);
        }
    }
    return file ? read_ids(ids, file, err) : STATUS_OK;
}

static void report(const struct verb *verb, uint64_t deleted, size_t asked)
{
    if (verb->json) {
        printf("{\"schema\":1,\"deleted\":%llu,\"asked\":%zu}\n", (unsigned long long)deleted, asked);
    } else if (!verb->quiet) {
        fprintf(stderr, "%llu of %zu documents deleted\n", (unsigned long long)deleted, asked);
    }
}

int delete_command(int argc, char **argv)
{
    const char *file = NULL;
    const struct option_spec specs[] = {
        {"ids", 0, OPTION_TEXT, "FILE", "read ids, one a line; - is standard input", &file, 0, 0, NULL},
    };
    struct verb verb = {.help = help, .specs = specs, .spec_count = 1};
    if (verb_begin(&verb, argc, argv)) {
        struct error error = ERROR_NONE;
        struct ids ids = {0};
        uint64_t deleted = 0;
        enum status status = collect(&ids, file, verb.names, verb.name_count, &error);
        if (status == STATUS_OK) {
            status = index_delete(verb.names[0], ids.ids, ids.count, &deleted, &error);
        }
        if (status == STATUS_OK) {
            report(&verb, deleted, ids.count);
        }
        verb.code = verb_answer(&verb, status, &error);
        memory_free(ids.ids);
        buffer_release(&ids.file);
    }
    verb_end(&verb);
    return verb.code;
}
