/* Makes the checksums of a changed segment fit again: what is left to find is in the content. */
#ifndef STICHWORT_TESTS_UNIT_VERIFY_RESEAL_H
#define STICHWORT_TESTS_UNIT_VERIFY_RESEAL_H

#include <string.h>
#include <xxhash.h>

#include "common/format/segment.h"

static inline void reseal_put(uint8_t *at, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++) {
        at[i] = (uint8_t)(value >> 8 * i);
    }
}

static inline void reseal(uint8_t *file, size_t size)
{
    uint8_t *footer = file + size - FORMAT_FOOTER_BYTES;
    uint8_t *table = file + format_u64(footer + 24);
    uint8_t *pages = table + (size_t)(SECTION_PAGES - 1) * FORMAT_TABLE_ENTRY_BYTES;
    uint64_t covered = format_u64(pages + 8);
    for (uint64_t at = 0, page = 0; at < covered; at += FORMAT_PAGE_BYTES, page++) {
        uint64_t left = covered - at;
        size_t bytes = left < FORMAT_PAGE_BYTES ? (size_t)left : FORMAT_PAGE_BYTES;
        reseal_put(file + covered + 4 * page, XXH3_64bits(file + at, bytes), 4);
    }
    for (uint8_t *entry = table; entry < footer; entry += FORMAT_TABLE_ENTRY_BYTES) {
        const uint8_t *section = file + format_u64(entry + 8);
        reseal_put(entry + 24, XXH3_64bits(section, (size_t)format_u64(entry + 16)), 8);
    }
    reseal_put(footer + 32, XXH3_64bits(table, (size_t)(footer - table)), 8);
    reseal_put(footer + 56, XXH3_64bits(footer, 56), 8);
}

#endif
