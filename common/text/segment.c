#include "common/text/segment.h"

#include <string.h>

#include "common/base/memory.h"
#include "common/text/fold.h"
#include "common/base/utf8.h"

/* A word is scanned once: folded bytes go straight into list->forms, and the token is made when
 * the word ends. Hyphenated words are a chain of parts; the joined form is added behind the
 * first part, at its position. */
struct scanner {
    struct token_list *list;
    const uint8_t *start, *at, *end;
};

static bool add_token(struct token_list *list, size_t form_start, size_t form_size,
                      uint32_t position, size_t text_start, size_t text_end)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 256;
        struct token *tokens = memory_resize(list->tokens, capacity * sizeof *tokens);
        if (tokens == NULL) {
            return false;
        }
        list->tokens = tokens;
        list->capacity = capacity;
    }
    list->tokens[list->count++] = (struct token){(uint32_t)form_start, (uint32_t)form_size, position,
                                                 (uint32_t)text_start, (uint32_t)text_end};
    return true;
}

/* Cuts what was folded from `start` on at a code point. */
static size_t bounded(struct token_list *list, size_t start)
{
    size_t size = list->forms.size - start;
    if (size > ANALYZER_MAX_FORM_BYTES) {
        size = ANALYZER_MAX_FORM_BYTES;
        while (size > 0 && (list->forms.data[start + size] & 0xC0) == 0x80) {
            size--;
        }
        list->forms.size = start + size;
        list->cut++;
    }
    return size;
}

static void apply_mark(struct token_list *list, size_t start, uint32_t mark)
{
    struct buffer *forms = &list->forms;
    uint32_t umlaut = forms->size > start ? fold_umlaut(forms->data[forms->size - 1], mark) : 0;
    uint8_t raw[4];
    if (umlaut != 0) {
        forms->size--;
        buffer_append(forms, raw, utf8_write(umlaut, raw));
    }
}

/* Folds letters, digits and marks into list->forms; stops before what ends the word. *digits: only
 * digits were seen. */
static bool fold_run(struct scanner *scan, bool *digits)
{
    struct buffer *forms = &scan->list->forms;
    size_t start = forms->size;
    *digits = true;
    while (scan->at < scan->end) {
        uint8_t c = *scan->at;
        if (c < 0x80) { /* the usual case by hand */
            bool letter = (uint8_t)((c | 0x20) - 'a') < 26;
            if (!letter && (uint8_t)(c - '0') > 9) {
                break;
            }
            *digits = *digits && !letter;
            buffer_append_byte(forms, letter ? c | 0x20 : c);
            scan->at++;
            continue;
        }
        size_t size;
        int valid;
        uint32_t point = utf8_read(scan->at, scan->end, &size, &valid);
        enum fold_class class = fold_class_of(point);
        if (class == FOLD_BREAK || (class == FOLD_MARK && forms->size == start)) {
            break;
        }
        if (class == FOLD_MARK) {
            apply_mark(scan->list, start, point);
        } else if (class != FOLD_NOTHING) {
            uint8_t raw[FOLD_MAX_BYTES];
            buffer_append(forms, raw, fold_write(point, raw));
            *digits = *digits && class == FOLD_DIGIT;
        }
        scan->at += size;
        if (forms->size - start > 4 * ANALYZER_MAX_FORM_BYTES) { /* bounded however long */
            forms->size = start + 2 * ANALYZER_MAX_FORM_BYTES;
        }
    }
    return forms->size > start;
}

static bool starts_with(const struct scanner *scan, const char *text)
{
    size_t size = strlen(text);
    return (size_t)(scan->end - scan->at) >= size && memcmp(scan->at, text, size) == 0;
}

static bool is_word_byte(uint8_t c)
{
    return c >= 0x80 || (uint8_t)((c | 0x20) - 'a') < 26 || (uint8_t)(c - '0') < 10;
}

/* 10.000 is 10000; 5,5 and 3.14 stay as they are. Called behind a run of digits. */
static void fold_number(struct scanner *scan, size_t start)
{
    struct buffer *forms = &scan->list->forms;
    while (scan->end - scan->at >= 2 && (*scan->at == '.' || *scan->at == ',') &&
           (uint8_t)(scan->at[1] - '0') < 10) {
        const uint8_t *p = scan->at + 1;
        while (p < scan->end && (uint8_t)(*p - '0') < 10) {
            p++;
        }
        bool group = *scan->at == '.' && p - scan->at == 4 && forms->size - start <= 12;
        if (!group) {
            buffer_append_byte(forms, *scan->at);
        }
        buffer_append(forms, scan->at + 1, (size_t)(p - scan->at - 1));
        scan->at = p;
    }
}

/* Nutzer:innen, Nutzer*innen, Nutzer_innen: the feminine form goes on without the mark. */
static bool gender_mark(struct scanner *scan)
{
    if (scan->end - scan->at < 3 || (*scan->at != ':' && *scan->at != '*' && *scan->at != '_')) {
        return false;
    }
    scan->at++;
    bool is_in = starts_with(scan, "innen") || starts_with(scan, "in");
    size_t size = starts_with(scan, "innen") ? 5 : 2;
    if (is_in && ((size_t)(scan->end - scan->at) == size || !is_word_byte(scan->at[size]))) {
        return true;
    }
    scan->at--;
    return false;
}

/* The rest of one part of a word behind its first run; adds its tokens at `position`. */
static bool finish_part(struct scanner *scan, size_t form, const uint8_t *word, bool digits,
                        uint32_t position)
{
    struct token_list *list = scan->list;
    size_t text_start = (size_t)(word - scan->start);
    if (digits) {
        fold_number(scan, form);
    } else if (list->forms.size - form == 1 && list->forms.data[form] == 'c' &&
               (starts_with(scan, "++") || starts_with(scan, "#"))) {
        size_t size = *scan->at == '#' ? 1 : 2;
        buffer_append(&list->forms, scan->at, size);
        scan->at += size;
    } else if (gender_mark(scan)) {
        size_t size = bounded(list, form), again = list->forms.size, base = list->count;
        bool more;
        if (!add_token(list, form, size, position, text_start, text_start) ||
            !buffer_reserve(&list->forms, size)) {
            return false;
        }
        buffer_append(&list->forms, list->forms.data + form, size);
        fold_run(scan, &more);
        list->tokens[base].text_end = (uint32_t)(scan->at - scan->start);
        form = again;
    }
    size_t size = bounded(list, form);
    return add_token(list, form, size, position, text_start, (size_t)(scan->at - scan->start));
}

/* Whether a hyphen at scan->at joins what follows; *soft: a word cut at a line's end. */
static bool joins(struct scanner *scan, bool *soft)
{
    const uint8_t *p = scan->at;
    *soft = false;
    if (p < scan->end && *p == '-') {
        p++;
    } else if (starts_with(scan, "\xE2\x80\x90") || starts_with(scan, "\xE2\x80\x91")) {
        p += 3; /* U+2010 hyphen, U+2011 hyphen that does not break */
    } else {
        return false;
    }
    if (p < scan->end && *p == '\n' && p + 1 < scan->end && p[1] >= 'a' && p[1] <= 'z') {
        *soft = true;
        p++;
    }
    if (p >= scan->end || !is_word_byte(*p)) {
        return false;
    }
    if (*p >= 0x80) {
        size_t size;
        int valid;
        enum fold_class class = fold_class_of(utf8_read(p, scan->end, &size, &valid));
        if (class != FOLD_LETTER && class != FOLD_DIGIT) {
            return false;
        }
    }
    scan->at = p;
    return true;
}

/* Adds the joined form of the parts [first, count) at the first one's position. */
static bool add_joined(struct scanner *scan, size_t first, const uint8_t *word)
{
    struct token_list *list = scan->list;
    size_t form = list->forms.size, count = list->count;
    uint32_t position = list->tokens[first].position, last = UINT32_MAX;
    for (size_t i = first; i < count; i++) {
        const struct token *part = &list->tokens[i];
        if (part->position != last && buffer_reserve(&list->forms, part->form_size)) {
            buffer_append(&list->forms, list->forms.data + part->form_start, part->form_size);
            last = part->position;
        }
    }
    size_t size = bounded(list, form);
    if (!add_token(list, form, size, position, (size_t)(word - scan->start),
                   (size_t)(scan->at - scan->start))) {
        return false;
    }
    struct token joined = list->tokens[count]; /* in rising order of position */
    memmove(list->tokens + first + 1, list->tokens + first, (count - first) * sizeof joined);
    list->tokens[first] = joined;
    return true;
}

/* One word at scan->at: its parts, then its joined form. */
static bool scan_word(struct scanner *scan)
{
    struct token_list *list = scan->list;
    const uint8_t *word = scan->at, *part = word;
    size_t first = list->count, form = list->forms.size;
    bool digits, soft = false, chain = false;
    if (!fold_run(scan, &digits)) {
        return true;
    }
    for (;;) {
        const uint8_t *behind = scan->at;
        bool more;
        if (!joins(scan, &soft)) {
            scan->at = behind;
            if (!finish_part(scan, form, part, digits, list->next_position++)) {
                return false;
            }
            break;
        }
        if (soft) { /* the halves are one word */
            fold_run(scan, &more);
            digits = digits && more;
            continue;
        }
        if (!finish_part(scan, form, part, false, list->next_position++)) {
            return false;
        }
        chain = true;
        part = scan->at;
        form = list->forms.size;
        if (!fold_run(scan, &digits)) {
            break;
        }
    }
    return !chain || add_joined(scan, first, word);
}

bool segment_german(struct bytes text, struct token_list *list)
{
    struct scanner scan = {list, text.data, text.data, text.data ? text.data + text.size : NULL};
    while (scan.at < scan.end) {
        const uint8_t *before = scan.at;
        if (is_word_byte(*scan.at) && !scan_word(&scan)) {
            return false;
        }
        if (scan.at == before) {
            size_t size;
            int valid;
            uint32_t point = utf8_read(scan.at, scan.end, &size, &valid);
            list->replaced += !valid;
            if (point == 0xA7) { /* § is a word: § 573 */
                size_t form = list->forms.size;
                buffer_append(&list->forms, scan.at, size);
                size_t start = (size_t)(scan.at - scan.start);
                if (!add_token(list, form, size, list->next_position++, start, start + size)) {
                    return false;
                }
            }
            scan.at += size;
        }
        if (list->forms.failed || list->forms.size > UINT32_MAX / 2) {
            return false;
        }
    }
    return true;
}

static bool is_blank(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool segment_whitespace(struct bytes text, struct token_list *list)
{
    size_t at = 0;
    while (at < text.size) {
        size_t start = at;
        while (at < text.size && !is_blank(text.data[at])) {
            at++;
        }
        if (at > start) {
            size_t form = list->forms.size, size = at - start;
            if (size > ANALYZER_MAX_FORM_BYTES) {
                size = ANALYZER_MAX_FORM_BYTES;
                list->cut++;
            }
            buffer_append(&list->forms, text.data + start, size);
            if (list->forms.failed ||
                !add_token(list, form, size, list->next_position++, start, at)) {
                return false;
            }
        } else {
            at++;
        }
    }
    return true;
}
