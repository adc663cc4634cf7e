/* The typed spelling first: a document in which a word of the query stands as it was typed gets
 * SPELLED_SHARE of the word's weight on top of its score. Little enough that it decides between
 * documents that are about as good. */
#ifndef STICHWORT_SEARCHER_EVAL_SPELLED_H
#define STICHWORT_SEARCHER_EVAL_SPELLED_H

#include "common/codec/symbols.h"
#include "searcher/eval/score_sum.h"
#include "searcher/eval/scratch.h"

#define SPELLED_SHARE 0.04

/* One term in one segment. */
struct spelled {
    struct symbols codes; /* see struct spellings */
    const struct codec *codec; /* NULL: all documents are alike */
    uint32_t wanted;      /* bit of each set with the typed spelling */
    double bonus;         /* 0: the term has none */
};

/* STATUS_DAMAGED. */
enum status spelled_open_term(struct spelled *spelled, const struct segment *segment,
                              const struct codec *codec, const struct search_term *wanted,
                              const struct term_entry *entry, struct error *err);

/* Fills run->spelled and run->bonus from the plan's terms. STATUS_DAMAGED. */
enum status spelled_open(struct segment_run *run, const struct codec *codec, struct error *err);

/* The bonus of the document at a place (from 0) of the list. */
static inline double spelled_bonus_at(const struct spelled *spelled, uint32_t place)
{
    if (spelled->bonus == 0) {
        return 0;
    }
    bool there = spelled->codec == NULL ||
                 spelled->codec->symbols_among(&spelled->codes, place, spelled->wanted);
    return there ? spelled->bonus : 0;
}

static inline void spelled_read_notes(const struct segment_run *run, struct score_sum *sum)
{
    for (uint32_t i = 0; i < sum->noted; i++) {
        sum->bonus += spelled_bonus_at(&run->spelled[sum->notes[i].term], sum->notes[i].place);
    }
    sum->noted = 0;
    sum->possible = 0;
}

/* The document stands at this place of the term's list. */
static inline void spelled_note(const struct segment_run *run, uint32_t term, uint32_t place,
                                struct score_sum *sum)
{
    if (run->spelled[term].bonus == 0) {
        return;
    }
    if (sum->noted == SCORE_NOTES) {
        spelled_read_notes(run, sum);
    }
    sum->notes[sum->noted].term = term;
    sum->notes[sum->noted++].place = place;
    sum->possible += run->spelled[term].bonus;
}

/* The score. Spellings are looked at only if the document can be among the best with them; if not, it
 * is not with what this gives either. */
static inline double spelled_total(const struct segment_run *run, struct score_sum *sum)
{
    double score = score_sum_total(sum);
    if (score + sum->possible >= topk_threshold(run->topk) * (1 - 1e-9)) {
        spelled_read_notes(run, sum);
        score = score_sum_total(sum);
    }
    return score;
}

#endif
