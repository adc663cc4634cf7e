#include "searcher/suggest/near_prefix.h"

/* Rows are bands around the diagonal: cell d of row i is column i + d - EDITS; FAR is more than can count. */
enum { EDITS = NEAR_PREFIX_EDITS, CELLS = 2 * EDITS + 1, FAR = EDITS + 1 };

void near_prefix_begin(struct near_prefix *near, struct bytes word, uint32_t edits)
{
    *near = (struct near_prefix){.edits = edits};
    for (size_t i = 0; i < word.size && !near->any; i++) {
        uint8_t byte = word.data[i], next = i + 1 < word.size ? word.data[i + 1] : 0;
        if (byte == 0xC3 && (next == 0xA4 || next == 0xB6 || next == 0xBC)) {
            byte = next == 0xA4 ? 'a' : next == 0xB6 ? 'o' : 'u';
            i++;
        }
        near->any = byte >= 0x80 || near->size == NEAR_PREFIX_WORD;
        if (!near->any) {
            near->word[near->size++] = byte;
        }
    }
    for (uint32_t d = 0; d <= CELLS; d++) {
        near->rows[0][d] = (uint8_t)(d < EDITS || d - EDITS > near->size || d >= CELLS ? FAR : d - EDITS);
    }
}

static uint8_t least(unsigned a, unsigned b)
{
    return (uint8_t)(a < b ? a : b);
}

/* Fills row i (from 1), of the prefix's letter i - 1; whether a word may still be near. */
static bool fill_row(struct near_prefix *near, uint32_t i)
{
    const uint8_t *last = near->rows[i - 1];
    uint8_t *row = near->rows[i], letter = near->letters[i - 1];
    bool alive = false;
    row[CELLS] = FAR;
    for (uint32_t d = 0; d < CELLS; d++) {
        uint32_t j = i + d - EDITS; /* column */
        row[d] = FAR;
        if (i + d < EDITS || j > near->size) {
            continue;
        }
        uint8_t best = least(last[d + 1] + 1u, d > 0 ? row[d - 1] + 1u : FAR);
        if (j > 0) {
            best = least(best, last[d] + (unsigned)(near->word[j - 1] != letter));
        }
        if (i > 1 && j > 1 && near->word[j - 2] == letter && near->word[j - 1] == near->letters[i - 2]) {
            best = least(best, near->rows[i - 2][d] + 1u);
        }
        row[d] = least(best, FAR);
        /* the letter and the next one may be exchanged ones */
        bool swaps = j > 0 && j < near->size && near->word[j] == letter && last[d] + 1u <= near->edits;
        alive = alive || row[d] <= near->edits || swaps;
    }
    return alive;
}

bool near_prefix_may_be(struct near_prefix *near, struct bytes prefix)
{
    uint32_t same = 0;
    if (near->any) {
        return true;
    }
    while (same < near->depth && same < prefix.size && near->letters[same] == prefix.data[same]) {
        same++;
    }
    if (near->dead > 0 && same >= near->dead) {
        return false;
    }
    near->dead = 0;
    near->depth = same;
    while (near->depth < prefix.size) {
        near->letters[near->depth] = prefix.data[near->depth];
        if (!fill_row(near, ++near->depth)) {
            near->dead = near->depth;
            return false;
        }
    }
    return true;
}
