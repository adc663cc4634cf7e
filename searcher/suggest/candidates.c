#include "searcher/suggest/candidates.h"

#include <math.h>
#include <string.h>

#include "common/format/lexicon_scan.h"
#include "searcher/suggest/cost.h"
#include "searcher/suggest/near_prefix.h"

/* Words of fewer letters than SHORT allow one edit, others two; the shorter a word, the likelier
 * two of them lead to a word that has nothing to do with it. */
enum { SHORT_LETTERS = 4, MIDDLE_LETTERS = 6, LONG_LETTERS = 9, MOST_EDITS = 2 };
enum { MOST_COST_SHORT = 120, MOST_COST_MIDDLE = 160, MOST_COST_LONG = 200 };

/* A change more is as unlikely as a word e^7 times as rare. */
static const double SCORE_OF_EDIT = 7;

void candidates_begin(struct candidates *candidates, struct bytes form, uint32_t least)
{
    candidates->count = 0;
    candidates->least = least;
    letters_read(&candidates->typed, form);
    candidates->form = form;
    candidates->letters = lexicon_letters(form);
    candidates->bytes = (uint32_t)form.size;
    candidates->edits = candidates->typed.count < SHORT_LETTERS ? 1 : MOST_EDITS;
}

double candidates_score(uint32_t cost, uint64_t documents)
{
    return log((double)documents + 1) - SCORE_OF_EDIT * cost / COST_EDIT;
}

/* Adds the documents of another segment to a form that is there already. */
static bool add_again(struct candidates *word, const struct candidate *candidate)
{
    for (size_t i = 0; i < word->count; i++) {
        struct candidate *known = &word->list[i];
        if (known->size == candidate->size && memcmp(known->form, candidate->form, known->size) == 0) {
            struct candidate sum = *known;
            sum.documents += candidate->documents;
            sum.score = candidates_score(sum.cost, sum.documents);
            for (; i > 0 && word->list[i - 1].score < sum.score; i--) {
                word->list[i] = word->list[i - 1];
            }
            word->list[i] = sum;
            return true;
        }
    }
    return false;
}

static void take(struct candidates *word, const struct candidate *candidate)
{
    if (add_again(word, candidate)) {
        return;
    }
    size_t place = word->count < CANDIDATES_MAX ? word->count++ : CANDIDATES_MAX;
    for (; place > 0 && word->list[place - 1].score < candidate->score; place--) {
        if (place < CANDIDATES_MAX) {
            word->list[place] = word->list[place - 1];
        }
    }
    if (place < CANDIDATES_MAX) {
        word->list[place] = *candidate;
    }
}

static void consider(struct candidates *word, const struct lexicon_scan *scan)
{
    struct candidate candidate = {.size = (uint8_t)scan->size,
                                  .capital = scan->capital,
                                  .documents = scan->documents};
    struct letters letters;
    lexicon_scan_text(scan, candidate.form);
    letters_read(&letters, bytes_of(candidate.form, candidate.size));
    uint32_t distance = distance_bounded(&word->typed, &letters, word->edits);
    if (distance == 0 || distance > word->edits) {
        return;
    }
    candidate.cost = cost_of(&word->typed, &letters);
    candidate.score = candidates_score(candidate.cost, candidate.documents);
    if (candidate.cost <= (word->typed.count < MIDDLE_LETTERS ? MOST_COST_SHORT
                           : word->typed.count < LONG_LETTERS ? MOST_COST_MIDDLE
                                                              : MOST_COST_LONG)) {
        take(word, &candidate);
    }
}

/* An umlaut has two bytes. */
static struct lexicon_filter filter_of(const struct candidates *word)
{
    uint32_t apart = 2 * word->edits;
    return (struct lexicon_filter){
        .needed = word->letters,
        .allowed = word->letters,
        .least_size = word->bytes > apart ? word->bytes - apart : 1,
        .most_size = word->bytes + apart,
        .apart = word->edits};
}

/* The words whose candidates are looked for. */
struct wanted {
    size_t count;
    struct near_prefix near[LEXICON_MOST_FILTERS];
};

static bool wants(void *context, struct bytes prefix)
{
    struct wanted *wanted = context;
    bool may_be = false;
    for (size_t i = 0; i < wanted->count && !may_be; i++) {
        may_be = near_prefix_may_be(&wanted->near[i], prefix);
    }
    return may_be;
}

static enum status scan_segment(struct candidates *const *words, const struct segment *segment,
                        struct lexicon_scan scan, struct error *err)
{
    for (bool more = true; more;) {
        enum status status = lexicon_scan_next(segment, &scan, &more, err);
        if (status != STATUS_OK || !more) {
            return status;
        }
        for (uint32_t passed = scan.passed; passed != 0; passed &= passed - 1) {
            struct candidates *word = words[__builtin_ctz(passed)];
            if (scan.documents >= word->least) {
                consider(word, &scan);
            }
        }
    }
    return STATUS_OK;
}

enum status candidates_find(struct candidates *const *words, size_t count, const struct index *index,
                            struct error *err)
{
    struct lexicon_filter filters[LEXICON_MOST_FILTERS];
    struct wanted wanted = {.count = count};
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        filters[i] = filter_of(words[i]);
        near_prefix_begin(&wanted.near[i], words[i]->form, words[i]->edits);
        least = words[i]->least < least ? words[i]->least : least;
    }
    enum status status = STATUS_OK;
    for (size_t s = 0; s < index->segment_count && status == STATUS_OK && count > 0; s++) {
        const struct lexicon_scan begin = {.least_documents = least, .filters = filters,
                                           .filter_count = (uint32_t)count,
                                           .wants = wants, .context = &wanted};
        status = scan_segment(words, &index->segments[s].segment, begin, err);
    }
    return status;
}
