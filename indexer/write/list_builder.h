/* Encodes one term's list after the other: documents, frequencies, skip data, bounds, positions.
 * Documents are added one by one, so that the memory is that of the encoded list. */
#ifndef STICHWORT_INDEXER_WRITE_LIST_BUILDER_H
#define STICHWORT_INDEXER_WRITE_LIST_BUILDER_H

#include "common/codec/codec.h"
#include "common/score/bm25.h"
#include "indexer/invert/spool.h"
#include "indexer/write/spelling_builder.h"

/* What the dictionary keeps of a list. */
struct list_record {
    uint32_t df;
    uint32_t single_document, single_tf, single_parts; /* df 1 */
    uint64_t list_bytes, position_bytes;
    uint8_t bound;
    bool has_parts, has_spellings;
};

struct list_builder { /* all zero with the first seven set is ready */
    const uint32_t *lengths; /* borrowed: tokens by document */
    uint32_t documents;
    struct bm25 bm25;                /* of weights: see FORMAT_WORD_WEIGHT */
    uint32_t word_weight;            /* FORMAT_WORD_WEIGHT or, without parts, 1 */
    struct spool *lists, *positions; /* borrowed: where lists go */
    bool with_spellings;
    bool has_parts;                  /* of the list at hand: set before its first document */
    struct bytes spelling_set;       /* of the document that is added next; borrowed */
    uint32_t df, pending;            /* pending: documents of the block at hand */
    uint32_t docs[CODEC_BLOCK], tfs[CODEC_BLOCK], parts[CODEC_BLOCK], words[CODEC_BLOCK];
    double most, block_most;         /* largest saturation */
    struct buffer places;            /* u32: positions of the block at hand */
    struct buffer last, starts, kinds, bounds, blocks; /* skip data (u32, u64, u8, u8), bytes */
    struct buffer place_starts, place_blocks;          /* the same of the positions */
    struct buffer saturations;       /* u16 a document: g times 65536 */
    struct buffer out, part_string;
    struct spelling_builder spellings;
    bool limit_passed;
};

/* Where the positions of the next document's `words` >= 1 occurrences go, rising; NULL without memory. */
uint32_t *list_builder_room(struct list_builder *builder, uint32_t words);

/* Adds a document after those before it: `words` occurrences, whose positions are in the room, and
 * `parts` more (with has_parts only) in compounds. */
void list_builder_add(struct list_builder *builder, uint32_t document, uint32_t words,
                      uint32_t parts);

/* Ends the list: appends it to the spools and fills *record. STATUS_MEMORY, STATUS_IO,
 * STATUS_LIMIT if a block is too large for its offset. */
enum status list_builder_finish(struct list_builder *builder, struct list_record *record,
                                struct error *err);

void list_builder_release(struct list_builder *builder);

#endif
