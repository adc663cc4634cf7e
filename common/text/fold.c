#include "common/text/fold.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "common/base/utf8.h"

enum fold_class fold_class_of(uint32_t point)
{
    if (point < 0x80) {
        uint32_t letter = point | 0x20;
        return letter >= 'a' && letter <= 'z' ? FOLD_LETTER
               : point >= '0' && point <= '9' ? FOLD_DIGIT : FOLD_BREAK;
    }
    if (point == 0xAD || (point >= 0x200B && point <= 0x200D) || point == 0x2060 ||
        point == 0xFEFF) {
        return FOLD_NOTHING;
    }
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return FOLD_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return FOLD_DIGIT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return FOLD_MARK;
    default:
        return FOLD_BREAK;
    }
}

static size_t write_by_library(uint32_t point, uint8_t *out)
{
    uint8_t source[4];
    utf8proc_uint8_t *mapped = NULL;
    size_t size = utf8_write(point, source);
    utf8proc_ssize_t length = utf8proc_map(
        source, (utf8proc_ssize_t)size, &mapped,
        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    if (length < 0 || length > FOLD_MAX_BYTES) {
        length = (utf8proc_ssize_t)size;
        memcpy(out, source, size);
    } else {
        memcpy(out, mapped, (size_t)length);
    }
    free(mapped);
    return (size_t)length;
}

size_t fold_write(uint32_t point, uint8_t *out)
{
    if (point < 0x80) {
        out[0] = (uint8_t)(point >= 'A' && point <= 'Z' ? point | 0x20 : point);
        return 1;
    }
    if (point == 0xDF || point == 0x1E9E) {
        out[0] = out[1] = 's';
        return 2;
    }
    if (point >= 0xC0 && point <= 0xFF && point != 0xD7 && point != 0xF7) {
        return utf8_write(point | 0x20, out);
    }
    if (fold_class_of(point) == FOLD_MARK) {
        return 0;
    }
    return write_by_library(point, out);
}

uint32_t fold_umlaut(uint8_t letter, uint32_t mark)
{
    if (mark != 0x308 && mark != 0x364) {
        return 0;
    }
    return letter == 'a' ? 0xE4 : letter == 'o' ? 0xF6 : letter == 'u' ? 0xFC : 0;
}
