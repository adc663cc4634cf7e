/* Documents of lists as bits, 64 to a word. The words have room for one more behind those of the
 * segment's documents. Damage is latched in the cursor; its list is then left. */
#ifndef STICHWORT_SEARCHER_EVAL_DOCUMENT_BITS_H
#define STICHWORT_SEARCHER_EVAL_DOCUMENT_BITS_H

#include "searcher/eval/cursor.h"

/* Whether the block is stored as a bit set, which need not be decoded. */
static inline bool document_bits_stored(const struct cursor *cursor, uint32_t block)
{
    return cursor_count(cursor, block) == CODEC_BLOCK &&
           codec_is_bit_set(cursor->list.kind[block]);
}

/* Sets the documents of such a block; false on damage. */
bool document_bits_set_stored(struct cursor *cursor, uint32_t block, uint64_t *bits);

/* Sets or clears all documents of a list. */
void document_bits_set(struct cursor *cursor, uint64_t *bits);
void document_bits_clear(struct cursor *cursor, uint64_t *bits);

#endif
