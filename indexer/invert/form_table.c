#include "indexer/invert/form_table.h"

#define XXH_INLINE_ALL /* a call would cost as much as the hash of a word */
#include <xxhash.h>

#include "common/base/memory.h"

struct form_slot {
    uint32_t check;  /* half of the hash: most others are told without a look at them */
    uint32_t number; /* of forms; 1 + that of terms. 0: free */
};

enum { SIZE_BITS = 8, FIRST_SLOTS = 4096, LINE_BYTES = 64 };

static uint64_t hash_of(struct bytes key)
{
    return (XXH3_64bits(key.data, key.size) & ~(uint64_t)FORM_SIZE_MASK) | key.size;
}

static uint32_t check_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

static size_t place_of(uint64_t hash, size_t mask)
{
    return hash >> SIZE_BITS & mask;
}

static uint64_t load_8(const uint8_t *at)
{
    uint64_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static uint32_t load_4(const uint8_t *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

/* Of `size` >= 1 bytes each: words are too short for a call. */
static bool same_bytes(const uint8_t *a, const uint8_t *b, size_t size)
{
    if (size < 4) {
        return a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1];
    }
    if (size < 8) {
        return load_4(a) == load_4(b) && load_4(a + size - 4) == load_4(b + size - 4);
    }
    for (size_t i = 0; i + 8 < size; i += 8) {
        if (load_8(a + i) != load_8(b + i)) {
            return false;
        }
    }
    return load_8(a + size - 8) == load_8(b + size - 8);
}

static bool is_form(const struct form *form, struct bytes text, uint64_t hash)
{
    return form->hash == hash && same_bytes(form_bytes(form).data, text.data, text.size);
}

static void fill_slot(struct form_slot *slots, size_t mask, uint64_t hash, uint32_t number)
{
    size_t place = place_of(hash, mask);
    while (slots[place].number != 0) {
        place = (place + 1) & mask;
    }
    slots[place] = (struct form_slot){check_of(hash), number};
}

/* Keeps tables at most half full: `count` entries are in use. A larger one is empty: *grown. */
static bool reserve_slots(struct form_slot **slots, size_t *mask, size_t count, bool *grown)
{
    *grown = *slots == NULL || count * 2 > *mask;
    if (!*grown) {
        return true;
    }
    size_t size = *slots ? (*mask + 1) * 2 : FIRST_SLOTS;
    struct form_slot *more = memory_alloc_array(size, sizeof *more);
    if (more == NULL) {
        return false;
    }
    memory_free(*slots);
    *slots = more;
    *mask = size - 1;
    return true;
}

/* Twice the room; each form lies in one cache line. */
static bool grow_forms(struct form_table *table)
{
    size_t capacity = table->form_capacity ? 2 * table->form_capacity : FIRST_SLOTS / 2;
    uint8_t *block = memory_alloc(capacity * sizeof(struct form) + LINE_BYTES);
    if (block == NULL) {
        return false;
    }
    size_t line = (LINE_BYTES - (uintptr_t)block % LINE_BYTES) % LINE_BYTES;
    struct form *forms = (struct form *)(void *)(block + line);
    forms[0] = (struct form){0};
    if (table->form_count > 0) {
        memcpy(forms + 1, table->forms + 1, table->form_count * sizeof *forms);
    }
    memory_free(table->form_block);
    table->form_block = block;
    table->forms = forms;
    table->form_capacity = capacity;
    return true;
}

/* Room for one more form. */
static bool reserve_form(struct form_table *table)
{
    bool grown;
    if (table->form_count + 1 >= table->form_capacity && !grow_forms(table)) {
        return false;
    }
    if (!reserve_slots(&table->form_slots, &table->form_mask, table->form_count, &grown)) {
        return false;
    }
    for (uint32_t i = 1; grown && i <= table->form_count; i++) {
        fill_slot(table->form_slots, table->form_mask, table->forms[i].hash, i);
    }
    return true;
}

/* Room for one more term. */
static bool reserve_term(struct form_table *table)
{
    bool grown;
    if (table->term_count == table->term_capacity) {
        size_t capacity = table->term_capacity ? 2 * table->term_capacity : FIRST_SLOTS / 2;
        struct bytes *terms = memory_resize(table->terms, capacity * sizeof *terms);
        if (terms == NULL) {
            return false;
        }
        table->terms = terms;
        table->term_capacity = capacity;
    }
    if (!reserve_slots(&table->term_slots, &table->term_mask, table->term_count, &grown)) {
        return false;
    }
    for (uint32_t i = 0; grown && i < table->term_count; i++) {
        fill_slot(table->term_slots, table->term_mask, hash_of(table->terms[i]), i + 1);
    }
    return true;
}

static bool find_term(struct form_table *table, struct bytes term, uint32_t *number)
{
    uint64_t hash = hash_of(term);
    if (!reserve_term(table)) {
        return false;
    }
    size_t place = place_of(hash, table->term_mask);
    const struct form_slot *slot = &table->term_slots[place];
    while (slot->number != 0) {
        *number = slot->number - 1;
        if (slot->check == check_of(hash) && bytes_equal(table->terms[*number], term)) {
            return true;
        }
        place = (place + 1) & table->term_mask;
        slot = &table->term_slots[place];
    }
    const uint8_t *copy = arena_copy(&table->arena, term.data, term.size);
    if (copy == NULL) {
        return false;
    }
    *number = (uint32_t)table->term_count++;
    table->terms[*number] = bytes_of(copy, term.size);
    table->term_slots[place] = (struct form_slot){check_of(hash), *number + 1};
    return true;
}

static enum status add_form(struct form_table *table, struct analyzer *analyzer, struct bytes text,
                            uint64_t hash, struct form_slot *slot, struct error *err)
{
    struct form form = {.hash = hash};
    struct bytes term;
    enum status status = analyzer_term(analyzer, text, &term, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (!find_term(table, term, &form.term)) {
        return error_set_memory(err);
    }
    if (text.size <= FORM_NEAR_BYTES) {
        memcpy(form.text.near, text.data, text.size);
    } else {
        form.text.far = arena_copy(&table->arena, text.data, text.size);
        if (form.text.far == NULL) {
            return error_set_memory(err);
        }
    }
    uint32_t number = (uint32_t)++table->form_count;
    table->forms[number] = form;
    *slot = (struct form_slot){check_of(hash), number};
    return STATUS_OK;
}

static enum status find(struct form_table *table, struct analyzer *analyzer, struct bytes text,
                        uint64_t hash, uint32_t *number, struct error *err)
{
    if (!reserve_form(table)) {
        return error_set_memory(err);
    }
    size_t place = place_of(hash, table->form_mask);
    struct form_slot *slot = &table->form_slots[place];
    while (slot->number != 0) {
        if (slot->check == check_of(hash) && is_form(&table->forms[slot->number], text, hash)) {
            *number = slot->number;
            return STATUS_OK;
        }
        place = (place + 1) & table->form_mask;
        slot = &table->form_slots[place];
    }
    enum status status = add_form(table, analyzer, text, hash, slot, err);
    *number = slot->number;
    return status;
}

enum status form_table_find(struct form_table *table, struct analyzer *analyzer, struct bytes form,
                            uint32_t *number, struct error *err)
{
    return find(table, analyzer, form, hash_of(form), number, err);
}

/* Each step reads memory for all tokens without waiting for that of one. Nearly all forms are in
 * the first slot that is looked at. */
enum status form_table_find_block(struct form_table *table, struct analyzer *analyzer,
                                  const struct token_list *list, size_t first, size_t count,
                                  uint32_t numbers[FORM_BLOCK], struct error *err)
{
    uint64_t hashes[FORM_BLOCK], there[FORM_BLOCK];
    const struct token *tokens = list->tokens + first;
    enum status status = STATUS_OK;
    if (!reserve_form(table)) {
        return error_set_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        hashes[i] = hash_of(token_form(list, &tokens[i]));
    }
    for (size_t i = 0; i < count; i++) {
        numbers[i] = table->form_slots[place_of(hashes[i], table->form_mask)].number;
    }
    for (size_t i = 0; i < count; i++) {
        there[i] = table->forms[numbers[i]].hash;
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct bytes form = token_form(list, &tokens[i]);
        if (there[i] != hashes[i] || !is_form(&table->forms[numbers[i]], form, hashes[i])) {
            status = find(table, analyzer, form, hashes[i], &numbers[i], err);
        }
    }
    return status;
}

size_t form_table_bytes(const struct form_table *table)
{
    size_t slots = (table->form_slots ? table->form_mask + 1 : 0) +
                   (table->term_slots ? table->term_mask + 1 : 0);
    return table->arena.total_bytes + slots * sizeof(struct form_slot) +
           table->form_capacity * sizeof *table->forms + table->term_count * sizeof *table->terms;
}

void form_table_release(struct form_table *table)
{
    arena_release(&table->arena);
    memory_free(table->form_slots);
    memory_free(table->term_slots);
    memory_free(table->form_block);
    memory_free(table->terms);
    *table = (struct form_table){0};
}
