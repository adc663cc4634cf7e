#include "common/text/fold.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "common/base/utf8.h"

/* clang-format off */
const uint8_t fold_ascii[256] = {
    ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
            'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
    ['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
            'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
};

const uint8_t fold_latin1[256] = {
    [0x80] = 0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF,
             0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0,    0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBD, 0xBE, 's',
             0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF,
             0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0,    0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBD, 0xBE, 0xBF,
};
/* clang-format on */

enum fold_class fold_class_of(uint32_t point)
{
    if (point < 0x80) {
        uint8_t folded = fold_ascii[point];
        return folded >= 'a' ? FOLD_LETTER : folded != 0 ? FOLD_DIGIT : FOLD_BREAK;
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
    utf8proc_ssize_t length = utf8proc_map(source, (utf8proc_ssize_t)size, &mapped,
                                           UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                               UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
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
        out[0] = fold_ascii[point] != 0 ? fold_ascii[point] : (uint8_t)point;
        return 1;
    }
    if (point == 0xDF || point == 0x1E9E) {
        out[0] = out[1] = 's';
        return 2;
    }
    if (point == 0x130) { /* the library keeps its dot as a mark of its own */
        out[0] = 'i';
        return 1;
    }
    if (point == 0xA75A || point == 0xA75B) { /* r rotunda, a shape of r in old prints */
        out[0] = 'r';
        return 1;
    }
    if (point >= 0xC0 && point <= 0xFF && point != 0xD7 && point != 0xF7) {
        return utf8_write(point | 0x20, out);
    }
    if (fold_class_of(point) == FOLD_MARK) {
        return 0;
    }
    return write_by_library(point, out);
}

uint32_t fold_compose(uint32_t letter, uint32_t mark)
{
    if (mark == 0x364) {
        mark = letter == 'a' || letter == 'o' || letter == 'u' ? 0x308 : 0;
    }
    utf8proc_int32_t pair[2] = {(utf8proc_int32_t)letter, (utf8proc_int32_t)mark};
    utf8proc_ssize_t size =
        mark != 0 ? utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) : 0;
    return size == 1 ? (uint32_t)pair[0] : 0;
}
