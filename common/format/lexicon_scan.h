/* Walks the forms of a lexicon without putting them together, and passes over those that no filter lets
 * through: what is looked at is sizes and sets of letters. Without rare forms it is a much shorter walk. */
#ifndef STICHWORT_COMMON_FORMAT_LEXICON_SCAN_H
#define STICHWORT_COMMON_FORMAT_LEXICON_SCAN_H

#include "common/format/lexicon.h"

/* Letters of a word as bits: a to z, the umlauts, any digit. Few other letters have one. */
enum { LEXICON_A_UMLAUT = 26, LEXICON_O_UMLAUT, LEXICON_U_UMLAUT, LEXICON_DIGIT };

uint32_t lexicon_letters(struct bytes word);

enum { LEXICON_MOST_FILTERS = 32 };

/* Lets through forms of so many bytes that lack at most `apart` of the needed letters, and have at most
 * `apart` (up to 32) that are not allowed. */
struct lexicon_filter {
    uint32_t needed, allowed, least_size, most_size, apart;
};

/* Whether words may be wanted that begin so, umlauts taken as their letters. */
typedef bool lexicon_wants(void *context, struct bytes prefix);

struct lexicon_scan { /* all zero stands before the first of all forms */
    uint32_t least_documents; /* forms in fewer are passed over */
    const struct lexicon_filter *filters; /* borrowed; others than those that one of them lets through */
    uint32_t filter_count;    /* are passed over; 0: none is. At most LEXICON_MOST_FILTERS */
    lexicon_wants *wants;     /* blocks are passed over by it; NULL: none is */
    void *context;
    struct term_texts texts;  /* of the term at hand */
    uint32_t size, documents; /* of the form at hand */
    uint8_t capital;
    uint32_t passed;          /* bit i: filter i lets it through */
    uint32_t letters;         /* see lexicon_letters */
    uint32_t shared;          /* bytes of the term that it begins with, some with umlauts */
    uint32_t umlaut_count;
    const uint8_t *umlauts;   /* where these are in the term */
    struct bytes more;        /* the other bytes */
    /* where it stands */
    struct lexicon_zones zones;
    struct lexicon_forms forms, further; /* of the term, not met yet */
    bool begun, only_frequent;
    const uint8_t *texts_end;   /* of the section */
    uint32_t next_block, index;
    uint32_t uncounted; /* counts before that of the form at hand */
    uint32_t all_allowed, most_apart; /* of all filters */
    uint32_t of_size[256]; /* the filters that let a form of so many bytes through, as bits */
    uint32_t known;     /* bytes of the term whose letters are: */
    uint32_t prefixes[260]; /* of the first i bytes */
};

/* Steps to the next form; *found is false at the end. STATUS_DAMAGED. */
enum status lexicon_scan_next(const struct segment *segment, struct lexicon_scan *scan, bool *found,
                              struct error *err);

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
