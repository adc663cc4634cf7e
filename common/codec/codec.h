/* Integer codecs of posting lists: blocks of 128 documents with their term
 * frequencies, lists and tails of fewer, positions. CODEC.md beside this file
 * has the bytes. All functions are pure; decoders take bytes that nobody vouches
 * for: they answer false (or 0) when the bytes are not what an encoder writes,
 * read at most CODEC_SLACK_BYTES past `end` and write only what they say. */
#ifndef STICHWORT_COMMON_CODEC_CODEC_H
#define STICHWORT_COMMON_CODEC_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buffer.h"
#include "common/base/bytes.h"
#include "common/codec/symbols.h"
#include "common/cpu/cpu.h"

enum {
    CODEC_BLOCK = 128,      /* documents of a full block */
    CODEC_SLACK_BYTES = 64, /* readable bytes that must follow everything decoded */
    CODEC_NOT_THERE = 255,
    CODEC_MOST_POSITIONS = INT32_MAX, /* positions of a document lie below */
    CODEC_MAX_LOW_BITS = 20 /* k of a RICE block; lists live in [0, 2^28) */
};

/* The kind byte of a full block, kept in the skip data: k of RICE in the low five bits (0 is the
 * bit set), DOC_RUN for 128 neighbours in a row; the flag says that every tf is 1. */
enum {
    DOC_KIND_MASK = 31,
    DOC_RUN = 31,
    DOC_TF_ONES = 128
};

/* --- writing --- */

/* Appends 128 rising ids, all >= base, and their term frequencies (>= 1); returns the kind byte.
 * The ids come first, then the frequencies (none when all are 1). */
uint8_t codec_block_encode(const uint32_t docs[CODEC_BLOCK], const uint32_t tfs[CODEC_BLOCK],
                           uint32_t base, struct buffer *out);

/* Appends `count` (1 to 127) rising ids in [base, limit) and their frequencies: interpolative
 * ids (Moffat and Stuiver, 2000), then frequencies, one bit string, whole bytes. */
void codec_short_encode(const uint32_t *docs, const uint32_t *tfs, size_t count, uint32_t base,
                        uint32_t limit, struct buffer *out);

/* Appends the positions of `count` (1 to 128) documents. tfs[i] positions each, rising, of all
 * documents one after the other; those of document i are below limits[i] (2 to
 * CODEC_MOST_POSITIONS). */
void codec_positions_encode(const uint32_t *tfs, const uint32_t *limits, const uint32_t *positions,
                            size_t count, struct buffer *out);

/* Appends how many of each of `count` (1 to 128) term frequencies come from compounds (parts[i] <=
 * counts[i]); nothing if none does. */
void codec_parts_encode(const uint32_t *counts, const uint32_t *parts, size_t count,
                        struct buffer *out);

/* --- reading --- */

/* Random access to the positions of a block: the share of bits of a document follows from
 * (limit, tf), so one is read without its neighbours. Belongs to one thread. */
struct positions_view {
    const uint8_t *in, *end;
    const uint32_t *tfs;    /* borrowed */
    const uint32_t *limits; /* borrowed */
    uint32_t count;
    uint32_t head_bits;     /* where the shares begin */
    uint32_t one_limit;     /* of all documents; 0: each has its own */
    uint32_t sums[CODEC_BLOCK / 32]; /* bits before documents 0, 32, 64, 96 */
    uint32_t starts[CODEC_BLOCK];    /* where each share begins, of the groups of 32 in `groups` */
    uint32_t low_bits[CODEC_BLOCK];  /* of its numbers if there are three or more */
    uint8_t groups;
    uint32_t share_of[8], low_bits_of[8]; /* with one limit: by frequency */
};

/* One CPU path's kernels. The table lives for ever. */
struct codec {
    enum cpu_path path;

    /* The 128 ids of a block [in, end) whose last id is `last` (checked). `out` has room for
     * CODEC_BLOCK + 16 here and below: vectors write past the end. */
    bool (*docs_decode)(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                        uint32_t last, uint32_t *out);

    /* The 128 frequencies of the same block. */
    bool (*tfs_decode)(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                       uint32_t last, uint32_t *out);

    /* One frequency of the block, or 0 where that takes all of them, also on damage. */
    uint32_t (*tf_at)(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                      uint32_t last, unsigned index);

    /* Ones among the first `bit` bits of a bit set; reads whole words. */
    uint32_t (*bit_rank)(const uint8_t *in, uint32_t bit);

    /* The places of `count` rising documents in 128 rising ones, all below 2^31, CODEC_NOT_THERE for those that
     * are not among them. */
    void (*find)(const uint32_t *docs, const uint32_t *wanted, unsigned count, uint8_t *places);

    /* The same in a bit set from document `base` on, without decoding it; reads whole words up to
     * the one of the last wanted document. */
    void (*find_bits)(const uint8_t *in, uint32_t base, const uint32_t *wanted, unsigned count,
                      uint8_t *places);

    /* As codec_positions_read and codec_positions_test. */
    bool (*positions_read)(struct positions_view *view, const uint8_t *index, uint32_t count,
                           uint32_t *out);
    bool (*positions_test)(struct positions_view *view, const uint8_t *index,
                           const uint32_t *wanted, uint32_t count, uint8_t *found);

    /* Ones of a bit map. */
    uint64_t (*count_ones)(const uint64_t *words, size_t count);

    /* The first part of codec_short_decode: the ids, and the bit where the frequencies begin. `in`
     * to `end` as for all. */
    bool (*short_docs)(const uint8_t *in, const uint8_t *end, size_t count, uint32_t base,
                       uint32_t limit, uint32_t *docs, uint64_t *bit);

    /* The second part: the frequencies from that bit on. */
    bool (*short_tfs)(const uint8_t *in, const uint8_t *end, uint64_t bit, size_t count,
                      uint32_t *tfs);

    /* As codec_parts_decode. */
    bool (*parts_decode)(const uint8_t *in, const uint8_t *end, const uint32_t *counts, size_t count,
                         uint32_t *parts);

    /* As symbols_among. */
    bool (*symbols_among)(const struct symbols *symbols, uint32_t place, uint32_t wanted);
};

/* NULL if this machine or build has no such path. */
const struct codec *codec_for(enum cpu_path path);

/* A RICE block with k = 0 is a bit set of (last - base + 1) bits: bit i is document base + i. */
static inline bool codec_is_bit_set(uint8_t kind)
{
    return (kind & DOC_KIND_MASK) == 0;
}

/* Reverses codec_short_encode: exactly the bytes [in, end). */
bool codec_short_decode(const uint8_t *in, const uint8_t *end, size_t count, uint32_t base,
                        uint32_t limit, uint32_t *docs, uint32_t *tfs);

/* Reverses codec_parts_encode: exactly the bytes [in, end); counts are known. */
bool codec_parts_decode(const uint8_t *in, const uint8_t *end, const uint32_t *counts, size_t count,
                        uint32_t *parts);

/* The parts of one frequency, if they can be told without the others; else -1, also on damage. */
int64_t codec_parts_at(const uint8_t *in, const uint8_t *end, uint32_t tf, size_t count,
                       size_t index);

/* Whether the block's reader looks at limits at all: one may serve all documents. */
bool codec_positions_need_limits(const uint8_t *in, const uint8_t *end, uint32_t count);

/* False if the head is none. Nothing else is looked at yet, neither tfs nor limits. */
bool codec_positions_open(struct positions_view *view, const uint8_t *in, const uint8_t *end,
                          const uint32_t *tfs, const uint32_t *limits, uint32_t count);

/* All positions, rising, of the `count` documents index[i], rising, one document after the other into
 * out; false on damage. Reads limits of whole groups of 32 documents, from that of the first to that
 * of the last one asked for. */
bool codec_positions_read(struct positions_view *view, const uint8_t *index, uint32_t count,
                          uint32_t *out);

/* Whether wanted[i] is a position of document index[i], into found[i] (0 or 1), for `count` (at most
 * 128) questions, index rising: reads no other places than those asked for, so that damage may go unnoticed; false
 * on damage that it met. Limits as above. */
bool codec_positions_test(struct positions_view *view, const uint8_t *index, const uint32_t *wanted,
                          uint32_t count, uint8_t *found);

/* All positions of the block, document after document; true only if every bit has the one
 * value that the encoder writes. For merging and checking. */
bool codec_positions_decode(const uint8_t *in, const uint8_t *end, const uint32_t *tfs,
                            const uint32_t *limits, uint32_t count, uint32_t *out);

/* The same with the caller's scratch memory: a false answer with again->failed is no damage but
 * want of memory. */
bool codec_positions_check(const uint8_t *in, const uint8_t *end, const uint32_t *tfs,
                           const uint32_t *limits, uint32_t count, uint32_t *out,
                           struct buffer *again);

#endif
