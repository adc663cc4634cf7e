#include <stdio.h>

#include "common/base/json.h"
#include "common/cli/cli.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/published.h"
#include "indexer/commands/verb.h"
#include "indexer/verify/verify.h"

static const char help[] =
    "stichwort-index check INDEX    verify every byte and every invariant\n\n"
    "Names each fault with file and offset. Exit 0: whole; 4: damaged.\n";

enum { MOST_TOLD = 200 }; /* a wrong byte can make many faults */

/* Told in the end: the index may be replaced meanwhile, and is then checked anew. */
struct fault_list {
    bool json;
    uint64_t count;
    struct buffer out;
};

static void on_fault(void *context, const char *file, int64_t offset, const char *what)
{
    struct fault_list *faults = context;
    struct buffer *out = &faults->out;
    if (faults->count++ >= MOST_TOLD) {
        return;
    }
    if (faults->json) {
        buffer_append_text(out, faults->count > 1 ? ",{\"file\":" : "{\"file\":");
        json_append_string(out, bytes_of_text(file));
        buffer_append_format(out, ",\"offset\":%lld,\"what\":", (long long)offset);
        json_append_string(out, bytes_of_text(what));
        buffer_append_byte(out, '}');
    } else if (offset >= 0) {
        buffer_append_format(out, "%s: offset %lld: %s\n", file, (long long)offset, what);
    } else {
        buffer_append_format(out, "%s: %s\n", file, what);
    }
}

/* What cannot even be opened is a fault too; other errors end the check. */
static enum status note(struct fault_list *faults, enum status status, struct error *found,
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

/* STATUS_MISSING if the index is another one by now: that a file is missing is no fault then. */
static enum status check_segment(const struct index_folder *folder, size_t number,
                                 struct fault_list *faults, struct error *err)
{
    struct folder_segment segment = {0};
    struct error found = ERROR_NONE;
    uint64_t deleted = 0;
    enum status status = folder_segment_open(&segment, folder, number, &found);
    bool replaced = status == STATUS_MISSING && manifest_is_replaced(&folder->manifest, folder->path);
    if (status == STATUS_OK) {
        status = verify_segment(&segment.segment, on_fault, faults, &found);
    }
    for (uint32_t d = 0; status == STATUS_OK && d < segment.segment.facts.documents; d++) {
        deleted += folder_segment_is_deleted(&segment, d);
    }
    if (status == STATUS_OK && deleted != folder->manifest.segments[number].deleted_count) {
        on_fault(faults, segment.segment.path, -1, "number of deleted documents");
    }
    folder_segment_close(&segment);
    return replaced ? STATUS_MISSING : note(faults, status, &found, err);
}

static enum status check_segments(void *context, const struct index_folder *folder,
                                  struct error *err)
{
    struct fault_list *faults = context;
    enum status status = STATUS_OK;
    faults->count = 0;
    buffer_reset(&faults->out);
    for (size_t i = 0; i < folder->manifest.segment_count && status == STATUS_OK; i++) {
        status = check_segment(folder, i, faults, err);
    }
    return status;
}

static enum status check_index(const char *path, struct fault_list *faults, struct error *err)
{
    struct error found = ERROR_NONE;
    enum status status = published_read(path, check_segments, faults, &found);
    if (status == STATUS_MISSING) {
        *err = found;
        return status;
    }
    return note(faults, status, &found, err);
}

static enum status print_faults(const struct verb *verb, const struct fault_list *faults,
                                struct error *err)
{
    struct buffer out = {0};
    if (faults->json) {
        buffer_append_text(&out, "{\"schema\":1,");
        json_append_number(&out, "count", faults->count);
        buffer_append_text(&out, ",\"faults\":[");
    }
    buffer_append(&out, faults->out.data, faults->out.size);
    if (faults->json) {
        buffer_append_text(&out, "]}\n");
    }
    out.failed = out.failed || faults->out.failed;
    enum status status = cli_write(&out, err);
    buffer_release(&out);
    if (status == STATUS_OK && !verb->json && !verb->quiet) {
        fprintf(stderr, faults->count == 0   ? "%s: whole (%llu faults)\n"
                        : faults->count == 1 ? "%s: %llu fault; build the index again\n"
                                             : "%s: %llu faults; build the index again\n",
                verb->names[0], (unsigned long long)faults->count);
    }
    return status;
}

int check_command(int argc, char **argv)
{
    struct verb verb = {.help = help};
    if (verb_begin(&verb, argc, argv)) {
        struct error error = ERROR_NONE;
        struct fault_list faults = {.json = verb.json};
        enum status status = verb.name_count == 1
                                 ? check_index(verb.names[0], &faults, &error)
                                 : error_set(&error, STATUS_USAGE, "check needs one INDEX");
        if (status == STATUS_OK) {
            status = print_faults(&verb, &faults, &error);
        }
        verb.code = status == STATUS_OK && faults.count > 0 ? status_exit_code(STATUS_DAMAGED)
                                                            : verb_answer(&verb, status, &error);
        buffer_release(&faults.out);
    }
    verb_end(&verb);
    return verb.code;
}
