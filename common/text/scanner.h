/* The state of a segmentation and what its rules share. Inside common/text.
 *
 * Folded bytes go straight into list->forms; a token is made when a word ends. A rule that does
 * not apply leaves the scanner as it was. Functions that return bool without a comment return
 * false without memory. */
#ifndef STICHWORT_COMMON_TEXT_SCANNER_H
#define STICHWORT_COMMON_TEXT_SCANNER_H

#include <string.h>

#include "common/text/analyzer.h"
#include "common/text/fold.h"

struct scanner {
    struct token_list *list;
    const uint8_t *start, *at, *end;
    const uint8_t *plain_until; /* no address begins before it */
    uint32_t suspended;         /* 1 + number of the token of "Vor-" in "Vor- und Nachname"; or 0 */
    bool conjunction;           /* the "und" behind it was seen */
    uint32_t pair_letters;      /* see word_pair_letters: of the last word */
};

/* Appends letters, digits and marks, folded, to list->forms; stops before what ends the word.
 * Whether anything was appended. */
bool scanner_fold_run(struct scanner *scan);

/* One word at scan->at, with its parts; nothing if none begins there. */
bool scanner_word(struct scanner *scan);

/* Cuts what was folded from `form` on at a code point; its size. */
size_t scanner_bound(struct scanner *scan, size_t form);

/* Adds the form [form, end of forms) of the text [from, scan->at); behind all tokens. */
bool scanner_add(struct scanner *scan, size_t form, const uint8_t *from, uint32_t position);

/* The same, in front of the tokens of the same position. */
bool scanner_insert(struct scanner *scan, size_t form, const uint8_t *from, uint32_t position);

/* A letter or digit of ASCII, or a byte of any other code point. */
static inline bool scanner_is_word_byte(uint8_t c)
{
    return c >= 0x80 || fold_ascii[c] != 0;
}

static inline bool scanner_is_digit(uint8_t c)
{
    return (uint8_t)(c - '0') < 10;
}

/* A byte of the text, 0 behind its end. */
static inline uint8_t scanner_peek(const struct scanner *scan, const uint8_t *at)
{
    return at < scan->end ? *at : 0;
}

static inline bool scanner_word_goes_on(const struct scanner *scan, const uint8_t *at)
{
    return at < scan->end && scanner_is_word_byte(*at);
}

static inline bool scanner_has(const struct scanner *scan, const uint8_t *at, const char *text,
                               size_t size)
{
    return (size_t)(scan->end - at) >= size && memcmp(at, text, size) == 0;
}

/* Bytes of the apostrophe at `at`: the typewriter's, the four of print, the modifier letter; 0:
 * none. */
size_t scanner_apostrophe(const struct scanner *scan, const uint8_t *at);

/* Bytes of the character reference of HTML at `at` (&uuml; &#252;) and its code point; 0: none. */
size_t entity_read(const struct scanner *scan, const uint8_t *at, uint32_t *point);

/* The rules, each tried behind a first run of letters or digits: word is its start in the text,
 * form its start in list->forms. *done: the rule applied and its tokens are added. */

/* 14.08.2024 = 14.8.2024 = 2024-08-14 = 14. August 2024, also by its parts, the month by number and
 * name. Only digits before. */
bool date_scan(struct scanner *scan, size_t form, const uint8_t *word, bool *done);

/* 10.000 = 10 000 = 10000, 5,5, 1.234,56; 16:45 = 16.45; dates. Only digits before. */
bool number_scan(struct scanner *scan, size_t form, const uint8_t *word);

/* 5kg = 5 kg. A digit begins the form, and it has letters. */
bool unit_scan(struct scanner *scan, size_t form, const uint8_t *word, bool *done);

#define WORD_PAIR_ANY UINT32_MAX

/* With which letters a second word of a pair may begin whose first word begins with `letter`: a bit
 * each, from a on. WORD_PAIR_ANY: nothing is known of the first word. */
uint32_t word_pair_letters(uint8_t letter);

static inline bool word_pair_begins(uint32_t letters, uint8_t letter)
{
    uint8_t bit = (uint8_t)(letter - 'a');
    return bit < 26 && (letters >> bit & 1) != 0;
}

/* Behind a word: zu Hause = zuhause, the joined one at the place of the first. */
bool word_pair_join(struct scanner *scan);

/* Behind a word that ends a clause: "ruft morgen an." has anrufen at the place of its verb. */
bool separated_verb_join(struct scanner *scan);

/* name@host.de, www.host.de: whole and parts. */
bool address_scan(struct scanner *scan, size_t form, const uint8_t *word, bool *done);

/* z. B. = z.B. = zB. */
bool abbreviation_scan(struct scanner *scan, size_t form, const uint8_t *word, bool *done);

/* Nutzer:innen, Lehrer/-in, Schüler(innen), BürgerInnen, jede*r: base and feminine form. */
bool gender_scan(struct scanner *scan, size_t form, const uint8_t *word, uint32_t position,
                 bool *done);

#endif
