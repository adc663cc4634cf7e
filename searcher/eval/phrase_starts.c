#include "searcher/eval/phrase_starts.h"

enum { PHRASE_ROW = 4 }; /* as many starts are copied at once: few documents have more */

bool phrase_starts_begin(struct phrase_starts *starts, struct segment_run *run,
                         struct cursor *lead, uint32_t block, uint32_t offset)
{
    const uint32_t *words = cursor_words(lead);
    uint32_t documents = cursor_count(lead, block);
    uint64_t sum = 0, most = cursor_most_positions(lead);
    for (uint32_t i = 0; i < documents; i++) {
        starts->count[i] = PHRASE_UNREAD;
        sum += words[i];
    }
    if (sum > most) { /* more than the bytes can hold */
        lead->damaged = true;
        return false;
    }
    run->work.size = 0; /* a failure stays: the search must not go on without its documents */
    size_t room = (size_t)sum + PHRASE_ROW;
    if (!buffer_reserve(&run->work, room * (3 * sizeof(uint32_t) + 2))) {
        return false;
    }
    starts->lead = lead;
    starts->block = block;
    starts->offset = offset;
    starts->read = 0;
    starts->starts = (uint32_t *)(void *)run->work.data;
    starts->wanted = starts->starts + room;
    starts->kept = starts->wanted + room;
    starts->index = (uint8_t *)(starts->kept + room);
    starts->found = starts->index + room;
    return true;
}

/* Positions before the lead's place in the phrase begin none. */
static void make_starts(struct phrase_starts *starts, uint32_t slot)
{
    uint32_t *out = starts->starts + starts->first[slot], kept = 0;
    for (uint32_t i = 0; i < starts->count[slot]; i++) {
        uint32_t position = out[i];
        out[kept] = position - starts->offset;
        kept += position >= starts->offset;
    }
    starts->count[slot] = kept;
}

/* Reads the documents that have not been read yet. */
static bool read_starts(struct phrase_starts *starts, const struct phrase_pair *pairs,
                        uint32_t pair_count)
{
    const uint32_t *words = cursor_words(starts->lead);
    uint32_t *out = starts->starts + starts->read, count = 0;
    uint8_t slots[CODEC_BLOCK];
    for (uint32_t i = 0; i < pair_count; i++) {
        uint32_t slot = pairs[i].slot;
        if (starts->count[slot] == PHRASE_UNREAD) {
            slots[count++] = (uint8_t)slot;
            starts->first[slot] = starts->read;
            starts->count[slot] = words[slot];
            starts->read += words[slot];
        }
    }
    if (count > 0 && !cursor_positions(starts->lead, starts->block, slots, count, out)) {
        return false;
    }
    for (uint32_t i = 0; i < count && starts->offset > 0; i++) {
        make_starts(starts, slots[i]);
    }
    return true;
}

/* A question for each start of a pair: the place in the list, the position; how many there are then. */
static uint32_t ask_pair(struct phrase_starts *starts, struct phrase_pair pair, uint32_t offset,
                         uint32_t asked)
{
    uint32_t count = starts->count[pair.slot];
    const uint32_t *at = starts->starts + starts->first[pair.slot];
    uint32_t *wanted = starts->wanted + asked;
    uint8_t *index = starts->index + asked;
    for (uint32_t j = 0; j == 0 || j < count; j += PHRASE_ROW) {
        for (uint32_t i = j; i < j + PHRASE_ROW; i++) {
            wanted[i] = at[i] + offset;
            index[i] = pair.place;
        }
    }
    return asked + count;
}

/* The starts of the pairs with an answer of 1, from those of the first pair on: what lies between belongs
 * to documents that are out. ends[i]: the number of questions up to pair i. */
static void keep_answered(struct phrase_starts *starts, const struct phrase_pair *pairs,
                          uint32_t pair_count, const uint32_t *ends, uint32_t offset)
{
    uint32_t first = starts->first[pairs[0].slot], kept = 0, asked = ends[pair_count - 1];
    uint32_t *out = starts->starts + first;
    for (uint32_t i = 0; i < asked; i++) {
        starts->kept[i] = kept;
        out[kept] = starts->wanted[i] - offset;
        kept += starts->found[i];
    }
    starts->kept[asked] = kept;
    for (uint32_t i = 0, before = 0; i < pair_count; before = ends[i++]) {
        starts->first[pairs[i].slot] = first + starts->kept[before];
        starts->count[pairs[i].slot] = starts->kept[ends[i]] - starts->kept[before];
    }
}

bool phrase_starts_keep(struct phrase_starts *starts, struct cursor *other, uint32_t block,
                        uint32_t offset, const struct phrase_pair *pairs, uint32_t pair_count)
{
    uint32_t asked = 0, ends[CODEC_BLOCK];
    if (!read_starts(starts, pairs, pair_count)) {
        return false;
    }
    for (uint32_t i = 0; i < pair_count; i++) {
        ends[i] = asked = ask_pair(starts, pairs[i], offset, asked);
    }
    if (!cursor_test_positions(other, block, starts->index, starts->wanted, asked, starts->found)) {
        return false;
    }
    keep_answered(starts, pairs, pair_count, ends, offset);
    return true;
}
