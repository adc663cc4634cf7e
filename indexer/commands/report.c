#include "indexer/commands/report.h"

#include <stdio.h>
#include <sys/resource.h>

#include "common/base/json.h"
#include "common/cli/cli.h"
#include "indexer/commands/commands.h"

enum { MEGABYTE = 1000000 };

static uint64_t peak_memory_bytes(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (uint64_t)usage.ru_maxrss * 1024 : 0;
}

static void append_skips(struct buffer *out, const struct skips *skips)
{
    const char *between = "";
    buffer_append_text(out, ",\"skipped\":[");
    for (int i = 0; i < SKIP_REASONS; i++) {
        if (skips->counts[i] > 0) {
            buffer_append_format(out, "%s{\"reason\":\"%s\",\"count\":%llu,\"first\":", between,
                                 skip_reason_name((enum skip_reason)i), (unsigned long long)skips->counts[i]);
            json_append_string(out, bytes_of_text(skips->first[i]));
            buffer_append_byte(out, '}');
            between = ",";
        }
    }
    buffer_append_byte(out, ']');
}

static void append_json(struct buffer *out, const char *index, const struct build_report *report,
                        unsigned threads, uint64_t elapsed_ns)
{
    const struct {
        const char *name;
        uint64_t value;
    } numbers[] = {{"input_bytes", report->input_bytes},   {"text_bytes", report->text_bytes},
                   {"tokens", report->tokens},             {"terms", report->terms},
                   {"postings", report->postings},         {"index_bytes", report->index_bytes},
                   {"stored_bytes", report->stored_bytes}, {"peak_memory_bytes", peak_memory_bytes()},
                   {"threads", threads}};
    buffer_append_text(out, "{\"schema\":1,\"index\":");
    json_append_string(out, bytes_of_text(index));
    buffer_append_byte(out, ',');
    json_append_number(out, "documents", report->documents);
    buffer_append_byte(out, ',');
    json_append_number(out, "replaced", report->replaced);
    append_skips(out, &report->skips);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        buffer_append_byte(out, ',');
        json_append_number(out, numbers[i].name, numbers[i].value);
    }
    buffer_append_format(out, ",\"seconds\":%.3f}\n", (double)elapsed_ns / 1e9);
}

static void append_count(struct buffer *out, uint64_t count, const char *what)
{
    buffer_append_format(out, "%llu %s%s", (unsigned long long)count, what, count == 1 ? "" : "s");
}

static void append_size(struct buffer *out, uint64_t bytes)
{
    bool large = bytes >= MEGABYTE;
    buffer_append_format(out, large ? "%.1f MB" : "%.1f kB", (double)bytes / (large ? 1e6 : 1e3));
}

static const char *fate_of(enum skip_reason reason)
{
    return reason == SKIP_INVALID_UTF8   ? "repaired"
           : reason == SKIP_DUPLICATE_ID ? "replaced"
                                         : "left out";
}

static void append_lines(struct buffer *out, const struct build_report *report, uint64_t elapsed_ns)
{
    double seconds = (double)elapsed_ns / 1e9;
    append_count(out, report->documents, "document");
    buffer_append_text(out, ", ");
    append_count(out, report->terms, "term");
    buffer_append_text(out, ", ");
    append_count(out, report->tokens, "token");
    if (report->text_bytes > 0) { /* a merge reads none */
        buffer_append_text(out, "; ");
        append_size(out, report->text_bytes);
        buffer_append_text(out, " of text");
    }
    buffer_append_format(out, " in %.2f s", seconds);
    if (report->text_bytes >= MEGABYTE) { /* of less it would say nothing */
        buffer_append_format(out, " (%.1f MB/s)", (double)report->text_bytes / MEGABYTE / seconds);
    }
    buffer_append_text(out, "; index ");
    append_size(out, report->index_bytes);
    buffer_append_text(out, ", ");
    append_size(out, report->stored_bytes);
    buffer_append_text(out, " of it stored text\n");
    if (report->replaced > 0) {
        buffer_append_format(out, "replaced: %llu\n", (unsigned long long)report->replaced);
    }
    for (int i = 0; i < SKIP_REASONS; i++) {
        if (report->skips.counts[i] > 0) {
            buffer_append_format(out, "%s, %s: %llu, first %s\n", fate_of((enum skip_reason)i),
                                 skip_reason_name((enum skip_reason)i),
                                 (unsigned long long)report->skips.counts[i], report->skips.first[i]);
        }
    }
}

int report_print(const char *index, const struct build_report *report,
                 const struct build_options *options, uint64_t elapsed_ns, bool json, bool quiet)
{
    struct error error = ERROR_NONE;
    struct buffer out = {0};
    enum status status = STATUS_OK;
    if (json) {
        append_json(&out, index, report, options->threads, elapsed_ns);
        status = cli_write(&out, &error);
    } else if (!quiet) {
        append_lines(&out, report, elapsed_ns);
        fprintf(stderr, "%.*s", (int)out.size, out.data ? (const char *)out.data : "");
    }
    buffer_release(&out);
    return status == STATUS_OK ? 0 : cli_fail(INDEX_PROGRAM, false, &error);
}
