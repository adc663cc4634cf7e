/* One mapped segment: its facts, dictionary and lists. Nothing is used before it was checked: the
 * header, tables and facts at open, a list's extent when it is looked up, its blocks when they are
 * decoded. Immutable and shareable between threads. See FORMAT.md. */
#ifndef STICHWORT_COMMON_FORMAT_SEGMENT_H
#define STICHWORT_COMMON_FORMAT_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/error.h"
#include "common/format/format.h"
#include "common/io/file_map.h"

struct segment_facts {
    uint32_t analyzer, flags, documents, terms, largest_length, smallest_length;
    uint64_t fingerprint, tokens, postings, first_number, stored_bytes;
    double k1, b, average_length;
};

struct segment { /* all zero is closable */
    struct file_map map;
    struct bytes sections[SECTION_END]; /* by enum section; views into the map */
    struct segment_facts facts;
    const uint8_t *lengths;             /* u16 each */
    uint32_t term_blocks;
    char path[512];
};

/* STATUS_MISSING, STATUS_INCOMPATIBLE (version) or STATUS_DAMAGED with file and offset. */
enum status segment_open(struct segment *segment, const char *path, struct error *err);

void segment_close(struct segment *segment);

/* STATUS_DAMAGED naming this segment and the place of `at` in it. */
enum status segment_damaged(const struct segment *segment, const void *at, const char *what,
                            struct error *err);

/* Weight of a term that stands once as a word. */
static inline uint32_t segment_word_weight(const struct segment *segment)
{
    return segment->facts.flags & FACTS_PARTS ? FORMAT_WORD_WEIGHT : 1;
}

/* For segment_length: a length that takes more than 16 bits. */
uint32_t segment_long_length(const struct segment *segment, uint32_t document);

/* Tokens of a document (< facts.documents), those that are parts of compounds too. */
static inline uint32_t segment_length(const struct segment *segment, uint32_t document)
{
    const uint8_t *raw = segment->lengths + 2 * (size_t)document;
    uint32_t length = (uint32_t)raw[0] | (uint32_t)raw[1] << 8;
    return length < FORMAT_LONG_LENGTH ? length : segment_long_length(segment, document);
}

/* What the dictionary says of a term. */
struct term_entry {
    uint32_t number;                     /* of the term, from 0 */
    uint32_t df;
    uint32_t single_document, single_tf; /* df 1 */
    uint32_t single_parts;               /* of single_tf, from compounds */
    bool has_parts;                      /* df > 1: blocks begin with a string of parts */
    bool has_spellings;                  /* df > 1: documents differ in how they write the term */
    struct bytes list;                   /* section 4; empty for df 1 */
    struct bytes positions;              /* section 5; spellings in front of them */
    uint8_t bound;                       /* 255 below df 8 */
};

/* *found tells whether the term is there. */
enum status segment_lookup(const struct segment *segment, struct bytes term,
                           struct term_entry *entry, bool *found, struct error *err);

/* Walks all terms in order: for merging and checking. All zero starts at the first. */
struct term_walk {
    uint32_t block, index;
    struct bytes term;        /* valid until the next step; lies in `text` */
    struct term_entry entry;
    uint8_t text[256];
    struct term_entry entries[FORMAT_TERM_BLOCK]; /* of the block */
    const uint8_t *at, *text_end; /* text part that is left */
    uint32_t in_block;
};

enum status segment_next_term(const struct segment *segment, struct term_walk *walk, bool *found,
                              struct error *err);

/* Walks the bytes of a block's terms alone: for scans that must be quick. */
struct term_texts {
    const uint8_t *at, *end;
    uint32_t left;   /* terms of the block that were not met yet */
    uint32_t size;   /* of the term */
    uint32_t shared; /* bytes it has in common with the one before; 0 for the first of a block */
    bool first;
    uint8_t text[272]; /* with room for a longer step */
};

/* Stands before the first term of a block. */
enum status segment_open_texts(const struct segment *segment, uint32_t block,
                               struct term_texts *texts, struct error *err);

/* Steps to the next of texts->left terms; false on damage. */
bool segment_next_text(struct term_texts *texts);

/* The parts of a list with df >= 128, checked to lie inside it. */
struct long_list {
    uint32_t df, blocks;
    const uint8_t *best;     /* u16 x 3 */
    const uint8_t *last;     /* last_width bytes x blocks */
    uint32_t last_width, last_mask;
    const uint8_t *group;    /* u32 */
    const uint8_t *offset;   /* u16 x blocks */
    const uint8_t *kind, *bound;
    const uint8_t *data, *end; /* the blocks */
};

/* `documents`: of the segment. False if the list is too small for its parts. */
bool long_list_open(struct long_list *list, const struct term_entry *entry, uint32_t documents);

static inline uint32_t format_u16(const uint8_t *raw)
{
    return (uint32_t)raw[0] | (uint32_t)raw[1] << 8;
}

static inline uint32_t format_u32(const uint8_t *raw)
{
    uint32_t value;
    __builtin_memcpy(&value, raw, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap32(value);
#endif
    return value;
}

static inline uint64_t format_u64(const uint8_t *raw)
{
    return format_u32(raw) | (uint64_t)format_u32(raw + 4) << 32;
}

static inline uint32_t long_list_last(const struct long_list *list, uint32_t block)
{
    return format_u32(list->last + (size_t)list->last_width * block) & list->last_mask;
}

/* The first document a block can hold. */
static inline uint32_t long_list_base(const struct long_list *list, uint32_t block)
{
    return block == 0 ? 0 : long_list_last(list, block - 1) + 1;
}

static inline uint32_t long_list_count(const struct long_list *list, uint32_t block)
{
    return block + 1 < list->blocks ? 128 : list->df - 128 * block;
}

/* The bytes of a block; false if they do not lie in the list. */
bool long_list_block(const struct long_list *list, uint32_t block, const uint8_t **in,
                     const uint8_t **end);

/* Takes the string of parts from the front of a block or short list of an entry with has_parts;
 * false if it does not lie in [*in, end). */
bool segment_take_any_parts(const uint8_t **in, const uint8_t *end, struct bytes *parts);

static inline bool segment_take_parts(const uint8_t **in, const uint8_t *end, struct bytes *parts)
{
    const uint8_t *at = *in;
    if (end - at < 1 || at[0] >= 128 || at[0] > end - at - 1) {
        return segment_take_any_parts(in, end, parts);
    }
    *parts = bytes_of(at + 1, at[0]); /* most are short */
    *in = at + 1 + at[0];
    return true;
}

/* Decodes a whole list (docs, tfs and parts have room for df + 16): parts[i] of tfs[i] come from
 * compounds. For merging and checking. */
enum status segment_read_list(const struct segment *segment, const struct term_entry *entry,
                              uint32_t *docs, uint32_t *tfs, uint32_t *parts, struct error *err);

/* The bytes of the position block `block` of a list. */
enum status segment_position_block(const struct segment *segment, const struct term_entry *entry,
                                   uint32_t block, const uint8_t **in, const uint8_t **end,
                                   struct error *err);

/* The external id of a document into scratch; *id is a view of it. */
enum status segment_document_id(const struct segment *segment, uint32_t document,
                                struct buffer *scratch, struct bytes *id, struct error *err);

/* The document with this id, if there is one: no segment has an id twice. Looks at all ids. */
enum status segment_find_document(const struct segment *segment, struct bytes id,
                                  uint32_t *document, bool *found, struct error *err);

/* Where the stored blocks lie and which documents they hold, not checked. */
struct stored_index {
    size_t blocks;         /* 0 without stored documents */
    const uint8_t *starts; /* u64 x (blocks + 1), from the start of the section */
    const uint8_t *firsts; /* u32 x (blocks + 1): the first document; in the end their number */
};

static inline struct stored_index stored_index_of(const struct segment *segment)
{
    struct bytes section = segment->sections[SECTION_STORED_INDEX];
    if (!(segment->facts.flags & FACTS_STORED)) {
        return (struct stored_index){0, NULL, NULL};
    }
    size_t entries = section.size / FORMAT_STORED_ENTRY_BYTES; /* opening saw that there is one */
    return (struct stored_index){entries - 1, section.data, section.data + 8 * entries};
}

/* Inflates the stored block of a document into scratch; *record is the document's part of it. */
enum status segment_stored_record(const struct segment *segment, uint32_t document,
                                  struct buffer *scratch, struct bytes *record, struct error *err);

#endif
