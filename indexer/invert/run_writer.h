/* Writes terms of a run (see run.h) from their occurrences in order of documents and positions. */
#ifndef STICHWORT_INDEXER_INVERT_RUN_WRITER_H
#define STICHWORT_INDEXER_INVERT_RUN_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buffer.h"

enum { PLACE_SPELLING_BITS = 8, PLACE_SPELLING_MASK = 255 };
enum { PLACE_MOST_DOCUMENTS = 1 << (32 - PLACE_SPELLING_BITS) };

/* Where a word occurs in the batch. */
struct place {
    uint32_t document_spelling; /* the document and how the word is written there */
    uint32_t position;
};

static inline uint32_t place_pack(uint32_t document, uint8_t spelling)
{
    return document << PLACE_SPELLING_BITS | spelling;
}

static inline uint32_t place_document(const struct place *place)
{
    return place->document_spelling >> PLACE_SPELLING_BITS;
}

struct run_writer { /* all zero with the first set is ready */
    bool spellings; /* the index has a lexicon */
    struct buffer payload;
};

/* Appends a term with its `count` places. Several places of one word at one position count once:
 * the rest is taken from `lengths` (by document). A failure is that of `run`. */
void run_writer_append(struct run_writer *writer, struct bytes term, const struct place *places,
                       size_t count, uint32_t *lengths, struct buffer *run);

#endif
