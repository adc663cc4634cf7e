/* What comes out of a corpus: records (raw bytes of one document, cut from the input in order)
 * and documents (their parsed fields). Cutting is sequential and cheap; parsing is a pure
 * function of a record, so that many threads can do it. */
#ifndef STICHWORT_INDEXER_SOURCE_DOCUMENT_H
#define STICHWORT_INDEXER_SOURCE_DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum record_format {
    RECORD_TEXT,  /* a whole file */
    RECORD_JSONL, /* one JSON object */
    RECORD_LINES  /* one line */
};

/* Views are valid until the next record is cut, or as long as the copy that was made of them. */
struct record {
    enum record_format format;
    struct bytes bytes;  /* without the line end */
    struct bytes name;   /* text: the document's id; others: the input's name for messages */
    uint64_t line;       /* of the input, from 1 (text: 0); for default ids and messages */
    uint64_t number;     /* lines: of the line over all inputs, from 0: the id */
};

struct field {
    struct bytes name, value;
};

/* Views into the record or into the parser's scratch, valid until its next parse. Valid UTF-8
 * is not promised: the analyzer repairs. */
struct document {
    struct bytes id;     /* never empty */
    struct bytes title, text, url, date; /* empty when absent */
    const struct field *fields; /* further scalar fields, in order of the record */
    size_t field_count;
};

#endif
