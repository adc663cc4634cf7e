#include "indexer/commands/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "common/base/clock.h"

enum { EVERY_NS = 100000000, LINE_EVERY_NS = 1000000000 };

static void draw(void *context, uint64_t read_bytes, uint64_t total_bytes, uint64_t documents)
{
    struct progress *progress = context;
    uint64_t now = clock_ns();
    bool all_read = read_bytes >= total_bytes && total_bytes > 0; /* of a pipe the end is not known */
    if (progress->last_ns != 0 && all_read == progress->all_read &&
        now - progress->last_ns < (progress->on_terminal ? EVERY_NS : LINE_EVERY_NS)) {
        return;
    }
    double seconds = (double)(now - progress->start_ns) / 1e9, megabytes = (double)read_bytes / 1e6;
    progress->last_ns = now;
    progress->all_read = all_read;
    fprintf(stderr, "%s%llu documents, %.1f MB read, %.1f MB/s",
            progress->on_terminal ? "\r\x1b[K\x1b[?7l" : "", (unsigned long long)documents, megabytes,
            seconds > 0 ? megabytes / seconds : 0);
    if (all_read) {
        fputs("; writing the index", stderr);
    } else if (total_bytes > 0) {
        fprintf(stderr, ", %d %%", (int)(100 * (double)read_bytes / (double)total_bytes));
    }
    fputs(progress->on_terminal ? "\x1b[?7h" : "\n", stderr);
    fflush(stderr);
}

void progress_begin(struct progress *progress, const struct verb *verb,
                    struct build_options *options)
{
    *progress = (struct progress){isatty(STDERR_FILENO), .start_ns = clock_ns()};
    if (!verb->quiet && (verb->verbose || progress->on_terminal)) {
        options->progress = draw;
        options->progress_context = progress;
    }
}

void progress_end(const struct progress *progress)
{
    if (progress->on_terminal && progress->last_ns != 0) {
        fputs("\r\x1b[K", stderr);
    }
}
