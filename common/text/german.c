#include "common/text/german.h"

#include <string.h>

#include "common/text/adjectives.h"
#include "common/text/distinct.h"
#include "common/text/feminine.h"
#include "common/text/historic.h"
#include "common/text/orthography.h"
#include "common/text/plurals.h"
#include "common/text/short_forms.h"
#include "common/text/verbs.h"
#include "common/text/words.h"

static int compare_text(struct bytes form, const char *text)
{
    return bytes_compare(form, bytes_of_text(text));
}

size_t german_key(struct bytes form, uint8_t *out)
{
    size_t size = orthography_key(form, out);
    if (size > GERMAN_MAX_INFLECTED) {
        return size;
    }
    size = short_form_key(out, historic_key(out, size));
    size_t distinct = distinct_key(out, size);
    if (distinct > 0) {
        return distinct;
    }
    if (german_is_stop_word(bytes_of(out, size))) {
        return size;
    }
    size_t adjective = adjective_key(out, size);
    if (adjective != size) {
        return adjective;
    }
    size_t plural = plural_key(out, size);
    size_t noun = feminine_key(out, plural);
    if (noun == plural) {
        return verb_key(out, plural);
    }
    distinct = distinct_key(out, noun); /* Müllerin */
    return distinct > 0 ? distinct : noun;
}

bool german_is_conjunction(struct bytes form)
{
    return compare_text(form, "und") == 0 || compare_text(form, "oder") == 0 ||
           compare_text(form, "bzw") == 0 || compare_text(form, "sowie") == 0;
}

/* First parts that stand against each other. */
static const char *const opposites[][2] = {
    {"ab", "an"},
    {"ab", "auf"},
    {"ab", "zu"},
    {"alt", "neu"},
    {"an", "ab"},
    {"an", "ver"},
    {"arbeitgeber", "arbeitnehmer"},
    {"auf", "ab"},
    {"auf", "um"},
    {"auf", "zu"},
    {"aus", "ein"},
    {"aus", "fort"},
    {"aus", "um"},
    {"aus", "weiter"},
    {"be", "ent"},
    {"be", "ver"},
    {"brutto", "netto"},
    {"damen", "herren"},
    {"ein", "aus"},
    {"ein", "ver"},
    {"ent", "be"},
    {"ex", "im"},
    {"export", "import"},
    {"fein", "grob"},
    {"fort", "weiter"},
    {"frei", "hallen"},
    {"grob", "fein"},
    {"gross", "klein"},
    {"haupt", "neben"},
    {"herren", "damen"},
    {"hin", "her"},
    {"hin", "rück"},
    {"hoch", "tief"},
    {"im", "ex"},
    {"import", "export"},
    {"in", "aus"},
    {"innen", "aussen"},
    {"jung", "alt"},
    {"kinder", "jugend"},
    {"klein", "gross"},
    {"klein", "mittel"},
    {"kurz", "lang"},
    {"lang", "kurz"},
    {"links", "rechts"},
    {"mutter", "vater"},
    {"nach", "vor"},
    {"neu", "alt"},
    {"neu", "um"},
    {"nord", "süd"},
    {"ober", "mittel"},
    {"ober", "unter"},
    {"ost", "west"},
    {"rad", "fuss"},
    {"rechts", "links"},
    {"sommer", "winter"},
    {"sonn", "feier"},
    {"stadt", "land"},
    {"süd", "nord"},
    {"tag", "nacht"},
    {"teil", "voll"},
    {"um", "aus"},
    {"unter", "über"},
    {"ver", "an"},
    {"ver", "be"},
    {"ver", "ent"},
    {"voll", "teil"},
    {"vor", "haupt"},
    {"vor", "nach"},
    {"vor", "rück"},
    {"west", "ost"},
    {"zu", "ab"},
    {"zu", "weg"},
    {"über", "unter"},
};

size_t german_opposite(struct bytes head, struct bytes word)
{
    enum { LEAST_REST = 3 };
    for (size_t i = 0; i < sizeof opposites / sizeof *opposites; i++) {
        size_t size = strlen(opposites[i][1]);
        if (compare_text(head, opposites[i][0]) == 0 && word.size >= size + LEAST_REST &&
            memcmp(word.data, opposites[i][1], size) == 0) {
            return size;
        }
    }
    return 0;
}

/* Articles, pronouns, prepositions, conjunctions, auxiliaries and question words: our own list of
 * words that carry no topic; folded, sorted by bytes. */
static const struct word stop_words[] = {
    W("ab"),      W("aber"),    W("alle"),     W("allem"),   W("allen"),   W("aller"),
    W("alles"),   W("als"),     W("also"),     W("am"),      W("an"),      W("ander"),
    W("andere"),  W("anderem"), W("anderen"),  W("anderer"), W("anderes"), W("auch"),
    W("auf"),     W("aus"),     W("bei"),      W("beim"),    W("bin"),     W("bis"),
    W("bist"),    W("bzw"),     W("da"),       W("dabei"),   W("dadurch"), W("dafür"),
    W("dagegen"), W("daher"),   W("damit"),    W("dann"),    W("daran"),   W("darauf"),
    W("daraus"),  W("darin"),   W("darum"),    W("das"),     W("dass"),    W("davon"),
    W("dazu"),    W("dein"),    W("deine"),    W("dem"),     W("den"),     W("denen"),
    W("denn"),    W("der"),     W("deren"),    W("des"),     W("dessen"),  W("dh"),
    W("die"),     W("dies"),    W("diese"),    W("diesem"),  W("diesen"),  W("dieser"),
    W("dieses"),  W("doch"),    W("dort"),     W("du"),      W("durch"),   W("ein"),
    W("eine"),    W("einem"),   W("einen"),    W("einer"),   W("eines"),   W("er"),
    W("es"),      W("etc"),     W("etwa"),     W("etwas"),   W("euch"),    W("euer"),
    W("eure"),    W("für"),     W("gegen"),    W("habe"),    W("haben"),   W("hat"),
    W("hatte"),   W("hatten"),  W("hier"),     W("hin"),     W("hinter"),  W("ich"),
    W("ihm"),     W("ihn"),     W("ihnen"),    W("ihr"),     W("ihre"),    W("ihrem"),
    W("ihren"),   W("ihrer"),   W("ihres"),    W("im"),      W("in"),      W("indem"),
    W("ins"),     W("ist"),     W("ja"),       W("jede"),    W("jedem"),   W("jeden"),
    W("jeder"),   W("jedes"),   W("jene"),     W("jener"),   W("jenes"),   W("kann"),
    W("kein"),    W("keine"),   W("keinem"),   W("keinen"),  W("keiner"),  W("können"),
    W("könnte"),  W("man"),     W("manche"),   W("mein"),    W("meine"),   W("mich"),
    W("mir"),     W("mit"),     W("muss"),     W("musste"),  W("müssen"),  W("nach"),
    W("nicht"),   W("nichts"),  W("noch"),     W("nun"),     W("nur"),     W("ob"),
    W("oder"),    W("ohne"),    W("sehr"),     W("sein"),    W("seine"),   W("seinem"),
    W("seinen"),  W("seiner"),  W("seines"),   W("seit"),    W("selbst"),  W("sich"),
    W("sie"),     W("sind"),    W("so"),       W("solche"),  W("soll"),    W("sollen"),
    W("sollte"),  W("sondern"), W("sonst"),    W("um"),      W("und"),     W("uns"),
    W("unser"),   W("unsere"),  W("unter"),    W("usw"),     W("viel"),    W("vom"),
    W("von"),     W("vor"),     W("wann"),     W("war"),     W("waren"),   W("warum"),
    W("was"),     W("weil"),    W("welch"),    W("welche"),  W("welchem"), W("welchen"),
    W("welcher"), W("welches"), W("wem"),      W("wen"),     W("wenn"),    W("wer"),
    W("werde"),   W("werden"),  W("weshalb"),  W("wessen"),  W("wie"),     W("wieder"),
    W("wieso"),   W("wieviel"), W("will"),     W("wir"),     W("wird"),    W("wo"),
    W("wodurch"), W("wofür"),   W("woher"),    W("wohin"),   W("womit"),   W("woran"),
    W("worin"),   W("wovon"),   W("wozu"),     W("wurde"),   W("wurden"),  W("während"),
    W("wäre"),    W("würde"),   W("würden"),   W("zb"),      W("zu"),      W("zum"),
    W("zur"),     W("zwar"),    W("zwischen"), W("über"),
};

bool german_is_stop_word(struct bytes form)
{
    enum { LONGEST = 8 };
    return form.size <= LONGEST && WORD_IS_IN(form, stop_words);
}
