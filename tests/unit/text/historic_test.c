/* Old spellings by hand, after the wordlists of 1880 and 1902, and what must stay as it is. */
#include "cmocka_all.h"

#include <inttypes.h>
#include <string.h>

#include "common/text/historic.h"
#include "common/text/historic_table.h"

static void assert_key(const char *word, const char *want)
{
    uint8_t out[128];
    memcpy(out, word, strlen(word));
    size_t size = historic_key(out, strlen(word));
    if (size != strlen(want) || memcmp(out, want, size) != 0) {
        fail_msg("%s: %.*s instead of %s", word, (int)size, (const char *)out, want);
    }
}

struct pair {
    const char *old, *new;
};

static void assert_pairs(const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_key(pairs[i].old, pairs[i].new);
        assert_key(pairs[i].new, pairs[i].new);
    }
}

static void th_is_t_in_native_words(void **state)
{
    static const struct pair pairs[] = {
        {"thal", "tal"},
        {"theil", "teil"},
        {"thier", "tier"},
        {"thür", "tür"},
        {"thurm", "turm"},
        {"thau", "tau"},
        {"thon", "ton"},
        {"thaten", "taten"},
        {"thräne", "träne"},
        {"rothe", "rote"},
        {"noth", "not"},
        {"muth", "mut"},
        {"werth", "wert"},
        {"miethe", "miete"},
        {"athem", "atem"},
        {"gluth", "glut"},
        {"fluth", "flut"},
        {"blüthe", "blüte"},
        {"heimath", "heimat"},
        {"armuth", "armut"},
        {"loth", "lot"},
        {"koth", "kot"},
        {"eigenthum", "eigentum"},
        {"eigenthümlich", "eigentümlich"},
        {"alterthümer", "altertümer"},
        {"vortheil", "vorteil"},
        {"urtheil", "urteil"},
        {"betheiligt", "beteiligt"},
        {"abtheilung", "abteilung"},
        {"gegentheil", "gegenteil"},
        {"grösstentheils", "grösstenteils"},
        {"thürschloss", "türschloss"},
        {"stadtrath", "stadtrat"},
        {"hofrath", "hofrat"},
        {"rathhaus", "rathaus"},
        {"nöthig", "nötig"},
        {"nothwendig", "notwendig"},
        {"landwirthschaft", "landwirtschaft"},
        {"gastwirth", "gastwirt"},
        {"thätigkeit", "tätigkeit"},
        {"thatsache", "tatsache"},
        {"räthsel", "rätsel"},
        {"geräthe", "geräte"},
        {"vermuthung", "vermutung"},
        {"gemüth", "gemüt"},
        {"gethan", "getan"},
        {"theuer", "teuer"},
        {"säugethiere", "säugetiere"},
        {"hausthier", "haustier"},
        {"thee", "tee"},
        {"theer", "teer"},
        {"löthrohr", "lötrohr"},
        {"wünschenswerth", "wünschenswert"},
        {"verwerthung", "verwertung"},
        {"heirath", "heirat"},
        {"wuth", "wut"},
        {"wüthend", "wütend"},
        {"monath", "monat"},
        {"reichsthaler", "reichstaler"},
        {"thöricht", "töricht"},
        {"gothisch", "gotisch"},
    };
    (void)state;
    assert_pairs(pairs, sizeof pairs / sizeof *pairs);
}

static void y_is_i(void **state)
{
    static const struct pair pairs[] = {
        {"seyn", "sein"},           {"sey", "sei"},
        {"beyde", "beide"},         {"beyspiel", "beispiel"},
        {"zwey", "zwei"},           {"drey", "drei"},
        {"dreyssig", "dreissig"},   {"freyheit", "freiheit"},
        {"dabey", "dabei"},         {"meynung", "meinung"},
        {"partey", "partei"},       {"arzney", "arznei"},
        {"druckerey", "druckerei"}, {"polizey", "polizei"},
        {"allerley", "allerlei"},   {"gyps", "gips"},
        {"styl", "stil"},           {"sylbe", "silbe"},
        {"tyrol", "tirol"},         {"krystalle", "kristalle"},
        {"eisenoxyd", "eisenoxid"},
    };
    (void)state;
    assert_pairs(pairs, sizeof pairs / sizeof *pairs);
}

static void k_is_ck_and_z_is_tz(void **state)
{
    static const struct pair pairs[] = {
        {"druk", "druck"},           {"stük", "stück"},
        {"zurük", "zurück"},         {"zwek", "zweck"},
        {"dekel", "deckel"},         {"bedekt", "bedeckt"},
        {"troken", "trocken"},       {"augenblik", "augenblick"},
        {"zuker", "zucker"},         {"queksilber", "quecksilber"},
        {"entwikelt", "entwickelt"}, {"vierekig", "viereckig"},
        {"glüklich", "glücklich"},   {"jezt", "jetzt"},
        {"lezte", "letzte"},         {"gesezt", "gesetzt"},
        {"sezen", "setzen"},         {"hize", "hitze"},
        {"besizen", "besitzen"},     {"spize", "spitze"},
        {"plaz", "platz"},           {"zusaz", "zusatz"},
        {"benuzt", "benutzt"},       {"schuz", "schutz"},
        {"stüze", "stütze"},         {"plözlich", "plötzlich"},
        {"schäzen", "schätzen"},
    };
    (void)state;
    assert_pairs(pairs, sizeof pairs / sizeof *pairs);
}

static void c_is_k_or_z(void **state)
{
    static const struct pair pairs[] = {
        {"capital", "kapital"},
        {"classe", "klasse"},
        {"cultur", "kultur"},
        {"concert", "konzert"},
        {"centrum", "zentrum"},
        {"doctor", "doktor"},
        {"object", "objekt"},
        {"product", "produkt"},
        {"direction", "direktion"},
        {"october", "oktober"},
        {"december", "dezember"},
        {"cöln", "köln"},
        {"cylinder", "zylinder"},
        {"fabrication", "fabrikation"},
        {"elasticität", "elastizität"},
        {"kapacität", "kapazität"},
        {"specifisch", "spezifisch"},
        {"officiell", "offiziell"},
        {"process", "prozess"},
        {"procent", "prozent"},
        {"princip", "prinzip"},
        {"insecten", "insekten"},
        {"reductionen", "reduktionen"},
        {"canäle", "kanäle"},
        {"commission", "kommission"},
        {"locomotive", "lokomotive"},
        {"construction", "konstruktion"},
        {"consequenz", "konsequenz"},
        {"capitän", "kapitän"},
        {"accise", "akzise"},
        {"excellenz", "exzellenz"},
        {"medicin", "medizin"},
        {"republicaner", "republikaner"},
        {"punctirt", "punktiert"},
        {"fabriciren", "fabrizieren"},
        {"reducirt", "reduziert"},
        {"concentrirt", "konzentriert"},
        {"churfürst", "kurfürst"},
        {"secretär", "sekretär"},
        {"scene", "szene"},
        {"actien", "aktien"},
        {"anthracit", "anthrazit"},
        {"sclaven", "sklaven"},
        {"critik", "kritik"},
    };
    (void)state;
    assert_pairs(pairs, sizeof pairs / sizeof *pairs);
}

static void verbs_in_iren_have_ie(void **state)
{
    static const struct pair pairs[] = {
        {"studiren", "studieren"},       {"regirt", "regiert"},
        {"regirung", "regierung"},       {"marschiren", "marschieren"},
        {"variirt", "variiert"},         {"filtrirte", "filtrierte"},
        {"serviren", "servieren"},       {"isolirten", "isolierten"},
        {"rotirende", "rotierende"},     {"schattirungen", "schattierungen"},
        {"inspiriren", "inspirieren"},   {"subtrahiren", "subtrahieren"},
        {"filtrirbare", "filtrierbare"},
    };
    (void)state;
    assert_pairs(pairs, sizeof pairs / sizeof *pairs);
}

static void single_words_change(void **state)
{
    static const struct pair pairs[] = {
        {"waare", "ware"},
        {"schooss", "schoss"},
        {"heerd", "herd"},
        {"maassstab", "massstab"},
        {"todt", "tot"},
        {"todte", "tote"},
        {"tödtlich", "tödlich"},
        {"brodt", "brot"},
        {"schwerdt", "schwert"},
        {"gescheidt", "gescheit"},
        {"verhältniss", "verhältnis"},
        {"verhältnissmässig", "verhältnismässig"},
        {"giebt", "gibt"},
        {"ausgiebt", "ausgibt"},
        {"gieng", "ging"},
        {"fieng", "fing"},
        {"hieng", "hing"},
        {"wol", "wohl"},
        {"obwol", "obwohl"},
        {"bureau", "büro"},
        {"litteratur", "literatur"},
        {"allmählig", "allmählich"},
        {"packet", "paket"},
        {"kaffe", "kaffee"},
        {"hülfe", "hilfe"},
        {"gehülfe", "gehilfe"},
        {"geberde", "gebärde"},
        {"sämmtlich", "sämtlich"},
        {"desshalb", "deshalb"},
        {"gränze", "grenze"},
        {"eilf", "elf"},
        {"kömmt", "kommt"},
        {"gährung", "gärung"},
        {"jch", "ich"},
        {"jn", "in"},
        {"vnd", "und"},
        {"teutschland", "deutschland"},
        {"wittwe", "witwe"},
        {"willkührlich", "willkürlich"},
        {"wirkung", "wirkung"},
        {"würkung", "wirkung"},
        {"hiebei", "hierbei"},
    };
    (void)state;
    assert_pairs(pairs, sizeof pairs / sizeof *pairs);
}

/* Greek and foreign words, names, and words that look old at a seam. */
static const char *const staying[] = {
    "theater",
    "thema",
    "methode",
    "bibliothek",
    "athlet",
    "katholik",
    "lothringen",
    "goethe",
    "luther",
    "elisabeth",
    "mathilde",
    "panther",
    "äther",
    "mathematik",
    "therapie",
    "thron",
    "thüringen",
    "ethik",
    "rathaus",
    "rathaussaal",
    "gasthaus",
    "ostholz",
    "wirtshaus",
    "stadthalle",
    "enthalten",
    "haushalt",
    "inhalt",
    "unterhalt",
    "werthaltig",
    "enthält",
    "nachthemd",
    "gesundheit",
    "selbstheilung",
    "stadtheiligen",
    "entheiligen",
    "apartheid",
    "prozenthürde",
    "marathon",
    "python",
    "algorithmus",
    "logarithmus",
    "asthma",
    "thales",
    "werther",
    "roth",
    "wirth",
    "that",
    "rosenthal",
    "süssmuth",
    "neurath",
    "rath",
    "thor",
    "thun",
    "frey",
    "bey",
    "brod",
    "clausthal",
    "nothing",
    "computer",
    "cloud",
    "container",
    "cafe",
    "clown",
    "couch",
    "camping",
    "facebook",
    "microsoft",
    "marco",
    "claudia",
    "corona",
    "comic",
    "community",
    "controlling",
    "consulting",
    "action",
    "fiction",
    "social",
    "balancieren",
    "lancieren",
    "annoncieren",
    "documenta",
    "cannabis",
    "science",
    "public",
    "music",
    "irren",
    "wirt",
    "landwirt",
    "hirt",
    "iren",
    "virgin",
    "saphiren",
    "viren",
    "computerviren",
    "satiren",
    "vampire",
    "emiren",
    "flirten",
    "flirtet",
    "verirrt",
    "verwirrung",
    "memoiren",
    "dachfirst",
    "republik",
    "publikum",
    "musik",
    "statistiken",
    "patientenakten",
    "insekten",
    "architekten",
    "küken",
    "hospiz",
    "sezieren",
    "reisezeit",
    "messezentrum",
    "dezember",
    "kapuze",
    "puzzle",
    "plazenta",
    "gonzalez",
    "loos",
    "queer",
    "verheerend",
    "stadt",
    "gesandt",
    "gewandt",
    "kaffee",
    "schokolade",
    "kärnten",
    "energiengesetz",
    "entdekorieren",
    "grenzwerthöhe",
    "gewerbesteuer",
    "matheerlebnis",
    "giebel",
    "ergiebig",
    "abriss",
    "tennis",
    "kenntnisstand",
    "gefängnisstrafe",
    "asyl",
    "dreyer",
    "dreyfus",
    "jeffrey",
    "turkey",
    "freytag",
    "beyond",
    "hockey",
    "bayern",
    "apotheke",
    "schach",
    "",
    "a",
    "th",
    "c",
    "ir",
    "irt",
};

static void others_stay(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof staying / sizeof *staying; i++) {
        assert_key(staying[i], staying[i]);
    }
}

static const struct historic_table *const tables[] = {
    &historic_th, &historic_y, &historic_k, &historic_z, &historic_words, &historic_latin};

static void tables_are_sorted_and_can_be_searched(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        const struct historic_table *table = tables[t];
        uint64_t heads[HISTORIC_HEADS / 64] = {0};
        for (size_t i = 0; i < table->count; i++) {
            const struct historic_spelling *spelling = &table->spellings[i];
            const uint8_t *old = (const uint8_t *)spelling->old.text;
            assert_true(spelling->old.size > 2 ||
                        (spelling->old.size == 2 && spelling->place == WHOLE));
            assert_true(spelling->old.size == strlen(spelling->old.text));
            unsigned head = historic_head(old, spelling->old.size);
            heads[head / 64] |= (uint64_t)1 << head % 64;
            assert_true(i == 0 ||
                        strcmp(table->spellings[i - 1].old.text, spelling->old.text) <= 0);
            if (spelling->new != NULL) {
                assert_true(table->sign == NULL || strstr(spelling->old.text, table->sign) != NULL);
                assert_true(strlen(spelling->new) <= (size_t)HISTORIC_GROWTH * spelling->old.size);
                assert_string_not_equal(spelling->new, spelling->old.text);
            }
        }
        for (size_t i = 0; i < HISTORIC_HEADS / 64; i++) {
            if (table->heads[i] != heads[i]) {
                fail_msg("table %zu: heads[%zu] is 0x%" PRIX64, t, i, heads[i]);
            }
        }
    }
}

/* A key that is a key already stays, and none outgrows its room. */
static void keys_are_keys_of_themselves(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            uint8_t first[64], second[64];
            const struct word *old = &tables[t]->spellings[i].old;
            memcpy(first, old->text, old->size);
            size_t size = historic_key(first, old->size);
            assert_true(size <= (size_t)HISTORIC_GROWTH * old->size);
            memcpy(second, first, size);
            size_t again = historic_key(second, size);
            if (again != size || memcmp(first, second, size) != 0) {
                fail_msg("%s: %.*s, then %.*s", old->text, (int)size, (const char *)first,
                         (int)again, (const char *)second);
            }
        }
    }
}

static void nothing_grows_beyond_its_room(void **state)
{
    (void)state;
    static const char *const pieces[] = {"äz", "irt", "rük", "kaffe", "diken", "nüz", "druk"};
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        uint8_t word[2 * 120];
        size_t length = strlen(pieces[p]), size = 0;
        for (; size + length <= 120; size += length) {
            memcpy(word + size, pieces[p], length);
        }
        assert_true(historic_key(word, size) <= HISTORIC_GROWTH * size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(th_is_t_in_native_words),
        cmocka_unit_test(y_is_i),
        cmocka_unit_test(k_is_ck_and_z_is_tz),
        cmocka_unit_test(c_is_k_or_z),
        cmocka_unit_test(verbs_in_iren_have_ie),
        cmocka_unit_test(single_words_change),
        cmocka_unit_test(others_stay),
        cmocka_unit_test(tables_are_sorted_and_can_be_searched),
        cmocka_unit_test(keys_are_keys_of_themselves),
        cmocka_unit_test(nothing_grows_beyond_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
