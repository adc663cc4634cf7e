/* How a term is written in the documents of its list: which spellings stand in each. A spelling is a byte
 * (see common/text/spelling.h), a document has a set of them, and a list up to 16 sets. See FORMAT.md. */
#ifndef STICHWORT_COMMON_FORMAT_SPELLINGS_H
#define STICHWORT_COMMON_FORMAT_SPELLINGS_H

#include "common/codec/symbols.h"
#include "common/format/segment.h"

struct spellings {
    uint32_t set_count;   /* 0: the list does not tell any */
    uint32_t count;       /* spellings in any of the sets, 1 to 256 */
    uint8_t bytes[256];   /* the spellings, rising */
    uint16_t sets[256];   /* of each: bit s is set if it is in set s */
    struct symbols codes; /* the number of each document's set */
};

/* STATUS_DAMAGED. Nothing is there without has_spellings. */
enum status spellings_read(const struct segment *segment, const struct term_entry *entry,
                           struct spellings *spellings, struct error *err);

/* The number of the set of the document at a place of the list; on damage it may be none. */
static inline uint32_t spellings_code(const struct spellings *spellings, uint32_t place)
{
    return symbols_at(&spellings->codes, place);
}

/* The spellings of a set, rising; how many. */
uint32_t spellings_of_set(const struct spellings *spellings, uint32_t set, uint8_t bytes[256]);

/* Appends the bytes of sets (codes of them unused) and of the documents' codes. */
void spellings_write(const struct spellings *spellings, const uint8_t *codes, uint32_t documents,
                     struct buffer *out);

/* Cuts the bytes of spellings off the front of an entry's positions; false on damage. */
bool spellings_cut(const struct term_entry *entry, struct bytes *spellings, struct bytes *positions);

#endif
