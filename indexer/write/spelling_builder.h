/* How a term is written in each document of its list: which spellings stand in it. A spelling is a
 * byte of hash (see common/text/spelling.h), a document's spellings are a set; sets are numbered, and
 * each document has a number of a few bits. */
#ifndef STICHWORT_INDEXER_WRITE_SPELLING_BUILDER_H
#define STICHWORT_INDEXER_WRITE_SPELLING_BUILDER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buffer.h"
#include "common/base/bytes.h"

struct spelling_builder { /* all zero is empty */
    struct buffer sets;    /* u32 number of documents, u8 size, bytes; one after the other */
    struct buffer places;  /* u32: where each set begins */
    struct buffer slots;   /* u32: open addressing, 1 + number of a set */
    struct buffer numbers; /* u32 a document: its set */
    uint32_t last_set;     /* of the document before: usually the same again */
};

/* Adds the next document's spellings: rising bytes, at most 255; none for a word in compounds only. */
void spelling_builder_add(struct spelling_builder *builder, struct bytes set);

/* Appends the list's spellings to `out`, nothing if all documents have the same; starts over.
 * Failures stay noted in the builder's buffers: spelling_builder_failed. */
void spelling_builder_finish(struct spelling_builder *builder, struct buffer *out);

bool spelling_builder_failed(const struct spelling_builder *builder);

void spelling_builder_release(struct spelling_builder *builder);

#endif
