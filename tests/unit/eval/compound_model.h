/* What searches of an index with compounds should find, the slow way: every query is evaluated on
 * every document. The user's file says of each word whether it is split, and how. */
#ifndef STICHWORT_TESTS_UNIT_EVAL_COMPOUND_MODEL_H
#define STICHWORT_TESTS_UNIT_EVAL_COMPOUND_MODEL_H

#include "cmocka_all.h"

#include <stdbool.h>

#include "common/base/buffer.h"
#include "random.h"
#include "searcher/eval/search.h"
#include "tests/unit/write/small_index.h"

enum {
    CM_WORDS = 28,
    CM_MOST_PARTS = 4,
    CM_MOST_TOKENS = 100,
    CM_MOST_DOCUMENTS = 2000,
    CM_MOST_NODES = 40
};

struct cm_document {
    uint32_t id, length, places;
    bool deleted;
    uint32_t at[CM_MOST_TOKENS]; /* by place: bits of the words there */
    uint32_t words[CM_WORDS], parts[CM_WORDS]; /* how often each is there as what */
};

struct compound_model {
    struct random random;
    struct cm_document documents[CM_MOST_DOCUMENTS]; /* deleted ones too, until a merge */
    size_t count;
    uint64_t df[CM_WORDS], length;
};

/* The user's file. */
void cm_print_splits(struct buffer *out);

/* Documents with ids from `first_id` on, as JSON lines too. */
void cm_add(struct compound_model *model, uint32_t first_id, uint32_t count, struct buffer *json);
bool cm_delete(struct compound_model *model, uint32_t id);
void cm_merge(struct compound_model *model);

/* The text of a word. */
const char *cm_word(uint32_t word);

enum cm_kind { CM_WORD, CM_PHRASE, CM_GROUP };

struct cm_node {
    enum cm_kind kind;
    enum query_role role;
    uint32_t words[2], word_count; /* of a phrase up to two */
    bool as_written;               /* a hyphenated word that the file keeps whole */
    struct cm_node *child, *next;
};

struct cm_query {
    struct cm_node nodes[CM_MOST_NODES];
    size_t node_count;
    struct buffer text;
    bool all;      /* words without a sign must occur */
    bool untyped;  /* spellings tell nothing */
    bool no_parts; /* compounds are words like others */
};

enum cm_shape { CM_ANY, CM_SIGNS, CM_NEST, CM_SHAPES };

void cm_query_make(struct cm_query *query, struct compound_model *model, enum cm_shape shape);

/* The documents that match, best first, into hits (room for all); their number. */
size_t cm_search(const struct compound_model *model, const struct cm_query *query, double k1, double b,
                 struct hit *hits);

#endif
