#include "indexer/verify/dictionary_check.h"

#include <string.h>

#include "common/codec/bits.h"

static void append_text(struct dictionary_check *check, struct bytes term)
{
    size_t shared = 0;
    while (shared + 1 < term.size && shared < check->before_size && term.data[shared] == check->before[shared]) {
        shared++;
    }
    size_t rest = term.size - shared - 1;
    buffer_append_byte(&check->text, (uint8_t)((shared < 15 ? shared : 15) << 4 | (rest < 15 ? rest : 15)));
    if (shared >= 15) {
        buffer_append_varint(&check->text, shared - 15);
    }
    if (rest >= 15) {
        buffer_append_varint(&check->text, rest - 15);
    }
    buffer_append(&check->text, term.data + shared, rest + 1);
}

static void put_entry(struct bit_writer *bits, const struct segment *segment, const struct term_entry *entry)
{
    unsigned order = format_size_order(entry->df), parts = (segment->facts.flags & FACTS_PARTS) != 0;
    bit_writer_put_golomb(bits, entry->df - 1, 0);
    if (entry->df == 1) {
        bit_writer_put(bits, entry->single_document, bits_for(segment->facts.documents));
        bit_writer_put_golomb(bits, entry->single_tf - 1, 0);
        if (parts) {
            bit_writer_put_golomb(bits, entry->single_parts, 0);
        }
    } else {
        bit_writer_put(bits, entry->has_parts, parts);
        bit_writer_put(bits, entry->has_spellings, (segment->facts.flags & FACTS_SPELLINGS) != 0);
        bit_writer_put_golomb(bits, entry->list.size, order);
    }
    bit_writer_put_golomb(bits, entry->positions.size, order);
    if (entry->df >= FORMAT_BOUND_FROM_DF) {
        bit_writer_put(bits, entry->bound, 8);
    }
}

/* The bytes of block `number`, whose terms are all read. */
static void compare_block(struct dictionary_check *check, const struct term_walk *walk, uint32_t number)
{
    const struct segment *segment = check->faults->segment;
    struct bytes terms = segment->sections[SECTION_TERMS];
    const uint8_t *keys = segment->sections[SECTION_TERM_INDEX].data;
    const uint8_t *starts = keys + 8 * (size_t)segment->term_blocks + 4 * (size_t)number;
    uint32_t start = format_u32(starts), end = format_u32(starts + 4); /* the walk saw that they fit */
    buffer_reset(&check->block);
    buffer_append_varint(&check->block, check->text.size);
    buffer_append_varint(&check->block, check->block_lists);
    buffer_append_varint(&check->block, check->block_positions);
    buffer_append(&check->block, check->text.data, check->text.size);
    struct bit_writer bits = {.out = &check->block};
    for (uint32_t i = 0; i < walk->in_block; i++) {
        put_entry(&bits, segment, &walk->entries[i]);
    }
    bit_writer_finish(&bits);
    if (!check->block.failed && !check->text.failed &&
        !bytes_equal(buffer_bytes(&check->block), bytes_of(terms.data + start, end - start))) {
        faults_add(check->faults, terms.data + start, "term block");
    }
    if (number == 0 && start != 0) {
        faults_add(check->faults, starts, "term index");
    }
}

static void begin_block(struct dictionary_check *check, const struct term_walk *walk, uint32_t number)
{
    const uint8_t *key = check->faults->segment->sections[SECTION_TERM_INDEX].data + 8 * (size_t)number;
    if (format_u64(key) != format_term_key(walk->term)) {
        faults_add(check->faults, key, "key of a term block");
    }
    check->block_lists = check->lists;
    check->block_positions = check->positions;
    buffer_reset(&check->text);
    buffer_append_varint(&check->text, walk->term.size);
    buffer_append(&check->text, walk->term.data, walk->term.size);
}

enum status dictionary_check_term(struct dictionary_check *check, const struct term_walk *walk,
                                  struct error *err)
{
    uint32_t number = walk->block - 1; /* the walk stands before the next one */
    if (walk->index == 1) {
        begin_block(check, walk, number);
    } else {
        append_text(check, walk->term);
    }
    memcpy(check->before, walk->term.data, walk->term.size);
    check->before_size = walk->term.size;
    check->lists += walk->entry.list.size;
    check->positions += walk->entry.positions.size;
    if (walk->index == walk->in_block) {
        compare_block(check, walk, number);
    }
    return check->text.failed || check->block.failed ? error_set_memory(err) : STATUS_OK;
}

void dictionary_check_end(struct dictionary_check *check)
{
    const struct segment *segment = check->faults->segment;
    const struct bytes *sections = segment->sections;
    const uint8_t *starts = sections[SECTION_TERM_INDEX].data + 8 * (size_t)segment->term_blocks;
    if (format_u32(starts + 4 * (size_t)segment->term_blocks) != sections[SECTION_TERMS].size) {
        faults_add(check->faults, starts, "term index");
    }
    if (check->lists != sections[SECTION_POSTINGS].size ||
        check->positions != sections[SECTION_POSITIONS].size) {
        faults_add(check->faults, sections[SECTION_POSTINGS].data, "lists of no term");
    }
}

void dictionary_check_release(struct dictionary_check *check)
{
    buffer_release(&check->text);
    buffer_release(&check->block);
    *check = (struct dictionary_check){0};
}
