#include "common/text/orthography.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

#include "common/base/utf8.h"
#include "common/text/words.h"

/* Folded letters of Latin-1 and Latin Extended-A, U+00E0 to U+017F, without their accents; a blank:
 * see umlaut_of, or the letter stays. */
static const char plain_letters[] =
    /* E0 */ "aaaa a ceeeeiiii noooo  ouuu y y"
             /* 00 */ "aaaaaaccccccccddddeeeeeeeeeegggg"
             /* 20 */ "gggghhhhiiiiiiiiii  jjkk lllllll"
             /* 40 */ "lllnnnnnnn  oooo    rrrrrrssssss"
             /* 60 */ "ssttttttuuuuuuuu  uuwwyyyzzzzzzs";

/* The second byte of the umlaut that German has for a letter: æ, œ and ő, ű (Erdős, Erdös). */
static uint8_t umlaut_of(unsigned point)
{
    return point == 0xE6                      ? 0xA4
           : point == 0x153 || point == 0x151 ? 0xB6
           : point == 0x171                   ? 0xBC
                                              : 0;
}

/* The same for the Latin letters beyond: ș, ễ (Ceaușescu, Nguyễn); 0: it has none. */
static uint8_t plain_beyond(const uint8_t *at, const uint8_t *end, size_t *size)
{
    enum { MOST = 8 };
    utf8proc_int32_t points[MOST];
    int valid, last = 0;
    uint32_t point = utf8_read(at, end, size, &valid);
    bool latin = (point >= 0x180 && point <= 0x24F) || (point >= 0x1E00 && point <= 0x1EFF);
    utf8proc_ssize_t count =
        latin ? utf8proc_decompose_char((utf8proc_int32_t)point, points, MOST,
                                        UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &last)
              : 0;
    return count > 1 && count <= MOST && points[0] < 0x80 ? (uint8_t)points[0] : 0;
}

/* Leaves out accents, but for those of ä, ö and ü. The size. */
static size_t fold_accents(struct bytes form, uint8_t *out)
{
    size_t size = 0;
    for (size_t i = 0; i < form.size; i++) {
        if (form.data[i] < 0x80) {
            out[size++] = form.data[i];
            continue;
        }
        uint8_t c = form.data[i], next = i + 1 < form.size ? form.data[i + 1] : 0;
        unsigned point = c >= 0xC3 && c <= 0xC5 && (next & 0xC0) == 0x80
                             ? (unsigned)(c & 0x1F) << 6 | (next & 0x3F)
                             : 0;
        char plain = point >= 0xE0 && point <= 0x17F ? plain_letters[point - 0xE0] : ' ';
        uint8_t umlaut = umlaut_of(point);
        size_t length = 0;
        uint8_t beyond = (c >= 0xC6 && c <= 0xC9) || c == 0xE1
                             ? plain_beyond(form.data + i, form.data + form.size, &length)
                             : 0;
        if (beyond != 0) {
            out[size++] = beyond;
            i += length - 1;
        } else if (plain != ' ') {
            out[size++] = (uint8_t)plain;
            i++;
        } else if (umlaut != 0) {
            out[size++] = 0xC3;
            out[size++] = umlaut;
            i++;
        } else {
            out[size++] = c;
        }
    }
    return size;
}

/* neue, Quelle, Bäuerin: the u belongs to what is before it. */
static bool blocks_umlaut(const uint8_t *form, size_t i)
{
    if (i > 1 && form[i - 2] == 0xC3) {
        return form[i - 1] == 0xA4 || form[i - 1] == 0xB6 || form[i - 1] == 0xBC;
    }
    return i > 0 && memchr("aeiouq", form[i - 1], 6) != NULL;
}

/* Statue, Avenue: at the end of a word ue is no ü, nor before its n behind t or v. */
static bool ends_in_ue(const uint8_t *form, size_t size, size_t i)
{
    return form[i] == 'u' && size > 4 &&
           (i + 2 == size || (i + 3 == size && size > 5 && form[i + 2] == 'n' &&
                              (form[i - 1] == 't' || form[i - 1] == 'v')));
}

/* weiterzuentwickeln, aufrechtzuerhalten: the zu of an infinitive before ent- and er-. */
static bool is_zu(const uint8_t *form, size_t size, size_t i)
{
    return form[i] == 'u' && i > 2 && form[i - 1] == 'z' && size - i > 5 &&
           (memcmp(form + i + 1, "ent", 3) == 0 || memcmp(form + i + 1, "er", 2) == 0);
}

/* In place: ae and ä have two bytes each. */
static void fold_digraphs(uint8_t *form, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++) {
        uint8_t c = form[i];
        if (form[i + 1] == 'e' && (c == 'a' || c == 'o' || c == 'u') && !blocks_umlaut(form, i) &&
            !ends_in_ue(form, size, i) && !is_zu(form, size, i)) {
            form[i++] = 0xC3;
            form[i] = c == 'a' ? 0xA4 : c == 'o' ? 0xB6 : 0xBC;
        }
    }
}

/* Old and new spelling: wherever the first stands in a form, the second stands in its key, also
 * where both are allowed (Joghurt, Jogurt). By first letter; of two that begin alike the longer
 * one comes first. */
struct spelling {
    struct word old;
    const char *new;
};

enum { SHORTEST_OLD = 5 }; /* bytes */

static const struct spelling spellings_a[] = {
    {W("alpträum"), "albträum"},
    {W("aufwendig"), "aufwändig"},
    {W("autograph"), "autograf"},
    {W("alptraum"), "albtraum"},
    {W("antiell"), "anziell"},
    {W("aphon"), "afon"},
    {W(""), NULL},
};
static const struct spelling spellings_b[] = {
    {W("ballettänz"), "balletttänz"},
    {W("bestelliste"), "bestellliste"},
    {W("biographen"), "biografen"},
    {W("brennessel"), "brennnessel"},
    {W("bettüch"), "betttüch"},
    {W("belemmer"), "belämmer"},
    {W("behende"), "behände"},
    {W("bettuch"), "betttuch"},
    {W("bleuen"), "bläuen"},
    {W(""), NULL},
};
static const struct spelling spellings_d[] = {
    {W("dekolletee"), "dekollete"},
    {W("delphin"), "delfin"},
    {W(""), NULL},
};
static const struct spelling spellings_e[] = {
    {W("entiell"), "enziell"},
    {W("exposee"), "expose"},
    {W("ential"), "enzial"},
    {W(""), NULL},
};
static const struct spelling spellings_f[] = {
    {W("fussballänder"), "fussballländer"},
    {W("frisör"), "friseur"},
    {W("frisös"), "friseus"},
    {W(""), NULL},
};
static const struct spelling spellings_g[] = {
    {W("geschirreinig"), "geschirrreinig"},
    {W("grislibär"), "grizzlybär"},
    {W("greulich"), "gräulich"},
    {W("graphi"), "grafi"},
    {W("greuel"), "gräuel"},
    {W("gemse"), "gämse"},
    {W(""), NULL},
};
static const struct spelling spellings_j[] = {
    {W("joghurt"), "jogurt"},
    {W("jäheit"), "jähheit"},
    {W(""), NULL},
};
static const struct spelling spellings_k[] = {
    {W("kristalleucht"), "kristallleucht"},
    {W("kontrolleucht"), "kontrollleucht"},
    {W("kontrollampe"), "kontrolllampe"},
    {W("kammuschel"), "kammmuschel"},
    {W("kommunikee"), "kommunique"},
    {W("känguruh"), "känguru"},
    {W("ketschup"), "ketchup"},
    {W("kodier"), "codier"},
    {W(""), NULL},
};
static const struct spelling spellings_m[] = {
    {W("metallegierung"), "metalllegierung"},
    {W("metallöffel"), "metalllöffel"},
    {W("mikrophon"), "mikrofon"},
    {W("mayonnais"), "majonäs"},
    {W("megaphon"), "megafon"},
    {W(""), NULL},
};
static const struct spelling spellings_n[] = {
    {W("nullösung"), "nulllösung"},
    {W("necessaire"), "nessessär"},
    {W("numerier"), "nummerier"},
    {W("nugat"), "nougat"},
    {W("negligee"), "neglige"},
    {W(""), NULL},
};
static const struct spelling spellings_p[] = {
    {W("portemonnaie"), "portmonee"},
    {W("programmusik"), "programmmusik"},
    {W("pappmaschee"), "pappmache"},
    {W("photograph"), "fotograf"},
    {W("penicillin"), "penizillin"},
    {W("paragraph"), "paragraf"},
    {W("phantasie"), "fantasie"},
    {W("potential"), "potenzial"},
    {W("phantast"), "fantast"},
    {W("panther"), "panter"},
    {W("plazier"), "platzier"},
    {W("phonet"), "fonet"},
    {W("photo"), "foto"},
    {W("phoni"), "foni"},
    {W(""), NULL},
};
static const struct spelling spellings_q[] = {
    {W("quentchen"), "quäntchen"},
    {W(""), NULL},
};
static const struct spelling spellings_r[] = {
    {W("rolläden"), "rollläden"},
    {W("recyclen"), "recyceln"},
    {W("recyclet"), "recycelt"},
    {W("rolladen"), "rollladen"},
    {W("rauhreif"), "raureif"},
    {W("roheit"), "rohheit"},
    {W(""), NULL},
};
static const struct spelling spellings_s[] = {
    {W("schwimmeister"), "schwimmmeister"},
    {W("selbständig"), "selbstständig"},
    {W("schnelläuf"), "schnellläuf"},
    {W("schrittempo"), "schritttempo"},
    {W("schwenglich"), "schwänglich"},
    {W("schiffahrt"), "schifffahrt"},
    {W("schnellauf"), "schnelllauf"},
    {W("stillegung"), "stilllegung"},
    {W("stoffetzen"), "stofffetzen"},
    {W("stammutter"), "stammmutter"},
    {W("stilleben"), "stillleben"},
    {W("stillegen"), "stilllegen"},
    {W("schikoree"), "chicoree"},
    {W("saxophon"), "saxofon"},
    {W("soufflee"), "souffle"},
    {W("spagetti"), "spaghetti"},
    {W("symphoni"), "sinfoni"},
    {W("schneuz"), "schnäuz"},
    {W("stengel"), "stängel"},
    {W("symfoni"), "sinfoni"},
    {W(""), NULL},
};
static const struct spelling spellings_t[] = {
    {W("telegraph"), "telegraf"},
    {W("thunfisch"), "tunfisch"},
    {W("tolpatsch"), "tollpatsch"},
    {W("telephon"), "telefon"},
    {W(""), NULL},
};
static const struct spelling spellings_w[] = {
    {W("werkstattür"), "werkstatttür"},
    {W("wetturn"), "wettturn"},
    {W(""), NULL},
};
static const struct spelling spellings_x[] = {
    {W("xylophon"), "xylofon"},
    {W(""), NULL},
};
static const struct spelling spellings_z[] = {
    {W("zollinie"), "zolllinie"},
    {W("zäheit"), "zähheit"},
    {W("zierat"), "zierrat"},
    {W(""), NULL},
};
static const struct spelling spellings_c[] = {
    {W("cellophan"), "zellophan"},
    {W("calcium"), "kalzium"},
    {W(""), NULL},
};
static const struct spelling spellings_h[] = {
    {W("hämorriden"), "hämorrhoiden"},
    {W(""), NULL},
};
static const struct spelling spellings_o[] = {
    {W("ograph"), "ograf"},
    {W("ophon"), "ofon"},
    {W(""), NULL},
};
static const struct spelling spellings_v[] = {
    {W("varietee"), "variete"},
    {W(""), NULL},
};

static const struct spelling *const spellings[26] = {
    ['a' - 'a'] = spellings_a, ['b' - 'a'] = spellings_b, ['c' - 'a'] = spellings_c,
    ['d' - 'a'] = spellings_d, ['e' - 'a'] = spellings_e, ['f' - 'a'] = spellings_f,
    ['g' - 'a'] = spellings_g, ['h' - 'a'] = spellings_h, ['j' - 'a'] = spellings_j,
    ['k' - 'a'] = spellings_k, ['m' - 'a'] = spellings_m, ['n' - 'a'] = spellings_n,
    ['o' - 'a'] = spellings_o, ['p' - 'a'] = spellings_p, ['q' - 'a'] = spellings_q,
    ['r' - 'a'] = spellings_r, ['s' - 'a'] = spellings_s, ['t' - 'a'] = spellings_t,
    ['v' - 'a'] = spellings_v, ['w' - 'a'] = spellings_w, ['x' - 'a'] = spellings_x,
    ['z' - 'a'] = spellings_z,
};

static const struct spelling *find_spelling(struct bytes form, size_t at)
{
    uint8_t letter = (uint8_t)(form.data[at] - 'a');
    const struct spelling *spelling = letter < 26 ? spellings[letter] : NULL;
    for (; spelling != NULL && spelling->new != NULL; spelling++) {
        size_t size = spelling->old.size;
        if (memcmp(spelling->old.text, form.data + at, 4) == 0 && size <= form.size - at &&
            memcmp(spelling->old.text, form.data + at, size) == 0) {
            return spelling;
        }
    }
    return NULL;
}

size_t orthography_key(struct bytes form, uint8_t *out)
{
    size_t size = fold_accents(form, out);
    fold_digraphs(out, size);
    for (size_t i = 0; i + SHORTEST_OLD <= size; i++) {
        const struct spelling *spelling = find_spelling(bytes_of(out, size), i);
        if (spelling != NULL) {
            size_t old = spelling->old.size, new = strlen(spelling->new);
            memmove(out + i + new, out + i + old, size - i - old);
            memcpy(out + i, spelling->new, new);
            size = size - old + new;
            i += new - 1;
        }
    }
    return size;
}

void orthography_transcribe(struct bytes form, uint8_t *out)
{
    if (form.size > 0) {
        memcpy(out, form.data, form.size);
    }
    fold_digraphs(out, form.size);
}
