/* Compresses stored documents into zlib streams, by libdeflate: several times as fast as zlib. */
#ifndef STICHWORT_INDEXER_INVERT_DEFLATER_H
#define STICHWORT_INDEXER_INVERT_DEFLATER_H

#include "common/base/buffer.h"
#include "common/base/error.h"

struct deflater; /* the scratch memory of one thread */

enum status deflater_create(struct deflater **deflater, struct error *err);

/* Appends the zlib stream of `raw` to `out`. STATUS_MEMORY. */
enum status deflater_append(struct deflater *deflater, struct bytes raw, struct buffer *out,
                            struct error *err);

void deflater_destroy(struct deflater *deflater);

#endif
