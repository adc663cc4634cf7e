#include "common/text/verbs.h"

#include "common/text/endings.h"
#include "common/text/strong_verbs.h"

enum { LEAST_CORE = 3, MAX_PREFIXES = 3 };

struct prefix {
    struct ending text;
    bool separable, inseparable;
};

/* By first byte; of those the longer ones come first. */
static const struct prefix prefixes[] = {
    {E("auseinander"), 1, 0}, {E("aneinander"), 1, 0}, {E("abhanden"), 1, 0},
    {E("aufrecht"), 1, 0},    {E("auf"), 1, 0},        {E("aus"), 1, 0},
    {E("ab"), 1, 0},          {E("an"), 1, 0},         {E("beisammen"), 1, 0},
    {E("beiseite"), 1, 0},    {E("bereit"), 1, 0},     {E("bevor"), 1, 0},
    {E("bei"), 1, 0},         {E("be"), 0, 1},         {E("durcheinander"), 1, 0},
    {E("daneben"), 1, 0},     {E("darauf"), 1, 0},     {E("dabei"), 1, 0},
    {E("daran"), 1, 0},       {E("davon"), 1, 0},      {E("durch"), 1, 1},
    {E("dazu"), 1, 0},        {E("down"), 1, 0},       {E("dar"), 1, 0},
    {E("entgegen"), 1, 0},    {E("entlang"), 1, 0},    {E("empor"), 1, 0},
    {E("ein"), 1, 0},         {E("ent"), 0, 1},        {E("er"), 0, 1},
    {E("fehl"), 1, 0},        {E("fern"), 1, 0},       {E("fest"), 1, 0},
    {E("fort"), 1, 0},        {E("frei"), 1, 0},       {E("gegenüber"), 1, 0},
    {E("gleich"), 1, 0},      {E("gross"), 1, 0},      {E("gut"), 1, 0},
    {E("hernieder"), 1, 0},   {E("hinterher"), 1, 0},  {E("herunter"), 1, 0},
    {E("herüber"), 1, 0},     {E("hinunter"), 1, 0},   {E("hinüber"), 1, 0},
    {E("herauf"), 1, 0},      {E("heraus"), 1, 0},     {E("herbei"), 1, 0},
    {E("herein"), 1, 0},      {E("hervor"), 1, 0},     {E("hinauf"), 1, 0},
    {E("hinaus"), 1, 0},      {E("hinein"), 1, 0},     {E("hinter"), 1, 1},
    {E("hinweg"), 1, 0},      {E("herab"), 1, 0},      {E("heran"), 1, 0},
    {E("herum"), 1, 0},       {E("hinab"), 1, 0},      {E("hinzu"), 1, 0},
    {E("heim"), 1, 0},        {E("hoch"), 1, 0},       {E("her"), 1, 0},
    {E("hin"), 1, 0},         {E("inne"), 1, 0},       {E("kaputt"), 1, 0},
    {E("kennen"), 1, 0},      {E("klar"), 1, 0},       {E("los"), 1, 0},
    {E("miss"), 0, 1},        {E("mit"), 1, 0},        {E("nieder"), 1, 0},
    {E("nach"), 1, 0},        {E("nahe"), 1, 0},       {E("offen"), 1, 0},
    {E("preis"), 1, 0},       {E("ruhig"), 1, 0},      {E("sicher"), 1, 0},
    {E("statt"), 1, 0},       {E("still"), 1, 0},      {E("teil"), 1, 0},
    {E("tot"), 1, 0},         {E("umher"), 1, 0},      {E("unter"), 1, 1},
    {E("um"), 1, 1},          {E("up"), 1, 0},         {E("vorüber"), 1, 0},
    {E("voraus"), 1, 0},      {E("vorbei"), 1, 0},     {E("vorher"), 1, 0},
    {E("vorweg"), 1, 0},      {E("voran"), 1, 0},      {E("voll"), 1, 1},
    {E("ver"), 0, 1},         {E("vor"), 1, 0},        {E("weiter"), 1, 0},
    {E("wieder"), 1, 1},      {E("wider"), 0, 1},      {E("wahr"), 1, 0},
    {E("weg"), 1, 0},         {E("zufrieden"), 1, 0},  {E("zusammen"), 1, 0},
    {E("zwischen"), 1, 0},    {E("zurecht"), 1, 0},    {E("zurück"), 1, 0},
    {E("zer"), 0, 1},         {E("zu"), 1, 0},         {E("über"), 1, 1},
};

/* Stems whose ge- is their own: gehört, also behind a prefix (angehört); others only alone
 * (gestattet, ausgestattet). */
static const struct ending own_ge[] = {E("gehör"), E("gestalt"), E("gewöhn")};
static const struct ending own_ge_alone[] = {
    E("gebär"), E("gebühr"), E("gedeih"), E("gedenk"), E("gefähr"), E("gehorch"), E("gelang"),
    E("gelüst"), E("genehm"), E("genüg"), E("gerat"), E("gereich"), E("geruh"), E("gescheh"),
    E("gesell"), E("gestatt"), E("gesteh"), E("gestik"), E("gewahr"), E("gewähr"), E("gewärt"),
    E("gewicht"), E("gewitter"), E("gebrauch"), E("gefall"), E("gener"), E("gelt"), E("genier"),
    E("geist"), E("geig"), E("geiz"), E("gender"), E("gerb"), E("germ"), E("gesund"), E("gesamt"),
    E("gewalt"), E("gehalt"), E("gebiet"), E("gebäud"), E("gefahr"), E("gericht"), E("geschäft"),
    E("geschlecht"), E("gesetzes"), E("gewerb"), E("gewerk"), E("geld"), E("gegen"), E("geheim"),
    E("gemeinde"), E("gemeins"), E("gerät"), E("genmani"), E("genver"), E("geburt"), E("gepp"),
    E("geschicht"), E("gewinn"), E("geling"), E("geniess"), E("genes"), E("geod"), E("geol"),
    E("geom"), E("geog"), E("geopo"), E("geoph"),
};

/* Before an ending of weak verbs (-t, -te, -ten, -ter ...): what is a verb although it ends like
 * the nouns of the next list, what is a noun or an adjective, and what is a verb. Each by its end,
 * in the order of last bytes. */
static const struct ending surely_verbs[] = {
    E("schläf"), E("trüg"), E("auch"), E("keuch"), E("scheuch"), E("koch"), E("poch"),
    E("erreich"), E("schleich"), E("gleich"), E("weich"), E("streich"), E("reich"), E("horch"),
    E("schnarch"), E("erwach"), E("bewach"), E("überwach"), E("aufwach"), E("besuch"),
    E("versuch"), E("untersuch"), E("gesuch"), E("aufsuch"), E("heimsuch"), E("gemach"),
    E("vermach"), E("ausmach"), E("gebuch"), E("verbuch"), E("umbuch"), E("verursach"),
    E("schwäch"), E("verlach"), E("gelach"), E("belach"), E("auslach"), E("entfach"),
    E("vereinfach"), E("überrasch"), E("riech"), E("kriech"), E("aufmach"), E("mitmach"),
    E("zumach"), E("anmach"), E("abmach"), E("nachmach"), E("vormach"), E("weitermach"),
    E("klarmach"), E("durchmach"), E("kaputtmach"), E("streik"), E("quiek"), E("spuk"),
    E("gemal"), E("bemal"), E("ausmal"), E("schäl"), E("quäl"), E("geschul"), E("umschul"),
    E("beheim"), E("geheim"), E("verplan"), E("geplan"), E("schon"), E("beton"), E("verdien"),
    E("bedien"), E("gedien"), E("erschwer"), E("beschwer"), E("gespar"), E("erspar"),
    E("einspar"), E("scher"), E("schwör"), E("gleis"), E("schalt"), E("bereu"), E("kau"),
    E("verletz"),
};
static const struct ending surely_others[] = {
    E("prädika"),    E("hab"),        E("werf"),   E("gruf"),    E("vog"),      E("vög"),
    E("smarag"),     E("voig"),       E("neg"),    E("drah"),    E("dräh"),     E("nah"),
    E("gisch"),      E("lech"),       E("igh"),    E("ssnäh"),   E("tnäh"),     E("punk"),
    E("instink"),    E("distink"),    E("sank"),   E("mark"),    E("märk"),     E("infark"),
    E("nack"),       E("direk"),      E("wel"),    E("zel"),     E("entgel"),   E("gil"),
    E("hiel"),       E("häl"),        E("will"),   E("soll"),    E("woll"),     E("sol"),
    E("netzentgel"), E("schel"),      E("zehn"),   E("bekann"),  E("implan"),   E("transplan"),
    E("promp"),      E("fahr"),       E("gefähr"), E("vier"),    E("hunder"),   E("wer"),
    E("konzer"),     E("schwer"),     E("alber"),  E("rober"),   E("huber"),    E("herber"),
    E("norber"),     E("gilber"),     E("exper"),  E("adalber"), E("engelber"), E("heriber"),
    E("lamber"),     E("desser"),     E("komfor"), E("offer"),   E("tier"),     E("schier"),
    E("bernhar"),    E("gerhar"),     E("wär"),    E("wör"),     E("dör"),      E("mör"),
    E("lber"),       E("rber"),       E("mber"),   E("nber"),    E("wuss"),     E("bewuss"),
    E("gewiss"),     E("geis"),       E("meis"),   E("leis"),    E("dreis"),    E("feis"),
    E("klös"),       E("heis"),       E("deis"),   E("gürt"),    E("hät"),      E("statt"),
    E("städt"),      E("hauptstädt"), E("arz"),    E("ärz"),     E("jetz"),     E("letz"),
    E("schmitz"),    E("allerletz"),
};
static const struct ending verbs[] = {
    E("b"),     E("ff"),    E("pf"),   E("auf"),  E("äuf"),  E("ruf"),  E("stuf"),   E("prüf"),
    E("eif"),   E("ief"),   E("rf"),   E("g"),    E("h"),    E("sch"),  E("befrei"), E("ck"),
    E("nk"),    E("rk"),    E("lk"),   E("ll"),   E("hl"),   E("hol"),  E("iel"),    E("eil"),  E("mail"),
    E("eul"),   E("äul"),   E("ül"),   E("öl"),   E("mm"),   E("hm"),   E("äum"),    E("aum"),
    E("eim"),   E("öm"),    E("eam"),  E("rm"),   E("lm"),   E("üm"),   E("nn"),   E("hn"),     E("ein"),
    E("aun"),   E("ön"),    E("plan"), E("lern"), E("warn"), E("fern"), E("turn"),   E("zürn"),
    E("körn"),  E("tarn"),  E("pp"),   E("mp"),   E("hr"),   E("ier"),  E("ör"),     E("klär"),
    E("aar"),   E("ür"),    E("eer"),  E("rr"),   E("ss"),   E("eis"),  E("lös"),    E("dös"),
    E("bau"),   E("schau"), E("trau"), E("stau"), E("klau"), E("dau"),  E("freu"),   E("treu"),
    E("scheu"), E("rv"),    E("iv"),   E("mix"),  E("box"),  E("tz"),   E("rz"),     E("nz"),
    E("eiz"),   E("lz"),    E("euz"),  E("äuz"),  E("aunz"), E("sä"),
};

static bool is_vowel(const uint8_t *word, size_t size, size_t i)
{
    return memchr("aeiouy", word[i], 6) != NULL ||
           (word[i] == 0xC3 && i + 1 < size &&
            (word[i + 1] == 0xA4 || word[i + 1] == 0xB6 || word[i + 1] == 0xBC));
}

static bool has_vowel(const uint8_t *word, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (is_vowel(word, size, i)) {
            return true;
        }
    }
    return false;
}

/* wander, sammel: a syllable before the one of -er or -el. */
static bool is_long_stem(const uint8_t *stem, size_t size, const char *ending)
{
    return size >= 5 && ending_is(stem, size, ending) && has_vowel(stem, size - 2) &&
           !(is_vowel(stem, size, size - 3) && stem[size - 3] != 'u');
}

/* Behind t, d or a cluster with n or m an e stands before the ending: arbeitet, redet, rechnet. */
static bool needs_e(const uint8_t *stem, size_t size)
{
    static const struct ending clusters[] = {
        E("chn"), E("ffn"), E("ckn"), E("gn"), E("dn"), E("bn"), E("atm"), E("idm"),
    };
    static const struct ending nouns[] = {
        E("magn"),
        E("past"),
        E("dratm"),
    };
    uint8_t last = stem[size - 1];
    return size >= 3 && has_vowel(stem, size - 1) && !ENDING_IS_ANY(stem, size, nouns) &&
           (last == 't' || last == 'd' || ENDING_IS_ANY(stem, size, clusters));
}

/* Whether a word that ends in -t is a form of the weak verb with this stem before the t. */
static bool is_weak_stem(const uint8_t *stem, size_t size)
{
    if (size < LEAST_CORE || !has_vowel(stem, size)) {
        return false;
    }
    bool long_ier = size >= 6 && ending_is(stem, size, "ier"); /* zitiert, aktiviert */
    if (long_ier || ENDING_IS_ANY_SORTED(stem, size, surely_verbs)) {
        return true;
    }
    if (ENDING_IS_ANY_SORTED(stem, size, surely_others) ||
        (ending_is(stem, size, "ch") && !ending_is(stem, size, "sch"))) {
        return false;
    }
    return ENDING_IS_ANY_SORTED(stem, size, verbs) || is_long_stem(stem, size, "er") ||
           is_long_stem(stem, size, "el");
}

/* Calls `find` behind each chain of prefixes that the word may begin with, the shortest first;
 * stops where it finds something. */
typedef size_t core_finder(uint8_t *word, size_t size, size_t core, const struct verb_place *place);

/* Where those with this first byte begin. */
static size_t first_prefix(uint8_t byte)
{
    size_t first = 0, behind = sizeof prefixes / sizeof *prefixes;
    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        bool less = (uint8_t)prefixes[middle].text.text[0] < byte;
        first = less ? middle + 1 : first;
        behind = less ? behind : middle;
    }
    return first;
}

static size_t behind_prefixes(uint8_t *word, size_t size, size_t at, struct verb_place place,
                              unsigned depth, core_finder *find)
{
    size_t found = find(word, size, at, &place);
    bool last = depth == 0 || (place.inseparable && !place.separable);
    last = last || found != 0 || size - at < 2 + LEAST_CORE;
    for (size_t i = last ? 0 : first_prefix(word[at]);
         found == 0 && !last && i < sizeof prefixes / sizeof *prefixes; i++) {
        const struct prefix *prefix = &prefixes[i];
        size_t length = prefix->text.size;
        if ((uint8_t)prefix->text.text[0] > word[at]) {
            break;
        }
        if (size - at < length + LEAST_CORE || (uint8_t)prefix->text.text[1] != word[at + 1] ||
            memcmp(word + at, prefix->text.text, length) != 0) {
            continue;
        }
        struct verb_place next = place;
        next.prefixes++;
        next.separable = prefix->separable;
        next.inseparable = prefix->inseparable;
        found = behind_prefixes(word, size, at + length, next, depth - 1, find);
    }
    return found;
}

/* Writes prefix and infinitive over the word. */
static size_t write_infinitive(uint8_t *word, size_t core, const char *infinitive)
{
    size_t size = strlen(infinitive);
    memcpy(word + core, infinitive, size);
    return core + size;
}

static size_t find_strong(uint8_t *word, size_t size, size_t core, const struct verb_place *place)
{
    const char *infinitive = strong_verb_find(word + core, size - core, place);
    bool open = place->separable || core == 0;
    if (infinitive == NULL && open && size - core > 2 + LEAST_CORE && word[core] == 'g' &&
        word[core + 1] == 'e') {
        struct verb_place behind_ge = *place;
        behind_ge.ge = true;
        infinitive = strong_verb_find(word + core + 2, size - core - 2, &behind_ge);
    }
    return infinitive != NULL ? write_infinitive(word, core, infinitive) : 0;
}

static bool begins_with_any(const uint8_t *word, size_t size, const struct ending *list,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (size >= list[i].size && memcmp(word, list[i].text, list[i].size) == 0) {
            return true;
        }
    }
    return false;
}

#define BEGINS_WITH_ANY(word, size, list) \
    begins_with_any(word, size, list, sizeof(list) / sizeof *(list))

/* The stem of a weak participle without its ge-; its size. */
static size_t find_ge(uint8_t *word, size_t size, size_t core, const struct verb_place *place)
{
    const uint8_t *stem = word + core + 2;
    if ((core > 0 && !place->separable) || size - core < 2 + LEAST_CORE || word[core] != 'g' ||
        word[core + 1] != 'e' || !has_vowel(stem, size - core - 2)) {
        return 0;
    }
    bool ier = ending_is(word, size, "ier") && size - core > 2 + 7; /* studiert has no ge- */
    bool own = BEGINS_WITH_ANY(word + core, size - core, own_ge);
    bool heard = core > 0 && size > core + 4 && memcmp(word + core, "gehö", 5) == 0 &&
                 !(core == 2 && memcmp(word, "an", 2) == 0) &&
                 !(core == 4 && memcmp(word, "dazu", 4) == 0); /* aufgehört, zugehört */
    if (ier || (own && !heard) ||
        (core == 0 && BEGINS_WITH_ANY(word, size, own_ge_alone))) {
        return 0;
    }
    memmove(word + core, stem, size - core - 2);
    return size - 2;
}

/* The infinitive of a weak stem: -en, but -el as the key of -eln has it, -ern. */
static size_t end_weak(uint8_t *word, size_t size)
{
    if (is_long_stem(word, size, "el")) {
        return ending_is(word, size, "handel") ? ending_replace(word, size, 0, "n") : size;
    }
    bool ern = is_long_stem(word, size, "er") && !ending_is(word, size, "schwer");
    return ending_replace(word, size, 0, ern ? "n" : "en");
}

static bool is_one_of(const uint8_t *stem, size_t size, const struct ending *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (size == list[i].size && ending_fits(stem, size, &list[i])) {
            return true;
        }
    }
    return false;
}

#define IS_ONE_OF(stem, size, list) is_one_of(stem, size, list, sizeof(list) / sizeof *(list))

/* The stem and an ending behind its t: "Macht" is a noun, "machte" is none; "malt" is none, "Malte"
 * is; a Schnelltest is no form of a verb; Fährte is not "fährt". */
static bool is_weak_form(const uint8_t *stem, size_t size, const char *ending)
{
    static const struct ending nouns_alone[] = {E("mach"), E("such"), E("wach")};
    static const struct ending verbs_alone[] = {E("mal"), E("spar"), E("schrei"), E("gär")};
    static const struct ending verbs_always[] = {E("dien"), E("lach")};
    bool bare = ending[0] == 0, test = strcmp(ending, "est") == 0;
    if (IS_ONE_OF(stem, size, nouns_alone)) {
        return !bare;
    }
    if (bare && IS_ONE_OF(stem, size, verbs_alone)) {
        return true;
    }
    if (test && !ending_is(stem, size, "ig") && !ending_is(stem, size, "ier") && size > 5) {
        return false;
    }
    return IS_ONE_OF(stem, size, verbs_always) ||
           (is_weak_stem(stem, size) && (bare || !ending_is(stem, size, "fähr")));
}

static size_t weak_key(uint8_t *word, size_t size)
{
    static const struct ending endings[] = {
        E(""),    E("e"),  E("en"),   E("er"),    E("es"),    E("em"),    E("s"),
        E("est"), E("et"), E("este"), E("esten"), E("ester"), E("estes"), E("estem"),
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t end = endings[i].size + 1U, stem = size - end;
        if (size < end + LEAST_CORE || word[stem] != 't' || !ending_fits(word, size, &endings[i])) {
            continue;
        }
        if (word[stem - 1] == 'e' && stem > LEAST_CORE && needs_e(word, stem - 1)) {
            stem--;
            stem -= word[stem - 1] == 't' && is_weak_stem(word, stem - 1); /* kündigtet */
        } else if (!is_weak_form(word, stem, endings[i].text)) {
            continue;
        }
        size_t bare = behind_prefixes(word, stem, 0, (struct verb_place){0}, MAX_PREFIXES, find_ge);
        return end_weak(word, bare > 0 ? bare : stem);
    }
    return 0;
}

/* Sender, Jahresende: but for reisend, lösend, wachsend, passend, lesend. */
static bool is_sender(const uint8_t *word, size_t size)
{
    static const struct ending verbs_in_s[] = {
        E("ssend"), E("isend"), E("ösend"), E("chsend"), E("lesend"), E("asend"), E("usend"),
    };
    return ending_is(word, size, "send") && !ENDING_IS_ANY(word, size, verbs_in_s);
}

/* lachend, reisende, handelnd; but Abend, Jugend, Legende. */
static size_t present_participle_key(uint8_t *word, size_t size)
{
    static const struct ending endings[] = {E(""), E("e"), E("en"), E("er"), E("es"), E("em")};
    static const struct ending nouns[] = {
        E("abend"),     E("jugend"),   E("tugend"),   E("legend"),     E("dividend"),
        E("gegend"),    E("spend"),    E("wend"),     E("blend"),      E("tausend"),
        E("dutzend"),   E("nelend"),   E("westend"),   E("relend"),  E("selend"),    E("stipend"),  E("vollend"),    E("beend"),
        E("verend"),    E("während"),  E("irgend"),   E("nirgend"),    E("morgend"),
        E("freund"),    E("ostend"),    E("kalend"),   E("referend"),   E("vend"),
        E("wesend"),    E("enend"),    E("versend"),  E("absend"),     E("zusend"),
        E("einsend"),   E("übersend"), E("entsend"),  E("trend"),      E("studierend"),
        E("transgend"), E("frontend"), E("backend"),  E("gender"),     E("subtrahend"),
        E("minuend"),   E("weekend"),  E("reverend"), E("verschwend"), E("entwend"),
        E("anwend"),    E("verwend"),
    };
    bool nd = size >= 6 &&
              (memcmp(word + size - 2, "nd", 2) == 0 || memcmp(word + size - 3, "nd", 2) == 0 ||
               memcmp(word + size - 4, "nd", 2) == 0);
    for (size_t i = 0; nd && i < sizeof endings / sizeof *endings; i++) {
        size_t stem = size - endings[i].size;
        if (stem < 6 || !ending_fits(word, size, &endings[i]) || !ending_is(word, stem, "nd") ||
            is_sender(word, stem)) {
            continue;
        }
        bool noun = ENDING_IS_ANY(word, stem, nouns) && !ending_is(word, stem, "dienend");
        if (ending_is(word, stem, "end") && !noun && has_vowel(word, stem - 3)) {
            return stem - 1;
        }
        if ((ending_is(word, stem, "ernd") || ending_is(word, stem, "elnd")) &&
            has_vowel(word, stem - 4)) {
            return stem - 1;
        }
    }
    return 0;
}

/* anzurufen: zu between a separable prefix and an infinitive; but Anzugträgern. */
static size_t find_zu(uint8_t *word, size_t size, size_t core, const struct verb_place *place)
{
    static const char *const nouns[] = {"gs", "gt", "gf", "gk",  "gb", "gm",
                                        "gn", "ck", "ch", "cht", "gen"};
    const uint8_t *rest = word + core + 2;
    bool hinzu = core >= 3 && memcmp(word + core - 3, "hin", 3) == 0;
    if (!place->separable || hinzu || size - core < 2 + 5 || memcmp(word + core, "zu", 2) != 0 ||
        word[size - 1] != 'n') {
        return 0;
    }
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        size_t length = strlen(nouns[i]);
        if (memcmp(rest, nouns[i], length) == 0 && (length < 3 || size - core - 2 == length)) {
            return 0;
        }
    }
    memmove(word + core, rest, size - core - 2);
    return size - 2;
}

/* lächle, sammle; lächelst, kletterst: what only verbs in -eln and -ern end in. */
static size_t syllable_key(uint8_t *word, size_t size)
{
    static const struct ending first[] = {E("chle"), E("mmle"), E("ckle"), E("tzle")};
    static const struct ending second[] = {
        E("chelst"), E("mmelst"), E("ckelst"), E("tzelst"), E("ttelst"), E("tterst"),
    };
    if (size < 6) {
        return 0;
    }
    if (word[size - 1] == 'e') {
        return ENDING_IS_ANY(word, size, first) ? ending_replace(word, size, 2, "el") : 0;
    }
    if (!ENDING_IS_ANY(word, size, second) || ending_is(word, size, "bitterst") ||
        ending_is(word, size, "mittelst")) {
        return 0;
    }
    return word[size - 3] == 'r' ? ending_replace(word, size, 2, "n") : size - 2;
}

size_t verb_key(uint8_t *word, size_t size)
{
    const struct verb_place none = {0};
    if (size < LEAST_CORE || strong_verb_is_other(word, size)) {
        return size;
    }
    size_t done = word[size - 1] == 'n' /* beizutreten before zu-treten */
                      ? behind_prefixes(word, size, 0, none, MAX_PREFIXES, find_zu)
                      : 0;
    done = done > 0 ? done : behind_prefixes(word, size, 0, none, MAX_PREFIXES, find_strong);
    done = done > 0 ? done : weak_key(word, size);
    done = done > 0 ? done : present_participle_key(word, size);
    done = done > 0 ? done : syllable_key(word, size);
    size = done > 0 ? done : size;
    bool trade = ending_is(word, size, "handeln"); /* Handel is something else */
    return size > 4 && ending_is(word, size, "eln") && !trade ? size - 1
                                                              : size; /* sammeln, Regeln */
}
