/* The query language: text -> syntax tree. Words joined by blanks; +must -not; "a phrase";
 * "near words"~N; wor* and w*t, wort~ and wort~2; AND OR NOT and UND ODER NICHT in capitals, with ( ). The tree keeps words as
 * typed; the plan turns them into terms. Immutable after parsing, shareable between threads. */
#ifndef STICHWORT_SEARCHER_QUERY_QUERY_H
#define STICHWORT_SEARCHER_QUERY_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/bytes.h"
#include "common/base/error.h"

enum {
    QUERY_MAX_BYTES = 64 * 1024,
    QUERY_MAX_NODES = 4096,
    QUERY_MAX_WORDS = 1024, /* of a phrase, or of a word with hyphens */
    QUERY_MAX_DEPTH = 32,
    QUERY_MAX_PATTERNS = 32, /* each is a walk over all words */
    QUERY_MOST_EDITS = 2
};

enum query_kind {
    QUERY_WORD,   /* text: a run of characters between blanks, as typed */
    QUERY_PATTERN, /* text: with stars, or distance > 0: a word of up to so many changed letters */
    QUERY_PHRASE, /* text: what stood between the quotes; distance 0: exact, N: within N */
    QUERY_GROUP   /* children, each with its role; AND: all must; OR: all should */
};

enum query_role { QUERY_SHOULD, QUERY_MUST, QUERY_MUST_NOT };

/* One node of the tree. A group matches a document when every MUST child matches, no MUST_NOT
 * child does and, if there is no MUST child, at least one SHOULD child does. */
struct query_node {
    enum query_kind kind;
    enum query_role role;   /* towards the parent; the root is QUERY_MUST */
    bool marked;            /* the role was written (+, -, AND ...), not the default */
    struct bytes text;      /* of word and phrase; into the query's own copy */
    uint32_t distance;      /* of phrase: 0 exact */
    uint32_t column;        /* place in the query, in bytes from 0 */
    struct query_node *child; /* of group: first child */
    struct query_node *next;  /* next sibling */
};

struct query {
    struct arena arena;
    struct bytes text;      /* own copy */
    struct query_node *root; /* a group; NULL when the query has no word at all */
    bool untyped;           /* nobody typed the words: their spellings say nothing */
};

/* Parses `text` (copied) into a query that is all zero or was parsed before: its memory is used
 * again. `all`: words without a role are MUST instead of SHOULD
 * (plan.c lets stop words off). STATUS_USAGE with
 * the column (from 1, in characters) for unbalanced quotes or parentheses, limits, dangling operators.
 * Release it in the end, whatever the answer. */
enum status query_parse(struct query *query, struct bytes text, bool all, struct error *err);

/* The untyped query whose words (copied, no syntax in them) should occur. STATUS_MEMORY; STATUS_USAGE above
 * QUERY_MAX_NODES. Memory as with query_parse. */
enum status query_of_words(struct query *query, const struct bytes *words, size_t count,
                           struct error *err);

void query_release(struct query *query);

#endif
