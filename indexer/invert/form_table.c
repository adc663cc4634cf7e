#include "indexer/invert/form_table.h"

#define XXH_INLINE_ALL /* a call would cost as much as the hash of a word */
#include <xxhash.h>

#include "common/base/memory.h"

struct form_slot {
    const uint8_t *data; /* NULL: free */
    uint64_t hash;       /* the low byte is the size: at most 255 */
    uint32_t number, term;
};

enum { SIZE_BITS = 8, SIZE_MASK = 255 };

static uint64_t hash_of(struct bytes key)
{
    return (XXH3_64bits(key.data, key.size) & ~(uint64_t)SIZE_MASK) | key.size;
}

static struct bytes slot_key(const struct form_slot *slot)
{
    return bytes_of(slot->data, slot->hash & SIZE_MASK);
}

static struct form_slot *find(struct form_slot *slots, size_t mask, struct bytes key, uint64_t hash)
{
    for (size_t i = hash >> SIZE_BITS & mask;; i = (i + 1) & mask) {
        struct form_slot *slot = &slots[i];
        if (slot->data == NULL ||
            (slot->hash == hash && bytes_equal(slot_key(slot), key))) {
            return slot;
        }
    }
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
        struct form_slot slot = (*slots)[i];
        if (slot.data != NULL) {
            *find(more, size - 1, slot_key(&slot), slot.hash) = slot;
        }
    }
    memory_free(*slots);
    *slots = more;
    *mask = size - 1;
    return true;
}

static bool add_term(struct form_table *table, struct bytes term, uint32_t *number)
{
    uint64_t hash = hash_of(term);
    if (!make_room(&table->stems, &table->stem_mask, table->stem_count)) {
        return false;
    }
    struct form_slot *slot = find(table->stems, table->stem_mask, term, hash);
    if (slot->data == NULL) {
        if (table->term_count == table->term_capacity) {
            size_t capacity = table->term_capacity ? 2 * table->term_capacity : 4096;
            struct bytes *terms = memory_resize(table->terms, capacity * sizeof *terms);
            if (terms == NULL) {
                return false;
            }
            table->terms = terms;
            table->term_capacity = capacity;
        }
        const uint8_t *copy = arena_copy(&table->arena, term.data, term.size);
        if (copy == NULL) {
            return false;
        }
        *slot = (struct form_slot){copy, hash, 0,
                                   (uint32_t)table->term_count};
        table->terms[table->term_count++] = bytes_of(copy, term.size);
        table->stem_count++;
    }
    *number = slot->term;
    return true;
}

enum status form_table_find(struct form_table *table, struct analyzer *analyzer, struct bytes form,
                            struct form_key *key, struct error *err)
{
    uint64_t hash = hash_of(form);
    if (!make_room(&table->forms, &table->form_mask, table->form_count)) {
        return error_set_memory(err);
    }
    struct form_slot *slot = find(table->forms, table->form_mask, form, hash);
    if (slot->data != NULL) {
        *key = (struct form_key){slot_key(slot), hash, slot->number, slot->term};
        return STATUS_OK;
    }
    uint32_t term = 0;
    struct bytes stem;
    enum status status = analyzer_term(analyzer, form, &stem, err);
    if (status != STATUS_OK) {
        return status;
    }
    const uint8_t *copy = arena_copy(&table->arena, form.data, form.size);
    if (copy == NULL || !add_term(table, stem, &term)) {
        return error_set_memory(err);
    }
    *slot = (struct form_slot){copy, hash, (uint32_t)table->form_count,
                               term};
    *key = (struct form_key){bytes_of(copy, form.size), hash, slot->number, term};
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
