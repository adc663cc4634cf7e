#include "common/format/lexicon.h"

#include <string.h>

#include "common/format/endings.h"

enum { FORMS_MASK = 15, PARTS_MASK = 7, NIBBLE = LEXICON_NIBBLE, STRIP_MASK = 3 };

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

/* What bytes say of a form: the term's first bytes, some with umlauts, and others. */
struct form_code {
    uint64_t drop;
    const uint8_t *umlauts;
    uint32_t umlaut_count;
    struct bytes more;
    uint64_t count;
};

/* False on damage; drop may still be anything. */
static bool read_code(struct byte_reader *in, struct form_code *code)
{
    uint8_t first = byte_reader_u8(in);
    *code = (struct form_code){.umlaut_count = 0};
    if (first - 1u < LEXICON_MOST_UMLAUTS) {
        code->umlaut_count = first;
        code->umlauts = byte_reader_view(in, first).data;
        first = byte_reader_u8(in);
    }
    unsigned ending = (unsigned)first - LEXICON_FIRST_ENDING;
    if (first == 0) {
        uint8_t sizes = byte_reader_u8(in);
        code->drop = nibble(in, sizes >> 4);
        code->more = byte_reader_view(in, nibble(in, sizes & NIBBLE));
    } else if (ending < ENDING_COUNT) {
        code->drop = endings[ending].drop;
        code->more = bytes_of(endings[ending].text, endings[ending].size);
    } else {
        return false;
    }
    code->count = byte_reader_varint(in);
    return !in->failed;
}

/* Its size if it fits, else 0. */
static uint32_t size_of(const struct form_code *code, size_t term_size)
{
    uint64_t size = term_size - code->drop + code->umlaut_count + code->more.size;
    return code->drop <= term_size && code->more.size <= 255 && size <= 255 &&
                   code->count / LEXICON_CAPITAL_LEVELS <= UINT32_MAX
               ? (uint32_t)size
               : 0;
}

/* Umlauts rise, on letters that have some; else false. `kept` bytes of the term are there. */
static bool umlauts_fit(const uint8_t *umlauts, uint32_t count, const uint8_t *term, size_t kept)
{
    for (uint32_t i = 0; i < count; i++) {
        if (umlauts[i] >= kept || (i > 0 && umlauts[i] <= umlauts[i - 1]) ||
            lexicon_umlaut_of(term[umlauts[i]]) == 0) {
            return false;
        }
    }
    return true;
}

/* The first `kept` bytes of the term with their umlauts, then others. */
static void put_together(uint8_t *out, const uint8_t *term, size_t kept,
                         const uint8_t *umlauts, uint32_t umlaut_count, struct bytes more)
{
    size_t from = 0;
    for (uint32_t i = 0; i < umlaut_count; i++) {
        size_t size = umlauts[i] - from;
        memcpy(out, term + from, size);
        out[size] = 0xC3;
        out[size + 1] = lexicon_umlaut_of(term[umlauts[i]]);
        out += size + 2;
        from = umlauts[i] + 1u;
    }
    memcpy(out, term + from, kept - from);
    if (more.size > 0) {
        memcpy(out + kept - from, more.data, more.size);
    }
}

/* Passes over the parts of a compound. */
static void skip_parts(struct byte_reader *in, unsigned head)
{
    for (unsigned parts = head >> LEXICON_PARTS_SHIFT & PARTS_MASK; parts > 0; parts--) {
        if ((byte_reader_u8(in) & NIBBLE) == 0) {
            byte_reader_u8(in);
        }
    }
    if (head & LEXICON_LAST_JOIN) {
        byte_reader_u8(in);
    }
}

static bool set_part(struct lexicon_part *part, uint32_t size, unsigned join)
{
    *part = (struct lexicon_part){(uint8_t)size, (uint8_t)(join & STRIP_MASK),
                                  (uint8_t)(join >> LEXICON_RESTORE_SHIFT)};
    return size > 0 && part->restore <= LEXICON_MOST_RESTORE && part->strip < size;
}

/* The first form stands behind the parts; it tells the size of the last. */
static bool read_parts(struct byte_reader *in, unsigned head, size_t term_size,
                       struct lexicon_entry *entry)
{
    uint32_t left = 0, sum = 0, last = entry->part_count - 1;
    bool sane = true;
    for (uint32_t i = 0; i < last && sane; i++) {
        uint8_t byte = byte_reader_u8(in);
        uint32_t size = byte & NIBBLE;
        if (size == 0) {
            size = byte_reader_u8(in);
            sane = size > NIBBLE;
        }
        sane = sane && set_part(&entry->parts[i], size, byte >> 4);
        sum += size;
    }
    uint8_t join = head & LEXICON_LAST_JOIN ? byte_reader_u8(in) : 0;
    struct byte_reader form = *in;
    struct form_code code;
    left = sane && read_code(&form, &code) ? size_of(&code, term_size) : 0;
    return left > sum && (join == 0) == ((head & LEXICON_LAST_JOIN) == 0) &&
           set_part(&entry->parts[last], left - sum, join);
}

static bool read_head(struct byte_reader *in, struct bytes term, struct lexicon_entry *entry)
{
    unsigned head = byte_reader_u8(in);
    uint64_t forms = nibble(in, head & FORMS_MASK);
    uint32_t parts = head >> LEXICON_PARTS_SHIFT & PARTS_MASK;
    entry->part_count = parts > 0 ? parts + 1 : 0;
    entry->forms = (uint32_t)forms;
    if (in->failed || forms > UINT32_MAX || (parts == 0 && (head & LEXICON_LAST_JOIN)) ||
        (forms == 0 && parts > 0)) {
        return false;
    }
    return parts == 0 || read_parts(in, head, term.size, entry);
}

/* Passes over an entry; false on damage. */
static bool skip_entry(struct byte_reader *in)
{
    struct form_code code;
    unsigned head = byte_reader_u8(in);
    bool sane = true;
    uint64_t forms = nibble(in, head & FORMS_MASK);
    skip_parts(in, head);
    for (uint64_t i = 0; i < forms && sane; i++) {
        sane = read_code(in, &code);
    }
    return sane && !in->failed;
}

/* Puts a form together; false on damage. */
static bool read_form(struct byte_reader *in, struct bytes term, struct lexicon_form *form)
{
    struct form_code code;
    uint32_t size = read_code(in, &code) ? size_of(&code, term.size) : 0;
    size_t kept = term.size - (size_t)code.drop;
    if (size == 0 || !umlauts_fit(code.umlauts, code.umlaut_count, term.data, kept)) {
        return false;
    }
    put_together(form->text, term.data, kept, code.umlauts, code.umlaut_count, code.more);
    form->size = (uint8_t)size;
    form->documents = (uint32_t)(code.count / LEXICON_CAPITAL_LEVELS);
    form->capital = (uint8_t)(code.count % LEXICON_CAPITAL_LEVELS);
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
        sane = skip_entry(&in);
    }
    if (!sane || !read_head(&in, term, entry)) {
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
    if (!read_head(&in, walk->terms.term, &walk->entry)) {
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

static uint32_t umlaut_letters(const struct lexicon_scan *scan)
{
    const uint8_t *term = scan->texts.text;
    uint32_t letters = 0;
    size_t from = 0;
    for (uint32_t i = 0; i < scan->umlaut_count; i++) {
        size_t place = scan->umlauts[i];
        letters |= bit_of_byte[lexicon_umlaut_of(term[place])];
        letters = add_letters(letters, term + from, place - from);
        from = place + 1;
    }
    return add_letters(letters, term + from, scan->shared - from);
}

uint32_t lexicon_scan_letters(struct lexicon_scan *scan)
{
    uint32_t letters;
    if (scan->umlaut_count > 0) {
        letters = umlaut_letters(scan);
    } else if (scan->shared < scan->texts.size) {
        letters = add_letters(0, scan->texts.text, scan->shared);
    } else {
        letters = scan->term_letters ? scan->term_letters : add_letters(0, scan->texts.text, scan->shared);
        scan->term_letters = letters;
    }
    return scan->more_letters ? letters | scan->more_letters
                              : add_letters(letters, scan->more.data, scan->more.size);
}

/* The head of the next term in the scan's block. */
static bool scan_term(struct lexicon_scan *scan)
{
    struct term_texts *texts = &scan->texts;
    struct byte_reader *in = &scan->in;
    if (!segment_next_text(texts) || in->at == in->end) {
        return false;
    }
    unsigned head = *in->at++;
    uint64_t forms = nibble(in, head & FORMS_MASK);
    if (head >> LEXICON_PARTS_SHIFT == 1 && in->at < in->end && (*in->at & NIBBLE) != 0) {
        in->at++; /* two parts, the usual case */
    } else if (head >> LEXICON_PARTS_SHIFT > 0) {
        skip_parts(in, head);
    }
    scan->forms_left = (uint32_t)forms;
    scan->term_letters = 0;
    return !in->failed && forms <= UINT32_MAX;
}

/* A form as most are: small numbers, far from the end of the block; false if it is none. */
static inline bool scan_short(struct lexicon_scan *scan)
{
    const uint8_t *at = scan->in.at;
    if (scan->in.end - at < 1 + LEXICON_MOST_UMLAUTS + 2 + NIBBLE + 2) {
        return false;
    }
    /* Which kind follows is hard to foresee: no branches. */
    uint32_t first = *at, umlauts = first - 1 < LEXICON_MOST_UMLAUTS ? first : 0;
    scan->umlauts = at + 1;
    at += umlauts > 0 ? umlauts + 1 : 0;
    uint32_t code = *at++, sizes = *at;
    bool raw = code == 0;
    uint32_t number = raw ? 0 : code - LEXICON_FIRST_ENDING;
    if (number >= ENDING_COUNT) {
        return false;
    }
    const struct ending *ending = &endings[number];
    uint32_t drop = raw ? sizes >> 4 : ending->drop, add = raw ? sizes & NIBBLE : ending->size;
    scan->more.data = raw ? at + 1 : (const uint8_t *)ending->text;
    scan->more_letters = raw ? 0 : ending_letters[number];
    at += raw ? add + 1 : 0;
    if (raw && (drop == NIBBLE || add == NIBBLE)) {
        return false;
    }
    uint32_t count = *at++, size = scan->texts.size - drop + umlauts + add;
    if (count >= 128) {
        if (*at >= 128 || *at == 0) {
            return false;
        }
        count = (count & 127) | (uint32_t)*at++ << 7;
    }
    if (drop > scan->texts.size || size - 1 >= 255) {
        return false;
    }
    scan->in.at = at;
    scan->size = size;
    scan->shared = scan->texts.size - drop;
    scan->more.size = add;
    scan->umlaut_count = umlauts;
    scan->documents = count / LEXICON_CAPITAL_LEVELS;
    scan->capital = (uint8_t)(count % LEXICON_CAPITAL_LEVELS);
    return true;
}

static bool scan_any(struct lexicon_scan *scan)
{
    struct form_code code;
    scan->size = read_code(&scan->in, &code) ? size_of(&code, scan->texts.size) : 0;
    if (scan->size == 0) {
        return false;
    }
    scan->shared = scan->texts.size - (uint32_t)code.drop;
    scan->more = code.more;
    scan->more_letters = 0;
    scan->umlauts = code.umlauts;
    scan->umlaut_count = code.umlaut_count;
    scan->documents = (uint32_t)(code.count / LEXICON_CAPITAL_LEVELS);
    scan->capital = (uint8_t)(code.count % LEXICON_CAPITAL_LEVELS);
    return true;
}

static inline bool scan_form(struct lexicon_scan *scan)
{
    scan->forms_left--;
    return scan_short(scan) || scan_any(scan);
}

void lexicon_scan_umlauts(const struct lexicon_scan *scan, uint8_t text[256])
{
    put_together(text, scan->texts.text, scan->shared, scan->umlauts, scan->umlaut_count,
                 scan->more);
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
            *found = umlauts_fit(scan->umlauts, scan->umlaut_count, scan->texts.text, scan->shared);
            return *found ? STATUS_OK : scan_damaged(segment, err);
        }
    }
}
