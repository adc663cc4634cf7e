#include "searcher/output/answer.h"

#include <stdio.h>
#include <string.h>

#include "common/base/utf8.h"
#include "searcher/index/index.h"

void answer_append_cursor(struct buffer *out, const struct hit *last)
{
    uint64_t bits;
    memcpy(&bits, &last->score, sizeof bits);
    buffer_append_format(out, "%016llx-%llx", (unsigned long long)bits,
                         (unsigned long long)last->document);
}

static bool read_hex(const char **text, uint64_t *value)
{
    const char *at = *text;
    *value = 0;
    for (; at - *text < 16; at++) {
        unsigned digit = *at >= '0' && *at <= '9'   ? (unsigned)(*at - '0')
                         : *at >= 'a' && *at <= 'f' ? (unsigned)(*at - 'a') + 10
                                                    : 16;
        if (digit == 16) {
            break;
        }
        *value = *value << 4 | digit;
    }
    bool any = at > *text;
    *text = at;
    return any;
}

bool answer_read_cursor(const char *text, double *score, uint64_t *document)
{
    uint64_t bits;
    if (!read_hex(&text, &bits) || *text++ != '-' || !read_hex(&text, document) || *text != '\0') {
        return false;
    }
    memcpy(score, &bits, sizeof bits);
    return *score > 0 && *score < 1e300;
}

/* The title goes into the snippet's text when the document has no other. */
enum status answer_read_hit(struct answer_writer *writer, const struct answer *answer, size_t number,
                            struct answer_hit *hit, struct error *err)
{
    const struct answer_options *options = &writer->options;
    struct answer_hit read = {.rank = number + 1,
                              .hit = answer->result->hits[number]};
    size_t term_count;
    const struct search_term *terms = searcher_terms(writer->searcher, &term_count);
    enum status status = index_document_id(writer->index, read.hit.document, &writer->id, &read.id, err);
    bool stored = options->format != ANSWER_TREC && options->format != ANSWER_IDS;
    if (status == STATUS_OK && stored) {
        status = index_stored_document(writer->index, read.hit.document, &writer->stored,
                                       &read.stored, err);
    }
    struct bytes text = read.stored.text.size ? read.stored.text : read.stored.title;
    if (status == STATUS_OK && options->snippet_length > 0 && text.size > 0) {
        status = snippet_make(&writer->snippet, writer->analyzer, text, terms, term_count,
                              options->snippet_length, err);
        read.has_snippet = true;
    }
    *hit = read;
    return status;
}

enum status answer_next_share(struct answer_writer *writer, uint64_t document, size_t *at,
                              struct answer_share *share, bool *found, struct error *err)
{
    size_t count;
    const struct search_term *terms = searcher_terms(writer->searcher, &count);
    enum status status = STATUS_OK;
    for (*found = false; status == STATUS_OK && !*found && *at < count; ++*at) {
        share->term = &terms[*at];
        status = searcher_explain(writer->searcher, *at, document, &share->frequency, &share->length,
                                  &share->share, err);
        *found = status == STATUS_OK && (share->frequency > 0 || !share->term->is_choice);
    }
    return status;
}

size_t answer_folded_count(const struct answer *answer, size_t number)
{
    size_t count = 0, at = 0;
    uint64_t document;
    while (answer->folded != NULL && selection_next_folded(answer->folded, number, &at, &document)) {
        count++;
    }
    return count;
}

/* Tabs and line ends would break the line, other control characters a terminal; all else stays as it is. */
static void append_field(struct buffer *out, struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        size_t size = utf8_control(text.data + i, text.data + text.size);
        buffer_append_byte(out, size ? ' ' : text.data[i]);
        i += size > 1;
    }
}

static enum status write_lines(struct answer_writer *writer, const struct answer *answer,
                               struct buffer *out, struct error *err)
{
    struct bytes qid = answer->qid.data ? answer->qid : bytes_of_text("1");
    for (size_t i = 0; i < answer->result->hit_count; i++) {
        struct answer_hit hit;
        enum status status = answer_read_hit(writer, answer, i, &hit, err);
        if (status != STATUS_OK) {
            return status;
        }
        if (writer->options.format == ANSWER_IDS) {
            append_field(out, hit.id);
            buffer_append_byte(out, '\n');
            continue;
        }
        bool trec = writer->options.format == ANSWER_TREC;
        append_field(out, qid);
        buffer_append_text(out, trec ? " Q0 " : "\t");
        if (trec) {
            append_field(out, hit.id);
            buffer_append_format(out, " %zu %.6f %s\n", hit.rank, hit.hit.score, writer->options.tag);
        } else {
            buffer_append_format(out, "%zu\t", hit.rank);
            append_field(out, hit.id);
            buffer_append_format(out, "\t%.6f\t", hit.hit.score);
            append_field(out, hit.stored.title);
            if (answer->folded != NULL) {
                buffer_append_format(out, "\t%zu", answer_folded_count(answer, i));
            }
            buffer_append_byte(out, '\n');
        }
    }
    return STATUS_OK;
}

enum status answer_write(struct answer_writer *writer, const struct answer *answer,
                         struct buffer *out, struct error *err)
{
    enum status status;
    switch (writer->options.format) {
    case ANSWER_TEXT:
        status = answer_write_text(writer, answer, out, err);
        break;
    case ANSWER_JSON:
        status = answer_write_json(writer, answer, out, err);
        break;
    default:
        status = write_lines(writer, answer, out, err);
    }
    return status == STATUS_OK && out->failed ? error_set_memory(err) : status;
}

void answer_writer_release(struct answer_writer *writer)
{
    buffer_release(&writer->id);
    buffer_release(&writer->stored);
    snippet_release(&writer->snippet);
}
