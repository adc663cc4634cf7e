/* The json format: one object a query, one line. */
#include "common/base/json.h"
#include "searcher/output/answer.h"

static void append_text(struct buffer *out, const char *name, struct bytes text)
{
    buffer_append_format(out, ",\"%s\":", name);
    if (text.size == 0) {
        buffer_append_text(out, "null");
    } else {
        json_append_string(out, text);
    }
}

static void append_snippet(struct buffer *out, const struct snippet *snippet)
{
    buffer_append_text(out, ",\"snippet\":{\"text\":");
    json_append_string(out, buffer_bytes(&snippet->text));
    buffer_append_text(out, ",\"highlights\":[");
    for (size_t i = 0; i < snippet_highlight_count(snippet); i++) {
        const struct highlight *highlight = &snippet_highlights(snippet)[i];
        buffer_append_format(out, "%s[%u,%u]", i ? "," : "", highlight->start, highlight->end);
    }
    buffer_append_text(out, "]}");
}

static enum status append_explanation(struct answer_writer *writer, uint64_t document,
                                      struct buffer *out, struct error *err)
{
    struct answer_share share;
    bool found = true;
    size_t at = 0;
    const char *between = "";
    buffer_append_text(out, ",\"explain\":[");
    for (;;) {
        enum status status = answer_next_share(writer, document, &at, &share, &found, err);
        if (status != STATUS_OK || !found) {
            buffer_append_byte(out, ']');
            return status;
        }
        buffer_append_format(out, "%s{\"word\":", between);
        json_append_string(out, share.term->word);
        buffer_append_text(out, ",\"term\":");
        json_append_string(out, share.term->term);
        buffer_append_format(out, ",\"document_frequency\":%llu,\"weight\":%.6f,"
                                  "\"frequency\":%.9g,\"length\":%u,\"share\":%.6f}",
                             (unsigned long long)share.term->document_frequency, share.term->weight,
                             share.frequency, share.length, share.share);
        between = ",";
    }
}

static enum status append_folded(struct answer_writer *writer, const struct answer *answer,
                                 size_t number, struct buffer *out, struct error *err)
{
    enum status status = STATUS_OK;
    size_t at = 0;
    uint64_t document;
    bool first = true;
    buffer_append_text(out, ",\"duplicates\":[");
    while (status == STATUS_OK && selection_next_folded(answer->folded, number, &at, &document)) {
        struct bytes id = {NULL, 0};
        status = index_document_id(writer->index, document, &writer->id, &id, err);
        buffer_append_text(out, first ? "" : ",");
        json_append_string(out, id);
        first = false;
    }
    buffer_append_byte(out, ']');
    return status;
}

static enum status append_hit(struct answer_writer *writer, const struct answer *answer,
                              size_t number, struct buffer *out, struct error *err)
{
    struct answer_hit hit;
    enum status status = answer_read_hit(writer, answer, number, &hit, err);
    if (status != STATUS_OK) {
        return status;
    }
    buffer_append_format(out, "%s{\"rank\":%zu,\"id\":", number ? "," : "", hit.rank);
    json_append_string(out, hit.id);
    buffer_append_format(out, ",\"score\":%.6f", hit.hit.score);
    append_text(out, "title", hit.stored.title);
    append_text(out, "url", hit.stored.url);
    append_text(out, "date", hit.stored.date);
    if (hit.has_snippet) {
        append_snippet(out, &writer->snippet);
    } else {
        buffer_append_text(out, ",\"snippet\":null");
    }
    if (answer->folded != NULL) {
        status = append_folded(writer, answer, number, out, err);
    }
    if (status == STATUS_OK && writer->options.explain) {
        status = append_explanation(writer, hit.hit.document, out, err);
    }
    buffer_append_byte(out, '}');
    return status;
}

enum status answer_write_json(struct answer_writer *writer, const struct answer *answer,
                              struct buffer *out, struct error *err)
{
    const struct search_result *result = answer->result;
    buffer_append_text(out, "{\"schema\":1,\"qid\":");
    if (answer->qid.data != NULL) {
        json_append_string(out, answer->qid);
    } else {
        buffer_append_text(out, "null");
    }
    buffer_append_text(out, ",\"query\":");
    json_append_string(out, answer->query);
    if (answer->has_total) {
        buffer_append_format(out, ",\"total\":%llu", (unsigned long long)result->total);
    } else {
        buffer_append_text(out, ",\"total\":null");
    }
    append_text(out, "suggestion", answer->suggestion);
    buffer_append_format(out, ",\"fixed\":%s,\"limited\":%s", answer->fixed ? "true" : "false",
                         result->limited ? "true" : "false");
    buffer_append_format(out, ",\"took_us\":%llu,\"hits\":[", (unsigned long long)answer->took_us);
    for (size_t i = 0; i < result->hit_count; i++) {
        enum status status = append_hit(writer, answer, i, out, err);
        if (status != STATUS_OK) {
            return status;
        }
    }
    if (result->hit_count > 0 && result->hit_count == answer->wanted) {
        buffer_append_text(out, "],\"next\":\"");
        answer_append_cursor(out, &result->hits[result->hit_count - 1]);
        buffer_append_text(out, "\"}\n");
    } else {
        buffer_append_text(out, "],\"next\":null}\n");
    }
    return STATUS_OK;
}
