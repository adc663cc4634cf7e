#include "common/compound/splitter.h"

#include "common/base/memory.h"
#include "common/compound/known.h"
#include "common/compound/logarithm.h"
#include "common/compound/sides.h"

struct splitter {
    struct known known;
    const struct exceptions *exceptions;
};

/* A form while it is split. */
struct span_work {
    const struct splitter *splitter;
    const struct vocabulary *vocabulary;
    struct bytes form;
    struct compound_part *parts;
    size_t part_count;
};

struct side {
    struct word_stats stats;
    uint8_t strip, restore;
    bool known;
};

struct cut {
    size_t at; /* byte; 0: none */
    int32_t score;
    struct side left;
    bool right_known;
};

enum { MOST_LETTERS = 64 };

/* A stretch of the form, letter by letter. */
struct span {
    const uint8_t *data;
    size_t letters;
    uint8_t at[MOST_LETTERS + 1]; /* where each letter begins, and the end */
    bool vowel_before[MOST_LETTERS + 1];
    size_t last_vowel; /* the last letter that is one; letters: none */
};

static bool is_vowel(const uint8_t *at)
{
    return memchr("aeiouy", *at, 6) != NULL ||
           (*at == 0xC3 && (at[1] == 0xA4 || at[1] == 0xB6 || at[1] == 0xBC));
}

/* False for what is no word of letters, or too long. */
static bool span_init(struct span *span, const uint8_t *data, size_t size)
{
    span->data = data;
    span->letters = 0;
    span->last_vowel = SIZE_MAX;
    span->vowel_before[0] = false;
    for (size_t i = 0; i < size;) {
        size_t n = span->letters;
        if (n == MOST_LETTERS || data[i] < 'a') {
            return false;
        }
        span->at[n] = (uint8_t)i++;
        while (i < size && (data[i] & 0xC0) == 0x80) {
            i++;
        }
        bool vowel = span->at[n] + 1u < size ? is_vowel(data + span->at[n])
                                             : memchr("aeiouy", data[span->at[n]], 6) != NULL;
        span->last_vowel = vowel ? n : span->last_vowel;
        span->vowel_before[n + 1] = span->vowel_before[n] || vowel;
        span->letters++;
    }
    span->at[span->letters] = (uint8_t)size;
    return true;
}

static bool find(const struct span_work *work, const uint8_t *data, size_t size, struct side *side)
{
    return known_find(&work->splitter->known, work->vocabulary, bytes_of(data, size),
                      &side->stats);
}

/* Longest first: of two that fit, the longer leaves the base form. */
static const char *const links[] = {"", "s", "n", "en", "es", "er", "e", "ens", "nen"};

static bool ends_with(const uint8_t *data, size_t size, const char *end, size_t end_size)
{
    return size > end_size && memcmp(data + size - end_size, end, end_size) == 0;
}

static bool is_usable(const struct span *span, size_t letters, const uint8_t *data, size_t size)
{
    (void)span;
    struct bytes word = bytes_of(data, size);
    return (letters >= 4 || (letters >= 2 && sides_is_short_part(word))) &&
           !sides_is_function_word(word);
}

/* The left side of a cut behind `letters` letters: a word, one with linking letters, or one
 * without its last letters. */
static bool find_left(const struct span_work *work, const struct span *span, size_t letters,
                      struct side *left)
{
    size_t size = span->at[letters];
    *left = (struct side){0};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        size_t link = strlen(links[i]);
        struct side side = {.strip = (uint8_t)link, .known = true};
        if ((link == 0 || ends_with(span->data, size, links[i], link)) && letters > link &&
            is_usable(span, letters - link, span->data, size - link) &&
            find(work, span->data, size - link, &side) &&
            (!left->known || side.stats.documents > 4 * left->stats.documents)) {
            *left = side;
        }
    }
    if (left->known || letters < 3 || size > COMPOUND_MAX_FORM_BYTES) {
        return left->known;
    }
    uint8_t longer[COMPOUND_MAX_FORM_BYTES + 2];
    memcpy(longer, span->data, size);
    memcpy(longer + size, "en", 2);
    for (uint8_t restore = 1; restore <= 2 && !left->known; restore++) {
        left->known = is_usable(span, letters, span->data, size) &&
                      find(work, longer, size + restore, left);
        left->restore = restore;
    }
    return left->known;
}

static bool find_right(const struct span_work *work, const struct span *span, size_t letters,
                       struct side *right)
{
    const uint8_t *data = span->data + span->at[letters];
    size_t size = (size_t)(span->at[span->letters] - span->at[letters]);
    struct bytes word = bytes_of(data, size);
    size_t count = span->letters - letters;
    *right = (struct side){.known = false};
    if (!is_usable(span, count, data, size) || sides_is_ending(word)) {
        return false;
    }
    right->known = find(work, data, size, right) && right->stats.documents >= 2;
    return right->known || (count >= 5 && work->vocabulary->stem_of(work->vocabulary->context, word,
                                                                    &right->stats));
}

static int32_t capital(uint8_t share, int32_t weight)
{
    return weight * share / 255;
}

static int32_t score_of(const struct span *span, size_t at, const struct side *whole,
                        const struct side *left, const struct side *right)
{
    size_t before = at, behind = span->letters - at;
    int32_t score = -4608; /* -4.5 */
    score += 8 * logarithm_of(right->stats.documents) / 10;
    score += 4 * logarithm_of(whole->stats.documents) / 10;
    score -= 7 * logarithm_of(whole->stats.stem_documents) / 10;
    score += capital(right->known ? right->stats.capital : right->stats.stem_capital, 3584);
    score += capital(left->stats.stem_capital, 1024);
    score += capital(whole->known ? whole->stats.stem_capital : 191, 4096);
    score -= before <= 3 ? 1229 : before == 4 ? 614 : 0;
    score -= behind <= 4 ? 2048 : behind == 5 ? 1024 : 0;
    score -= span->letters < 9 ? 410 * (int32_t)(9 - span->letters) : 0;
    return score;
}

static struct cut best_cut(const struct span_work *work, const struct span *span,
                           const struct side *whole)
{
    struct cut best = {0};
    for (size_t at = 2; at + 2 <= span->letters; at++) {
        struct side left, right;
        if (!span->vowel_before[at] || span->last_vowel < at ||
            !find_right(work, span, at, &right) || !find_left(work, span, at, &left)) {
            continue;
        }
        int32_t score = score_of(span, at, whole, &left, &right);
        if (score > best.score) {
            best = (struct cut){span->at[at], score, left, right.known};
        }
    }
    return best;
}

static void add_part(struct span_work *work, size_t start, size_t size, const struct side *end)
{
    work->parts[work->part_count++] = (struct compound_part){(uint8_t)start, (uint8_t)size,
                                                             end->strip, end->restore};
}

/* Splits form[start, start + size); `end` says what follows the base form in the part that ends
 * there. `reserve` parts are still to come. A word of its own needs more to be split. */
static void split_span(struct span_work *work, size_t start, size_t size, const struct side *end,
                       size_t reserve)
{
    struct span span;
    struct side whole = {0};
    struct cut cut = {0};
    size_t base = size - end->strip;
    if (work->part_count + reserve + 2 <= COMPOUND_MAX_PARTS &&
        span_init(&span, work->form.data + start, base) && span.letters >= 6) {
        whole.known = find(work, span.data, base, &whole);
        cut = best_cut(work, &span, &whole);
    }
    bool inner = base < work->form.size;
    if (cut.at == 0 || (inner && whole.known && cut.score <= 3072)) {
        add_part(work, start, size, end);
        return;
    }
    split_span(work, start, cut.at, &cut.left, reserve + 1);
    split_span(work, start + cut.at, size - cut.at, end, reserve);
}

size_t splitter_split(const struct splitter *splitter, const struct vocabulary *vocabulary,
                      struct bytes form, struct compound_part parts[COMPOUND_MAX_PARTS])
{
    uint8_t sizes[COMPOUND_MAX_PARTS];
    size_t count = exceptions_find(splitter->exceptions, form, sizes), start = 0;
    for (size_t i = 0; i < count; i++) {
        parts[i] = (struct compound_part){(uint8_t)start, sizes[i], 0, 0};
        start += sizes[i];
    }
    if (count > 0) {
        return count;
    }
    struct span_work work = {splitter, vocabulary, form, parts, 0};
    if (form.size > COMPOUND_MAX_FORM_BYTES) {
        parts[0] = (struct compound_part){0};
        return 1;
    }
    split_span(&work, 0, form.size, &(struct side){0}, 0);
    return work.part_count;
}

size_t compound_part_word(struct bytes form, const struct compound_part *part, uint8_t *out)
{
    size_t size = (size_t)part->size - part->strip;
    memcpy(out, form.data + part->start, size);
    memcpy(out + size, "en", part->restore);
    return size + part->restore;
}

enum status splitter_create(struct splitter **created, const struct exceptions *exceptions,
                            struct error *err)
{
    struct splitter *splitter = memory_alloc_array(1, sizeof *splitter);
    if (splitter == NULL || !known_init(&splitter->known)) {
        memory_free(splitter);
        return error_set_memory(err);
    }
    splitter->exceptions = exceptions;
    *created = splitter;
    return STATUS_OK;
}

void splitter_destroy(struct splitter *splitter)
{
    if (splitter != NULL) {
        known_release(&splitter->known);
        memory_free(splitter);
    }
}
