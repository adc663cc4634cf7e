/* The usual JSON record, {"id": "..", "title": "..", "text": ".."}, read without a tree. It takes
 * only what is certainly valid; all else, also what is valid but unusual, is left to the library.
 */
#ifndef STICHWORT_INDEXER_SOURCE_PLAIN_JSON_H
#define STICHWORT_INDEXER_SOURCE_PLAIN_JSON_H

#include <stdbool.h>

#include "common/base/bytes.h"

enum { PLAIN_JSON_MEMBERS = 16 };

struct plain_member {
    struct bytes key, value; /* views into the record or into the scratch memory */
    bool is_string;          /* else an integer, as it is written */
};

/* The members of an object of strings and integers with different keys; `scratch` has room for as
 * many bytes as the record. How many; 0: let the library read it. */
unsigned plain_json_read(struct bytes record, uint8_t *scratch,
                         struct plain_member members[PLAIN_JSON_MEMBERS]);

#endif
