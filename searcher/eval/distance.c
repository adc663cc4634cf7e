#include "searcher/eval/distance.h"

#include <stdbool.h>

#include "common/base/utf8.h"

void letters_read(struct letters *letters, struct bytes word)
{
    uint32_t count = 0;
    size_t size;
    for (size_t at = 0; at < word.size && count < DISTANCE_MAX_LETTERS; at += size) {
        int valid = 1;
        size = 1;
        letters->at[count++] = word.data[at] < 0x80
                                   ? word.data[at]
                                   : utf8_read(word.data + at, word.data + word.size, &size, &valid);
    }
    letters->count = count;
}

/* Three rows of a table of which only a band of 2 * most + 1 cells around the diagonal can stay
 * below the bound. Cell `d` of row i is column i + d - most. */
uint32_t distance_bounded(const struct letters *left, const struct letters *right, uint32_t most)
{
    enum { WIDTH = 2 * DISTANCE_MOST + 3 };
    uint32_t rows[3][WIDTH], n = left->count, m = right->count;
    uint32_t *before = rows[0], *last = rows[1], *row = rows[2];
    if (n > m + most || m > n + most) {
        return most + 1;
    }
    for (uint32_t d = 0; d < WIDTH; d++) {
        before[d] = most + 1;
        last[d] = d >= most && d - most <= m && d <= 2 * most ? d - most : most + 1;
    }
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t least = most + 1;
        for (uint32_t d = 0; d <= 2 * most; d++) {
            uint32_t best = most + 1;
            if (i + d >= most && i + d - most <= m) {
                uint32_t j = i + d - most, up = last[d + 1] + 1, aside = d > 0 ? row[d - 1] + 1 : most + 1;
                best = up < aside ? up : aside;
                uint32_t across = j > 0 ? last[d] + (left->at[i - 1] != right->at[j - 1]) : most + 1;
                best = across < best ? across : best;
                bool swapped = i > 1 && j > 1 && left->at[i - 1] == right->at[j - 2] &&
                               left->at[i - 2] == right->at[j - 1];
                best = swapped && before[d] + 1 < best ? before[d] + 1 : best;
            }
            row[d] = best;
            least = best < least ? best : least;
        }
        row[2 * most + 1] = most + 1;
        if (least > most) {
            return most + 1;
        }
        uint32_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    uint32_t distance = last[m + most - n];
    return distance <= most ? distance : most + 1;
}
