#include "common/format/lexicon.h"

#include <string.h>

#include "common/format/lexicon_block.h"

enum { STRIP_MASK = 3 };

static enum status damaged(const struct segment *segment, struct error *err)
{
    return segment_damaged(segment, segment->sections[SECTION_LEXICON].data, "lexicon", err);
}

static bool set_part(struct lexicon_part *part, uint32_t size, unsigned join)
{
    *part = (struct lexicon_part){(uint8_t)size, (uint8_t)(join & STRIP_MASK),
                                  (uint8_t)(join >> LEXICON_RESTORE_SHIFT)};
    return size > 0 && part->restore <= LEXICON_MOST_RESTORE && part->strip < size;
}

/* All parts but the size of the last, which the first form tells; false on damage. */
static bool read_parts(struct byte_reader *in, const struct lexicon_head *head,
                       struct lexicon_entry *entry, uint32_t *sum, unsigned *last_join)
{
    bool sane = true;
    for (uint32_t i = 0; i < head->parts && sane; i++) {
        uint8_t byte = byte_reader_u8(in);
        uint32_t size = byte & LEXICON_NIBBLE;
        if (size == 0) {
            size = byte_reader_u8(in);
            sane = size > LEXICON_NIBBLE;
        }
        sane = sane && set_part(&entry->parts[i], size, byte >> 4);
        *sum += size;
    }
    *last_join = head->last_join ? byte_reader_u8(in) : 0;
    return sane && (*last_join != 0) == head->last_join && !in->failed;
}

/* The next form of a group but its count; false on damage. */
static inline bool next_code(struct lexicon_forms *forms, struct form_code *code)
{
    unsigned first = *forms->codes++, ending = first - LEXICON_FIRST_ENDING;
    forms->left--;
    if (first < LEXICON_FIRST_ENDING) {
        return lexicon_read_detail(&forms->details, (uint8_t)first, code);
    }
    *code = (struct form_code){.umlaut_count = 0};
    if (ending < ENDING_COUNT) {
        code->drop = endings[ending].drop;
        code->more = bytes_of(endings[ending].text, endings[ending].size);
    }
    return ending < ENDING_COUNT;
}

static uint32_t first_form_size(struct lexicon_forms forms, size_t term_size)
{
    struct form_code code;
    return next_code(&forms, &code) ? lexicon_code_size(&code, term_size) : 0;
}

/* Reads an entry but its further forms; false on damage. */
static bool read_entry(struct byte_reader *in, struct bytes term, struct lexicon_entry *entry)
{
    struct lexicon_head head;
    uint32_t sum = 0;
    unsigned join = 0;
    entry->at = in->at;
    entry->term = term;
    entry->further.left = 0;
    if (!lexicon_read_head(in, &head)) {
        return false;
    }
    entry->forms = (uint32_t)(head.count + head.rest);
    entry->part_count = head.parts > 0 ? head.parts + 1 : 0;
    if (head.parts == 0) {
        return lexicon_open_forms(in, head.count, &entry->first);
    }
    if (!read_parts(in, &head, entry, &sum, &join) ||
        !lexicon_open_forms(in, head.count, &entry->first)) {
        return false;
    }
    uint32_t size = first_form_size(entry->first, term.size);
    return size > sum && set_part(&entry->parts[head.parts], size - sum, join);
}

/* Finds the entry of the term at an index of the block; false on damage. */
static bool find_entry(struct lexicon_block *block, uint32_t index, struct bytes term,
                       struct lexicon_entry *entry)
{
    const uint32_t below = block->frequent & ((1u << index) - 1);
    const bool frequent = (block->frequent >> index & 1) != 0;
    const uint32_t place = (uint32_t)__builtin_popcount(below);
    struct byte_reader *in = &block->in;
    struct lexicon_forms passed;
    uint64_t rests[FORMAT_TERM_BLOCK], rest = 0;
    bool sane = true;
    uint32_t count = (uint32_t)__builtin_popcount(block->frequent);
    for (uint32_t i = 0; i < count && sane; i++) {
        if (frequent && i == place) {
            sane = read_entry(in, term, entry);
            rest = sane ? entry->forms - entry->first.left : 0;
            if (rest == 0) {
                return sane;
            }
            continue;
        }
        sane = lexicon_pass_entry(in, &rests[i]);
    }
    for (uint32_t i = 0; i < (frequent ? place : count) && sane; i++) {
        sane = rests[i] == 0 || lexicon_open_forms(in, rests[i], &passed);
    }
    if (frequent) {
        return sane && lexicon_open_forms(in, rest, &entry->further);
    }
    for (uint32_t i = place; i < index && sane; i++) {
        sane = lexicon_pass_entry(in, &rest);
    }
    return sane && read_entry(in, term, entry) && entry->forms == entry->first.left;
}

enum status lexicon_find(const struct segment *segment, uint32_t number, struct bytes term,
                         struct lexicon_entry *entry, struct error *err)
{
    struct lexicon_block block;
    *entry = (struct lexicon_entry){0};
    if (!lexicon_exists(segment)) {
        return STATUS_OK;
    }
    return lexicon_block_open(segment, number / FORMAT_TERM_BLOCK, &block) &&
                   find_entry(&block, number % FORMAT_TERM_BLOCK, term, entry)
               ? STATUS_OK
               : damaged(segment, err);
}

bool lexicon_next_form(struct lexicon_entry *entry, struct lexicon_form *form)
{
    struct lexicon_forms *forms = entry->first.left > 0 ? &entry->first : &entry->further;
    struct form_code code;
    struct bytes term = entry->term;
    if (forms->left == 0) {
        return false;
    }
    uint32_t size = next_code(forms, &code) ? lexicon_code_size(&code, term.size) : 0;
    uint64_t count = byte_reader_varint(&forms->counts);
    size_t kept = term.size - (size_t)code.drop;
    if (size == 0 || forms->counts.failed || count / LEXICON_CAPITAL_LEVELS > UINT32_MAX ||
        !lexicon_umlauts_fit(code.umlauts, code.umlaut_count, term.data, kept)) {
        return false;
    }
    lexicon_put_together(form->text, term.data, kept, code.umlauts, code.umlaut_count, code.more);
    form->size = (uint8_t)size;
    form->documents = (uint32_t)(count / LEXICON_CAPITAL_LEVELS);
    form->capital = (uint8_t)(count % LEXICON_CAPITAL_LEVELS);
    return true;
}

bool lexicon_zones_open(const struct segment *segment, uint32_t number, struct lexicon_zones *zones)
{
    struct lexicon_block block = {0};
    struct lexicon_forms passed;
    uint64_t rests[FORMAT_TERM_BLOCK];
    bool sane = lexicon_block_open(segment, number, &block);
    uint32_t count = sane ? (uint32_t)__builtin_popcount(block.frequent) : 0;
    *zones = (struct lexicon_zones){.frequent = sane ? block.frequent : 0, .first = block.in};
    for (uint32_t i = 0; i < count && sane; i++) {
        sane = lexicon_pass_entry(&block.in, &rests[i]);
    }
    zones->rests = block.in;
    for (uint32_t i = 0; i < count && sane; i++) {
        sane = rests[i] == 0 || lexicon_open_forms(&block.in, rests[i], &passed);
    }
    zones->others = block.in;
    return sane;
}

/* The entry of the term that the walk has come to. */
static bool next_entry(const struct segment *segment, struct lexicon_walk *walk)
{
    uint32_t number = walk->terms.entry.number, index = number % FORMAT_TERM_BLOCK;
    if (index == 0 && !lexicon_zones_open(segment, number / FORMAT_TERM_BLOCK, &walk->zones)) {
        return false;
    }
    struct lexicon_zones *zones = &walk->zones;
    bool frequent = (zones->frequent >> index & 1) != 0;
    if (!read_entry(frequent ? &zones->first : &zones->others, walk->terms.term, &walk->entry)) {
        return false;
    }
    uint32_t rest = walk->entry.forms - walk->entry.first.left;
    walk->left = walk->entry.forms;
    return rest == 0 || (frequent && lexicon_open_forms(&zones->rests, rest, &walk->entry.further));
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
            return damaged(segment, err);
        }
    }
    if (!lexicon_next_form(&walk->entry, &walk->form)) {
        return damaged(segment, err);
    }
    walk->left--;
    *found = true;
    return STATUS_OK;
}
