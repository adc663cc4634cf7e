/* The bytes of a block of the lexicon, read in steps that scans and look-ups share. See FORMAT.md. Inside
 * common/format. */
#ifndef STICHWORT_COMMON_FORMAT_LEXICON_BLOCK_H
#define STICHWORT_COMMON_FORMAT_LEXICON_BLOCK_H

#include <string.h>

#include "common/format/endings.h"
#include "common/format/lexicon.h"

/* Which terms have frequent forms, and where the entries of these begin. */
struct lexicon_block {
    uint32_t frequent; /* bit i: term i of the block */
    struct byte_reader in;
};

/* What stands in front of an entry's forms. */
struct lexicon_head {
    uint64_t count, rest; /* forms that follow, and of these terms further ones elsewhere */
    uint32_t parts;       /* P - 1 */
    bool last_join;
};

/* What bytes say of a form: the term's first bytes, some with umlauts, and others. */
struct form_code {
    uint64_t drop;
    const uint8_t *umlauts;
    uint32_t umlaut_count;
    struct bytes more;
};

/* False on damage. */
bool lexicon_block_open(const struct segment *segment, uint32_t block, struct lexicon_block *opened);

/* What stands behind the code of a form that is no ending. False on damage; drop may still be anything. */
bool lexicon_read_detail(struct byte_reader *in, uint8_t first, struct form_code *code);

/* Its size if it fits, else 0. */
uint32_t lexicon_code_size(const struct form_code *code, size_t term_size);

/* Umlauts rise, on letters that have some; else false. `kept` bytes of the term are there. */
bool lexicon_umlauts_fit(const uint8_t *umlauts, uint32_t count, const uint8_t *term, size_t kept);

/* The first `kept` bytes of the term with their umlauts, then others. */
void lexicon_put_together(uint8_t *out, const uint8_t *term, size_t kept, const uint8_t *umlauts,
                          uint32_t umlaut_count, struct bytes more);

/* Passes over the parts of a compound. */
void lexicon_skip_parts(struct byte_reader *in, const struct lexicon_head *head);

/* A number in a few bits, or behind them from `most` on. */
static inline uint64_t lexicon_number(struct byte_reader *in, unsigned value, unsigned most)
{
    return value < most ? value : most + byte_reader_varint(in);
}

/* False on damage. */
static inline bool lexicon_read_head(struct byte_reader *in, struct lexicon_head *head)
{
    unsigned byte = byte_reader_u8(in);
    head->count = lexicon_number(in, byte & LEXICON_MOST_COUNT, LEXICON_MOST_COUNT);
    head->parts = byte >> LEXICON_PARTS_SHIFT & LEXICON_MOST_BITS;
    head->parts += head->parts == LEXICON_MOST_BITS ? byte_reader_u8(in) : 0;
    head->last_join = (byte & LEXICON_LAST_JOIN) != 0;
    head->rest = lexicon_number(in, byte >> LEXICON_REST_SHIFT, LEXICON_MOST_BITS);
    return !in->failed && head->count <= UINT32_MAX && head->rest <= UINT32_MAX - head->count &&
           head->parts < LEXICON_MAX_PARTS && (head->parts > 0 || !head->last_join) &&
           (head->parts == 0 || head->count > 0);
}

static inline void lexicon_pass_parts(struct byte_reader *in, const struct lexicon_head *head)
{
    if (head->parts > 0) {
        lexicon_skip_parts(in, head);
    }
}

/* Passes over numbers. A few short ones at once: how many bytes each has is hard to foresee. */
static inline void lexicon_pass_counts(struct byte_reader *in, uint64_t count)
{
    const uint8_t *at = in->at;
    if (count - 1 < 4 && in->end - at >= 8) {
        uint64_t last = ~format_u64(at) & UINT64_C(0x8080808080808080);
        for (uint64_t i = 1; i < count; i++) {
            last &= last - 1;
        }
        if (last != 0) {
            in->at = at + (unsigned)__builtin_ctzll(last) / 8 + 1;
            return;
        }
    }
    while (count > 0 && at < in->end) {
        count -= *at++ < 128;
    }
    in->at = at;
    in->failed = in->failed || count > 0;
}

/* Whether some of up to 8 codes at hand are no endings. */
static inline bool lexicon_has_details(const uint8_t *codes, uint32_t count)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t all = format_u64(codes) | (count < 8 ? ~(uint64_t)0 << 8 * count : 0);
    return ((all - LEXICON_FIRST_ENDING * ones) & ~all & (ones << 7)) != 0;
}

/* Codes, details and counts of several forms, which are passed over. False on damage. */
static inline bool lexicon_open_forms(struct byte_reader *in, uint64_t count,
                                      struct lexicon_forms *forms)
{
    forms->codes = byte_reader_view(in, count).data;
    forms->left = (uint32_t)count;
    forms->details = *in;
    if (in->failed) {
        return false;
    }
    if (count <= 8 && in->end - forms->codes >= 8 &&
        !lexicon_has_details(forms->codes, (uint32_t)count)) {
        forms->counts = *in;
        lexicon_pass_counts(in, count);
        return !in->failed;
    }
    for (uint64_t i = 0; i < count; i++) {
        struct form_code code;
        if (forms->codes[i] < LEXICON_FIRST_ENDING && !lexicon_read_detail(in, forms->codes[i], &code)) {
            return false;
        }
    }
    forms->counts = *in;
    lexicon_pass_counts(in, count);
    return !in->failed;
}

/* Passes over what codes need, if all are short; NULL if one is not or stands near the end. */
static inline const uint8_t *lexicon_pass_details(const uint8_t *codes, uint32_t count,
                                                  const uint8_t *at, const uint8_t *end)
{
    for (uint32_t i = 0; i < count; i++) {
        uint8_t code = codes[i];
        if (code >= LEXICON_FIRST_ENDING) {
            continue;
        }
        if (end - at < 24) {
            return NULL;
        }
        at += code;
        code = code > 0 ? *at++ : 0;
        if (code == 0) {
            uint8_t sizes = *at++;
            if (sizes >= LEXICON_NIBBLE << 4 || (sizes & LEXICON_NIBBLE) == LEXICON_NIBBLE) {
                return NULL;
            }
            at += sizes & LEXICON_NIBBLE;
        } else if (code < LEXICON_FIRST_ENDING) {
            return NULL;
        }
    }
    return at;
}

/* The same with the head in front, as most entries are: few forms, no compound or one of two short parts. False
 * if it is another or stands near the end; then nothing is passed over. */
static inline bool lexicon_open_short(struct byte_reader *in, struct lexicon_forms *forms,
                                      uint64_t *rest)
{
    const uint8_t *at = in->at;
    if (in->end - at < 24) {
        return false;
    }
    uint32_t head = at[0], count = head & LEXICON_MOST_COUNT, further = head >> LEXICON_REST_SHIFT;
    uint32_t parts = head >> LEXICON_PARTS_SHIFT & LEXICON_MOST_BITS;
    if (count - 1 >= 4 || further == LEXICON_MOST_BITS || (head & LEXICON_LAST_JOIN) != 0 || parts > 1 ||
        (at[1] & LEXICON_NIBBLE) < parts) {
        return false;
    }
    const uint8_t *codes = at + 1 + parts, *counts = codes + count;
    forms->details = *in;
    forms->details.at = counts;
    if (lexicon_has_details(codes, count)) {
        counts = lexicon_pass_details(codes, count, counts, in->end);
        if (counts == NULL || in->end - counts < 8) {
            return false;
        }
    }
    uint64_t last = ~format_u64(counts) & UINT64_C(0x8080808080808080);
    for (uint32_t i = 1; i < count; i++) {
        last &= last - 1;
    }
    if (last == 0) {
        return false;
    }
    *rest = further;
    forms->codes = codes;
    forms->left = count;
    forms->counts = *in;
    forms->counts.at = counts;
    in->at = counts + (unsigned)__builtin_ctzll(last) / 8 + 1;
    return true;
}

/* Passes over an entry. False on damage. */
static inline bool lexicon_pass_entry(struct byte_reader *in, uint64_t *rest)
{
    struct lexicon_head head;
    struct lexicon_forms forms;
    if (lexicon_open_short(in, &forms, rest)) {
        return true;
    }
    bool sane = lexicon_read_head(in, &head);
    *rest = head.rest;
    lexicon_pass_parts(in, &head);
    return sane && lexicon_open_forms(in, head.count, &forms);
}

#endif
