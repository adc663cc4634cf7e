#include "common/text/casing.h"

/* ASCII and Latin-1 are enough: German has no other capitals. */
static bool is_capital(struct bytes text, size_t at)
{
    uint8_t c = at < text.size ? text.data[at] : 0;
    if (c != 0xC3) {
        return (uint8_t)(c - 'A') < 26;
    }
    uint8_t next = at + 1 < text.size ? text.data[at + 1] : 0;
    return next >= 0x80 && next <= 0x9E && next != 0x97; /* not the multiplication sign */
}

static bool is_small(struct bytes text, size_t at)
{
    uint8_t c = at < text.size ? text.data[at] : 0;
    if (c != 0xC3) {
        return (uint8_t)(c - 'a') < 26;
    }
    uint8_t next = at + 1 < text.size ? text.data[at + 1] : 0;
    return next >= 0x9F && next <= 0xBF && next != 0xB7; /* not the division sign */
}

/* Whether a sentence goes on behind text[at]: a letter, digit, comma or semicolon. Longer code
 * points are letters if they are not general punctuation (quotation marks, dashes, bullets). */
static bool goes_on(const uint8_t *data, size_t at)
{
    uint8_t c = data[at];
    if (c < 0x80) {
        return (uint8_t)((c | 0x20) - 'a') < 26 || (uint8_t)(c - '0') < 10 || c == ',' || c == ';';
    }
    if (at > 0 && (data[at - 1] == 0xC3 || data[at - 1] == 0xC2)) {
        return data[at - 1] == 0xC3;
    }
    return at < 2 || (data[at - 1] & 0xC0) != 0x80 || data[at - 2] != 0xE2;
}

enum casing casing_of(struct bytes text, const struct token *token)
{
    size_t at = token->text_start;
    if (at == 0 || at >= text.size || text.data[at - 1] != ' ') {
        return CASING_UNKNOWN;
    }
    do {
        at--;
    } while (at > 0 && text.data[at] == ' ');
    if (!goes_on(text.data, at)) {
        return CASING_UNKNOWN;
    }
    size_t start = token->text_start;
    if (is_small(text, start)) {
        return CASING_SMALL;
    }
    size_t second = start + (text.data[start] == 0xC3 ? 2 : 1);
    return is_capital(text, start) && !is_capital(text, second) ? CASING_CAPITAL : CASING_UNKNOWN;
}
