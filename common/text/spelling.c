#include "common/text/spelling.h"

#include <xxhash.h>

uint8_t spelling_of(struct bytes form)
{
    return (uint8_t)(XXH3_64bits(form.data, form.size) >> 56);
}
