/* What an index and its searches should be, the slow way: documents as arrays of words, every
 * query evaluated on every document in doubles. */
#ifndef STICHWORT_TESTS_UNIT_EVAL_MODEL_H
#define STICHWORT_TESTS_UNIT_EVAL_MODEL_H

#include "cmocka_all.h"

#include <stdbool.h>

#include "common/base/buffer.h"
#include "searcher/eval/search.h"
#include "tests/unit/write/small_index.h"

enum { MODEL_WORDS = 24, MODEL_MAX_LENGTH = 60, MODEL_MAX_DOCUMENTS = 2000, MODEL_MAX_PHRASE = 4 };

struct model_document {
    uint32_t id, length;
    bool deleted;
    uint8_t words[MODEL_MAX_LENGTH];
    bool writes[MODEL_WORDS]; /* as the index tells it: a merge may add forms, see model_merge */
};

/* Words are "w0", "w1" ... and terms of their own; or, with spellings, forms of MODEL_TERMS German
 * nouns, of which word i is one of noun i % MODEL_TERMS: who writes a word as the query does gets
 * 0.04 of its weight more. */
enum { MODEL_TERMS = 8, MODEL_WITH_UMLAUT = 5, MODEL_TRANSCRIBED = 13 /* müller, mueller */ };

struct model { /* all zero with a seed is empty */
    uint64_t seed;
    bool spellings;
    struct model_document documents[MODEL_MAX_DOCUMENTS]; /* of all segments, in their order */
    size_t count;
    uint64_t df[MODEL_WORDS], tokens; /* by term; deleted documents count until a merge */
};

/* The word as text, and the number of its term. A word from MODEL_WORDS on is nowhere. */
void model_print_word(const struct model *model, uint32_t word, struct buffer *out);
uint32_t model_term(const struct model *model, uint32_t word);

/* Begins an index for the model. */
void model_begin(const struct model *model, struct small_index *small);

uint64_t model_random(struct model *model, uint64_t below);

/* Makes `count` documents with ids from `first_id` on; live ones with such an id are deleted. JSON
 * lines for the indexer go to `json`. */
void model_add(struct model *model, uint32_t first_id, uint32_t count, struct buffer *json);

/* Deletes the live document with the id; false if there is none. */
bool model_delete(struct model *model, uint32_t id);

/* Takes deleted documents out. Where all that are left write a term alike, the index keeps no
 * spellings of its list, and each seems to have all forms that were ever there. */
void model_merge(struct model *model);

/* All documents as JSON lines. */
void model_print(const struct model *model, struct buffer *json);

/* Sets df and tokens from the documents. */
void model_count(struct model *model);

/* A query as text and, not by way of the parser, as a tree. */
struct model_node {
    enum query_kind kind;
    enum query_role role;
    uint32_t words[MODEL_MAX_PHRASE], word_count, distance;
    struct model_node *child, *next;
};

struct model_query { /* all zero is releasable */
    struct model_node nodes[64];
    size_t node_count;
    bool all;
    struct buffer text; /* terminated */
};

enum model_shape {
    MODEL_ANY,    /* words without signs */
    MODEL_FLAT,   /* words with signs */
    MODEL_PHRASE, /* words and phrases */
    MODEL_NEST,   /* all of it with parentheses and operators */
    MODEL_SHAPES
};

void model_query_make(struct model_query *query, struct model *model, enum model_shape shape);

/* The documents that match, best first, into hits (room for all); their number. */
size_t model_search(const struct model *model, const struct model_query *query, double k1, double b,
                    struct hit *hits);

/* Runs the query in the index with several options and compares with the model's answer. */
void model_check(const struct model *model, const struct model_query *query,
                 struct searcher *searcher, double k1, double b);

#endif
