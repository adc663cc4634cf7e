/* Which documents of a collection stay: those whose id comes again later do not. */
#ifndef STICHWORT_INDEXER_WRITE_DOCUMENTS_H
#define STICHWORT_INDEXER_WRITE_DOCUMENTS_H

#include <stdbool.h>

#include "indexer/invert/collection.h"

/* Ids to their numbers in a list. */
struct id_table { /* all zero is releasable */
    const struct id_list *ids; /* borrowed */
    uint32_t *slots;           /* number + 1; 0: free */
    size_t mask;
};

/* Enters all ids; of equal ones the last stays, the others are marked in `dropped` (a byte an id)
 * and counted. STATUS_MEMORY. */
enum status id_table_make(struct id_table *table, const struct id_list *ids, uint8_t *dropped,
                          uint32_t *dropped_count, struct error *err);

/* The number of an id; false if it is not there. */
bool id_table_find(const struct id_table *table, struct bytes id, uint32_t *number);

void id_table_release(struct id_table *table);

/* Takes the dropped documents out of lengths, ids, signatures and stored blocks. `numbers` (room for
 * document_count) gets the new number by old one, DOCUMENT_DROPPED for those that are gone; runs
 * keep the old numbers. STATUS_MEMORY, STATUS_IO. */
enum status documents_compact(struct collection *collection, const uint8_t *dropped,
                              uint32_t *numbers, struct error *err);

#endif
