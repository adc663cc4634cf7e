/* Checks the lexicon of a segment beside its lists, term by term: every byte has the one value
 * that a builder writes, and the lists count as parts what the splits of the words give. */
#ifndef STICHWORT_INDEXER_VERIFY_LEXICON_CHECK_H
#define STICHWORT_INDEXER_VERIFY_LEXICON_CHECK_H

#include "common/format/lexicon_encode.h"
#include "common/text/analyzer.h"
#include "indexer/verify/faults.h"

struct lexicon_check { /* all zero is releasable */
    struct faults *faults;     /* borrowed */
    struct analyzer *analyzer; /* NULL: this program's is another; terms are then taken as they are */
    uint64_t *balance;         /* by term number: a checksum of parts as derived, less the stored ones */
    uint32_t terms;            /* seen */
    struct lexicon_encoder encoder; /* the block at hand as a builder writes it, */
    struct buffer again, prefix, forms, written; /* and the forms of a term */
    bool broken;               /* not to be read on */
};

/* What the lists say of a term. */
struct lexicon_check_list {
    const uint32_t *docs, *words, *parts; /* words: occurrences as a word */
    uint32_t count;
};

enum status lexicon_check_begin(struct lexicon_check *check, struct faults *faults,
                                struct error *err);

/* The next term. STATUS_MEMORY. */
enum status lexicon_check_term(struct lexicon_check *check, struct bytes term, uint32_t number,
                               const struct lexicon_check_list *list, struct error *err);

/* When all terms have been there. */
void lexicon_check_end(struct lexicon_check *check);

void lexicon_check_release(struct lexicon_check *check);

#endif
