/* The query's text cut into pieces. Inside searcher/query. */
#ifndef STICHWORT_SEARCHER_QUERY_LEXER_H
#define STICHWORT_SEARCHER_QUERY_LEXER_H

#include "common/base/bytes.h"
#include "common/base/error.h"

enum piece_kind {
    PIECE_END,
    PIECE_WORD,
    PIECE_PHRASE, /* without its quotes */
    PIECE_OPEN,
    PIECE_CLOSE,
    PIECE_PLUS,
    PIECE_MINUS,
    PIECE_AND,
    PIECE_OR,
    PIECE_NOT
};

struct piece {
    enum piece_kind kind;
    struct bytes text;
    uint32_t distance; /* of a phrase */
    uint32_t column;   /* bytes from 0 */
};

enum { LEXER_MAX_DISTANCE = 1000 };

struct lexer {
    struct bytes text; /* borrowed */
    size_t at;
};

/* The next piece. STATUS_USAGE with the column for an open quote or a bad distance. */
enum status lexer_next(struct lexer *lexer, struct piece *piece, struct error *err);

/* The place in characters from 1, for people. */
unsigned lexer_column(struct bytes text, size_t offset);

#endif
