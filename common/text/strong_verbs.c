#include "common/text/strong_verbs.h"

#include <stdlib.h>

#include "common/text/endings.h"

/* The stems of strong and mixed verbs that their endings join with, but for those that are rather
 * nouns (Griff, Schnitt, Tat). A verb's stem may stand behind a prefix, see verb_prefix. Sorted. */
enum kind {
    PAST,        /* fand: fand, fanden */
    NOUN,        /* stand: only with an ending, or behind ent- and the like */
    NOUN_PLURAL, /* gab: behind a prefix only without an ending (abgab; Abgaben) */
    MIXED,       /* dacht: dachte, gedacht, gedachter */
    CONJUNCTIVE, /* käm: käme, kämen */
    PARTICIPLE,  /* funden: gefunden, befunden, gefundenes */
    PLAIN,       /* begonnen: a participle that has its prefix already */
    PRESENT,     /* nimm: nimmt, nimmst */
    WHOLE        /* a word */
};

static const struct strong {
    const char *stem, *infinitive;
    enum kind kind;
} strong_stems[] = {
    {"ass", "essen", NOUN}, {"backen", "backen", PARTICIPLE}, {"band", "binden", NOUN},
    {"barg", "bergen", PAST}, {"barst", "bersten", PAST}, {"bat", "bitten", PAST},
    {"befahl", "befehlen", PAST}, {"befiehl", "befehlen", PRESENT}, {"befohlen", "befehlen", PLAIN},
    {"begann", "beginnen", PAST}, {"begonnen", "beginnen", PLAIN}, {"bewog", "bewegen", PAST},
    {"bewogen", "bewegen", PLAIN}, {"birg", "bergen", PRESENT}, {"birst", "bersten", PRESENT},
    {"bissen", "beissen", PARTICIPLE}, {"blasen", "blasen", PARTICIPLE}, {"blieb", "bleiben", CONJUNCTIVE},
    {"blieb", "bleiben", PAST}, {"blieben", "bleiben", PARTICIPLE}, {"blies", "blasen", PAST},
    {"bläs", "blasen", PRESENT}, {"bog", "biegen", PAST}, {"bogen", "biegen", PARTICIPLE},
    {"borgen", "bergen", PARTICIPLE}, {"borsten", "bersten", PARTICIPLE}, {"bot", "bieten", NOUN_PLURAL},
    {"boten", "bieten", PARTICIPLE}, {"brach", "brechen", PAST}, {"bracht", "bringen", MIXED},
    {"brannt", "brennen", MIXED}, {"braten", "braten", PARTICIPLE}, {"brich", "brechen", PRESENT},
    {"briet", "braten", PAST}, {"brochen", "brechen", PARTICIPLE}, {"bräch", "brechen", CONJUNCTIVE},
    {"brächt", "bringen", CONJUNCTIVE}, {"brät", "braten", PRESENT}, {"bunden", "binden", PARTICIPLE},
    {"dacht", "denken", MIXED}, {"drang", "dringen", NOUN}, {"drungen", "dringen", PARTICIPLE},
    {"dächt", "denken", CONJUNCTIVE}, {"empfahl", "empfehlen", PAST}, {"empfangen", "empfangen", PLAIN},
    {"empfiehl", "empfehlen", PRESENT}, {"empfing", "empfangen", PAST}, {"empfohlen", "empfehlen", PLAIN},
    {"erbeten", "erbitten", PLAIN}, {"ergriff", "ergreifen", WHOLE}, {"erschrak", "erschrecken", PAST},
    {"erschrick", "erschrecken", PRESENT}, {"erschrocken", "erschrecken", PARTICIPLE},
    {"fahren", "fahren", PARTICIPLE}, {"fallen", "fallen", PARTICIPLE}, {"fand", "finden", PAST},
    {"fangen", "fangen", PARTICIPLE}, {"ficht", "fechten", PRESENT}, {"fiel", "fallen", CONJUNCTIVE},
    {"fiel", "fallen", PAST}, {"fing", "fangen", PAST}, {"flicht", "flechten", PRESENT},
    {"flocht", "flechten", PAST}, {"flochten", "flechten", PARTICIPLE}, {"flog", "fliegen", PAST},
    {"flogen", "fliegen", PARTICIPLE}, {"floh", "fliehen", PAST}, {"flohen", "fliehen", PARTICIPLE},
    {"floss", "fliessen", NOUN}, {"flossen", "fliessen", PARTICIPLE}, {"focht", "fechten", PAST},
    {"fochten", "fechten", PARTICIPLE}, {"frass", "fressen", PAST}, {"fressen", "fressen", PARTICIPLE},
    {"friss", "fressen", PRESENT}, {"fror", "frieren", PAST}, {"froren", "frieren", PARTICIPLE},
    {"fuhr", "fahren", PAST}, {"funden", "finden", PARTICIPLE}, {"fänd", "finden", CONJUNCTIVE},
    {"gab", "geben", NOUN_PLURAL}, {"galt", "gelten", PAST}, {"gangen", "gehen", PARTICIPLE},
    {"geben", "geben", PARTICIPLE}, {"gebeten", "bitten", PLAIN}, {"gedieh", "gedeihen", PAST},
    {"gediehen", "gedeihen", PLAIN}, {"gelang", "gelingen", PAST}, {"gelungen", "gelingen", PLAIN},
    {"geläng", "gelingen", CONJUNCTIVE}, {"genas", "genesen", PAST}, {"genesen", "genesen", PLAIN},
    {"genoss", "geniessen", PAST}, {"geriet", "geraten", WHOLE}, {"gerieten", "geraten", WHOLE},
    {"geschah", "geschehen", PAST}, {"geschehen", "geschehen", PLAIN}, {"geschieh", "geschehen", PRESENT},
    {"gessen", "essen", PARTICIPLE}, {"gewann", "gewinnen", PAST}, {"gewonnen", "gewinnen", PLAIN},
    {"gib", "geben", PRESENT}, {"gilt", "gelten", PRESENT}, {"ging", "gehen", CONJUNCTIVE},
    {"ging", "gehen", PAST}, {"glich", "gleichen", PAST}, {"glichen", "gleichen", PARTICIPLE},
    {"glitt", "gleiten", PAST}, {"glitten", "gleiten", PARTICIPLE}, {"golten", "gelten", PARTICIPLE},
    {"gor", "gären", PAST}, {"goren", "gären", PARTICIPLE}, {"goss", "giessen", PAST},
    {"gossen", "giessen", PARTICIPLE}, {"graben", "graben", PARTICIPLE}, {"griffen", "greifen", PARTICIPLE},
    {"grub", "graben", PAST}, {"gäb", "geben", CONJUNCTIVE}, {"gält", "gelten", CONJUNCTIVE},
    {"half", "helfen", PAST}, {"halten", "halten", PARTICIPLE}, {"hangen", "hängen", PARTICIPLE},
    {"hauen", "hauen", PARTICIPLE}, {"heissen", "heissen", PARTICIPLE}, {"hielt", "halten", CONJUNCTIVE},
    {"hielt", "halten", PAST}, {"hiess", "heissen", CONJUNCTIVE}, {"hiess", "heissen", PAST},
    {"hilf", "helfen", PRESENT}, {"hing", "hängen", PAST}, {"hob", "heben", PAST},
    {"hoben", "heben", PARTICIPLE}, {"holfen", "helfen", PARTICIPLE}, {"hält", "halten", PRESENT},
    {"iss", "essen", PRESENT}, {"kam", "kommen", PAST}, {"kannt", "kennen", MIXED},
    {"klungen", "klingen", PARTICIPLE}, {"kniffen", "kneifen", PARTICIPLE}, {"kommen", "kommen", PARTICIPLE},
    {"kroch", "kriechen", PAST}, {"krochen", "kriechen", PARTICIPLE}, {"käm", "kommen", CONJUNCTIVE},
    {"laden", "laden", PARTICIPLE}, {"lag", "liegen", NOUN_PLURAL}, {"las", "lesen", PAST},
    {"lassen", "lassen", PARTICIPLE}, {"laufen", "laufen", PARTICIPLE}, {"lesen", "lesen", PARTICIPLE},
    {"lief", "laufen", CONJUNCTIVE}, {"lief", "laufen", PAST}, {"lieh", "leihen", PAST},
    {"liehen", "leihen", PARTICIPLE}, {"lies", "lesen", PRESENT}, {"liess", "lassen", CONJUNCTIVE},
    {"liess", "lassen", PAST}, {"litt", "leiden", PAST}, {"litten", "leiden", PARTICIPLE},
    {"logen", "lügen", PARTICIPLE}, {"lud", "laden", PAST}, {"läd", "laden", PRESENT},
    {"läg", "liegen", CONJUNCTIVE}, {"messen", "messen", PARTICIPLE}, {"mied", "meiden", PAST},
    {"mieden", "meiden", PARTICIPLE}, {"miss", "messen", PRESENT}, {"misslang", "misslingen", PAST},
    {"misslungen", "misslingen", PLAIN}, {"molk", "melken", PAST}, {"molken", "melken", PARTICIPLE},
    {"nahm", "nehmen", NOUN_PLURAL}, {"nannt", "nennen", MIXED}, {"nimm", "nehmen", PRESENT},
    {"nommen", "nehmen", PARTICIPLE}, {"nähm", "nehmen", CONJUNCTIVE}, {"pfiffen", "pfeifen", PARTICIPLE},
    {"pries", "preisen", PAST}, {"priesen", "preisen", PARTICIPLE}, {"quill", "quellen", PRESENT},
    {"quoll", "quellen", PAST}, {"quollen", "quellen", PARTICIPLE}, {"rang", "ringen", NOUN},
    {"rann", "rinnen", PAST}, {"rannt", "rennen", MIXED}, {"raten", "raten", PARTICIPLE},
    {"rieb", "reiben", PAST}, {"rieben", "reiben", PARTICIPLE}, {"rief", "rufen", PAST},
    {"riet", "raten", PAST}, {"rissen", "reissen", PARTICIPLE}, {"ritten", "reiten", PARTICIPLE},
    {"roch", "riechen", PAST}, {"rochen", "riechen", PARTICIPLE}, {"ronnen", "rinnen", PARTICIPLE},
    {"rufen", "rufen", PARTICIPLE}, {"rungen", "ringen", PARTICIPLE}, {"rät", "raten", PRESENT},
    {"sah", "sehen", PAST}, {"sandt", "senden", MIXED}, {"sang", "singen", PAST}, {"sank", "sinken", PAST},
    {"sann", "sinnen", PAST}, {"sass", "sitzen", PAST}, {"schaffen", "schaffen", PARTICIPLE},
    {"schied", "scheiden", NOUN}, {"schieden", "scheiden", PARTICIPLE}, {"schien", "scheinen", PAST},
    {"schienen", "scheinen", PARTICIPLE}, {"schilt", "schelten", PRESENT},
    {"schlafen", "schlafen", PARTICIPLE}, {"schlagen", "schlagen", PARTICIPLE},
    {"schlang", "schlingen", PAST}, {"schlich", "schleichen", PAST}, {"schlichen", "schleichen", PARTICIPLE},
    {"schlief", "schlafen", PAST}, {"schliffen", "schleifen", PARTICIPLE}, {"schloss", "schliessen", NOUN},
    {"schlossen", "schliessen", PARTICIPLE}, {"schlug", "schlagen", PAST},
    {"schlungen", "schlingen", PARTICIPLE}, {"schmilz", "schmelzen", PRESENT},
    {"schmissen", "schmeissen", PARTICIPLE}, {"schmolz", "schmelzen", PAST},
    {"schmolzen", "schmelzen", PARTICIPLE}, {"schnitten", "schneiden", PARTICIPLE},
    {"schob", "schieben", PAST}, {"schoben", "schieben", PARTICIPLE}, {"scholten", "schelten", PARTICIPLE},
    {"schor", "scheren", PAST}, {"schoren", "scheren", PARTICIPLE}, {"schoss", "schiessen", NOUN},
    {"schossen", "schiessen", PARTICIPLE}, {"schrie", "schreien", PAST},
    {"schrieb", "schreiben", CONJUNCTIVE}, {"schrieb", "schreiben", PAST},
    {"schrieben", "schreiben", PARTICIPLE}, {"schrien", "schreien", PARTICIPLE},
    {"schritten", "schreiten", PARTICIPLE}, {"schuf", "schaffen", PAST}, {"schwamm", "schwimmen", PAST},
    {"schwand", "schwinden", PAST}, {"schwang", "schwingen", NOUN}, {"schwieg", "schweigen", PAST},
    {"schwiegen", "schweigen", PARTICIPLE}, {"schwill", "schwellen", PRESENT}, {"schwoll", "schwellen", PAST},
    {"schwollen", "schwellen", PARTICIPLE}, {"schwommen", "schwimmen", PARTICIPLE},
    {"schwor", "schwören", PAST}, {"schworen", "schwören", PARTICIPLE},
    {"schwunden", "schwinden", PARTICIPLE}, {"schwungen", "schwingen", PARTICIPLE},
    {"sehen", "sehen", PARTICIPLE}, {"sessen", "sitzen", PARTICIPLE}, {"sieh", "sehen", PRESENT},
    {"soff", "saufen", PAST}, {"soffen", "saufen", PARTICIPLE}, {"sogen", "saugen", PARTICIPLE},
    {"sonnen", "sinnen", PARTICIPLE}, {"spalten", "spalten", PARTICIPLE}, {"spie", "speien", PAST},
    {"spien", "speien", PARTICIPLE}, {"sponnen", "spinnen", PARTICIPLE}, {"sprach", "sprechen", PAST},
    {"sprang", "springen", PAST}, {"sprich", "sprechen", PRESENT}, {"sprochen", "sprechen", PARTICIPLE},
    {"spross", "spriessen", PAST}, {"sprossen", "spriessen", PARTICIPLE},
    {"sprungen", "springen", PARTICIPLE}, {"spräch", "sprechen", CONJUNCTIVE}, {"stach", "stechen", PAST},
    {"stand", "stehen", NOUN}, {"standen", "stehen", PARTICIPLE}, {"stank", "stinken", PAST},
    {"starb", "sterben", PAST}, {"stich", "stechen", PRESENT}, {"stieg", "steigen", NOUN},
    {"stiegen", "steigen", PARTICIPLE}, {"stiehl", "stehlen", PRESENT}, {"stiess", "stossen", PAST},
    {"stirb", "sterben", PRESENT}, {"stochen", "stechen", PARTICIPLE}, {"stohlen", "stehlen", PARTICIPLE},
    {"storben", "sterben", PARTICIPLE}, {"stossen", "stossen", PARTICIPLE},
    {"strichen", "streichen", PARTICIPLE}, {"stritten", "streiten", PARTICIPLE},
    {"stunken", "stinken", PARTICIPLE}, {"stünd", "stehen", CONJUNCTIVE}, {"sungen", "singen", PARTICIPLE},
    {"sunken", "sinken", PARTICIPLE}, {"säh", "sehen", CONJUNCTIVE}, {"tan", "tun", PARTICIPLE},
    {"traf", "treffen", PAST}, {"tragen", "tragen", PARTICIPLE}, {"trank", "trinken", PAST},
    {"trat", "treten", PAST}, {"treten", "treten", PARTICIPLE}, {"trieb", "treiben", NOUN},
    {"trieben", "treiben", PARTICIPLE}, {"triff", "treffen", PRESENT}, {"tritt", "treten", NOUN},
    {"troffen", "treffen", PARTICIPLE}, {"trogen", "trügen", PARTICIPLE}, {"trug", "tragen", PAST},
    {"trunken", "trinken", PARTICIPLE}, {"trüg", "tragen", CONJUNCTIVE}, {"verdarb", "verderben", PAST},
    {"verdirb", "verderben", PRESENT}, {"verdorben", "verderben", PLAIN},
    {"verdrossen", "verdriessen", PARTICIPLE}, {"vergass", "vergessen", PAST},
    {"vergessen", "vergessen", PLAIN}, {"vergiss", "vergessen", PRESENT}, {"verlor", "verlieren", PAST},
    {"verloren", "verlieren", PLAIN}, {"verziehen", "verzeihen", PARTICIPLE},
    {"wachsen", "wachsen", PARTICIPLE}, {"wandt", "wenden", MIXED}, {"warb", "werben", PAST},
    {"warf", "werfen", PAST}, {"waschen", "waschen", PARTICIPLE}, {"wich", "weichen", PAST},
    {"wichen", "weichen", PARTICIPLE}, {"wies", "weisen", PAST}, {"wiesen", "weisen", PARTICIPLE},
    {"wirb", "werben", PRESENT}, {"wirf", "werfen", PRESENT}, {"wob", "weben", PAST},
    {"woben", "weben", PARTICIPLE}, {"wog", "wiegen", PAST}, {"wogen", "wiegen", PARTICIPLE},
    {"worben", "werben", PARTICIPLE}, {"worfen", "werfen", PARTICIPLE}, {"wrang", "wringen", PAST},
    {"wrungen", "wringen", PARTICIPLE}, {"wuchs", "wachsen", NOUN}, {"wunden", "winden", PARTICIPLE},
    {"wusch", "waschen", PAST}, {"wusst", "wissen", MIXED}, {"wächs", "wachsen", PRESENT},
    {"wäsch", "waschen", PRESENT}, {"wüsst", "wissen", CONJUNCTIVE}, {"zog", "ziehen", PAST},
    {"zogen", "ziehen", PARTICIPLE}, {"zwang", "zwingen", NOUN}, {"zwungen", "zwingen", PARTICIPLE},
    {"zög", "ziehen", CONJUNCTIVE},
};

/* Words that are nouns, or are so more often. Sorted. */
static const char *const nouns[] = {
    "abfuhr", "abschied", "absprachen", "abstand", "abstieg", "andacht", "andrang", "angebot", "angeboten",
    "angriff", "ansprachen", "anstand", "anstieg", "antrieb", "aufstand", "aufstieg", "aufwuchs", "ausfuhr",
    "aussprachen", "ausstand", "ausstieg", "banden", "befund", "befunden", "begriff", "beistand", "belag",
    "beleg", "beschied", "bestand", "betrieb", "betrieben", "betrug", "bewuchs", "bogen", "boten",
    "durchfuhr", "einfuhr", "einstand", "einstieg", "ertrag", "fürsprachen", "gebot", "geboten", "gefahren",
    "gruben", "herzog", "herzög", "missstand", "nachrang", "nachspann", "nachwuchs", "rücksprachen",
    "schienen", "schlangen", "sprachen", "taten", "umstand", "umstieg", "unterschied", "unterschieden",
    "unterstand", "verband", "verbot", "verboten", "verdacht", "verlag", "verlies", "verstand", "vertrag",
    "vertrieb", "vorrang", "vorspann", "vorstand", "widerstand", "wiesen", "zufuhr", "zustand", "zuwuchs",
    "übergriff", "überschwang", "überstand",
};

/* Participles that are words of their own, with the endings of adjectives. Sorted. */
static const char *const adjectives[] = {
    "abgeordnet", "anbeten", "angestellt", "bekannt", "bewusst", "gefallen", "gefangen", "gelehrt",
    "genossen", "geraten", "gesandt", "untertan", "verschieden", "verwandt", "verwunden", "vorgesetzt",
    "überlegen",
};

static const char *const past_endings[] = {"", "en"};
static const char *const mixed_endings[] = {"e", "en", "est", "et"};
static const char *const adjective_endings[] = {"", "e", "en", "er", "es", "em"};
static const char *const present_endings[] = {"t", "st"};

/* Most differ in the first byte. */
static int compare(const struct bytes *text, const char *other)
{
    int first = text->size > 0 ? text->data[0] - (uint8_t)other[0] : -1;
    return first != 0 ? first : bytes_compare(*text, bytes_of_text(other));
}

static int by_text(const void *key, const void *entry)
{
    const char *const *word = entry;
    return compare(key, *word);
}

/* In a sorted list. */
static bool is_in(struct bytes text, const char *const *list, size_t count)
{
    return bsearch(&text, list, count, sizeof *list, by_text) != NULL;
}

#define IS_IN(text, list) is_in(text, list, sizeof(list) / sizeof *(list))

static bool is_one_of(struct bytes text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal(text, bytes_of_text(list[i]))) {
            return true;
        }
    }
    return false;
}

#define IS_ONE_OF(text, list) is_one_of(text, list, sizeof(list) / sizeof *(list))

static bool fits(const struct strong *strong, struct bytes ending, const struct verb_place *place)
{
    bool prefix = place->separable || place->inseparable;
    uint8_t last = (uint8_t)strong->stem[strlen(strong->stem) - 1];
    switch (strong->kind) {
    case PAST:
        return !place->ge && IS_ONE_OF(ending, past_endings);
    case NOUN:
        return !place->ge && IS_ONE_OF(ending, past_endings) &&
               (ending.size > 0 || (place->inseparable && place->prefixes == 1 && !place->separable));
    case NOUN_PLURAL:
        return !place->ge && IS_ONE_OF(ending, past_endings) && (ending.size == 0 || !prefix);
    case MIXED:
        return (!place->ge && IS_ONE_OF(ending, mixed_endings)) ||
               ((place->ge || place->inseparable) && IS_ONE_OF(ending, adjective_endings));
    case CONJUNCTIVE:
        return !place->ge && IS_ONE_OF(ending, mixed_endings);
    case PARTICIPLE:
        return (place->ge || place->inseparable) && IS_ONE_OF(ending, adjective_endings);
    case PLAIN:
        return !place->ge && !place->inseparable && IS_ONE_OF(ending, adjective_endings);
    case PRESENT:
        return !place->ge && (last == 't' ? ending.size == 0 : IS_ONE_OF(ending, present_endings));
    default:
        return !prefix && !place->ge && ending.size == 0;
    }
}

static int by_stem(const void *key, const void *entry)
{
    const struct strong *strong = entry;
    return compare(key, strong->stem);
}

bool strong_verb_is_other(const uint8_t *word, size_t size)
{
    for (size_t i = 0; i < sizeof adjective_endings / sizeof *adjective_endings; i++) {
        const char *ending = adjective_endings[i];
        if (ending_is(word, size, ending) &&
            IS_IN(bytes_of(word, size - strlen(ending)), adjectives)) {
            return true;
        }
    }
    return IS_IN(bytes_of(word, size), nouns);
}

/* Whether the last `end` bytes may be an ending at all: -e -t, -en -er -es -em -et -st, -est. */
static bool may_end(const uint8_t *core, size_t size, size_t end)
{
    uint8_t last = core[size - 1], before = size > 1 ? core[size - 2] : 0;
    switch (end) {
    case 0:
        return true;
    case 1:
        return last == 'e' || last == 't';
    case 2:
        return (before == 'e' && memchr("nrsmt", last, 5) != NULL) || (before == 's' && last == 't');
    default:
        return ending_is(core, size, "est");
    }
}

const char *strong_verb_find(const uint8_t *core, size_t size, const struct verb_place *place)
{
    enum { LONGEST_ENDING = 3, COUNT = sizeof strong_stems / sizeof *strong_stems };
    for (size_t end = 0; end <= LONGEST_ENDING && end < size; end++) {
        if (!may_end(core, size, end)) {
            continue;
        }
        struct bytes stem = bytes_of(core, size - end);
        const struct strong *found =
            bsearch(&stem, strong_stems, COUNT, sizeof *strong_stems, by_stem);
        if (found == NULL) {
            continue;
        }
        while (found > strong_stems && strcmp(found[-1].stem, found->stem) == 0) {
            found--;
        }
        const char *name = found->stem;
        for (; found < strong_stems + COUNT && strcmp(found->stem, name) == 0; found++) {
            if (fits(found, bytes_of(core + size - end, end), place)) {
                return found->infinitive;
            }
        }
    }
    return NULL;
}
