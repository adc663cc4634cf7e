#include "common/text/cistem.h"

#include <assert.h>

#include "common/base/utf8.h"

/* Letters that are no code points. */
enum {
    LETTER_SCH = 0x110000,
    LETTER_EI,
    LETTER_IE,
    LETTER_AGAIN,              /* the same as the one before */
    LETTER_INVALID = 0x120000, /* | the byte */
};

struct letters {
    uint32_t at[CISTEM_MAX_BYTES];
    size_t count;
};

static void append(struct letters *word, uint32_t letter)
{
    word->at[word->count++] = letter;
}

static void read_letters(struct bytes from, struct letters *word)
{
    for (size_t i = 0, size; i < from.size; i += size) {
        int valid;
        uint32_t letter = utf8_read(from.data + i, from.data + from.size, &size, &valid);
        switch (letter) {
        case 0xE4: append(word, 'a'); break;
        case 0xF6: append(word, 'o'); break;
        case 0xFC: append(word, 'u'); break;
        case 0xDF:
            append(word, 's');
            append(word, 's');
            break;
        default: append(word, valid ? letter : LETTER_INVALID | from.data[i]);
        }
    }
}

static bool stands_at(const struct letters *word, size_t place, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (place + i >= word->count || word->at[place + i] != (uint8_t)text[i]) {
            return false;
        }
    }
    return true;
}

/* One letter for each occurrence of the text. */
static void contract(struct letters *word, const char *text, size_t size, uint32_t letter)
{
    size_t kept = 0;
    for (size_t i = 0; i < word->count;) {
        bool found = stands_at(word, i, text, size);
        word->at[kept++] = found ? letter : word->at[i];
        i += found ? size : 1;
    }
    word->count = kept;
}

static void mark_doubles(struct letters *word)
{
    for (size_t i = 1; i < word->count; i++) {
        if (word->at[i] == word->at[i - 1]) {
            word->at[i] = LETTER_AGAIN;
        }
    }
}

static size_t ending(const struct letters *word)
{
    uint32_t last = word->at[word->count - 1], before = word->at[word->count - 2];
    if (word->count > 5 && ((before == 'e' && (last == 'm' || last == 'r')) ||
                            (before == 'n' && last == 'd'))) {
        return 2;
    }
    return last == 't' || last == 'e' || last == 's' || last == 'n' ? 1 : 0;
}

static size_t write_text(const char *text, size_t size, uint8_t *out)
{
    for (size_t i = 0; i < size; i++) {
        out[i] = (uint8_t)text[i];
    }
    return size;
}

static size_t write_letter(uint32_t letter, uint8_t *out)
{
    switch (letter) {
    case LETTER_SCH: return write_text("sch", 3, out);
    case LETTER_EI: return write_text("ei", 2, out);
    case LETTER_IE: return write_text("ie", 2, out);
    default:
        if (letter >= LETTER_INVALID) {
            *out = (uint8_t)letter;
            return 1;
        }
        return utf8_write(letter, out);
    }
}

size_t cistem_stem(struct bytes from, uint8_t *out)
{
    assert(from.size <= CISTEM_MAX_BYTES);
    struct letters word;
    word.count = 0;
    read_letters(from, &word);
    size_t first = word.count >= 6 && stands_at(&word, 0, "ge", 2) ? 2 : 0;
    if (first > 0) {
        word.count -= first;
        for (size_t i = 0; i < word.count; i++) {
            word.at[i] = word.at[i + first];
        }
    }
    contract(&word, "sch", 3, LETTER_SCH);
    contract(&word, "ei", 2, LETTER_EI);
    contract(&word, "ie", 2, LETTER_IE);
    mark_doubles(&word);
    for (size_t cut = 1; word.count > 3 && cut > 0; word.count -= cut) {
        cut = ending(&word);
    }
    size_t size = 0;
    for (size_t i = 0; i < word.count; i++) {
        size += write_letter(word.at[i] == LETTER_AGAIN ? word.at[i - 1] : word.at[i], out + size);
    }
    return size;
}
