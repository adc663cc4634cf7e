#include "common/text/strong_verbs.h"

#include "common/text/endings.h"
#include "common/text/words.h"

/* The stems of strong and mixed verbs that their endings join with, but for those that are rather
 * nouns (Griff, Schnitt, Tat). A verb's stem may stand behind a prefix, see verb_prefix. Sorted. */
enum kind {
    PAST,        /* fand: fand, fanden; rief: also riefe */
    NOUN,        /* stand: only with an ending, or behind ent- and the like */
    NOUN_PLURAL, /* gab: behind a prefix only without an ending (abgab; Abgaben) */
    MIXED,       /* dacht: dachte, gedacht, gedachter */
    CONJUNCTIVE, /* käm: käme, kämen */
    PARTICIPLE,  /* funden: gefunden, befunden, gefundenes */
    PLAIN,       /* begonnen: a participle that has its prefix already */
    PRESENT,     /* nimm: nimmt, nimmst */
    WHOLE        /* a word */
};
enum { LONGEST_STEM = 12 }; /* bytes of the longest */

static const struct strong {
    struct word stem;
    const char *infinitive;
    enum kind kind;
} strong_stems[] = {
    {W("ass"), "essen", NOUN},
    {W("ass"), "essen", WHOLE},
    {W("backen"), "backen", PARTICIPLE},
    {W("band"), "binden", NOUN},
    {W("barg"), "bergen", PAST},
    {W("barst"), "bersten", PAST},
    {W("bat"), "bitten", PAST},
    {W("befahl"), "befehlen", PAST},
    {W("befiehl"), "befehlen", PRESENT},
    {W("befohlen"), "befehlen", PLAIN},
    {W("befähl"), "befehlen", CONJUNCTIVE},
    {W("beföhl"), "befehlen", CONJUNCTIVE},
    {W("begann"), "beginnen", PAST},
    {W("begonnen"), "beginnen", PLAIN},
    {W("begänn"), "beginnen", CONJUNCTIVE},
    {W("begönn"), "beginnen", CONJUNCTIVE},
    {W("beisst"), "beissen", WHOLE},
    {W("beschritt"), "beschreiten", WHOLE},
    {W("betrog"), "betrügen", PAST},
    {W("betrög"), "betrügen", CONJUNCTIVE},
    {W("bewog"), "bewegen", PAST},
    {W("bewogen"), "bewegen", PLAIN},
    {W("birg"), "bergen", PRESENT},
    {W("birst"), "bersten", PRESENT},
    {W("bissen"), "beissen", PARTICIPLE},
    {W("blasen"), "blasen", PARTICIPLE},
    {W("blieb"), "bleiben", CONJUNCTIVE},
    {W("blieb"), "bleiben", PAST},
    {W("blieben"), "bleiben", PARTICIPLE},
    {W("blies"), "blasen", PAST},
    {W("bläs"), "blasen", PRESENT},
    {W("bog"), "biegen", PAST},
    {W("bogen"), "biegen", PARTICIPLE},
    {W("borgen"), "bergen", PARTICIPLE},
    {W("borsten"), "bersten", PARTICIPLE},
    {W("bot"), "bieten", NOUN_PLURAL},
    {W("boten"), "bieten", PARTICIPLE},
    {W("brach"), "brechen", PAST},
    {W("bracht"), "bringen", MIXED},
    {W("brannt"), "brennen", MIXED},
    {W("braten"), "braten", PARTICIPLE},
    {W("brich"), "brechen", PRESENT},
    {W("briet"), "braten", PAST},
    {W("brochen"), "brechen", PARTICIPLE},
    {W("bräch"), "brechen", CONJUNCTIVE},
    {W("brächt"), "bringen", CONJUNCTIVE},
    {W("brät"), "braten", PRESENT},
    {W("buk"), "backen", PAST},
    {W("bunden"), "binden", PARTICIPLE},
    {W("bät"), "bitten", CONJUNCTIVE},
    {W("bög"), "biegen", CONJUNCTIVE},
    {W("böt"), "bieten", CONJUNCTIVE},
    {W("bük"), "backen", CONJUNCTIVE},
    {W("dacht"), "denken", MIXED},
    {W("drang"), "dringen", NOUN},
    {W("drang"), "dringen", WHOLE},
    {W("drungen"), "dringen", PARTICIPLE},
    {W("dächt"), "denken", CONJUNCTIVE},
    {W("empfahl"), "empfehlen", PAST},
    {W("empfand"), "empfinden", PAST},
    {W("empfangen"), "empfangen", PLAIN},
    {W("empfiehl"), "empfehlen", PRESENT},
    {W("empfing"), "empfangen", PAST},
    {W("empfohlen"), "empfehlen", PLAIN},
    {W("empfunden"), "empfinden", PLAIN},
    {W("empfähl"), "empfehlen", CONJUNCTIVE},
    {W("empfänd"), "empfinden", CONJUNCTIVE},
    {W("empföhl"), "empfehlen", CONJUNCTIVE},
    {W("entriss"), "entreissen", WHOLE},
    {W("erbeten"), "erbitten", PLAIN},
    {W("ergriff"), "ergreifen", WHOLE},
    {W("erklang"), "erklingen", WHOLE},
    {W("erlisch"), "erlöschen", PRESENT},
    {W("erlosch"), "erlöschen", PAST},
    {W("erschrak"), "erschrecken", PAST},
    {W("erschrick"), "erschrecken", PRESENT},
    {W("erschrocken"), "erschrecken", PLAIN},
    {W("erschräk"), "erschrecken", CONJUNCTIVE},
    {W("fahren"), "fahren", PARTICIPLE},
    {W("fallen"), "fallen", PARTICIPLE},
    {W("fand"), "finden", PAST},
    {W("fangen"), "fangen", PARTICIPLE},
    {W("ficht"), "fechten", PRESENT},
    {W("fiel"), "fallen", CONJUNCTIVE},
    {W("fiel"), "fallen", PAST},
    {W("fing"), "fangen", PAST},
    {W("flicht"), "flechten", PRESENT},
    {W("flocht"), "flechten", PAST},
    {W("flochten"), "flechten", PARTICIPLE},
    {W("flog"), "fliegen", PAST},
    {W("flogen"), "fliegen", PARTICIPLE},
    {W("floh"), "fliehen", PAST},
    {W("flohen"), "fliehen", PARTICIPLE},
    {W("floss"), "fliessen", NOUN},
    {W("flossen"), "fliessen", PARTICIPLE},
    {W("flög"), "fliegen", CONJUNCTIVE},
    {W("focht"), "fechten", PAST},
    {W("fochten"), "fechten", PARTICIPLE},
    {W("frass"), "fressen", PAST},
    {W("fressen"), "fressen", PARTICIPLE},
    {W("friss"), "fressen", PRESENT},
    {W("fror"), "frieren", PAST},
    {W("froren"), "frieren", PARTICIPLE},
    {W("fräss"), "fressen", CONJUNCTIVE},
    {W("frör"), "frieren", CONJUNCTIVE},
    {W("fuhr"), "fahren", PAST},
    {W("funden"), "finden", PARTICIPLE},
    {W("fänd"), "finden", CONJUNCTIVE},
    {W("gab"), "geben", NOUN_PLURAL},
    {W("galt"), "gelten", PAST},
    {W("gangen"), "gehen", PARTICIPLE},
    {W("gebar"), "gebären", PAST},
    {W("geben"), "geben", PARTICIPLE},
    {W("gebeten"), "bitten", PLAIN},
    {W("gebiert"), "gebären", WHOLE},
    {W("geboren"), "gebären", PLAIN},
    {W("gedieh"), "gedeihen", PAST},
    {W("gediehen"), "gedeihen", PLAIN},
    {W("gelang"), "gelingen", PAST},
    {W("gelegen"), "liegen", PLAIN},
    {W("gelungen"), "gelingen", PLAIN},
    {W("geläng"), "gelingen", CONJUNCTIVE},
    {W("genas"), "genesen", PAST},
    {W("genesen"), "genesen", PLAIN},
    {W("genoss"), "geniessen", PAST},
    {W("genöss"), "geniessen", CONJUNCTIVE},
    {W("geriet"), "geraten", WHOLE},
    {W("gerieten"), "geraten", WHOLE},
    {W("geschah"), "geschehen", PAST},
    {W("geschehen"), "geschehen", PLAIN},
    {W("geschieh"), "geschehen", PRESENT},
    {W("geschäh"), "geschehen", CONJUNCTIVE},
    {W("gessen"), "essen", PARTICIPLE},
    {W("getan"), "tun", PLAIN},
    {W("gewann"), "gewinnen", PAST},
    {W("gewonnen"), "gewinnen", PLAIN},
    {W("gewänn"), "gewinnen", CONJUNCTIVE},
    {W("gewönn"), "gewinnen", CONJUNCTIVE},
    {W("gib"), "geben", PRESENT},
    {W("gilt"), "gelten", PRESENT},
    {W("ging"), "gehen", CONJUNCTIVE},
    {W("ging"), "gehen", PAST},
    {W("glich"), "gleichen", PAST},
    {W("glichen"), "gleichen", PARTICIPLE},
    {W("glitt"), "gleiten", PAST},
    {W("glitten"), "gleiten", PARTICIPLE},
    {W("golten"), "gelten", PARTICIPLE},
    {W("gor"), "gären", PAST},
    {W("goren"), "gären", PARTICIPLE},
    {W("goss"), "giessen", PAST},
    {W("gossen"), "giessen", PARTICIPLE},
    {W("graben"), "graben", PARTICIPLE},
    {W("griffen"), "greifen", PARTICIPLE},
    {W("grub"), "graben", PAST},
    {W("grüb"), "graben", CONJUNCTIVE},
    {W("gäb"), "geben", CONJUNCTIVE},
    {W("gält"), "gelten", CONJUNCTIVE},
    {W("gölt"), "gelten", CONJUNCTIVE},
    {W("göss"), "giessen", CONJUNCTIVE},
    {W("half"), "helfen", PAST},
    {W("halten"), "halten", PARTICIPLE},
    {W("hangen"), "hängen", PARTICIPLE},
    {W("hauen"), "hauen", PARTICIPLE},
    {W("heissen"), "heissen", PARTICIPLE},
    {W("hielt"), "halten", CONJUNCTIVE},
    {W("hielt"), "halten", PAST},
    {W("hiess"), "heissen", CONJUNCTIVE},
    {W("hiess"), "heissen", PAST},
    {W("hilf"), "helfen", PRESENT},
    {W("hing"), "hängen", PAST},
    {W("hob"), "heben", PAST},
    {W("hoben"), "heben", PARTICIPLE},
    {W("holfen"), "helfen", PARTICIPLE},
    {W("hält"), "halten", PRESENT},
    {W("höb"), "heben", CONJUNCTIVE},
    {W("hülf"), "helfen", CONJUNCTIVE},
    {W("iss"), "essen", PRESENT},
    {W("kam"), "kommen", PAST},
    {W("kannt"), "kennen", MIXED},
    {W("klungen"), "klingen", PARTICIPLE},
    {W("kniffen"), "kneifen", PARTICIPLE},
    {W("kommen"), "kommen", PARTICIPLE},
    {W("kroch"), "kriechen", PAST},
    {W("krochen"), "kriechen", PARTICIPLE},
    {W("kröch"), "kriechen", CONJUNCTIVE},
    {W("käm"), "kommen", CONJUNCTIVE},
    {W("laden"), "laden", PARTICIPLE},
    {W("lag"), "liegen", NOUN_PLURAL},
    {W("las"), "lesen", PAST},
    {W("lassen"), "lassen", PARTICIPLE},
    {W("laufen"), "laufen", PARTICIPLE},
    {W("lesen"), "lesen", PARTICIPLE},
    {W("lief"), "laufen", CONJUNCTIVE},
    {W("lief"), "laufen", PAST},
    {W("lieh"), "leihen", PAST},
    {W("liehen"), "leihen", PARTICIPLE},
    {W("lies"), "lesen", PRESENT},
    {W("liess"), "lassen", CONJUNCTIVE},
    {W("liess"), "lassen", PAST},
    {W("litt"), "leiden", PAST},
    {W("litten"), "leiden", PARTICIPLE},
    {W("log"), "lügen", PAST},
    {W("logen"), "lügen", PARTICIPLE},
    {W("lud"), "laden", PAST},
    {W("läd"), "laden", PRESENT},
    {W("läg"), "liegen", CONJUNCTIVE},
    {W("läs"), "lesen", CONJUNCTIVE},
    {W("lög"), "lügen", CONJUNCTIVE},
    {W("lüd"), "laden", CONJUNCTIVE},
    {W("messen"), "messen", PARTICIPLE},
    {W("mied"), "meiden", PAST},
    {W("mieden"), "meiden", PARTICIPLE},
    {W("miss"), "messen", PRESENT},
    {W("misslang"), "misslingen", PAST},
    {W("misslungen"), "misslingen", PLAIN},
    {W("molk"), "melken", PAST},
    {W("molken"), "melken", PARTICIPLE},
    {W("mäss"), "messen", CONJUNCTIVE},
    {W("nahm"), "nehmen", NOUN_PLURAL},
    {W("nannt"), "nennen", MIXED},
    {W("nimm"), "nehmen", PRESENT},
    {W("nommen"), "nehmen", PARTICIPLE},
    {W("nähm"), "nehmen", CONJUNCTIVE},
    {W("pfiffen"), "pfeifen", PARTICIPLE},
    {W("pries"), "preisen", PAST},
    {W("priesen"), "preisen", PARTICIPLE},
    {W("quill"), "quellen", PRESENT},
    {W("quoll"), "quellen", PAST},
    {W("quollen"), "quellen", PARTICIPLE},
    {W("rang"), "ringen", NOUN},
    {W("rann"), "rinnen", PAST},
    {W("rannt"), "rennen", MIXED},
    {W("raten"), "raten", PARTICIPLE},
    {W("rieb"), "reiben", PAST},
    {W("rieben"), "reiben", PARTICIPLE},
    {W("rief"), "rufen", PAST},
    {W("riet"), "raten", PAST},
    {W("rissen"), "reissen", PARTICIPLE},
    {W("ritten"), "reiten", PARTICIPLE},
    {W("roch"), "riechen", PAST},
    {W("rochen"), "riechen", PARTICIPLE},
    {W("ronnen"), "rinnen", PARTICIPLE},
    {W("rufen"), "rufen", PARTICIPLE},
    {W("rungen"), "ringen", PARTICIPLE},
    {W("räng"), "ringen", CONJUNCTIVE},
    {W("rät"), "raten", PRESENT},
    {W("röch"), "riechen", CONJUNCTIVE},
    {W("sah"), "sehen", PAST},
    {W("sandt"), "senden", MIXED},
    {W("sang"), "singen", PAST},
    {W("sank"), "sinken", PAST},
    {W("sann"), "sinnen", PAST},
    {W("sass"), "sitzen", PAST},
    {W("schaffen"), "schaffen", PARTICIPLE},
    {W("schied"), "scheiden", NOUN},
    {W("schied"), "scheiden", WHOLE},
    {W("schieden"), "scheiden", PARTICIPLE},
    {W("schien"), "scheinen", PAST},
    {W("schienen"), "scheinen", PARTICIPLE},
    {W("schilt"), "schelten", PRESENT},
    {W("schlafen"), "schlafen", PARTICIPLE},
    {W("schlagen"), "schlagen", PARTICIPLE},
    {W("schlang"), "schlingen", PAST},
    {W("schlich"), "schleichen", PAST},
    {W("schlichen"), "schleichen", PARTICIPLE},
    {W("schlief"), "schlafen", PAST},
    {W("schliffen"), "schleifen", PARTICIPLE},
    {W("schloss"), "schliessen", NOUN},
    {W("schlossen"), "schliessen", PARTICIPLE},
    {W("schlug"), "schlagen", PAST},
    {W("schlungen"), "schlingen", PARTICIPLE},
    {W("schlöss"), "schliessen", CONJUNCTIVE},
    {W("schlüg"), "schlagen", CONJUNCTIVE},
    {W("schmilz"), "schmelzen", PRESENT},
    {W("schmissen"), "schmeissen", PARTICIPLE},
    {W("schmolz"), "schmelzen", PAST},
    {W("schmolzen"), "schmelzen", PARTICIPLE},
    {W("schmölz"), "schmelzen", CONJUNCTIVE},
    {W("schnitten"), "schneiden", PARTICIPLE},
    {W("schob"), "schieben", PAST},
    {W("schoben"), "schieben", PARTICIPLE},
    {W("scholten"), "schelten", PARTICIPLE},
    {W("schor"), "scheren", PAST},
    {W("schoren"), "scheren", PARTICIPLE},
    {W("schoss"), "schiessen", NOUN},
    {W("schoss"), "schiessen", WHOLE},
    {W("schossen"), "schiessen", PARTICIPLE},
    {W("schrie"), "schreien", PAST},
    {W("schrieb"), "schreiben", CONJUNCTIVE},
    {W("schrieb"), "schreiben", PAST},
    {W("schrieben"), "schreiben", PARTICIPLE},
    {W("schrien"), "schreien", PARTICIPLE},
    {W("schritten"), "schreiten", PARTICIPLE},
    {W("schuf"), "schaffen", PAST},
    {W("schwamm"), "schwimmen", PAST},
    {W("schwand"), "schwinden", PAST},
    {W("schwang"), "schwingen", NOUN},
    {W("schwang"), "schwingen", WHOLE},
    {W("schwieg"), "schweigen", PAST},
    {W("schwiegen"), "schweigen", PARTICIPLE},
    {W("schwill"), "schwellen", PRESENT},
    {W("schwoll"), "schwellen", PAST},
    {W("schwollen"), "schwellen", PARTICIPLE},
    {W("schwommen"), "schwimmen", PARTICIPLE},
    {W("schwor"), "schwören", PAST},
    {W("schworen"), "schwören", PARTICIPLE},
    {W("schwunden"), "schwinden", PARTICIPLE},
    {W("schwungen"), "schwingen", PARTICIPLE},
    {W("schwänd"), "schwinden", CONJUNCTIVE},
    {W("schwömm"), "schwimmen", CONJUNCTIVE},
    {W("schwür"), "schwören", CONJUNCTIVE},
    {W("schöb"), "schieben", CONJUNCTIVE},
    {W("schöss"), "schiessen", CONJUNCTIVE},
    {W("schüf"), "schaffen", CONJUNCTIVE},
    {W("sehen"), "sehen", PARTICIPLE},
    {W("sessen"), "sitzen", PARTICIPLE},
    {W("sieh"), "sehen", PRESENT},
    {W("soff"), "saufen", PAST},
    {W("soffen"), "saufen", PARTICIPLE},
    {W("sogen"), "saugen", PARTICIPLE},
    {W("sonnen"), "sinnen", PARTICIPLE},
    {W("spalten"), "spalten", PARTICIPLE},
    {W("spie"), "speien", PAST},
    {W("spien"), "speien", PARTICIPLE},
    {W("sponnen"), "spinnen", PARTICIPLE},
    {W("sprach"), "sprechen", PAST},
    {W("sprang"), "springen", PAST},
    {W("sprich"), "sprechen", PRESENT},
    {W("sprochen"), "sprechen", PARTICIPLE},
    {W("spross"), "spriessen", PAST},
    {W("sprossen"), "spriessen", PARTICIPLE},
    {W("sprungen"), "springen", PARTICIPLE},
    {W("spräch"), "sprechen", CONJUNCTIVE},
    {W("spräng"), "springen", CONJUNCTIVE},
    {W("stach"), "stechen", PAST},
    {W("stand"), "stehen", NOUN},
    {W("standen"), "stehen", PARTICIPLE},
    {W("stank"), "stinken", PAST},
    {W("starb"), "sterben", PAST},
    {W("stich"), "stechen", PRESENT},
    {W("stieg"), "steigen", NOUN},
    {W("stieg"), "steigen", WHOLE},
    {W("stiegen"), "steigen", PARTICIPLE},
    {W("stiehl"), "stehlen", PRESENT},
    {W("stiess"), "stossen", PAST},
    {W("stirb"), "sterben", PRESENT},
    {W("stochen"), "stechen", PARTICIPLE},
    {W("stohlen"), "stehlen", PARTICIPLE},
    {W("storben"), "sterben", PARTICIPLE},
    {W("stossen"), "stossen", PARTICIPLE},
    {W("strichen"), "streichen", PARTICIPLE},
    {W("stritt"), "streiten", PAST},
    {W("stritten"), "streiten", PARTICIPLE},
    {W("stunken"), "stinken", PARTICIPLE},
    {W("stäch"), "stechen", CONJUNCTIVE},
    {W("stänk"), "stinken", CONJUNCTIVE},
    {W("stünd"), "stehen", CONJUNCTIVE},
    {W("stürb"), "sterben", CONJUNCTIVE},
    {W("sungen"), "singen", PARTICIPLE},
    {W("sunken"), "sinken", PARTICIPLE},
    {W("säh"), "sehen", CONJUNCTIVE},
    {W("sänge"), "singen", WHOLE},
    {W("sänk"), "sinken", CONJUNCTIVE},
    {W("sänn"), "sinnen", CONJUNCTIVE},
    {W("säss"), "sitzen", CONJUNCTIVE},
    {W("traf"), "treffen", PAST},
    {W("tragen"), "tragen", PARTICIPLE},
    {W("trank"), "trinken", PAST},
    {W("trat"), "treten", PAST},
    {W("treten"), "treten", PARTICIPLE},
    {W("trieb"), "treiben", NOUN},
    {W("trieb"), "treiben", WHOLE},
    {W("trieben"), "treiben", PARTICIPLE},
    {W("triff"), "treffen", PRESENT},
    {W("tritt"), "treten", NOUN},
    {W("tritt"), "treten", WHOLE},
    {W("troffen"), "treffen", PARTICIPLE},
    {W("trogen"), "trügen", PARTICIPLE},
    {W("trug"), "tragen", PAST},
    {W("trunken"), "trinken", PARTICIPLE},
    {W("träf"), "treffen", CONJUNCTIVE},
    {W("trät"), "treten", CONJUNCTIVE},
    {W("trüg"), "tragen", CONJUNCTIVE},
    {W("tut"), "tun", WHOLE},
    {W("verdarb"), "verderben", PAST},
    {W("verdirb"), "verderben", PRESENT},
    {W("verdorben"), "verderben", PLAIN},
    {W("verdross"), "verdriessen", PAST},
    {W("verdrossen"), "verdriessen", PLAIN},
    {W("verdürb"), "verderben", CONJUNCTIVE},
    {W("vergass"), "vergessen", PAST},
    {W("vergessen"), "vergessen", PLAIN},
    {W("vergiss"), "vergessen", PRESENT},
    {W("vergäss"), "vergessen", CONJUNCTIVE},
    {W("verklang"), "verklingen", WHOLE},
    {W("verlor"), "verlieren", PAST},
    {W("verloren"), "verlieren", PLAIN},
    {W("verlör"), "verlieren", CONJUNCTIVE},
    {W("verstrich"), "verstreichen", WHOLE},
    {W("verzieh"), "verzeihen", WHOLE},
    {W("wachsen"), "wachsen", PARTICIPLE},
    {W("wandt"), "wenden", MIXED},
    {W("warb"), "werben", PAST},
    {W("warf"), "werfen", PAST},
    {W("waschen"), "waschen", PARTICIPLE},
    {W("wich"), "weichen", PAST},
    {W("wichen"), "weichen", PARTICIPLE},
    {W("wies"), "weisen", PAST},
    {W("wiesen"), "weisen", PARTICIPLE},
    {W("wirb"), "werben", PRESENT},
    {W("wirf"), "werfen", PRESENT},
    {W("wob"), "weben", PAST},
    {W("woben"), "weben", PARTICIPLE},
    {W("wog"), "wiegen", PAST},
    {W("wogen"), "wiegen", PARTICIPLE},
    {W("worben"), "werben", PARTICIPLE},
    {W("worfen"), "werfen", PARTICIPLE},
    {W("wrang"), "wringen", PAST},
    {W("wrungen"), "wringen", PARTICIPLE},
    {W("wuchs"), "wachsen", NOUN},
    {W("wuchse"), "wachsen", WHOLE}, /* wuchs, see plurals.c */
    {W("wunden"), "winden", PARTICIPLE},
    {W("wusch"), "waschen", PAST},
    {W("wusst"), "wissen", MIXED},
    {W("wächs"), "wachsen", PRESENT},
    {W("wärf"), "werfen", CONJUNCTIVE},
    {W("wäsch"), "waschen", PRESENT},
    {W("wög"), "wiegen", CONJUNCTIVE},
    {W("wüchs"), "wachsen", CONJUNCTIVE},
    {W("würb"), "werben", CONJUNCTIVE},
    {W("wüsch"), "waschen", CONJUNCTIVE},
    {W("wüsst"), "wissen", CONJUNCTIVE},
    {W("zerriss"), "zerreissen", WHOLE},
    {W("zog"), "ziehen", PAST},
    {W("zogen"), "ziehen", PARTICIPLE},
    {W("zwang"), "zwingen", NOUN},
    {W("zwungen"), "zwingen", PARTICIPLE},
    {W("zwäng"), "zwingen", CONJUNCTIVE},
    {W("zög"), "ziehen", CONJUNCTIVE},
    {W("äss"), "essen", CONJUNCTIVE},
    {W("überschritt"), "überschreiten", WHOLE},
};

/* Words that are nouns, or are so more often. Sorted. */
static const struct word nouns[] = {
    W("abfuhr"),       W("abschied"),    W("absprachen"), W("abstand"),     W("abstieg"),
    W("andacht"),      W("andrang"),     W("angebot"),    W("angeboten"),   W("angriff"),
    W("ansprachen"),   W("anstand"),     W("anstieg"),    W("antrieb"),     W("aufstand"),
    W("aufstieg"),     W("aufwuchs"),    W("ausfuhr"),    W("aussprachen"), W("ausstand"),
    W("ausstieg"),     W("banden"),      W("befund"),     W("befunden"),    W("begriff"),
    W("beistand"),     W("belag"),       W("beleg"),      W("beschied"),    W("bestand"),
    W("betrieb"),      W("betrieben"),   W("betrug"),     W("betrüge"),     W("betrügen"),
    W("bewuchs"),      W("bogen"),       W("boten"),      W("durchfuhr"),   W("einfuhr"),
    W("einstand"),     W("einstieg"),    W("ertrag"),     W("fürsprachen"), W("gebot"),
    W("geboten"),      W("gefahren"),    W("gruben"),     W("herzog"),      W("herzög"),
    W("missstand"),    W("nachrang"),    W("nachspann"),  W("nachwuchs"),   W("ränge"),
    W("rücksprachen"), W("schiene"),     W("schienen"),   W("schlangen"),   W("sprachen"),
    W("taten"),        W("umstand"),     W("umstieg"),    W("unterschied"), W("unterschieden"),
    W("unterstand"),   W("verband"),     W("verbot"),     W("verboten"),    W("verdacht"),
    W("verlag"),       W("verlies"),     W("verstand"),   W("vertrag"),     W("vertrieb"),
    W("vorrang"),      W("vorspann"),    W("vorstand"),   W("widerstand"),  W("wiese"),
    W("wiesen"),       W("zufuhr"),      W("zustand"),    W("zuwuchs"),     W("zwänge"),
    W("übergriff"),    W("überschwang"), W("überstand"),
};

/* Participles that are words of their own, with the endings of adjectives. Sorted. */
static const struct word adjectives[] = {
    W("abgeordnet"), W("anbeten"),   W("angestellt"),  W("bekannt"),  W("bewusst"),
    W("gefallen"),   W("gefangen"),  W("gelehrt"),     W("genossen"), W("geraten"),
    W("gesandt"),    W("untertan"),  W("verschieden"), W("verwandt"), W("verwunden"),
    W("vorgesetzt"), W("überlegen"),
};

static const struct ending past_endings[] = {E(""), E("en")};
static const struct ending mixed_endings[] = {E("e"), E("en"), E("est"), E("et")};
static const struct ending adjective_endings[] = {E(""),   E("e"),  E("en"),
                                                  E("er"), E("es"), E("em")};
static const struct ending present_endings[] = {E("t"), E("st")};

static bool is_one_of(struct bytes text, const struct ending *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text.size == list[i].size && ending_fits(text.data, text.size, &list[i])) {
            return true;
        }
    }
    return false;
}

#define IS_ONE_OF(text, list) is_one_of(text, list, sizeof(list) / sizeof *(list))

static bool fits(const struct strong *strong, struct bytes ending, const struct verb_place *place)
{
    bool prefix = place->separable || place->inseparable;
    uint8_t last = (uint8_t)strong->stem.text[strong->stem.size - 1];
    switch (strong->kind) {
    case PAST:
        return !place->ge &&
               (IS_ONE_OF(ending, past_endings) || (ending.size == 1 && ending.data[0] == 'e' &&
                                                    strchr(strong->stem.text, 'i') != NULL));
    case NOUN:
        return !place->ge && IS_ONE_OF(ending, past_endings) &&
               (ending.size > 0 ||
                (place->inseparable && place->prefixes == 1 && !place->separable));
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

bool strong_verb_is_other(const uint8_t *word, size_t size)
{
    for (size_t i = 0; i < sizeof adjective_endings / sizeof *adjective_endings; i++) {
        const struct ending *ending = &adjective_endings[i];
        if (ending_fits(word, size, ending) &&
            WORD_IS_IN(bytes_of(word, size - ending->size), adjectives)) {
            return true;
        }
    }
    return WORD_IS_IN(bytes_of(word, size), nouns);
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
        return (before == 'e' && memchr("nrsmt", last, 5) != NULL) ||
               (before == 's' && last == 't');
    default:
        return ending_is(core, size, "est");
    }
}

const char *strong_verb_find(const uint8_t *core, size_t size, const struct verb_place *place)
{
    enum { LONGEST_ENDING = 3, COUNT = sizeof strong_stems / sizeof *strong_stems };
    for (size_t end = 0; end <= LONGEST_ENDING && end < size; end++) {
        if (size - end > LONGEST_STEM || !may_end(core, size, end)) {
            continue;
        }
        struct bytes stem = bytes_of(core, size - end);
        size_t found = word_find(stem, strong_stems, COUNT, sizeof *strong_stems);
        for (; found < COUNT && strong_stems[found].stem.size == stem.size &&
               memcmp(strong_stems[found].stem.text, stem.data, stem.size) == 0;
             found++) {
            if (fits(&strong_stems[found], bytes_of(core + size - end, end), place)) {
                return strong_stems[found].infinitive;
            }
        }
    }
    return NULL;
}
