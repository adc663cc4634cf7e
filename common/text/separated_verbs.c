#include "common/text/endings.h"
#include "common/text/german.h"
#include "common/text/scanner.h"
#include "common/text/strong_verbs.h"
#include "common/text/verbs.h"
#include "common/text/words.h"

/* Where a clause ends in one of them, it is mostly a verb's. Sorted. */
static const struct word prefixes[] = {
    W("ab"),     W("an"),     W("auf"),    W("aus"),   W("bei"),    W("dar"),      W("ein"),
    W("fest"),   W("fort"),   W("her"),    W("heran"), W("heraus"), W("herum"),    W("hervor"),
    W("hin"),    W("hinaus"), W("hinein"), W("hinzu"), W("los"),    W("mit"),      W("nach"),
    W("nieder"), W("statt"),  W("teil"),   W("um"),    W("vor"),    W("voran"),    W("voraus"),
    W("vorbei"), W("weg"),    W("weiter"), W("zu"),    W("zurück"), W("zusammen"),
};

/* Words in -en that are neither verbs nor adjectives before a noun. Sorted. */
static const struct word others[] = {
    W("besten"),  W("bisschen"), W("deswegen"), W("eben"),     W("gegen"),     W("inzwischen"),
    W("meisten"), W("morgen"),   W("neben"),    W("oben"),     W("offen"),     W("selten"),
    W("trocken"), W("unten"),    W("wegen"),    W("weswegen"), W("zufrieden"),
};

enum { LONGEST_CLAUSE = 16, LONGEST_VERB = 24, LONGEST_PREFIX = 8 }; /* tokens, bytes */

static bool ends_clause(const struct scanner *scan)
{
    uint8_t next = scanner_peek(scan, scan->at);
    return scan->at == scan->end || (next < 0x80 && memchr(".,;:!?", next, 6) != NULL &&
                                     !scanner_word_goes_on(scan, scan->at + 1));
}

static bool is_lower(const struct scanner *scan, const struct token *token)
{
    const uint8_t *letter = scan->start + token->text_start;
    return (uint8_t)(*letter - 'a') < 26 ||
           (*letter == 0xC3 && token->text_end > token->text_start + 1 && letter[1] >= 0xA0);
}

/* Whether only a blank stands between the token and the next one. */
static bool goes_on(const struct scanner *scan, const struct token *token)
{
    return token[1].position == token->position + 1 && /* else it may be of another text */
           token[1].text_start == token->text_end + 1 &&
           (scan->start[token->text_end] == ' ' || scan->start[token->text_end] == '\n');
}

/* trägt, fällt: the key keeps the umlaut, which the stemmer takes off. Writes the a. */
static size_t write_vowel(uint8_t *verb, size_t size)
{
    static const struct ending umlauts[] = {
        E("trägen"), E("fällen"), E("läufen"), E("schlägen"), E("fängen"), E("lässen"), E("fähren"),
    };
    if (!ENDING_IS_ANY(verb, size, umlauts)) {
        return size;
    }
    size_t at = size - 1;
    while (verb[at] != 0xC3) {
        at--;
    }
    verb[at] = 'a';
    memmove(verb + at + 1, verb + at + 2, size - at - 2);
    return size - 1;
}

/* Whether the word is an adjective rather: grossen, geführten, lachenden before a noun. */
static bool is_attribute(const struct scanner *scan, const struct token *token, bool same)
{
    struct bytes form = token_form(scan->list, token);
    bool en = ending_is(form.data, form.size, same ? "en" : "ten") ||
              ending_is(form.data, form.size, "den");
    return en && !is_lower(scan, token + 1) &&
           !bytes_equal(token_form(scan->list, token + 1), bytes_of_text("sie"));
}

/* stand, schloss, griff: nouns by themselves, but verbs in small letters with their prefix behind. */
static size_t write_strong(uint8_t *out, size_t size)
{
    static const struct {
        struct word form;
        const char *infinitive;
    } forms[] = {
        {W("band"), "binden"},       {W("griff"), "greifen"},     {W("riss"), "reissen"},
        {W("schloss"), "schliessen"}, {W("schnitt"), "schneiden"}, {W("schritt"), "schreiten"},
        {W("stand"), "stehen"},      {W("strich"), "streichen"},  {W("tat"), "tun"},
    };
    enum { COUNT = sizeof forms / sizeof *forms };
    size_t found = word_find(bytes_of(out, size), forms, COUNT, sizeof *forms);
    return found < COUNT ? ending_replace(out, size, size, forms[found].infinitive) : size;
}

/* The infinitive of a word that is a form of a verb by itself into out; 0: it is none. `plural`:
 * also of one that is like its infinitive (wir kaufen). */
static size_t infinitive_of(const struct scanner *scan, const struct token *token, bool plural,
                            uint8_t *out)
{
    struct bytes form = token_form(scan->list, token);
    if (form.size < 3 || form.size > LONGEST_VERB || !is_lower(scan, token) ||
        german_is_stop_word(form) || WORD_IS_IN(form, others)) {
        return 0;
    }
    memcpy(out, form.data, form.size);
    size_t size = write_strong(out, form.size);
    size = size == form.size ? verb_key(out, size) : size;
    bool same = size == form.size && memcmp(out, form.data, size) == 0;
    if ((same && !plural) || size <= 4 || is_attribute(scan, token, same)) {
        return 0;
    }
    if (!same && ending_is(out, size, "el")) {
        out[size++] = 'n';
        return size;
    }
    if (!same && ending_is(out, size, "ern")) {
        return size;
    }
    return !ending_is(out, size, "en") ? 0 : same ? size : write_vowel(out, size);
}

/* The token of the clause's first verb, forms that tell it before those that do not; its
 * infinitive. */
static const struct token *find_verb(const struct scanner *scan, const struct token *last,
                                     uint8_t *out, size_t *size)
{
    const struct token *first = last, *start = scan->list->tokens;
    while (first > start && last - first < LONGEST_CLAUSE && goes_on(scan, first - 1)) {
        first--;
    }
    for (int plural = 0; plural < 2; plural++) {
        for (const struct token *token = first; token < last; token++) {
            *size = infinitive_of(scan, token, plural != 0, out);
            if (*size > 0) {
                return token;
            }
        }
    }
    return NULL;
}

bool separated_verb_join(struct scanner *scan)
{
    struct token_list *list = scan->list;
    if (list->count < 2 || scan->suspended != 0 || !ends_clause(scan)) {
        return true;
    }
    const struct token *last = &list->tokens[list->count - 1];
    struct bytes prefix = token_form(list, last);
    if (prefix.size > LONGEST_PREFIX || last->text_end != (size_t)(scan->at - scan->start) ||
        !is_lower(scan, last) || !WORD_IS_IN(prefix, prefixes)) {
        return true;
    }
    uint8_t verb[LONGEST_VERB + 16];
    size_t size, form = list->forms.size;
    const struct token *token = find_verb(scan, last, verb, &size);
    if (token == NULL) {
        return true;
    }
    const uint8_t *at = scan->at, *from = scan->start + token->text_start;
    uint32_t position = token->position;
    const uint8_t *behind = scan->start + token->text_end;
    if (!buffer_reserve(&list->forms, prefix.size + size)) {
        return false;
    }
    prefix = token_form(list, last);
    buffer_append(&list->forms, prefix.data, prefix.size);
    buffer_append(&list->forms, verb, size);
    scan->at = behind;
    bool done = scanner_insert(scan, form, from, position);
    scan->at = at;
    return done;
}
