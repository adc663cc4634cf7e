/* The bytes of the lexicon's entries: for those who write them and those who check them. See FORMAT.md. */
#ifndef STICHWORT_COMMON_FORMAT_LEXICON_ENCODE_H
#define STICHWORT_COMMON_FORMAT_LEXICON_ENCODE_H

#include "common/base/buffer.h"
#include "common/format/lexicon.h"

/* part_count 0: no compound. */
void lexicon_encode_head(struct buffer *out, uint32_t forms, const struct lexicon_part *parts,
                         uint32_t part_count);

/* A form of a term: 1 to 255 bytes. */
void lexicon_encode_form(struct buffer *out, struct bytes term, struct bytes form,
                         uint32_t documents, unsigned capital);

#endif
