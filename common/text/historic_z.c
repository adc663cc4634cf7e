#include "common/text/historic_table.h"

/* The printers of southern Germany wrote z for tz until about 1840: jezt, gesezt, Plaz. */
/* clang-format off */
static const struct historic_spelling spellings[] = {
    OLD("abnuz", "abnutz", ANYWHERE), OLD("abpuz", "abputz", ANYWHERE),
    OLD("absaz", "absatz", ANYWHERE), KEPT("alezt", ANYWHERE), OLD("ansaz", "ansatz", ANYWHERE),
    OLD("aufsaz", "aufsatz", ANYWHERE), KEPT("auspiz", ANYWHERE),
    OLD("benezt", "benetzt", ANYWHERE), OLD("benezung", "benetzung", ANYWHERE),
    OLD("benuz", "benutz", ANYWHERE), OLD("besaz", "besatz", ANYWHERE),
    OLD("besiz", "besitz", ANYWHERE), OLD("bliz", "blitz", WHOLE),
    OLD("blizabl", "blitzabl", ANYWHERE), OLD("blize", "blitze", WHOLE),
    OLD("bodensaz", "bodensatz", ANYWHERE), OLD("eigennuz", "eigennutz", ANYWHERE),
    OLD("einsaz", "einsatz", ANYWHERE), OLD("erhiz", "erhitz", ANYWHERE),
    OLD("ersaz", "ersatz", ANYWHERE), KEPT("frontispiz", ANYWHERE),
    OLD("gegensaz", "gegensatz", ANYWHERE), OLD("gepuzt", "geputzt", ANYWHERE),
    OLD("gesez", "gesetz", ANYWHERE), OLD("glühhize", "glühhitze", ANYWHERE),
    OLD("grundsaz", "grundsatz", ANYWHERE), OLD("hize", "hitze", WHOLE),
    OLD("hizegrad", "hitzegrad", ANYWHERE), OLD("hizen", "hitzen", WHOLE),
    OLD("hizt", "hitzt", ANYWHERE), OLD("holzblok", "holzblock", ANYWHERE),
    KEPT("hospiz", ANYWHERE), KEPT("inspiz", ANYWHERE), OLD("itzt", "jetzt", WHOLE),
    OLD("izt", "jetzt", WHOLE), OLD("jezig", "jetzig", ANYWHERE), OLD("jezt", "jetzt", ANYWHERE),
    KEPT("kapuz", ANYWHERE), OLD("kaze", "katze", WHOLE), OLD("kazen", "katzen", WHOLE),
    KEPT("konspiz", ANYWHERE), OLD("kraze", "kratze", ANYWHERE), OLD("krazen", "kratzen", ANYWHERE),
    OLD("krazt", "kratzt", ANYWHERE), OLD("lehrsaz", "lehrsatz", ANYWHERE),
    OLD("lezt", "letzt", ANYWHERE), OLD("nachsaz", "nachsatz", ANYWHERE),
    OLD("nezen", "netzen", AT_END), OLD("nuzbar", "nutzbar", ANYWHERE),
    OLD("nuzeff", "nutzeff", ANYWHERE), OLD("nuzen", "nutzen", ANYWHERE),
    OLD("nuzlos", "nutzlos", ANYWHERE), OLD("nuzt", "nutzt", ANYWHERE),
    OLD("nuzung", "nutzung", ANYWHERE), OLD("nüz", "nütz", ANYWHERE), OLD("plaz", "platz", AT_END),
    OLD("plaze", "platze", AT_END), OLD("plazes", "platzes", AT_END),
    OLD("pläz", "plätz", ANYWHERE), OLD("plözl", "plötzl", ANYWHERE),
    OLD("puzen", "putzen", AT_END), OLD("puzt", "putzt", ANYWHERE), OLD("saz", "satz", WHOLE),
    OLD("saze", "satze", WHOLE), OLD("sazes", "satzes", WHOLE), OLD("schaz", "schatz", AT_START),
    KEPT("schizt", ANYWHERE), OLD("schmelzhize", "schmelzhitze", ANYWHERE),
    OLD("schmuz", "schmutz", ANYWHERE), OLD("schniz", "schnitz", ANYWHERE),
    OLD("schuz", "schutz", ANYWHERE), OLD("schäz", "schätz", ANYWHERE),
    OLD("schüz", "schütz", ANYWHERE), KEPT("schüz", WHOLE), OLD("sezbar", "setzbar", ANYWHERE),
    OLD("seze", "setze", AT_END), OLD("sezen", "setzen", AT_END),
    OLD("sezend", "setzend", ANYWHERE), OLD("sezer", "setzer", AT_END),
    OLD("sezl", "setzl", ANYWHERE), OLD("sezt", "setzt", ANYWHERE),
    OLD("sezung", "setzung", ANYWHERE), OLD("siedhize", "siedhitze", ANYWHERE),
    OLD("sizen", "sitzen", AT_END), OLD("sizt", "sitzt", AT_END),
    OLD("sizung", "sitzung", ANYWHERE), OLD("spiz", "spitz", ANYWHERE),
    OLD("spriz", "spritz", ANYWHERE), OLD("strekwalz", "streckwalz", ANYWHERE),
    OLD("stüz", "stütz", ANYWHERE), OLD("säz", "sätz", ANYWHERE), OLD("troz", "trotz", AT_START),
    OLD("umsaz", "umsatz", ANYWHERE), OLD("unnuz", "unnutz", ANYWHERE),
    OLD("verpuz", "verputz", ANYWHERE), OLD("vorsaz", "vorsatz", ANYWHERE),
    OLD("vorsiz", "vorsitz", ANYWHERE), OLD("wiz", "witz", WHOLE),
    OLD("wohnsiz", "wohnsitz", ANYWHERE), OLD("zusaz", "zusatz", ANYWHERE),
    OLD("zük", "zück", ANYWHERE), OLD("äz", "ätz", AT_START),
};
/* clang-format on */

static const uint32_t seconds[HISTORIC_LETTERS] = {
    0x102802,  0x4810,  0x0,    0x0,    0x20100,   0x20000, 0x20810,  0x4100,    0x2082000,
    0x10,      0x24001, 0x10,   0x0,    0x4100011, 0x0,     0x100800, 0x0,       0x0,
    0x4088115, 0x20000, 0x3000, 0x4010, 0x4100,    0x0,     0x0,      0x4100000, 0x4000000,
};

const struct historic_table historic_z = {spellings, sizeof spellings / sizeof *spellings, "z",
                                          seconds};
