/* Words that stand for several: wort* and w*t (a star: any letters), wort~ and wort~2 (up to so many
 * letters changed). Inside searcher/query. */
#ifndef STICHWORT_SEARCHER_QUERY_PATTERN_H
#define STICHWORT_SEARCHER_QUERY_PATTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"

struct pattern {
    bool there;       /* false: a word like others */
    struct bytes text; /* without ~ and its number */
    uint32_t edits;   /* 0: stars */
    const char *wrong; /* not NULL: what is wrong, at `wrong_at` of the word */
    size_t wrong_at;
};

/* Stars beside signs other than hyphens are punctuation, and so is the star of Lehrer*innen, ein*e
 * and jede*r. */
struct pattern pattern_read(struct bytes word);

#endif
