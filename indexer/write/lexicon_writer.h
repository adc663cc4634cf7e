/* The lexicon section, written beside the dictionary. */
#ifndef STICHWORT_INDEXER_WRITE_LEXICON_WRITER_H
#define STICHWORT_INDEXER_WRITE_LEXICON_WRITER_H

#include "common/base/buffer.h"
#include "common/format/lexicon_encode.h"
#include "indexer/write/compounds.h"

struct lexicon_writer { /* all zero with documents set is empty */
    uint32_t documents;           /* of the segment */
    struct buffer starts, blocks; /* the section is one after the other, when it has ended */
    struct buffer prefixes;
    struct lexicon_encoder encoder;
    struct buffer forms; /* struct written_form, of a term */
    uint32_t family;     /* the first that is not before the last term */
};

/* Adds the entry of the next term of the dictionary. */
void lexicon_writer_add(struct lexicon_writer *writer, const struct compounds *compounds,
                        struct bytes term);

/* Ends the section. STATUS_MEMORY, STATUS_LIMIT above 4 GiB. */
enum status lexicon_writer_finish(struct lexicon_writer *writer, struct error *err);

void lexicon_writer_release(struct lexicon_writer *writer);

#endif
