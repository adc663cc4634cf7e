#include "searcher/suggest/candidates.h"

#include <math.h>
#include <string.h>

#include "common/format/lexicon.h"
#include "searcher/suggest/cost.h"

/* Words of fewer letters allow one edit, others two. */
enum { SHORT_LETTERS = 4, MOST_EDITS = 2, MOST_COST = 200, MOST_COST_SHORT = 120 };

/* A change more is as unlikely as a word e^7 times as rare. */
static const double SCORE_OF_EDIT = 7;

void candidates_begin(struct candidates *candidates, struct bytes form)
{
    candidates->count = 0;
    letters_read(&candidates->typed, form);
    candidates->letters = lexicon_letters(form);
    candidates->bytes = (uint32_t)form.size;
    candidates->edits = candidates->typed.count < SHORT_LETTERS ? 1 : MOST_EDITS;
}

double candidates_score(uint32_t cost, uint64_t documents)
{
    return log((double)documents + 1) - SCORE_OF_EDIT * cost / COST_EDIT;
}

static inline bool two_bits_at_most(uint32_t bits)
{
    bits &= bits - 1;
    bits &= bits - (bits != 0);
    return bits == 0;
}

/* An umlaut has two bytes. */
static inline bool may_be(const struct candidates *word, uint32_t size, uint32_t letters)
{
    uint32_t apart = size > word->bytes ? size - word->bytes : word->bytes - size;
    uint32_t missing = word->letters & ~letters, more = letters & ~word->letters;
    return apart <= 2 * MOST_EDITS && (missing == 0 || two_bits_at_most(missing)) &&
           (more == 0 || two_bits_at_most(more));
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
    if (candidate.cost <= (word->edits > 1 ? MOST_COST : MOST_COST_SHORT)) {
        take(word, &candidate);
    }
}

enum status candidates_find(struct candidates *const *words, size_t count, const struct index *index,
                            uint32_t least, struct error *err)
{
    for (size_t s = 0; s < index->segment_count; s++) {
        const struct segment *segment = &index->segments[s].segment;
        struct lexicon_scan scan = {0};
        for (bool more = true; more;) {
            enum status status = lexicon_scan_next(segment, &scan, &more, err);
            if (status != STATUS_OK) {
                return status;
            }
            if (!more || scan.documents < least) {
                continue;
            }
            for (size_t i = 0; i < count; i++) {
                if (may_be(words[i], scan.size, scan.letters)) {
                    consider(words[i], &scan);
                }
            }
        }
    }
    return STATUS_OK;
}
