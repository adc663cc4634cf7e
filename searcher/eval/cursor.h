/* One term's list in one segment, read block by block: bounds first, then documents, then
 * frequencies, then positions, each only when asked for. A list below 128 documents is one block.
 * Damage is latched: the cursor then looks empty, and the search reports it. One thread. */
#ifndef STICHWORT_SEARCHER_EVAL_CURSOR_H
#define STICHWORT_SEARCHER_EVAL_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "common/codec/codec.h"
#include "common/format/segment.h"

/* No document: larger than any, and still so as a signed number, which vectors compare. */
#define CURSOR_END ((uint32_t)INT32_MAX)

struct cursor {
    const struct segment *segment;
    const struct codec *codec;
    struct term_entry entry;
    struct long_list list;    /* df >= 128 */
    uint32_t df, blocks;
    uint32_t block;           /* where seeking goes on */
    uint32_t docs_block;      /* block in `docs`; UINT32_MAX: none */
    uint32_t tfs_block;
    uint32_t single_tf_block; /* single frequencies were read of it, so many: */
    uint32_t single_tfs;
    uint32_t positions_block;
    uint32_t last_of_short;
    uint64_t short_bit;       /* where the frequencies of the short block at hand begin */
    uint32_t index;           /* of cursor_advance: place in the block */
    uint32_t word_weight;     /* see segment_word_weight */
    bool damaged;
    struct positions_view positions;
    uint32_t docs[CODEC_BLOCK + 16];
    uint32_t tfs[CODEC_BLOCK + 16];   /* weights: of words and parts together */
    uint32_t words[CODEC_BLOCK + 16]; /* occurrences as a word; unused where they are the weights */
    uint32_t limits[CODEC_BLOCK];             /* of positions */
    bool limits_loaded[CODEC_BLOCK / 32];     /* of each 32 documents */
};

/* Begins at the front. */
void cursor_open(struct cursor *cursor, const struct segment *segment, const struct codec *codec,
                 const struct term_entry *entry);

/* Seeks from the first block again. */
static inline void cursor_rewind(struct cursor *cursor)
{
    cursor->block = 0;
    cursor->index = 0;
}

static inline uint32_t cursor_last(const struct cursor *cursor, uint32_t block)
{
    return cursor->df < CODEC_BLOCK ? cursor->last_of_short : long_list_last(&cursor->list, block);
}

static inline uint32_t cursor_base(const struct cursor *cursor, uint32_t block)
{
    return block == 0 ? 0 : long_list_base(&cursor->list, block);
}

static inline uint32_t cursor_count(const struct cursor *cursor, uint32_t block)
{
    return cursor->df < CODEC_BLOCK ? cursor->df : long_list_count(&cursor->list, block);
}

/* Bound bytes of the blocks, one each. */
static inline const uint8_t *cursor_bounds(const struct cursor *cursor)
{
    return cursor->df < CODEC_BLOCK ? &cursor->entry.bound : cursor->list.bound;
}

/* The first block from cursor->block on whose last document is >= document, or `blocks`;
 * seeking goes on there. */
uint32_t cursor_seek_block(struct cursor *cursor, uint32_t document);

/* The bytes of documents and frequencies of a block of a long list; false if they lie outside. */
bool cursor_block_bytes(const struct cursor *cursor, uint32_t block, const uint8_t **in,
                        const uint8_t **end);

/* Decodes; docs[count..] is CURSOR_END. False on damage. */
bool cursor_load_docs(struct cursor *cursor, uint32_t block);
bool cursor_load_tfs(struct cursor *cursor, uint32_t block);

/* Place of a document in a block that can hold it, or -1. */
int cursor_find(struct cursor *cursor, uint32_t block, uint32_t document);

/* Places of `count` rising documents up to the block's last one, the first of which may lie before the
 * block, or CODEC_NOT_THERE. */
void cursor_find_all(struct cursor *cursor, uint32_t block, const uint32_t *documents,
                     uint32_t count, uint8_t *places);

/* The same of documents from the block's base on, but only whether they are there: 0 or
 * CODEC_NOT_THERE. Cheaper in bit sets. */
void cursor_has_all(struct cursor *cursor, uint32_t block, const uint32_t *documents,
                    uint32_t count, uint8_t *places);

/* Whether it is there; cheaper than its place. */
bool cursor_has(struct cursor *cursor, uint32_t block, uint32_t document);

/* Occurrences as a word of the documents of the block whose tfs are loaded. */
static inline const uint32_t *cursor_words(const struct cursor *cursor)
{
    return cursor->word_weight == 1 ? cursor->tfs : cursor->words;
}

/* The weight at a place of a block: the term frequency, or in fifths with what compounds add (see
 * FORMAT_WORD_WEIGHT); 0 on damage. */
uint32_t cursor_read_tf(struct cursor *cursor, uint32_t block, uint32_t index);

static inline uint32_t cursor_tf(struct cursor *cursor, uint32_t block, uint32_t index)
{
    return cursor->tfs_block == block ? cursor->tfs[index] : cursor_read_tf(cursor, block, index);
}

/* Says that `count` of the block's weights will be asked for: from two on it pays to decode all. */
static inline void cursor_expect_tfs(struct cursor *cursor, uint32_t block, uint32_t count)
{
    cursor->single_tf_block = count > 1 ? block : cursor->single_tf_block;
}

/* Occurrences as a word at a place of a block; 0 also on damage. */
uint32_t cursor_word_count(struct cursor *cursor, uint32_t block, uint32_t index);

/* The positions of the `count` (1 or more) documents at the places index[i], rising, of a block, one document after
 * the other: as many as their words, which are at most cursor_most_positions. */
bool cursor_positions(struct cursor *cursor, uint32_t block, const uint8_t *index, uint32_t count,
                      uint32_t *out);

/* Asks for the first bytes of a block's positions, which will be needed soon. */
void cursor_prefetch_positions(const struct cursor *cursor, uint32_t block);

/* Whether wanted[i] is a position of the document at place index[i] of the block, into found[i] (0 or
 * 1), for any number of questions, index rising; false on damage. */
bool cursor_test_positions(struct cursor *cursor, uint32_t block, const uint8_t *index,
                           const uint32_t *wanted, size_t count, uint8_t *found);

/* No document of the list can have more: each takes a bit. */
static inline uint64_t cursor_most_positions(const struct cursor *cursor)
{
    return 8 * (uint64_t)cursor->entry.positions.size;
}

/* The first document >= document, CURSOR_END if none; cursor->block and ->index tell where. Never
 * goes back, not even within a block: a tree's cursors must agree on what lies behind them. */
uint32_t cursor_advance(struct cursor *cursor, uint32_t document);

#endif
