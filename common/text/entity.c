#include "common/text/scanner.h"

/* Character references that stand in German pages. */
static const struct {
    char name[8];
    uint16_t point;
} entities[] = {
    {"Auml", 0xC4},     {"Ouml", 0xD6},     {"Uuml", 0xDC},    {"aacute", 0xE1}, {"agrave", 0xE0},
    {"amp", '&'},       {"apos", '\''},     {"auml", 0xE4},    {"bdquo", 0x201E}, {"bull", 0x2022},
    {"ccedil", 0xE7},   {"copy", 0xA9},     {"eacute", 0xE9},  {"ecirc", 0xEA},  {"egrave", 0xE8},
    {"euro", 0x20AC},   {"gt", '>'},        {"hellip", 0x2026}, {"laquo", 0xAB}, {"ldquo", 0x201C},
    {"lsquo", 0x2018},  {"lt", '<'},        {"mdash", 0x2014}, {"nbsp", 0xA0},   {"ndash", 0x2013},
    {"oacute", 0xF3},   {"ocirc", 0xF4},    {"ouml", 0xF6},    {"quot", '"'},    {"raquo", 0xBB},
    {"rdquo", 0x201D},  {"reg", 0xAE},      {"rsquo", 0x2019}, {"sbquo", 0x201A}, {"sect", 0xA7},
    {"shy", 0xAD},      {"szlig", 0xDF},    {"uuml", 0xFC},
};

/* &#252; &#xFC; from behind the # on; 0: no number of a code point. */
static uint32_t read_number(const uint8_t *at, const uint8_t *end)
{
    bool hexadecimal = at < end && (*at | 0x20) == 'x';
    uint32_t point = 0;
    at += hexadecimal;
    for (; at < end && point <= 0x10FFFF; at++) {
        uint8_t letter = (uint8_t)((*at | 0x20) - 'a');
        if (scanner_is_digit(*at)) {
            point = point * (hexadecimal ? 16 : 10) + (uint32_t)(*at - '0');
        } else if (hexadecimal && letter < 6) {
            point = point * 16 + 10 + letter;
        } else {
            return 0;
        }
    }
    return point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF) ? 0 : point;
}

size_t entity_read(const struct scanner *scan, const uint8_t *at, uint32_t *point)
{
    enum { LONGEST = 10 };
    const uint8_t *name = at + 1, *end = name;
    if (scanner_peek(scan, at) != '&') {
        return 0;
    }
    while (end - at < LONGEST && (scanner_peek(scan, end) == '#' ||
                                  (end < scan->end && *end < 0x80 && fold_ascii[*end] != 0))) {
        end++;
    }
    if (scanner_peek(scan, end) != ';' || end == name) {
        return 0;
    }
    size_t size = (size_t)(end - name);
    *point = *name == '#' ? read_number(name + 1, end) : 0;
    for (size_t i = 0; i < sizeof entities / sizeof *entities && *point == 0; i++) {
        if (size == strlen(entities[i].name) && memcmp(name, entities[i].name, size) == 0) {
            *point = entities[i].point;
        }
    }
    return *point != 0 ? size + 2 : 0;
}
