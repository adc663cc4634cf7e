#include "common/text/short_forms.h"

#include "common/text/endings.h"
#include "common/text/words.h"

/* What a whole word stands for. Sorted by bytes. */
static const struct short_form {
    struct word form;
    const char *full;
} short_forms[] = {
    {W("abb"), "abbildung"},
    {W("abs"), "absatz"},
    {W("abschn"), "abschnitt"},
    {W("acht"), "8"},
    {W("anm"), "anmerkung"},
    {W("aufl"), "auflage"},
    {W("bspw"), "beispielsweise"},
    {W("bzgl"), "bezüglich"},
    {W("bzw"), "beziehungsweise"},
    {W("ca"), "circa"},
    {W("dr"), "doktor"},
    {W("drei"), "3"},
    {W("elf"), "11"},
    {W("evtl"), "eventuell"},
    {W("exkl"), "exklusive"},
    {W("fünf"), "5"},
    {W("ggf"), "gegebenenfalls"},
    {W("hbf"), "hauptbahnhof"},
    {W("inkl"), "inklusive"},
    {W("jh"), "jahrhundert"},
    {W("jhd"), "jahrhundert"},
    {W("mio"), "million"},
    {W("mrd"), "milliarde"},
    {W("neun"), "9"},
    {W("nr"), "nummer"},
    {W("sechs"), "6"},
    {W("sieben"), "7"},
    {W("st"), "sankt"},
    {W("std"), "stunde"},
    {W("str"), "strasse"},
    {W("tel"), "telefon"},
    {W("vgl"), "vergleiche"},
    {W("vier"), "4"},
    {W("zehn"), "10"},
    {W("zirka"), "circa"},
    {W("zwei"), "2"},
    {W("zwölf"), "12"},
    {W("zzgl"), "zuzüglich"},
    {W("\xC2\xA7"), "paragraf"},
};
enum { LONGEST_SHORT_FORM = 6 }; /* bytes */

static bool is_digit(uint8_t c)
{
    return (uint8_t)(c - '0') < 10;
}

/* 2.5 is 2,5: a number with one stop and one or two digits behind it. */
static size_t decimal_key(uint8_t *word, size_t size)
{
    size_t stop = size;
    for (size_t i = 0; i < size; i++) {
        if (word[i] == '.' && stop == size) {
            stop = i;
        } else if (!is_digit(word[i])) {
            return size;
        }
    }
    if (size - stop == 2 || size - stop == 3) {
        word[stop] = ',';
    }
    return size;
}

/* 3jährig is dreijährig, 12stündig is zwölfstündig. */
static size_t numbered_key(uint8_t *word, size_t size)
{
    static const char *const names[] = {"zwei", "drei", "vier", "fünf", "sechs", "sieben",
                                        "acht", "neun", "zehn", "elf",  "zwölf"};
    enum { LEAST = 2, MOST = 12, LEAST_REST = 4 };
    size_t digits = size > 1 && is_digit(word[1]) ? 2 : 1, value = (uint8_t)(word[0] - '0');
    value = digits == 2 ? 10 * value + (uint8_t)(word[1] - '0') : value;
    if (word[0] == '0' || value < LEAST || value > MOST || size < digits + LEAST_REST) {
        return size;
    }
    for (size_t i = digits; i < size; i++) {
        if (word[i] < 'a') {
            return size;
        }
    }
    const char *name = names[value - LEAST];
    size_t length = strlen(name);
    memmove(word + length, word + digits, size - digits);
    memcpy(word, name, length);
    return size - digits + length;
}

size_t short_form_key(uint8_t *word, size_t size)
{
    enum { COUNT = sizeof short_forms / sizeof *short_forms, LEAST_STREET = 7 };
    if (size == 0) {
        return size;
    }
    if (is_digit(word[0])) {
        size_t whole = numbered_key(word, size);
        return whole != size ? whole : decimal_key(word, size);
    }
    if (size >= LEAST_STREET) {
        return ending_is(word, size, "str") ? ending_replace(word, size, 0, "asse") : size;
    }
    size_t found = size <= LONGEST_SHORT_FORM
                       ? word_find(bytes_of(word, size), short_forms, COUNT, sizeof *short_forms)
                       : COUNT;
    return found < COUNT ? ending_replace(word, size, size, short_forms[found].full) : size;
}
