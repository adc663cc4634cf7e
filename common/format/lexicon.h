/* The lexicon of a segment: how the words of each term were written, how often, with capitals or
 * not, and the parts of compounds. Its blocks lie beside the term blocks. See FORMAT.md. */
#ifndef STICHWORT_COMMON_FORMAT_LEXICON_H
#define STICHWORT_COMMON_FORMAT_LEXICON_H

#include "common/base/byte_reader.h"
#include "common/format/segment.h"

enum {
    LEXICON_MAX_PARTS = 8,
    LEXICON_CAPITAL_LEVELS = 8,
    LEXICON_MOST_RESTORE = 2,
    LEXICON_MOST_PREFIX = 8,
    LEXICON_COMMON_SHIFT = 4, /* of all forms, behind frequent ones */
    LEXICON_FREQUENT_SHARE = 10000 /* a form in more than one of so many documents is frequent */
};

/* Of the bytes: see FORMAT.md. */
enum {
    LEXICON_NIBBLE = 15,
    LEXICON_MOST_COUNT = 7, /* in the head's low bits */
    LEXICON_PARTS_SHIFT = 3,
    LEXICON_MOST_BITS = 3, /* of parts and of the rest in the head */
    LEXICON_LAST_JOIN = 32, /* bit of the head */
    LEXICON_REST_SHIFT = 6,
    LEXICON_RESTORE_SHIFT = 2,
    LEXICON_MOST_UMLAUTS = 3,
    LEXICON_FIRST_ENDING = 4
};

/* The second byte of the umlaut of a, o or u (the first is C3); 0 for other letters. */
static inline uint8_t lexicon_umlaut_of(uint8_t letter)
{
    return letter == 'a' ? 0xA4 : letter == 'o' ? 0xB6 : letter == 'u' ? 0xBC : 0;
}

/* See struct compound_part (common/compound/splitter.h). */
struct lexicon_part {
    uint8_t size, strip, restore;
};

/* One way a term is written. */
struct lexicon_form {
    uint8_t text[256];
    uint8_t size;
    uint32_t documents; /* with it */
    uint8_t capital;    /* share of capitals inside sentences, 0 to LEXICON_CAPITAL_LEVELS - 1 */
};

/* The documents from which on a form is frequent in a segment of so many. */
static inline uint32_t lexicon_frequent_from(uint32_t documents)
{
    return documents / LEXICON_FREQUENT_SHARE + 1;
}

/* Forms that stand together: their codes, what further ones need, their counts. */
struct lexicon_forms {
    const uint8_t *codes;
    uint32_t left;
    struct byte_reader details, counts;
};

/* What the lexicon says of a term. */
struct lexicon_entry {
    uint32_t forms;        /* 0: the term stands in compounds only. The first is the one that
                              was split (with documents 0 if only older segments have it), then
                              the most frequent */
    uint32_t part_count;   /* 0: no compound */
    struct lexicon_part parts[LEXICON_MAX_PARTS]; /* of the first form, which they cover */
    struct bytes term;     /* borrowed */
    const uint8_t *at;     /* its bytes */
    struct lexicon_forms first, further; /* those that were not met yet */
};

/* A share of 0 to 255 as a level, and the mean of levels (their sum over `count`) as such a share. */
static inline uint8_t lexicon_capital_level(uint8_t share)
{
    return (uint8_t)((share * (LEXICON_CAPITAL_LEVELS - 1u) + 127) / 255);
}

static inline uint8_t lexicon_capital_share(uint64_t level_sum, uint64_t count)
{
    return (uint8_t)(level_sum * 255 / (count * (LEXICON_CAPITAL_LEVELS - 1u)));
}

/* Whether the segment has a lexicon at all. */
static inline bool lexicon_exists(const struct segment *segment)
{
    return segment->sections[SECTION_LEXICON].size > 0;
}

/* Where the blocks begin in the section. */
static inline uint64_t lexicon_head_bytes(const struct segment *segment)
{
    return 4 * ((uint64_t)segment->term_blocks + 1) + segment->term_blocks;
}

/* The entry of the term with this number (see struct term_entry); the term's bytes must stay. */
enum status lexicon_find(const struct segment *segment, uint32_t number, struct bytes term,
                         struct lexicon_entry *entry, struct error *err);

/* The next of entry->forms forms; false on damage. */
bool lexicon_next_form(struct lexicon_entry *entry, struct lexicon_form *form);

/* A block's entries of terms with frequent forms, further forms of these, and all other entries. */
struct lexicon_zones {
    uint32_t frequent; /* bit i: term i of the block */
    struct byte_reader first, rests, others;
};

/* False on damage. */
bool lexicon_zones_open(const struct segment *segment, uint32_t block, struct lexicon_zones *zones);

/* Walks the lexicon beside the terms. All zero starts at the first. */
struct lexicon_walk {
    struct term_walk terms;
    struct lexicon_zones zones;
    struct lexicon_entry entry;
    struct lexicon_form form;
    uint32_t left; /* forms of the entry that were not met yet */
};

/* Steps to the next form of the segment into walk->form; *found is false at the end. walk->entry is
 * that of its term. */
enum status lexicon_next(const struct segment *segment, struct lexicon_walk *walk, bool *found,
                         struct error *err);

#endif
