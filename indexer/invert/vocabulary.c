#include "indexer/invert/vocabulary.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/base/memory.h"
#include "indexer/invert/term_sort.h"

enum { FIRST_SLOTS = 4096, FILTER_FORMS = 4 /* a word of the filter, at most */ };

struct vocabulary_slot {
    uint32_t number; /* 1 + that of the form; 0: free */
    uint32_t check;  /* half of the hash: most other forms are told without a look at them */
};

static uint32_t check_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

static uint64_t hash_of(struct bytes form)
{
    return XXH3_64bits(form.data, form.size);
}

/* The bits of a form in its word of the filter. */
static uint64_t filter_bits(uint64_t hash)
{
    return (uint64_t)1 << (hash >> 58) | (uint64_t)1 << (hash >> 52 & 63) |
           (uint64_t)1 << (hash >> 46 & 63);
}

/* The slot of a form or the free one where it belongs. */
static struct vocabulary_slot *find_slot(const struct vocabulary_table *table, struct bytes form,
                                         uint64_t hash)
{
    for (size_t i = hash & table->slot_mask;; i = (i + 1) & table->slot_mask) {
        struct vocabulary_slot *slot = &table->slots[i];
        if (slot->number == 0 || (slot->check == check_of(hash) &&
                                  bytes_equal(table->forms[slot->number - 1].form, form))) {
            return slot;
        }
    }
}

/* Puts all forms into a table of `size` slots. */
static bool fill_slots(struct vocabulary_table *table, size_t size)
{
    struct vocabulary_slot *slots = memory_alloc_array(size, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    memory_free(table->slots);
    table->slots = slots;
    table->slot_mask = size - 1;
    for (size_t i = 0; i < table->form_count; i++) {
        uint64_t hash = hash_of(table->forms[i].form);
        size_t place = hash & table->slot_mask;
        while (slots[place].number != 0) {
            place = (place + 1) & table->slot_mask;
        }
        slots[place] = (struct vocabulary_slot){(uint32_t)i + 1, check_of(hash)};
    }
    return true;
}

static bool make_room(struct vocabulary_table *table)
{
    if (table->form_count == UINT32_MAX - 1) {
        return false;
    }
    if (table->form_count == table->form_capacity) {
        size_t capacity = table->form_capacity ? 2 * table->form_capacity : FIRST_SLOTS / 2;
        struct word_form *forms = memory_resize(table->forms, capacity * sizeof *forms);
        if (forms == NULL) {
            return false;
        }
        table->forms = forms;
        table->form_capacity = capacity;
    }
    bool full = table->slots == NULL || table->form_count * 2 > table->slot_mask;
    return !full || fill_slots(table, table->slots ? 2 * (table->slot_mask + 1) : FIRST_SLOTS);
}

/* Enough has been seen when a count is full: shares stay as they are. */
static void add_counts(struct word_form *to, const struct word_form *from)
{
    to->documents += from->documents;
    if (from->seen <= UINT32_MAX - to->seen) {
        to->seen += from->seen;
        to->capitals += from->capitals;
    }
}

bool vocabulary_add(struct vocabulary_table *table, const struct word_form *form)
{
    uint64_t hash = hash_of(form->form);
    if (!make_room(table)) {
        return false;
    }
    struct vocabulary_slot *slot = find_slot(table, form->form, hash);
    if (slot->number != 0) {
        struct word_form *there = &table->forms[slot->number - 1];
        add_counts(there, form);
        return true;
    }
    const uint8_t *text = arena_copy(&table->arena, form->form.data, form->form.size);
    const uint8_t *term = arena_copy(&table->arena, form->term.data, form->term.size);
    if (text == NULL || term == NULL) {
        return false;
    }
    struct word_form *fresh = &table->forms[table->form_count++];
    *fresh = *form;
    fresh->form.data = text;
    fresh->term.data = term;
    *slot = (struct vocabulary_slot){(uint32_t)table->form_count, check_of(hash)};
    return true;
}

static int by_term(const void *left, const void *right)
{
    const struct word_form *a = left, *b = right;
    int order = bytes_compare(a->term, b->term);
    if (order == 0) {
        order = (a->documents < b->documents) - (a->documents > b->documents);
    }
    return order != 0 ? order : bytes_compare(a->form, b->form);
}

/* Moves the forms to their places, along each cycle of moves: a second table would be large. */
static void arrange(struct word_form *forms, struct term_key *keys, size_t count)
{
    for (size_t start = 0; start < count; start++) {
        const struct word_form first = forms[start];
        size_t to = start;
        for (struct word_form *from; (from = keys[to].item) != &forms[start];) {
            forms[to] = *from;
            keys[to].item = &forms[to];
            to = (size_t)(from - forms);
        }
        forms[to] = first;
        keys[to].item = &forms[to];
    }
}

static bool sort_forms(struct vocabulary_table *table)
{
    size_t count = table->form_count;
    struct term_key *keys = memory_alloc_array(count, sizeof *keys);
    for (size_t i = 0; keys != NULL && i < count; i++) {
        keys[i] = (struct term_key){term_first(table->forms[i].term), &table->forms[i]};
    }
    bool sorted = keys != NULL && term_keys_sort(keys, count, by_term);
    if (sorted) {
        arrange(table->forms, keys, count);
    }
    memory_free(keys);
    return sorted;
}

static bool make_filter(struct vocabulary_table *table)
{
    size_t size = 1;
    while (size * FILTER_FORMS < table->form_count) {
        size *= 2;
    }
    table->filter = memory_alloc_array(size, sizeof *table->filter);
    if (table->filter == NULL) {
        return false;
    }
    table->filter_mask = size - 1;
    for (size_t i = 0; i < table->form_count; i++) {
        uint64_t hash = hash_of(table->forms[i].form);
        table->filter[hash & table->filter_mask] |= filter_bits(hash);
    }
    return true;
}

static bool make_families(struct vocabulary_table *table)
{
    size_t count = table->form_count;
    table->families = memory_alloc_array(count, sizeof *table->families);
    table->family_keys = memory_alloc_array(count, sizeof *table->family_keys);
    if (table->families == NULL || table->family_keys == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !bytes_equal(table->forms[i].term, table->forms[i - 1].term)) {
            table->family_keys[table->family_count] = term_first(table->forms[i].term);
            table->families[table->family_count++] = (struct word_family){(uint32_t)i, 0};
        }
        table->families[table->family_count - 1].count++;
        table->forms[i].family = (uint32_t)table->family_count - 1;
    }
    return true;
}

bool vocabulary_sort(struct vocabulary_table *table)
{
    if (table->form_count == 0) {
        return true;
    }
    return sort_forms(table) && fill_slots(table, table->slot_mask + 1) && make_filter(table) &&
           make_families(table);
}

const struct word_form *vocabulary_find(const struct vocabulary_table *table, struct bytes form)
{
    if (table->slots == NULL) {
        return NULL;
    }
    uint64_t hash = hash_of(form), bits = filter_bits(hash);
    if (table->filter != NULL && (table->filter[hash & table->filter_mask] & bits) != bits) {
        return NULL;
    }
    uint32_t number = find_slot(table, form, hash)->number;
    return number ? &table->forms[number - 1] : NULL;
}

int vocabulary_compare(const struct vocabulary_table *table, uint32_t family, struct bytes term,
                       uint64_t first)
{
    uint64_t there = table->family_keys[family];
    return there != first ? (there > first) - (there < first)
                          : bytes_compare(vocabulary_term(table, family), term);
}

const struct word_family *vocabulary_family(const struct vocabulary_table *table, struct bytes term)
{
    uint64_t first = term_first(term);
    size_t low = 0, high = table->family_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = vocabulary_compare(table, (uint32_t)middle, term, first);
        if (order == 0) {
            return &table->families[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

void vocabulary_release(struct vocabulary_table *table)
{
    arena_release(&table->arena);
    memory_free(table->forms);
    memory_free(table->slots);
    memory_free(table->families);
    memory_free(table->family_keys);
    memory_free(table->filter);
    *table = (struct vocabulary_table){0};
}
