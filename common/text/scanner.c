#include "common/text/scanner.h"

#include "common/base/memory.h"
#include "common/base/utf8.h"

enum {
    RUN_BYTES = 512,                          /* of a run at a time */
    KEPT_BYTES = 2 * ANALYZER_MAX_FORM_BYTES, /* of one that is longer: the rest is cut anyway */
    ROOM = RUN_BYTES + KEPT_BYTES + FOLD_MAX_BYTES
};

static bool grow(struct token_list *list)
{
    size_t capacity = list->capacity ? 2 * list->capacity : 256;
    struct token *tokens = memory_resize(list->tokens, capacity * sizeof *tokens);
    if (tokens == NULL) {
        return false;
    }
    list->tokens = tokens;
    list->capacity = capacity;
    return true;
}

size_t scanner_bound(struct scanner *scan, size_t form)
{
    struct token_list *list = scan->list;
    size_t size = list->forms.size - form;
    if (size > ANALYZER_MAX_FORM_BYTES) {
        size = ANALYZER_MAX_FORM_BYTES;
        while (size > 0 && (list->forms.data[form + size] & 0xC0) == 0x80) {
            size--;
        }
        list->forms.size = form + size;
        list->cut++;
    }
    return size;
}

bool scanner_add(struct scanner *scan, size_t form, const uint8_t *from, uint32_t position)
{
    struct token_list *list = scan->list;
    if (list->count == list->capacity && !grow(list)) {
        return false;
    }
    list->tokens[list->count++] = (struct token){
        .form_start = (uint32_t)form,
        .form_size = (uint32_t)scanner_bound(scan, form),
        .position = position,
        .text_start = (uint32_t)(from - scan->start),
        .text_end = (uint32_t)(scan->at - scan->start),
    };
    return true;
}

bool scanner_insert(struct scanner *scan, size_t form, const uint8_t *from, uint32_t position)
{
    struct token_list *list = scan->list;
    if (!scanner_add(scan, form, from, position)) {
        return false;
    }
    size_t i = list->count - 1;
    struct token added = list->tokens[i];
    for (; i > 0 && list->tokens[i - 1].position >= position; i--) {
        list->tokens[i] = list->tokens[i - 1];
    }
    list->tokens[i] = added;
    return true;
}

size_t scanner_apostrophe(const struct scanner *scan, const uint8_t *at)
{
    switch (scanner_peek(scan, at)) {
    case '\'':
    case '`':
        return 1;
    case 0xC2: /* U+00B4 */
        return scanner_has(scan, at, "\xC2\xB4", 2) ? 2 : 0;
    case 0xCA: /* U+02BC */
        return scanner_has(scan, at, "\xCA\xBC", 2) ? 2 : 0;
    case 0xE2: /* U+2019, and U+2018 by mistake */
        return scanner_has(scan, at, "\xE2\x80\x99", 3) || scanner_has(scan, at, "\xE2\x80\x98", 3)
                   ? 3
                   : 0;
    default:
        return 0;
    }
}

/* The letter before takes the mark if there is such a letter; others are left out. */
static uint8_t *apply_mark(uint8_t *start, uint8_t *out, uint32_t mark)
{
    uint8_t *letter = out - 1;
    while (letter > start && (*letter & 0xC0) == 0x80) {
        letter--;
    }
    size_t size;
    int valid;
    uint32_t composed = fold_compose(utf8_read(letter, out, &size, &valid), mark);
    return composed != 0 ? letter + utf8_write(composed, letter) : out;
}

/* A word cut at a line's end by a soft hyphen goes on in lower case. */
static size_t soft_line_end(const struct scanner *scan, const uint8_t *behind)
{
    size_t size = scanner_has(scan, behind, "\r\n", 2) ? 2 : scanner_peek(scan, behind) == '\n';
    uint8_t next = scanner_peek(scan, behind + size);
    return size > 0 && (uint8_t)(next - 'a') < 26 ? size : 0;
}

/* One code point beyond ASCII and Latin-1, or a character reference: where the form ends then;
 * NULL: it ends the word. */
static uint8_t *fold_point(struct scanner *scan, uint8_t *start, uint8_t *out)
{
    uint32_t point;
    int valid;
    size_t size = entity_read(scan, scan->at, &point);
    if (size == 0) {
        point = utf8_read(scan->at, scan->end, &size, &valid);
    }
    if (point == 0x2BC || (point >= 0x2010 && point <= 0x2027)) {
        return NULL; /* the usual quotes and dashes need no look into the tables */
    }
    enum fold_class class = fold_class_of(point);
    if (class == FOLD_BREAK || (class == FOLD_MARK && out == start)) {
        return NULL;
    }
    scan->at += size;
    if (class == FOLD_MARK) {
        return apply_mark(start, out, point);
    }
    if (class == FOLD_NOTHING) {
        scan->at += point == 0xAD && out > start ? soft_line_end(scan, scan->at) : 0;
        return out;
    }
    return out + fold_write(point, out);
}

bool scanner_fold_run(struct scanner *scan)
{
    struct buffer *forms = &scan->list->forms;
    if (!buffer_reserve(forms, ROOM)) {
        return false;
    }
    uint8_t *start = forms->data + forms->size, *out = start;
    for (;;) {
        const uint8_t *at = scan->at;
        const uint8_t *stop = scan->end - at > RUN_BYTES ? at + RUN_BYTES : scan->end;
        uint8_t folded;
        while (at < stop && (folded = fold_ascii[*at]) != 0) {
            *out++ = folded;
            at++;
        }
        scan->at = at;
        if (at >= scan->end || (at < stop && *at < 0x80 && *at != '&')) {
            break;
        }
        if (at < stop) {
            folded = *at == 0xC3 && stop - at > 1 ? fold_latin1[at[1]] : 0;
            if (folded > 's') { /* a letter of two bytes */
                *out++ = 0xC3;
                *out++ = folded;
                scan->at += 2;
            } else if (folded == 's') {
                *out++ = 's';
                *out++ = 's';
                scan->at += 2;
            } else {
                uint8_t *next = fold_point(scan, start, out);
                if (next == NULL) {
                    break;
                }
                out = next;
            }
        }
        if (out - start > KEPT_BYTES) {
            out = start + KEPT_BYTES;
        }
    }
    forms->size += (size_t)(out - start);
    return out > start;
}
