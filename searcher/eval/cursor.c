#include "searcher/eval/cursor.h"

#include <string.h>

#include "searcher/eval/block_weights.h"

static const uint32_t NONE = UINT32_MAX;

static void pad(uint32_t *docs, uint32_t count)
{
    for (uint32_t i = count; i < CODEC_BLOCK + 16; i++) {
        docs[i] = CURSOR_END;
    }
}

static bool damage(struct cursor *cursor)
{
    cursor->damaged = true;
    cursor->blocks = 0;
    cursor->docs_block = NONE;
    cursor->tfs_block = NONE;
    pad(cursor->docs, 0);
    return false;
}

/* Frequencies, as they were decoded into tfs, become words and weights. */
static bool weigh(struct cursor *cursor, struct bytes parts, uint32_t count)
{
    uint32_t *words = cursor->words; /* of parts at first */
    if (cursor->word_weight == 1) {
        return true;
    }
    if (parts.size == 0) {
        memset(words, 0, count * sizeof *words);
    } else if (!cursor->codec->parts_decode(parts.data, parts.data + parts.size, cursor->tfs, count,
                                            words)) {
        return false;
    }
    block_weights(cursor->codec->path, count, cursor->tfs, words);
    return true;
}

/* A list of one block: decoded when it is needed. Until then its last document is only bounded. */
static bool load_short(struct cursor *cursor)
{
    const struct term_entry *entry = &cursor->entry;
    const uint8_t *in = entry->list.data, *end = in + entry->list.size;
    struct bytes parts = {NULL, 0};
    if (entry->df == 1) {
        uint32_t words = entry->single_tf - entry->single_parts, unit = cursor->word_weight;
        cursor->docs[0] = entry->single_document;
        cursor->words[0] = words;
        cursor->tfs[0] = unit * words + FORMAT_PART_WEIGHT * entry->single_parts;
    } else if ((entry->has_parts && !segment_take_parts(&in, end, &parts)) ||
               !codec_short_decode(in, end, entry->df, 0, cursor->segment->facts.documents,
                                   cursor->docs, cursor->tfs) ||
               !weigh(cursor, parts, entry->df)) {
        return damage(cursor);
    }
    pad(cursor->docs, entry->df);
    cursor->docs_block = cursor->tfs_block = 0;
    cursor->last_of_short = cursor->docs[entry->df - 1];
    return true;
}

void cursor_open(struct cursor *cursor, const struct segment *segment, const struct codec *codec,
                 const struct term_entry *entry)
{
    cursor->segment = segment;
    cursor->codec = codec;
    cursor->entry = *entry;
    cursor->df = entry->df;
    cursor->word_weight = segment_word_weight(segment);
    cursor->docs_block = cursor->tfs_block = cursor->positions_block = NONE;
    cursor->single_tf_block = NONE;
    cursor->damaged = false;
    cursor_rewind(cursor);
    if (entry->df < CODEC_BLOCK) {
        cursor->blocks = 1;
        cursor->last_of_short = segment->facts.documents - 1;
    } else if (!long_list_open(&cursor->list, entry, segment->facts.documents)) {
        damage(cursor);
    } else {
        cursor->blocks = cursor->list.blocks;
    }
}

/* Gallops from the current block, then halves: near targets are the usual case. */
uint32_t cursor_seek_block(struct cursor *cursor, uint32_t document)
{
    uint32_t low = cursor->block, step = 1, high = cursor->blocks;
    if (low >= high || cursor_last(cursor, low) >= document) {
        return low;
    }
    while (low + step < high && cursor_last(cursor, low + step) < document) {
        low += step;
        step *= 2;
    }
    if (low + step < high) {
        high = low + step;
    }
    low++; /* all blocks below end before the document; `high` does not, or is the end */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cursor_last(cursor, middle) < document) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return cursor->block = low;
}

/* The same, and the string of parts in front of them. */
static bool parts_and_bytes(const struct cursor *cursor, uint32_t block, const uint8_t **in,
                            const uint8_t **end, struct bytes *parts)
{
    *parts = bytes_of(NULL, 0);
    return long_list_block(&cursor->list, block, in, end) &&
           (!cursor->entry.has_parts || segment_take_parts(in, *end, parts));
}

bool cursor_block_bytes(const struct cursor *cursor, uint32_t block, const uint8_t **in,
                        const uint8_t **end)
{
    struct bytes parts;
    return parts_and_bytes(cursor, block, in, end, &parts);
}

/* Bytes and limits of a block of a long list; false on damage. */
static bool block_bytes(const struct cursor *cursor, uint32_t block, const uint8_t **in,
                        const uint8_t **end, uint32_t *base, uint32_t *last)
{
    *base = cursor_base(cursor, block);
    *last = cursor_last(cursor, block);
    return *base <= *last && *last < cursor->segment->facts.documents &&
           cursor_block_bytes(cursor, block, in, end);
}

bool cursor_load_docs(struct cursor *cursor, uint32_t block)
{
    const uint8_t *in, *end;
    struct bytes parts;
    uint32_t base, last, count = cursor_count(cursor, block);
    if (cursor->docs_block == block) {
        return true;
    }
    if (cursor->df < CODEC_BLOCK) {
        return !cursor->damaged && load_short(cursor);
    }
    if (cursor->damaged || !block_bytes(cursor, block, &in, &end, &base, &last)) {
        return damage(cursor);
    }
    if (count < CODEC_BLOCK) {
        if (!parts_and_bytes(cursor, block, &in, &end, &parts) ||
            !codec_short_decode(in, end, count, base, cursor->segment->facts.documents,
                                cursor->docs, cursor->tfs) ||
            cursor->docs[count - 1] != last || !weigh(cursor, parts, count)) {
            return damage(cursor);
        }
        cursor->tfs_block = block;
    } else if (!cursor->codec->docs_decode(in, end, cursor->list.kind[block], base, last,
                                           cursor->docs)) {
        return damage(cursor);
    }
    pad(cursor->docs, count);
    cursor->docs_block = block;
    return true;
}

bool cursor_load_tfs(struct cursor *cursor, uint32_t block)
{
    const uint8_t *in, *end;
    struct bytes parts;
    uint32_t base, last;
    if (cursor->tfs_block == block) {
        return true;
    }
    if (cursor_count(cursor, block) < CODEC_BLOCK) {
        cursor->docs_block = NONE; /* both are decoded together */
        return cursor_load_docs(cursor, block);
    }
    if (cursor->damaged || !block_bytes(cursor, block, &in, &end, &base, &last) ||
        !cursor->codec->tfs_decode(in, end, cursor->list.kind[block], base, last, cursor->tfs) ||
        !parts_and_bytes(cursor, block, &in, &end, &parts) ||
        !weigh(cursor, parts, CODEC_BLOCK)) {
        return damage(cursor);
    }
    cursor->tfs_block = block;
    return true;
}

/* First place in the padded block with docs[place] >= document: no branches on data. */
static uint32_t lower_bound(const uint32_t *docs, uint32_t document)
{
    uint32_t low = docs[63] < document ? 64 : 0;
    low += docs[low + 31] < document ? 32 : 0;
    low += docs[low + 15] < document ? 16 : 0;
    low += docs[low + 7] < document ? 8 : 0;
    low += docs[low + 3] < document ? 4 : 0;
    low += docs[low + 1] < document ? 2 : 0;
    low += docs[low] < document ? 1 : 0;
    return low;
}

static bool bit_set_block(const struct cursor *cursor, uint32_t block)
{
    return cursor->docs_block != block && cursor_count(cursor, block) == CODEC_BLOCK &&
           codec_is_bit_set(cursor->list.kind[block]);
}

/* The bit of a document in a bit-set block; *in is the bit set. */
static bool test_bit(struct cursor *cursor, uint32_t block, uint32_t document, const uint8_t **in)
{
    const uint8_t *end;
    uint32_t base, last;
    if (!block_bytes(cursor, block, in, &end, &base, &last) || document < base || document > last) {
        return false;
    }
    uint32_t bit = document - base;
    return bit / 8 < (size_t)(end - *in) && ((*in)[bit / 8] >> (bit % 8) & 1) != 0;
}

bool cursor_has(struct cursor *cursor, uint32_t block, uint32_t document)
{
    const uint8_t *in;
    if (bit_set_block(cursor, block)) {
        return test_bit(cursor, block, document, &in);
    }
    return cursor_load_docs(cursor, block) &&
           cursor->docs[lower_bound(cursor->docs, document)] == document;
}

int cursor_find(struct cursor *cursor, uint32_t block, uint32_t document)
{
    const uint8_t *in;
    if (bit_set_block(cursor, block)) {
        if (!test_bit(cursor, block, document, &in)) {
            return -1;
        }
        uint32_t bit = document - cursor_base(cursor, block);
        uint32_t before = cursor->codec->bit_rank(in, bit);
        return before < CODEC_BLOCK ? (int)before : -1;
    }
    if (!cursor_load_docs(cursor, block)) {
        return -1;
    }
    uint32_t place = lower_bound(cursor->docs, document);
    return cursor->docs[place] == document ? (int)place : -1;
}

void cursor_find_all(struct cursor *cursor, uint32_t block, const uint32_t *documents,
                     uint32_t count, uint8_t *places)
{
    enum { FEW = 3 }; /* as dear as decoding the block */
    if (count <= FEW && bit_set_block(cursor, block)) {
        for (uint32_t i = 0; i < count; i++) {
            int place = cursor_find(cursor, block, documents[i]);
            places[i] = place < 0 ? CODEC_NOT_THERE : (uint8_t)place;
        }
    } else if (cursor_load_docs(cursor, block)) {
        cursor->codec->find(cursor->docs, documents, count, places);
    } else {
        memset(places, CODEC_NOT_THERE, count);
    }
}

enum { MAP_WORDS = 16 };

/* A bit map of a decoded block that spans few documents; false if it spans more. */
static bool map_block(const struct cursor *cursor, uint32_t block, uint64_t map[MAP_WORDS])
{
    uint32_t first = cursor->docs[0], count = cursor_count(cursor, block);
    uint32_t words = (cursor->docs[count - 1] - first) / 64 + 1;
    if (words > MAP_WORDS) {
        return false;
    }
    memset(map, 0, words * sizeof *map);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = cursor->docs[i] - first;
        map[place / 64] |= (uint64_t)1 << place % 64;
    }
    return true;
}

void cursor_has_all(struct cursor *cursor, uint32_t block, const uint32_t *documents,
                    uint32_t count, uint8_t *places)
{
    enum { MANY = 16 }; /* worth a map */
    const uint8_t *in, *end;
    uint32_t base, last;
    uint64_t map[MAP_WORDS];
    if (!bit_set_block(cursor, block)) {
        if (count < MANY || !cursor_load_docs(cursor, block) || !map_block(cursor, block, map)) {
            cursor_find_all(cursor, block, documents, count, places);
            return;
        }
        uint32_t first = cursor->docs[0], span = cursor_last(cursor, block) - first;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t place = documents[i] - first; /* wraps before the first */
            bool there = place <= span && (map[place / 64] >> place % 64 & 1) != 0;
            places[i] = there ? 0 : CODEC_NOT_THERE;
        }
        return;
    }
    if (!block_bytes(cursor, block, &in, &end, &base, &last) || (last - base) / 8 >= end - in) {
        damage(cursor);
        memset(places, CODEC_NOT_THERE, count);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bit = documents[i] - base;
        places[i] = in[bit / 8] >> bit % 8 & 1 ? 0 : CODEC_NOT_THERE;
    }
}

uint32_t cursor_read_tf(struct cursor *cursor, uint32_t block, uint32_t index)
{
    const uint8_t *in, *end;
    uint32_t base, last;
    if (cursor_count(cursor, block) < CODEC_BLOCK) {
        return cursor_load_tfs(cursor, block) ? cursor->tfs[index] : 0;
    }
    uint8_t kind = cursor->list.kind[block];
    if ((kind & DOC_TF_ONES) && !cursor->entry.has_parts) {
        return cursor->word_weight;
    }
    if (cursor->single_tf_block == block) {
        return cursor_load_tfs(cursor, block) ? cursor->tfs[index] : 0;
    }
    cursor->single_tf_block = block;
    uint32_t tf = 0;
    struct bytes parts;
    if (block_bytes(cursor, block, &in, &end, &base, &last) &&
        parts_and_bytes(cursor, block, &in, &end, &parts)) {
        if (codec_parts_at(parts.data, parts.data + parts.size, 2, CODEC_BLOCK, index) < 0) {
            return cursor_load_tfs(cursor, block) ? cursor->tfs[index] : 0; /* most likely needed */
        }
        tf = kind & DOC_TF_ONES ? 1 : codec_tf_at(in, end, kind, base, last, index);
    }
    if (tf == 0) {
        damage(cursor);
        return 0;
    }
    int64_t from_parts =
        codec_parts_at(parts.data, parts.data + parts.size, tf, CODEC_BLOCK, index);
    if (from_parts < 0) { /* the others must be read */
        return cursor_load_tfs(cursor, block) ? cursor->tfs[index] : 0;
    }
    return tf * cursor->word_weight -
           (uint32_t)from_parts * (FORMAT_WORD_WEIGHT - FORMAT_PART_WEIGHT);
}

uint32_t cursor_word_count(struct cursor *cursor, uint32_t block, uint32_t index)
{
    if (!cursor->entry.has_parts && cursor->df > 1) {
        return cursor_tf(cursor, block, index) / cursor->word_weight;
    }
    return cursor_load_tfs(cursor, block) ? cursor_words(cursor)[index] : 0;
}

enum { WIDTH_GROUP = 32, ALL_WIDTHS = WIDTH_GROUP };

/* Widths follow from lengths, which lie far apart: only those are fetched that the codec adds up to
 * reach the document, from the beginning of its group on. */
static void load_widths(struct cursor *cursor, uint32_t index)
{
    uint32_t group = index / WIDTH_GROUP, first = group * WIDTH_GROUP;
    uint32_t i = first + cursor->widths_loaded[group];
    for (; i <= index; i++) {
        cursor->widths[i] =
            (uint8_t)format_position_width(segment_length(cursor->segment, cursor->docs[i]));
        cursor->widths_loaded[group]++;
    }
}

static bool load_positions(struct cursor *cursor, uint32_t block)
{
    const uint8_t *in, *end;
    if (!cursor_load_docs(cursor, block) || !cursor_load_tfs(cursor, block)) {
        return false;
    }
    if (cursor->positions_block == block) {
        return true;
    }
    uint32_t count = cursor_count(cursor, block);
    if (segment_position_block(cursor->segment, &cursor->entry, block, &in, &end, NULL) !=
        STATUS_OK) {
        return damage(cursor);
    }
    bool none = !codec_positions_need_widths(in, end, count);
    memset(cursor->widths_loaded, none ? ALL_WIDTHS : 0, sizeof cursor->widths_loaded);
    if (!codec_positions_open(&cursor->positions, in, end, cursor_words(cursor), cursor->widths,
                              count)) {
        return damage(cursor);
    }
    cursor->positions_block = block;
    return true;
}

uint32_t cursor_positions_until(struct cursor *cursor, uint32_t block, uint32_t index,
                                uint32_t most, uint32_t *out)
{
    if ((cursor->positions_block != block || cursor->tfs_block != block ||
         cursor->docs_block != block) &&
        !load_positions(cursor, block)) {
        return 0;
    }
    load_widths(cursor, index);
    uint32_t count = cursor->codec->positions_read(&cursor->positions, index, most, out);
    if (count == 0) {
        damage(cursor);
    }
    return count;
}

bool cursor_positions(struct cursor *cursor, uint32_t block, uint32_t index, uint32_t *out)
{
    return cursor_positions_until(cursor, block, index, UINT32_MAX, out) > 0;
}

uint32_t cursor_advance(struct cursor *cursor, uint32_t document)
{
    uint32_t before = cursor->block, block = cursor_seek_block(cursor, document);
    if (block >= cursor->blocks || !cursor_load_docs(cursor, block)) {
        return CURSOR_END;
    }
    uint32_t place = lower_bound(cursor->docs, document);
    cursor->index = block == before && place < cursor->index ? cursor->index : place;
    return cursor->docs[cursor->index];
}
