#include "common/text/short_forms.h"

#include <stdio.h>

#include "common/text/endings.h"
#include "common/text/numerals.h"
#include "common/text/words.h"

/* What a whole word stands for. Sorted by bytes. */
static const struct short_form {
    struct word form;
    const char *full;
} short_forms[] = {
    {W("abb"), "abbildung"},
    {W("abs"), "absatz"},
    {W("abschn"), "abschnitt"},
    {W("anm"), "anmerkung"},
    {W("aufl"), "auflage"},
    {W("aug"), "august"},
    {W("bspw"), "beispielsweise"},
    {W("bzgl"), "bezüglich"},
    {W("bzw"), "beziehungsweise"},
    {W("ca"), "circa"},
    {W("cm"), "zentimeter"},
    {W("dez"), "dezember"},
    {W("dr"), "doktor"},
    {W("eur"), "euro"},
    {W("evtl"), "eventuell"},
    {W("exkl"), "exklusive"},
    {W("feb"), "februar"},
    {W("feber"), "februar"},
    {W("gb"), "gigabyte"},
    {W("ggf"), "gegebenenfalls"},
    {W("ghz"), "gigahertz"},
    {W("gw"), "gigawatt"},
    {W("gwh"), "gigawattstunde"},
    {W("hbf"), "hauptbahnhof"},
    {W("inkl"), "inklusive"},
    {W("jh"), "jahrhundert"},
    {W("jhd"), "jahrhundert"},
    {W("jän"), "januar"},
    {W("jänner"), "januar"},
    {W("kg"), "kilogramm"},
    {W("klub"), "club"},
    {W("klubs"), "clubs"},
    {W("km"), "kilometer"},
    {W("kode"), "code"},
    {W("kodes"), "codes"},
    {W("kw"), "kilowatt"},
    {W("kwh"), "kilowattstunde"},
    {W("m2"), "quadratmeter"},
    {W("mb"), "megabyte"},
    {W("min"), "minute"},
    {W("mio"), "million"},
    {W("ml"), "milliliter"},
    {W("mm"), "millimeter"},
    {W("mrd"), "milliarde"},
    {W("mw"), "megawatt"},
    {W("mwh"), "megawattstunde"},
    {W("nov"), "november"},
    {W("nr"), "nummer"},
    {W("okt"), "oktober"},
    {W("prof"), "professor"},
    {W("qm"), "quadratmeter"},
    {W("sept"), "september"},
    {W("st"), "sankt"},
    {W("std"), "stunde"},
    {W("str"), "strasse"},
    {W("tausend"), "1000"},
    {W("tel"), "telefon"},
    {W("usd"), "dollar"},
    {W("vgl"), "vergleiche"},
    {W("zirka"), "circa"},
    {W("zzgl"), "zuzüglich"},
    {W("\xC2\xA7"), "paragraf"},
};
enum { LONGEST_SHORT_FORM = 7 }; /* bytes */

static bool is_digit(uint8_t c)
{
    return (uint8_t)(c - '0') < 10;
}

/* 2.5 is 2,5: a number with one stop and one or two digits behind it; 50,00 is 50. */
static size_t decimal_key(uint8_t *word, size_t size)
{
    size_t stop = size;
    for (size_t i = 0; i < size; i++) {
        if ((word[i] == '.' || word[i] == ',') && stop == size) {
            stop = i;
        } else if (!is_digit(word[i])) {
            return size;
        }
    }
    if (size - stop == 2 || size - stop == 3) {
        word[stop] = ',';
    }
    return size > 3 && memcmp(word + size - 3, ",00", 3) == 0 ? size - 3 : size;
}

/* 3jährig is dreijährig, 12stündig is zwölfstündig. */
static size_t numbered_key(uint8_t *word, size_t size)
{
    enum { LEAST = 2, LEAST_REST = 4 };
    uint8_t name[NUMERAL_MAX_BYTES];
    size_t digits = 0;
    unsigned value = 0;
    for (; digits < size && digits < 4 && is_digit(word[digits]); digits++) {
        value = 10 * value + (uint8_t)(word[digits] - '0');
    }
    if (word[0] == '0' || value < LEAST || value > NUMERAL_MOST || size < digits + LEAST_REST) {
        return size;
    }
    for (size_t i = digits; i < size; i++) {
        if (word[i] < 'a') {
            return size;
        }
    }
    size_t length = numeral_write(value, name);
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
    unsigned value = numeral_read(bytes_of(word, size));
    if (value > 0) {
        return (size_t)snprintf((char *)word, 4, "%u", value);
    }
    size_t found = size <= LONGEST_SHORT_FORM
                       ? word_find(bytes_of(word, size), short_forms, COUNT, sizeof *short_forms)
                       : COUNT;
    if (found < COUNT) {
        return ending_replace(word, size, size, short_forms[found].full);
    }
    return size >= LEAST_STREET && ending_is(word, size, "str")
               ? ending_replace(word, size, 0, "asse")
               : size;
}
