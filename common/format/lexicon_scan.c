#include "common/format/lexicon_scan.h"

#include "common/format/lexicon_block.h"

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

/* Letters of the term's first bytes, umlauts in the place of some. */
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

void lexicon_scan_umlauts(const struct lexicon_scan *scan, uint8_t text[256])
{
    lexicon_put_together(text, scan->texts.text, scan->shared, scan->umlauts, scan->umlaut_count,
                         scan->more);
}

static enum status scan_damaged(const struct segment *segment, struct error *err)
{
    return segment_damaged(segment, segment->sections[SECTION_LEXICON].data, "lexicon", err);
}

static inline bool few_bits(uint32_t bits, uint32_t most)
{
    for (uint32_t i = 0; i < most; i++) {
        bits &= bits - 1;
    }
    return bits == 0;
}

/* The filters that let a form through. Most forms have too many letters that none of them has. */
static inline uint32_t passing(const struct lexicon_scan *scan, uint32_t size, uint32_t letters)
{
    uint32_t passed = 0, fitting = scan->of_size[size];
    if (!few_bits(letters & ~scan->all_allowed, scan->most_apart)) {
        return 0;
    }
    for (; fitting != 0; fitting &= fitting - 1) {
        const struct lexicon_filter *filter = &scan->filters[__builtin_ctz(fitting)];
        bool fits = few_bits(filter->needed & ~letters, filter->apart) &&
                    few_bits(letters & ~filter->allowed, filter->apart);
        passed |= fits ? fitting & -fitting : 0;
    }
    return passed;
}

/* Steps over up to `count` terms with small numbers; how many are left. */
static uint32_t step_quickly(struct lexicon_scan *scan, uint32_t count)
{
    struct term_texts *texts = &scan->texts;
    const uint8_t *at = texts->at;
    uint32_t known = scan->known, size = texts->size, left = count;
    if (texts->first) {
        return count;
    }
    while (left > 0 && scan->texts_end - at >= 17) {
        uint32_t shared = *at >> 4, rest = *at & 15u;
        if (shared == 15 || rest == 15 || shared > size) {
            break;
        }
        memcpy(texts->text + shared, at + 1, 16); /* there is room behind a term */
        at += 2 + rest;
        size = shared + rest + 1;
        known = shared < known ? shared : known;
        left--;
    }
    scan->known = known;
    texts->left -= count - left;
    texts->size = size;
    texts->at = at;
    return left;
}

/* Steps to the last of the next `count` terms of the block. */
static bool step_texts(struct lexicon_scan *scan, uint32_t count)
{
    struct term_texts *texts = &scan->texts;
    for (count = step_quickly(scan, count); count > 0; count = step_quickly(scan, count - 1)) {
        if (texts->at >= texts->end || !segment_next_text(texts)) {
            return false;
        }
        scan->known = texts->shared < scan->known ? texts->shared : scan->known;
    }
    return texts->at <= texts->end;
}

/* Letters of the term's beginnings; those up to scan->known are there. */
static void add_prefixes(struct lexicon_scan *scan)
{
    const uint8_t *text = scan->texts.text;
    uint32_t i = scan->known, letters = scan->prefixes[i], size = scan->texts.size;
    for (; i < size; i += 4) { /* there is room behind the term */
        uint32_t a = bit_of_byte[text[i]], b = bit_of_byte[text[i + 1]];
        uint32_t c = bit_of_byte[text[i + 2]], d = bit_of_byte[text[i + 3]];
        scan->prefixes[i + 1] = letters | a;
        scan->prefixes[i + 2] = letters | a | b;
        scan->prefixes[i + 3] = letters | a | b | c;
        letters |= a | b | c | d;
        scan->prefixes[i + 4] = letters;
    }
    scan->known = size;
}

/* Opens the forms of the term at hand. */
static bool open_term(struct lexicon_scan *scan, bool frequent)
{
    struct lexicon_zones *zones = &scan->zones;
    struct byte_reader *in = frequent ? &zones->first : &zones->others;
    struct lexicon_head head = {0};
    if (!lexicon_open_short(in, &scan->forms, &head.rest)) {
        if (!lexicon_read_head(in, &head)) {
            return false;
        }
        lexicon_pass_parts(in, &head);
        if (!lexicon_open_forms(in, head.count, &scan->forms)) {
            return false;
        }
    }
    add_prefixes(scan);
    scan->uncounted = 0;
    if (head.rest == 0 || scan->only_frequent) {
        return head.rest == 0 || frequent;
    }
    return frequent && lexicon_open_forms(&zones->rests, head.rest, &scan->further);
}

/* Steps to the next term of the block that may have a form that is wanted. */
static bool scan_term(struct lexicon_scan *scan)
{
    uint32_t steps = 1;
    if (scan->only_frequent) {
        uint32_t wanted = scan->index < 32 ? scan->zones.frequent >> scan->index : 0;
        steps = wanted ? (uint32_t)__builtin_ctz(wanted) + 1 : scan->texts.left + 1;
        if (steps > scan->texts.left) {
            scan->texts.left = 0;
            return true;
        }
    }
    scan->index += steps;
    return step_texts(scan, steps) &&
           open_term(scan, (scan->zones.frequent >> (scan->index - 1) & 1) != 0);
}

/* A form of other bytes, short ones, behind the term's; false if it is another. */
static inline bool scan_bytes(struct lexicon_scan *scan)
{
    struct byte_reader *in = &scan->forms.details;
    if (in->end - in->at < 1 + LEXICON_NIBBLE) {
        return false;
    }
    uint32_t drop = *in->at >> 4, add = *in->at & LEXICON_NIBBLE, term_size = scan->texts.size;
    if (drop == LEXICON_NIBBLE || add == LEXICON_NIBBLE || drop > term_size ||
        term_size - drop + add - 1 >= 255) {
        return false;
    }
    scan->shared = term_size - drop;
    scan->size = scan->shared + add;
    scan->more = bytes_of(in->at + 1, add);
    scan->umlaut_count = 0;
    scan->letters = add_letters(scan->prefixes[scan->shared], scan->more.data, add);
    scan->passed = scan->filter_count > 0 ? passing(scan, scan->size, scan->letters) : 1;
    in->at += 1 + add;
    return true;
}

/* A form that says more than an ending. */
static bool scan_detail(struct lexicon_scan *scan, uint8_t first)
{
    if (first == 0 && scan_bytes(scan)) {
        return true;
    }
    struct form_code code;
    struct term_texts *texts = &scan->texts;
    scan->size = lexicon_read_detail(&scan->forms.details, first, &code)
                     ? lexicon_code_size(&code, texts->size)
                     : 0;
    scan->shared = texts->size - (uint32_t)code.drop;
    if (scan->size == 0 ||
        !lexicon_umlauts_fit(code.umlauts, code.umlaut_count, texts->text, scan->shared)) {
        return false;
    }
    scan->more = code.more;
    scan->umlauts = code.umlauts;
    scan->umlaut_count = code.umlaut_count;
    uint32_t letters =
        code.umlaut_count > 0 ? umlaut_letters(scan) : scan->prefixes[scan->shared];
    scan->letters = add_letters(letters, code.more.data, code.more.size);
    scan->passed = scan->filter_count > 0 ? passing(scan, scan->size, scan->letters) : 1;
    return true;
}

/* The next form that is nothing but an ending, if it passes. */
static inline bool scan_ending(struct lexicon_scan *scan, unsigned number)
{
    const struct ending *ending = &endings[number];
    uint32_t shared = scan->texts.size - ending->drop, size = shared + ending->size;
    if (ending->drop > scan->texts.size || size - 1 >= 255) {
        return false;
    }
    uint32_t letters = scan->prefixes[shared] | ending_letters[number];
    scan->passed = scan->filter_count > 0 ? passing(scan, size, letters) : 1;
    if (scan->passed != 0) {
        scan->size = size;
        scan->letters = letters;
        scan->shared = shared;
        scan->umlaut_count = 0;
        scan->more = bytes_of(ending->text, ending->size);
    }
    return true;
}

/* Documents and capitals of the form at hand. */
static bool scan_count(struct lexicon_scan *scan)
{
    struct byte_reader *in = &scan->forms.counts;
    lexicon_pass_counts(in, scan->uncounted);
    scan->uncounted = 0;
    uint64_t count = byte_reader_varint(in);
    scan->documents = (uint32_t)(count / LEXICON_CAPITAL_LEVELS);
    scan->capital = (uint8_t)(count % LEXICON_CAPITAL_LEVELS);
    return !in->failed && count / LEXICON_CAPITAL_LEVELS <= UINT32_MAX;
}

/* Steps to a form of the term that passes; *found is false behind its last. False on damage. */
static bool scan_forms(struct lexicon_scan *scan, bool *found)
{
    *found = false;
    while (scan->forms.left > 0) {
        uint8_t first = *scan->forms.codes++;
        unsigned number = (unsigned)first - LEXICON_FIRST_ENDING;
        scan->forms.left--;
        if (!(number < ENDING_COUNT ? scan_ending(scan, number)
                                    : first < LEXICON_FIRST_ENDING && scan_detail(scan, first))) {
            return false;
        }
        if (scan->passed == 0) {
            scan->uncounted++;
            continue;
        }
        if (!scan_count(scan)) {
            return false;
        }
        if (scan->documents >= scan->least_documents) {
            *found = true;
            return true;
        }
    }
    return true;
}

static void begin(const struct segment *segment, struct lexicon_scan *scan)
{
    struct bytes texts = segment->sections[SECTION_TERMS];
    scan->begun = true;
    scan->only_frequent =
        scan->least_documents >= lexicon_frequent_from(segment->facts.documents);
    scan->texts_end = texts.size > 0 ? texts.data + texts.size : NULL;
    for (uint32_t i = 0; i < scan->filter_count; i++) {
        const struct lexicon_filter *filter = &scan->filters[i];
        scan->all_allowed |= filter->allowed;
        scan->most_apart = filter->apart > scan->most_apart ? filter->apart : scan->most_apart;
        for (uint32_t size = filter->least_size; size <= filter->most_size && size < 256; size++) {
            scan->of_size[size] |= (uint32_t)1 << i;
        }
    }
}

/* Whether the next block is wanted, as far as its prefix tells. */
static bool is_wanted(const struct segment *segment, const struct lexicon_scan *scan)
{
    const uint8_t *prefixes =
        segment->sections[SECTION_LEXICON].data + 4 * ((size_t)segment->term_blocks + 1);
    const uint8_t *key = segment->sections[SECTION_TERM_INDEX].data + 8 * (size_t)scan->next_block;
    uint32_t both = prefixes[scan->next_block], common = both >> LEXICON_COMMON_SHIFT;
    uint32_t size = scan->only_frequent ? both & ((1u << LEXICON_COMMON_SHIFT) - 1) : common;
    uint8_t letters[LEXICON_MOST_PREFIX];
    if (size > LEXICON_MOST_PREFIX) { /* damage, which shows when the block is read */
        return true;
    }
    for (uint32_t i = 0; i < size; i++) {
        letters[i] = key[7 - i];
    }
    return scan->wants(scan->context, bytes_of(letters, size));
}

/* Opens the next block; *found is false behind the last. */
static enum status next_block(const struct segment *segment, struct lexicon_scan *scan, bool *found,
                              struct error *err)
{
    if (scan->wants != NULL && lexicon_exists(segment) &&
        segment->sections[SECTION_LEXICON].size >= lexicon_head_bytes(segment)) {
        while (scan->next_block < segment->term_blocks && !is_wanted(segment, scan)) {
            scan->next_block++;
        }
    }
    *found = lexicon_exists(segment) && scan->next_block < segment->term_blocks;
    if (!*found) {
        return STATUS_OK;
    }
    enum status status = segment_open_texts(segment, scan->next_block, &scan->texts, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct lexicon_block block;
    bool sane;
    if (scan->only_frequent) {
        sane = lexicon_block_open(segment, scan->next_block, &block);
        scan->zones = (struct lexicon_zones){.frequent = sane ? block.frequent : 0, .first = block.in};
        if (sane && block.frequent == 0) {
            scan->texts.left = 0;
        }
    } else {
        sane = lexicon_zones_open(segment, scan->next_block, &scan->zones);
    }
    scan->next_block++;
    scan->index = scan->known = 0;
    return sane ? STATUS_OK : scan_damaged(segment, err);
}

enum status lexicon_scan_next(const struct segment *segment, struct lexicon_scan *scan, bool *found,
                              struct error *err)
{
    if (!scan->begun) {
        begin(segment, scan);
    }
    for (;;) {
        if (!scan_forms(scan, found)) {
            return scan_damaged(segment, err);
        }
        if (*found) {
            return STATUS_OK;
        }
        if (scan->further.left > 0) {
            scan->forms = scan->further;
            scan->further.left = scan->uncounted = 0;
        } else if (scan->texts.left > 0) {
            if (!scan_term(scan)) {
                return scan_damaged(segment, err);
            }
        } else {
            enum status status = next_block(segment, scan, found, err);
            if (status != STATUS_OK || !*found) {
                return status;
            }
        }
    }
}
