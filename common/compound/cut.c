#include "common/compound/cut.h"

#include "common/compound/logarithm.h"

/* Of the log-linear score, in units of 1 / LOGARITHM_ONE; counts come as ln(1 + count). Fitted to
 * lists of compounds, with large and small vocabularies. */
struct weights {
    int32_t bias, collection; /* the latter times ln of all documents */
    int32_t right_form, right_stem, left_form, left_stem, whole_form, whole_stem;
    int32_t right_capital, left_capital, whole_capital; /* times the share */
    int32_t whole_unknown;
    int32_t left_common, right_common; /* in the list of common parts */
    int32_t right_by_stem, right_by_ending; /* no form itself */
    int32_t left_letters[6], right_letters[7]; /* for 2 letters and more; the last: all longer */
    int32_t short_word;                        /* for each letter below 9 */
    int32_t link[11];                          /* as in `links`, then restored e and en */
    int32_t unknown_bias, unknown_least;       /* of cut_find_unknown; ln of count of a side */
    int32_t inner_bias, inner_form;            /* of a side that is a form itself */
};

static const struct weights weights = {
    .bias = -4642,
    .collection = -88,
    .right_form = 418,
    .right_stem = 0,
    .left_form = 0,
    .left_stem = -13,
    .whole_form = 413,
    .whole_stem = -742,
    .right_capital = 3670,
    .left_capital = 928,
    .whole_capital = 4083,
    .whole_unknown = 3044,
    .left_common = 0,
    .right_common = 365,
    .right_by_stem = -1421,
    .right_by_ending = 1304,
    .left_letters = {-84, 579, -491, -157, -1061, 14},
    .right_letters = {-2697, -2001, -1352, -910, -100, -40, 1178},
    .short_word = -799,
    .link = {42, -527, -282, -250, 514, -493, -125, 704, -205, -422, -1375},
    .unknown_bias = 933,
    .unknown_least = 1609,
    .inner_bias = -3123,
    .inner_form = 16,
};

static const struct {
    char text[4];
    uint8_t size;
} links[] = {{"", 0}, {"s", 1}, {"n", 1}, {"en", 2}, {"es", 2}, {"er", 2}, {"e", 1}, {"ens", 3}, {"nen", 3}};

enum { LINKS = sizeof links / sizeof *links };

struct found {
    struct word_stats stats;
    bool common; /* in the list of common parts */
};

/* What was found of the sides that begin or end at each letter. */
struct sides {
    struct found found[SPAN_MAX_LETTERS + 1];
    enum { SIDE_NEW, SIDE_UNKNOWN, SIDE_KNOWN } state[SPAN_MAX_LETTERS + 1];
};

struct search {
    const struct lexicon *lexicon;
    const struct span *span;
    struct sides left;
    int32_t whole; /* its share in the score of all cuts */
};

struct left {
    int32_t score;
    uint8_t strip, restore;
    uint32_t documents;
};

static bool is_vowel(const uint8_t *at, size_t size)
{
    if (size == 1) {
        return memchr("aeiouy", *at, 6) != NULL;
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

static struct bytes span_bytes(const struct span *span, size_t from, size_t to)
{
    return bytes_of(span->data + span->at[from], (size_t)(span->at[to] - span->at[from]));
}

/* Below so many documents a form may be anything: a slip of the pen, a foreign word. */
static uint32_t least_documents(const struct lexicon *lexicon)
{
    return lexicon->vocabulary->document_count < 10000 ? 1 : 2;
}

/* Counts of a form, both sources added up. A form with one of the forbidden flags is none, nor is
 * one of two or three letters that is not in the list. */
static bool find(const struct lexicon *lexicon, struct bytes form, size_t letters,
                 unsigned forbidden, struct found *found)
{
    const struct vocabulary *vocabulary = lexicon->vocabulary;
    const struct known_word *word = known_find(lexicon->known, form);
    found->common = word != NULL && word->documents > 0;
    if (word == NULL) {
        return letters > 3 && vocabulary->form(vocabulary->context, form, &found->stats) &&
               found->stats.documents >= least_documents(lexicon);
    }
    if ((word->flags & forbidden) != 0 || (letters <= 3 && (word->flags & KNOWN_SHORT) == 0)) {
        return false;
    }
    uint32_t more = word->documents;
    if (!vocabulary->form(vocabulary->context, form, &found->stats)) {
        uint8_t capital = word->flags & KNOWN_NOUN ? 250 : 100;
        found->stats = (struct word_stats){more, more, capital, capital};
        return more > 0;
    }
    found->stats.documents += found->stats.documents < UINT32_MAX - more ? more : 0;
    found->stats.stem_documents += found->stats.stem_documents < UINT32_MAX - more ? more : 0;
    return true;
}

static int32_t times(int32_t weight, int32_t value, int32_t unit)
{
    return (int32_t)((int64_t)weight * value / unit);
}

static int32_t count_score(int32_t weight, uint32_t count)
{
    return weight != 0 ? times(weight, logarithm_of(count), LOGARITHM_ONE) : 0;
}

static bool left_find(struct search *search, size_t letters)
{
    struct sides *sides = &search->left;
    if (sides->state[letters] == SIDE_NEW) {
        bool known = letters >= 2 && letters > search->span->first_vowel &&
                     find(search->lexicon, span_bytes(search->span, 0, letters), letters,
                          KNOWN_NO_LEFT, &sides->found[letters]);
        sides->state[letters] = known ? SIDE_KNOWN : SIDE_UNKNOWN;
    }
    return sides->state[letters] == SIDE_KNOWN;
}

static void left_consider(struct left *best, const struct found *found, size_t letters, size_t link)
{
    const struct word_stats *stats = &found->stats;
    int32_t score = count_score(weights.left_form, stats->documents) +
                    count_score(weights.left_stem, stats->stem_documents) +
                    times(weights.left_capital, stats->stem_capital, 255) +
                    weights.left_letters[letters < 7 ? letters - 2 : 5] + weights.link[link] +
                    (found->common ? weights.left_common : 0);
    if (score > best->score) {
        best->score = score;
        best->documents = stats->documents;
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
        if (letters >= size + (size ? 3 : 2) && memcmp(end - size, links[i].text, size) == 0 &&
            left_find(search, letters - size)) {
            left_consider(left, &search->left.found[letters - size], letters - size, i);
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
        if (find(search->lexicon, bytes_of(longer, side.size + more), letters + more,
                 KNOWN_NO_LEFT, &found)) {
            left_consider(left, &found, letters, LINKS + more - 1);
        }
    }
    return left->score != INT32_MIN;
}

static int32_t right_score(const struct word_stats *stats, size_t letters)
{
    return count_score(weights.right_form, stats->documents) +
           count_score(weights.right_stem, stats->stem_documents) +
           weights.right_letters[letters < 8 ? letters - 2 : 6];
}

/* The right side as a form, or as a common word with an ending. */
static bool right_word(const struct search *search, size_t from, uint32_t *documents, int32_t *score)
{
    const struct span *span = search->span;
    size_t letters = span->letters - from;
    struct bytes side = span_bytes(span, from, span->letters);
    struct found found;
    if (find(search->lexicon, side, letters, KNOWN_NO_RIGHT, &found)) {
        *documents = found.stats.documents;
        *score = right_score(&found.stats, letters) +
                 times(weights.right_capital, found.stats.capital, 255) +
                 (found.common ? weights.right_common : 0);
        return true;
    }
    static const char endings[][6] = {"n", "en", "s", "es", "e", "in", "innen"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i]);
        if (letters < size + 4 || memcmp(side.data + side.size - size, endings[i], size) != 0) {
            continue;
        }
        const struct known_word *word =
            known_find(search->lexicon->known, bytes_of(side.data, side.size - size));
        const struct known_word *self = known_find(search->lexicon->known, side);
        if (word != NULL && self == NULL && (word->flags & (KNOWN_NOUN | KNOWN_NO_RIGHT)) == KNOWN_NOUN) {
            found.stats = (struct word_stats){word->documents, word->documents, 250, 250};
            *documents = word->documents;
            *score = right_score(&found.stats, letters) + weights.right_capital + weights.right_by_ending;
            return true;
        }
    }
    return false;
}

/* No right side can have more by its stem. */
static int32_t stem_score_most(const struct search *search, size_t from)
{
    struct word_stats stats = {0, search->lexicon->vocabulary->document_count, 255, 255};
    return right_score(&stats, search->span->letters - from) + weights.right_by_stem +
           weights.right_capital;
}

/* The right side by its stem. */
static bool right_stem(const struct search *search, size_t from, int32_t *score)
{
    const struct span *span = search->span;
    const struct vocabulary *vocabulary = search->lexicon->vocabulary;
    size_t letters = span->letters - from;
    struct bytes side = span_bytes(span, from, span->letters);
    const struct known_word *self = known_find(search->lexicon->known, side);
    struct word_stats stats;
    if (letters < 5 || (self != NULL && (self->flags & KNOWN_NO_RIGHT)) ||
        !vocabulary->stem_of(vocabulary->context, side, &stats)) {
        return false;
    }
    *score = right_score(&stats, letters) + weights.right_by_stem +
             times(weights.right_capital, stats.stem_capital, 255);
    return true;
}

static void search_init(struct search *search, const struct lexicon *lexicon,
                        const struct span *span, bool inner, bool *whole_known)
{
    struct found found = {0};
    search->lexicon = lexicon;
    search->span = span;
    memset(search->left.state, 0, (span->letters + 1) * sizeof *search->left.state);
    *whole_known = find(lexicon, span_bytes(span, 0, span->letters), span->letters, 0, &found);
    const struct word_stats *stats = &found.stats;
    uint32_t documents = lexicon->vocabulary->document_count;
    documents += documents < UINT32_MAX - KNOWN_DOCUMENTS ? KNOWN_DOCUMENTS : 0;
    search->whole = weights.bias + count_score(weights.collection, documents) +
                    count_score(weights.whole_form, stats->documents) +
                    count_score(weights.whole_stem, stats->stem_documents) +
                    (*whole_known ? times(weights.whole_capital, stats->stem_capital, 255)
                                  : weights.whole_unknown) +
                    (inner && *whole_known ? weights.inner_bias + count_score(weights.inner_form, stats->documents) : 0) +
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
        if (at <= span->first_vowel) {
            continue;
        }
        bool right_known = right_word(&search, at, &documents, &right);
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
