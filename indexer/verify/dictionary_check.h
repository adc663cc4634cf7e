/* The dictionary of a segment, byte for byte: term blocks are written again from what was read of them. */
#ifndef STICHWORT_INDEXER_VERIFY_DICTIONARY_CHECK_H
#define STICHWORT_INDEXER_VERIFY_DICTIONARY_CHECK_H

#include "common/base/buffer.h"
#include "indexer/verify/faults.h"

struct dictionary_check {
    struct faults *faults;
    struct buffer text, block; /* of the block at hand */
    uint8_t before[256];
    size_t before_size;
    uint64_t lists, positions;             /* bytes of all terms so far */
    uint64_t block_lists, block_positions; /* of those before the block */
};

/* All zero but for the faults to begin with. Takes each term of a walk in turn. STATUS_MEMORY. */
enum status dictionary_check_term(struct dictionary_check *check, const struct term_walk *walk,
                                  struct error *err);

/* Behind the last term. */
void dictionary_check_end(struct dictionary_check *check);

void dictionary_check_release(struct dictionary_check *check);

#endif
