#include "common/text/adjectives.h"

#include "common/text/endings.h"

/* Stems before an ending and what they are without one; `whole`: other words end so. */
static const struct {
    const char *stem, *base;
    bool whole, bare; /* bare: also without an ending */
} stems[] = {
    {"dunkl", "dunkel", false, false}, {"edl", "edel", true, false},     {"eitl", "eitel", true, false},
    {"übl", "übel", true, false},      {"sensibl", "sensibel", false, false}, {"flexibl", "flexibel", false, false},
    {"kompatibl", "kompatibel", false, false}, {"plausibl", "plausibel", false, false},
    {"disponibl", "disponibel", false, false}, {"reversibl", "reversibel", false, false},
    {"rentabl", "rentabel", false, false}, {"variabl", "variabel", false, false},
    {"komfortabl", "komfortabel", false, false}, {"akzeptabl", "akzeptabel", false, false},
    {"respektabl", "respektabel", false, false}, {"praktikabl", "praktikabel", false, false},
    {"miserabl", "miserabel", false, false}, {"profitabl", "profitabel", false, false},
    {"teur", "teuer", true, false},    {"ungeheur", "ungeheuer", true, false}, {"saur", "sauer", true, false},
    {"makabr", "makaber", true, false}, {"integr", "integer", true, false}, {"hoh", "hoch", true, false},
    {"höher", "hoch", true, true},     {"höchst", "hoch", true, true},
    {"besser", "gut", true, true},     {"rauh", "rau", true, true},      {"tip", "tipp", true, true},
    {"tips", "tipps", true, true},
};

/* Of an adjective, the longest first. */
static const char *const endings[] = {"en", "er", "es", "em", "e"};

static size_t match(uint8_t *word, size_t size, size_t end)
{
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        size_t length = strlen(stems[i].stem);
        bool fits = size - end >= length && ending_is(word, size - end, stems[i].stem) &&
                    (end > 0 || stems[i].bare) && (!stems[i].whole || size - end == length);
        if (fits) {
            return ending_replace(word, size, length + end, stems[i].base);
        }
    }
    return 0;
}

size_t adjective_key(uint8_t *word, size_t size)
{
    size_t found = match(word, size, 0);
    for (size_t i = 0; found == 0 && i < sizeof endings / sizeof *endings; i++) {
        if (ending_is(word, size, endings[i])) {
            found = match(word, size, strlen(endings[i]));
        }
    }
    return found > 0 ? found : size;
}
