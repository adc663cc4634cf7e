#include "common/text/adjectives.h"

#include "common/text/endings.h"

/* Stems before an ending and what they are without one; `whole`: other words end so. */
static const struct {
    struct ending stem;
    const char *base;
    bool whole, bare; /* bare: also without an ending */
} stems[] = {
    {E("dunkl"), "dunkel", false, false},
    {E("edl"), "edel", true, false},
    {E("eitl"), "eitel", true, false},
    {E("übl"), "übel", true, false},
    {E("ibl"), "ibel", false, false},
    {E("abl"), "abel", false, false},
    {E("nobl"), "nobel", true, false},
    {E("teur"), "teuer", true, false},
    {E("ungeheur"), "ungeheuer", true, false},
    {E("saur"), "sauer", true, false},
    {E("makabr"), "makaber", true, false},
    {E("integr"), "integer", true, false},
    {E("hoh"), "hoch", true, false},
    {E("höher"), "hoch", true, true},
    {E("höchst"), "hoch", true, true},
    {E("besser"), "gut", true, true},
    {E("best"), "gut", true, false},
    {E("lilan"), "lila", true, false},
    {E("rosan"), "rosa", true, false},
    {E("rauh"), "rau", true, true},
    {E("tip"), "tipp", true, true},
    {E("tips"), "tipps", true, true},
};

/* Of an adjective, the longest first. */
static const struct ending endings[] = {E("en"), E("er"), E("es"), E("em"), E("e")};

/* Whether one of the stems may end so: by its last two letters. */
static bool may_be_stem(const uint8_t *word, size_t size)
{
    static const char ends[] = "klbldltlurbrgrerohuhstanipps";
    for (size_t i = 0; size >= 2 && i + 1 < sizeof ends; i += 2) {
        if (word[size - 1] == (uint8_t)ends[i + 1] && word[size - 2] == (uint8_t)ends[i]) {
            return true;
        }
    }
    return false;
}

static size_t match(uint8_t *word, size_t size, size_t end)
{
    enum { LEAST_HEAD = 3 }; /* stockdunkel, variabel; but Gabler */
    for (size_t i = 0; may_be_stem(word, size - end) && i < sizeof stems / sizeof *stems; i++) {
        size_t length = stems[i].stem.size,
               head = size - end - length; /* wraps, if it does not fit */
        bool fits = ending_fits(word, size - end, &stems[i].stem) && (end > 0 || stems[i].bare) &&
                    (head == 0 || (!stems[i].whole && head >= LEAST_HEAD));
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
        if (ending_fits(word, size, &endings[i])) {
            found = match(word, size, endings[i].size);
        }
    }
    return found > 0 ? found : size;
}
