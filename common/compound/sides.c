#include "common/compound/sides.h"

#include <string.h>

/* Written for this file: words that compounds are really made of. Sorted by bytes, as all tables
 * here. */
static const char *const short_parts[] = {
    "aal", "aas", "abt", "akt", "alm", "alt", "amt", "app", "arm", "art", "ast", "axt", "bad",
    "bar", "bau", "bio", "bob", "bot", "box", "bub", "bus", "bär", "cup", "ddr", "dom", "duo",
    "eck", "ehe", "ei", "eid", "eis", "elf", "end", "erb", "erd", "erz", "ess", "eu", "fan",
    "fax", "fee", "fön", "gas", "gel", "gen", "gut", "hai", "heu", "hit", "hof", "huf", "hut",
    "hör", "iod", "irr", "job", "jod", "kai", "kap", "kfz", "kit", "kot", "kuh", "kur", "käs",
    "lab", "lid", "lkw", "lob", "log", "lok", "lot", "mai", "mal", "mob", "mus", "mut", "mäh",
    "neu", "not", "näh", "ode", "ohr", "oma", "opa", "ort", "ost", "pc", "pkw", "pol", "pop",
    "pub", "rad", "rar", "rat", "rau", "reh", "roh", "rot", "ruf", "ruh", "sau", "see", "sex",
    "ski", "spa", "sud", "säg", "süd", "tag", "tal", "tat", "tau", "tee", "tip", "tod", "ton",
    "top", "tor", "tot", "tv", "typ", "tür", "ufo", "uhr", "ulm", "uni", "uv", "wal", "web",
    "weg", "weh", "wok", "wut", "zar", "zeh", "zoo", "zug", "öde", "öko", "öl",
};

static const char *const function_words[] = {
    "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "anbei", "ander", "andere",
    "anderem", "anderen", "anderer", "anderes", "anders", "ans", "auch", "aufs", "bald", "bei",
    "beim", "bereits", "beun", "bevor", "bis", "bist", "dabei", "dafür", "dagegen", "daher",
    "dahin", "damals", "damit", "danach", "daneben", "dann", "daran", "darauf", "daraus", "darf",
    "darin", "darum", "darunter", "darüber", "dass", "davon", "davor", "dazu", "dein", "deine",
    "deinem", "deinen", "deiner", "deines", "denen", "denn", "deren", "dessen", "dich", "dies",
    "diese", "diesem", "diesen", "dieser", "dieses", "dir", "doch", "dort", "durch", "durfte",
    "durften", "dürfen", "eben", "eine", "einem", "einen", "einer", "eines", "empor", "entgegen",
    "entlang", "ents", "etwa", "etwas", "euch", "euer", "eure", "eurem", "euren", "eurer",
    "eures", "falls", "fort", "gegen", "gerade", "gestern", "habe", "haben", "habt", "hast",
    "hatte", "hatten", "herab", "heran", "herauf", "heraus", "herbei", "herein", "herum",
    "herunter", "hervor", "herüber", "heute", "hier", "hierbei", "hiermit", "hierzu", "hinab",
    "hinan", "hinauf", "hinaus", "hinein", "hinter", "hinunter", "hinweg", "hinzu", "hinüber",
    "hätte", "hätten", "ihm", "ihn", "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres",
    "immer", "indem", "inne", "ins", "ist", "jede", "jedem", "jeden", "jeder", "jedes", "jedoch",
    "jene", "jenem", "jenen", "jener", "jenes", "jetzt", "kann", "kannst", "kein", "keine",
    "keinem", "keinen", "keiner", "keines", "konnte", "konnten", "können", "mag", "man", "manche",
    "manchem", "manchen", "mancher", "manches", "mein", "meine", "meinem", "meinen", "meiner",
    "meines", "mich", "mir", "miss", "mochte", "muss", "musste", "mussten", "möchte", "möchten",
    "mögen", "müssen", "nach", "nachdem", "nebst", "nein", "nicht", "nichts", "nie", "nieder",
    "niemals", "noch", "nur", "ober", "obgleich", "obwohl", "oder", "ohne", "samt", "schon",
    "sehr", "seid", "sein", "seine", "seinem", "seinen", "seiner", "seines", "seit", "seitdem",
    "sich", "sind", "sobald", "solange", "solche", "solchem", "solchen", "solcher", "solches",
    "soll", "sollen", "sollte", "sollten", "soweit", "sowie", "sowohl", "trotz", "umher", "unge",
    "uns", "unser", "unsere", "unserem", "unseren", "unserer", "unseres", "unter", "verge",
    "verun", "vielleicht", "vom", "voran", "voraus", "vorbei", "vorher", "war", "waren", "warst",
    "weder", "wegen", "weil", "welche", "welchem", "welchen", "welcher", "welches", "wenn",
    "werde", "werden", "wider", "wieder", "will", "wir", "wird", "wobei", "wofür", "wollen",
    "wollte", "wollten", "womit", "wonach", "woran", "worauf", "woraus", "worden", "worin",
    "worum", "wovon", "wozu", "wurde", "wurden", "während", "wäre", "wären", "würde", "würden",
    "ziemlich", "zum", "zur", "zurück", "zusammen", "zuver", "zwar", "zwischen", "über",
};

/* Of derived and inflected words; some are words of their own (Tisch), but far more often ends. */
static const char *const endings[] = {
    "anten", "anz", "anzen", "artig", "artige", "artigen", "artiger", "artiges", "ation",
    "ationen", "ator", "atoren", "bare", "barem", "baren", "barer", "bares", "barkeit", "bung",
    "bungen", "chen", "chens", "delt", "delte", "delten", "dern", "ders", "dige", "digen",
    "diger", "digung", "digungen", "dung", "dungen", "einen", "elei", "eleien", "ende", "endem",
    "enden", "ender", "endes", "enten", "enz", "enzen", "erei", "ereien", "erem", "eren", "erer",
    "eres", "erin", "erinnen", "erlich", "erliche", "erlichen", "erlicher", "erst", "erste",
    "ersten", "erster", "erstes", "erte", "erten", "erter", "ertes", "este", "esten", "ester",
    "estes", "fach", "fache", "fachen", "facher", "faches", "fung", "fungen", "gend", "gende",
    "genden", "gender", "gern", "gers", "gung", "gungen", "haft", "hafte", "haftem", "haften",
    "hafter", "haftes", "haftig", "haftigkeit", "heit", "heiten", "hend", "hende", "henden",
    "hender", "hung", "hungen", "iere", "ieren", "ierend", "ierende", "ierenden", "ierin", "iert",
    "ierte", "ierten", "ierter", "iertes", "ierung", "ierungen", "ige", "igem", "igen", "iger",
    "iges", "igkeit", "igkeiten", "inge", "ingen", "inger", "ings", "innen", "ionen", "isch",
    "ische", "ischem", "ischen", "ischer", "isches", "isieren", "isiert", "isierte", "isierten",
    "isierung", "isierungen", "ismen", "ismus", "isten", "istin", "istisch", "istische",
    "istischen", "ition", "itionen", "ität", "itäten", "keit", "keiten", "kung", "kungen", "lein",
    "leins", "lend", "lende", "lenden", "lender", "lerin", "lern", "lers", "lich", "liche",
    "lichem", "lichen", "licher", "liches", "lichkeit", "lichkeiten", "lieren", "lige", "ligen",
    "liger", "ling", "linge", "lingen", "lings", "linnen", "lose", "losem", "losen", "loser",
    "loses", "losigkeit", "lung", "malig", "malige", "maligen", "mung", "mungen", "mässig",
    "mässige", "mässigen", "mässiger", "mässiges", "nend", "nende", "nenden", "nender", "nerin",
    "nern", "ners", "niert", "nige", "nigen", "niger", "nis", "nisse", "nissen", "nisses", "nung",
    "nungen", "rend", "rende", "renden", "render", "rieren", "rige", "rigen", "riger", "riges",
    "rinnen", "rung", "rungen", "same", "samem", "samen", "samer", "sames", "samkeit", "schaft",
    "schaften", "schafts", "send", "sende", "senden", "sion", "sionen", "ssion", "ssionen",
    "ssung", "ssungen", "stem", "sten", "stens", "ster", "stes", "sung", "sungen", "telle",
    "telt", "telte", "telten", "tend", "tende", "tenden", "tender", "tern", "ters", "teste",
    "testen", "tet", "tete", "teten", "tieren", "tige", "tigem", "tigen", "tiger", "tiges",
    "tigung", "tigungen", "tinnen", "tion", "tionen", "tisch", "tische", "tischem", "tischen",
    "tischer", "tisches", "toren", "torin", "torinnen", "tum", "tums", "tung", "tungen", "tümer",
    "tümern", "ung", "ungen", "ution", "wegs", "weise", "wärts", "zend", "zende", "zenden",
    "zender", "zung",
};

static bool find(const char *const *table, size_t count, struct bytes word)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = bytes_compare(word, bytes_of_text(table[middle]));
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

bool sides_is_short_part(struct bytes word)
{
    return find(short_parts, sizeof short_parts / sizeof *short_parts, word);
}

bool sides_is_function_word(struct bytes word)
{
    return find(function_words, sizeof function_words / sizeof *function_words, word);
}

bool sides_is_ending(struct bytes word)
{
    return find(endings, sizeof endings / sizeof *endings, word);
}
