#include <stdio.h>

#include "common/base/json.h"
#include "common/base/utf8.h"
#include "common/cli/cli.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/verb.h"
#include "indexer/write/build.h"

static const char help[] =
    "stichwort-index delete INDEX ID...         delete documents by id\n"
    "stichwort-index delete INDEX --ids FILE    one id a line\n\n"
    "  stichwort-index delete news.index 2024-17 2024-18\n\n"
    "Ids that are not there do no harm; the first is named.\n";

static enum status read_ids(struct id_list *ids, const char *path, struct error *err)
{
    struct buffer file = {0};
    enum status status = cli_read_input(path, &file, err);
    struct bytes left = buffer_bytes(&file), line;
    while (status == STATUS_OK && bytes_take_line(&left, &line)) {
        if (line.size > 0) {
            id_list_add(ids, line);
        }
    }
    buffer_release(&file);
    return status;
}

static enum status collect(struct id_list *ids, const char *file, const struct verb *verb,
                           struct error *err)
{
    if (verb->name_count < 1 || (verb->name_count < 2 && file == NULL)) {
        return error_set(err, STATUS_USAGE,
                         "delete needs INDEX and ids; see 'stichwort-index delete -h'");
    }
    for (size_t i = 1; i < verb->name_count; i++) {
        id_list_add(ids, bytes_of_text(verb->names[i]));
    }
    return file ? read_ids(ids, file, err) : STATUS_OK;
}

static void append_json(struct buffer *out, const struct id_list *ids,
                        const struct delete_report *report)
{
    buffer_append_text(out, "{\"schema\":1,");
    json_append_number(out, "deleted", report->deleted);
    buffer_append_byte(out, ',');
    json_append_number(out, "asked", id_list_count(ids));
    buffer_append_byte(out, ',');
    json_append_number(out, "unknown", report->unknown);
    buffer_append_text(out, ",\"first_unknown\":");
    if (report->unknown > 0) {
        json_append_string(out, id_list_at(ids, report->first_unknown));
    } else {
        buffer_append_text(out, "null");
    }
    buffer_append_text(out, "}\n");
}

static void append_lines(struct buffer *out, const struct id_list *ids,
                         const struct delete_report *report)
{
    buffer_append_format(out, "%llu of %u documents deleted\n",
                         (unsigned long long)report->deleted, (unsigned)id_list_count(ids));
    if (report->unknown > 0) {
        struct bytes first = id_list_at(ids, report->first_unknown);
        buffer_append_format(out, "not there: %llu, first ", (unsigned long long)report->unknown);
        buffer_append(out, first.data, first.size);
        if (!out->failed) {
            utf8_hide_controls(out->data + out->size - first.size, first.size);
        }
        buffer_append_byte(out, '\n');
    }
}

static enum status print_report(const struct verb *verb, const struct id_list *ids,
                                const struct delete_report *report, struct error *err)
{
    struct buffer out = {0};
    enum status status = STATUS_OK;
    if (verb->json) {
        append_json(&out, ids, report);
        status = cli_write(&out, err);
    } else if (!verb->quiet) {
        append_lines(&out, ids, report);
        fprintf(stderr, "%.*s", (int)out.size, out.failed ? "" : (const char *)out.data);
    }
    buffer_release(&out);
    return status;
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
        struct id_list ids = {0};
        struct delete_report report;
        enum status status = collect(&ids, file, &verb, &error);
        if (status == STATUS_OK) {
            status = index_delete(verb.names[0], &ids, &report, &error);
        }
        if (status == STATUS_OK) {
            status = print_report(&verb, &ids, &report, &error);
        }
        verb.code = verb_answer(&verb, status, &error);
        id_list_release(&ids);
    }
    verb_end(&verb);
    return verb.code;
}
