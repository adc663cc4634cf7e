#include "searcher/eval/matcher.h"

#include <string.h>

#include "common/base/utf8.h"

/* Writes ä as ae, ö as oe, ü as ue: as many bytes as before. */
static void spell_umlauts(const uint8_t *text, size_t size, uint8_t *out)
{
    if (size > 0) {
        memcpy(out, text, size);
    }
    for (size_t i = 0; i + 1 < size; i++) {
        uint8_t letter = text[i + 1] == 0xA4 ? 'a' : text[i + 1] == 0xB6 ? 'o' : 'u';
        if (text[i] == 0xC3 && (text[i + 1] == 0xA4 || text[i + 1] == 0xB6 || text[i + 1] == 0xBC)) {
            out[i] = letter;
            out[i + 1] = 'e';
        }
    }
}

/* The same of a set of letters. */
static uint32_t spell_letters(uint32_t letters)
{
    static const struct {
        int umlaut;
        char letter;
    } pairs[] = {{LEXICON_A_UMLAUT, 'a'}, {LEXICON_O_UMLAUT, 'o'}, {LEXICON_U_UMLAUT, 'u'}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (letters >> pairs[i].umlaut & 1) {
            letters &= ~(1u << pairs[i].umlaut);
            letters |= 1u << (pairs[i].letter - 'a') | 1u << ('e' - 'a');
        }
    }
    return letters;
}

/* Folds a pattern as words are, but for its stars; hyphens go. Its size; more than MATCHER_MOST_BYTES if no
 * word can be so long. */
static size_t fold_pattern(struct bytes text, uint8_t *out)
{
    size_t size = 0, step, last = 0;
    uint32_t letter = 0;
    for (size_t at = 0; at < text.size && size <= MATCHER_MOST_BYTES; at += step) {
        int valid;
        uint32_t point = utf8_read(text.data + at, text.data + text.size, &step, &valid);
        enum fold_class class = fold_class_of(point);
        uint32_t composed = class == FOLD_MARK && letter ? fold_compose(letter, point) : 0;
        if (composed != 0) {
            size = last + utf8_write(composed, out + last);
        } else if (class == FOLD_LETTER || class == FOLD_DIGIT) {
            last = size;
            size += fold_write(point, out + size);
            size_t width;
            letter = size > last ? utf8_read(out + last, out + size, &width, &valid) : 0;
        } else if (point == '*') {
            out[size++] = '*';
            letter = 0;
        }
    }
    return size;
}

bool matcher_make(struct matcher *matcher, enum analyzer_kind analyzer, struct bytes pattern,
                  uint32_t edits)
{
    *matcher = (struct matcher){.edits = edits, .folds = analyzer != ANALYZER_WHITESPACE};
    if (matcher->folds) {
        matcher->size = fold_pattern(pattern, matcher->text);
    } else if (pattern.size > 0 && pattern.size <= MATCHER_MOST_BYTES) {
        memcpy(matcher->text, pattern.data, pattern.size);
        matcher->size = pattern.size;
    }
    if (matcher->size == 0 || matcher->size > MATCHER_MOST_BYTES) {
        return false;
    }
    spell_umlauts(matcher->text, matcher->size, matcher->spelled);
    struct bytes text = bytes_of(matcher->text, matcher->size);
    struct bytes spelled = bytes_of(matcher->spelled, matcher->size);
    matcher->letters = lexicon_letters(text);
    matcher->spelled_letters = lexicon_letters(spelled);
    letters_read(&matcher->word, text);
    letters_read(&matcher->spelled_word, spelled);
    return true;
}

/* Stars stand for any bytes: parts of the pattern are whole letters. */
static bool match_stars(struct bytes pattern, struct bytes text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, tried = 0;
    while (t < text.size) {
        if (p < pattern.size && pattern.data[p] == '*') {
            star = p++;
            tried = t;
        } else if (p < pattern.size && pattern.data[p] == text.data[t]) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++tried;
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.data[p] == '*') {
        p++;
    }
    return p == pattern.size;
}

static bool few_bits(uint32_t bits, uint32_t most)
{
    for (uint32_t i = 0; i < most; i++) {
        bits &= bits - (bits != 0);
    }
    return bits == 0;
}

static bool near_letters(uint32_t wanted, uint32_t letters, uint32_t edits)
{
    return few_bits(wanted & ~letters, edits) && few_bits(letters & ~wanted, edits);
}

struct lexicon_filter matcher_filter(const struct matcher *matcher)
{
    enum { MOST_LETTER_BYTES = 4 };
    /* Umlauts may be written with these; so they tell nothing. */
    const uint32_t vowels = spell_letters(1u << LEXICON_A_UMLAUT | 1u << LEXICON_O_UMLAUT |
                                          1u << LEXICON_U_UMLAUT);
    const uint32_t umlauts =
        1u << LEXICON_A_UMLAUT | 1u << LEXICON_O_UMLAUT | 1u << LEXICON_U_UMLAUT;
    uint32_t apart = MOST_LETTER_BYTES * matcher->edits, size = 0;
    for (size_t i = 0; i < matcher->size; i++) {
        size += matcher->edits > 0 || matcher->text[i] != '*';
    }
    struct lexicon_filter filter = {.needed = matcher->spelled_letters & ~vowels & ~umlauts,
                                    .allowed = ~(uint32_t)0,
                                    .least_size = size > apart ? size - apart : 0,
                                    .most_size = 255,
                                    .apart = matcher->edits};
    if (matcher->edits > 0) {
        filter.allowed = matcher->spelled_letters | vowels | umlauts;
        filter.most_size = size + apart;
    }
    return filter;
}

/* An umlaut of a word is its letter in the prefix, and two letters in `spelled`. */
bool matcher_wants(void *context, struct bytes prefix)
{
    const struct matcher *matcher = context;
    if (matcher->edits > 0) {
        return true;
    }
    for (size_t i = 0; i < prefix.size && i < matcher->size; i++) {
        uint8_t letter = matcher->spelled[i];
        bool may_be_umlaut = lexicon_umlaut_of(letter) != 0 && i + 1 < matcher->size &&
                             (matcher->spelled[i + 1] == 'e' || matcher->spelled[i + 1] == '*');
        if (letter == '*') {
            return true;
        }
        if (letter != prefix.data[i]) {
            return false;
        }
        if (may_be_umlaut) {
            return true;
        }
    }
    return true;
}

bool matcher_may_match(const struct matcher *matcher, uint32_t letters)
{
    uint32_t spelled = matcher->folds ? spell_letters(letters) : letters;
    if (matcher->edits == 0) {
        return (matcher->spelled_letters & ~spelled) == 0 || !matcher->folds;
    }
    return near_letters(matcher->letters, letters, matcher->edits) ||
           near_letters(matcher->spelled_letters, spelled, matcher->edits);
}

uint32_t matcher_match(const struct matcher *matcher, struct bytes word)
{
    uint8_t spelled_text[256];
    struct letters letters;
    struct bytes spelled = bytes_of(spelled_text, word.size);
    if (matcher->folds) {
        spell_umlauts(word.data, word.size, spelled_text);
    }
    if (matcher->edits == 0) {
        bool matches = match_stars(bytes_of(matcher->folds ? matcher->spelled : matcher->text,
                                            matcher->size), matcher->folds ? spelled : word);
        return matches ? 0 : MATCHER_NO_MATCH;
    }
    letters_read(&letters, word);
    uint32_t distance = distance_bounded(&matcher->word, &letters, matcher->edits);
    if (distance > 0 && matcher->folds) {
        letters_read(&letters, spelled);
        uint32_t other = distance_bounded(&matcher->spelled_word, &letters, matcher->edits);
        distance = other < distance ? other : distance;
    }
    return distance <= matcher->edits ? distance : MATCHER_NO_MATCH;
}
