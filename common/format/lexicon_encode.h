/* The bytes of the lexicon's blocks: for those who write them and those who check them. See FORMAT.md. */
#ifndef STICHWORT_COMMON_FORMAT_LEXICON_ENCODE_H
#define STICHWORT_COMMON_FORMAT_LEXICON_ENCODE_H

#include "common/base/buffer.h"
#include "common/format/lexicon.h"

/* A form as it is to be told: 1 to 255 bytes. */
struct written_form {
    struct bytes text;
    uint32_t documents;
    unsigned capital;
};

struct lexicon_encoder { /* all zero with the first set is empty */
    uint32_t frequent_from; /* see there */
    uint32_t terms, frequent; /* of the block at hand */
    uint8_t letters[LEXICON_MOST_PREFIX]; /* of its first term: */
    uint32_t prefix, common;              /* its frequent forms and all its forms begin with so many */
    struct buffer first, rests, others, details, counts;
};

/* The entry of the next of up to FORMAT_TERM_BLOCK terms. part_count 0: no compound. */
void lexicon_encoder_add(struct lexicon_encoder *encoder, struct bytes term,
                         const struct written_form *forms, uint32_t count,
                         const struct lexicon_part *parts, uint32_t part_count);

/* Appends the block, if there are terms, and what is told of its prefix. Failures of memory are blocks'. */
void lexicon_encoder_end_block(struct lexicon_encoder *encoder, struct buffer *blocks,
                               struct buffer *prefixes);

void lexicon_encoder_release(struct lexicon_encoder *encoder);

#endif
