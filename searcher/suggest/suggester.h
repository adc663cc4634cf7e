/* "Did you mean": a query with likelier words, out of the index's own vocabulary. Words that are
 * unknown or rare neighbours of frequent ones are changed; words in quotes, words that must not
 * occur, words with stars or ~ and numbers never. Belongs to one thread. */
#ifndef STICHWORT_SEARCHER_SUGGEST_SUGGESTER_H
#define STICHWORT_SEARCHER_SUGGEST_SUGGESTER_H

#include "searcher/index/index.h"
#include "searcher/query/query.h"

struct suggester;

/* `index` is borrowed. */
enum status suggester_create(struct suggester **suggester, const struct index *index,
                             struct error *err);

void suggester_destroy(struct suggester *suggester);

/* Puts the query with its words changed into `out`; leaves it empty if there is nothing to change.
 * Only the first CANDIDATES_MAX_WORDS words are looked at. STATUS_DAMAGED, STATUS_MEMORY. */
enum status suggester_run(struct suggester *suggester, const struct query *query, struct buffer *out,
                          struct error *err);

#endif
