#include "searcher/eval/expand.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/utf8.h"
#include "common/format/lexicon.h"
#include "common/text/fold.h"
#include "searcher/eval/distance.h"

enum { MOST_BYTES = 512 };

/* A pattern made ready: `spelled` has umlauts as two letters. */
struct matcher {
    uint32_t edits;
    bool folds; /* not in indexes of words as they are */
    size_t size;
    uint8_t text[MOST_BYTES + FOLD_MAX_BYTES], spelled[MOST_BYTES + FOLD_MAX_BYTES];
    uint32_t letters, spelled_letters;
    struct letters word, spelled_word; /* with edits */
};

/* Terms that match: struct found, their bytes in `texts`. */
struct found {
    size_t start;
    uint32_t size, distance;
    uint64_t documents;
};

struct gathering {
    struct buffer found, texts;
};

/* Writes ä as ae, ö as oe, ü as ue: as many bytes as before. */
static void spell_umlauts(const uint8_t *text, size_t size, uint8_t *out)
{
    if (size > 0) {
        memcpy(out, text, size);
    }
    for (size_t i = 0; i + 1 < size; i++) {
        uint8_t letter = text[i + 1] == 0xA4 ? 'a' : text[i + 1] == 0xB6 ? 'o' : 'u';
        if (text[i] == 0xC3 && (text[i + 1] == 0xA4 || text[i + 1] == 0xB6 || text[i + 1] == 0xBC)) {
            out[i] = letter;
            out[i + 1] = 'e';
        }
    }
}

/* The same of a set of letters. */
static uint32_t spell_letters(uint32_t letters)
{
    static const struct {
        int umlaut;
        char letter;
    } pairs[] = {{LEXICON_A_UMLAUT, 'a'}, {LEXICON_O_UMLAUT, 'o'}, {LEXICON_U_UMLAUT, 'u'}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (letters >> pairs[i].umlaut & 1) {
            letters &= ~(1u << pairs[i].umlaut);
            letters |= 1u << (pairs[i].letter - 'a') | 1u << ('e' - 'a');
        }
    }
    return letters;
}

/* Folds a pattern as words are, but for its stars; hyphens go. Its size; more than MOST_BYTES if no
 * word can be so long. */
static size_t fold_pattern(struct bytes text, uint8_t *out)
{
    size_t size = 0, step, last = 0;
    uint32_t letter = 0;
    for (size_t at = 0; at < text.size && size <= MOST_BYTES; at += step) {
        int valid;
        uint32_t point = utf8_read(text.data + at, text.data + text.size, &step, &valid);
        enum fold_class class = fold_class_of(point);
        uint32_t composed = class == FOLD_MARK && letter ? fold_compose(letter, point) : 0;
        if (composed != 0) {
            size = last + utf8_write(composed, out + last);
        } else if (class == FOLD_LETTER || class == FOLD_DIGIT) {
            last = size;
            size += fold_write(point, out + size);
            size_t width;
            letter = size > last ? utf8_read(out + last, out + size, &width, &valid) : 0;
        } else if (point == '*') {
            out[size++] = '*';
            letter = 0;
        }
    }
    return size;
}

static bool make_matcher(struct matcher *matcher, const struct index *index,
                         const struct query_node *node)
{
    matcher->edits = node->distance;
    matcher->folds = index->analyzer != ANALYZER_WHITESPACE;
    if (matcher->folds) {
        matcher->size = fold_pattern(node->text, matcher->text);
    } else if (node->text.size <= MOST_BYTES) {
        memcpy(matcher->text, node->text.data, node->text.size);
        matcher->size = node->text.size;
    }
    if (matcher->size == 0 || matcher->size > MOST_BYTES) {
        return false;
    }
    spell_umlauts(matcher->text, matcher->size, matcher->spelled);
    struct bytes text = bytes_of(matcher->text, matcher->size);
    struct bytes spelled = bytes_of(matcher->spelled, matcher->size);
    matcher->letters = lexicon_letters(text);
    matcher->spelled_letters = lexicon_letters(spelled);
    letters_read(&matcher->word, text);
    letters_read(&matcher->spelled_word, spelled);
    return true;
}

/* Stars stand for any bytes: parts of the pattern are whole letters. */
static bool match_stars(struct bytes pattern, struct bytes text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, tried = 0;
    while (t < text.size) {
        if (p < pattern.size && pattern.data[p] == '*') {
            star = p++;
            tried = t;
        } else if (p < pattern.size && pattern.data[p] == text.data[t]) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++tried;
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.data[p] == '*') {
        p++;
    }
    return p == pattern.size;
}

static bool few_bits(uint32_t bits, uint32_t most)
{
    for (uint32_t i = 0; i < most; i++) {
        bits &= bits - (bits != 0);
    }
    return bits == 0;
}

static bool near_letters(uint32_t wanted, uint32_t letters, uint32_t edits)
{
    return few_bits(wanted & ~letters, edits) && few_bits(letters & ~wanted, edits);
}

/* Whether the letters alone leave a chance. */
static bool may_match(const struct matcher *matcher, uint32_t letters)
{
    uint32_t spelled = matcher->folds ? spell_letters(letters) : letters;
    if (matcher->edits == 0) {
        return (matcher->spelled_letters & ~spelled) == 0 || !matcher->folds;
    }
    return near_letters(matcher->letters, letters, matcher->edits) ||
           near_letters(matcher->spelled_letters, spelled, matcher->edits);
}

/* How far the word is from the pattern; above QUERY_MOST_EDITS: it does not match. */
static uint32_t match_word(const struct matcher *matcher, struct bytes word)
{
    uint8_t spelled_text[256];
    struct letters letters;
    struct bytes spelled = bytes_of(spelled_text, word.size);
    if (matcher->folds) {
        spell_umlauts(word.data, word.size, spelled_text);
    }
    if (matcher->edits == 0) {
        bool matches = match_stars(bytes_of(matcher->folds ? matcher->spelled : matcher->text,
                                            matcher->size), matcher->folds ? spelled : word);
        return matches ? 0 : QUERY_MOST_EDITS + 1;
    }
    letters_read(&letters, word);
    uint32_t distance = distance_bounded(&matcher->word, &letters, matcher->edits);
    if (distance > 0 && matcher->folds) {
        letters_read(&letters, spelled);
        uint32_t other = distance_bounded(&matcher->spelled_word, &letters, matcher->edits);
        distance = other < distance ? other : distance;
    }
    return distance <= matcher->edits ? distance : QUERY_MOST_EDITS + 1;
}

/* Forms of one term come one after the other. */
static void add_found(struct gathering *all, size_t first, struct bytes term, uint64_t documents,
                      uint32_t distance)
{
    struct found *last = NULL;
    if (all->found.size > first) {
        last = (struct found *)(void *)(all->found.data + all->found.size) - 1;
    }
    if (last != NULL && last->size == term.size &&
        memcmp(all->texts.data + last->start, term.data, term.size) == 0) {
        last->documents += documents;
        last->distance = distance < last->distance ? distance : last->distance;
        return;
    }
    struct found found = {all->texts.size, (uint32_t)term.size, distance, documents};
    buffer_append(&all->texts, term.data, term.size);
    buffer_append(&all->found, &found, sizeof found);
}

static enum status scan_forms(const struct segment *segment, const struct matcher *matcher,
                              struct gathering *all, struct error *err)
{
    struct lexicon_scan scan = {0};
    size_t first = all->found.size;
    for (bool more = true; more && !all->found.failed && !all->texts.failed;) {
        enum status status = lexicon_scan_next(segment, &scan, &more, err);
        if (status != STATUS_OK) {
            return status;
        }
        if (more && may_match(matcher, scan.letters)) {
            uint8_t text[256];
            lexicon_scan_text(&scan, text);
            uint32_t distance = match_word(matcher, bytes_of(text, scan.size));
            if (distance <= QUERY_MOST_EDITS) {
                add_found(all, first, bytes_of(scan.texts.text, scan.texts.size), scan.documents,
                          distance);
            }
        }
    }
    return STATUS_OK;
}

static enum status scan_terms(const struct segment *segment, const struct matcher *matcher,
                              struct gathering *all, struct error *err)
{
    struct term_walk walk = {0};
    size_t first = all->found.size;
    for (bool more = true; more && !all->found.failed && !all->texts.failed;) {
        enum status status = segment_next_term(segment, &walk, &more, err);
        if (status != STATUS_OK) {
            return status;
        }
        uint32_t distance = more ? match_word(matcher, walk.term) : QUERY_MOST_EDITS + 1;
        if (distance <= QUERY_MOST_EDITS) {
            add_found(all, first, walk.term, walk.entry.df, distance);
        }
    }
    return STATUS_OK;
}

static int by_term(const void *left, const void *right)
{
    const struct expanded_term *a = left, *b = right;
    size_t size = a->term.size < b->term.size ? a->term.size : b->term.size;
    int order = memcmp(a->term.data, b->term.data, size);
    return order != 0 ? order : (a->term.size > b->term.size) - (a->term.size < b->term.size);
}

static int by_documents(const void *left, const void *right)
{
    const struct expanded_term *a = left, *b = right;
    return a->documents != b->documents ? (a->documents < b->documents ? 1 : -1) : by_term(left, right);
}

/* Adds up what several segments have, and keeps the most frequent terms. */
static void choose_terms(struct expansion *expansion)
{
    struct expanded_term *terms = expansion->terms;
    size_t count = 0;
    if (expansion->count == 0) {
        return;
    }
    qsort(terms, expansion->count, sizeof *terms, by_term);
    for (size_t i = 1; i < expansion->count; i++) {
        if (by_term(&terms[count], &terms[i]) == 0) {
            terms[count].documents += terms[i].documents;
            bool nearer = terms[i].distance < terms[count].distance;
            terms[count].distance = nearer ? terms[i].distance : terms[count].distance;
        } else {
            terms[++count] = terms[i];
        }
    }
    count++;
    qsort(terms, count, sizeof *terms, by_documents);
    expansion->limited = count > EXPAND_MAX_TERMS;
    expansion->count = expansion->limited ? EXPAND_MAX_TERMS : count;
}

static enum status collect_terms(struct gathering *all, struct arena *arena,
                                 struct expansion *expansion, struct error *err)
{
    size_t count = all->found.size / sizeof(struct found);
    const uint8_t *texts = arena_copy(arena, all->texts.data, all->texts.size);
    struct expanded_term *terms = arena_alloc(arena, (count + 1) * sizeof *terms);
    if (all->found.failed || all->texts.failed || texts == NULL || terms == NULL) {
        return error_set_memory(err);
    }
    const struct found *found = (const struct found *)(const void *)all->found.data;
    for (size_t i = 0; i < count; i++) {
        terms[i] = (struct expanded_term){bytes_of(texts + found[i].start, found[i].size),
                                          found[i].documents, found[i].distance};
    }
    *expansion = (struct expansion){.terms = terms, .count = count};
    choose_terms(expansion);
    return STATUS_OK;
}

enum status expand_pattern(const struct index *index, const struct query_node *node,
                           struct arena *arena, struct expansion *expansion, struct error *err)
{
    struct matcher matcher = {0};
    struct gathering all = {0};
    enum status status = STATUS_OK;
    *expansion = (struct expansion){0};
    if (!make_matcher(&matcher, index, node)) {
        return STATUS_OK;
    }
    for (size_t s = 0; s < index->segment_count && status == STATUS_OK; s++) {
        const struct segment *segment = &index->segments[s].segment;
        status = lexicon_exists(segment) ? scan_forms(segment, &matcher, &all, err)
                                         : scan_terms(segment, &matcher, &all, err);
    }
    if (status == STATUS_OK && all.found.size > 0) {
        status = collect_terms(&all, arena, expansion, err);
    }
    buffer_release(&all.found);
    buffer_release(&all.texts);
    return status;
}
