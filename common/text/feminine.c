#include "common/text/feminine.h"

#include "common/text/endings.h"
#include "common/text/words.h"

/* Nouns for people in -er whose stem is another word's (Schüler, Schule; Täter, Tat; Ausländer,
 * Ausland): they keep the ending. Ends of the word before -er. All lists are without umlauts; these
 * and the next are in the order of last bytes. */
static const struct ending doers[] = {
    E("geb"),      E("schreib"), E("raub"),          E("inhab"),       E("werb"),    E("mord"),
    E("grund"),    E("erfind"),  E("ausland"),       E("england"),     E("kauf"),    E("helf"),
    E("lauf"),     E("kampf"),   E("trag"),          E("pfleg"),       E("jag"),     E("sang"),
    E("sieg"),     E("erzeug"),  E("anfang"),        E("einsteig"),    E("flieg"),   E("betrug"),
    E("burg"),     E("forsch"),  E("besuch"),        E("fisch"),       E("sprech"),  E("verbrech"),
    E("back"),     E("denk"),    E("entdeck"),       E("schul"),       E("wahl"),    E("spiel"),
    E("handl"),    E("kunstl"),  E("wissenschaftl"), E("sportl"),      E("mal"),     E("herstell"),
    E("entwickl"), E("nehm"),    E("schwimm"),       E("eigentum"),    E("dien"),    E("wohn"),
    E("train"),    E("gewinn"),  E("kenn"),          E("bedien"),      E("lehr"),    E("fahr"),
    E("fuhr"),     E("verlier"), E("hor"),           E("programmier"), E("les"),     E("verfass"),
    E("arbeit"),   E("meist"),   E("berat"),         E("leit"),        E("begleit"), E("tat"),
    E("anbiet"),   E("miet"),    E("verwalt"),       E("vertret"),     E("bau"),     E("betreu"),
    E("zuschau"),  E("nutz"),    E("tanz"),          E("ubersetz"),    E("besitz"),
};

/* What nouns for people end in before -in. */
static const struct ending agents[] = {
    E("kund"),      E("freund"),   E("feind"),        E("jud"),        E("schwed"),
    E("held"),      E("vorstand"), E("hund"),         E("kurd"),       E("habilitand"),
    E("doktorand"), E("kamerad"),  E("invalid"),      E("jesid"),      E("logopad"),
    E("analysand"), E("proband"),  E("graf"),         E("chef"),       E("wolf"),
    E("bischof"),   E("log"),      E("gog"),          E("kolleg"),     E("zeug"),
    E("konig"),     E("herzog"),   E("chirurg"),      E("dramaturg"),  E("soph"),
    E("koch"),      E("griech"),   E("tschech"),      E("coach"),      E("turk"),
    E("slowak"),    E("katholik"), E("gemahl"),       E("enkel"),      E("nom"),
    E("muslim"),    E("dan"),      E("finn"),         E("kommiliton"), E("mann"),
    E("slowen"),    E("ruman"),    E("afghan"),       E("dekan"),      E("veteran"),
    E("spion"),     E("partisan"), E("er"),           E("or"),         E("eur"),
    E("bar"),       E("archivar"), E("bibliothekar"), E("notar"),      E("kommissar"),
    E("ekretar"),   E("tionar"),   E("millionar"),    E("referendar"), E("jubilar"),
    E("volontar"),  E("franzos"),  E("russ"),         E("genoss"),     E("fuchs"),
    E("chines"),    E("japanes"),  E("portugies"),    E("prinzess"),   E("abtiss"),
    E("insass"),    E("ent"),      E("ant"),          E("ist"),        E("arzt"),
    E("wirt"),      E("walt"),     E("beamt"),        E("gott"),       E("rat"),
    E("athlet"),    E("poet"),     E("kandidat"),     E("soldat"),     E("diplomat"),
    E("gatt"),      E("papst"),    E("abt"),          E("therapeut"),  E("psychiat"),
    E("schott"),    E("kroat"),    E("architekt"),    E("prophet"),    E("expert"),
    E("gefahrt"),   E("analyst"),  E("akrobat"),      E("pilot"),      E("stipendiat"),
    E("furst"),     E("adressat"), E("interpret"),    E("gymnast"),    E("paketbot"),
    E("sklav"),     E("low"),      E("noviz"),        E("kompliz"),    E("mestiz"),
};

/* Words in -in that are no nouns for people, though they end in one of those. Sorted. */
static const struct word things[] = {
    W("argentin"),   W("buserelin"),  W("byzantin"),  W("cholesterin"), W("ciclosporin"),
    W("clementin"),  W("constantin"), W("cotentin"),  W("dentin"),      W("florentin"),
    W("florin"),     W("glycerin"),   W("glyzerin"),  W("herin"),       W("hierin"),
    W("konstantin"), W("kristin"),    W("laurentin"), W("levantin"),    W("lutherin"),
    W("merin"),      W("perin"),      W("quentin"),   W("schwerin"),    W("serin"),
    W("serpentin"),  W("severin"),    W("tangerin"),  W("terin"),       W("terpentin"),
    W("trentin"),    W("valentin"),   W("worin"),
};

/* Bases of words in -innen, verbs for the most part; the whole base. Sorted. */
static const struct word others[] = {
    W("abgew"), W("abzugew"),  W("ans"),       W("ausges"),    W("ausr"),        W("b"),
    W("beg"),   W("bes"),      W("d"),         W("dar"),       W("dr"),          W("entr"),
    W("ents"),  W("ers"),      W("f"),         W("freis"),     W("ger"),         W("gew"),
    W("h"),     W("hinzugew"), W("k"),         W("m"),         W("nachs"),       W("p"),
    W("r"),     W("s"),        W("sandr"),     W("sp"),        W("t"),           W("umr"),
    W("uns"),   W("verr"),     W("vers"),      W("verz"),      W("wiedergew"),   W("wiederzugew"),
    W("z"),     W("zerr"),     W("zuruckbes"), W("zuruckgew"), W("zuruckzugew"),
};

enum { LEAST_BASE = 3 }; /* bytes, of what is left of a word in -in */

/* The word without umlauts into out; its size. */
static size_t leave_out_umlauts(const uint8_t *word, size_t size, uint8_t *out)
{
    size_t written = 0;
    for (size_t i = 0; i < size; i++) {
        uint8_t next = i + 1 < size ? word[i + 1] : 0;
        bool umlaut = word[i] == 0xC3 && (next == 0xA4 || next == 0xB6 || next == 0xBC);
        out[written++] = !umlaut ? word[i] : next == 0xA4 ? 'a' : next == 0xB6 ? 'o' : 'u';
        i += umlaut;
    }
    return written;
}

/* Bytes behind the -er of a doer: 0, -s or -n, -in, -innen; -1: it is none. */
static int doer_ending(const uint8_t *plain, size_t size)
{
    static const struct ending endings[] = {E(""), E("s"), E("n"), E("in"), E("innen")};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t end = endings[i].size;
        if (ending_fits(plain, size, &endings[i]) && ending_is(plain, size - end, "er") &&
            ENDING_IS_ANY_SORTED(plain, size - end - 2, doers) &&
            !ending_is(plain, size - end, "antiker")) {
            return (int)end;
        }
    }
    return -1;
}

/* Bytes of -in or -innen of other nouns for people; 0: none. */
static size_t feminine_ending(const uint8_t *plain, size_t size)
{
    if (ending_is(plain, size, "innen")) {
        bool verb = WORD_IS_IN(bytes_of(plain, size - 5), others) ||
                    ending_is(plain, size, "gewinnen") || ending_is(plain, size, "spinnen") ||
                    ending_is(plain, size, "beginnen");
        return size < 8 || verb ? 0 : 5;
    }
    bool noun = ending_is(plain, size, "in") && size >= 2 + LEAST_BASE &&
                ENDING_IS_ANY_SORTED(plain, size - 2, agents) &&
                !WORD_IS_IN(bytes_of(plain, size), things);
    return noun ? 2 : 0;
}

size_t feminine_key(uint8_t *word, size_t size)
{
    uint8_t plain[FEMININE_MAX_BYTES];
    if (size > sizeof plain || size < 4 || strchr("rsn", word[size - 1]) == NULL) {
        return size;
    }
    size_t plain_size = leave_out_umlauts(word, size, plain);
    int behind = doer_ending(plain, plain_size);
    if (behind >= 0) {
        return ending_replace(word, size, (size_t)behind, "in");
    }
    return size - feminine_ending(plain, plain_size);
}
