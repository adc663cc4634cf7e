#include "searcher/suggest/candidates.h"

#include <math.h>
#include <string.h>

#include "common/format/lexicon.h"
#include "searcher/suggest/cost.h"

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
    candidates->letters = lexicon_letters(form);
    candidates->bytes = (uint32_t)form.size;
    candidates->edits = candidates->typed.count < SHORT_LETTERS ? 1 : MOST_EDITS;
}

double candidates_score(uint32_t cost, uint64_t documents)
{
    return log((double)documents + 1) - SCORE_OF_EDIT * cost / COST_EDIT;
}

/* An umlaut has two bytes. */
enum { MOST_BYTES_APART = 2 * MOST_EDITS };

static inline bool two_bits_at_most(uint32_t bits)
{
    bits &= bits - 1;
    bits &= bits - (bits != 0);
    return bits == 0;
}

static inline bool may_be(const struct candidates *word, uint32_t size, uint32_t letters)
{
    uint32_t apart = size > word->bytes ? size - word->bytes : word->bytes - size;
    uint32_t missing = word->letters & ~letters, more = letters & ~word->letters;
    return apart <= MOST_BYTES_APART && (missing == 0 || two_bits_at_most(missing)) &&
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
    if (candidate.cost <= (word->typed.count < MIDDLE_LETTERS ? MOST_COST_SHORT
                           : word->typed.count < LONG_LETTERS ? MOST_COST_MIDDLE
                                                              : MOST_COST_LONG)) {
        take(word, &candidate);
    }
}

enum status candidates_find(struct candidates *const *words, size_t count, const struct index *index,
                            struct error *err)
{
    uint32_t shortest = UINT32_MAX, longest = 0, least = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        uint32_t bytes = words[i]->bytes, most = bytes + MOST_BYTES_APART;
        uint32_t least_bytes = bytes > MOST_BYTES_APART ? bytes - MOST_BYTES_APART : 1;
        shortest = least_bytes < shortest ? least_bytes : shortest;
        longest = most > longest ? most : longest;
        least = words[i]->least < least ? words[i]->least : least;
    }
    for (size_t s = 0; s < index->segment_count; s++) {
        const struct segment *segment = &index->segments[s].segment;
        struct lexicon_scan scan = {.least_documents = least, .least_size = shortest,
                                    .most_size = longest};
        for (bool more = true; more;) {
            enum status status = lexicon_scan_next(segment, &scan, &more, err);
            if (status != STATUS_OK) {
                return status;
            }
            uint32_t letters = more ? lexicon_scan_letters(&scan) : 0;
            for (size_t i = 0; i < count && more; i++) {
                if (may_be(words[i], scan.size, letters) && scan.documents >= words[i]->least) {
                    consider(words[i], &scan);
                }
            }
        }
    }
    return STATUS_OK;
}
