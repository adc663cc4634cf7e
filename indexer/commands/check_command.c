#include <stdio.h>

#include "common/base/json.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/published.h"
#include "indexer/commands/verb.h"
#include "indexer/verify/verify.h"

static const char help[] =
    "stichwort-index check INDEX    verify every byte and every invariant\n\n"
    "Names each fault with file and offset. Exit 0: whole; 4: damaged.\n";

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

/* STATUS_MISSING if the index is another one by now: that a file is missing is no fault then. */
static enum status check_segment(const struct index_folder *folder, size_t number,
                                 struct faults *faults, struct error *err)
{
    struct folder_segment segment = {0};
    struct error found = ERROR_NONE;
    uint64_t count = 0, deleted = 0;
    enum status status = folder_segment_open(&segment, folder, number, &found);
    bool replaced = status == STATUS_MISSING && manifest_is_replaced(&folder->manifest, folder->path);
    if (status == STATUS_OK) {
        status = verify_segment(&segment.segment, on_fault, faults, &count, &found);
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
    enum status status = STATUS_OK;
    for (size_t i = 0; i < folder->manifest.segment_count && status == STATUS_OK; i++) {
        status = check_segment(folder, i, context, err);
    }
    return status;
}

static enum status check_index(const char *path, struct faults *faults, struct error *err)
{
    struct error found = ERROR_NONE;
    enum status status = published_read(path, check_segments, faults, &found);
    if (status == STATUS_MISSING) {
        *err = found;
        return status;
    }
    return note(faults, status, &found, err);
}

static int answer(const char *index, struct faults *faults, bool quiet)
{
    if (faults->json) {
        printf("{\"schema\":1,\"count\":%llu,\"faults\":[%.*s]}\n",
               (unsigned long long)faults->count, (int)faults->out.size,
               faults->out.data ? (const char *)faults->out.data : "");
    } else if (!quiet) {
        fprintf(stderr, faults->count == 0   ? "%s: whole (%llu faults)\n"
                        : faults->count == 1 ? "%s: %llu fault; build the index again\n"
                                             : "%s: %llu faults; build the index again\n",
                index, (unsigned long long)faults->count);
    }
    return faults->count ? status_exit_code(STATUS_DAMAGED) : 0;
}

int check_command(int argc, char **argv)
{
    struct verb verb = {.help = help};
    if (verb_begin(&verb, argc, argv)) {
        struct error error = ERROR_NONE;
        struct faults faults = {.json = verb.json};
        enum status status = verb.name_count == 1
                                 ? check_index(verb.names[0], &faults, &error)
                                 : error_set(&error, STATUS_USAGE, "check needs one INDEX");
        verb.code = status == STATUS_OK ? answer(verb.names[0], &faults, verb.quiet)
                                        : verb_answer(&verb, status, &error);
        buffer_release(&faults.out);
    }
    verb_end(&verb);
    return verb.code;
}
