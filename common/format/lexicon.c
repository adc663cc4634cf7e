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
        for (uint32_t j = 0; sane && j < entry->forms; j++) {
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
