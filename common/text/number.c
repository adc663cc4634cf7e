#include "common/text/scanner.h"

enum { MAX_GROUPS = 16 };

/* Runs of digits with one separator each between them. */
struct number {
    struct {
        const uint8_t *digits;
        size_t size;
        uint8_t separator; /* in front of it: '.', ',', '\'' or ' ' */
    } groups[MAX_GROUPS];
    size_t count;
    const uint8_t *end;
};

/* What separates groups of digits: a stop, a comma, an apostrophe, a blank that does not break. */
static uint8_t separator_at(const struct scanner *scan, const uint8_t *at, size_t *size)
{
    uint8_t c = scanner_peek(scan, at);
    *size = 1;
    if (c == '.' || c == ',') {
        return c;
    }
    if (scanner_has(scan, at, "\xC2\xA0", 2)) { /* U+00A0 */
        *size = 2;
        return ' ';
    }
    if (scanner_has(scan, at, "\xE2\x80\xAF", 3) || scanner_has(scan, at, "\xE2\x80\x89", 3)) {
        *size = 3; /* U+202F, U+2009 */
        return ' ';
    }
    *size = scanner_apostrophe(scan, at);
    return *size != 0 ? '\'' : 0;
}

static const uint8_t *skip_digits(const struct scanner *scan, const uint8_t *at)
{
    while (scanner_is_digit(scanner_peek(scan, at))) {
        at++;
    }
    return at;
}

static void read_number(const struct scanner *scan, const uint8_t *word, struct number *number)
{
    const uint8_t *at = word;
    uint8_t separator = 0;
    number->count = 0;
    for (;;) {
        const uint8_t *digits = at;
        at = skip_digits(scan, at);
        number->groups[number->count].digits = digits;
        number->groups[number->count].size = (size_t)(at - digits);
        number->groups[number->count++].separator = separator;
        number->end = at;
        size_t size;
        separator = separator_at(scan, at, &size);
        if (separator == 0 || number->count == MAX_GROUPS ||
            !scanner_is_digit(scanner_peek(scan, at + size))) {
            return;
        }
        at += size;
    }
}

/* How many groups from the first on are thousands by the same separator; 1: none. */
static size_t grouped(const struct number *number)
{
    uint8_t separator = number->count > 1 ? number->groups[1].separator : 0;
    size_t i = 1;
    while (i < number->count && number->groups[i].size == 3 &&
           number->groups[i].separator == separator) {
        i++;
    }
    bool thousands = number->groups[0].size <= 3 && number->groups[0].digits[0] != '0' &&
                     (separator != ',' || i > 2); /* 3,141 is a decimal number */
    return thousands ? i : 1;
}

static void append_group(struct scanner *scan, const struct number *number, size_t i)
{
    const uint8_t *digits = number->groups[i].digits;
    size_t size = number->groups[i].size;
    buffer_append(&scan->list->forms, digits, size);
}

/* One token of the groups [0, count), the first `thousands` of them without separators. */
static bool add_number(struct scanner *scan, const struct number *number, size_t thousands,
                       size_t count, const uint8_t *word)
{
    size_t form = scan->list->forms.size;
    for (size_t i = 0; i < count; i++) {
        if (i >= thousands) {
            buffer_append_byte(&scan->list->forms, number->groups[i].separator);
        }
        append_group(scan, number, i);
    }
    scan->at = number->groups[count - 1].digits + number->groups[count - 1].size;
    return scanner_add(scan, form, word, scan->list->next_position++);
}

/* The forms of two or more groups, each at its place, and in front of them the whole. */
static bool add_groups(struct scanner *scan, const struct number *number, char separator)
{
    struct buffer *forms = &scan->list->forms;
    uint32_t position = scan->list->next_position;
    size_t form;
    for (size_t i = 0; i < number->count; i++) {
        form = forms->size;
        append_group(scan, number, i);
        scan->at = number->groups[i].digits + number->groups[i].size;
        if (forms->failed ||
            !scanner_add(scan, form, number->groups[i].digits, scan->list->next_position++)) {
            return false;
        }
    }
    form = forms->size;
    for (size_t i = 0; i < number->count; i++) {
        if (i > 0 && separator != 0) {
            buffer_append_byte(forms, (uint8_t)separator);
        }
        append_group(scan, number, i);
    }
    return !forms->failed && scanner_insert(scan, form, number->groups[0].digits, position);
}

/* Appends what the digits at `at` are to the groups. */
static const uint8_t *read_group(const struct scanner *scan, const uint8_t *at,
                                 struct number *number)
{
    const uint8_t *end = skip_digits(scan, at);
    number->groups[number->count].digits = at;
    number->groups[number->count++].size = (size_t)(end - at);
    return end;
}

/* 7 500 Meter: groups of three behind blanks, and a word behind them; behind no other number. */
static bool read_spaced(const struct scanner *scan, const uint8_t *word, struct number *number)
{
    const uint8_t *at = scan->at;
    bool behind_number = word - scan->start >= 2 && scanner_is_digit(word[-2]);
    number->count = 0;
    if (at - word > 3 || *word == '0' || behind_number || scanner_peek(scan, at) != ' ') {
        return false;
    }
    at = read_group(scan, word, number);
    while (number->count < MAX_GROUPS && scanner_peek(scan, at) == ' ' &&
           scanner_is_digit(scanner_peek(scan, at + 1))) {
        at = read_group(scan, at + 1, number);
        if (number->groups[number->count - 1].size != 3) {
            return false;
        }
    }
    uint8_t next = scanner_peek(scan, at + 1);
    return number->count > 1 && scanner_peek(scan, at) == ' ' && !scanner_is_digit(next) &&
           scanner_is_word_byte(next);
}

/* 16:45, a time of day; but 1:2:30 and 3:1. */
static bool read_clock(const struct scanner *scan, const uint8_t *word, struct number *number)
{
    const uint8_t *at = scan->at;
    bool behind_colon = word > scan->start && word[-1] == ':';
    number->count = 0;
    if (scanner_peek(scan, at) != ':' || at - word > 2 || behind_colon) {
        return false;
    }
    (void)read_group(scan, word, number);
    at = read_group(scan, scan->at + 1, number);
    bool tens = at - word >= 5 && (word[0] > '2' || (word[0] == '2' && word[1] > '4'));
    return number->groups[1].size == 2 && number->groups[1].digits[0] <= '5' && !tens &&
           !scanner_word_goes_on(scan, at) && scanner_peek(scan, at) != ':';
}

bool unit_scan(struct scanner *scan, size_t form, const uint8_t *word, bool *done)
{
    static const char *const units[] = {"kg", "km",  "cm",  "mm",  "ml",  "ha",  "qm",  "kw", "kwh",
                                        "mw", "mwh", "gw",  "gwh", "twh", "kb",  "mb",  "gb", "tb",
                                        "hz", "khz", "mhz", "ghz", "kv",  "eur", "euro"};
    struct buffer *forms = &scan->list->forms;
    size_t size = forms->size - form, digits = 0;
    while (scanner_is_digit(forms->data[form + digits])) { /* letters follow */
        digits++;
    }
    struct bytes unit = bytes_of(forms->data + form + digits, size - digits);
    for (size_t i = 0; i < sizeof units / sizeof *units && !*done; i++) {
        *done = bytes_equal(unit, bytes_of_text(units[i])) && (size_t)(scan->at - word) == size;
    }
    if (!*done) {
        return true;
    }
    const uint8_t *end = scan->at;
    forms->size = form + digits;
    scan->at = word + digits;
    if (!scanner_add(scan, form, word, scan->list->next_position++)) {
        return false;
    }
    forms->size = form + size;
    scan->at = end;
    return scanner_add(scan, form + digits, word + digits, scan->list->next_position++);
}

bool number_scan(struct scanner *scan, size_t form, const uint8_t *word)
{
    size_t size;
    bool plain = (size_t)(scan->at - word) == scan->list->forms.size - form;
    bool done = false;
    if (plain && !date_scan(scan, form, word, &done)) {
        return false;
    }
    if (done) {
        return true;
    }
    struct number number;
    bool spaced = plain && read_spaced(scan, word, &number);
    if (spaced || (plain && read_clock(scan, word, &number))) {
        scan->list->forms.size = form;
        return add_groups(scan, &number, spaced ? 0 : '.');
    }
    if (!plain || separator_at(scan, scan->at, &size) == 0 ||
        !scanner_is_digit(scanner_peek(scan, scan->at + size))) {
        return scanner_add(scan, form, word, scan->list->next_position++);
    }
    read_number(scan, word, &number);
    scan->list->forms.size = form;
    size_t thousands = grouped(&number), stops = 0;
    for (size_t i = 1; i < number.count; i++) {
        stops += number.groups[i].separator == '.';
    }
    size_t rest = number.count - thousands;
    bool fraction = rest == 1 && (number.groups[thousands].separator == ',' ||
                                  number.groups[thousands].separator == '.');
    if (rest == 0 || fraction) {
        return add_number(scan, &number, thousands, number.count, word);
    }
    if (stops == number.count - 1) { /* 1.2.3: a version, an address, a section */
        return add_number(scan, &number, 1, number.count, word);
    }
    for (size_t i = 0; i < number.count; i++) { /* 1,2,3: an enumeration */
        form = scan->list->forms.size;
        append_group(scan, &number, i);
        scan->at = number.groups[i].digits + number.groups[i].size;
        if (!scanner_add(scan, form, number.groups[i].digits, scan->list->next_position++)) {
            return false;
        }
    }
    return true;
}
