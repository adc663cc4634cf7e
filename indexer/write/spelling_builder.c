#include "indexer/write/spelling_builder.h"

#include <limits.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/base/memory.h"
#include "common/format/spellings.h"

enum { FIRST_SLOTS = 16, NO_SPELLING = 256 };

static uint32_t set_count(const struct spelling_builder *builder)
{
    return (uint32_t)(builder->places.size / sizeof(uint32_t));
}

static struct bytes set_bytes(const struct spelling_builder *builder, uint32_t number)
{
    const uint32_t *places = (const uint32_t *)(void *)builder->places.data;
    const uint8_t *set = builder->sets.data + places[number];
    return bytes_of(set + 1, *set);
}

static uint32_t set_documents(const struct spelling_builder *builder, uint32_t number)
{
    return ((const uint32_t *)(void *)builder->counts.data)[number];
}

/* Nearly all sets have at most one spelling: where their number is kept; NULL: a larger one. */
static uint32_t *find_small(struct spelling_builder *builder, struct bytes set)
{
    return set.size > 1 ? NULL : &builder->small[set.size == 1 ? *set.data : NO_SPELLING];
}

static uint32_t *find_slot(struct spelling_builder *builder, struct bytes set)
{
    uint32_t *slots = (uint32_t *)(void *)builder->slots.data;
    size_t mask = builder->slots.size / sizeof *slots - 1;
    for (size_t i = XXH3_64bits(set.data, set.size) & mask;; i = (i + 1) & mask) {
        if (slots[i] == 0 || bytes_equal(set_bytes(builder, slots[i] - 1), set)) {
            return &slots[i];
        }
    }
}

/* Keeps the table at most half full; false without memory. */
static bool make_room(struct spelling_builder *builder)
{
    size_t slots = builder->slots.size / sizeof(uint32_t), count = set_count(builder);
    if (2 * (count + 1) <= slots) {
        return true;
    }
    builder->slots.size = 0;
    while (slots < 2 * (count + 1)) {
        slots = slots ? 2 * slots : FIRST_SLOTS;
    }
    buffer_append_zeros(&builder->slots, slots * sizeof(uint32_t));
    for (uint32_t i = 0; i < count && !builder->slots.failed; i++) {
        struct bytes set = set_bytes(builder, i);
        if (set.size > 1) {
            *find_slot(builder, set) = i + 1;
        }
    }
    return !builder->slots.failed;
}

/* The number of a set, that of a new one if it is met for the first time; false without memory. */
static bool find_set(struct spelling_builder *builder, struct bytes set, uint32_t *number)
{
    const uint32_t place = (uint32_t)builder->sets.size;
    uint32_t *known = find_small(builder, set);
    if (known == NULL) {
        if (!make_room(builder)) {
            return false;
        }
        known = find_slot(builder, set);
    }
    if (*known == 0) {
        buffer_append_byte(&builder->sets, (uint8_t)set.size);
        buffer_append(&builder->sets, set.data, set.size);
        if (builder->sets.failed) {
            return false;
        }
        buffer_append(&builder->places, &place, sizeof place);
        if (builder->places.failed) {
            return false;
        }
        *known = set_count(builder);
    }
    *number = *known - 1;
    return true;
}

void spelling_builder_add(struct spelling_builder *builder, struct bytes set)
{
    const uint32_t *small = find_small(builder, set);
    uint32_t number = small != NULL ? *small - 1 : UINT32_MAX;
    if (number == UINT32_MAX &&
        (spelling_builder_failed(builder) || !find_set(builder, set, &number))) {
        builder->slots.failed = true;
        return;
    }
    buffer_append(&builder->numbers, &number, sizeof number);
}

/* By falling number of documents, then as met. */
static bool goes_before(const struct spelling_builder *builder, uint32_t a, uint32_t b)
{
    uint32_t first = set_documents(builder, a), second = set_documents(builder, b);
    return first != second ? first > second : a < b;
}

/* Puts the best sets with or without the others into `chosen`, in their order, up to `most`. */
static uint32_t choose(const struct spelling_builder *builder, bool only_single, uint32_t *chosen,
                       uint32_t count, uint32_t most)
{
    uint32_t kept = count;
    for (uint32_t set = 0; set < set_count(builder); set++) {
        bool there = only_single && set_bytes(builder, set).size > 1;
        for (uint32_t i = 0; i < kept && !there; i++) {
            there = chosen[i] == set;
        }
        if (there) {
            continue;
        }
        uint32_t place = count < most ? count++ : most;
        for (; place > kept && goes_before(builder, set, chosen[place - 1]); place--) {
            if (place < most) {
                chosen[place] = chosen[place - 1];
            }
        }
        if (place < most) {
            chosen[place] = set;
        }
    }
    return count;
}

/* A set as bits. */
struct spelling_map {
    uint64_t words[4];
};

static struct spelling_map map_of(struct bytes set)
{
    struct spelling_map map = {{0}};
    for (size_t i = 0; i < set.size; i++) {
        map.words[set.data[i] / 64] |= (uint64_t)1 << set.data[i] % 64;
    }
    return map;
}

static int count_common(const struct spelling_map *a, const struct spelling_map *b)
{
    int found = 0;
    for (int i = 0; i < 4; i++) {
        found += __builtin_popcountll(a->words[i] & b->words[i]);
    }
    return found;
}

struct chosen_sets {
    uint32_t numbers[FORMAT_SPELLING_SETS], count;
    struct spelling_map maps[FORMAT_SPELLING_SETS];
};

/* The code of a set: its own, or that of the chosen set with the most in common and least besides. */
static uint8_t code_of(const struct spelling_builder *builder, uint32_t set,
                       const struct chosen_sets *chosen)
{
    const struct spelling_map own = map_of(set_bytes(builder, set));
    int best = INT_MIN;
    uint8_t code = 0;
    for (uint8_t i = 0; i < chosen->count; i++) {
        int size = (int)set_bytes(builder, chosen->numbers[i]).size;
        int likeness = 2 * count_common(&own, &chosen->maps[i]) - size;
        if (chosen->numbers[i] == set) {
            return i;
        }
        if (likeness > best) {
            best = likeness;
            code = i;
        }
    }
    return code;
}

/* The chosen sets by falling number of documents that are told to have them, then as they are met:
 * so sets are numbered. */
static void order_sets(const struct spelling_builder *builder, const uint8_t *codes, uint32_t count,
                       uint8_t ranks[FORMAT_SPELLING_SETS])
{
    uint32_t documents[FORMAT_SPELLING_SETS] = {0}, met[FORMAT_SPELLING_SETS] = {0};
    for (uint32_t set = 0; set < set_count(builder); set++) {
        uint8_t code = codes[set];
        met[code] = documents[code] == 0 ? set : met[code];
        documents[code] += set_documents(builder, set);
    }
    for (uint32_t i = 0; i < count; i++) {
        unsigned rank = 0;
        for (uint32_t j = 0; j < count; j++) {
            rank += documents[j] > documents[i] || (documents[j] == documents[i] && met[j] < met[i]);
        }
        ranks[i] = (uint8_t)rank;
    }
}

/* Which sets have each spelling: the 64 of one word of their maps. */
static void fill_word(const struct chosen_sets *chosen, const uint8_t *ranks, unsigned word,
                      struct spellings *spellings)
{
    uint64_t any = 0;
    for (uint32_t i = 0; i < chosen->count; i++) {
        any |= chosen->maps[i].words[word];
    }
    for (; any != 0; any &= any - 1) { /* few of them */
        unsigned bit = (unsigned)__builtin_ctzll(any), sets = 0;
        for (uint32_t i = 0; i < chosen->count; i++) {
            sets |= (unsigned)(chosen->maps[i].words[word] >> bit & 1) << ranks[i];
        }
        spellings->bytes[spellings->count] = (uint8_t)(64 * word + bit);
        spellings->sets[spellings->count++] = (uint16_t)sets;
    }
}

static void fill_spellings(const struct chosen_sets *chosen, const uint8_t *ranks,
                           struct spellings *spellings)
{
    spellings->set_count = chosen->count;
    spellings->count = 0;
    for (unsigned word = 0; word < 4; word++) {
        fill_word(chosen, ranks, word, spellings);
    }
}

static bool count_documents(struct spelling_builder *builder)
{
    const uint32_t *numbers = (const uint32_t *)(void *)builder->numbers.data;
    builder->counts.size = 0;
    buffer_append_zeros(&builder->counts, set_count(builder) * sizeof(uint32_t));
    uint32_t *counts = (uint32_t *)(void *)builder->counts.data;
    for (size_t i = 0; !builder->counts.failed && i < builder->numbers.size / sizeof *numbers; i++) {
        counts[numbers[i]]++;
    }
    return !builder->counts.failed;
}

/* Single spellings have half of the places, all sets the others. */
static void choose_sets(const struct spelling_builder *builder, struct chosen_sets *chosen)
{
    uint32_t count = choose(builder, true, chosen->numbers, 0, FORMAT_SPELLING_SETS / 2);
    chosen->count = choose(builder, false, chosen->numbers, count, FORMAT_SPELLING_SETS);
    for (uint32_t i = 0; i < chosen->count; i++) {
        chosen->maps[i] = map_of(set_bytes(builder, chosen->numbers[i]));
    }
}

/* False without memory. */
static bool write(struct spelling_builder *builder, struct buffer *out)
{
    struct chosen_sets chosen;
    struct spellings spellings;
    uint8_t ranks[FORMAT_SPELLING_SETS];
    uint32_t sets = set_count(builder), *numbers = (uint32_t *)(void *)builder->numbers.data;
    size_t documents = builder->numbers.size / sizeof *numbers;
    if (!count_documents(builder)) {
        return false;
    }
    uint8_t *codes = memory_alloc(sets + documents), *told = codes ? codes + sets : NULL;
    if (codes == NULL) {
        return false;
    }
    choose_sets(builder, &chosen);
    for (uint32_t i = 0; i < sets; i++) {
        codes[i] = code_of(builder, i, &chosen);
    }
    order_sets(builder, codes, chosen.count, ranks);
    for (uint32_t i = 0; i < sets; i++) {
        codes[i] = ranks[codes[i]];
    }
    for (size_t i = 0; i < documents; i++) {
        told[i] = codes[numbers[i]];
    }
    fill_spellings(&chosen, ranks, &spellings);
    spellings_write(&spellings, told, (uint32_t)documents, out);
    memory_free(codes);
    return true;
}

static void start_over(struct spelling_builder *builder)
{
    bool failed = spelling_builder_failed(builder);
    for (uint32_t i = 0; i < set_count(builder); i++) {
        uint32_t *small = find_small(builder, set_bytes(builder, i));
        if (small != NULL) {
            *small = 0;
        }
    }
    if (builder->slots.size > FIRST_SLOTS * sizeof(uint32_t)) { /* mostly few sets are met */
        buffer_reset(&builder->slots);
    } else if (builder->slots.size > 0) {
        memset(builder->slots.data, 0, builder->slots.size);
    }
    builder->sets.size = builder->places.size = builder->numbers.size = 0;
    builder->slots.failed = failed;
}

void spelling_builder_finish(struct spelling_builder *builder, struct buffer *out)
{
    if (set_count(builder) > 1 && !spelling_builder_failed(builder) && !write(builder, out)) {
        builder->slots.failed = true;
    }
    start_over(builder);
}

bool spelling_builder_failed(const struct spelling_builder *builder)
{
    return builder->sets.failed || builder->places.failed || builder->slots.failed ||
           builder->numbers.failed || builder->counts.failed;
}

void spelling_builder_release(struct spelling_builder *builder)
{
    buffer_release(&builder->sets);
    buffer_release(&builder->places);
    buffer_release(&builder->slots);
    buffer_release(&builder->numbers);
    buffer_release(&builder->counts);
}
