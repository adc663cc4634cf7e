/* Encoded bytes in a block of exactly their size and the codec's slack, so that the address
 * sanitizer sees any read beyond. The slack is all ones: whoever uses it decodes rubbish. */
#ifndef STICHWORT_TESTS_SUPPORT_EXACT_BYTES_H
#define STICHWORT_TESTS_SUPPORT_EXACT_BYTES_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/codec/codec.h"

struct exact_bytes { /* freed by free(start) */
    uint8_t *start, *end;
};

static inline struct exact_bytes exact_bytes_of(const void *data, size_t size)
{
    struct exact_bytes exact;
    exact.start = malloc(size + CODEC_SLACK_BYTES);
    if (exact.start == NULL) {
        abort();
    }
    if (size > 0) {
        memcpy(exact.start, data, size);
    }
    exact.end = exact.start + size;
    memset(exact.end, 0xFF, CODEC_SLACK_BYTES);
    return exact;
}

#endif
