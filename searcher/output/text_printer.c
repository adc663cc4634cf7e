/* The text format, for people: rank, title, score, snippet, source. */
#include "searcher/output/answer.h"

#include "common/base/utf8.h"

void answer_append_clean(struct buffer *out, struct bytes text)
{
    for (size_t at = 0; at < text.size;) {
        size_t size;
        int valid;
        uint8_t raw[4];
        uint32_t point = utf8_read(text.data + at, text.data + text.size, &size, &valid);
        bool control = point < ' ' || (point >= 0x7F && point < 0xA0);
        buffer_append(out, raw, utf8_write(control ? ' ' : point, raw));
        at += size;
    }
}

static void append_snippet(struct buffer *out, const struct snippet *snippet, bool color)
{
    const uint8_t *text = snippet->text.data;
    size_t at = 0;
    buffer_append_text(out, "    ");
    for (size_t i = 0; i < snippet_highlight_count(snippet); i++) {
        const struct highlight *highlight = &snippet_highlights(snippet)[i];
        buffer_append(out, text + at, highlight->start - at);
        buffer_append_text(out, color ? "\x1b[1;31m" : "[");
        buffer_append(out, text + highlight->start, highlight->end - highlight->start);
        buffer_append_text(out, color ? "\x1b[0m" : "]");
        at = highlight->end;
    }
    buffer_append(out, text + at, snippet->text.size - at);
    buffer_append_byte(out, '\n');
}

static enum status append_explanation(struct answer_writer *writer, uint64_t document,
                                      struct buffer *out, struct error *err)
{
    struct answer_share share;
    bool found = true;
    size_t at = 0;
    for (;;) {
        enum status status = answer_next_share(writer, document, &at, &share, &found, err);
        if (status != STATUS_OK || !found) {
            return status;
        }
        buffer_append_format(out, "    %.6f  ", share.share);
        answer_append_clean(out, share.term->word);
        buffer_append_text(out, " -> ");
        answer_append_clean(out, share.term->term);
        unsigned long long documents = share.term->document_frequency;
        buffer_append_format(out, ": %.9g times in %u tokens, in %llu document%s, weight %.6f\n",
                             share.frequency, share.length, documents, documents == 1 ? "" : "s",
                             share.term->weight);
    }
}

/* Of a file of queries: which one the hits are for. */
static void append_heading(struct buffer *out, const struct answer *answer, bool color)
{
    buffer_append_text(out, color ? "\x1b[1m" : "");
    answer_append_clean(out, answer->qid);
    buffer_append_text(out, ": ");
    answer_append_clean(out, answer->query);
    buffer_append_text(out, color ? "\x1b[0m\n" : "\n");
}

enum status answer_write_text(struct answer_writer *writer, const struct answer *answer,
                              struct buffer *out, struct error *err)
{
    bool color = writer->options.color;
    if (answer->qid.data != NULL) {
        append_heading(out, answer, color);
    }
    for (size_t i = 0; i < answer->result->hit_count; i++) {
        struct answer_hit hit;
        enum status status = answer_read_hit(writer, answer, i, &hit, err);
        if (status != STATUS_OK) {
            return status;
        }
        buffer_append_format(out, "%2zu. %s", hit.rank, color ? "\x1b[1m" : "");
        answer_append_clean(out, hit.stored.title.size ? hit.stored.title : hit.id);
        buffer_append_format(out, "%s  (%.6f)\n", color ? "\x1b[0m" : "", hit.hit.score);
        if (hit.has_snippet) {
            append_snippet(out, &writer->snippet, color);
        }
        buffer_append_text(out, "    ");
        answer_append_clean(out, hit.stored.url.size ? hit.stored.url : hit.id);
        buffer_append_byte(out, '\n');
        size_t folded = answer_folded_count(answer, i);
        if (folded > 0) {
            buffer_append_format(out, "    %zu near-duplicate%s\n", folded, folded == 1 ? "" : "s");
        }
        if (writer->options.explain) {
            status = append_explanation(writer, hit.hit.document, out, err);
        }
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}
