/* How text becomes terms: one pipeline for documents and queries.
 *
 *   text --segment--> forms (folded words with position and place) --term--> terms (stems)
 *
 * The two steps are apart because the second is dear (350 ns a word) and depends on the form
 * alone: the indexer remembers form -> term and stems each distinct form once.
 * An analyzer belongs to one thread at a time; several may live side by side. */
#ifndef STICHWORT_COMMON_TEXT_ANALYZER_H
#define STICHWORT_COMMON_TEXT_ANALYZER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buffer.h"
#include "common/base/bytes.h"
#include "common/base/error.h"

enum analyzer_kind {
    ANALYZER_GERMAN = 0,     /* segmentation, folding, German rules, Snowball stems */
    ANALYZER_WHITESPACE = 1, /* tokens are the runs of bytes between blanks, taken as they are */
    ANALYZER_CISTEM = 2,     /* as ANALYZER_GERMAN, with the stems of CISTEM */
    ANALYZER_KINDS           /* the kind is kept in indexes */
};

enum {
    ANALYZER_MAX_FORM_BYTES = 255 /* longer words are cut at a code point and counted */
};

struct analyzer;

/* "german", "whitespace", "german-cistem". */
const char *analyzer_name(enum analyzer_kind kind);

struct token {
    uint32_t form_start; /* place of the folded form in token_list.forms */
    uint32_t form_size;  /* bytes, 1 to ANALYZER_MAX_FORM_BYTES */
    uint32_t position;   /* place in the document; several tokens may share one */
    uint32_t text_start; /* the word in the source text: bytes [text_start, text_end) */
    uint32_t text_end;
};

/* Tokens in rising order of position; every position from the first to the last occurs.
 * All zero is an empty list; the memory is kept between calls. */
struct token_list {
    struct token *tokens;
    size_t count, capacity;
    struct buffer forms;
    uint32_t next_position; /* where a following text goes on */
    uint64_t replaced;      /* invalid UTF-8 sequences read as U+FFFD, since the list was made */
    uint64_t cut;           /* words that were too long, since the list was made */
};

/* The analyzer is the caller's. STATUS_MEMORY, or STATUS_INCOMPATIBLE without the stemmer. */
enum status analyzer_create(struct analyzer **analyzer, enum analyzer_kind kind, struct error *err);

void analyzer_destroy(struct analyzer *analyzer);

/* Appends the tokens of `text` (any bytes, below 2^31) to the list, the first one at position
 * list->next_position, and moves that on. Clear the list with token_list_reset between documents. */
enum status analyzer_segment(struct analyzer *analyzer, struct bytes text, struct token_list *list,
                             struct error *err);

void token_list_reset(struct token_list *list);
void token_list_release(struct token_list *list);

static inline struct bytes token_form(const struct token_list *list, const struct token *token)
{
    return bytes_of(list->forms.data + token->form_start, token->form_size);
}

/* The term of a form; valid until the next call. Never empty; at most ANALYZER_MAX_FORM_BYTES. */
enum status analyzer_term(struct analyzer *analyzer, struct bytes form, struct bytes *term,
                          struct error *err);

/* Whether the form is a German stop word or question word (they weigh less beside others). */
bool analyzer_is_stop_word(const struct analyzer *analyzer, struct bytes form);

/* XXH3 of the analyzer's output over a fixed probe list: an index keeps it, so that a searcher
 * whose stemmer differs is noticed. */
enum status analyzer_fingerprint(enum analyzer_kind kind, uint64_t *fingerprint, struct error *err);

/* What others have to say of a form and its term: appended to its line. */
struct trace_note {
    void *context;
    enum status (*append)(void *context, struct bytes form, struct bytes term, struct buffer *out,
                          struct error *err);
};

/* Appends a human-readable account of each step for `text`, one line a token:
 * position TAB source word TAB form TAB rule or "stop" notes TAB term, then the note (may be NULL). */
enum status analyzer_trace(struct analyzer *analyzer, struct bytes text,
                           const struct trace_note *note, struct buffer *out, struct error *err);

#endif
