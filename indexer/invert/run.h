/* A run: the postings of one batch of documents, terms in byte order.
 *   each term: varint size, bytes, varint df, varint payload bytes, payload
 *   payload:   each document: varint gap (first: number), varint tf, tf varint position gaps;
 *              with a lexicon: u8 number of spellings and these, rising (see common/text/spelling.h) */
#ifndef STICHWORT_INDEXER_INVERT_RUN_H
#define STICHWORT_INDEXER_INVERT_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "indexer/invert/spool.h"

/* Reads a run front to back through a window. */
struct run_reader { /* zero with the first five set is at the front */
    size_t window_bytes;     /* read at once */
    const struct spool *spool;
    uint32_t first_document; /* of the batch, over all batches */
    uint64_t offset;         /* in the spool: of the window's first byte */
    uint64_t end;            /* in the spool */
    struct buffer window;
    size_t at;
    uint8_t term[256];
    uint64_t term_first; /* see term_sort.h: for most comparisons */
    uint32_t term_size, df;
    size_t payload_bytes;
    bool ended;
};

/* Steps to the next term; reader->ended at the end. */
enum status run_reader_next(struct run_reader *reader, struct error *err);

/* The payload of the term at hand, valid until the next step. */
enum status run_reader_payload(struct run_reader *reader, struct bytes *payload, struct error *err);

void run_reader_release(struct run_reader *reader);

#endif
