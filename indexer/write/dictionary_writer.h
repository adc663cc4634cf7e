/* The term blocks of a segment, written front to back. */
#ifndef STICHWORT_INDEXER_WRITE_DICTIONARY_WRITER_H
#define STICHWORT_INDEXER_WRITE_DICTIONARY_WRITER_H

#include "common/codec/bits.h"
#include "indexer/write/list_builder.h"

struct dictionary_writer { /* all zero with the first three set is empty */
    uint32_t documents;
    bool with_parts, with_spellings; /* FACTS_PARTS, FACTS_SPELLINGS */
    uint32_t terms;
    struct buffer keys;    /* u64 a block, little-endian */
    struct buffer starts;  /* u32 a block */
    struct buffer blocks;  /* section 3 */
    struct buffer text, data;
    struct bit_writer bits;
    uint64_t list_offset, position_offset;           /* of the next list */
    uint64_t block_list_offset, block_position_offset; /* of the block's first */
    uint8_t before[256];
    size_t before_size;
};

/* Adds a term (1 to 255 bytes) after those before it. */
void dictionary_writer_add(struct dictionary_writer *writer, struct bytes term,
                           const struct list_record *record);

/* Ends the last block: keys (section 2) and blocks (section 3) are whole. STATUS_MEMORY,
 * STATUS_LIMIT above 4 GiB of terms. */
enum status dictionary_writer_finish(struct dictionary_writer *writer, struct error *err);

void dictionary_writer_release(struct dictionary_writer *writer);

#endif
