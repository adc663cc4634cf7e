#include "common/compound/known.h"

#include "common/base/memory.h"
#include "common/compound/parts.h"

struct known_slot {
    const uint8_t *word; /* NULL: free */
    uint32_t size;
    uint16_t documents; /* of 1000 */
    uint8_t capital;
};

static size_t hash_of(struct bytes form)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a */
    for (size_t i = 0; i < form.size; i++) {
        hash = (hash ^ form.data[i]) * 0x100000001B3u;
    }
    return (size_t)(hash ^ hash >> 32);
}

static struct known_slot *slot_of(const struct known *known, struct bytes form)
{
    size_t i = hash_of(form) & (known->capacity - 1);
    while (known->slots[i].word != NULL &&
           !bytes_equal(form, bytes_of(known->slots[i].word, known->slots[i].size))) {
        i = (i + 1) & (known->capacity - 1);
    }
    return &known->slots[i];
}

/* Calls for each word of the groups; counts them if there is no table yet. */
static size_t each_word(struct known *known)
{
    size_t count = 0;
    for (size_t g = 0; g < part_group_count; g++) {
        const char *word = part_groups[g].words;
        while (*word != '\0') {
            size_t size = strcspn(word, " ");
            if (size > 0 && known->slots != NULL) {
                struct known_slot *slot = slot_of(known, bytes_of(word, size));
                *slot = (struct known_slot){(const uint8_t *)word, (uint32_t)size,
                                            (uint16_t)part_groups[g].documents,
                                            part_groups[g].noun ? 250 : 10};
            }
            count += size > 0;
            word += size + (word[size] == ' ');
        }
    }
    return count;
}

bool known_init(struct known *known)
{
    *known = (struct known){0};
    size_t count = each_word(known);
    known->capacity = 64;
    while (known->capacity < 2 * count) {
        known->capacity *= 2;
    }
    known->slots = memory_alloc_array(known->capacity, sizeof *known->slots);
    if (known->slots != NULL) {
        each_word(known);
    }
    return known->slots != NULL;
}

void known_release(struct known *known)
{
    memory_free(known->slots);
    *known = (struct known){0};
}

bool known_find(const struct known *known, const struct vocabulary *vocabulary, struct bytes form,
                struct word_stats *stats)
{
    bool found = vocabulary->form(vocabulary->context, form, stats);
    const struct known_slot *slot = slot_of(known, form);
    if (slot->word == NULL) {
        return found;
    }
    if (!found) {
        *stats = (struct word_stats){.capital = slot->capital, .stem_capital = slot->capital};
    }
    uint32_t more = slot->documents; /* as a collection of 1000 documents */
    stats->documents += stats->documents < UINT32_MAX - more ? more : 0;
    stats->stem_documents += stats->stem_documents < UINT32_MAX - more ? more : 0;
    return true;
}
