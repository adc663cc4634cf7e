#include "common/text/segment.h"

#include "common/base/utf8.h"
#include "common/text/german.h"
#include "common/text/scanner.h"

/* A word is scanned once. Hyphenated words are a chain of parts; the joined form is added in
 * front of the first part, at its position. */
struct chain {
    const uint8_t *word, *part; /* where it and its last part begin */
    size_t first;               /* token of the first part */
    size_t form;                /* of the last part */
    uint32_t parts;
    bool digits;  /* only digits so far */
    bool letters; /* only single letters so far */
};

static bool is_digits(const struct buffer *forms, size_t form)
{
    size_t i = form;
    while (i < forms->size && scanner_is_digit(forms->data[i])) {
        i++;
    }
    return i == forms->size;
}

/* Bytes of a hyphen at `at`: the typewriter's, U+2010, U+2011 that does not break, U+2E17, the
 * double one of blackletter; 0: none. */
static size_t hyphen_at(const struct scanner *scan, const uint8_t *at)
{
    uint8_t c = scanner_peek(scan, at);
    if (c != 0xE2) {
        return c == '-';
    }
    bool hyphen = scanner_has(scan, at, "\xE2\x80\x90", 3) ||
                  scanner_has(scan, at, "\xE2\x80\x91", 3) ||
                  scanner_has(scan, at, "\xE2\xB8\x97", 3);
    return hyphen ? 3 : 0;
}

/* Bytes of what transcriptions of old prints have for a hyphen at the end of a line alone: = and
 * U+00AC behind a letter; 0: none. */
static size_t line_end_hyphen_at(const struct scanner *scan, const uint8_t *at)
{
    uint8_t c = scanner_peek(scan, at);
    size_t size = c == '=' ? 1 : c == 0xC2 && scanner_has(scan, at, "\xC2\xAC", 2) ? 2 : 0;
    bool letter = size > 0 && at > scan->start && (at[-1] >= 0x80 || fold_ascii[at[-1]] >= 'a');
    return letter ? size : 0;
}

/* Bytes of one letter of ASCII or Latin-1; 0: none. */
static size_t letter_at(const struct scanner *scan, const uint8_t *at)
{
    uint8_t c = scanner_peek(scan, at);
    return c < 0x80 ? c > '9' && fold_ascii[c] != 0
                    : 2 * (c == 0xC3 && fold_latin1[scanner_peek(scan, at + 1)] != 0);
}

/* A conjunction in the next line belongs to "Vor-", it does not end the word. */
static bool is_conjunction(const struct scanner *scan, const uint8_t *at)
{
    static const char *const words[] = {"und", "oder", "bzw", "sowie"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        if (scanner_has(scan, at, words[i], size) && !scanner_word_goes_on(scan, at + size)) {
            return true;
        }
    }
    return false;
}

enum { MAX_INDENT = 40 }; /* of a line that goes on with a word */

/* A word cut at the line's end by a hyphen: where it goes on in lower case; NULL: it does not. */
static const uint8_t *next_line(const struct scanner *scan, const uint8_t *behind)
{
    const uint8_t *at = behind;
    while (at - behind < 2 && (scanner_peek(scan, at) == ' ' || scanner_peek(scan, at) == '\r')) {
        at++;
    }
    if (scanner_peek(scan, at) != '\n') {
        return NULL;
    }
    at++;
    for (int i = 0;
         i < MAX_INDENT && (scanner_peek(scan, at) == ' ' || scanner_peek(scan, at) == '\t'); i++) {
        at++;
    }
    uint8_t c = scanner_peek(scan, at);
    bool lower = (uint8_t)(c - 'a') < 26 ||
                 (c == 0xC3 && scanner_peek(scan, at + 1) >= 0xA0 && letter_at(scan, at) != 0) ||
                 scanner_has(scan, at, "\xC5\xBF", 2); /* long s */
    return lower && !is_conjunction(scan, at) ? at : NULL;
}

/* Takes in the rest of a word that is cut at a line's end. */
static bool join_lines(struct scanner *scan)
{
    size_t hyphen = hyphen_at(scan, scan->at);
    hyphen = hyphen > 0 ? hyphen : line_end_hyphen_at(scan, scan->at);
    const uint8_t *next = hyphen > 0 ? next_line(scan, scan->at + hyphen) : NULL;
    if (next == NULL) {
        return false;
    }
    scan->at = next;
    scanner_fold_run(scan);
    return true;
}

/* Whether a letter or digit begins at `at`. */
static bool begins_part(const struct scanner *scan, const uint8_t *at)
{
    if (!scanner_word_goes_on(scan, at)) {
        return false;
    }
    size_t size;
    int valid;
    enum fold_class class = fold_class_of(utf8_read(at, scan->end, &size, &valid));
    return class == FOLD_LETTER || class == FOLD_DIGIT;
}

/* A hyphen, an apostrophe (Ku'damm), a stop between single letters (U.S.A.): moves behind it if
 * another part follows. */
static bool next_part(struct scanner *scan, const struct chain *chain)
{
    const uint8_t *at = scan->at;
    size_t sign = hyphen_at(scan, at);
    if (sign == 0 && !chain->digits) {
        sign = scanner_apostrophe(scan, at);
        sign = letter_at(scan, at + sign) != 0 ? sign : 0;
    }
    if (sign == 0 && chain->letters && *at == '.') {
        size_t letter = letter_at(scan, at + 1);
        sign = letter > 0 && !scanner_word_goes_on(scan, at + 1 + letter);
    }
    if (sign == 0 || !begins_part(scan, at + sign)) {
        return false;
    }
    scan->at += sign;
    return true;
}

/* C++, C#. */
static void take_sharp(struct scanner *scan, size_t form)
{
    struct buffer *forms = &scan->list->forms;
    size_t size = scanner_has(scan, scan->at, "++", 2) ? 2 : scanner_peek(scan, scan->at) == '#';
    if (forms->size - form == 1 && forms->data[form] == 'c') {
        buffer_append(forms, scan->at, size);
        scan->at += size;
    }
}

/* geht's, Peter's, so'n: one letter behind an apostrophe is no part of its own. */
static bool add_elision(struct scanner *scan, const struct chain *chain, uint32_t position,
                        bool *done)
{
    struct buffer *forms = &scan->list->forms;
    size_t sign = scanner_apostrophe(scan, scan->at);
    const uint8_t *letter = scan->at + sign;
    *done = sign > 0 && forms->size - chain->form > 1 && letter_at(scan, letter) == 1 &&
            !scanner_word_goes_on(scan, letter + 1) && scanner_apostrophe(scan, letter + 1) == 0;
    if (!*done) {
        return true;
    }
    scan->at = letter + 1;
    if (!scanner_add(scan, chain->form, chain->part, position)) {
        return false;
    }
    buffer_append_byte(forms, fold_ascii[*letter]);
    return !forms->failed && scanner_add(scan, chain->form, chain->part, position);
}

/* PCs, AKWs, GmbHs: a small s behind a capital is an ending. */
static void leave_out_s(struct scanner *scan, const struct chain *chain)
{
    struct buffer *forms = &scan->list->forms;
    if (scan->at - chain->part > 2 && scan->at[-1] == 's' && (uint8_t)(scan->at[-2] - 'A') < 26 &&
        (uint8_t)(*chain->part - 'A') < 26 && forms->size - chain->form > 2) {
        forms->size--;
    }
}

/* The tokens of a part behind its first run. */
static bool finish_part(struct scanner *scan, struct chain *chain)
{
    struct buffer *forms = &scan->list->forms;
    bool digits = is_digits(forms, chain->form), done = false;
    chain->digits = chain->digits && digits;
    chain->letters = chain->letters && !digits && scan->at - chain->part <= 2 &&
                     letter_at(scan, chain->part) == (size_t)(scan->at - chain->part);
    if (digits) {
        return number_scan(scan, chain->form, chain->part);
    }
    if (scanner_is_digit(forms->data[chain->form]) &&
        !unit_scan(scan, chain->form, chain->part, &done)) {
        return false;
    }
    if (done) {
        chain->parts++;
        return true;
    }
    leave_out_s(scan, chain);
    uint32_t position = scan->list->next_position++;
    if (scan->at < scan->end) {
        take_sharp(scan, chain->form);
        if (!add_elision(scan, chain, position, &done)) {
            return false;
        }
    }
    if (!done && !gender_scan(scan, chain->form, chain->part, position, &done)) {
        return false;
    }
    return done || scanner_add(scan, chain->form, chain->part, position);
}

/* Adds the parts as one word at the first one's position, but 3-5 is not 35. Of the tokens of
 * one position the first is the base form. */
static bool add_joined(struct scanner *scan, const struct chain *chain)
{
    struct token_list *list = scan->list;
    size_t form = list->forms.size;
    uint32_t position = list->tokens[chain->first].position, last = UINT32_MAX;
    if (chain->digits) {
        return true;
    }
    for (size_t i = chain->first; i < list->count; i++) {
        const struct token *part = &list->tokens[i];
        if (part->position != last && buffer_reserve(&list->forms, part->form_size)) {
            buffer_append(&list->forms, list->forms.data + part->form_start, part->form_size);
            last = part->position;
        }
    }
    return !list->forms.failed && scanner_insert(scan, form, chain->word, position);
}

/* Art. 3 is an article, Art is not. */
static bool article_scan(struct scanner *scan, size_t form, const uint8_t *word, bool *done)
{
    const uint8_t *next = scan->at + 1;
    next += scanner_has(scan, next, "\xC2\xA0", 2) ? 2 : scanner_peek(scan, next) == ' ';
    *done = scan->at - word == 3 && scanner_has(scan, word, "Art.", 4) &&
            scanner_is_digit(scanner_peek(scan, next));
    if (!*done) {
        return true;
    }
    buffer_append_text(&scan->list->forms, "ikel");
    return !scan->list->forms.failed && scanner_add(scan, form, word, scan->list->next_position++);
}

/* The rules that begin with the first run of a word and go beyond it. */
static bool special_word(struct scanner *scan, const struct chain *chain, bool *done)
{
    uint8_t c = scanner_peek(scan, scan->at);
    *done = false;
    if (c == '.' && scan->at - chain->word <= 2 && letter_at(scan, chain->word) != 0 &&
        !abbreviation_scan(scan, chain->form, chain->word, done)) {
        return false;
    }
    if (c == '.' && !*done && !article_scan(scan, chain->form, chain->word, done)) {
        return false;
    }
    bool sign = c == '.' || c == '@' || c == '-' || c == '_' || c == '+';
    return *done || !sign || !scanner_word_goes_on(scan, scan->at + 1) ||
           address_scan(scan, chain->form, chain->word, done);
}

bool scanner_word(struct scanner *scan)
{
    struct token_list *list = scan->list;
    struct chain chain = {.word = scan->at,
                          .part = scan->at,
                          .first = list->count,
                          .form = list->forms.size,
                          .digits = true,
                          .letters = true};
    bool done;
    if (!scanner_fold_run(scan)) {
        return !list->forms.failed;
    }
    if (!special_word(scan, &chain, &done)) {
        return false;
    }
    if (done) {
        return true;
    }
    do {
        while (join_lines(scan)) {
        }
        if (!finish_part(scan, &chain)) {
            return false;
        }
        chain.parts++;
        if (scan->at >= scan->end || !next_part(scan, &chain)) {
            break;
        }
        chain.part = scan->at;
        chain.form = list->forms.size;
    } while (scanner_fold_run(scan));
    return !list->forms.failed && (chain.parts == 1 || add_joined(scan, &chain));
}

/* Vor- und Nachname: Vorname stands at the place of Vor. */
static bool complete_suspended(struct scanner *scan, size_t first)
{
    struct token_list *list = scan->list;
    const struct token *head = &list->tokens[scan->suspended - 1], *word = &list->tokens[first];
    struct bytes form = token_form(list, word);
    if (!scan->conjunction) {
        scan->conjunction = german_is_conjunction(form);
        scan->suspended = scan->conjunction ? scan->suspended : 0;
        return true;
    }
    scan->suspended = 0;
    size_t opposite = german_opposite(token_form(list, head), form);
    if (opposite == 0) {
        return true;
    }
    size_t start = list->forms.size;
    const uint8_t *from = scan->start + head->text_start;
    uint32_t position = head->position;
    if (!buffer_reserve(&list->forms, head->form_size + form.size)) {
        return false;
    }
    buffer_append(&list->forms, list->forms.data + head->form_start, head->form_size);
    buffer_append(&list->forms, list->forms.data + word->form_start + opposite,
                  form.size - opposite);
    return scanner_insert(scan, start, from, position);
}

/* After a word: what is suspended before it, and whether it is suspended itself. */
static bool watch_suspended(struct scanner *scan, size_t first)
{
    if (scan->list->count == first) {
        return true;
    }
    if (scan->suspended != 0 && !complete_suspended(scan, first)) {
        return false;
    }
    if (scanner_peek(scan, scan->at) == '-') {
        uint8_t next = scanner_peek(scan, scan->at + 1);
        if (next == ' ' || next == '\n' || next == '/' || next == '\r') {
            scan->suspended = (uint32_t)scan->list->count;
            scan->conjunction = next == '/';
        }
    }
    return true;
}

/* Whether a number stands before `at`, behind at most one blank. */
static bool is_behind_digit(const struct scanner *scan, const uint8_t *at)
{
    size_t before = (size_t)(at - scan->start);
    size_t blank = before > 1 && at[-1] == ' '                            ? 1
                   : before > 2 && memcmp(at - 2, "\xC2\xA0", 2) == 0     ? 2
                   : before > 3 && memcmp(at - 3, "\xE2\x80\xAF", 3) == 0 ? 3
                                                                          : 0;
    return before > blank && scanner_is_digit(at[-(ptrdiff_t)blank - 1]);
}

/* How a sign is read; NULL: it separates. `behind`: a number stands before it. */
static const char *sign_name(const struct scanner *scan, uint32_t point, bool behind)
{
    switch (point) {
    case 0xA7:
        return "\xC2\xA7";
    case 0x20AC:
        return "euro";
    case '%':
        return behind && !scanner_word_goes_on(scan, scan->at) ? "prozent" : NULL; /* 100%ig */
    case 0xB0:
        return behind ? "grad" : NULL;
    case '$':
        return behind || scanner_is_digit(scanner_peek(scan, scan->at)) ? "dollar" : NULL;
    default:
        return NULL;
    }
}

/* What is no word: § is one all the same (§ 573, §§ 1 bis 4), so are € and the signs of a number,
 * %, ° and $; the rest separates. */
static bool take_sign(struct scanner *scan)
{
    size_t size;
    int valid;
    const uint8_t *from = scan->at;
    uint32_t point;
    size = entity_read(scan, from, &point);
    if (size == 0) {
        point = utf8_read(from, scan->end, &size, &valid);
        scan->list->replaced += !valid;
    }
    scan->at += size;
    const char *name = sign_name(scan, point, is_behind_digit(scan, from));
    if (name == NULL) {
        return true;
    }
    size_t form = scan->list->forms.size;
    buffer_append_text(&scan->list->forms, name);
    while (point == 0xA7 && scanner_has(scan, scan->at, "\xC2\xA7", 2)) {
        scan->at += 2;
    }
    return !scan->list->forms.failed && scanner_add(scan, form, from, scan->list->next_position++);
}

/* Ends of words that no rule looks at. A stop is one, too, if a blank follows. */
static const uint8_t plain_end[256] = {
    [0] = 1,   ['\t'] = 1, ['\n'] = 1, ['\r'] = 1, [' '] = 1, ['!'] = 1, ['"'] = 1, ['%'] = 1,
    [')'] = 1, [','] = 1,  [';'] = 1,  ['<'] = 1,  ['>'] = 1, ['?'] = 1, [']'] = 1, ['|'] = 1,
};

static bool ends_plainly(const struct scanner *scan, const uint8_t *word, const uint8_t *at)
{
    uint8_t end = scanner_peek(scan, at);
    if (!plain_end[end] && (end != '.' || at - word <= 3 || scanner_word_goes_on(scan, at + 1))) {
        return false;
    }
    if (at - word > 2 && at[-1] == 's' && (uint8_t)(at[-2] - 'A') < 26) { /* PCs */
        return false;
    }
    return at - word <= 4 || at[-1] != 'n' || (at[-2] != 'I' && at[-5] != 'I'); /* BürgerInnen */
}

/* Eight bytes of text, the first in the lowest byte. */
static uint64_t load_bytes(const uint8_t *at)
{
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

static void store_bytes(uint64_t eight, uint8_t *out)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    memcpy(out, &eight, sizeof eight);
}

#define EACH(byte) ((byte) * (UINT64_MAX / 255))

/* The highest bit of each of eight bytes that is no letter or digit of ASCII. */
static uint64_t breaks_of(uint64_t eight)
{
    uint64_t low = eight & EACH(0x7F), lower = low | EACH(0x20);
    uint64_t letters = (lower + EACH(0x80 - 'a')) ^ (lower + EACH(0x7F - 'z'));
    uint64_t digits = (low + EACH(0x80 - '0')) ^ (low + EACH(0x7F - '9'));
    return ~((letters | digits) & ~eight) & EACH(0x80);
}

enum { LONGEST_PLAIN = 96, PLAIN_ROOM = LONGEST_PLAIN + 16 };

/* Folds letters and digits of ASCII and Latin-1 into out, until another byte comes or the word gets
 * too long; where it ends in the text. */
static const uint8_t *fold_plain(const uint8_t *at, const uint8_t *end, uint8_t **out)
{
    const uint8_t *stop = end - at > LONGEST_PLAIN ? at + LONGEST_PLAIN : end;
    uint8_t *to = *out, folded;
    while (at < stop) {
        if (end - at >= 8) {
            uint64_t eight = load_bytes(at), breaks = breaks_of(eight);
            store_bytes(eight | EACH(0x20), to); /* small letters; digits have that bit */
            size_t size = breaks != 0 ? (size_t)__builtin_ctzll(breaks) / 8 : 8;
            at += size;
            to += size;
            if (breaks == 0) {
                continue;
            }
        }
        for (; at < stop && (folded = fold_ascii[*at]) != 0; at++) {
            *to++ = folded;
        }
        if (stop - at < 2 || *at != 0xC3 || (folded = fold_latin1[at[1]]) == 0) {
            break;
        }
        *to++ = folded == 's' ? 's' : 0xC3;
        *to++ = folded;
        at += 2;
    }
    *out = to;
    return at;
}

/* The usual word at full speed: letters of ASCII and Latin-1, no rule applies. False: it is
 * another one, and nothing has changed. scanner_word gives the same token for it. */
static bool plain_word(struct scanner *scan)
{
    struct token_list *list = scan->list;
    struct buffer *forms = &list->forms;
    if (forms->capacity - forms->size < PLAIN_ROOM || list->count == list->capacity ||
        scan->suspended != 0) {
        return false;
    }
    const uint8_t *word = scan->at;
    uint8_t *start = forms->data + forms->size, *out = start;
    const uint8_t *at = fold_plain(word, scan->end, &out);
    if (out == start || *start <= '9' || (at - word >= LONGEST_PLAIN && at < scan->end) ||
        !ends_plainly(scan, word, at)) {
        return false;
    }
    list->tokens[list->count++] =
        (struct token){(uint32_t)forms->size, (uint32_t)(out - start), list->next_position++,
                       (uint32_t)(word - scan->start), (uint32_t)(at - scan->start)};
    forms->size += (size_t)(out - start);
    scan->at = at;
    return true;
}

/* The rules that look at the words before a plain one; first letters tell most that are none. */
static bool join_plain(struct scanner *scan)
{
    const struct token_list *list = scan->list;
    uint8_t letter = list->forms.data[list->tokens[list->count - 1].form_start];
    bool pair = word_pair_begins(scan->pair_letters, letter);
    scan->pair_letters = word_pair_letters(letter);
    return (!pair || word_pair_join(scan)) &&
           (scanner_peek(scan, scan->at) == ' ' || separated_verb_join(scan));
}

bool segment_german(struct bytes text, struct token_list *list)
{
    struct scanner scan = {.list = list,
                           .start = text.data,
                           .at = text.data,
                           .end = text.data ? text.data + text.size : NULL,
                           .plain_until = text.data,
                           .pair_letters = WORD_PAIR_ANY};
    while (scan.at < scan.end) {
        if (!scanner_is_word_byte(*scan.at) && *scan.at != '&' && *scan.at != '%' &&
            *scan.at != '$') {
            scan.at++;
            continue;
        }
        if (plain_word(&scan)) {
            if (!join_plain(&scan)) {
                return false;
            }
            continue;
        }
        scan.pair_letters = WORD_PAIR_ANY;
        const uint8_t *before = scan.at;
        size_t first = list->count;
        if (!scanner_word(&scan) || !watch_suspended(&scan, first) ||
            (scan.at == before && !take_sign(&scan)) || !word_pair_join(&scan) ||
            (scan.at > before && !separated_verb_join(&scan)) ||
            list->forms.size > UINT32_MAX / 2) {
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
    struct scanner scan = {.list = list, .start = text.data};
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
            scan.at = text.data + at;
            if (list->forms.failed ||
                !scanner_add(&scan, form, text.data + start, list->next_position++)) {
                return false;
            }
        } else {
            at++;
        }
    }
    return true;
}
