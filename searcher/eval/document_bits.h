/* Documents of lists as bits, 64 to a word. The words have room for one more behind those of the
 * segment's documents. Damage is latched in the cursor; its list is then left. */
#ifndef STICHWORT_SEARCHER_EVAL_DOCUMENT_BITS_H
#define STICHWORT_SEARCHER_EVAL_DOCUMENT_BITS_H

#include "searcher/eval/cursor.h"

/* Sets the documents of a block that is stored as a bit set; *count is 0 then. Of other blocks they are
 * loaded, *count of them, for the caller to set his way. False on damage. */
bool document_bits_load(struct cursor *cursor, uint32_t block, uint64_t *bits, uint32_t *count);

/* Sets or clears all documents of a list. */
void document_bits_set(struct cursor *cursor, uint64_t *bits);
void document_bits_clear(struct cursor *cursor, uint64_t *bits);

#endif
