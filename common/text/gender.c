#include "common/text/scanner.h"

/* What stands between the base form and its ending. */
struct ending {
    const uint8_t *start; /* of "in", "innen" or a letter */
    size_t size;
    const uint8_t *end; /* behind it and its closing bracket */
    bool open;          /* a compound may go on: Besucher:innenzentrum */
};

static bool is_capital(const struct scanner *scan, const uint8_t *at)
{
    uint8_t c = scanner_peek(scan, at);
    return (uint8_t)(c - 'A') < 26 || (c == 0xC3 && (scanner_peek(scan, at + 1) & 0xE0) == 0x80);
}

/* Bytes of "in" or "innen" at `at`, the first letter in either case; 0: neither. */
static size_t feminine_size(const struct scanner *scan, const uint8_t *at)
{
    if ((scanner_peek(scan, at) | 0x20) != 'i' || scanner_peek(scan, at + 1) != 'n') {
        return 0;
    }
    return scanner_has(scan, at + 2, "nen", 3) ? 5 : 2;
}

/* Nutzer:innen, Nutzer*in, Nutzer_innen, Nutzer·in; jede:r, ein*e. */
static bool after_sign(const struct scanner *scan, const uint8_t *at, struct ending *ending)
{
    size_t feminine = feminine_size(scan, at);
    uint8_t letter = scanner_peek(scan, at);
    ending->start = at;
    ending->size = feminine;
    ending->open = feminine == 5 && letter == 'i'; /* not Ressort:Innenpolitik */
    if (feminine == 0) {
        bool is_letter = letter != 0 && strchr("rnems", letter) != NULL;
        ending->size = is_letter;
    }
    ending->end = at + ending->size;
    return ending->size > 0 && (ending->open || !scanner_word_goes_on(scan, ending->end));
}

/* Lehrer/-innen, Lehrer/in, Lehrer(innen): behind a noun, and außen/innen is none. */
static bool after_slash(const struct scanner *scan, const uint8_t *at, bool bracket,
                        struct ending *ending)
{
    bool hyphen = !bracket && scanner_peek(scan, at) == '-';
    at += hyphen;
    ending->start = at;
    ending->size = feminine_size(scan, at);
    ending->end = at + ending->size;
    if (ending->size == 0 || (bracket && scanner_peek(scan, ending->end) != ')') ||
        scanner_word_goes_on(scan, ending->end)) {
        return false;
    }
    ending->end += bracket;
    return *at == 'i';
}

static bool find_ending(const struct scanner *scan, size_t form, const uint8_t *word,
                        struct ending *ending)
{
    const struct buffer *forms = &scan->list->forms;
    size_t size = forms->size - form;
    const uint8_t *last = forms->data + forms->size - 2;
    if (size < 3) {
        return false;
    }
    switch (scanner_peek(scan, scan->at)) {
    case ':':
    case '*':
    case '_':
        return after_sign(scan, scan->at + 1, ending);
    case 0xC2: /* U+00B7 */
        return scanner_has(scan, scan->at, "\xC2\xB7", 2) && after_sign(scan, scan->at + 2, ending);
    case '/':
    case '(':
        return is_capital(scan, word) && memcmp(last, "en", 2) != 0 &&
               after_slash(scan, scan->at + 1, *scan->at == '(', ending);
    default:
        return false;
    }
}

/* BürgerInnen: the capital stands in the text only. Its bytes at the end of the word; 0: none. */
static size_t inner_capital(const struct scanner *scan, size_t form, const uint8_t *word)
{
    const uint8_t *end = scan->at;
    size_t size = end - word > 7 && end[-5] == 'I' && memcmp(end - 4, "nnen", 4) == 0 ? 5
                  : end - word > 4 && end[-2] == 'I' && end[-1] == 'n'                ? 2
                                                                                      : 0;
    bool lower = size > 0 && ((uint8_t)(end[-(ptrdiff_t)size - 1] - 'a') < 26 ||
                              end[-(ptrdiff_t)size - 1] >= 0x80);
    return lower && scan->list->forms.size - form > size ? size : 0;
}

/* Two tokens that share their first bytes: [form, form + base), [form, end of forms). */
static bool add_both(struct scanner *scan, size_t form, size_t base, const uint8_t *word,
                     uint32_t position)
{
    size_t end = scan->list->forms.size;
    scan->list->forms.size = form + base;
    if (!scanner_add(scan, form, word, position)) {
        return false;
    }
    scan->list->forms.size = end;
    return scanner_add(scan, form, word, position);
}

/* Besucher:innenzentrum: the compound without the ending, behind both forms. */
static bool add_compound(struct scanner *scan, size_t form, size_t base, size_t rest,
                         const uint8_t *word, uint32_t position)
{
    struct buffer *forms = &scan->list->forms;
    size_t rest_size = forms->size - rest;
    if (!scanner_add(scan, form, word, position)) {
        return false;
    }
    size_t whole = forms->size;
    rest_size = rest < whole ? (whole - rest < rest_size ? whole - rest : rest_size) : 0;
    if (!buffer_reserve(forms, base + rest_size)) {
        return false;
    }
    buffer_append(forms, forms->data + form, base);
    buffer_append(forms, forms->data + rest, rest_size);
    return scanner_insert(scan, whole, word, position);
}

bool gender_scan(struct scanner *scan, size_t form, const uint8_t *word, uint32_t position,
                 bool *done)
{
    struct buffer *forms = &scan->list->forms;
    struct ending ending = {0};
    size_t base = forms->size - form;
    size_t inner = inner_capital(scan, form, word);
    *done = true;
    if (inner > 0) {
        return add_both(scan, form, base - inner, word, position);
    }
    if (base > ANALYZER_MAX_FORM_BYTES || !find_ending(scan, form, word, &ending)) {
        *done = false;
        return true;
    }
    buffer_append(forms, ending.start, ending.size);
    if (!forms->failed && ending.size != 1) {
        forms->data[form + base] = 'i';
    }
    scan->at = ending.end;
    size_t rest = forms->size;
    if (ending.open && scanner_fold_run(scan)) {
        return add_compound(scan, form, base, rest, word, position);
    }
    return !forms->failed && add_both(scan, form, base, word, position);
}
