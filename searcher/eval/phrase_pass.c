#include "searcher/eval/phrase_pass.h"

#include <string.h>

#include "searcher/eval/block_scan.h"
#include "searcher/eval/lead.h"
#include "searcher/eval/phrase.h"
#include "searcher/eval/phrase_starts.h"

/* The candidates of one block of the lead: which place of which block each word has. */
struct candidates {
    uint32_t count;
    uint32_t document[CODEC_BLOCK];
    uint32_t most[CODEC_BLOCK]; /* frequency that the phrase can have */
    uint32_t block[PHRASE_PASS_WORDS][CODEC_BLOCK]; /* by word and slot */
    uint32_t tf[PHRASE_PASS_WORDS][CODEC_BLOCK];
    uint8_t index[PHRASE_PASS_WORDS][CODEC_BLOCK];
    uint8_t slot[CODEC_BLOCK];
};

struct pass {
    struct segment_run *run;
    const struct plan_node *phrase;
    uint32_t order[PHRASE_PASS_WORDS]; /* words by rising document frequency */
    bool prunes;  /* only the best are wanted: what cannot win may be left out */
    double ratio; /* see tf_can_win */
    uint32_t word_weight;
    bool exact;   /* no words may stand between */
    struct phrase_starts starts;
    struct candidates candidates;
};

static struct cursor *word_cursor(const struct pass *pass, uint32_t word)
{
    return pass->run->cursors[pass->phrase->first_term + word];
}

/* Words by document frequency; false if one is not in the segment. */
static bool order_words(struct pass *pass)
{
    for (uint32_t i = 0; i < pass->phrase->term_count; i++) {
        uint32_t place = i;
        if (word_cursor(pass, i) == NULL || word_cursor(pass, i)->blocks == 0) {
            return false;
        }
        cursor_rewind(word_cursor(pass, i));
        for (; place > 0 && word_cursor(pass, pass->order[place - 1])->df >
                                word_cursor(pass, i)->df; place--) {
            pass->order[place] = pass->order[place - 1];
        }
        pass->order[place] = i;
    }
    return true;
}

/* Exact phrases are at most as frequent as their rarest word; words near each other at most as
 * often as they occur together: each step to the next window passes an occurrence. */
static uint32_t most_frequent(const struct pass *pass, uint32_t a, uint32_t b)
{
    return pass->phrase->distance > 0 ? a + b : a < b ? a : b;
}

/* Whether a phrase of the lead's block can win by the bounds of all words. */
static bool block_can_win(const struct pass *pass, uint32_t block)
{
    struct cursor *lead = word_cursor(pass, pass->order[0]);
    uint32_t first = cursor_base(lead, block), last = cursor_last(lead, block);
    float least = pass->run->gain[cursor_bounds(lead)[block]];
    for (uint32_t i = 1; i < pass->phrase->term_count; i++) {
        float gain = block_scan_gain(pass->run, word_cursor(pass, pass->order[i]), first, last);
        least = gain < least ? gain : least;
    }
    least = least >= 0 && pass->phrase->distance > 0 ? 1 : least;
    return least >= 0 && (!pass->prunes || least * (float)(pass->phrase->weight * (1 + 1e-6)) >=
                                               lead_threshold(pass->run));
}

/* tf / (tf + K) >= t is tf >= K t / (1 - t): no division for each document. The frequency's margin
 * covers rounding. */
static void set_ratio(struct pass *pass)
{
    double least = topk_threshold(pass->run->topk) / pass->phrase->weight;
    pass->ratio = !pass->prunes ? 0 : least < 1 ? least / (1 - least) : 1e300;
}

/* Whether `tf` occurrences in the document can win. */
static bool tf_can_win(const struct pass *pass, uint32_t document, uint32_t tf)
{
    if (!pass->prunes) {
        return true;
    }
    uint32_t length = segment_length(&pass->run->segment->segment, document);
    return (double)tf * pass->word_weight * (1 + 1e-9) >= pass->ratio * bm25_norm(&pass->run->bm25, length);
}

/* Where all documents of the lead's block stand: only words near each other are looked up again. */
static void note_lead(struct pass *pass, uint32_t block, const uint32_t *words, uint32_t count)
{
    struct candidates *candidates = &pass->candidates;
    uint32_t word = pass->order[0];
    memcpy(candidates->tf[word], words, count * sizeof *words);
    for (uint32_t i = 0; i < count; i++) { /* a candidate's slot is its place in the lead's block */
        candidates->block[word][i] = block;
        candidates->index[word][i] = (uint8_t)i;
    }
}

static void take_all(struct candidates *candidates, const struct cursor *lead, uint32_t count)
{
    memcpy(candidates->document, lead->docs, count * sizeof *lead->docs);
    memcpy(candidates->most, lead->tfs, count * sizeof *lead->tfs);
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        candidates->slot[i] = (uint8_t)i;
    }
    candidates->count = count;
}

static bool take_block(struct pass *pass, uint32_t block)
{
    struct candidates *candidates = &pass->candidates;
    struct cursor *lead = word_cursor(pass, pass->order[0]);
    uint32_t count = cursor_count(lead, block), kept = 0;
    candidates->count = 0;
    if (!cursor_load_docs(lead, block) || !cursor_load_tfs(lead, block)) {
        return false;
    }
    pass->run->stats->blocks_decoded++;
    const uint32_t *words = cursor_words(lead);
    if (!pass->exact) {
        note_lead(pass, block, words, count);
    } else if (!pass->prunes && pass->run->segment->deleted.size == 0 && lead->word_weight == 1) {
        take_all(candidates, lead, count);
        return true;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t document = lead->docs[i], most = words[i];
        candidates->document[kept] = document;
        candidates->most[kept] = most;
        candidates->slot[kept] = (uint8_t)i;
        bool wins = !pass->exact || tf_can_win(pass, document, most);
        bool lives = !run_is_deleted(pass->run, document);
        kept += (most > 0) & wins & lives;
    }
    candidates->count = kept;
    return true;
}

/* Of the candidates [start, end), which lie in one block of a word, those that it has move to
 * `kept`. */
static uint32_t join_block(struct pass *pass, uint32_t word, uint32_t block, uint32_t start,
                           uint32_t end, uint32_t kept)
{
    struct candidates *candidates = &pass->candidates;
    struct cursor *cursor = word_cursor(pass, word);
    uint8_t places[CODEC_BLOCK], there[CODEC_BLOCK];
    uint32_t found = 0;
    cursor_find_all(cursor, block, candidates->document + start, end - start, places);
    pass->run->stats->probes += end - start;
    for (uint32_t i = start; i < end; i++) {
        there[found] = (uint8_t)i;
        found += places[i - start] != CODEC_NOT_THERE;
    }
    /* positions need all frequencies */
    if (found == 0 || ((found > 1 || !pass->prunes) && !cursor_load_tfs(cursor, block))) {
        return kept;
    }
    const uint32_t *words = cursor->tfs_block == block ? cursor_words(cursor) : NULL;
    for (uint32_t f = 0; f < found; f++) { /* no branch: what is dropped is written over */
        uint32_t i = there[f], document = candidates->document[i];
        uint8_t place = places[i - start], slot = candidates->slot[i];
        uint32_t tf = words != NULL ? words[place] : cursor_word_count(cursor, block, place);
        uint32_t most = most_frequent(pass, tf, candidates->most[i]);
        candidates->index[word][slot] = place;
        if (!pass->exact) {
            candidates->block[word][slot] = block;
            candidates->tf[word][slot] = tf;
        }
        candidates->document[kept] = document;
        candidates->most[kept] = most;
        candidates->slot[kept] = slot;
        bool wins = !pass->exact || tf_can_win(pass, document, most);
        kept += (tf > 0) & wins;
    }
    return kept;
}

/* Of the candidates [start, end) of one block of the word those stay, from `start` on, at which the
 * phrase can still begin; how many. */
static uint32_t keep_starts(struct pass *pass, uint32_t word, uint32_t block, uint32_t start,
                            uint32_t end)
{
    struct candidates *candidates = &pass->candidates;
    struct phrase_pair pairs[CODEC_BLOCK];
    uint32_t kept = start;
    for (uint32_t i = start; i < end; i++) {
        uint8_t slot = candidates->slot[i];
        pairs[i - start] = (struct phrase_pair){slot, candidates->index[word][slot]};
    }
    if (start == end ||
        !phrase_starts_keep(&pass->starts, word_cursor(pass, word), block,
                            pass->phrase->offsets[word], pairs, end - start)) {
        return start;
    }
    for (uint32_t i = start; i < end; i++) {
        uint32_t count = pass->starts.count[candidates->slot[i]], most = candidates->most[i];
        candidates->document[kept] = candidates->document[i];
        candidates->most[kept] = count < most ? count : most;
        candidates->slot[kept] = candidates->slot[i];
        kept += count > 0;
    }
    return kept;
}

static uint32_t count_near(const struct pass *pass, uint32_t slot)
{
    const struct candidates *candidates = &pass->candidates;
    struct phrase_list lists[PHRASE_PASS_WORDS];
    for (uint32_t word = 0; word < pass->phrase->term_count; word++) {
        lists[word] = (struct phrase_list){word_cursor(pass, word), candidates->block[word][slot],
                                           candidates->index[word][slot], candidates->tf[word][slot]};
    }
    return phrase_count_lists(pass->run, pass->phrase, lists, pass->run->options->top == 0);
}

/* Counts and scores the candidates [start, end), which have all words. */
static void offer_candidates(struct pass *pass, uint32_t start, uint32_t end)
{
    const struct candidates *candidates = &pass->candidates;
    const struct search_options *options = pass->run->options;
    for (uint32_t i = start; i < end; i++) {
        uint32_t document = candidates->document[i], found = candidates->most[i];
        if (!tf_can_win(pass, document, found)) {
            continue;
        }
        pass->run->stats->candidates++;
        if (!pass->exact) {
            found = count_near(pass, candidates->slot[i]);
        }
        if (found > 0) {
            pass->run->total++;
            pass->run->stats->exact_scores++;
            if (options->top > 0) {
                uint32_t weight = found * pass->word_weight;
                run_offer(pass->run, run_share(pass->run, pass->phrase->weight, document, weight),
                          document);
                set_ratio(pass);
            }
        }
    }
}

/* `last`: the blocks of the last and most frequent word are the smallest, so positions are read
 * while its block is at hand. */
static void join_word(struct pass *pass, uint32_t word, bool last)
{
    struct candidates *candidates = &pass->candidates;
    struct block_groups groups;
    uint32_t kept = 0;
    block_scan_group(word_cursor(pass, word), candidates->document, candidates->count, &groups);
    for (uint32_t g = 0; g < groups.count; g++) {
        uint32_t before = kept, block = groups.block[g];
        if (g + 1 < groups.count) {
            cursor_prefetch_positions(word_cursor(pass, word), groups.block[g + 1]);
        }
        kept = join_block(pass, word, block, groups.start[g], groups.start[g + 1], kept);
        kept = pass->exact ? keep_starts(pass, word, block, before, kept) : kept;
        if (last) {
            offer_candidates(pass, before, kept);
        }
    }
    candidates->count = kept;
}

enum status phrase_pass_run(struct segment_run *run, const struct plan_node *phrase,
                            struct error *err)
{
    struct pass pass; /* large: candidates stay as they are */
    pass.run = run;
    pass.phrase = phrase;
    pass.word_weight = segment_word_weight(&run->segment->segment);
    pass.exact = phrase->distance == 0;
    pass.prunes = run->options->top > 0 && !run->options->count;
    if (!order_words(&pass)) {
        return STATUS_OK;
    }
    struct cursor *lead = word_cursor(&pass, pass.order[0]);
    for (uint32_t block = 0; block < lead->blocks; block++) {
        set_ratio(&pass);
        if (!block_can_win(&pass, block)) {
            continue;
        }
        if (!take_block(&pass, block)) {
            break;
        }
        if (phrase->term_count == 1) {
            offer_candidates(&pass, 0, pass.candidates.count);
        } else if (pass.exact && !phrase_starts_begin(&pass.starts, run, lead, block,
                                                      phrase->offsets[pass.order[0]])) {
            break;
        }
        for (uint32_t i = 1; i < phrase->term_count && pass.candidates.count > 0; i++) {
            join_word(&pass, pass.order[i], i + 1 == phrase->term_count);
        }
    }
    return run->work.failed ? error_set_memory(err) : STATUS_OK;
}
