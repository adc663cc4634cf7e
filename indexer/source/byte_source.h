/* The bytes of one input, plain or gzip (all members, damage noticed: gzread alone does not). */
#ifndef STICHWORT_INDEXER_SOURCE_BYTE_SOURCE_H
#define STICHWORT_INDEXER_SOURCE_BYTE_SOURCE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/base/error.h"
#include "indexer/source/skips.h"

struct byte_source;

/* Takes the open file and closes it in the end; `name` (copied) is for messages. `stop` (borrowed,
 * may be NULL) ends the source as if damaged when it is not zero while the file keeps us waiting. A file that
 * cannot be read is noted in `skips`. */
enum status byte_source_open(struct byte_source **source, int file, struct bytes name,
                             const atomic_int *stop, struct skips *skips, struct error *err);

/* At most `size` of the next bytes into out; 0 at the end. Damage is noted in `skips` and ends
 * the source: see byte_source_damaged. */
size_t byte_source_read(struct byte_source *source, uint8_t *out, size_t size, struct skips *skips);

/* Whether the bytes ended before their time. */
bool byte_source_damaged(const struct byte_source *source);

/* Bytes taken from the file so far. */
uint64_t byte_source_consumed(const struct byte_source *source);

void byte_source_close(struct byte_source *source);

#endif
