/* The user's own word on compounds: a file that overrides the splitter.
 *
 *   # one word a line
 *   staubecken TAB stau+becken      splits so; the parts as they stand in the word
 *   gütersloh                       stays whole
 *
 * Words are folded like all words, so capitals and sharp s may be written. */
#ifndef STICHWORT_COMMON_COMPOUND_EXCEPTIONS_H
#define STICHWORT_COMMON_COMPOUND_EXCEPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/error.h"

struct exceptions;

/* Parses the text of a file; `file` names it in errors ("words.tsv: line 3: ..."). An empty text
 * gives an empty table, the caller's. Of a word that comes twice the last line counts.
 * STATUS_INPUT for a line that is none, STATUS_MEMORY. */
enum status exceptions_parse(struct exceptions **exceptions, struct bytes text, const char *file,
                             struct error *err);

void exceptions_destroy(struct exceptions *exceptions);

/* Sizes of the parts of a form; how many, 0 if the table (may be NULL) does not have it. */
size_t exceptions_find(const struct exceptions *exceptions, struct bytes form, uint8_t sizes[8]);

#endif
