#include "common/base/json.h"
#include "common/cli/cli.h"
#include "searcher/commands/session.h"
#include "searcher/output/answer.h"
#include "searcher/suggest/completion.h"

static void append_json(const struct completions *completions, const char *prefix, struct buffer *out)
{
    buffer_append_text(out, "{\"schema\":1,\"prefix\":");
    json_append_string(out, bytes_of_text(prefix));
    buffer_append_text(out, ",\"words\":[");
    for (size_t i = 0; i < completions->count; i++) {
        buffer_append_text(out, i ? ",{\"word\":" : "{\"word\":");
        json_append_string(out, completions->list[i].word);
        buffer_append_format(out, ",\"documents\":%llu}",
                             (unsigned long long)completions->list[i].documents);
    }
    buffer_append_text(out, "]}\n");
}

static void append_lines(const struct completions *completions, struct buffer *out)
{
    for (size_t i = 0; i < completions->count; i++) {
        answer_append_clean(out, completions->list[i].word);
        buffer_append_byte(out, '\n');
    }
}

enum status complete_run(const struct arguments *arguments, bool *found, struct error *err)
{
    struct index *index = NULL;
    struct completions completions = {0};
    struct buffer out = {0};
    enum status status = index_open(&index, arguments->index, err);
    if (status == STATUS_OK) {
        status = completions_find(&completions, index, bytes_of_text(arguments->complete),
                                  arguments->search.top, err);
    }
    if (status == STATUS_OK && arguments->json) {
        append_json(&completions, arguments->complete, &out);
    } else if (status == STATUS_OK) {
        append_lines(&completions, &out);
    }
    if (status == STATUS_OK) {
        status = out.failed ? error_set_memory(err) : cli_write(&out, err);
    }
    *found = completions.count > 0;
    buffer_release(&out);
    completions_release(&completions);
    index_close(index);
    return status;
}
