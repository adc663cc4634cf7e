/* Records into documents. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/buffer.h"
#include "common/base/memory.h"
#include "common/base/utf8.h"
#include "indexer/source/plain_json.h"
#include "indexer/source/source.h"

enum { MAX_ID_BYTES = 1024, MAX_TITLE_BYTES = 300, MAX_FIELDS = 256 };

struct parser {
    struct arena arena; /* of the last document */
    json_t *json;       /* of the last JSON record: strings are views into it */
    struct buffer text; /* of the last plain one: where strings are unescaped */
    bool failed;        /* no memory for a value of the last document */
    struct field fields[MAX_FIELDS];
};

enum status parser_create(struct parser **parser, struct error *err)
{
    *parser = memory_alloc_array(1, sizeof **parser);
    return *parser ? STATUS_OK : error_set_memory(err);
}

void parser_destroy(struct parser *parser)
{
    if (parser != NULL) {
        json_decref(parser->json);
        arena_release(&parser->arena);
        buffer_release(&parser->text);
        memory_free(parser);
    }
}

/* "NAME:NUMBER", or the number alone without a name. */
static struct bytes default_id(struct parser *parser, struct bytes name, uint64_t number)
{
    size_t size = name.size + 32;
    char *out = arena_alloc(&parser->arena, size);
    if (out == NULL) {
        return bytes_of(NULL, 0);
    }
    int length = snprintf(out, size, "%.*s%s%llu", (int)name.size,
                          name.size ? (const char *)name.data : "", name.size ? ":" : "",
                          (unsigned long long)number);
    return bytes_of(out, length > 0 ? (size_t)length : 0);
}

/* Blanks and control characters would break a TREC run: they become '_'. */
static bool clean_id(struct parser *parser, struct bytes *id)
{
    const uint8_t *at = id->data, *end = id->size ? at + id->size : at;
    while (at < end && *at != ' ' && utf8_control(at, end) == 0) {
        at++;
    }
    if (at == end) {
        return true;
    }
    uint8_t *copy = arena_copy(&parser->arena, id->data, id->size);
    size_t size = 0;
    for (at = id->data; copy && at < end; size++) {
        size_t control = *at == ' ' ? 1 : utf8_control(at, end);
        copy[size] = control ? '_' : *at;
        at += control ? control : 1;
    }
    *id = bytes_of(copy, size);
    return copy != NULL;
}

static struct bytes trimmed(const uint8_t *at, const uint8_t *end)
{
    while (at < end && *at <= ' ') {
        at++;
    }
    while (end > at && end[-1] <= ' ') {
        end--;
    }
    return bytes_of(at, (size_t)(end - at));
}

/* The first line that is not empty is the title, if something follows it. */
static void parse_text(const struct record *record, struct document *document)
{
    const uint8_t *at = record->bytes.data, *end = at + record->bytes.size;
    document->id = record->name;
    document->text = trimmed(at, end);
    const uint8_t *start = document->text.data, *stop = start + document->text.size;
    const uint8_t *line = document->text.size ? memchr(start, '\n', document->text.size) : NULL;
    if (line == NULL) {
        return;
    }
    struct bytes title = trimmed(start, line);
    if (title.size > MAX_TITLE_BYTES) { /* a paragraph, not a title */
        return;
    }
    document->title = title;
    document->text = trimmed(line, stop);
}

static struct bytes json_bytes(const json_t *string)
{
    return bytes_of(json_string_value(string), json_string_length(string));
}

/* A further scalar as text; empty for what is none. */
static struct bytes scalar_bytes(struct parser *parser, const json_t *value)
{
    struct bytes none = {NULL, 0};
    if (json_is_string(value)) {
        return json_bytes(value);
    }
    if (json_is_boolean(value)) {
        return bytes_of_text(json_is_true(value) ? "true" : "false");
    }
    if (!json_is_number(value)) {
        return none;
    }
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    size_t size = text ? strlen(text) : 0;
    void *copy = text ? arena_copy(&parser->arena, text, size) : NULL;
    free(text);
    parser->failed = parser->failed || copy == NULL;
    return bytes_of(copy, copy ? size : 0);
}

static bool is_named(struct bytes key, const char *name)
{
    return bytes_equal(key, bytes_of_text(name));
}

static struct bytes *known_field(struct document *document, struct bytes key)
{
    return is_named(key, "title")  ? &document->title
           : is_named(key, "text") ? &document->text
           : is_named(key, "url")  ? &document->url
           : is_named(key, "date") ? &document->date : NULL;
}

/* A member of the object: its value as text (data NULL: it has none), and what it was. */
static void add_member(struct parser *parser, struct document *document, struct bytes key,
                       struct bytes value, bool is_string, bool is_integer)
{
    struct bytes *known = is_string ? known_field(document, key) : NULL;
    if (is_named(key, "id") && (is_string || is_integer)) {
        document->id = value;
    } else if (known != NULL) {
        *known = value;
    } else if (value.data != NULL && document->field_count < MAX_FIELDS) {
        parser->fields[document->field_count++] = (struct field){key, value};
    }
}

/* The usual record; false: it is left to the library. */
static bool parse_plain(struct parser *parser, const struct record *record,
                        struct document *document)
{
    struct plain_member members[PLAIN_JSON_MEMBERS];
    bool has_text = false;
    buffer_reset(&parser->text);
    if (!buffer_reserve(&parser->text, record->bytes.size)) {
        parser->failed = true;
        return true;
    }
    unsigned count = plain_json_read(record->bytes, parser->text.data, members);
    for (unsigned i = 0; i < count; i++) {
        has_text |= members[i].is_string && is_named(members[i].key, "text");
    }
    for (unsigned i = 0; has_text && i < count; i++) {
        add_member(parser, document, members[i].key, members[i].value, members[i].is_string,
                   !members[i].is_string);
    }
    return has_text;
}

static bool parse_any(struct parser *parser, const struct record *record,
                      struct document *document, struct skips *skips)
{
    json_error_t error;
    const char *key;
    json_t *value;
    parser->json = json_loadb((const char *)record->bytes.data, record->bytes.size,
                              JSON_ALLOW_NUL, &error);
    if (!json_is_object(parser->json)) {
        skips_note(skips, SKIP_INVALID_JSON, record->name, record->line);
        return false;
    }
    if (!json_is_string(json_object_get(parser->json, "text"))) {
        skips_note(skips, SKIP_NO_TEXT, record->name, record->line);
        return false;
    }
    json_object_foreach(parser->json, key, value) {
        add_member(parser, document, bytes_of_text(key), scalar_bytes(parser, value),
                   json_is_string(value), json_is_integer(value));
    }
    return true;
}

static bool parse_json(struct parser *parser, const struct record *record,
                       struct document *document, struct skips *skips)
{
    if (!parse_plain(parser, record, document) && !parse_any(parser, record, document, skips)) {
        return false;
    }
    if (document->id.size == 0) {
        document->id = default_id(parser, record->name, record->line);
    }
    return true;
}

enum status parser_parse(struct parser *parser, const struct record *record,
                         struct document *document, bool *usable, struct skips *skips,
                         struct error *err)
{
    struct document parsed = {.fields = parser->fields};
    json_decref(parser->json);
    parser->json = NULL;
    parser->failed = false;
    arena_reset(&parser->arena);
    *usable = true;
    if (record->format == RECORD_TEXT) {
        parse_text(record, &parsed);
    } else if (record->format == RECORD_LINES) {
        parsed.id = default_id(parser, bytes_of(NULL, 0), record->number);
        parsed.text = record->bytes;
    } else {
        *usable = parse_json(parser, record, &parsed, skips);
    }
    if (*usable && (parser->failed || parsed.id.size == 0 || !clean_id(parser, &parsed.id))) {
        return error_set_memory(err);
    }
    if (*usable && parsed.id.size > MAX_ID_BYTES) {
        *usable = false;
        skips_note(skips, SKIP_TOO_LONG, record->name, record->line);
    } else if (*usable && record->format != RECORD_LINES && parsed.text.size == 0 &&
               parsed.title.size == 0) {
        *usable = false;
        skips_note(skips, SKIP_EMPTY, record->name, record->line);
    }
    *document = parsed;
    return STATUS_OK;
}
