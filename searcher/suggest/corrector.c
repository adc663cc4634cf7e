#include "searcher/suggest/corrector.h"

#include <string.h>

#include "common/format/lexicon_scan.h"
#include "common/text/german.h"
#include "searcher/suggest/capital.h"
#include "searcher/suggest/cost.h"

enum {
    LEAST_LETTERS = 3,
    RARE_SHARE = 2000,      /* a word in fewer than one of so many documents may be an error */
    LEAST_SHARE = 10000,    /* no word is suggested that is in fewer than one of so many */
    RARE_RATIO = 500,       /* a rare word must be so much rarer than what is suggested for it */
    RARE_LEAST_LETTERS = 5, /* and not too short: most short words have neighbours */
    RARE_MOST_COST = 75,    /* and the change likely */
    STEM_RATIO = 30,        /* the same of a form that is new, of a known stem */
    COMPOUND_RATIO = 30,    /* and of a new compound of known parts */
    SPLIT_RATIO = 1000,     /* two words must stand side by side so much more often than as one */
    JOIN_RATIO = 5,         /* and the other way round */
    SPLIT_LEAST_DOCUMENTS = 10,
    LEAST_PART_LETTERS = 4  /* of a compound */
};

static struct bytes form_of(const struct typed_word *word)
{
    return bytes_of(word->form, word->size);
}

static uint32_t one_of(const struct corrector *corrector, uint32_t share)
{
    return (uint32_t)(corrector->index->documents / share);
}

static bool has_digit(struct bytes form)
{
    return (lexicon_letters(form) >> LEXICON_DIGIT & 1) != 0;
}

void corrector_begin(const struct corrector *corrector, struct bytes form, struct typed_word *word)
{
    memcpy(word->form, form.data, form.size);
    word->size = (uint32_t)form.size;
    word->stats = (struct word_stats){0};
    candidates_begin(&word->candidates, form_of(word), 1 + one_of(corrector, LEAST_SHARE));
    word->in_doubt = word->candidates.typed.count >= LEAST_LETTERS && !has_digit(form);
    if (word->in_doubt) {
        compound_reader_stats(&corrector->compounds, form_of(word), &word->stats);
        bool is_short = word->candidates.typed.count < RARE_LEAST_LETTERS;
        word->in_doubt = word->stats.documents <= (is_short ? 0 : one_of(corrector, RARE_SHARE)) &&
                         !german_is_stop_word(form_of(word));
    }
}

/* Makes parts of the word ready that may be mistyped. */
static void begin_parts(struct corrector *corrector, const struct typed_word *word)
{
    size_t count = 0;
    for (uint32_t i = LEAST_PART_LETTERS; i + LEAST_PART_LETTERS <= word->size && count < CORRECTOR_MOST_PARTS;
         i++) {
        struct word_stats left = {0}, right = {0};
        if ((word->form[i] & 0xC0) == 0x80) {
            continue;
        }
        uint32_t bare = i > LEAST_PART_LETTERS && word->form[i - 1] == 's' ? i - 1 : i;
        compound_reader_stats(&corrector->compounds, bytes_of(word->form, i), &left);
        if (left.documents == 0) {
            compound_reader_stats(&corrector->compounds, bytes_of(word->form, bare), &left);
        }
        compound_reader_stats(&corrector->compounds, bytes_of(word->form + i, word->size - i), &right);
        bool first = left.documents == 0;
        uint32_t known = first ? right.documents : left.documents;
        if (known < 2 + one_of(corrector, LEAST_SHARE) || (left.documents > 0 && right.documents > 0)) {
            continue;
        }
        struct typed_part *part = &corrector->parts[count++];
        part->start = first ? 0 : i;
        part->size = first ? i : word->size - i;
        candidates_begin(&part->candidates, bytes_of(word->form + part->start, part->size),
                         2 + one_of(corrector, LEAST_SHARE));
    }
    corrector->parts_of = word;
    corrector->part_count = count;
}

enum status corrector_find(struct corrector *corrector, struct typed_word *words, size_t count,
                           struct error *err)
{
    struct candidates *wanted[CANDIDATES_MAX_WORDS];
    size_t wanted_count = 0;
    corrector->parts_of = NULL;
    for (size_t i = 0; i < count; i++) {
        if (words[i].in_doubt) {
            wanted[wanted_count++] = &words[i].candidates;
        }
    }
    if (wanted_count == 0) {
        return STATUS_OK;
    }
    return candidates_find(wanted, wanted_count, corrector->index, err);
}

/* Appends a word of the index; its first letter large if it mostly is. */
static void append_word(struct correction *correction, struct bytes form, bool capital)
{
    uint8_t *out = correction->text + correction->size;
    memcpy(out, form.data, form.size);
    correction->size += form.size;
    correction->there = true;
    if (capital) {
        word_capitalize(out, form.size);
    }
}

static bool is_capital(const struct candidate *candidate)
{
    return candidate->capital >= LEXICON_CAPITAL_LEVELS / 2;
}

/* Shares of 255 here; see word_capital_share. */
static bool is_mostly_capital(const struct word_stats *stats)
{
    return stats->capital >= 128;
}

/* In how many documents two words stand side by side. */
static enum status count_pair(struct corrector *corrector, struct bytes left, struct bytes right,
                              uint64_t *documents, struct error *err)
{
    const struct search_options options = {.count = true, .k1 = -1, .b = -1, .path = cpu_best_path()};
    struct search_result result = {0};
    uint8_t text[520];
    size_t size = 0;
    enum status status = STATUS_OK;
    if (corrector->pairs == NULL) {
        status = searcher_create(&corrector->pairs, corrector->index, err);
    }
    text[size++] = '"';
    memcpy(text + size, left.data, left.size);
    size += left.size;
    text[size++] = ' ';
    memcpy(text + size, right.data, right.size);
    size += right.size;
    text[size++] = '"';
    if (status == STATUS_OK) {
        status = query_parse(&corrector->query, bytes_of(text, size), false, err);
    }
    if (status == STATUS_OK) {
        status = searcher_run(corrector->pairs, &corrector->query, &options, &result, err);
    }
    *documents = result.total;
    return status;
}

/* The same stem, or endings that inflection gives: no error where the word is known. */
static bool is_inflection(struct bytes a, struct bytes b)
{
    size_t same = 0;
    while (same < a.size && same < b.size && a.data[same] == b.data[same]) {
        same++;
    }
    for (int side = 0; side < 2; side++) {
        struct bytes word = side ? b : a;
        if (word.size - same > 2) {
            return false;
        }
        for (size_t i = same; i < word.size; i++) {
            if (memchr("enrsmt", word.data[i], 6) == NULL) {
                return false;
            }
        }
    }
    return true;
}

/* How much more frequent a candidate must be than a word that is known, if at all. */
static enum status needed_documents(struct corrector *corrector, const struct typed_word *word,
                                    uint64_t *needed, struct error *err)
{
    struct compound_words parts;
    if (word->stats.documents > 0) {
        *needed = (uint64_t)RARE_RATIO * word->stats.documents;
        return STATUS_OK;
    }
    *needed = word->stats.stem_documents > 0 ? STEM_RATIO : 0;
    enum status status = compound_split(&corrector->compounds, form_of(word), &parts, err);
    if (status == STATUS_OK && parts.count > 1) {
        *needed = COMPOUND_RATIO;
    }
    return status;
}

/* Whether both are one term: a search for the other would find the same. */
static bool is_same_term(const struct corrector *corrector, struct bytes a, struct bytes b)
{
    uint8_t copy[ANALYZER_MAX_FORM_BYTES];
    struct bytes term;
    if (analyzer_term(corrector->compounds.analyzer, a, &term, NULL) != STATUS_OK ||
        term.size > sizeof copy) {
        return false;
    }
    size_t size = term.size;
    memcpy(copy, term.data, size);
    return analyzer_term(corrector->compounds.analyzer, b, &term, NULL) == STATUS_OK &&
           bytes_equal(bytes_of(copy, size), term);
}

static const struct candidate *best_candidate(const struct corrector *corrector,
                                              const struct typed_word *word, uint64_t needed)
{
    for (size_t i = 0; i < word->candidates.count; i++) {
        const struct candidate *candidate = &word->candidates.list[i];
        if (is_same_term(corrector, form_of(word), bytes_of(candidate->form, candidate->size))) {
            return NULL;
        }
        if (needed == 0) {
            return candidate;
        }
        uint32_t most_cost = word->stats.documents > 0 ? RARE_MOST_COST : COST_EDIT + COST_EDIT / 5;
        if (candidate->documents >= needed && candidate->cost <= most_cost &&
            !is_inflection(form_of(word), bytes_of(candidate->form, candidate->size))) {
            return candidate;
        }
    }
    return NULL;
}

/* Where a word is best taken apart into two frequent ones: bytes of the first, 0: nowhere. */
static uint32_t best_split(const struct corrector *corrector, const struct typed_word *word)
{
    uint32_t best = 0, most = 0;
    for (uint32_t i = 2; i + 2 <= word->size; i++) {
        struct word_stats left = {0}, right = {0};
        if ((word->form[i] & 0xC0) == 0x80) {
            continue;
        }
        compound_reader_stats(&corrector->compounds, bytes_of(word->form, i), &left);
        if (left.documents <= most) {
            continue;
        }
        compound_reader_stats(&corrector->compounds, bytes_of(word->form + i, word->size - i), &right);
        uint32_t least = left.documents < right.documents ? left.documents : right.documents;
        if (least > most) {
            most = least;
            best = i;
        }
    }
    return most >= SPLIT_LEAST_DOCUMENTS ? best : 0;
}

/* Two words that were run together, if they stand side by side more often than `score` says of
 * other candidates. */
static enum status try_split(struct corrector *corrector, const struct typed_word *word, double score,
                             struct correction *correction, struct error *err)
{
    uint32_t at = best_split(corrector, word);
    uint64_t documents = 0;
    if (at == 0) {
        return STATUS_OK;
    }
    struct bytes left = bytes_of(word->form, at);
    struct bytes right = bytes_of(word->form + at, word->size - at);
    enum status status = count_pair(corrector, left, right, &documents, err);
    if (status == STATUS_OK && documents >= SPLIT_LEAST_DOCUMENTS &&
        documents >= (uint64_t)SPLIT_RATIO * word->stats.documents &&
        candidates_score(COST_EDIT, documents) > score) {
        struct word_stats stats = {0};
        correction->size = 0;
        compound_reader_stats(&corrector->compounds, left, &stats);
        append_word(correction, left, is_mostly_capital(&stats));
        correction->text[correction->size++] = ' ';
        compound_reader_stats(&corrector->compounds, right, &stats);
        append_word(correction, right, is_mostly_capital(&stats));
    }
    return status;
}

/* Puts the word together with another part; its size, 0: it would be too long. */
static size_t replace_part(const struct typed_word *word, const struct typed_part *part,
                           const struct candidate *candidate, uint8_t out[256])
{
    size_t before = part->start, behind = word->size - part->start - part->size;
    if (before + candidate->size + behind > COMPOUND_MAX_FORM_BYTES) {
        return 0;
    }
    memcpy(out, word->form, before);
    memcpy(out + before, candidate->form, candidate->size);
    memcpy(out + before + candidate->size, word->form + part->start + part->size, behind);
    return before + candidate->size + behind;
}

/* The candidates of the word's parts, if they are not there yet. */
static enum status find_parts(struct corrector *corrector, const struct typed_word *word,
                              struct error *err)
{
    struct candidates *wanted[CORRECTOR_MOST_PARTS];
    if (corrector->parts_of == word) {
        return STATUS_OK;
    }
    begin_parts(corrector, word);
    for (size_t i = 0; i < corrector->part_count; i++) {
        wanted[i] = &corrector->parts[i].candidates;
    }
    return corrector->part_count == 0
               ? STATUS_OK
               : candidates_find(wanted, corrector->part_count, corrector->index, err);
}

/* An unknown compound with one part mistyped: the splitter must take the new word apart. */
static enum status try_parts(struct corrector *corrector, const struct typed_word *word,
                             struct correction *correction, struct error *err)
{
    enum status status = find_parts(corrector, word, err);
    const struct typed_part *parts = corrector->parts;
    size_t count = corrector->part_count;
    double best = -1e300;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        for (size_t j = 0; j < parts[i].candidates.count && status == STATUS_OK; j++) {
            const struct candidate *candidate = &parts[i].candidates.list[j];
            struct compound_words split;
            uint8_t form[256];
            size_t size = candidate->cost <= COST_EDIT && candidate->score > best
                              ? replace_part(word, &parts[i], candidate, form)
                              : 0;
            if (size == 0) {
                continue;
            }
            status = compound_split(&corrector->compounds, bytes_of(form, size), &split, err);
            if (status == STATUS_OK && split.count > 1) {
                struct word_stats stats = {0};
                const struct compound_part *head = &split.parts[split.count - 1];
                best = candidate->score;
                compound_reader_stats(&corrector->compounds,
                                      bytes_of(form + head->start, head->size), &stats);
                correction->size = 0;
                append_word(correction, bytes_of(form, size), is_mostly_capital(&stats));
            }
        }
    }
    return status;
}

enum status corrector_word(struct corrector *corrector, const struct typed_word *word,
                           struct correction *correction, struct error *err)
{
    uint64_t needed = 0;
    correction->there = false;
    correction->size = 0;
    if (!word->in_doubt) {
        return STATUS_OK;
    }
    enum status status = needed_documents(corrector, word, &needed, err);
    if (status != STATUS_OK) {
        return status;
    }
    const struct candidate *best = best_candidate(corrector, word, needed);
    double score = best ? best->score : -1e300;
    if (best != NULL) {
        append_word(correction, bytes_of(best->form, best->size), is_capital(best));
    }
    if (word->stats.documents > 0 || word->stats.stem_documents == 0) {
        status = try_split(corrector, word, score, correction, err);
    }
    if (status == STATUS_OK && !correction->there && needed == 0) {
        status = try_parts(corrector, word, correction, err);
    }
    return status;
}

enum status corrector_pair(struct corrector *corrector, const struct typed_word *left,
                           const struct typed_word *right, struct correction *correction,
                           struct error *err)
{
    struct word_stats stats = {0};
    uint8_t joined[512];
    size_t size = left->size + right->size;
    uint64_t documents = 0;
    correction->there = false;
    correction->size = 0;
    if (size > COMPOUND_MAX_FORM_BYTES || size < 2 * LEAST_LETTERS) {
        return STATUS_OK;
    }
    memcpy(joined, left->form, left->size);
    memcpy(joined + left->size, right->form, right->size);
    compound_reader_stats(&corrector->compounds, bytes_of(joined, size), &stats);
    if (stats.documents < 1 + one_of(corrector, LEAST_SHARE) ||
        german_is_stop_word(form_of(left)) || german_is_stop_word(form_of(right))) {
        return STATUS_OK;
    }
    enum status status = count_pair(corrector, form_of(left), form_of(right), &documents, err);
    if (status == STATUS_OK && stats.documents > JOIN_RATIO * documents) {
        append_word(correction, bytes_of(joined, size), is_mostly_capital(&stats));
    }
    return status;
}

void corrector_release(struct corrector *corrector)
{
    compound_reader_release(&corrector->compounds);
    searcher_destroy(corrector->pairs);
    query_release(&corrector->query);
    corrector->pairs = NULL;
}
