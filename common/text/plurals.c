#include "common/text/plurals.h"

#include <stdbool.h>
#include <string.h>

#include "common/text/endings.h"

/* Plurals and their singulars; also behind three letters or more (Bankkonten), but where `whole` is
 * set, since other words end so (Alben, Schwalben). */
struct plural {
    struct ending plural;
    const char *singular;
    bool whole;
};

static const struct plural plurals_in_ien[] = {
    {E("adverbien"), "adverb", false},     {E("fossilien"), "fossil", false},
    {E("indizien"), "indiz", false},       {E("knien"), "knie", true},
    {E("materialien"), "material", false}, {E("mineralien"), "mineral", false},
    {E("partizipien"), "partizip", false}, {E("prinzipien"), "prinzip", false},
    {E("privilegien"), "privileg", false}, {E("radien"), "radius", false},
    {E("razzien"), "razzia", false},       {E("reptilien"), "reptil", false},
    {E("stadien"), "stadion", false},      {E("studien"), "studie", false},
    {E("textilien"), "textil", false},     {E("utensilien"), "utensil", false},
};
static const struct plural plurals_in_en[] = {
    {E("agenden"), "agenda", true},
    {E("alben"), "album", true},
    {E("arenen"), "arena", false},
    {E("aromen"), "aroma", false},
    {E("atlanten"), "atlas", false},
    {E("aulen"), "aula", true},
    {E("bussen"), "bus", true},
    {E("dogmen"), "dogma", false},
    {E("dramen"), "drama", false},
    {E("embryonen"), "embryo", false},
    {E("epen"), "epos", true},
    {E("firmen"), "firma", false},
    {E("foren"), "forum", true},
    {E("fresken"), "fresko", false},
    {E("globen"), "globus", true},
    {E("individuen"), "individuum", false},
    {E("jubiläen"), "jubiläum", false},
    {E("kakteen"), "kaktus", false},
    {E("konten"), "konto", false},
    {E("kuben"), "kubus", true},
    {E("lyzeen"), "lyzeum", false},
    {E("matrizen"), "matrix", false},
    {E("mausoleen"), "mausoleum", false},
    {E("museen"), "museum", false},
    {E("mythen"), "mythos", false},
    {E("neutren"), "neutrum", false},
    {E("panoramen"), "panorama", false},
    {E("paradigmen"), "paradigma", false},
    {E("pizzen"), "pizza", false},
    {E("praxen"), "praxis", false},
    {E("prismen"), "prisma", false},
    {E("rhythmen"), "rhythmus", false},
    {E("risiken"), "risiko", false},
    {E("riten"), "ritus", true},
    {E("rithmen"), "rithmus", false},
    {E("salden"), "saldo", false},
    {E("seren"), "serum", true},
    {E("skalen"), "skala", true},
    {E("spektren"), "spektrum", false},
    {E("themen"), "thema", false},
    {E("universen"), "universum", false},
    {E("villen"), "villa", false},
    {E("viren"), "virus", false},
    {E("voten"), "votum", true},
    {E("zentren"), "zentrum", false},
    {E("zyklen"), "zyklus", false},
    {E("basiliken"), "basilika", false},
    {E("feen"), "fee", true},
    {E("memoranden"), "memorandum", false},
    {E("mensen"), "mensa", true},
    {E("plasmen"), "plasma", true},
    {E("referenden"), "referendum", false},
    {E("residuen"), "residuum", false},
    {E("seen"), "see", true},
    {E("traumen"), "trauma", true},
    {E("tuniken"), "tunika", false},
    {E("ultimaten"), "ultimatum", false},
    {E("vakuen"), "vakuum", false},
    {E("veranden"), "veranda", false},
};
static const struct plural other_plurals[] = {
    {E("alumni"), "alumnus", false},
    {E("appendizes"), "appendix", false},
    {E("boni"), "bonus", false},
    {E("busse"), "bus", true},
    {E("celli"), "cello", false},
    {E("codices"), "codex", false},
    {E("eier"), "ei", true},
    {E("examina"), "examen", false},
    {E("extrema"), "extremum", false},
    {E("faktum"), "fakt", false},
    {E("genera"), "genus", true},
    {E("indices"), "index", false},
    {E("indizes"), "index", false},
    {E("kodizes"), "kodex", false},
    {E("korpora"), "korpus", false},
    {E("lexika"), "lexikon", false},
    {E("lkws"), "lkw", true},
    {E("matrices"), "matrix", false},
    {E("maxima"), "maximum", false},
    {E("minima"), "minimum", false},
    {E("modi"), "modus", true},
    {E("optima"), "optimum", false},
    {E("pkws"), "pkw", true},
    {E("praktika"), "praktikum", false},
    {E("stimuli"), "stimulus", false},
    {E("tempi"), "tempo", true},
    {E("termini"), "terminus", false},
    {E("visa"), "visum", true},
    {E("zoos"), "zoo", true},
    {E("bambini"), "bambino", true},
    {E("cappuccini"), "cappuccino", true},
    {E("corpora"), "korpus", false},
    {E("espressi"), "espresso", false},
    {E("feminina"), "femininum", false},
    {E("feiern"), "feier", false},
    {E("herrn"), "herr", false},
    {E("libretti"), "libretto", false},
    {E("mafiosi"), "mafioso", false},
    {E("maskulina"), "maskulinum", false},
    {E("memoranda"), "memorandum", false},
    {E("nachbarn"), "nachbar", false},
    {E("neutra"), "neutrum", true},
    {E("nomina"), "nomen", true},
    {E("numeri"), "numerus", true},
    {E("paparazzi"), "paparazzo", false},
    {E("porti"), "porto", true},
    {E("pronomina"), "pronomen", false},
    {E("referenda"), "referendum", false},
    {E("saldi"), "saldo", true},
    {E("syndizi"), "syndikus", false},
    {E("tempora"), "tempus", true},
};

/* Singulars in -s, which is no ending there: Snowball takes it for one behind these letters. */
static const struct ending stems_in_s[] = {
    E("kurs"),
    E("gans"),
    E("zins"),
    E("hals"),
    E("puls"),
    E("fels"),
    E("vers"),
    E("fuchs"),
    E("lachs"),
    E("dachs"),
    E("luchs"),
    E("ochs"),
    E("keks"),
    E("wachs"),
    E("wuchs"),
    E("flachs"),
    E("w\xC3\xA4"
      "chs"),
    E("krebs"),
    E("impuls"),
};

/* -s behind a vowel, which Snowball leaves: what only looks so. Ends of words. */
static const struct ending no_plurals_in_os[] = {
    E("los"),     E("chaos"),    E("kosmos"), E("mythos"),   E("epos"),       E("logos"),
    E("pathos"),  E("ethos"),    E("kokos"),  E("moos"),     E("rhinozeros"), E("famos"),
    E("dubios"),  E("rigoros"),  E("nervos"), E("grandios"), E("kurios"),     E("virtuos"),
    E("laos"),    E("davos"),    E("samos"),  E("helios"),   E("kronos"),     E("amos"),
    E("thermos"), E("albatros"), E("eros"),   E("heros"),    E("bios"),       E("gros"),
    E("kios"),
};
static const struct ending no_plurals_in_as[] = {
    E("das"),    E("was"),      E("gas"),    E("glas"),    E("gras"),  E("atlas"),   E("ananas"),
    E("ymas"),   E("omas"),     E("judas"),  E("ukas"),    E("eas"),   E("ias"),     E("texas"),
    E("kansas"), E("vegas"),    E("dallas"), E("kaukas"),  E("aas"),   E("kolas"),   E("duras"),
    E("cacas"),  E("jonas"),    E("hamas"),  E("pegasas"), E("klas"),  E("caracas"), E("las"),
    E("bras"),   E("arkansas"), E("ras"),    E("damas"),   E("trias"), E("uras"),    E("genas"),
};
static const struct ending plurals_in_s[] = {
    E("akku"), E("kanu"),  E("uhu"),  E("iglu"),  E("guru"),  E("tabu"), E("emu"),   E("gnu"),
    E("menü"), E("nazi"),  E("taxi"), E("profi"), E("azubi"), E("kiwi"), E("alibi"), E("wiki"),
    E("ski"),  E("studi"), E("ossi"), E("wessi"), E("promi"), E("omi"),  E("opi"),
};

static bool is_consonant(uint8_t c)
{
    return c < 0x80 && memchr("aeiou", c, 5) == NULL;
}

/* Autos, Europas, Taxis, Niveaus, Partys. */
static bool has_plural_s(const uint8_t *word, size_t size)
{
    if (size < 5 || word[size - 1] != 's') {
        return false;
    }
    switch (word[size - 2]) {
    case 'o':
        return !ENDING_IS_ANY(word, size, no_plurals_in_os);
    case 'a':
        return !ENDING_IS_ANY(word, size, no_plurals_in_as);
    case 'y':
        return is_consonant(word[size - 3]);
    default:
        return ending_is(word, size, "eaus") || ENDING_IS_ANY(word, size - 1, plurals_in_s);
    }
}

static const struct ending plurals_in_ies[] = {
    E("zombies"), E("selfies"),  E("hippies"),   E("junkies"),  E("cookies"),
    E("rookies"), E("groupies"), E("smoothies"), E("brownies"), E("ersties"),
    E("oldies"),  E("hoodies"),  E("movies"),
};

/* Behind p, c and w Snowball leaves an -s as well: Apps, Comics, Interviews; but Gips, News. */
static bool has_english_s(const uint8_t *word, size_t size)
{
    static const struct ending others[] = {
        E("gips"),    E("raps"),    E("naps"),  E("klaps"),  E("kollaps"), E("straps"),
        E("grips"),   E("wips"),    E("mops"),  E("klops"),  E("lips"),    E("nirps"),
        E("orps"),    E("lyps"),    E("llips"), E("ceps"),   E("philips"), E("news"),
        E("windows"), E("andrews"), E("hews"),  E("yklops"), E("igeps"),
    };
    return size >= 4 && memchr("pcw", word[size - 2], 3) != NULL && word[size - 1] == 's' &&
           !ENDING_IS_ANY(word, size, others);
}

/* Parties, Communities; but bewies, Paradies, Fries. */
static bool is_english_plural(const uint8_t *word, size_t size)
{
    static const struct ending others[] = {
        E("radies"), E("überdies"), E("wies"),    E("kies"),    E("fries"),  E("lies"),
        E("pries"),  E("series"),   E("species"), E("spezies"), E("maries"),
    };
    return size >= 6 && ending_is(word, size, "ies") && is_consonant(word[size - 4]) &&
           !ENDING_IS_ANY(word, size, others);
}

static size_t by_table(uint8_t *word, size_t size, const struct plural *plurals, size_t count)
{
    enum { LEAST_HEAD = 3 };
    for (size_t i = 0; i < count; i++) {
        size_t end = plurals[i].plural.size, head = size - end;
        if (size < 3 || plurals[i].plural.text[end - 3] != (char)word[size - 3]) {
            continue; /* all have three letters, most differ in the first of the last three */
        }
        if (ending_fits(word, size, &plurals[i].plural) &&
            (head == 0 || (!plurals[i].whole && head >= LEAST_HEAD))) {
            return ending_replace(word, size, end, plurals[i].singular);
        }
    }
    return 0;
}

#define BY_TABLE(word, size, table) by_table(word, size, table, sizeof(table) / sizeof *(table))

static size_t irregular_key(uint8_t *word, size_t size)
{
    if (ending_is(word, size, "ien")) {
        return BY_TABLE(word, size, plurals_in_ien);
    }
    if (ending_is(word, size, "en")) {
        return BY_TABLE(word, size, plurals_in_en);
    }
    return size > 0 && memchr("aeimnrs", word[size - 1], 7) != NULL
               ? BY_TABLE(word, size, other_plurals)
               : 0;
}

size_t plural_key(uint8_t *word, size_t size)
{
    size_t done = irregular_key(word, size);
    if (done > 0) {
        return done;
    }
    if (ending_is(word, size, "iums") && size > 6) {
        size--;
    }
    if (ending_is(word, size, "ium") && size > 5 && !ending_is(word, size, "studium") &&
        !ending_is(word, size, "stadium")) {
        return ending_replace(word, size, 2, "en"); /* Gymnasium as Gymnasien */
    }
    if (ending_is(word, size, "ismen") && size > 7 && !ending_is(word, size, "rismen")) {
        return ending_replace(word, size, 2, "us");
    }
    if (ending_is(word, size, "mata") && size > 6 && !ending_is(word, size, "tomata")) {
        return size - 2; /* Themata, Kommata */
    }
    if (ending_is(word, size, "tika") && size > 7) {
        return ending_replace(word, size, 1, "um"); /* Antibiotika */
    }
    if (size > 7 && (ending_is(word, size, "owsky") || ending_is(word, size, "ewsky"))) {
        return ending_replace(word, size, 1, "i"); /* Tschaikowsky */
    }
    if (size == 0 || word[size - 1] != 's') {
        return size;
    }
    if (ENDING_IS_ANY(word, size, plurals_in_ies)) {
        return size - 1;
    }
    if (is_english_plural(word, size)) {
        return ending_replace(word, size, 3, "y");
    }
    if (ENDING_IS_ANY(word, size, stems_in_s)) {
        return ending_replace(word, size, 0, "e"); /* Kurs, as Kurse */
    }
    return has_plural_s(word, size) || has_english_s(word, size) ? size - 1 : size;
}
