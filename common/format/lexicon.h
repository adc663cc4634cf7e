/* The lexicon of a segment: how the words of each term were written, how often, with capitals or
 * not, and the parts of compounds. Its blocks lie beside the term blocks. See FORMAT.md. */
#ifndef STICHWORT_COMMON_FORMAT_LEXICON_H
#define STICHWORT_COMMON_FORMAT_LEXICON_H

#include "common/base/byte_reader.h"
#include "common/format/segment.h"

enum {
    LEXICON_MAX_PARTS = 8,
    LEXICON_CAPITAL_LEVELS = 8,
    LEXICON_MOST_STRIP = 3,
    LEXICON_MOST_RESTORE = 2
};

/* Of the bytes: see FORMAT.md. */
enum {
    LEXICON_NIBBLE = 15,
    LEXICON_PARTS_SHIFT = 4,
    LEXICON_LAST_JOIN = 128, /* bit of the head */
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

/* What the lexicon says of a term. */
struct lexicon_entry {
    uint32_t forms;        /* 0: the term stands in compounds only. The first is the one that
                              was split (with documents 0 if only older segments have it), then
                              the most frequent */
    uint32_t part_count;   /* 0: no compound */
    struct lexicon_part parts[LEXICON_MAX_PARTS]; /* of the first form, which they cover */
    struct bytes term;     /* borrowed */
    struct byte_reader in; /* at the next form */
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

/* The entry of the term with this number (see struct term_entry); the term's bytes must stay. */
enum status lexicon_find(const struct segment *segment, uint32_t number, struct bytes term,
                         struct lexicon_entry *entry, struct error *err);

/* The next of entry->forms forms; false on damage. */
bool lexicon_next_form(struct lexicon_entry *entry, struct lexicon_form *form);

/* Walks the lexicon beside the terms. All zero starts at the first. */
struct lexicon_walk {
    struct term_walk terms;
    struct lexicon_entry entry;
    struct lexicon_form form;
    uint32_t left; /* forms of the entry that were not met yet */
};

/* Steps to the next form of the segment into walk->form; *found is false at the end. walk->entry is
 * that of its term. */
enum status lexicon_next(const struct segment *segment, struct lexicon_walk *walk, bool *found,
                         struct error *err);

/* Letters of a word as bits: a to z, the umlauts, any digit. Few other letters have one. */
enum { LEXICON_A_UMLAUT = 26, LEXICON_O_UMLAUT, LEXICON_U_UMLAUT, LEXICON_DIGIT };

uint32_t lexicon_letters(struct bytes word);

/* Walks forms without putting them together: of each only sizes and counts are read. */
struct lexicon_scan { /* all zero stands before the first of all forms */
    uint32_t least_documents, least_size, most_size; /* others are passed over; most 0: any size */
    struct term_texts texts; /* of the term at hand */
    uint32_t next_block;
    uint32_t forms_left;     /* of the term */
    struct byte_reader in;
    uint32_t size, documents; /* of the form at hand */
    uint8_t capital;
    uint32_t shared;          /* bytes of the term that it begins with, some with umlauts */
    uint32_t umlaut_count;
    const uint8_t *umlauts;   /* where these are in the term */
    struct bytes more;        /* the other bytes */
    uint32_t more_letters;    /* of these; 0: not known */
    uint32_t term_letters;    /* of the term; 0: not known */
};

/* Steps to the next form; *found is false at the end. */
enum status lexicon_scan_next(const struct segment *segment, struct lexicon_scan *scan, bool *found,
                              struct error *err);

/* Letters of the form at hand. */
uint32_t lexicon_scan_letters(struct lexicon_scan *scan);

void lexicon_scan_umlauts(const struct lexicon_scan *scan, uint8_t text[256]);

/* Puts the form at hand together. */
static inline void lexicon_scan_text(const struct lexicon_scan *scan, uint8_t text[256])
{
    if (scan->umlaut_count > 0) {
        lexicon_scan_umlauts(scan, text);
        return;
    }
    __builtin_memcpy(text, scan->texts.text, scan->shared);
    __builtin_memcpy(text + scan->shared, scan->more.data, scan->more.size);
}

#endif
