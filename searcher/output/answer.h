/* What one query found, and how it is printed: the formats of the command line. */
#ifndef STICHWORT_SEARCHER_OUTPUT_ANSWER_H
#define STICHWORT_SEARCHER_OUTPUT_ANSWER_H

#include "searcher/eval/selection.h"
#include "searcher/output/snippet.h"

enum answer_format { ANSWER_TEXT, ANSWER_JSON, ANSWER_TSV, ANSWER_TREC, ANSWER_IDS };

struct answer_options {
    enum answer_format format;
    size_t snippet_length; /* characters; 0: none */
    bool explain, color;
    const char *tag;       /* of a TREC run */
};

struct answer {
    struct bytes qid;  /* data NULL: none was given */
    struct bytes query;
    const struct search_result *result;
    const struct selection *folded; /* what was folded into the hits; NULL: none should be */
    bool has_total;
    struct bytes suggestion; /* another query that was likely meant; empty: none */
    bool fixed;              /* the hits are those of the suggestion */
    uint64_t took_us;
    size_t wanted;     /* hits asked for: as many hits mean that there may be a next page */
};

struct answer_writer { /* all zero with the first four set; memory is kept between uses */
    const struct index *index;      /* borrowed */
    struct searcher *searcher;      /* borrowed: of the answer's query */
    struct analyzer *analyzer;      /* borrowed */
    struct answer_options options;
    struct buffer id, stored;
    struct snippet snippet;
};

/* Appends the answer to `out`. STATUS_DAMAGED, STATUS_MEMORY. */
enum status answer_write(struct answer_writer *writer, const struct answer *answer,
                         struct buffer *out, struct error *err);

/* Appends the cursor of the page behind the last hit, and reads one again; false if it is none. */
void answer_append_cursor(struct buffer *out, const struct hit *last);
bool answer_read_cursor(const char *text, double *score, uint64_t *document);

void answer_writer_release(struct answer_writer *writer);

/* One hit with all that the formats print of it. Inside searcher/output. */
struct answer_hit {
    size_t rank;
    struct hit hit;
    struct bytes id;
    struct stored_document stored;
    bool has_snippet;
};

/* Control characters of a document must not reach the terminal. */
void answer_append_clean(struct buffer *out, struct bytes text);

enum status answer_write_json(struct answer_writer *writer, const struct answer *answer,
                              struct buffer *out, struct error *err);
enum status answer_write_text(struct answer_writer *writer, const struct answer *answer,
                              struct buffer *out, struct error *err);
size_t answer_folded_count(const struct answer *answer, size_t number);
enum status answer_read_hit(struct answer_writer *writer, const struct answer *answer, size_t number,
                            struct answer_hit *hit, struct error *err);

/* A word's part of the score of a hit; see searcher_explain. */
struct answer_share {
    const struct search_term *term;
    double frequency, share;
    uint32_t length;
};

/* The next word to explain, *at from 0; *found is false behind the last. Terms of a word with stars or ~ that
 * the document does not have are passed over. */
enum status answer_next_share(struct answer_writer *writer, uint64_t document, size_t *at,
                              struct answer_share *share, bool *found, struct error *err);

#endif
