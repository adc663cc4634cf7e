/* Random documents and frequencies of many shapes. */
#ifndef STICHWORT_TESTS_UNIT_CODEC_SAMPLES_H
#define STICHWORT_TESTS_UNIT_CODEC_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

#include "random.h"

enum {
    SAMPLE_DOC_SHAPES = 24, /* run, dense, ..., gaps of up to 2^20 and more, clusters */
    SAMPLE_TF_SHAPES = 7,   /* ones, few twos, many twos, small, one huge, large, mixed */
    SAMPLE_MAX_DOCUMENTS = 1 << 28
};

/* `count` rising ids from `base` on, all below SAMPLE_MAX_DOCUMENTS (base must be below half). */
void sample_docs(struct random *random, unsigned shape, uint32_t base, size_t count,
                 uint32_t *docs);

void sample_tfs(struct random *random, unsigned shape, size_t count, uint32_t *tfs);

#endif
