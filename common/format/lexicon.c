#include "common/format/lexicon.h"

#include <string.h>

enum { FORMS_MASK = 15, PARTS_SHIFT = 4, PARTS_MASK = 7, NIBBLE = 15, STRIP_MASK = 3, RESTORE_SHIFT = 2 };

/* The bytes of a block; false on damage. */
static bool open_block(const struct segment *segment, uint32_t block, struct byte_reader *in)
{
    struct bytes section = segment->sections[SECTION_LEXICON];
    uint64_t head = 4 * ((uint64_t)segment->term_blocks + 1);
    if (block >= segment->term_blocks || section.size < head) {
        return false;
    }
    uint64_t start = format_u32(section.data + 4 * (size_t)block);
    uint64_t end = format_u32(section.data + 4 * (size_t)block + 4);
    if (start > end || end > section.size - head) {
        return false;
    }
    *in = byte_reader_of(bytes_of(section.data + head + start, (size_t)(end - start)));
    return true;
}

/* A number in a nibble, or behind it from 15 on. */
static uint64_t nibble(struct byte_reader *in, unsigned value)
{
    return value < NIBBLE ? value : NIBBLE + byte_reader_varint(in);
}

/* A form as most are: small numbers, far from the end of the block. Where the next one begins, or
 * NULL. */
static inline const uint8_t *scan_short(const uint8_t *at, const uint8_t *end, uint32_t *drop,
                                        uint32_t *add, uint32_t *count)
{
    if (end - at < 1 + NIBBLE + 3) {
        return NULL;
    }
    *drop = *at >> 4;
    *add = *at & NIBBLE;
    at += 1 + *add;
    if (*drop == NIBBLE || *add == NIBBLE || (at[0] >= 128 && (at[1] >= 128 || at[1] == 0))) {
        return NULL;
    }
    uint32_t two = at[0] >> 7;
    *count = (at[0] & 127u) | (two * at[1]) << 7;
    return at + 1 + two;
}

/* Passes over forms as most are, as long as their counts are below `limit`. How many of `forms` are
 * left, the first of them at *at. */
static inline uint64_t skip_short(const uint8_t **at, const uint8_t *end, uint64_t forms, uint64_t limit)
{
    for (; forms > 0; forms--) {
        uint32_t drop, add, count;
        const uint8_t *next = scan_short(*at, end, &drop, &add, &count);
        if (next == NULL || count >= limit) {
            break;
        }
        *at = next;
    }
    return forms;
}

static bool read_head(struct byte_reader *in, struct lexicon_entry *entry)
{
    uint8_t head = byte_reader_u8(in);
    uint64_t forms = nibble(in, head & FORMS_MASK);
    uint32_t parts = head >> PARTS_SHIFT & PARTS_MASK;
    entry->part_count = parts > 0 ? parts + 1 : 0;
    entry->forms = (uint32_t)forms;
    for (uint32_t i = 0; i < entry->part_count; i++) {
        struct lexicon_part *part = &entry->parts[i];
        part->size = byte_reader_u8(in);
        uint8_t join = byte_reader_u8(in);
        part->strip = join & STRIP_MASK;
        part->restore = join >> RESTORE_SHIFT;
        if (part->size == 0 || part->restore > LEXICON_MOST_RESTORE || part->strip >= part->size) {
            return false;
        }
    }
    return !in->failed && forms <= UINT32_MAX && head < 128 && (forms > 0 || parts == 0);
}

/* Passes over a form or puts it together; false on damage. */
static bool read_form(struct byte_reader *in, struct bytes term, struct lexicon_form *form)
{
    uint8_t sizes = byte_reader_u8(in);
    uint64_t drop = nibble(in, sizes >> 4), add = nibble(in, sizes & NIBBLE);
    struct bytes more = byte_reader_view(in, add);
    uint64_t count = byte_reader_varint(in);
    if (form == NULL) {
        return !in->failed;
    }
    if (in->failed || drop > term.size || term.size - drop + add > 255 || term.size - drop + add == 0 ||
        count / LEXICON_CAPITAL_LEVELS > UINT32_MAX) {
        return false;
    }
    size_t shared = term.size - (size_t)drop;
    memcpy(form->text, term.data, shared);
    if (more.size > 0) {
        memcpy(form->text + shared, more.data, more.size);
    }
    form->size = (uint8_t)(shared + more.size);
    form->documents = (uint32_t)(count / LEXICON_CAPITAL_LEVELS);
    form->capital = (uint8_t)(count % LEXICON_CAPITAL_LEVELS);
    return true;
}

enum status lexicon_find(const struct segment *segment, uint32_t number, struct bytes term,
                         struct lexicon_entry *entry, struct error *err)
{
    struct byte_reader in;
    *entry = (struct lexicon_entry){0};
    if (!lexicon_exists(segment)) {
        return STATUS_OK;
    }
    bool sane = open_block(segment, number / FORMAT_TERM_BLOCK, &in);
    for (uint32_t i = 0; sane && i < number % FORMAT_TERM_BLOCK; i++) {
        sane = read_head(&in, entry);
        uint64_t left = sane ? skip_short(&in.at, in.end, entry->forms, UINT64_MAX) : 0;
        for (; sane && left > 0; left--) {
            sane = read_form(&in, term, NULL);
        }
    }
    if (!sane || !read_head(&in, entry)) {
        return segment_damaged(segment, segment->sections[SECTION_LEXICON].data, "lexicon", err);
    }
    entry->term = term;
    entry->in = in;
    return STATUS_OK;
}

bool lexicon_next_form(struct lexicon_entry *entry, struct lexicon_form *form)
{
    return read_form(&entry->in, entry->term, form);
}

/* The entry of the term that the walk has come to. */
static bool next_entry(const struct segment *segment, struct lexicon_walk *walk)
{
    struct byte_reader in = walk->entry.in;
    uint32_t number = walk->terms.entry.number;
    if (number % FORMAT_TERM_BLOCK == 0 && !open_block(segment, number / FORMAT_TERM_BLOCK, &in)) {
        return false;
    }
    if (!read_head(&in, &walk->entry)) {
        return false;
    }
    walk->entry.term = walk->terms.term;
    walk->entry.in = in;
    walk->left = walk->entry.forms;
    return true;
}

enum status lexicon_next(const struct segment *segment, struct lexicon_walk *walk, bool *found,
                         struct error *err)
{
    *found = false;
    if (!lexicon_exists(segment)) {
        return STATUS_OK;
    }
    while (walk->left == 0) {
        bool more = false;
        enum status status = segment_next_term(segment, &walk->terms, &more, err);
        if (status != STATUS_OK || !more) {
            return status;
        }
        if (!next_entry(segment, walk)) {
            return segment_damaged(segment, segment->sections[SECTION_LEXICON].data, "lexicon", err);
        }
    }
    if (!lexicon_next_form(&walk->entry, &walk->form)) {
        return segment_damaged(segment, segment->sections[SECTION_LEXICON].data, "lexicon", err);
    }
    walk->left--;
    *found = true;
    return STATUS_OK;
}

#define LETTER(c) [c] = 1u << (c - 'a')
#define DIGIT(c) [c] = 1u << LEXICON_DIGIT

/* Umlauts and s are told by their last byte; other bytes of letters beyond ASCII say nothing. */
static const uint32_t bit_of_byte[256] = {
    LETTER('a'), LETTER('b'), LETTER('c'), LETTER('d'), LETTER('e'), LETTER('f'), LETTER('g'),
    LETTER('h'), LETTER('i'), LETTER('j'), LETTER('k'), LETTER('l'), LETTER('m'), LETTER('n'),
    LETTER('o'), LETTER('p'), LETTER('q'), LETTER('r'), LETTER('s'), LETTER('t'), LETTER('u'),
    LETTER('v'), LETTER('w'), LETTER('x'), LETTER('y'), LETTER('z'), DIGIT('0'), DIGIT('1'),
    DIGIT('2'), DIGIT('3'), DIGIT('4'), DIGIT('5'), DIGIT('6'), DIGIT('7'), DIGIT('8'), DIGIT('9'),
    [0xA4] = 1u << LEXICON_A_UMLAUT, [0xB6] = 1u << LEXICON_O_UMLAUT,
    [0xBC] = 1u << LEXICON_U_UMLAUT};

static inline uint32_t add_letters(uint32_t letters, const uint8_t *at, size_t size)
{
    size_t i = 0;
    for (; i + 4 <= size; i += 4) {
        letters |= bit_of_byte[at[i]] | bit_of_byte[at[i + 1]] | bit_of_byte[at[i + 2]] |
                   bit_of_byte[at[i + 3]];
    }
    if (i < size) { /* the last bytes, some of them twice */
        letters |= bit_of_byte[at[i]] | bit_of_byte[at[size - 1]] | bit_of_byte[at[i + (size - i) / 2]];
    }
    return letters;
}

uint32_t lexicon_letters(struct bytes word)
{
    return add_letters(0, word.data, word.size);
}

uint32_t lexicon_scan_letters(const struct lexicon_scan *scan)
{
    return add_letters(add_letters(0, scan->texts.text, scan->shared), scan->more.data,
                       scan->more.size);
}

/* The head of the next term in the scan's block. */
static bool scan_term(struct lexicon_scan *scan)
{
    struct term_texts *texts = &scan->texts;
    struct byte_reader *in = &scan->in;
    if (!segment_next_text(texts) || in->at == in->end) {
        return false;
    }
    uint8_t head = *in->at++;
    uint64_t forms = nibble(in, head & FORMS_MASK);
    uint32_t parts = head >> PARTS_SHIFT & PARTS_MASK;
    if (parts > 0) {
        byte_reader_view(in, 2 * ((uint64_t)parts + 1));
    }
    uint64_t limit = (uint64_t)scan->least_documents * LEXICON_CAPITAL_LEVELS;
    scan->forms_left = forms <= UINT32_MAX ? (uint32_t)skip_short(&in->at, in->end, forms, limit) : 0;
    return !in->failed && forms <= UINT32_MAX && head < 128;
}

static bool scan_form(struct lexicon_scan *scan)
{
    struct byte_reader *in = &scan->in;
    uint32_t drop, add, short_count, term_size = scan->texts.size;
    uint64_t count;
    const uint8_t *more = in->at + 1, *next = scan_short(in->at, in->end, &drop, &add, &short_count);
    if (next != NULL) {
        in->at = next;
        count = short_count;
    } else {
        uint8_t sizes = byte_reader_u8(in);
        uint64_t drop64 = nibble(in, sizes >> 4), add64 = nibble(in, sizes & NIBBLE);
        more = byte_reader_view(in, add64).data;
        count = byte_reader_varint(in);
        drop = drop64 < 256 ? (uint32_t)drop64 : 256;
        add = add64 < 256 ? (uint32_t)add64 : 256;
        if (in->failed || count / LEXICON_CAPITAL_LEVELS > UINT32_MAX) {
            return false;
        }
    }
    scan->shared = term_size - drop;
    scan->size = scan->shared + add;
    if (drop > term_size || scan->size > 255 || scan->size == 0) {
        return false;
    }
    scan->more = bytes_of(more, add);
    scan->documents = (uint32_t)(count / LEXICON_CAPITAL_LEVELS);
    scan->capital = (uint8_t)(count % LEXICON_CAPITAL_LEVELS);
    scan->forms_left--;
    return true;
}

static enum status scan_damaged(const struct segment *segment, struct error *err)
{
    return segment_damaged(segment, segment->sections[SECTION_LEXICON].data, "lexicon", err);
}

/* Steps to a term with forms; *found is false at the end. */
static enum status scan_to_term(const struct segment *segment, struct lexicon_scan *scan, bool *found,
                                struct error *err)
{
    while (scan->forms_left == 0) {
        if (scan->texts.left > 0) {
            if (!scan_term(scan)) {
                return scan_damaged(segment, err);
            }
            continue;
        }
        if (!lexicon_exists(segment) || scan->next_block == segment->term_blocks) {
            return STATUS_OK;
        }
        enum status status = segment_open_texts(segment, scan->next_block, &scan->texts, err);
        if (status != STATUS_OK) {
            return status;
        }
        if (!open_block(segment, scan->next_block++, &scan->in)) {
            return scan_damaged(segment, err);
        }
    }
    *found = true;
    return STATUS_OK;
}

enum status lexicon_scan_next(const struct segment *segment, struct lexicon_scan *scan, bool *found,
                              struct error *err)
{
    uint32_t most = scan->most_size ? scan->most_size : UINT32_MAX;
    for (;;) {
        *found = false;
        if (scan->forms_left == 0) {
            enum status status = scan_to_term(segment, scan, found, err);
            if (status != STATUS_OK || !*found) {
                return status;
            }
        }
        if (!scan_form(scan)) {
            *found = false;
            return scan_damaged(segment, err);
        }
        if (scan->documents >= scan->least_documents && scan->size >= scan->least_size &&
            scan->size <= most) {
            *found = true;
            return STATUS_OK;
        }
    }
}
