#include <stdio.h>

#include "common/base/json.h"
#include "common/base/memory.h"
#include "common/base/options.h"
#include "common/cli/cli.h"
#include "indexer/commands/commands.h"
#include "indexer/verify/verify.h"
#include "indexer/write/index_folder.h"

static const char help[] =
    "stichwort-index check INDEX    verify every byte and every invariant\n\n"
    "Names each fault with file and offset. Exit 0: whole; 4: damaged. Options: --json, -q.\n";

enum { MOST_TOLD = 200 }; /* a wrong byte can make many faults */

struct faults {
    bool json;
    uint64_t count;
    struct buffer out;
};

static void on_fault(void *context, const char *file, int64_t offset, const char *what)
{
    struct faults *faults = context;
    if (faults->count >= MOST_TOLD) {
        faults->count++;
        return;
    }
    if (faults->json) {
        buffer_append_text(&faults->out, faults->count ? ",{\"file\":" : "{\"file\":");
        json_append_string(&faults->out, bytes_of_text(file));
        buffer_append_format(&faults->out, ",\"offset\":%lld,\"what\":", (long long)offset);
        json_append_string(&faults->out, bytes_of_text(what));
        buffer_append_byte(&faults->out, '}');
    } else if (offset >= 0) {
        printf("%s: offset %lld: %s\n", file, (long long)offset, what);
    } else {
        printf("%s: %s\n", file, what);
    }
    faults->count++;
}

/* What cannot even be opened is a fault too; other errors end the check. */
static enum status note(struct faults *faults, enum status status, struct error *found,
                        struct error *err)
{
    if (status == STATUS_DAMAGED || status == STATUS_MISSING) {
        on_fault(faults, found->file, found->offset, found->message);
        return STATUS_OK;
    }
    if (status != STATUS_OK) {
        *err = *found;
    }
    return status;
}

static enum status check_segment(const struct index_folder *folder, size_t number,
                                 struct faults *faults, struct error *err)
{
    struct folder_segment segment = {0};
    struct error found = ERROR_NONE;
    uint64_t count = 0;
    enum status status = folder_segment_open(&segment, folder, number, &found);
    if (status == STATUS_OK) {
        status = verify_segment(&segment.segment, on_fault, faults, &count, &found);
    }
    uint64_t deleted = 0;
    for (uint32_t d = 0; status == STATUS_OK && d < segment.segment.facts.documents; d++) {
        deleted += folder_segment_is_deleted(&segment, d);
    }
    if (status == STATUS_OK && deleted != folder->manifest.segments[number].deleted_count) {
        on_fault(faults, segment.segment.path, -1, "number of deleted documents");
    }
    folder_segment_close(&segment);
    return note(faults, status, &found, err);
}

static enum status check_index(const char *path, struct faults *faults, struct error *err)
{
    struct index_folder folder = {.path = path, .lock = -1};
    struct error found = ERROR_NONE;
    enum status status = manifest_read(&folder.manifest, path, &found);
    if (status == STATUS_MISSING) {
        *err = found;
        return status;
    }
    status = note(faults, status, &found, err);
    for (size_t i = 0; i < folder.manifest.segment_count && status == STATUS_OK; i++) {
        status = check_segment(&folder, i, faults, err);
    }
    manifest_release(&folder.manifest);
    return status;
}

static int answer(const char *index, struct faults *faults, bool quiet)
{
    if (faults->json) {
        printf("{\"schema\":1,\"count\":%llu,\"faults\":[%.*s]}\n",
               (unsigned long long)faults->count, (int)faults->out.size,
               faults->out.data ? (const char *)faults->out.data : "");
    } else if (!quiet) {
        fprintf(stderr, faults->count ? "%s: %llu faults; build the index again\n"
                                      : "%s: whole (%llu faults)\n",
                index, (unsigned long long)faults->count);
    }
    return faults->count ? status_exit_code(STATUS_DAMAGED) : 0;
}

int check_command(int argc, char **argv)
{
    bool json = false, quiet = false, all_help = false, short_help = false;
    const struct option_spec specs[] = {
        {"json", 0, OPTION_FLAG, NULL, "faults as one JSON object on stdout", &json, 0, 0, NULL},
        {"quiet", 'q', OPTION_FLAG, NULL, "only the faults", &quiet, 0, 0, NULL},
        {"help", 0, OPTION_FLAG, NULL, "this help", &all_help, 0, 0, NULL},
        {"h", 'h', OPTION_FLAG, NULL, "this help", &short_help, 0, 0, NULL},
    };
    struct error error = ERROR_NONE;
    size_t count = 0;
    const char **names = memory_alloc_array((size_t)argc, sizeof *names);
    enum status status = names ? options_parse(specs, sizeof specs / sizeof *specs, argc, argv, names,
                                               &count, &error)
                               : error_set_memory(&error);
    int code = 0;
    json = json || cli_wants_json(argc, argv);
    if (status == STATUS_OK && (all_help || short_help)) {
        fputs(help, stdout);
    } else {
        struct faults faults = {.json = json};
        if (status == STATUS_OK && count != 1) {
            status = error_set(&error, STATUS_USAGE, "check needs one INDEX");
        }
        if (status == STATUS_OK) {
            status = check_index(names[0], &faults, &error);
        }
        code = status == STATUS_OK ? answer(names[0], &faults, quiet)
                                   : cli_fail(INDEX_PROGRAM, json, &error);
        buffer_release(&faults.out);
    }
    memory_free(names);
    return code;
}
