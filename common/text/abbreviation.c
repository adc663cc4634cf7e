#include "common/text/abbreviation.h"
#include "common/text/scanner.h"

/* Abbreviations of several words, each by a stop; the spelling of capitals as they are written
 * tells them from initials. */
static const char *const abbreviations[] = {
    "D.h", "S.u", "U.a", "V.a", "Z.B", "Z.T", "Z.Zt", "a.D", "a.a.O", "d.J", "d.h", "e.V",
    "f.d.R", "g.g.A", "h.c", "i.A", "i.Allg", "i.H.v", "i.S.d", "i.S.v", "i.V", "i.V.m", "i.d.R",
    "i.e", "i.e.S", "k.A", "m.E", "m.W", "n.Chr", "o.g", "o.\xC3\x84", "o.\xC3\xA4", "p.a", "s.u", "u.U", "u.a", "u.a.m",
    "u.dgl", "u.s.w", "u.v.a", "u.v.m", "u.\xC3\x84", "u.\xC3\xA4", "v.Chr", "v.H", "v.a", "z.B",
    "z.H", "z.Hd", "z.T", "z.Zt",
};

/* Blanks between the words: one, of any kind. */
static const uint8_t *skip_blank(const struct scanner *scan, const uint8_t *at)
{
    if (scanner_peek(scan, at) == ' ' || scanner_peek(scan, at) == '\n') {
        return at + 1;
    }
    if (scanner_has(scan, at, "\xC2\xA0", 2)) {
        return at + 2;
    }
    bool thin = scanner_has(scan, at, "\xE2\x80\xAF", 3) || scanner_has(scan, at, "\xE2\x80\x89", 3);
    return at + (thin ? 3 : 0);
}

/* Where the text behind the abbreviation goes on; NULL: it is another one. */
static const uint8_t *match(const struct scanner *scan, const uint8_t *at, const char *abbreviation)
{
    for (const char *c = abbreviation; *c; c++) {
        if (scanner_peek(scan, at) != (uint8_t)*c) {
            return NULL;
        }
        at = *c == '.' ? skip_blank(scan, at + 1) : at + 1;
    }
    if (scanner_peek(scan, at) == '.') {
        return at + 1;
    }
    return scanner_word_goes_on(scan, at) ? NULL : at;
}

/* Behind the longest abbreviation at `word`; NULL: none. */
static const uint8_t *longest(const struct scanner *scan, const uint8_t *word)
{
    const uint8_t *behind = NULL;
    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++) {
        const uint8_t *end = match(scan, word, abbreviations[i]);
        behind = end != NULL && (behind == NULL || end > behind) ? end : behind;
    }
    return behind;
}

size_t abbreviation_size(struct bytes text)
{
    if (text.size < 3 || text.data[1] != '.') {
        return 0;
    }
    const struct scanner scan = {.start = text.data, .at = text.data, .end = text.data + text.size};
    const uint8_t *behind = longest(&scan, text.data);
    return behind != NULL ? (size_t)(behind - text.data) : 0;
}

bool abbreviation_scan(struct scanner *scan, size_t form, const uint8_t *word, bool *done)
{
    const uint8_t *behind = longest(scan, word);
    *done = behind != NULL;
    if (behind == NULL) {
        return true;
    }
    while (scan->at < behind) {
        if (!scanner_fold_run(scan)) {
            scan->at++;
        }
    }
    scan->at = behind;
    return scanner_add(scan, form, word, scan->list->next_position++);
}
