/* A lexicon as arrays, its bytes as FORMAT.md has them, and a segment with these. */
#ifndef STICHWORT_TESTS_UNIT_FORMAT_NAIVE_LEXICON_H
#define STICHWORT_TESTS_UNIT_FORMAT_NAIVE_LEXICON_H

#include "common/base/buffer.h"
#include "common/format/lexicon.h"
#include "random.h"

enum {
    NAIVE_MOST_TERMS = 200,
    NAIVE_MOST_FORMS = 40,
    NAIVE_ABSENT_CAPITAL = 5 /* level of 3/4, the share of all words */
};

struct naive_form {
    uint8_t text[256], size;
    uint32_t documents;
    uint8_t capital;
};

struct naive_entry {
    uint8_t term[256], term_size;
    uint32_t form_count, part_count;
    bool absent; /* the first form is one that only older segments have */
    struct naive_form forms[NAIVE_MOST_FORMS]; /* in the order of the lexicon */
    struct lexicon_part parts[LEXICON_MAX_PARTS];
};

struct naive_lexicon {
    struct naive_entry entries[NAIVE_MOST_TERMS]; /* by term */
    uint32_t count;
    uint32_t documents; /* of the segment: 1 after filling, others may be set */
};

static inline struct bytes naive_term(const struct naive_entry *entry)
{
    return bytes_of(entry->term, entry->term_size);
}

static inline struct bytes naive_text(const struct naive_form *form)
{
    return bytes_of(form->text, form->size);
}

/* Random terms and forms, none of which comes twice. */
void naive_lexicon_fill(struct naive_lexicon *lexicon, struct random *random, uint32_t count);

/* Section 11. */
void naive_lexicon_encode(const struct naive_lexicon *lexicon, struct buffer *section);

/* Sections 2 and 3 of a segment, flags 0, where each term stands once, in the first document. */
void naive_lexicon_encode_terms(const struct naive_lexicon *lexicon, struct buffer *index,
                                struct buffer *terms);

/* A segment of these three sections, each in a block of memory of just its size. */
struct naive_segment {
    struct segment segment;
    uint8_t *blocks[3];
};

enum { NAIVE_INDEX, NAIVE_TERMS, NAIVE_LEXICON };

void naive_segment_make(struct naive_segment *made, const struct naive_lexicon *lexicon);

/* Other bytes for a section. */
void naive_segment_set(struct naive_segment *made, unsigned section, struct bytes bytes);

void naive_segment_release(struct naive_segment *made);

#endif
