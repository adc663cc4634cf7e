#include "indexer/verify/lexicon_check.h"

#include <string.h>

#include "common/base/memory.h"
#include "common/compound/splitter.h"
#include "common/format/lexicon_encode.h"

static void fault(struct lexicon_check *check, const void *at, const char *what)
{
    faults_add(check->faults, at, what);
}

static void check_head(struct lexicon_check *check)
{
    const struct segment *segment = check->faults->segment;
    struct bytes section = segment->sections[SECTION_LEXICON];
    struct bytes splits = segment->sections[SECTION_SPLITS];
    bool whitespace = segment->facts.analyzer == ANALYZER_WHITESPACE;
    bool parts = (segment->facts.flags & FACTS_PARTS) != 0;
    uint64_t starts = 4 * ((uint64_t)segment->term_blocks + 1), head = lexicon_head_bytes(segment);
    if ((section.size == 0) != whitespace || (parts && whitespace) || (splits.size > 0 && !parts)) {
        fault(check, section.data, "lexicon where none belongs, or none");
        check->broken = true;
        return;
    }
    if (!whitespace && (section.size < head || format_u32(section.data) != 0 ||
                        format_u32(section.data + starts - 4) != section.size - head)) {
        fault(check, section.data, "blocks of the lexicon");
        check->broken = true;
    }
}

static enum status check_splits(struct lexicon_check *check, struct error *err)
{
    const struct segment *segment = check->faults->segment;
    struct bytes splits = segment->sections[SECTION_SPLITS];
    struct exceptions *exceptions = NULL;
    struct error found = ERROR_NONE;
    enum status status = exceptions_parse(&exceptions, splits, segment->path, &found);
    exceptions_destroy(exceptions);
    if (status == STATUS_INPUT) {
        fault(check, splits.data, "the user's compounds");
        return STATUS_OK;
    }
    return status == STATUS_OK ? STATUS_OK : error_set_memory(err);
}

enum status lexicon_check_begin(struct lexicon_check *check, struct faults *faults,
                                struct error *err)
{
    const struct segment_facts *facts = &faults->segment->facts;
    enum analyzer_kind kind = (enum analyzer_kind)facts->analyzer;
    uint64_t fingerprint = 0;
    *check = (struct lexicon_check){.faults = faults};
    check->encoder.frequent_from = lexicon_frequent_from(facts->documents);
    check_head(check);
    enum status status = check_splits(check, err);
    if (status == STATUS_OK) {
        check->balance = memory_alloc_array(facts->terms, sizeof *check->balance);
        status = check->balance ? analyzer_fingerprint(kind, &fingerprint, err)
                                : error_set_memory(err);
    }
    if (status == STATUS_OK && fingerprint == facts->fingerprint) {
        status = analyzer_create(&check->analyzer, kind, err);
    }
    return status;
}

/* Documents as numbers that sums cannot mix up (splitmix64: Steele, Lea and Flood, 2014). */
static uint64_t mixed(uint32_t document)
{
    uint64_t x = (document + 1) * UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

static uint64_t checksum(const uint32_t *docs, const uint32_t *counts, uint32_t count)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        sum += counts[i] * mixed(docs[i]);
    }
    return sum;
}

/* Parts follow each other, at letters, and cover the form. */
static bool parts_fit(const struct lexicon_entry *entry, const struct lexicon_form *form)
{
    size_t at = 0;
    for (uint32_t i = 0; i < entry->part_count; i++) {
        if (at >= form->size || (form->text[at] & 0xC0) == 0x80) {
            return false;
        }
        at += entry->parts[i].size;
    }
    return at == form->size;
}

/* Adds what the words of a compound give its parts. */
static enum status add_parts(struct lexicon_check *check, const struct lexicon_entry *entry,
                             const struct lexicon_form *form, uint64_t sum, struct error *err)
{
    uint8_t start = 0;
    for (uint32_t i = 0; i < entry->part_count; i++) {
        const struct lexicon_part *part = &entry->parts[i];
        const struct compound_part place = {start, part->size, part->strip, part->restore};
        uint8_t word[COMPOUND_MAX_FORM_BYTES + 2];
        struct bytes term;
        struct term_entry found;
        struct error ignored = ERROR_NONE;
        bool there = false;
        size_t size = compound_part_word(bytes_of(form->text, form->size), &place, word);
        enum status status = analyzer_term(check->analyzer, bytes_of(word, size), &term, err);
        if (status != STATUS_OK) {
            return status;
        }
        status = segment_lookup(check->faults->segment, term, &found, &there, &ignored);
        if (status != STATUS_OK || !there) {
            fault(check, entry->at, "no list of a part of a compound");
            return STATUS_OK;
        }
        check->balance[found.number] += sum;
        start = (uint8_t)(start + part->size);
    }
    return STATUS_OK;
}

/* The block that ends is, byte for byte, what a builder writes. STATUS_MEMORY. */
static enum status compare_block(struct lexicon_check *check, uint32_t number, struct error *err)
{
    const struct segment *segment = check->faults->segment;
    struct bytes section = segment->sections[SECTION_LEXICON];
    const uint8_t *start = section.data + 4 * (size_t)(number / FORMAT_TERM_BLOCK);
    const uint8_t *prefixes = section.data + 4 * ((size_t)segment->term_blocks + 1);
    const uint8_t *blocks = section.data + lexicon_head_bytes(segment);
    struct bytes block = bytes_of(blocks + format_u32(start), format_u32(start + 4) - format_u32(start));
    buffer_reset(&check->again);
    buffer_reset(&check->prefix);
    lexicon_encoder_end_block(&check->encoder, &check->again, &check->prefix);
    if (check->again.failed) {
        return error_set_memory(err);
    }
    if (!bytes_equal(buffer_bytes(&check->again), block) ||
        prefixes[number / FORMAT_TERM_BLOCK] != check->prefix.data[0]) {
        fault(check, block.data, "block of the lexicon");
        check->broken = true;
    }
    return STATUS_OK;
}

/* Adds an entry to the block as a builder writes it. STATUS_MEMORY. */
static enum status write_again(struct lexicon_check *check, const struct lexicon_entry *entry,
                               struct error *err)
{
    const struct lexicon_form *forms = (const struct lexicon_form *)(void *)check->forms.data;
    buffer_reset(&check->written);
    for (uint32_t i = 0; i < entry->forms; i++) {
        struct written_form form = {bytes_of(forms[i].text, forms[i].size), forms[i].documents,
                                    forms[i].capital};
        buffer_append(&check->written, &form, sizeof form);
    }
    if (check->written.failed) {
        return error_set_memory(err);
    }
    lexicon_encoder_add(&check->encoder, entry->term,
                        (const struct written_form *)(void *)check->written.data, entry->forms,
                        entry->parts, entry->part_count);
    return STATUS_OK;
}

static bool is_order(const struct lexicon_form *before, const struct lexicon_form *form)
{
    int order = bytes_compare(bytes_of(before->text, before->size), bytes_of(form->text, form->size));
    return before->documents > form->documents ||
           (before->documents == form->documents && order < 0);
}

/* One form; `before` and `first` are NULL for the first one. */
static enum status check_form(struct lexicon_check *check, const struct lexicon_entry *entry,
                              const struct lexicon_form *form, const struct lexicon_form *before,
                              const struct lexicon_form *first, struct error *err)
{
    struct bytes text = bytes_of(form->text, form->size), term = entry->term;
    bool cut = entry->part_count > 0;
    if ((form->documents == 0 && (!cut || first != NULL)) ||
        (first != NULL && bytes_equal(text, bytes_of(first->text, first->size))) ||
        (before != NULL && !(cut && before == first) && !is_order(before, form))) {
        fault(check, entry->at, "order of forms in the lexicon");
    }
    enum status status =
        check->analyzer ? analyzer_term(check->analyzer, text, &term, err) : STATUS_OK;
    if (status == STATUS_OK && !bytes_equal(term, entry->term)) {
        fault(check, entry->at, "form of another term in the lexicon");
    }
    return status;
}

/* The forms of an entry, the first one into *first. */
static enum status check_forms(struct lexicon_check *check, struct lexicon_entry *entry,
                               struct lexicon_form *first, struct error *err)
{
    struct lexicon_form form, before;
    enum status status = STATUS_OK;
    buffer_reset(&check->forms);
    for (uint32_t i = 0; i < entry->forms && status == STATUS_OK; i++) {
        if (!lexicon_next_form(entry, &form)) {
            fault(check, entry->at, "form in the lexicon");
            check->broken = true;
            return STATUS_OK;
        }
        *first = i == 0 ? form : *first;
        buffer_append(&check->forms, &form, sizeof form);
        status = check_form(check, entry, &form, i == 0 ? NULL : i == 1 ? first : &before,
                            i > 0 ? first : NULL, err);
        before = form;
    }
    if (status == STATUS_OK && check->forms.failed) {
        return error_set_memory(err);
    }
    return status == STATUS_OK ? write_again(check, entry, err) : status;
}

/* Reads the entry of a term and compares the block if it ends there. Whether all can be used: check->broken. */
static enum status check_entry(struct lexicon_check *check, uint32_t number,
                               struct lexicon_entry *entry, struct lexicon_form *first,
                               struct error *err)
{
    const struct segment_facts *facts = &check->faults->segment->facts;
    bool ends = number % FORMAT_TERM_BLOCK == FORMAT_TERM_BLOCK - 1 || number + 1 == facts->terms;
    enum status status = check_forms(check, entry, first, err);
    if (status != STATUS_OK || check->broken) {
        return status;
    }
    if (entry->part_count > 0 && (!(facts->flags & FACTS_PARTS) || !parts_fit(entry, first))) {
        fault(check, entry->at, "entry of the lexicon");
        check->broken = true;
        return STATUS_OK;
    }
    return ends ? compare_block(check, number, err) : STATUS_OK;
}

/* What the list counts as parts goes off the balance, what its words give their parts comes on it. */
static enum status weigh(struct lexicon_check *check, const struct lexicon_entry *entry,
                         const struct lexicon_form *first, uint32_t number,
                         const struct lexicon_check_list *list, struct error *err)
{
    bool stands = false;
    for (uint32_t i = 0; i < list->count; i++) {
        stands = stands || list->words[i] > 0;
    }
    if (stands && entry->forms == 0) {
        fault(check, entry->at, "word without a form in the lexicon");
    }
    check->balance[number] -= checksum(list->docs, list->parts, list->count);
    return stands && check->analyzer && entry->part_count > 0
               ? add_parts(check, entry, first, checksum(list->docs, list->words, list->count), err)
               : STATUS_OK;
}

enum status lexicon_check_term(struct lexicon_check *check, struct bytes term, uint32_t number,
                               const struct lexicon_check_list *list, struct error *err)
{
    const struct segment *segment = check->faults->segment;
    struct lexicon_entry entry;
    struct lexicon_form first = {0};
    struct error found = ERROR_NONE;
    if (check->broken || !lexicon_exists(segment)) {
        return STATUS_OK;
    }
    check->terms++;
    if (lexicon_find(segment, number, term, &entry, &found) != STATUS_OK) {
        check->broken = true;
        return faults_note(check->faults, STATUS_DAMAGED, &found, err);
    }
    enum status status = check_entry(check, number, &entry, &first, err);
    return status == STATUS_OK && !check->broken ? weigh(check, &entry, &first, number, list, err)
                                                 : status;
}

void lexicon_check_end(struct lexicon_check *check)
{
    const struct segment *segment = check->faults->segment;
    bool known = check->analyzer && !check->broken && check->terms == segment->facts.terms;
    for (uint32_t t = 0; known && t < segment->facts.terms; t++) {
        if (check->balance[t] != 0) {
            fault(check, segment->sections[SECTION_LEXICON].data,
                  "parts in lists are not those of the lexicon's compounds");
        }
    }
}

void lexicon_check_release(struct lexicon_check *check)
{
    analyzer_destroy(check->analyzer);
    memory_free(check->balance);
    buffer_release(&check->again);
    buffer_release(&check->prefix);
    buffer_release(&check->forms);
    buffer_release(&check->written);
    lexicon_encoder_release(&check->encoder);
    *check = (struct lexicon_check){0};
}
