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

/* The only document of a list. */
static void load_single(struct cursor *cursor)
{
    const struct term_entry *entry = &cursor->entry;
    uint32_t words = entry->single_tf - entry->single_parts, unit = cursor->word_weight;
    cursor->docs[0] = entry->single_document;
    cursor->words[0] = words;
    cursor->tfs[0] = unit * words + FORMAT_PART_WEIGHT * entry->single_parts;
    cursor->tfs_block = 0;
}

/* A list of one block: decoded when it is needed. Until then its last document is only bounded. */
static bool load_short(struct cursor *cursor)
{
    const struct term_entry *entry = &cursor->entry;
    const uint8_t *in = entry->list.data, *end = in + entry->list.size;
    struct bytes parts;
    if (entry->df == 1) {
        load_single(cursor);
    } else if ((entry->has_parts && !segment_take_parts(&in, end, &parts)) ||
               !cursor->codec->short_docs(in, end, entry->df, 0, cursor->segment->facts.documents,
                                          cursor->docs, &cursor->short_bit)) {
        return damage(cursor);
    }
    pad(cursor->docs, entry->df);
    cursor->docs_block = 0;
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
        __builtin_prefetch(entry->list.data);
        __builtin_prefetch(entry->list.data + 64);
    } else if (!long_list_open(&cursor->list, entry, segment->facts.documents)) {
        damage(cursor);
    } else {
        cursor->blocks = cursor->list.blocks;
        __builtin_prefetch(cursor->list.best);
        __builtin_prefetch(cursor->list.group);
        __builtin_prefetch(cursor->list.kind);
        __builtin_prefetch(cursor->list.bound);
        __builtin_prefetch(cursor->list.data);
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

/* The bytes of a block, and the string of parts in front of them. */
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

/* Bytes, parts and limits of a block of a long list; false on damage. */
static bool whole_block(const struct cursor *cursor, uint32_t block, const uint8_t **in,
                        const uint8_t **end, struct bytes *parts, uint32_t *base, uint32_t *last)
{
    *base = cursor_base(cursor, block);
    *last = cursor_last(cursor, block);
    return *base <= *last && *last < cursor->segment->facts.documents &&
           parts_and_bytes(cursor, block, in, end, parts);
}

static bool block_bytes(const struct cursor *cursor, uint32_t block, const uint8_t **in,
                        const uint8_t **end, uint32_t *base, uint32_t *last)
{
    struct bytes parts;
    return whole_block(cursor, block, in, end, &parts, base, last);
}

bool cursor_load_docs(struct cursor *cursor, uint32_t block)
{
    const uint8_t *in, *end;
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
        if (!cursor->codec->short_docs(in, end, count, base, cursor->segment->facts.documents,
                                       cursor->docs, &cursor->short_bit) ||
            cursor->docs[count - 1] != last) {
            return damage(cursor);
        }
    } else if (!cursor->codec->docs_decode(in, end, cursor->list.kind[block], base, last,
                                           cursor->docs)) {
        return damage(cursor);
    }
    pad(cursor->docs, count);
    cursor->docs_block = block;
    return true;
}

/* The frequencies of a block below 128 documents, which lie behind those. */
static bool load_short_tfs(struct cursor *cursor, uint32_t block)
{
    const struct term_entry *entry = &cursor->entry;
    const uint8_t *in = entry->list.data, *end = in + entry->list.size;
    struct bytes parts = {NULL, 0};
    uint32_t count = cursor_count(cursor, block);
    if (!cursor_load_docs(cursor, block)) {
        return false;
    }
    if (entry->df == 1) {
        return true; /* there already */
    }
    bool sane = entry->df < CODEC_BLOCK
                    ? !entry->has_parts || segment_take_parts(&in, end, &parts)
                    : parts_and_bytes(cursor, block, &in, &end, &parts);
    if (!sane || !cursor->codec->short_tfs(in, end, cursor->short_bit, count, cursor->tfs) ||
        !weigh(cursor, parts, count)) {
        return damage(cursor);
    }
    cursor->tfs_block = block;
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
        return load_short_tfs(cursor, block);
    }
    if (cursor->damaged || !whole_block(cursor, block, &in, &end, &parts, &base, &last) ||
        !cursor->codec->tfs_decode(in, end, cursor->list.kind[block], base, last, cursor->tfs) ||
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

enum { MAP_BYTES = 2048 };

/* A bit map of a decoded block that spans few documents; false if it spans more. */
static bool map_block(const struct cursor *cursor, uint32_t block, uint8_t map[MAP_BYTES])
{
    uint32_t first = cursor->docs[0], count = cursor_count(cursor, block);
    uint32_t bytes = (cursor->docs[count - 1] - first) / 8 + 1;
    if (bytes > MAP_BYTES) {
        return false;
    }
    memset(map, 0, bytes);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = cursor->docs[i] - first;
        map[place / 8] = (uint8_t)(map[place / 8] | 1u << place % 8);
    }
    return true;
}

/* Looks for those documents only that a map of [first, last] has, the block's or its own bit set. */
static void find_mapped(const struct cursor *cursor, uint32_t first, uint32_t last, const uint8_t *map,
                        const uint32_t *documents, uint32_t count, uint8_t *places)
{
    uint32_t there[CODEC_BLOCK], found = 0;
    uint8_t index[CODEC_BLOCK], at[CODEC_BLOCK];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = documents[i] - first; /* wraps before the first */
        place = place <= last - first ? place : 0;
        bool set = (map[place / 8] >> place % 8 & 1) != 0;
        there[found] = documents[i];
        index[found] = (uint8_t)i;
        found += set & (documents[i] == first + place);
    }
    memset(places, CODEC_NOT_THERE, count);
    if (found == 0) {
        return;
    }
    cursor->codec->find(cursor->docs, there, found, at);
    for (uint32_t i = 0; i < found; i++) {
        places[index[i]] = at[i];
    }
}

void cursor_find_all(struct cursor *cursor, uint32_t block, const uint32_t *documents,
                     uint32_t count, uint8_t *places)
{
    enum { FEW = 16, MANY = 24 }; /* more are found quicker among decoded ones; worth a map */
    const uint8_t *in = NULL, *end;
    uint32_t base, last;
    uint8_t map[MAP_BYTES];
    for (uint32_t first = cursor_base(cursor, block); count > 0 && *documents < first; count--) {
        *places++ = CODEC_NOT_THERE;
        documents++;
    }
    if (count == 0) {
        return;
    }
    bool stored = bit_set_block(cursor, block) &&
                  block_bytes(cursor, block, &in, &end, &base, &last) && (last - base) / 8 < end - in;
    if (stored && count <= FEW) {
        cursor->codec->find_bits(in, base, documents, count, places);
    } else if (!cursor_load_docs(cursor, block)) {
        memset(places, CODEC_NOT_THERE, count);
    } else if (stored) {
        find_mapped(cursor, base, last, in, documents, count, places);
    } else if (count >= MANY && map_block(cursor, block, map)) {
        find_mapped(cursor, cursor->docs[0], cursor_last(cursor, block), map, documents, count, places);
    } else {
        cursor->codec->find(cursor->docs, documents, count, places);
    }
}

void cursor_has_all(struct cursor *cursor, uint32_t block, const uint32_t *documents,
                    uint32_t count, uint8_t *places)
{
    enum { MANY = 16 }; /* worth a map */
    const uint8_t *in, *end;
    uint32_t base, last;
    uint8_t map[MAP_BYTES];
    if (!bit_set_block(cursor, block)) {
        if (count < MANY || !cursor_load_docs(cursor, block) || !map_block(cursor, block, map)) {
            cursor_find_all(cursor, block, documents, count, places);
            return;
        }
        uint32_t first = cursor->docs[0], span = cursor_last(cursor, block) - first;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t place = documents[i] - first; /* wraps before the first */
            bool there = place <= span && (map[place / 8] >> place % 8 & 1) != 0;
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

/* One frequency without the others; 0: they are needed, or damaged. */
static uint32_t read_single_tf(const struct cursor *cursor, uint32_t block, uint32_t index)
{
    const uint8_t *in, *end;
    uint32_t base, last;
    struct bytes parts;
    if (!whole_block(cursor, block, &in, &end, &parts, &base, &last)) {
        return 0;
    }
    if (codec_parts_at(parts.data, parts.data + parts.size, 2, CODEC_BLOCK, index) < 0) {
        return 0; /* the others are most likely needed */
    }
    uint32_t tf = cursor->codec->tf_at(in, end, cursor->list.kind[block], base, last, index);
    int64_t from_parts =
        codec_parts_at(parts.data, parts.data + parts.size, tf, CODEC_BLOCK, index);
    return from_parts < 0 ? 0
                          : tf * cursor->word_weight -
                                (uint32_t)from_parts * (FORMAT_WORD_WEIGHT - FORMAT_PART_WEIGHT);
}

uint32_t cursor_read_tf(struct cursor *cursor, uint32_t block, uint32_t index)
{
    enum { MOST_SINGLE = 4 }; /* as dear as all */
    bool whole = cursor_count(cursor, block) == CODEC_BLOCK;
    if (whole && (cursor->list.kind[block] & DOC_TF_ONES) && !cursor->entry.has_parts) {
        return cursor->word_weight;
    }
    if (cursor->single_tf_block != block) {
        cursor->single_tf_block = block;
        cursor->single_tfs = 0;
    }
    if (whole && cursor->single_tfs++ < MOST_SINGLE) {
        uint32_t tf = read_single_tf(cursor, block, index);
        if (tf > 0) {
            return tf;
        }
    }
    return cursor_load_tfs(cursor, block) ? cursor->tfs[index] : 0;
}

uint32_t cursor_word_count(struct cursor *cursor, uint32_t block, uint32_t index)
{
    if (!cursor->entry.has_parts && cursor->df > 1) {
        return cursor_tf(cursor, block, index) / cursor->word_weight;
    }
    return cursor_load_tfs(cursor, block) ? cursor_words(cursor)[index] : 0;
}

enum { LIMITS_GROUP = 32 };

/* Limits follow from lengths, which lie far apart: only those of the document's group are fetched. */
static void load_limits(struct cursor *cursor, uint32_t group)
{
    uint32_t first = group * LIMITS_GROUP, count = cursor->positions.count;
    uint32_t end = first + LIMITS_GROUP < count ? first + LIMITS_GROUP : count;
    for (uint32_t i = first; i < end; i++) {
        cursor->limits[i] =
            format_position_limit(segment_length(cursor->segment, cursor->docs[i]));
    }
    cursor->limits_loaded[group] = true;
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
            STATUS_OK ||
        !codec_positions_open(&cursor->positions, in, end, cursor_words(cursor), cursor->limits,
                              count)) {
        return damage(cursor);
    }
    memset(cursor->limits_loaded, !codec_positions_need_limits(in, end, count),
           sizeof cursor->limits_loaded);
    cursor->positions_block = block;
    return true;
}

static bool prepare_positions(struct cursor *cursor, uint32_t block)
{
    return (cursor->positions_block == block && cursor->tfs_block == block &&
            cursor->docs_block == block) ||
           load_positions(cursor, block);
}

/* Limits of the groups of documents from one place to another. */
static void prepare_limits(struct cursor *cursor, uint32_t first, uint32_t last)
{
    for (uint32_t group = first / LIMITS_GROUP; group <= last / LIMITS_GROUP; group++) {
        if (!cursor->limits_loaded[group]) {
            load_limits(cursor, group);
        }
    }
}

bool cursor_positions(struct cursor *cursor, uint32_t block, const uint8_t *index, uint32_t count,
                      uint32_t *out)
{
    if (!prepare_positions(cursor, block)) {
        return false;
    }
    prepare_limits(cursor, index[0], index[count - 1]);
    return cursor->codec->positions_read(&cursor->positions, index, count, out) || damage(cursor);
}

bool cursor_test_positions(struct cursor *cursor, uint32_t block, const uint8_t *index,
                           const uint32_t *wanted, size_t count, uint8_t *found)
{
    if (!prepare_positions(cursor, block)) {
        return false;
    }
    for (size_t done = 0; done < count; done += CODEC_BLOCK) {
        uint32_t part = count - done < CODEC_BLOCK ? (uint32_t)(count - done) : CODEC_BLOCK;
        prepare_limits(cursor, index[done], index[done + part - 1]);
        if (!cursor->codec->positions_test(&cursor->positions, index + done, wanted + done, part,
                                           found + done)) {
            return damage(cursor);
        }
    }
    return true;
}

void cursor_prefetch_positions(const struct cursor *cursor, uint32_t block)
{
    enum { LINE = 64, LINES = 4 };
    const uint8_t *in, *end;
    if (segment_position_block(cursor->segment, &cursor->entry, block, &in, &end, NULL) ==
        STATUS_OK) {
        for (size_t line = 0; line < LINES; line++) {
            __builtin_prefetch(in + LINE * line);
        }
    }
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
