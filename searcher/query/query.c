/* Recursive descent over
 *   sequence    = alternative { alternative }             blanks bind loosest
 *   alternative = conjunction { OR conjunction }
 *   conjunction = factor { AND factor }
 *   factor      = { NOT | + | - } ( word | phrase | "(" sequence ")" ) */
#include "searcher/query/query.h"

#include "searcher/query/lexer.h"
#include "searcher/query/pattern.h"

struct parser {
    struct query *query;
    struct lexer lexer;
    struct piece piece; /* the next one, not yet taken */
    bool all;
    unsigned depth, nodes, patterns;
    struct error *err;
};

static enum status parse_sequence(struct parser *parser, struct query_node **made);

static enum status step(struct parser *parser)
{
    return lexer_next(&parser->lexer, &parser->piece, parser->err);
}

static enum status fail(const struct parser *parser, uint32_t column, const char *what)
{
    return error_set(parser->err, STATUS_USAGE, "column %u: %s",
                     lexer_column(parser->query->text, column), what);
}

static enum status new_node(struct parser *parser, enum query_kind kind, struct query_node **made)
{
    if (parser->nodes++ == QUERY_MAX_NODES) {
        return fail(parser, parser->piece.column, "the query has too many words");
    }
    struct query_node *node = arena_alloc(&parser->query->arena, sizeof *node);
    if (node == NULL) {
        return error_set_memory(parser->err);
    }
    *node = (struct query_node){.kind = kind, .column = parser->piece.column};
    *made = node;
    return STATUS_OK;
}

static enum status parse_parenthesis(struct parser *parser, struct query_node **made)
{
    uint32_t column = parser->piece.column;
    if (parser->depth++ == QUERY_MAX_DEPTH) {
        return fail(parser, column, "parentheses are nested too deep");
    }
    enum status status = step(parser);
    if (status == STATUS_OK) {
        status = parse_sequence(parser, made);
    }
    if (status == STATUS_OK && parser->piece.kind != PIECE_CLOSE) {
        status = fail(parser, column, "the parenthesis is not closed");
    }
    parser->depth--;
    return status == STATUS_OK ? step(parser) : status;
}

/* The word or phrase at hand. */
static enum status parse_leaf(struct parser *parser, struct query_node **made)
{
    const struct piece piece = parser->piece;
    struct pattern pattern = {0};
    if (piece.kind == PIECE_WORD) {
        pattern = pattern_read(piece.text);
    }
    if (pattern.wrong != NULL) {
        return fail(parser, piece.column + (uint32_t)pattern.wrong_at, pattern.wrong);
    }
    if (pattern.there && parser->patterns++ == QUERY_MAX_PATTERNS) {
        return fail(parser, piece.column, "the query has too many words with * or ~");
    }
    enum query_kind kind = pattern.there              ? QUERY_PATTERN
                           : piece.kind == PIECE_WORD ? QUERY_WORD
                                                      : QUERY_PHRASE;
    enum status status = new_node(parser, kind, made);
    if (status == STATUS_OK) {
        (*made)->text = pattern.there ? pattern.text : piece.text;
        (*made)->distance = pattern.there ? pattern.edits : piece.distance;
        status = step(parser);
    }
    return status;
}

/* *made stays NULL for "()". */
static enum status parse_factor(struct parser *parser, struct query_node **made)
{
    enum query_role role = QUERY_SHOULD;
    bool marked = false, negated = false;
    enum status status = STATUS_OK;
    for (;; status = step(parser)) {
        if (status != STATUS_OK) {
            return status;
        }
        if (parser->piece.kind == PIECE_NOT || parser->piece.kind == PIECE_MINUS) {
            negated = !negated;
        } else if (parser->piece.kind != PIECE_PLUS) {
            break;
        }
        marked = true;
        role = negated ? QUERY_MUST_NOT : QUERY_MUST;
    }
    const struct piece piece = parser->piece;
    if (piece.kind == PIECE_OPEN) {
        status = parse_parenthesis(parser, made);
    } else if (piece.kind == PIECE_WORD || piece.kind == PIECE_PHRASE) {
        status = parse_leaf(parser, made);
    } else {
        return fail(parser, piece.column, "a word is missing beside the operator");
    }
    if (status == STATUS_OK && *made != NULL) {
        (*made)->role = role;
        (*made)->marked = marked;
    }
    return status;
}

/* A chain of `operator`: one operand is itself, several are a group in which those without a
 * role of their own have `role`. */
static enum status parse_chain(struct parser *parser, enum piece_kind operator,
                               enum query_role role,
                               enum status (*parse_operand)(struct parser *, struct query_node **),
                               struct query_node **made)
{
    struct query_node *group = NULL, *operand = NULL, **link = NULL;
    enum status status = parse_operand(parser, &operand);
    *made = operand;
    while (status == STATUS_OK && parser->piece.kind == operator) {
        if (group == NULL) {
            status = new_node(parser, QUERY_GROUP, &group);
            if (status != STATUS_OK) {
                return status;
            }
            *made = group;
            link = &group->child;
            if (operand != NULL) {
                operand->role = operand->marked ? operand->role : role;
                operand->marked = true;
                *link = operand;
                link = &operand->next;
            }
        }
        operand = NULL;
        status = step(parser);
        if (status == STATUS_OK) {
            status = parse_operand(parser, &operand);
        }
        if (status == STATUS_OK && operand != NULL) {
            operand->role = operand->marked ? operand->role : role;
            operand->marked = true;
            *link = operand;
            link = &operand->next;
        }
    }
    if (group != NULL && group->child == NULL) {
        *made = NULL;
    }
    return status;
}

static enum status parse_conjunction(struct parser *parser, struct query_node **made)
{
    return parse_chain(parser, PIECE_AND, QUERY_MUST, parse_factor, made);
}

static enum status parse_alternative(struct parser *parser, struct query_node **made)
{
    return parse_chain(parser, PIECE_OR, QUERY_SHOULD, parse_conjunction, made);
}

/* *made stays NULL if there is no word in it. */
static enum status parse_sequence(struct parser *parser, struct query_node **made)
{
    struct query_node *group = NULL;
    enum status status = new_node(parser, QUERY_GROUP, &group);
    struct query_node **link = status == STATUS_OK ? &group->child : NULL;
    while (status == STATUS_OK && parser->piece.kind != PIECE_END &&
           parser->piece.kind != PIECE_CLOSE) {
        struct query_node *child = NULL;
        status = parse_alternative(parser, &child);
        if (status == STATUS_OK && child != NULL) {
            child->role = child->marked ? child->role : parser->all ? QUERY_MUST : QUERY_SHOULD;
            *link = child;
            link = &child->next;
        }
    }
    if (status == STATUS_OK && group->child != NULL) {
        *made = group;
    }
    return status;
}

enum status query_parse(struct query *query, struct bytes text, bool all, struct error *err)
{
    struct query parsed = {.arena = query->arena};
    arena_reset(&parsed.arena);
    *query = parsed;
    if (text.size > QUERY_MAX_BYTES) {
        return error_set(err, STATUS_USAGE, "the query is longer than %d bytes", QUERY_MAX_BYTES);
    }
    const void *copy = arena_copy(&parsed.arena, text.data, text.size);
    parsed.text = bytes_of(copy, copy ? text.size : 0);
    if (copy == NULL) {
        query->arena = parsed.arena;
        return error_set_memory(err);
    }
    struct parser parser = {.query = &parsed, .lexer = {parsed.text, 0}, .all = all, .err = err};
    enum status status = step(&parser);
    if (status == STATUS_OK) {
        status = parse_sequence(&parser, &parsed.root);
    }
    if (status == STATUS_OK && parser.piece.kind == PIECE_CLOSE) {
        status = fail(&parser, parser.piece.column, "the parenthesis was never opened");
    }
    if (parsed.root != NULL) {
        parsed.root->role = QUERY_MUST;
    }
    parsed.root = status == STATUS_OK ? parsed.root : NULL;
    *query = parsed;
    return status;
}

enum status query_of_words(struct query *query, const struct bytes *words, size_t count,
                           struct error *err)
{
    struct parser parser = {.query = query, .err = err};
    arena_reset(&query->arena);
    *query = (struct query){.arena = query->arena, .untyped = true};
    enum status status = count > 0 ? new_node(&parser, QUERY_GROUP, &query->root) : STATUS_OK;
    if (query->root == NULL) {
        return status;
    }
    query->root->role = QUERY_MUST;
    struct query_node **link = &query->root->child;
    for (size_t i = 0; i < count; i++) {
        void *copy = arena_copy(&query->arena, words[i].data, words[i].size);
        status = copy ? new_node(&parser, QUERY_WORD, link) : error_set_memory(err);
        if (status != STATUS_OK) {
            query->root = NULL;
            return status;
        }
        (*link)->text = bytes_of(copy, words[i].size);
        link = &(*link)->next;
    }
    return STATUS_OK;
}

void query_release(struct query *query)
{
    arena_release(&query->arena);
    *query = (struct query){0};
}
