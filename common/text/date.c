#include "common/text/scanner.h"

/* Days, months and years as they are written, each a run of digits or a name. */
struct date {
    struct {
        const uint8_t *start, *end;
    } part[3];
    int order[3]; /* which part is the day, the month, the year */
    int parts;    /* 2: no year, a name for the month */
    int month;
    const char *name; /* of a month given by its number */
    const char *century; /* of a year with two digits; else empty */
};

static const char *const months[12] = {"januar", "februar", "m\xC3\xA4rz", "april",
                                       "mai",    "juni",    "juli",         "august",
                                       "september", "oktober", "november", "dezember"};

enum { LAST_YEAR_OF_2000 = 39 }; /* 3.10.40 is of 1940 */

/* Other names, and abbreviations of three letters or four, with or without their stop. */
static const struct {
    const char *name;
    int month;
} short_names[] = {{"J\xC3\xA4nner", 1}, {"Feber", 2}, {"Sept", 9}, {"M\xC3\xA4r", 3}, {"Jan", 1},
                   {"Feb", 2},           {"Apr", 4},   {"Jun", 6},  {"Jul", 7},         {"Aug", 8},
                   {"Sep", 9},           {"Okt", 10},  {"Nov", 11}, {"Dez", 12}};

static const uint8_t *skip_digits(const struct scanner *scan, const uint8_t *at, size_t most)
{
    const uint8_t *start = at;
    while (scanner_is_digit(scanner_peek(scan, at))) {
        at++;
    }
    return (size_t)(at - start) <= most ? at : start;
}

static int value_of(const uint8_t *start, const uint8_t *end)
{
    int value = 0;
    for (; start < end; start++) {
        value = 10 * value + (*start - '0');
    }
    return value;
}

static bool ends_word(const struct scanner *scan, const uint8_t *at)
{
    return !scanner_word_goes_on(scan, at) || scanner_has(scan, at, "\xC2\xA0", 2);
}

/* Behind the name of a month at `at`; NULL: there is none. */
static const uint8_t *read_month(const struct scanner *scan, const uint8_t *at, int *month)
{
    for (int i = 0; i < 12; i++) {
        size_t size = strlen(months[i]);
        if ((scanner_peek(scan, at) | 0x20) == (uint8_t)months[i][0] &&
            scanner_has(scan, at + 1, months[i] + 1, size - 1) && at[0] < 'a' &&
            ends_word(scan, at + size)) {
            *month = i + 1;
            return at + size;
        }
    }
    for (size_t i = 0; i < sizeof short_names / sizeof *short_names; i++) {
        size_t size = strlen(short_names[i].name);
        if (scanner_has(scan, at, short_names[i].name, size) &&
            ends_word(scan, at + size)) {
            *month = short_names[i].month;
            return at + size + (scanner_peek(scan, at + size) == '.');
        }
    }
    return NULL;
}

/* Behind at most one blank of any kind. */
static const uint8_t *skip_blank(const struct scanner *scan, const uint8_t *at)
{
    return scanner_peek(scan, at) == ' ' || scanner_peek(scan, at) == '\n' ? at + 1
           : scanner_has(scan, at, "\xC2\xA0", 2)                       ? at + 2
                                                                        : at;
}

static void set_part(struct date *date, int i, const uint8_t *start, const uint8_t *end)
{
    date->part[i].start = start;
    date->part[i].end = end;
}

/* Behind the month: 2021, or 90 and 05 behind its number; or none, which needs the month's name or
 * its two digits (24.12.). */
static void read_year(const struct scanner *scan, const uint8_t *behind, struct date *date)
{
    const uint8_t *year = skip_blank(scan, behind), *end = skip_digits(scan, year, 4);
    bool number = date->name != NULL, two_digits = date->part[1].end - date->part[1].start == 2;
    if (number && year == behind && end - year == 2 && !scanner_word_goes_on(scan, end)) {
        date->century = value_of(year, end) <= LAST_YEAR_OF_2000 ? "20" : "19";
    }
    bool none = end - year != 4 && *date->century == 0;
    date->parts = none && (!number || (two_digits && !scanner_word_goes_on(scan, behind))) ? 2 : 3;
    set_part(date, 2, year, end);
}

/* 3.5.2021, 03.05.2021, 3. 5. 2021; 3. Mai 2021: behind the day. */
static bool read_german(const struct scanner *scan, const uint8_t *day, struct date *date)
{
    const uint8_t *month = skip_blank(scan, scan->at + 1), *end;
    set_part(date, 0, day, scan->at);
    end = skip_digits(scan, month, 2);
    if (end > month && scanner_peek(scan, end) == '.') {
        date->month = value_of(month, end);
        date->name = date->month >= 1 && date->month <= 12 ? months[date->month - 1] : NULL;
        set_part(date, 1, month, end++);
    } else {
        end = read_month(scan, month, &date->month);
        if (end == NULL) {
            return false;
        }
        set_part(date, 1, month, end);
    }
    read_year(scan, end, date);
    date->order[0] = 0;
    date->order[1] = 1;
    date->order[2] = 2;
    return true;
}

/* 2021-05-03: behind the year. */
static bool read_iso(const struct scanner *scan, const uint8_t *year, struct date *date)
{
    const uint8_t *month = scan->at + 1, *end = skip_digits(scan, month, 2);
    if (end - month != 2 || scanner_peek(scan, end) != '-') {
        return false;
    }
    set_part(date, 0, year, scan->at);
    set_part(date, 1, month, end);
    set_part(date, 2, end + 1, skip_digits(scan, end + 1, 2));
    date->month = value_of(month, end);
    date->name = date->month >= 1 && date->month <= 12 ? months[date->month - 1] : NULL;
    date->order[0] = 2;
    date->order[1] = 1;
    date->order[2] = 0;
    date->parts = 3;
    return date->part[2].end - date->part[2].start == 2;
}

static bool is_date(const struct scanner *scan, const struct date *date)
{
    const uint8_t *end = date->part[date->parts - 1].end;
    int day = value_of(date->part[date->order[0]].start, date->part[date->order[0]].end);
    int year = date->order[2];
    bool goes_on = date->parts == 3 && (scanner_word_goes_on(scan, end) ||
                                        ((scanner_peek(scan, end) == '.' || scanner_peek(scan, end) == '-') &&
                                         scanner_is_digit(scanner_peek(scan, end + 1))));
    return day >= 1 && day <= 31 && date->month >= 1 && date->month <= 12 && !goes_on &&
           (date->parts == 2 || *date->century != 0 ||
            date->part[year].end - date->part[year].start == 4);
}

/* The digits of a part without a leading zero. */
static void append_number(struct scanner *scan, const struct date *date, int part)
{
    const uint8_t *start = date->part[part].start;
    bool year = date->order[2] == part;
    start += *start == '0' && date->part[part].end - start == 2 && !year;
    if (year) {
        buffer_append_text(&scan->list->forms, date->century);
    }
    buffer_append(&scan->list->forms, start, (size_t)(date->part[part].end - start));
}

/* A part at the next position; a month by its number and its name. */
static bool add_part(struct scanner *scan, const struct date *date, int part)
{
    struct buffer *forms = &scan->list->forms;
    size_t form = forms->size;
    const uint8_t *start = date->part[part].start;
    bool month = date->order[1] == part;
    uint32_t position = scan->list->next_position++;
    scan->at = date->part[part].end;
    if (!month || date->name != NULL) {
        append_number(scan, date, part);
        if (forms->failed || !scanner_add(scan, form, start, position)) {
            return false;
        }
    }
    form = forms->size;
    if (month) {
        buffer_append_text(forms, months[date->month - 1]);
    }
    return !forms->failed && (!month || scanner_add(scan, form, start, position));
}

bool date_scan(struct scanner *scan, size_t form, const uint8_t *word, bool *done)
{
    struct buffer *forms = &scan->list->forms;
    struct date date = {.century = ""};
    size_t size = forms->size - form;
    uint8_t sign = scanner_peek(scan, scan->at);
    bool found = sign == '.' && size <= 2   ? read_german(scan, word, &date)
                 : sign == '-' && size == 4 ? read_iso(scan, word, &date)
                                            : false;
    *done = found && is_date(scan, &date);
    if (!*done) {
        return true;
    }
    uint32_t position = scan->list->next_position;
    forms->size = form;
    for (int i = 0; i < date.parts; i++) {
        if (!add_part(scan, &date, i)) {
            return false;
        }
    }
    if (date.parts == 2) {
        return true;
    }
    form = forms->size;
    append_number(scan, &date, date.order[0]);
    buffer_append_format(forms, ".%d.", date.month);
    append_number(scan, &date, date.order[2]);
    return !forms->failed && scanner_insert(scan, form, word, position);
}
