#include "searcher/output/snippet.h"

#include "common/base/utf8.h"

/* A place of the text where a term of the query stands. */
struct match {
    uint32_t term, start, end; /* bytes of the text */
};

enum { MAX_TERMS = 512, LEAD_PARTS = 5 };

static const struct match *matches_of(const struct snippet *snippet, size_t *count)
{
    *count = snippet->matches.size / sizeof(struct match);
    return (const struct match *)(const void *)snippet->matches.data;
}

static enum status find_matches(struct snippet *snippet, struct analyzer *analyzer,
                                struct bytes text, const struct search_term *terms,
                                size_t term_count, struct error *err)
{
    token_list_reset(&snippet->tokens);
    buffer_reset(&snippet->matches);
    enum status status = analyzer_segment(analyzer, text, &snippet->tokens, err);
    uint32_t covered = 0;
    for (size_t i = 0; i < snippet->tokens.count && status == STATUS_OK; i++) {
        const struct token *token = &snippet->tokens.tokens[i];
        struct bytes term;
        status = analyzer_term(analyzer, token_form(&snippet->tokens, token), &term, err);
        for (uint32_t t = 0; status == STATUS_OK && t < term_count && t < MAX_TERMS; t++) {
            if (bytes_equal(term, terms[t].term) && token->text_start >= covered) {
                struct match match = {t, token->text_start, token->text_end};
                buffer_append(&snippet->matches, &match, sizeof match);
                covered = token->text_end;
                break;
            }
        }
    }
    return status == STATUS_OK && snippet->matches.failed ? error_set_memory(err) : status;
}

/* The first match of the window of `size` bytes with the most weight of different terms; a
 * repeated term counts a tenth. The earliest of the best. */
static size_t best_window(const struct snippet *snippet, const struct search_term *terms,
                          size_t size)
{
    size_t count, best = 0;
    const struct match *matches = matches_of(snippet, &count);
    double most = -1;
    uint32_t inside[MAX_TERMS] = {0};
    double weight = 0;
    for (size_t first = 0, next = 0; first < count; first++) {
        for (; next < count && matches[next].end - matches[first].start <= size; next++) {
            weight += terms[matches[next].term].weight * (inside[matches[next].term]++ ? 0.1 : 1);
        }
        if (weight > most + 1e-9) {
            most = weight;
            best = first;
        }
        if (next == first) { /* a match longer than the window */
            next++;
        } else {
            weight -= terms[matches[first].term].weight * (--inside[matches[first].term] ? 0.1 : 1);
        }
    }
    return best;
}

static bool is_space(uint8_t byte)
{
    return byte <= ' ';
}

/* The beginning of the sentence or word before `at`, at most `reach` bytes back. */
static size_t window_start(struct bytes text, size_t at, size_t reach)
{
    size_t least = at > reach ? at - reach : 0, word = at;
    for (size_t i = at; i > least; i--) {
        uint8_t before = text.data[i - 1];
        if (is_space(before) && !is_space(text.data[i])) {
            word = i;
            uint8_t end = i >= 2 ? text.data[i - 2] : '.';
            if (before == '\n' || end == '.' || end == '!' || end == '?') {
                return i;
            }
        }
    }
    return least == 0 ? 0 : word;
}

/* The end of at most `length` characters from `start`, behind a word if that is near. A byte that
 * is no UTF-8 counts as the one that replaces it. */
static size_t window_end(struct bytes text, size_t start, size_t length)
{
    size_t end = start, word = start;
    for (size_t characters = 0; end < text.size && characters < length; characters++) {
        size_t size;
        int valid;
        utf8_read(text.data + end, text.data + text.size, &size, &valid);
        word = is_space(text.data[end]) ? end : word;
        end += size;
    }
    if (end == text.size || is_space(text.data[end])) {
        return end;
    }
    return word > start + (end - start) / 2 ? word : end;
}

/* Copies [start, end) as one line of valid UTF-8 and marks the matches in it. */
static void copy_window(struct snippet *snippet, struct bytes text, size_t start, size_t end)
{
    size_t count, next = 0, at = start;
    const struct match *matches = matches_of(snippet, &count);
    struct buffer *out = &snippet->text;
    bool blank = false;
    struct highlight open = {UINT32_MAX, 0};
    if (start > 0) {
        buffer_append_text(out, "… ");
    }
    while (next < count && matches[next].start < start) {
        next++;
    }
    while (at < end) {
        size_t size;
        int valid;
        uint32_t point = utf8_read(text.data + at, text.data + text.size, &size, &valid);
        bool control = point <= ' ' || point == 0x7F || (point >= 0x80 && point < 0xA0);
        if (!control && blank) {
            buffer_append_byte(out, ' ');
        }
        blank = control && (blank || out->size > 0);
        if (next < count && at == matches[next].start && matches[next].end <= end) {
            open.start = (uint32_t)out->size;
        }
        if (!control) {
            uint8_t raw[4];
            buffer_append(out, raw, utf8_write(point, raw));
        }
        at += size;
        if (next < count && at >= matches[next].end) {
            open.end = (uint32_t)out->size;
            if (open.start != UINT32_MAX) {
                buffer_append(&snippet->highlights, &open, sizeof open);
            }
            open.start = UINT32_MAX;
            next++;
        }
    }
    if (end < text.size) {
        buffer_append_text(out, " …");
    }
}

enum status snippet_make(struct snippet *snippet, struct analyzer *analyzer, struct bytes text,
                         const struct search_term *terms, size_t term_count, size_t length,
                         struct error *err)
{
    size_t count;
    buffer_reset(&snippet->text);
    buffer_reset(&snippet->highlights);
    text.size = text.size < SNIPPET_MAX_TEXT_BYTES ? text.size : SNIPPET_MAX_TEXT_BYTES;
    enum status status = find_matches(snippet, analyzer, text, terms, term_count, err);
    if (status != STATUS_OK || text.size == 0) {
        return status;
    }
    const struct match *matches = matches_of(snippet, &count);
    size_t start = 0;
    if (count > 0) {
        size_t best = best_window(snippet, terms, length - length / LEAD_PARTS);
        start = window_start(text, matches[best].start, length / LEAD_PARTS);
    }
    copy_window(snippet, text, start, window_end(text, start, length));
    return snippet->text.failed || snippet->highlights.failed ? error_set_memory(err) : STATUS_OK;
}

void snippet_release(struct snippet *snippet)
{
    buffer_release(&snippet->text);
    buffer_release(&snippet->highlights);
    buffer_release(&snippet->matches);
    token_list_release(&snippet->tokens);
}
