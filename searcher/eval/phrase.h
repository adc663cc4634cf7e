/* Phrases: how often the words of a phrase stand together in one document. */
#ifndef STICHWORT_SEARCHER_EVAL_PHRASE_H
#define STICHWORT_SEARCHER_EVAL_PHRASE_H

#include "searcher/eval/scratch.h"

enum { PHRASE_FEW = 16 };

/* Where one word of the phrase has the document. */
struct phrase_list {
    struct cursor *cursor;
    uint32_t block, index, tf;
};

/* Occurrences of the phrase in the document that all lists (one a word) are at: exact, each start
 * counts; near, each smallest window that holds all words within words + distance places.
 * `once`: stops at the first. 0 also on damage (latched in the cursor) and without memory
 * (run->work.failed). */
uint32_t phrase_count_lists(struct segment_run *run, const struct plan_node *node,
                            const struct phrase_list *lists, bool once);

/* The same; moves the words' cursors to the document. 0 if a word is not in it. */
uint32_t phrase_count(struct segment_run *run, const struct plan_node *node, uint32_t document);

#endif
