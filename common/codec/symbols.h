/* Symbols: numbers below 16, one for each document of a list, the most frequent ones the smallest. As few
 * bits as their frequencies promise, and any of them can be read alone. See CODEC.md, "Symbols". */
#ifndef STICHWORT_COMMON_CODEC_SYMBOLS_H
#define STICHWORT_COMMON_CODEC_SYMBOLS_H

#include "common/codec/bits.h"

enum { SYMBOLS_MOST_KINDS = 16, SYMBOLS_BLOCK = 128, SYMBOLS_SLACK_BYTES = 384 };

/* Appends `count` symbols below kinds (2 to 16). */
void symbols_encode(struct bit_writer *writer, const uint8_t *symbols, uint32_t count, unsigned kinds);

struct symbols {
    const uint8_t *data;
    uint64_t bits;           /* of data */
    uint64_t starts, blocks; /* where these begin */
    uint32_t count;
    uint8_t groups, start_width;
    uint8_t widths[SYMBOLS_MOST_KINDS]; /* of the groups */
};

/* What the reader stands before; borrowed, with SYMBOLS_SLACK_BYTES behind it. False on damage. */
bool symbols_open(struct symbols *symbols, const struct bit_reader *in, uint32_t count, unsigned kinds);

/* The symbol at a place below count; on damage any number below 31. */
unsigned symbols_at(const struct symbols *symbols, uint32_t place);

/* Whether it is one of those whose bits are set. */
bool symbols_among(const struct symbols *symbols, uint32_t place, uint32_t wanted);

#endif
