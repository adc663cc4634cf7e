/* Whether a word was written with a capital where that tells something: inside a sentence, where
 * German writes nouns and names so and all else small. */
#ifndef STICHWORT_COMMON_TEXT_CASING_H
#define STICHWORT_COMMON_TEXT_CASING_H

#include "common/base/bytes.h"
#include "common/text/analyzer.h"

enum casing {
    CASING_UNKNOWN, /* begins a sentence, line, quotation or list item, stands behind a hyphen or
                       colon, is all capitals or no letter */
    CASING_SMALL,
    CASING_CAPITAL
};

/* Of a token that analyzer_segment made of `text`. A few bytes in front of it are looked at. */
enum casing casing_of(struct bytes text, const struct token *token);

#endif
