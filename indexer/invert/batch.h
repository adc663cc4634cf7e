/* A batch: some consecutive records on their way through the inversion. Cut from the source by
 * one thread, inverted by another, taken into the collection in order. */
#ifndef STICHWORT_INDEXER_INVERT_BATCH_H
#define STICHWORT_INDEXER_INVERT_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buffer.h"
#include "common/base/error.h"
#include "indexer/invert/id_list.h"
#include "indexer/source/source.h"

/* A chunk is the records of one stored block: cut by their sizes alone, so that blocks are the
 * same for every size of batches. Records have a weight, that empty ones do not pile up. */
enum { BATCH_CHUNK_BYTES = 48 << 10, BATCH_RECORD_BYTES = 16 };

/* Runs can be read from the first term with a given first byte on. */
enum { RUN_PARTS = 256 };

struct batch_record {
    struct record record; /* its bytes are set when the batch is whole */
    size_t offset;        /* in batch.bytes */
    bool ends_chunk;
};

struct stored_block {
    uint32_t size_bytes, raw_bytes, documents;
};

struct batch { /* all zero is empty */
    struct buffer bytes; /* copies of the records */
    struct batch_record *records;
    size_t record_count, record_capacity;
    struct skips skips;

    /* What the inverter makes of them. */
    uint32_t document_count;
    struct buffer lengths; /* u32 (host order) a document: tokens */
    struct id_list ids;
    struct buffer stored;  /* zlib blocks */
    struct buffer blocks;  /* struct stored_block each */
    struct buffer run;     /* see run.h */
    struct buffer forms;   /* see struct batch_form; of a full table of forms, mostly none */
    struct buffer signatures; /* as in a segment, SIGNATURE_BYTES a document; none with whitespace */
    uint64_t parts[RUN_PARTS + 1]; /* where the terms of a first byte begin in the run */
    uint64_t text_bytes;
};

/* In front of the bytes of a distinct form and those of its term: counts of one or more batches. */
struct batch_form {
    uint32_t documents, seen, capitals; /* see struct word_form */
    uint8_t form_bytes, term_bytes;
};

/* Fills an empty batch with whole chunks, until `target_bytes` are reached or the source ends
 * (no record then). STATUS_MEMORY. */
enum status batch_fill(struct batch *batch, struct source *source, size_t target_bytes,
                       struct error *err);

void batch_release(struct batch *batch);

#endif
