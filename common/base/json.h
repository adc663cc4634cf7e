/* JSON text: the few forms that the programs write. */
#ifndef STICHWORT_COMMON_BASE_JSON_H
#define STICHWORT_COMMON_BASE_JSON_H

#include "common/base/buffer.h"

/* Appends the text in quotes, escaped. Bytes that are no UTF-8 become U+FFFD, so that the output
 * is valid whatever comes in. */
void json_append_string(struct buffer *out, struct bytes text);

/* Appends "NAME":VALUE, for a name that needs no escaping. */
void json_append_number(struct buffer *out, const char *name, uint64_t value);

#endif
