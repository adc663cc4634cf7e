/* The capital that a folded word begins with. Inside searcher/suggest. */
#ifndef STICHWORT_SEARCHER_SUGGEST_CAPITAL_H
#define STICHWORT_SEARCHER_SUGGEST_CAPITAL_H

#include <stddef.h>
#include <stdint.h>

/* Letters of ASCII and Latin-1; others stay. */
static inline void word_capitalize(uint8_t *word, size_t size)
{
    if (size > 0 && word[0] >= 'a' && word[0] <= 'z') {
        word[0] = (uint8_t)(word[0] - 'a' + 'A');
    } else if (size > 1 && word[0] == 0xC3 && word[1] >= 0xA0 && word[1] < 0xBF && word[1] != 0xB7) {
        word[1] = (uint8_t)(word[1] - 0x20);
    }
}

#endif
