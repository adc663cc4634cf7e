/* The term blocks of a segment: lookup and walk. */
#include <string.h>

#include "common/base/byte_reader.h"
#include "common/format/segment.h"

/* A term block, its parts checked to lie inside the section. */
struct block {
    struct byte_reader text;
    struct bit_reader data;
    uint64_t list_offset, position_offset;
    uint32_t terms;
};

enum { LINE = 64, LINES = 8 };

static enum status block_open(const struct segment *segment, uint32_t number, struct block *block,
                              struct error *err)
{
    struct bytes section = segment->sections[SECTION_TERMS];
    const uint8_t *offsets =
        segment->sections[SECTION_TERM_INDEX].data + 8 * (size_t)segment->term_blocks;
    uint64_t start = format_u32(offsets + 4 * (size_t)number);
    uint64_t end = format_u32(offsets + 4 * (size_t)number + 4);
    if (start > end || end > section.size) {
        return segment_damaged(segment, offsets + 4 * (size_t)number, "term index", err);
    }
    struct byte_reader in = byte_reader_of(bytes_of(section.data + start, (size_t)(end - start)));
    for (uint64_t line = 0; line < LINES && start + LINE * line < end; line++) {
        __builtin_prefetch(in.at + LINE * line); /* all of it, before the first is waited for */
    }
    uint64_t text = byte_reader_varint(&in);
    block->list_offset = byte_reader_varint(&in);
    block->position_offset = byte_reader_varint(&in);
    block->text = byte_reader_of(byte_reader_view(&in, text));
    if (in.failed) {
        return segment_damaged(segment, section.data + start, "term block", err);
    }
    block->data = bit_reader_of(bytes_of(in.at, byte_reader_left(&in)));
    uint32_t left = segment->facts.terms - number * FORMAT_TERM_BLOCK;
    block->terms = left < FORMAT_TERM_BLOCK ? left : FORMAT_TERM_BLOCK;
    return STATUS_OK;
}

/* The next term's bytes shared with the one before, and its further bytes. */
static bool next_parts(struct byte_reader *in, bool first, uint64_t *shared, struct bytes *more)
{
    uint64_t rest;
    *shared = 0;
    if (first) {
        rest = byte_reader_varint(in);
    } else {
        uint8_t sizes = byte_reader_u8(in);
        *shared = sizes >> 4;
        rest = (sizes & 15u) + 1u;
        if (*shared == 15) {
            *shared += byte_reader_varint(in);
        }
        if (rest == 16) {
            rest += byte_reader_varint(in);
        }
    }
    *more = byte_reader_view(in, rest);
    return !in->failed && rest > 0 && rest <= 255;
}

/* The same behind the first term: mostly the numbers are small and the end is far. */
static inline bool next_parts_quickly(struct byte_reader *in, uint64_t *shared, struct bytes *more)
{
    const uint8_t *at = in->at;
    if (in->end - at < 17 || at[0] >= 15 << 4 || (at[0] & 15u) == 15) {
        return next_parts(in, false, shared, more);
    }
    *shared = at[0] >> 4;
    *more = bytes_of(at + 1, (at[0] & 15u) + 1u);
    in->at = at + 1 + more->size;
    return true;
}

/* Puts the next term into text; its size, or -1. */
static int next_text(struct byte_reader *in, bool first, uint8_t text[256], size_t size)
{
    uint64_t shared;
    struct bytes more;
    if (!next_parts(in, first, &shared, &more) || shared > size || shared + more.size > 255) {
        return -1;
    }
    memcpy(text + shared, more.data, more.size);
    return (int)(shared + more.size);
}

/* Reads the numbers of the next term; false if they are none that a builder writes. */
static bool next_entry(const struct segment *segment, struct block *block, struct term_entry *entry)
{
    struct bit_reader *in = &block->data;
    struct bytes lists = segment->sections[SECTION_POSTINGS];
    struct bytes positions = segment->sections[SECTION_POSITIONS];
    bool with_parts = (segment->facts.flags & FACTS_PARTS) != 0;
    bool with_spellings = (segment->facts.flags & FACTS_SPELLINGS) != 0;
    uint64_t df = bit_reader_get_golomb(in, 0) + 1, list = 0;
    if (in->failed || df > segment->facts.documents) {
        return false;
    }
    *entry = (struct term_entry){.df = (uint32_t)df, .bound = 255};
    unsigned order = format_size_order(entry->df);
    if (df == 1) {
        entry->single_document = (uint32_t)bit_reader_get(in, bits_for(segment->facts.documents));
        uint64_t tf = bit_reader_get_golomb(in, 0) + 1;
        if (entry->single_document >= segment->facts.documents || tf > UINT32_MAX / 2) {
            return false;
        }
        uint64_t parts = with_parts ? bit_reader_get_golomb(in, 0) : 0;
        if (parts > tf) {
            return false;
        }
        entry->single_tf = (uint32_t)tf;
        entry->single_parts = (uint32_t)parts;
    } else {
        entry->has_parts = with_parts && bit_reader_get(in, 1);
        entry->has_spellings = with_spellings && bit_reader_get(in, 1);
        list = bit_reader_get_golomb(in, order);
    }
    uint64_t place = bit_reader_get_golomb(in, order);
    if (df >= FORMAT_BOUND_FROM_DF) {
        entry->bound = (uint8_t)bit_reader_get(in, 8);
    }
    if (in->failed || block->list_offset > lists.size || list > lists.size - block->list_offset ||
        block->position_offset > positions.size ||
        place > positions.size - block->position_offset) {
        return false;
    }
    entry->list = bytes_of(lists.data + block->list_offset, (size_t)list);
    entry->positions = bytes_of(positions.data + block->position_offset, (size_t)place);
    block->list_offset += list;
    block->position_offset += place;
    return true;
}

/* A word of bits that are passed over from the low end. */
struct bit_word {
    uint64_t left;
    unsigned passed;
};

static inline void pass_bits(struct bit_word *word, unsigned count)
{
    word->left >>= count & 63u;
    word->passed += count;
}

/* bit_reader_get_golomb, if it ends within the word; else too much is passed. */
static inline uint32_t pass_golomb(struct bit_word *word, unsigned k)
{
    unsigned zeros = (unsigned)__builtin_ctzll(word->left | (uint64_t)1 << 62);
    uint64_t more = word->left >> (zeros + 1);
    uint64_t top = (more & (((uint64_t)1 << zeros) - 1)) + ((uint64_t)1 << zeros);
    uint64_t low = more >> zeros & (((uint64_t)1 << k) - 1);
    pass_bits(word, 2 * zeros + 1 + k);
    return (uint32_t)(((top - 1) << k) + low);
}

/* How the numbers of terms are laid out in the segment. */
struct entry_shape {
    unsigned document_bits, part_bits, spelling_bits;
};

/* Passes over an entry whose bits are at hand in one word; false if they are not. */
static inline bool skip_quickly(const struct entry_shape *shape, struct block *block)
{
    enum { AT_HAND = 57 };
    struct bit_reader *in = &block->data;
    uint64_t byte = in->bit / 8;
    if (byte + 8 > in->bits / 8) {
        return false;
    }
    struct bit_word word = {format_u64(in->data + byte) >> in->bit % 8, 0};
    uint32_t df = pass_golomb(&word, 0) + 1, list = 0;
    if (df == 0) { /* 2^32: no builder writes that */
        return false;
    }
    unsigned order = format_size_order(df);
    if (df == 1) {
        pass_bits(&word, shape->document_bits);
        pass_golomb(&word, 0);
        if (shape->part_bits) {
            pass_golomb(&word, 0);
        }
    } else {
        pass_bits(&word, shape->part_bits + shape->spelling_bits);
        list = pass_golomb(&word, order);
    }
    uint32_t place = pass_golomb(&word, order);
    pass_bits(&word, df >= FORMAT_BOUND_FROM_DF ? 8 : 0);
    if (word.passed > AT_HAND) {
        return false;
    }
    in->bit += word.passed;
    block->list_offset += list;
    block->position_offset += place;
    return true;
}

/* Passes over the numbers of a term; what they say of its places is checked with the next one. */
static void skip_entry(const struct entry_shape *shape, struct block *block)
{
    struct bit_reader *in = &block->data;
    if (skip_quickly(shape, block)) {
        return;
    }
    uint64_t df = bit_reader_get_golomb(in, 0) + 1;
    unsigned order = format_size_order(df <= UINT32_MAX ? (uint32_t)df : 1);
    if (df == 1) {
        bit_reader_skip(in, shape->document_bits);
        bit_reader_get_golomb(in, 0);
        if (shape->part_bits) {
            bit_reader_get_golomb(in, 0);
        }
    } else {
        bit_reader_skip(in, shape->part_bits + shape->spelling_bits);
        block->list_offset += bit_reader_get_golomb(in, order);
    }
    block->position_offset += bit_reader_get_golomb(in, order);
    if (df >= FORMAT_BOUND_FROM_DF) {
        bit_reader_skip(in, 8);
    }
}

static struct entry_shape entry_shape_of(const struct segment *segment)
{
    return (struct entry_shape){bits_for(segment->facts.documents),
                                (segment->facts.flags & FACTS_PARTS) != 0,
                                (segment->facts.flags & FACTS_SPELLINGS) != 0};
}

/* The last block whose first term's key is at most the term's; equal keys need a closer look. */
static uint32_t find_block(const struct segment *segment, uint64_t key, uint32_t *first_equal)
{
    const uint8_t *keys = segment->sections[SECTION_TERM_INDEX].data;
    uint32_t last = 0; /* no key above is below it; no branches on keys */
    for (uint32_t count = segment->term_blocks; count > 1;) {
        uint32_t half = count / 2;
        __builtin_prefetch(keys + 8 * (size_t)(last + half / 2));
        __builtin_prefetch(keys + 8 * (size_t)(last + half + half / 2));
        last += format_u64(keys + 8 * (size_t)(last + half)) <= key ? half : 0;
        count -= half;
    }
    uint32_t first = last;
    while (first > 0 && format_u64(keys + 8 * (size_t)first) == key) {
        first--;
    }
    *first_equal = first;
    return last;
}

/* Walks front-coded terms without building them: `matched` bytes of the wanted term are those of the
 * term before, which is smaller. A term that shares more is smaller too, one that shares less is
 * larger; only equal sharing needs a look at the further bytes. */
static enum status search_block(const struct segment *segment, uint32_t number, struct bytes term,
                                struct term_entry *entry, bool *found, bool *before,
                                struct error *err)
{
    const struct entry_shape shape = entry_shape_of(segment);
    struct block block;
    size_t matched = 0;
    enum status status = block_open(segment, number, &block, err);
    if (status != STATUS_OK) {
        return status;
    }
    for (uint32_t i = 0; i < block.terms; i++) {
        uint64_t shared;
        struct bytes more;
        if (i > 0) {
            skip_entry(&shape, &block); /* now: steps wait for each other less than behind the words */
        }
        if (!(i == 0 ? next_parts(&block.text, true, &shared, &more)
                     : next_parts_quickly(&block.text, &shared, &more))) {
            return segment_damaged(segment, block.text.at, "term block", err);
        }
        if (shared > matched) {
            continue;
        }
        size_t same = (size_t)shared;
        for (size_t j = 0; same == shared + j && j < more.size && same < term.size; j++) {
            same += more.data[j] == term.data[same];
        }
        if (shared == matched && same == term.size && more.size == same - shared) {
            if (!next_entry(segment, &block, entry)) {
                return segment_damaged(segment, block.data.data, "term block", err);
            }
            entry->number = number * FORMAT_TERM_BLOCK + i;
            *found = true;
            return STATUS_OK;
        }
        bool ends = same - shared == more.size; /* the wanted term goes on: it is larger */
        if (shared < matched || (!ends && (same == term.size || more.data[same - shared] > term.data[same]))) {
            *before = i == 0;
            return STATUS_OK;
        }
        matched = same;
    }
    return STATUS_OK;
}

enum status segment_lookup(const struct segment *segment, struct bytes term,
                           struct term_entry *entry, bool *found, struct error *err)
{
    *found = false;
    if (segment->term_blocks == 0 || term.size == 0 || term.size > 255) {
        return STATUS_OK;
    }
    uint32_t first, number = find_block(segment, format_term_key(term), &first);
    for (;; number--) {
        bool before = false;
        enum status status = search_block(segment, number, term, entry, found, &before, err);
        if (status != STATUS_OK || *found || !before || number <= first) {
            return status;
        }
    }
}

enum status segment_next_term(const struct segment *segment, struct term_walk *walk, bool *found,
                              struct error *err)
{
    *found = false;
    struct block block;
    if (walk->index == walk->in_block) {
        if (walk->block == segment->term_blocks) {
            return STATUS_OK;
        }
        enum status status = block_open(segment, walk->block, &block, err);
        if (status != STATUS_OK) {
            return status;
        }
        for (uint32_t i = 0; i < block.terms; i++) {
            if (!next_entry(segment, &block, &walk->entries[i])) {
                return segment_damaged(segment, block.data.data, "term block", err);
            }
            walk->entries[i].number = walk->block * FORMAT_TERM_BLOCK + i;
        }
        walk->at = block.text.at;
        walk->text_end = block.text.end;
        walk->in_block = block.terms;
        walk->index = 0;
        walk->block++;
    }
    struct byte_reader text = {walk->at, walk->text_end, false};
    int size = next_text(&text, walk->index == 0, walk->text, walk->term.size);
    if (size < 0) {
        return segment_damaged(segment, walk->at, "term block", err);
    }
    walk->at = text.at;
    walk->term = bytes_of(walk->text, (size_t)size);
    walk->entry = walk->entries[walk->index++];
    *found = true;
    return STATUS_OK;
}

enum status segment_open_texts(const struct segment *segment, uint32_t block,
                               struct term_texts *texts, struct error *err)
{
    struct block opened;
    enum status status = block_open(segment, block, &opened, err);
    if (status == STATUS_OK) {
        texts->at = opened.text.at;
        texts->end = opened.text.end;
        texts->left = opened.terms;
        texts->size = 0;
        texts->first = true;
    }
    return status;
}

bool segment_next_text(struct term_texts *texts)
{
    struct byte_reader in = {texts->at, texts->end, false};
    uint64_t shared;
    struct bytes more;
    if (!next_parts(&in, texts->first, &shared, &more) || shared > texts->size ||
        shared + more.size > 255) {
        return false;
    }
    memcpy(texts->text + shared, more.data, more.size);
    texts->at = in.at;
    texts->shared = (uint32_t)shared;
    texts->size = (uint32_t)(shared + more.size);
    texts->first = false;
    texts->left--;
    return true;
}
