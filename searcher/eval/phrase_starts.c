#include "searcher/eval/phrase_starts.h"

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
    if (!buffer_reserve(&run->work, (size_t)sum * (2 * sizeof(uint32_t) + 2))) {
        return false;
    }
    starts->lead = lead;
    starts->block = block;
    starts->offset = offset;
    starts->read = 0;
    starts->starts = (uint32_t *)(void *)run->work.data;
    starts->wanted = starts->starts + sum;
    starts->index = (uint8_t *)(starts->wanted + sum);
    starts->found = starts->index + sum;
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

/* Keeps the starts with an answer of 1; the number of answers. */
static uint32_t take_away(struct phrase_starts *starts, uint32_t slot, const uint8_t *found)
{
    uint32_t *at = starts->starts + starts->first[slot], count = starts->count[slot], kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        at[kept] = at[i];
        kept += found[i];
    }
    starts->count[slot] = kept;
    return count;
}

bool phrase_starts_keep(struct phrase_starts *starts, struct cursor *other, uint32_t block,
                        uint32_t offset, const struct phrase_pair *pairs, uint32_t pair_count)
{
    uint32_t asked = 0, answered = 0;
    if (!read_starts(starts, pairs, pair_count)) {
        return false;
    }
    for (uint32_t i = 0; i < pair_count; i++) {
        uint32_t slot = pairs[i].slot;
        const uint32_t *at = starts->starts + starts->first[slot];
        for (uint32_t j = 0; j < starts->count[slot]; j++, asked++) {
            starts->wanted[asked] = at[j] + offset;
            starts->index[asked] = pairs[i].place;
        }
    }
    if (!cursor_test_positions(other, block, starts->index, starts->wanted, asked, starts->found)) {
        return false;
    }
    for (uint32_t i = 0; i < pair_count; i++) {
        answered += take_away(starts, pairs[i].slot, starts->found + answered);
    }
    return true;
}
