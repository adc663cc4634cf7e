#include "searcher/query/pattern.h"

#include <string.h>

#include "common/base/utf8.h"
#include "common/text/fold.h"
#include "searcher/query/query.h"

enum { LEAST_LETTERS = 2, GENDER_STEM = 3 };

/* Letters and digits of a word of those, stars and hyphens alone; -1: it has other signs. */
static int count_letters(struct bytes word)
{
    int letters = 0;
    size_t size;
    for (size_t at = 0; at < word.size; at += size) {
        int valid;
        uint32_t point = utf8_read(word.data + at, word.data + word.size, &size, &valid);
        enum fold_class class = fold_class_of(point);
        if (class == FOLD_LETTER || class == FOLD_DIGIT) {
            letters++;
        } else if (class == FOLD_BREAK && point != '*' && point != '-') {
            return -1;
        }
    }
    return letters;
}

static bool begins(struct bytes text, const char *with)
{
    size_t size = strlen(with);
    return text.size >= size && memcmp(text.data, with, size) == 0;
}

/* Lehrer*innen, Lehrer*in, jede*r, ein*e: see common/text/gender.c. */
static bool is_gender_star(struct bytes word, size_t star)
{
    struct bytes before = bytes_of(word.data, star);
    struct bytes after = bytes_of(word.data + star + 1, word.size - star - 1);
    if (count_letters(before) < GENDER_STEM || memchr(after.data, '*', after.size) != NULL) {
        return false;
    }
    return begins(after, "innen") || begins(after, "Innen") ||
           (after.size == 2 && (begins(after, "in") || begins(after, "In"))) ||
           (after.size == 1 && memchr("rnems", after.data[0], 5) != NULL);
}

static struct pattern read_stars(struct bytes word, size_t star)
{
    struct pattern pattern = {.text = word};
    int letters = count_letters(word);
    if (letters < 0 || is_gender_star(word, star)) {
        return pattern;
    }
    pattern.there = true;
    if (letters < LEAST_LETTERS) {
        pattern.wrong = "a word with * needs two letters";
        pattern.wrong_at = star;
    }
    return pattern;
}

static struct pattern read_fuzzy(struct bytes word, size_t tilde)
{
    struct pattern pattern = {.text = bytes_of(word.data, tilde), .edits = 1};
    struct bytes number = bytes_of(word.data + tilde + 1, word.size - tilde - 1);
    for (size_t i = 0; i < number.size; i++) {
        if (number.data[i] < '0' || number.data[i] > '9') {
            return pattern;
        }
    }
    int letters = count_letters(pattern.text);
    if (letters <= 0) {
        return pattern;
    }
    pattern.there = true;
    pattern.wrong_at = tilde;
    if (memchr(pattern.text.data, '*', tilde) != NULL) {
        pattern.wrong = "a word has either * or ~";
    } else if (number.size > 1 || (number.size == 1 && (number.data[0] == '0' ||
                                                        number.data[0] > '0' + QUERY_MOST_EDITS))) {
        pattern.wrong = "~ behind a word takes 1 or 2";
    } else if (letters < LEAST_LETTERS) {
        pattern.wrong = "a word with ~ needs two letters";
    } else if (number.size == 1) {
        pattern.edits = (uint32_t)(number.data[0] - '0');
    }
    return pattern;
}

struct pattern pattern_read(struct bytes word)
{
    const uint8_t *tilde = memchr(word.data, '~', word.size);
    const uint8_t *star = memchr(word.data, '*', word.size);
    if (tilde != NULL) {
        return read_fuzzy(word, (size_t)(tilde - word.data));
    }
    return star != NULL ? read_stars(word, (size_t)(star - word.data)) : (struct pattern){0};
}
