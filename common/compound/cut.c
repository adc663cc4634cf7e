#include "common/compound/cut.h"

#include "common/compound/logarithm.h"

/* Of the log-linear score, in units of 1 / LOGARITHM_ONE; counts come as ln(1 + count). Fitted to
 * lists of compounds, with large and small vocabularies. */
struct weights {
    int32_t bias, collection; /* the latter times ln of all documents */
    int32_t right_form, whole_form, whole_stem;
    int32_t right_capital, left_capital, whole_capital; /* times the share */
    int32_t whole_unknown;
    int32_t right_common; /* it is in the list of common parts */
    int32_t right_by_stem, right_by_ending; /* no form itself */
    int32_t left_letters[6], right_letters[7]; /* for 2 letters and more; the last: all longer */
    int32_t short_word;                        /* for each letter below 9 */
    int32_t link[11];                          /* as in `links`, then restored e and en */
    int32_t unknown_bias, unknown_least;       /* of cut_find_unknown; ln of count of a side */
    int32_t inner;                             /* the stretch is a side and a form itself */
    int32_t few_documents;                     /* below FEW_DOCUMENTS: little is known, and little cut */
};

static const struct weights weights = {
    .bias = -4642,
    .collection = -88,
    .right_form = 418,
    .whole_form = 413,
    .whole_stem = -742,
    .right_capital = 3670,
    .left_capital = 928,
    .whole_capital = 4083,
    .whole_unknown = 3044,
    .right_common = 365,
    .right_by_stem = -1421,
    .right_by_ending = 1304,
    .left_letters = {-84, 579, -491, -157, -1061, 14},
    .right_letters = {-2697, -2001, -1352, -910, -100, -40, 1178},
    .short_word = -799,
    .link = {42, -527, -282, -250, 514, -493, -125, 704, -205, -422, -1375},
    .unknown_bias = 933,
    .unknown_least = 1609,
    .inner = -3123,
    .few_documents = 1000,
};

static const struct {
    char text[4];
    uint8_t size;
} links[] = {{"", 0}, {"s", 1}, {"n", 1}, {"en", 2}, {"es", 2}, {"er", 2}, {"e", 1}, {"ens", 3}, {"nen", 3}};

enum {
    LINKS = sizeof links / sizeof *links,
    FEW_DOCUMENTS = 5000,
    RARE_WHOLE = 10, /* documents in which even an unheard-of compound may stand */
    LEFT_SCORE_MOST = 928 + 579 + 704 /* by the weights above */
};

struct search {
    const struct lexicon *lexicon;
    const struct span *span;
    int32_t whole; /* its share in the score of all cuts */
};

struct left {
    int32_t score;
    uint8_t strip, restore;
    uint32_t documents;
};

#define BIT(letter) (1u << ((letter) - 'a'))

enum { VOWELS = BIT('a') | BIT('e') | BIT('i') | BIT('o') | BIT('u') | BIT('y') };

static bool is_vowel(const uint8_t *at, size_t size)
{
    if (size == 1) {
        return *at <= 'z' && (BIT(*at) & VOWELS) != 0;
    }
    return at[0] == 0xC3 && (at[1] == 0xA4 || at[1] == 0xB6 || at[1] == 0xBC || at[1] == 0xA9);
}

bool span_init(struct span *span, const uint8_t *data, size_t size)
{
    size_t letters = 0, first = SIZE_MAX, last = 0;
    for (size_t i = 0; i < size; letters++) {
        size_t start = i++;
        if (letters == SPAN_MAX_LETTERS || data[start] < 'a') {
            return false;
        }
        while (i < size && (data[i] & 0xC0) == 0x80) {
            i++;
        }
        span->at[letters] = (uint8_t)start;
        if (is_vowel(data + start, i - start)) {
            first = first == SIZE_MAX ? letters : first;
            last = letters;
        }
    }
    span->data = data;
    span->letters = letters;
    span->at[letters] = (uint8_t)size;
    span->first_vowel = first;
    span->last_vowel = last;
    return first != SIZE_MAX && first < last;
}

/* Second consonants that may follow a first one where a part begins: no part begins with nt. */
static const uint32_t onsets[26] = {
    ['b' - 'a'] = BIT('l') | BIT('r'),
    ['c' - 'a'] = BIT('h') | BIT('l') | BIT('r'),
    ['d' - 'a'] = BIT('r') | BIT('s') | BIT('j') | BIT('w'),
    ['f' - 'a'] = BIT('l') | BIT('r') | BIT('j'),
    ['g' - 'a'] = BIT('l') | BIT('r') | BIT('n') | BIT('h'),
    ['k' - 'a'] = BIT('l') | BIT('r') | BIT('n') | BIT('w') | BIT('h'),
    ['m' - 'a'] = BIT('n'),
    ['p' - 'a'] = BIT('f') | BIT('h') | BIT('l') | BIT('n') | BIT('r') | BIT('s'),
    ['r' - 'a'] = BIT('h'),
    ['s' - 'a'] = BIT('c') | BIT('h') | BIT('k') | BIT('l') | BIT('m') | BIT('n') | BIT('p') |
                  BIT('q') | BIT('t') | BIT('w') | BIT('z') | BIT('v'),
    ['t' - 'a'] = BIT('h') | BIT('r') | BIT('s') | BIT('w'),
    ['v' - 'a'] = BIT('l') | BIT('r'),
    ['w' - 'a'] = BIT('h') | BIT('r'),
    ['z' - 'a'] = BIT('w'),
};

/* Last consonants that may not follow one where a part ends: no part ends with tr. */
static const uint32_t no_codas[26] = {
    ['b' - 'a'] = BIT('l') | BIT('r'), ['d' - 'a'] = BIT('l') | BIT('r'),
    ['f' - 'a'] = BIT('l') | BIT('r'), ['g' - 'a'] = BIT('l') | BIT('r'),
    ['k' - 'a'] = BIT('l') | BIT('r') | BIT('n'), ['l' - 'a'] = BIT('r') | BIT('h'),
    ['m' - 'a'] = BIT('l') | BIT('r') | BIT('h'), ['n' - 'a'] = BIT('l') | BIT('r') | BIT('h'),
    ['p' - 'a'] = BIT('l') | BIT('r'), ['r' - 'a'] = BIT('h'), ['t' - 'a'] = BIT('l') | BIT('r'),
};

static bool is_consonant(uint8_t c)
{
    return c >= 'a' && c <= 'z' && (BIT(c) & VOWELS) == 0;
}

/* Whether the sounds allow a part to end before `at` and another to begin there: a cheap test that
 * spares most looks into the vocabulary. */
static bool sounds_allow(const struct span *span, size_t at)
{
    const uint8_t *cut = span->data + span->at[at];
    if (is_consonant(cut[0]) && is_consonant(cut[1]) && !(onsets[cut[0] - 'a'] & BIT(cut[1]))) {
        return false;
    }
    return !is_consonant(cut[-1]) || !is_consonant(cut[-2]) ||
           !(no_codas[cut[-2] - 'a'] & BIT(cut[-1]));
}

static struct bytes span_bytes(const struct span *span, size_t from, size_t to)
{
    return bytes_of(span->data + span->at[from], (size_t)(span->at[to] - span->at[from]));
}

/* Below so many documents a form may be anything: a slip of the pen, a foreign word. */
static uint32_t least_documents(const struct lexicon *lexicon)
{
    return lexicon->vocabulary->document_count < 10000 ? 1 : 2;
}

/* Counts of a form, both sources added up; false if neither has it. A word of two or three letters
 * is none if it is not in the list. */
static bool look_up(const struct lexicon *lexicon, struct bytes form, size_t letters,
                    struct found *found)
{
    const struct vocabulary *vocabulary = lexicon->vocabulary;
    const struct known_word *word = known_find(lexicon->known, form);
    uint32_t more = word != NULL ? word->documents : 0;
    found->stats = (struct word_stats){0};
    found->listed = word != NULL;
    found->flags = word != NULL ? word->flags : 0;
    found->common = more > 0;
    if (letters <= 3 && (found->flags & KNOWN_SHORT) == 0) {
        return false;
    }
    if (!vocabulary->form(vocabulary->context, form, &found->stats)) {
        uint8_t capital = found->flags & KNOWN_NOUN ? 250 : 100;
        found->stats = (struct word_stats){more, more, capital, capital};
        return more > 0;
    }
    found->stats.documents += found->stats.documents < UINT32_MAX - more ? more : 0;
    found->stats.stem_documents += found->stats.stem_documents < UINT32_MAX - more ? more : 0;
    return found->stats.documents >= least_documents(lexicon);
}

/* The same for a stretch of the form that is split; each is looked up once, as long as few are. */
static const struct found *find(const struct lexicon *lexicon, const struct span *span, size_t from,
                                size_t to)
{
    struct memo *memo = lexicon->memo;
    struct bytes side = span_bytes(span, from, to);
    size_t start = (size_t)(side.data - lexicon->form);
    uint16_t key = (uint16_t)(start << 8 | side.size);
    size_t i = (start * 11 + side.size) % MEMO_SLOTS;
    if (memo->keys[i] != key) {
        memo->keys[i] = key;
        memo->found[i].known = look_up(lexicon, side, to - from, &memo->found[i]);
    }
    return &memo->found[i];
}

static int32_t times(int32_t weight, int32_t value, int32_t unit)
{
    return (int32_t)((int64_t)weight * value / unit);
}

static int32_t count_score(int32_t weight, uint32_t count)
{
    return weight != 0 ? times(weight, logarithm_of(count), LOGARITHM_ONE) : 0;
}

static void left_consider(struct left *best, const struct found *found, size_t letters, size_t link)
{
    if (!found->known || (found->flags & KNOWN_NO_LEFT) != 0) {
        return;
    }
    int32_t score = times(weights.left_capital, found->stats.stem_capital, 255) +
                    weights.left_letters[letters < 7 ? letters - 2 : 5] + weights.link[link];
    if (score > best->score) {
        best->score = score;
        best->documents = found->stats.documents;
        best->strip = link < LINKS ? links[link].size : 0;
        best->restore = link < LINKS ? 0 : (uint8_t)(link - LINKS + 1);
    }
}

/* The left side of `letters` letters: a word, perhaps with linking letters. */
static bool left_word(struct search *search, size_t letters, struct left *left)
{
    const uint8_t *end = search->span->data + search->span->at[letters];
    *left = (struct left){.score = INT32_MIN};
    for (size_t i = 0; i < LINKS; i++) {
        size_t size = links[i].size;
        if (letters >= size + (size ? 3 : 2) && letters - size > search->span->first_vowel &&
            memcmp(end - size, links[i].text, size) == 0) {
            left_consider(left, find(search->lexicon, search->span, 0, letters - size),
                          letters - size, i);
        }
    }
    return left->score != INT32_MIN;
}

/* The left side: a word without its last letters (Schul for Schule). */
static bool left_shortened(struct search *search, size_t letters, struct left *left)
{
    uint8_t longer[COMPOUND_MAX_FORM_BYTES + 2];
    struct bytes side = span_bytes(search->span, 0, letters);
    struct found found;
    *left = (struct left){.score = INT32_MIN};
    if (letters < 4) {
        return false;
    }
    memcpy(longer, side.data, side.size);
    memcpy(longer + side.size, "en", 2);
    for (size_t more = 1; more <= 2; more++) {
        found.known = look_up(search->lexicon, bytes_of(longer, side.size + more), letters + more,
                              &found);
        left_consider(left, &found, letters, LINKS + more - 1);
    }
    if (left->score == INT32_MIN && letters > 4 && side.data[side.size - 1] == 's') {
        longer[side.size - 1] = 'e'; /* Geschichts for Geschichte */
        found.known = look_up(search->lexicon, bytes_of(longer, side.size), letters, &found);
        left_consider(left, &found, letters, LINKS);
        left->strip = 1;
    }
    return left->score != INT32_MIN;
}

static int32_t right_score(uint32_t documents, uint8_t share, size_t letters)
{
    return count_score(weights.right_form, documents) + times(weights.right_capital, share, 255) +
           weights.right_letters[letters < 8 ? letters - 2 : 6];
}

/* A common noun with an ending. */
static const struct known_word *known_stem(const struct known *known, struct bytes side,
                                           size_t letters)
{
    static const struct {
        char text[6];
        uint8_t size;
    } endings[] = {{"n", 1}, {"en", 2}, {"s", 1}, {"es", 2}, {"e", 1}, {"in", 2}, {"innen", 5}};
    uint8_t last = side.data[side.size - 1];
    if (last != 'n' && last != 's' && last != 'e') {
        return NULL;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = endings[i].size;
        if (letters < size + 4 || memcmp(side.data + side.size - size, endings[i].text, size) != 0) {
            continue;
        }
        const struct known_word *word = known_find(known, bytes_of(side.data, side.size - size));
        if (word != NULL && (word->flags & (KNOWN_NOUN | KNOWN_NO_RIGHT)) == KNOWN_NOUN) {
            return word;
        }
    }
    return NULL;
}

/* The right side as a form, or as a common word with an ending. */
static bool right_word(const struct search *search, size_t from, uint32_t *documents, int32_t *score)
{
    const struct span *span = search->span;
    size_t letters = span->letters - from;
    const struct found *found = find(search->lexicon, span, from, span->letters);
    if ((found->flags & KNOWN_NO_RIGHT) != 0) {
        return false;
    }
    if (found->known) {
        *documents = found->stats.documents;
        *score = right_score(found->stats.documents, found->stats.capital, letters) +
                 (found->common ? weights.right_common : 0);
        return true;
    }
    const struct known_word *word =
        found->listed ? NULL
                      : known_stem(search->lexicon->known, span_bytes(span, from, span->letters),
                                   letters);
    if (word != NULL) {
        *documents = word->documents;
        *score = right_score(word->documents, 255, letters) + weights.right_by_ending;
    }
    return word != NULL;
}

/* No right side can have more by its stem. */
static int32_t stem_score_most(const struct search *search, size_t from)
{
    return right_score(0, 255, search->span->letters - from) + weights.right_by_stem;
}

/* The right side by its stem. */
static bool right_stem(const struct search *search, size_t from, int32_t *score)
{
    const struct span *span = search->span;
    const struct vocabulary *vocabulary = search->lexicon->vocabulary;
    size_t letters = span->letters - from;
    struct bytes side = span_bytes(span, from, span->letters);
    struct word_stats stats;
    if (letters < 5 ||
        (find(search->lexicon, span, from, span->letters)->flags & KNOWN_NO_RIGHT) != 0 ||
        !vocabulary->stem_of(vocabulary->context, side, &stats)) {
        return false;
    }
    *score = right_score(0, stats.stem_capital, letters) + weights.right_by_stem;
    return true;
}

static void search_init(struct search *search, const struct lexicon *lexicon,
                        const struct span *span, bool inner, bool *whole_known)
{
    const struct found *found = find(lexicon, span, 0, span->letters);
    const struct word_stats *stats = &found->stats;
    search->lexicon = lexicon;
    search->span = span;
    *whole_known = found->known && stats->documents > RARE_WHOLE;
    uint32_t documents = lexicon->vocabulary->document_count;
    documents += documents < UINT32_MAX - KNOWN_DOCUMENTS ? KNOWN_DOCUMENTS : 0;
    bool few = lexicon->vocabulary->document_count < FEW_DOCUMENTS;
    search->whole = weights.bias + count_score(weights.collection, documents) +
                    (few ? weights.few_documents : 0) +
                    count_score(weights.whole_form, stats->documents) +
                    count_score(weights.whole_stem, stats->stem_documents) +
                    (found->known ? times(weights.whole_capital, stats->stem_capital, 255)
                                  : weights.whole_unknown) +
                    (inner && found->known ? weights.inner : 0) +
                    (span->letters < 9 ? weights.short_word * (int32_t)(9 - span->letters) : 0);
}

struct cut cut_find(const struct lexicon *lexicon, const struct span *span, bool inner,
                    bool *whole_known)
{
    struct search search;
    struct cut best = {0};
    search_init(&search, lexicon, span, inner, whole_known);
    for (size_t at = 2; at + 2 <= span->letters && at <= span->last_vowel; at++) {
        struct left left;
        uint32_t documents;
        int32_t right;
        if (at <= span->first_vowel || !sounds_allow(span, at)) {
            continue;
        }
        bool right_known = right_word(&search, at, &documents, &right);
        int32_t most = right_known ? right : stem_score_most(&search, at);
        if (search.whole + LEFT_SCORE_MOST + most <= best.score) {
            continue;
        }
        if (!left_word(&search, at, &left) &&
            !(right_known && left_shortened(&search, at, &left))) {
            continue;
        }
        if (!right_known && (search.whole + left.score + stem_score_most(&search, at) <= best.score ||
                             !right_stem(&search, at, &right))) {
            continue;
        }
        int32_t score = search.whole + left.score + right;
        if (score > best.score) {
            best = (struct cut){at, score, left.strip, left.restore};
        }
    }
    return best;
}

/* Whether a stretch is cut itself, without being a form. */
static bool is_cut(const struct lexicon *lexicon, const struct span *span, size_t from, size_t to,
                   int32_t *score)
{
    struct span part;
    bool known;
    struct bytes bytes = span_bytes(span, from, to);
    if (to - from < 6 || !span_init(&part, bytes.data, bytes.size)) {
        return false;
    }
    struct cut cut = cut_find(lexicon, &part, true, &known);
    *score = cut.score;
    return cut.at != 0 && !known;
}

struct cut cut_find_unknown(const struct lexicon *lexicon, const struct span *span)
{
    struct search search;
    struct cut best = {0};
    struct left left;
    uint32_t documents;
    bool whole_known;
    search_init(&search, lexicon, span, false, &whole_known);
    for (size_t at = 3; at + 3 <= span->letters; at++) {
        int32_t score, right;
        if (!sounds_allow(span, at)) {
            continue;
        }
        const uint8_t *end = span->data + span->at[at];
        size_t link = end[-1] == 's' ? 1 : 0;
        if (right_word(&search, at, &documents, &right) &&
            logarithm_of(documents) >= weights.unknown_least &&
            (is_cut(lexicon, span, 0, at - link, &score) ||
             (link > 0 && (link = 0, is_cut(lexicon, span, 0, at, &score)))) &&
            score + right + weights.unknown_bias > best.score) {
            best = (struct cut){at, score + right + weights.unknown_bias, (uint8_t)link, 0};
        }
        if (left_word(&search, at, &left) &&
            logarithm_of(left.documents) >= weights.unknown_least &&
            is_cut(lexicon, span, at, span->letters, &score) &&
            score + left.score + weights.unknown_bias > best.score) {
            best = (struct cut){at, score + left.score + weights.unknown_bias, left.strip, left.restore};
        }
    }
    return best;
}
