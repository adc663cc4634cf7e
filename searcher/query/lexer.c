#include "searcher/query/lexer.h"

#include <stdbool.h>

#include "common/text/abbreviation.h"

static bool is_blank(uint8_t byte)
{
    return byte <= ' ' || byte == 127;
}

static uint8_t byte_at(const struct lexer *lexer, size_t at)
{
    return at < lexer->text.size ? lexer->text.data[at] : ' ';
}

unsigned lexer_column(struct bytes text, size_t offset)
{
    unsigned column = 1;
    for (size_t i = 0; i < offset && i < text.size; i++) {
        column += (text.data[i] & 0xC0) != 0x80;
    }
    return column;
}

/* The end of a parenthesis that begins at `at` and ends before the next blank, as in
 * Lehrer(innen): it belongs to the word. `at` if there is none. */
static size_t inner_parenthesis(const struct lexer *lexer, size_t at)
{
    unsigned depth = 0;
    for (size_t i = at; !is_blank(byte_at(lexer, i)) && byte_at(lexer, i) != '"'; i++) {
        depth += byte_at(lexer, i) == '(';
        if (byte_at(lexer, i) == ')' && --depth == 0) {
            return i + 1;
        }
    }
    return at;
}

static enum piece_kind word_kind(struct bytes text)
{
    static const struct {
        const char *word;
        enum piece_kind kind;
    } operators[] = {{"AND", PIECE_AND}, {"UND", PIECE_AND},  {"OR", PIECE_OR},
                     {"ODER", PIECE_OR}, {"NOT", PIECE_NOT}, {"NICHT", PIECE_NOT}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (bytes_equal(text, bytes_of_text(operators[i].word))) {
            return operators[i].kind;
        }
    }
    return PIECE_WORD;
}

/* A word ends at a blank, but "z. B." is one. */
static void read_word(struct lexer *lexer, struct piece *piece)
{
    size_t start = lexer->at;
    lexer->at += abbreviation_size(bytes_of(lexer->text.data + start, lexer->text.size - start));
    for (;; lexer->at++) {
        uint8_t byte = byte_at(lexer, lexer->at);
        if (byte == '(' && lexer->at > start) {
            size_t end = inner_parenthesis(lexer, lexer->at);
            struct bytes before = bytes_of(lexer->text.data + start, lexer->at - start);
            if (end == lexer->at || word_kind(before) != PIECE_WORD) {
                break;
            }
            lexer->at = end - 1;
        } else if (is_blank(byte) || byte == '"' || byte == ')') {
            break;
        }
    }
    piece->text = bytes_of(lexer->text.data + start, lexer->at - start);
    piece->kind = word_kind(piece->text);
}

static enum status read_distance(struct lexer *lexer, struct piece *piece, struct error *err)
{
    size_t digits = 0, start = lexer->at;
    uint32_t distance = 0;
    if (byte_at(lexer, lexer->at) != '~') {
        return STATUS_OK;
    }
    for (lexer->at++; byte_at(lexer, lexer->at) >= '0' && byte_at(lexer, lexer->at) <= '9' &&
                      distance <= LEXER_MAX_DISTANCE;
         lexer->at++, digits++) {
        distance = 10 * distance + (uint32_t)(byte_at(lexer, lexer->at) - '0');
    }
    piece->distance = distance;
    if (digits == 0 || distance > LEXER_MAX_DISTANCE) {
        return error_set(err, STATUS_USAGE,
                         "column %u: ~ behind a phrase needs a number from 0 to %d",
                         lexer_column(lexer->text, start), LEXER_MAX_DISTANCE);
    }
    return STATUS_OK;
}

static enum status read_phrase(struct lexer *lexer, struct piece *piece, struct error *err)
{
    size_t start = ++lexer->at;
    while (lexer->at < lexer->text.size && lexer->text.data[lexer->at] != '"') {
        lexer->at++;
    }
    if (lexer->at == lexer->text.size) {
        return error_set(err, STATUS_USAGE, "column %u: the quote is not closed",
                         lexer_column(lexer->text, start - 1));
    }
    piece->kind = PIECE_PHRASE;
    piece->text = bytes_of(lexer->text.data + start, lexer->at - start);
    lexer->at++;
    return read_distance(lexer, piece, err);
}

enum status lexer_next(struct lexer *lexer, struct piece *piece, struct error *err)
{
    while (lexer->at < lexer->text.size && is_blank(lexer->text.data[lexer->at])) {
        lexer->at++;
    }
    *piece = (struct piece){.kind = PIECE_END, .column = (uint32_t)lexer->at};
    if (lexer->at == lexer->text.size) {
        return STATUS_OK;
    }
    uint8_t first = lexer->text.data[lexer->at], second = byte_at(lexer, lexer->at + 1);
    if (first == '"') {
        return read_phrase(lexer, piece, err);
    }
    if (first == '(' || first == ')') {
        piece->kind = first == '(' ? PIECE_OPEN : PIECE_CLOSE;
        lexer->at++;
    } else if ((first == '+' || first == '-') && !is_blank(second) && second != ')') {
        piece->kind = first == '+' ? PIECE_PLUS : PIECE_MINUS;
        lexer->at++;
    } else {
        read_word(lexer, piece);
    }
    return STATUS_OK;
}
