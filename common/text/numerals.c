#include "common/text/numerals.h"

#include <string.h>

#include "common/text/endings.h"

static const char *const small[] = {"",         "ein",      "zwei",     "drei",     "vier",
                                    "fünf",     "sechs",    "sieben",   "acht",     "neun",
                                    "zehn",     "elf",      "zwölf",    "dreizehn", "vierzehn",
                                    "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"};
static const char *const tens[] = {"",        "",        "zwanzig", "dreissig",
                                   "vierzig", "fünfzig", "sechzig", "siebzig",
                                   "achtzig", "neunzig", "hundert"};
enum { SMALL = sizeof small / sizeof *small, TENS = sizeof tens / sizeof *tens };

static size_t append(uint8_t *out, size_t size, const char *text)
{
    size_t length = strlen(text);
    memcpy(out + size, text, length);
    return size + length;
}

size_t numeral_write(unsigned value, uint8_t *out)
{
    if (value < SMALL) {
        return append(out, 0, small[value]);
    }
    size_t size = append(out, 0, small[value % 10]);
    size = value % 10 != 0 ? append(out, size, "und") : size;
    return append(out, size, tens[value / 10]);
}

/* The value that is written so; 0: none. */
static unsigned find(struct bytes word, const char *const *list, unsigned first, unsigned count)
{
    for (unsigned i = first; i < count; i++) {
        if (bytes_equal(word, bytes_of_text(list[i]))) {
            return i;
        }
    }
    return 0;
}

/* Whether a word may end so: zwei, drei, vier, fünf, sechs, sieben, acht, neun, -zehn, elf, zwölf,
 * -zig, hundert. */
static bool may_be_numeral(struct bytes word)
{
    return word.size >= 3 && word.size < NUMERAL_MAX_BYTES &&
           memchr("ifrsntg", word.data[word.size - 1], 7) != NULL &&
           memchr("zdvfsaneh", word.data[0], 9) != NULL;
}

unsigned numeral_read(struct bytes word)
{
    if (!may_be_numeral(word)) {
        return 0;
    }
    enum { LONGEST_SMALL = 9, LEAST_TENS = 7 }; /* fünfzehn, achtzig */
    unsigned value = word.size <= LONGEST_SMALL ? find(word, small, 2, SMALL) : 0;
    value = value > 0 || word.size < LEAST_TENS ? value : 10 * find(word, tens, 2, TENS);
    bool joined = ending_is(word.data, word.size, "ig");
    for (size_t at = 3; value == 0 && joined && at + 3 + LEAST_TENS <= word.size; at++) {
        if (memcmp(word.data + at, "und", 3) == 0) {
            unsigned unit = find(bytes_of(word.data, at), small, 1, 10);
            unsigned ten = find(bytes_of(word.data + at + 3, word.size - at - 3), tens, 2, 10);
            value = unit > 0 && ten > 0 ? 10 * ten + unit : 0;
        }
    }
    return value;
}
