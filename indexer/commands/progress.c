#include "indexer/commands/progress.h"

#include <stdio.h>

#include "common/base/clock.h"

enum { EVERY_NS = 100000000 };

void progress_draw(void *context, uint64_t read_bytes, uint64_t total_bytes, uint64_t documents)
{
    struct progress *progress = context;
    uint64_t now = clock_ns();
    if (progress->last_ns != 0 && now - progress->last_ns < EVERY_NS) {
        return;
    }
    double seconds = (double)(now - progress->start_ns) / 1e9, megabytes = (double)read_bytes / 1e6;
    progress->last_ns = now;
    progress->shown = true;
    fprintf(stderr, "\r\x1b[K%llu documents, %.1f MB read, %.1f MB/s", (unsigned long long)documents,
            megabytes, seconds > 0 ? megabytes / seconds : 0);
    if (total_bytes >= read_bytes && total_bytes > 0) {
        fprintf(stderr, ", %d %%", (int)(100 * (double)read_bytes / (double)total_bytes));
    }
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->shown) {
        fputs("\r\x1b[K", stderr);
        progress->shown = false;
    }
}
