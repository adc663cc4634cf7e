#include "indexer/write/spelling_builder.h"

#include <limits.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/base/memory.h"
#include "common/format/spellings.h"

enum { FIRST_SLOTS = 16, HEAD_BYTES = 5 };

static uint32_t set_count(const struct spelling_builder *builder)
{
    return (uint32_t)(builder->places.size / sizeof(uint32_t));
}

static uint8_t *set_at(const struct spelling_builder *builder, uint32_t number)
{
    return builder->sets.data + ((const uint32_t *)(void *)builder->places.data)[number];
}

static struct bytes set_bytes(const struct spelling_builder *builder, uint32_t number)
{
    const uint8_t *set = set_at(builder, number);
    return bytes_of(set + HEAD_BYTES, set[4]);
}

static uint32_t set_documents(const struct spelling_builder *builder, uint32_t number)
{
    uint32_t documents;
    memcpy(&documents, set_at(builder, number), sizeof documents);
    return documents;
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
    buffer_append_zeros(&builder->slots, (slots ? 2 * slots : FIRST_SLOTS) * sizeof(uint32_t));
    for (uint32_t i = 0; i < count && !builder->slots.failed; i++) {
        *find_slot(builder, set_bytes(builder, i)) = i + 1;
    }
    return !builder->slots.failed;
}

static bool add_set(struct spelling_builder *builder, struct bytes set)
{
    const uint32_t none = 0, place = (uint32_t)builder->sets.size;
    if (!make_room(builder)) {
        return false;
    }
    uint32_t *slot = find_slot(builder, set);
    if (*slot == 0) {
        buffer_append(&builder->places, &place, sizeof place);
        buffer_append(&builder->sets, &none, sizeof none);
        buffer_append_byte(&builder->sets, (uint8_t)set.size);
        buffer_append(&builder->sets, set.data, set.size);
        if (builder->places.failed || builder->sets.failed) {
            return false;
        }
        *slot = set_count(builder);
    }
    builder->last_set = *slot - 1;
    return true;
}

void spelling_builder_add(struct spelling_builder *builder, struct bytes set)
{
    if (spelling_builder_failed(builder)) { /* the last set may be none */
        return;
    }
    bool again = set_count(builder) > 0 && bytes_equal(set_bytes(builder, builder->last_set), set);
    if (!again && !add_set(builder, set)) {
        builder->slots.failed = true;
        return;
    }
    uint8_t *at = set_at(builder, builder->last_set);
    uint32_t documents = set_documents(builder, builder->last_set) + 1;
    memcpy(at, &documents, sizeof documents);
    buffer_append(&builder->numbers, &builder->last_set, sizeof builder->last_set);
}

/* Single spellings first, as many as half of the places; then by number of documents, then as met. */
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

/* The chosen sets by falling number of documents that are told to have them, then as they are met. */
static void order_sets(const struct spelling_builder *builder, const uint8_t *codes, uint32_t count,
                       uint8_t ranks[FORMAT_SPELLING_SETS])
{
    const uint32_t *numbers = (const uint32_t *)(void *)builder->numbers.data;
    uint32_t documents[FORMAT_SPELLING_SETS] = {0}, met[FORMAT_SPELLING_SETS] = {0}, seen = 0;
    for (size_t i = 0; i < builder->numbers.size / sizeof *numbers; i++) {
        uint8_t code = codes[numbers[i]];
        if (documents[code]++ == 0) {
            met[code] = seen++;
        }
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

static void write(struct spelling_builder *builder, struct buffer *out)
{
    struct chosen_sets chosen;
    struct spellings spellings;
    uint8_t ranks[FORMAT_SPELLING_SETS];
    uint32_t count = choose(builder, true, chosen.numbers, 0, FORMAT_SPELLING_SETS / 2);
    chosen.count = choose(builder, false, chosen.numbers, count, FORMAT_SPELLING_SETS);
    for (uint32_t i = 0; i < chosen.count; i++) {
        chosen.maps[i] = map_of(set_bytes(builder, chosen.numbers[i]));
    }
    uint32_t sets = set_count(builder), *numbers = (uint32_t *)(void *)builder->numbers.data;
    size_t documents = builder->numbers.size / sizeof *numbers;
    uint8_t *codes = memory_alloc_array(sets + documents, 1), *told = codes ? codes + sets : NULL;
    if (codes == NULL) {
        builder->slots.failed = true;
        return;
    }
    for (uint32_t i = 0; i < sets; i++) {
        codes[i] = code_of(builder, i, &chosen);
    }
    order_sets(builder, codes, chosen.count, ranks);
    for (size_t i = 0; i < documents; i++) {
        told[i] = ranks[codes[numbers[i]]];
    }
    fill_spellings(&chosen, ranks, &spellings);
    spellings_write(&spellings, told, (uint32_t)documents, out);
    memory_free(codes);
}

void spelling_builder_finish(struct spelling_builder *builder, struct buffer *out)
{
    if (set_count(builder) > 1 && !spelling_builder_failed(builder)) {
        write(builder, out);
    }
    bool failed = spelling_builder_failed(builder);
    if (builder->slots.size > FIRST_SLOTS * sizeof(uint32_t)) { /* mostly few sets are met */
        buffer_reset(&builder->slots);
    } else if (builder->slots.size > 0) {
        memset(builder->slots.data, 0, builder->slots.size);
    }
    builder->sets.size = builder->places.size = builder->numbers.size = 0;
    builder->slots.failed = failed;
    builder->last_set = 0;
}

bool spelling_builder_failed(const struct spelling_builder *builder)
{
    return builder->sets.failed || builder->places.failed || builder->slots.failed ||
           builder->numbers.failed;
}

void spelling_builder_release(struct spelling_builder *builder)
{
    buffer_release(&builder->sets);
    buffer_release(&builder->places);
    buffer_release(&builder->slots);
    buffer_release(&builder->numbers);
}
