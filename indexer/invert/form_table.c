#include "indexer/invert/form_table.h"

#include <stdint.h>
#include <string.h>
#define XXH_INLINE_ALL /* a call would cost as much as the hash of a word */
#include <xxhash.h>

#include "common/base/memory.h"

enum { INLINE_BYTES = 24 };

/* Half a cache line: most words are found without a look at the arena. */
struct form_slot {
    uint64_t words[3]; /* up to INLINE_BYTES: see pack; else pointer, hash, 0 */
    uint32_t term;
    uint32_t tag;      /* 24 bits of the hash and the size; 0: free */
};

/* A key as it stands in a slot, and its hash. */
struct form_key {
    struct form_slot slot;
    uint64_t hash;
    struct bytes text;
};

static uint64_t load8(const uint8_t *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* First, last and middle bytes, which may overlap: with the size they say all. */
static void pack(struct bytes text, uint64_t words[3])
{
    const uint8_t *at = text.data;
    size_t size = text.size;
    if (size >= 8) {
        words[0] = load8(at);
        words[1] = load8(at + size - 8);
        words[2] = size > 16 ? load8(at + 8) : 0;
    } else if (size >= 4) {
        uint32_t front, back;
        memcpy(&front, at, sizeof front);
        memcpy(&back, at + size - 4, sizeof back);
        words[0] = (uint64_t)back << 32 | front;
    } else {
        words[0] = at[0] | (uint64_t)at[size / 2] << 8 | (uint64_t)at[size - 1] << 16;
    }
}

static struct form_key key_of(struct bytes text)
{
    struct form_key key = {.text = text};
    if (text.size <= INLINE_BYTES) {
        pack(text, key.slot.words);
        key.hash = XXH3_64bits(key.slot.words, sizeof key.slot.words);
    } else {
        key.hash = XXH3_64bits(text.data, text.size);
        key.slot.words[1] = key.hash;
    }
    key.slot.tag = (uint32_t)(key.hash >> 40) << 8 | (uint32_t)text.size;
    return key;
}

static const uint8_t *slot_text(const struct form_slot *slot)
{
    return (const uint8_t *)(uintptr_t)slot->words[0];
}

static bool holds(const struct form_slot *slot, const struct form_key *key)
{
    const uint64_t *a = slot->words, *b = key->slot.words;
    if (slot->tag != key->slot.tag || a[1] != b[1]) {
        return false;
    }
    return key->text.size <= INLINE_BYTES
               ? a[0] == b[0] && a[2] == b[2]
               : memcmp(slot_text(slot), key->text.data, key->text.size) == 0;
}

/* The slot of the key, or the free one where it belongs. */
static struct form_slot *find(struct form_slot *slots, size_t mask, const struct form_key *key)
{
    size_t i = key->hash & mask;
    while (slots[i].tag != 0 && !holds(&slots[i], key)) {
        i = (i + 1) & mask;
    }
    return &slots[i];
}

static uint64_t slot_hash(const struct form_slot *slot)
{
    return (slot->tag & 255) <= INLINE_BYTES ? XXH3_64bits(slot->words, sizeof slot->words)
                                             : slot->words[1];
}

/* Keeps a table at most half full. */
static bool make_room(struct form_slot **slots, size_t *mask, size_t count)
{
    if (*slots != NULL && count * 2 <= *mask) {
        return true;
    }
    size_t size = *slots ? (*mask + 1) * 2 : 4096;
    struct form_slot *more = memory_alloc_array(size, sizeof *more);
    if (more == NULL) {
        return false;
    }
    for (size_t i = 0; *slots != NULL && i <= *mask; i++) {
        if ((*slots)[i].tag == 0) {
            continue;
        }
        size_t place = slot_hash(&(*slots)[i]) & (size - 1);
        while (more[place].tag != 0) {
            place = (place + 1) & (size - 1);
        }
        more[place] = (*slots)[i];
    }
    memory_free(*slots);
    *slots = more;
    *mask = size - 1;
    return true;
}

/* Fills a free slot; `copy`: the key's bytes, which stay. */
static void fill(struct form_slot *slot, const struct form_key *key, const uint8_t *copy,
                 uint32_t term)
{
    *slot = key->slot;
    if (key->text.size > INLINE_BYTES) {
        slot->words[0] = (uint64_t)(uintptr_t)copy;
    }
    slot->term = term;
}

static bool append_term(struct form_table *table, struct bytes term)
{
    if (table->term_count == table->term_capacity) {
        size_t capacity = table->term_capacity ? 2 * table->term_capacity : 4096;
        struct bytes *terms = memory_resize(table->terms, capacity * sizeof *terms);
        if (terms == NULL) {
            return false;
        }
        table->terms = terms;
        table->term_capacity = capacity;
    }
    table->terms[table->term_count++] = term;
    return true;
}

/* The number of a term, a new one if it is new. */
static bool number_term(struct form_table *table, struct bytes term, uint32_t *number)
{
    struct form_key key = key_of(term);
    if (!make_room(&table->stems, &table->stem_mask, table->stem_count)) {
        return false;
    }
    struct form_slot *slot = find(table->stems, table->stem_mask, &key);
    if (slot->tag == 0) {
        const uint8_t *copy = arena_copy(&table->arena, term.data, term.size);
        if (copy == NULL || !append_term(table, bytes_of(copy, term.size))) {
            return false;
        }
        fill(slot, &key, copy, (uint32_t)table->term_count - 1);
        table->stem_count++;
    }
    *number = slot->term;
    return true;
}

enum status form_table_term(struct form_table *table, struct analyzer *analyzer, struct bytes form,
                            uint32_t *term, struct error *err)
{
    struct form_key key = key_of(form);
    if (!make_room(&table->forms, &table->form_mask, table->form_count)) {
        return error_set_memory(err);
    }
    struct form_slot *slot = find(table->forms, table->form_mask, &key);
    if (slot->tag != 0) {
        *term = slot->term;
        return STATUS_OK;
    }
    struct bytes stem;
    enum status status = analyzer_term(analyzer, form, &stem, err);
    if (status != STATUS_OK) {
        return status;
    }
    const uint8_t *copy = form.data;
    if (form.size > INLINE_BYTES) {
        copy = arena_copy(&table->arena, form.data, form.size);
    }
    if (copy == NULL || !number_term(table, stem, term)) {
        return error_set_memory(err);
    }
    fill(slot, &key, copy, *term);
    table->form_count++;
    return STATUS_OK;
}

size_t form_table_bytes(const struct form_table *table)
{
    size_t slots = (table->forms ? table->form_mask + 1 : 0) +
                   (table->stems ? table->stem_mask + 1 : 0);
    return table->arena.total_bytes + slots * sizeof(struct form_slot) +
           table->term_capacity * sizeof *table->terms;
}

void form_table_release(struct form_table *table)
{
    arena_release(&table->arena);
    memory_free(table->forms);
    memory_free(table->stems);
    memory_free(table->terms);
    *table = (struct form_table){0};
}
