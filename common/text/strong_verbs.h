/* Strong and mixed verbs: a table of stems, by which past, participle and present meet the infinitive.
 * Inside common/text. */
#ifndef STICHWORT_COMMON_TEXT_STRONG_VERBS_H
#define STICHWORT_COMMON_TEXT_STRONG_VERBS_H

#include "common/base/bytes.h"

/* What stands before the part of a word that is looked at. */
struct verb_place {
    bool separable, inseparable; /* the prefix before it, of either kind or both */
    unsigned prefixes;           /* how many */
    bool ge;                     /* ge-, which is no part of the infinitive */
};

/* Whether the word, or the one before its ending of an adjective, is no form of such a verb. */
bool strong_verb_is_other(const uint8_t *word, size_t size);

/* The infinitive of a form without its prefixes and ge-; NULL: there is none. */
const char *strong_verb_find(const uint8_t *core, size_t size, const struct verb_place *place);

#endif
