/* Where exact phrases can begin: the positions of the rarest word in the documents of one of its
 * blocks, of which every further word takes some away. */
#ifndef STICHWORT_SEARCHER_EVAL_PHRASE_STARTS_H
#define STICHWORT_SEARCHER_EVAL_PHRASE_STARTS_H

#include "searcher/eval/scratch.h"

struct phrase_starts {
    struct cursor *lead;
    uint32_t block, offset;        /* of the lead: its place in the phrase */
    uint32_t *starts;              /* in run->work, as the next four: */
    uint32_t *wanted, *kept;       /* by question: the position; how many before it were answered by 1 */
    uint8_t *index, *found;        /* the document's place in the other's block; the answer */
    uint32_t read;                 /* of `starts` */
    uint32_t first[CODEC_BLOCK];   /* by place in the block: where its starts are ... */
    uint32_t count[CODEC_BLOCK];   /* ... and how many; PHRASE_UNREAD: not read yet */
};

#define PHRASE_UNREAD UINT32_MAX

/* Begins with a block of the lead whose frequencies are loaded. False on damage (latched in the
 * cursor) or without memory (run->work.failed). */
bool phrase_starts_begin(struct phrase_starts *starts, struct segment_run *run,
                         struct cursor *lead, uint32_t block, uint32_t offset);

/* A document of the lead's block (its slot) and its place in the block of another word. */
struct phrase_pair {
    uint8_t slot, place;
};

/* For rising slots: takes away the starts at which the other word, `offset` places behind the phrase's beginning, does
 * not stand; count[slot] says what is left. False as above. */
bool phrase_starts_keep(struct phrase_starts *starts, struct cursor *other, uint32_t block,
                        uint32_t offset, const struct phrase_pair *pairs, uint32_t pair_count);

#endif
