#include "searcher/output/term_list.h"

#include "common/base/json.h"

static void append_json(struct buffer *out, const struct key_term *term, size_t number)
{
    buffer_append_text(out, number ? ",{\"word\":" : "{\"word\":");
    json_append_string(out, term->word);
    buffer_append_text(out, ",\"term\":");
    json_append_string(out, term->term);
    buffer_append_format(out, ",\"weight\":%.6f,\"frequency\":%u,\"document_frequency\":%llu}",
                         term->weight, term->frequency,
                         (unsigned long long)term->document_frequency);
}

static void append_line(struct buffer *out, const struct key_term *term, size_t number, bool tsv)
{
    buffer_append_format(out, tsv ? "%zu\t" : "%2zu. ", number + 1);
    answer_append_clean(out, term->word);
    buffer_append_format(out, tsv ? "\t%.6f" : "  (%.6f)", term->weight);
    if (tsv) {
        buffer_append_byte(out, '\t');
        answer_append_clean(out, term->term);
        buffer_append_format(out, "\t%u\t%llu", term->frequency,
                             (unsigned long long)term->document_frequency);
    }
    buffer_append_byte(out, '\n');
}

enum status term_list_write(const struct key_terms *key, struct bytes id, bool found,
                            enum answer_format format, struct buffer *out, struct error *err)
{
    bool json = format == ANSWER_JSON;
    if (json) {
        buffer_append_text(out, "{\"schema\":1,\"id\":");
        json_append_string(out, id);
        buffer_append_format(out, ",\"found\":%s,\"terms\":[", found ? "true" : "false");
    }
    for (size_t i = 0; i < key->count; i++) {
        if (json) {
            append_json(out, &key->terms[i], i);
        } else {
            append_line(out, &key->terms[i], i, format == ANSWER_TSV);
        }
    }
    buffer_append_text(out, json ? "]}\n" : "");
    return out->failed ? error_set_memory(err) : STATUS_OK;
}
