#include "indexer/commands/report.h"

#include <stdio.h>
#include <sys/resource.h>

#include "common/base/json.h"
#include "common/cli/cli.h"
#include "indexer/commands/commands.h"

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

static void print_lines(const struct build_report *report, uint64_t elapsed_ns)
{
    double seconds = (double)elapsed_ns / 1e9, text = (double)report->text_bytes / 1e6;
    fprintf(stderr, "%llu documents, %llu terms, %llu tokens; %.1f MB of text in %.2f s",
            (unsigned long long)report->documents, (unsigned long long)report->terms,
            (unsigned long long)report->tokens, text, seconds);
    if (seconds >= 0.05) {
        fprintf(stderr, " (%.1f MB/s)", text / seconds);
    }
    fprintf(stderr, "; index %.1f MB, %.1f MB of it stored text\n",
            (double)report->index_bytes / 1e6, (double)report->stored_bytes / 1e6);
    if (report->replaced > 0) {
        fprintf(stderr, "replaced: %llu\n", (unsigned long long)report->replaced);
    }
    for (int i = 0; i < SKIP_REASONS; i++) {
        if (report->skips.counts[i] > 0) {
            fprintf(stderr, "%s: %llu, first %s\n", skip_reason_name((enum skip_reason)i),
                    (unsigned long long)report->skips.counts[i], report->skips.first[i]);
        }
    }
}

int report_print(const char *index, const struct build_report *report,
                 const struct build_options *options, uint64_t elapsed_ns, bool json, bool quiet)
{
    struct error error = ERROR_NONE;
    if (!json) {
        if (!quiet) {
            print_lines(report, elapsed_ns);
        }
        return 0;
    }
    struct buffer out = {0};
    append_json(&out, index, report, options->threads, elapsed_ns);
    enum status status = cli_write(&out, &error);
    buffer_release(&out);
    return status == STATUS_OK ? 0 : cli_fail(INDEX_PROGRAM, false, &error);
}
