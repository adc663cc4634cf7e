#include "searcher/commands/session.h"

#include <stdio.h>
#include <string.h>

#include "common/base/clock.h"
#include "common/cli/cli.h"
#include "searcher/commands/source_document.h"
#include "searcher/eval/expand.h"
#include "searcher/eval/selection.h"
#include "searcher/index/index.h"
#include "searcher/suggest/suggester.h"

enum { FLUSH_BYTES = 1 << 16, LIKE_TERMS = 25 };

struct session {
    const struct arguments *arguments;
    struct index *index;
    struct searcher *searcher;
    struct analyzer *analyzer; /* of snippets */
    struct suggester *suggester; /* NULL: no suggestions */
    struct query query;
    struct selection selection;
    struct selection_options left_out;
    struct answer_writer writer;
    struct buffer out, suggestion;
};

/* Suggestions are for those who see them, and of words that were typed. */
static bool wants_suggestions(const struct arguments *a)
{
    if (a->like != NULL) {
        return false;
    }
    bool seen = a->json || (a->answer.format == ANSWER_TEXT && a->queries == NULL && !a->quiet);
    return a->fix || (seen && !a->no_suggest);
}

static enum status open_session(struct session *session, struct error *err)
{
    enum status status = index_open(&session->index, session->arguments->index, err);
    if (status == STATUS_OK) {
        status = searcher_create(&session->searcher, session->index, err);
    }
    if (status == STATUS_OK) {
        status = analyzer_create(&session->analyzer, session->index->analyzer, err);
    }
    if (status == STATUS_OK && wants_suggestions(session->arguments)) {
        status = suggester_create(&session->suggester, session->index, err);
    }
    session->left_out.fold = session->arguments->dedup;
    if (status == STATUS_OK && session->left_out.fold && !selection_can_fold(session->index)) {
        status = error_set_file(err, STATUS_USAGE, session->index->path, -1,
                                "has no signatures of documents, which --dedup needs: its analyzer is "
                                "not a German one");
    }
    session->writer = (struct answer_writer){.index = session->index,
                                             .searcher = session->searcher,
                                             .analyzer = session->analyzer,
                                             .options = session->arguments->answer};
    return status;
}

static void close_session(struct session *session)
{
    answer_writer_release(&session->writer);
    selection_release(&session->selection);
    query_release(&session->query);
    suggester_destroy(session->suggester);
    searcher_destroy(session->searcher);
    analyzer_destroy(session->analyzer);
    index_close(session->index);
    buffer_release(&session->out);
    buffer_release(&session->suggestion);
}

static void append_count(struct session *session, struct bytes qid, uint64_t total)
{
    if (qid.data != NULL) {
        buffer_append(&session->out, qid.data, qid.size);
        buffer_append_byte(&session->out, '\t');
    }
    buffer_append_format(&session->out, "%llu\n", (unsigned long long)total);
}

/* What was changed of the query, or could be. Control characters of the query stay out. */
static void tell_changes(const struct answer *answer)
{
    struct buffer line = {0};
    if (answer->result->limited) {
        fprintf(stderr, "a word with * or ~ stands for more than %d words: the most frequent ones "
                        "were searched\n", EXPAND_MAX_TERMS);
    }
    answer_append_clean(&line, answer->suggestion);
    if (line.size > 0) {
        fprintf(stderr, answer->fixed ? "Gesucht wurde: %.*s\n" : "Meinten Sie: %.*s?\n",
                (int)line.size, (const char *)line.data);
    }
    buffer_release(&line);
}

/* Why a query can find nothing in any index; NULL: it can. */
static const char *why_nothing(const struct session *session)
{
    size_t terms;
    const struct query_node *root = session->query.root, *wanted = root ? root->child : NULL;
    while (wanted != NULL && wanted->role == QUERY_MUST_NOT) {
        wanted = wanted->next;
    }
    searcher_terms(session->searcher, &terms);
    return root == NULL || terms == 0 ? "there is no word in the query"
           : wanted == NULL           ? "words that must not occur find nothing alone"
                                      : NULL;
}

/* Talk about a single query. */
static void tell(const struct session *session, const struct answer *answer)
{
    const struct arguments *a = session->arguments;
    if (a->quiet || a->queries != NULL || a->answer.format != ANSWER_TEXT) {
        return;
    }
    tell_changes(answer);
    const char *why = a->like == NULL ? why_nothing(session) : NULL;
    if (why != NULL) {
        fprintf(stderr, "%s\n", why);
    }
    if (a->search.top == 0) {
        return;
    }
    if (answer->has_total) {
        fprintf(stderr, "%llu document%s, ", (unsigned long long)answer->result->total,
                answer->result->total == 1 ? "" : "s");
    }
    fprintf(stderr, "%zu shown, %.3f ms\n", answer->result->hit_count,
            (double)answer->took_us / 1000);
    if (a->verbose && answer->result->hit_count == answer->wanted) {
        struct buffer cursor = {0};
        answer_append_cursor(&cursor, &answer->result->hits[answer->wanted - 1]);
        fprintf(stderr, "next page: --after %.*s\n", (int)cursor.size, (const char *)cursor.data);
        buffer_release(&cursor);
    }
}

/* Makes the query of the text, or with --fix of what is suggested instead. */
static enum status read_query(struct session *session, struct answer *answer, struct error *err)
{
    const struct arguments *a = session->arguments;
    enum status status = query_parse(&session->query, answer->query, a->all, err);
    if (status == STATUS_OK && session->suggester != NULL) {
        status = suggester_run(session->suggester, &session->query, &session->suggestion, err);
        answer->suggestion = buffer_bytes(&session->suggestion);
        answer->fixed = a->fix && answer->suggestion.size > 0;
    }
    if (status == STATUS_OK && answer->fixed) {
        status = query_parse(&session->query, answer->suggestion, a->all, err);
    }
    return status;
}

/* Runs session->query, which the answer is about. */
static enum status run_query(struct session *session, struct answer *answer, uint64_t start,
                             bool *found, struct error *err)
{
    const struct arguments *a = session->arguments;
    struct search_result result = {0};
    enum status status = selection_run(&session->selection, session->searcher, &session->query,
                                       &a->search, &session->left_out, &result, err);
    if (status != STATUS_OK) {
        return status;
    }
    answer->result = &result;
    answer->folded = a->dedup ? &session->selection : NULL;
    answer->has_total = a->search.count;
    answer->wanted = a->search.top;
    answer->took_us = (clock_ns() - start) / 1000;
    *found = *found || result.hit_count > 0 || result.total > 0;
    if (a->search.top == 0 && !a->json) {
        append_count(session, answer->qid, result.total);
    } else {
        status = answer_write(&session->writer, answer, &session->out, err);
    }
    if (status == STATUS_OK && session->out.size >= FLUSH_BYTES) {
        status = cli_write(&session->out, err);
        buffer_reset(&session->out);
    }
    tell(session, answer);
    answer->result = NULL;
    return status;
}

static enum status answer_query(struct session *session, struct bytes qid, struct bytes text,
                                bool *found, struct error *err)
{
    struct answer answer = {.qid = qid, .query = text};
    uint64_t start = clock_ns();
    enum status status = read_query(session, &answer, err);
    return status == STATUS_OK ? run_query(session, &answer, start, found, err) : status;
}

/* Makes the query of the key terms; `text` gets them as they are written. */
static enum status make_like(struct session *session, const struct source_document *document,
                             struct buffer *text, struct error *err)
{
    const struct search_options *search = &session->arguments->search;
    const struct key_terms_options options = {LIKE_TERMS, 2, search->k1, search->b};
    struct bytes words[LIKE_TERMS];
    struct key_terms key = {0};
    enum status status =
        document->found ? key_terms_make(&key, session->index, session->analyzer, document->number,
                                         &document->stored, &options, err)
                        : STATUS_OK;
    for (size_t i = 0; i < key.count; i++) {
        words[i] = key.terms[i].form;
        buffer_append_text(text, i ? " " : "");
        buffer_append(text, key.terms[i].word.data, key.terms[i].word.size);
    }
    if (status == STATUS_OK) {
        status = text->failed ? error_set_memory(err)
                              : query_of_words(&session->query, words, key.count, err);
    }
    key_terms_release(&key);
    return status;
}

static enum status answer_like(struct session *session, bool *found, struct error *err)
{
    const char *id = session->arguments->like;
    struct source_document document = {0};
    struct buffer text = {0};
    uint64_t start = clock_ns();
    enum status status = source_document_read(&document, session->index, bytes_of_text(id), err);
    if (status == STATUS_OK) {
        status = make_like(session, &document, &text, err);
    }
    if (status == STATUS_OK) {
        session->left_out.has_except = document.found;
        session->left_out.except = document.number;
        struct answer answer = {.query = buffer_bytes(&text)};
        status = run_query(session, &answer, start, found, err);
    }
    if (status == STATUS_OK && !document.found && !session->arguments->quiet) {
        source_document_tell_missing(session->index, id);
    }
    source_document_release(&document);
    buffer_release(&text);
    return status;
}

/* A query with a syntax error is told and passed over. */
static enum status answer_line(struct session *session, struct bytes line, uint64_t number,
                               bool *found, struct error *first, struct error *err)
{
    struct error error = ERROR_NONE, placed = ERROR_NONE;
    char default_qid[24];
    const uint8_t *tab = line.size ? memchr(line.data, '\t', line.size) : NULL;
    snprintf(default_qid, sizeof default_qid, "%llu", (unsigned long long)number);
    struct bytes qid = bytes_of_text(default_qid), text = line;
    if (tab != NULL) {
        qid = bytes_of(line.data, (size_t)(tab - line.data));
        text = bytes_of(tab + 1, line.size - qid.size - 1);
    }
    enum status status = answer_query(session, qid, text, found, &error);
    if (status != STATUS_USAGE) {
        if (status != STATUS_OK) {
            *err = error;
        }
        return status;
    }
    error_set(&placed, status, "%s:%llu: %s", session->arguments->queries,
              (unsigned long long)number, error.message);
    if (first->status == STATUS_OK) {
        *first = placed;
    } else {
        cli_fail(SEARCH_PROGRAM, false, &placed);
    }
    return STATUS_OK;
}

static enum status answer_file(struct session *session, bool *found, struct error *err)
{
    struct buffer file = {0};
    struct error first = ERROR_NONE;
    enum status status = cli_read_input(session->arguments->queries, &file, err);
    struct bytes left = buffer_bytes(&file), line;
    for (uint64_t number = 1; status == STATUS_OK && bytes_take_line(&left, &line); number++) {
        if (line.size > 0) {
            status = answer_line(session, line, number, found, &first, err);
        }
    }
    buffer_release(&file);
    if (status == STATUS_OK && first.status != STATUS_OK) {
        *err = first;
        status = first.status;
    }
    return status;
}

static void tell_stats(const struct session *session)
{
    const struct search_stats *stats = searcher_stats(session->searcher);
    fprintf(stderr, "blocks decoded %llu, postings scored %llu, candidates %llu, probes %llu, "
                    "exact scores %llu\n",
            (unsigned long long)stats->blocks_decoded, (unsigned long long)stats->postings_scored,
            (unsigned long long)stats->candidates, (unsigned long long)stats->probes,
            (unsigned long long)stats->exact_scores);
}

enum status session_run(const struct arguments *arguments, bool *found, struct error *err)
{
    struct session session = {.arguments = arguments};
    enum status status = open_session(&session, err);
    *found = false;
    if (status == STATUS_OK) {
        status = arguments->like      ? answer_like(&session, found, err)
                 : arguments->queries ? answer_file(&session, found, err)
                                      : answer_query(&session, bytes_of(NULL, 0), buffer_bytes(&arguments->query),
                                    found, err);
    }
    if (status == STATUS_OK || status == STATUS_USAGE) {
        struct error write_error = ERROR_NONE;
        enum status written = cli_write(&session.out, &write_error);
        if (written != STATUS_OK && status == STATUS_OK) {
            *err = write_error;
            status = written;
        }
    }
    if (status == STATUS_OK && arguments->stats) {
        tell_stats(&session);
    }
    close_session(&session);
    return status;
}
