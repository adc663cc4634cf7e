/* Names of the numbers in FORMAT.md. */
#ifndef STICHWORT_COMMON_FORMAT_FORMAT_H
#define STICHWORT_COMMON_FORMAT_FORMAT_H

#include <math.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/codec/bits.h"
#include "common/codec/codec.h"

#define FORMAT_SEGMENT_MAGIC "STWSEGMT"
#define FORMAT_FOOTER_MAGIC "STWFOOTR"
#define FORMAT_MANIFEST_MAGIC "STWMANIF"
#define FORMAT_DELETED_MAGIC "STWDELET"

enum {
    FORMAT_VERSION = 3,
    FORMAT_ALIGNMENT = 64,
    FORMAT_HEADER_BYTES = 64,
    FORMAT_FOOTER_BYTES = 64,
    FORMAT_TABLE_ENTRY_BYTES = 32,
    FORMAT_FACTS_BYTES = 128,
    FORMAT_STORED_ENTRY_BYTES = 12, /* start and first document of a stored block */
    FORMAT_PAGE_BYTES = 4096,
    FORMAT_TERM_BLOCK = 32,   /* terms a term block */
    FORMAT_ID_GROUP = 16,     /* documents a group of ids */
    FORMAT_SKIP_GROUP = 32,   /* blocks a group of skip offsets */
    FORMAT_BEST = 3,          /* stored thresholds: 10th, 100th, 1000th */
    FORMAT_WHITESPACE = 1,    /* analyzer of the facts */
    FORMAT_LAST_ANALYZER = 2,
    FORMAT_BOUND_FROM_DF = 8,
    FORMAT_LONG_LENGTH = 65535,
    FORMAT_MAX_DOCUMENTS = 1 << 28, /* a segment */
    FORMAT_MAX_ID_BYTES = 1024
};

enum section {
    SECTION_FACTS = 1,
    SECTION_TERM_INDEX,
    SECTION_TERMS,
    SECTION_POSTINGS,
    SECTION_POSITIONS,
    SECTION_LENGTHS,
    SECTION_LONG_LENGTHS,
    SECTION_IDS,
    SECTION_STORED_INDEX,
    SECTION_STORED,
    SECTION_LEXICON,
    SECTION_SPLITS,
    SECTION_SIGNATURES,
    SECTION_PAGES,
    SECTION_END
};

/* Places in the facts, for messages; from the last on nothing is used. */
enum { FACTS_AT_FIRST_NUMBER = 64, FACTS_AT_STORED_BYTES = 80, FACTS_AT_END = 88 };

enum { FACTS_STORED = 1, FACTS_NUMBER_IDS = 2, FACTS_PARTS = 4, FACTS_SPELLINGS = 8 };

/* Sets of spellings that a list can tell apart. */
enum { FORMAT_SPELLING_SETS = 16 };

/* With FACTS_PARTS a term weighs 5 for each time it stands as a word and 3 for each time as a part
 * of a compound; without, 1. The k1 of scores is multiplied by the weight of a word. */
enum { FORMAT_WORD_WEIGHT = 5, FORMAT_PART_WEIGHT = 3 };

/* Positions in a document of `length` tokens are below: two gaps are allowed, between the title, the
 * title again and the text. */
static inline uint32_t format_position_limit(uint32_t length)
{
    return length < CODEC_MOST_POSITIONS - 2 ? length + 2 : CODEC_MOST_POSITIONS;
}

/* The first 8 bytes of a term as a number, zeros behind a shorter one: keys have the order of terms. */
static inline uint64_t format_term_key(struct bytes term)
{
    uint64_t key = 0;
    for (size_t i = 0; i < 8; i++) {
        key = key << 8 | (i < term.size ? term.data[i] : 0);
    }
    return key;
}

/* Bytes of a document number in skip data: as few as hold all of the segment. */
static inline unsigned format_document_bytes(uint32_t documents)
{
    return documents <= 1u << 16 ? 2 : documents <= 1u << 24 ? 3 : 4;
}

/* The bound byte of a largest saturation g in [0, 1). */
static inline uint8_t format_bound(double g)
{
    double code = ceil(g * 255 + 1.0 / 1024);
    return code >= 255 ? 255 : (uint8_t)code;
}

/* floor(log2(df)): the order of the Golomb codes of list sizes. */
static inline unsigned format_size_order(uint32_t df)
{
    return 31u - (unsigned)__builtin_clz(df);
}

#endif
