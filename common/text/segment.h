/* Text into forms, by the rules of German. Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_SEGMENT_H
#define STICHWORT_COMMON_TEXT_SEGMENT_H

#include "common/text/analyzer.h"

/* Appends the tokens of German text; false without memory. */
bool segment_german(struct bytes text, struct token_list *list);

/* Appends the runs of bytes between blanks. */
bool segment_whitespace(struct bytes text, struct token_list *list);

#endif
