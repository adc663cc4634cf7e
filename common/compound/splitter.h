/* German compounds into their parts: Betriebsratswahl = Betriebs + rats + wahl.
 *
 * No dictionary: what is a word is learned from a vocabulary, the words of an index, which is
 * asked by callbacks. A list of common German parts is mixed in as if it had been counted, so that
 * a few documents suffice. A cut is made where a log-linear score of the counts on both sides is
 * above zero. The score is in whole numbers: the same vocabulary splits alike on every machine.
 *
 * Forms are those of common/text: small letters, UTF-8, umlauts as written, ss for sharp s.
 * A splitter does not change once it is made: threads may share it, if they may share the
 * vocabulary. No call allocates memory but create. */
#ifndef STICHWORT_COMMON_COMPOUND_SPLITTER_H
#define STICHWORT_COMMON_COMPOUND_SPLITTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/error.h"
#include "common/compound/exceptions.h"

enum {
    COMPOUND_MAX_PARTS = 8,
    COMPOUND_MAX_FORM_BYTES = 255 /* as of an analyzer */
};

struct word_stats {
    uint32_t documents;      /* with the form */
    uint32_t stem_documents; /* with any form of its stem; a sum over forms will do */
    uint8_t capital;         /* of the form: see word_capital_share */
    uint8_t stem_capital;    /* of all forms of its stem */
};

/* Share of capitals, 0 to 255, where the case of a word tells something (see common/text/casing.h):
 * `capitals` of `seen` occurrences. The less is seen, the nearer to 3/4, the share of all words. */
static inline uint8_t word_capital_share(uint64_t capitals, uint64_t seen)
{
    return (uint8_t)((capitals * 510 + 765) / (seen * 2 + 4));
}

/* Both callbacks return whether it is known; `stats` is theirs to fill then. Forms are valid during
 * the call only. */
struct vocabulary {
    const void *context;
    uint32_t document_count;
    /* A form of the vocabulary. */
    bool (*form)(const void *context, struct bytes form, struct word_stats *stats);
    /* Of a form that is none: whether its stem is that of another form. documents and capital are 0
     * then. It is asked rarely, since stemming is dear. */
    bool (*stem_of)(const void *context, struct bytes form, struct word_stats *stats);
};

/* Bytes [start, start + size) of the form, with the linking letters that follow. */
struct compound_part {
    uint8_t start, size;
    uint8_t strip;   /* linking letters at the end: the 1 of Betriebs */
    uint8_t restore; /* letters of "en" to add then: Schul 1, Geschichts strip 1 and restore 1 */
};

struct splitter;

/* The splitter is the caller's; `exceptions` (borrowed, may be NULL) come first. STATUS_MEMORY. */
enum status splitter_create(struct splitter **splitter, const struct exceptions *exceptions,
                            struct error *err);

void splitter_destroy(struct splitter *splitter);

/* The parts of the form in their order, which cover it; their number, 1 if it stays whole. */
size_t splitter_split(const struct splitter *splitter, const struct vocabulary *vocabulary,
                      struct bytes form, struct compound_part parts[COMPOUND_MAX_PARTS]);

/* The dictionary form of a part of `form`, to be stemmed like any word, into out (room for
 * COMPOUND_MAX_FORM_BYTES + 2); its size. */
size_t compound_part_word(struct bytes form, const struct compound_part *part, uint8_t *out);

#endif
