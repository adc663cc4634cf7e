#include "searcher/eval/choice.h"

#include <string.h>

void choice_reset(struct choice *choice)
{
    choice->window = UINT32_MAX;
    choice->at = 0;
}

static void add_list(struct segment_run *run, uint32_t term, uint32_t base, uint32_t end,
                     struct choice *choice)
{
    struct cursor *cursor = run->cursors[term];
    double weight = run->plan->terms[term].weight;
    for (uint32_t block = cursor_seek_block(cursor, base);
         block < cursor->blocks && cursor_base(cursor, block) < end; block++) {
        if (!cursor_load_docs(cursor, block) || !cursor_load_tfs(cursor, block)) {
            return;
        }
        uint32_t count = cursor_count(cursor, block);
        run->stats->blocks_decoded++;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t document = cursor->docs[i];
            if (document >= base && document < end) {
                double share = run_share(run, weight, document, cursor->tfs[i]);
                double *best = &choice->shares[document - base];
                *best = share > *best ? share : *best;
                choice->bits[(document - base) / 64] |= (uint64_t)1 << (document - base) % 64;
                run->stats->postings_scored++;
            }
        }
    }
}

static void fill(struct segment_run *run, const struct plan_node *node, uint32_t window)
{
    struct choice *choice = node->choice;
    uint32_t base = window * CHOICE_WINDOW;
    memset(choice->shares, 0, sizeof choice->shares);
    memset(choice->bits, 0, sizeof choice->bits);
    for (uint32_t t = node->first_term; t < node->first_term + node->term_count; t++) {
        if (run->cursors[t] != NULL) {
            add_list(run, t, base, base + CHOICE_WINDOW, choice);
        }
    }
    choice->window = window;
}

/* The first document of the filled window from `place` on, or CHOICE_WINDOW. */
static uint32_t next_place(const struct choice *choice, uint32_t place)
{
    for (uint32_t word = place / 64; word < CHOICE_WINDOW / 64; word++) {
        uint64_t bits = choice->bits[word];
        bits = word == place / 64 ? bits & ~(uint64_t)0 << place % 64 : bits;
        if (bits != 0) {
            return 64 * word + (uint32_t)__builtin_ctzll(bits);
        }
    }
    return CHOICE_WINDOW;
}

uint32_t choice_advance(struct segment_run *run, const struct plan_node *node, uint32_t document)
{
    struct choice *choice = node->choice;
    uint32_t documents = run->segment->segment.facts.documents;
    if (node->term_count == 0) {
        return CURSOR_END;
    }
    if (choice->window != UINT32_MAX && document <= choice->at) {
        return choice->at;
    }
    while (document < documents) {
        uint32_t window = document / CHOICE_WINDOW;
        if (choice->window != window) {
            fill(run, node, window);
        }
        uint32_t place = next_place(choice, document % CHOICE_WINDOW);
        if (place < CHOICE_WINDOW) {
            choice->at = window * CHOICE_WINDOW + place;
            return choice->at;
        }
        document = (window + 1) * CHOICE_WINDOW;
    }
    choice->at = CURSOR_END;
    choice->window = choice->window == UINT32_MAX ? 0 : choice->window;
    return CURSOR_END;
}

double choice_share(const struct plan_node *node, uint32_t document)
{
    return node->choice->shares[document % CHOICE_WINDOW];
}
