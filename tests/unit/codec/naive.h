/* A second decoder, bit by bit as CODEC.md says: slow, shares nothing with the codec. All functions
 * give false for what the document calls damage. */
#ifndef STICHWORT_TESTS_UNIT_CODEC_NAIVE_H
#define STICHWORT_TESTS_UNIT_CODEC_NAIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct naive_bits { /* a bit string; `failed` once it was read beyond its end */
    const uint8_t *data;
    size_t size; /* bytes */
    size_t at;   /* bits */
    bool failed;
};

unsigned naive_bit(struct naive_bits *bits);
uint64_t naive_number(struct naive_bits *bits, unsigned width);
uint64_t naive_unary(struct naive_bits *bits);
uint64_t naive_golomb(struct naive_bits *bits, unsigned k);
uint32_t naive_middle(struct naive_bits *bits, uint32_t n);

/* Fewer than 8 bits are left, all zero. */
bool naive_ended(struct naive_bits *bits);

bool naive_block(const uint8_t *data, size_t size, uint8_t kind, uint32_t base, uint32_t last,
                 uint32_t docs[128], uint32_t tfs[128]);

bool naive_short(const uint8_t *data, size_t size, size_t count, uint32_t base, uint32_t limit,
                 uint32_t *docs, uint32_t *tfs);

/* All positions, document after document. */
bool naive_positions(const uint8_t *data, size_t size, const uint32_t *tfs, const uint32_t *limits,
                     size_t count, uint32_t *positions);

/* How many of each frequency come from compounds; no bytes: none. */
bool naive_parts(const uint8_t *data, size_t size, const uint32_t *tfs, size_t count,
                 uint32_t *parts);

/* Bytes that an encoder gives the parts. */
size_t naive_parts_bytes(const uint32_t *tfs, const uint32_t *parts, size_t count);

#endif
