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
    struct buffer sets;    /* u8 size, bytes; one after the other, as they are met */
    struct buffer places;  /* u32: where each set begins */
    struct buffer slots;   /* u32: open addressing, 1 + number of a set of several spellings */
    struct buffer numbers; /* u32 a document: its set */
    struct buffer counts;  /* u32 a set: its documents, once all are there */
    uint32_t small[257];   /* 1 + number of the set of one spelling or of none; 0: not met */
};

/* Adds the next document's spellings: rising bytes, at most 255; none for a word in compounds only. */
void spelling_builder_add(struct spelling_builder *builder, struct bytes set);

/* Appends the list's spellings to `out`, nothing if all documents have the same; starts over.
 * Failures stay noted in the builder's buffers: spelling_builder_failed. */
void spelling_builder_finish(struct spelling_builder *builder, struct buffer *out);

bool spelling_builder_failed(const struct spelling_builder *builder);

void spelling_builder_release(struct spelling_builder *builder);

#endif
