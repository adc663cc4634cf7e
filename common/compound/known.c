#include "common/compound/known.h"

#include <assert.h>

#include "common/base/memory.h"
#include "common/compound/parts.h"

struct known_slot {
    uint16_t tag; /* of the hash */
    uint16_t word; /* 1 + its number; 0: free */
};

static uint64_t hash_of(struct bytes word)
{
    uint64_t hash = word.size, piece = 0;
    size_t i = 0;
    for (; i + 8 <= word.size; i += 8) {
        memcpy(&piece, word.data + i, 8);
        hash = (hash ^ piece) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    for (piece = 0; i < word.size; i++) {
        piece = piece << 8 | word.data[i];
    }
    hash = (hash ^ piece) * 0x9E3779B97F4A7C15u;
    return (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
}

static struct known_slot *slot_of(const struct known *known, struct bytes word, uint16_t tag,
                                  size_t start)
{
    size_t i = start & (known->capacity - 1);
    for (; known->slots[i].word != 0; i = (i + 1) & (known->capacity - 1)) {
        const struct known_word *found = &known->words[known->slots[i].word - 1];
        if (known->slots[i].tag == tag && bytes_equal(word, bytes_of(found->word, found->size))) {
            break;
        }
    }
    return &known->slots[i];
}

const struct known_word *known_find(const struct known *known, struct bytes word)
{
    uint64_t hash = hash_of(word);
    const struct known_slot *slot =
        slot_of(known, word, (uint16_t)(hash >> 48), (size_t)(hash >> 32 & 0xFFFF));
    return slot->word != 0 ? &known->words[slot->word - 1] : NULL;
}

/* What several groups say of a word is joined. */
static void add(struct known *known, const struct part_group *group, struct bytes word)
{
    uint64_t hash = hash_of(word);
    uint16_t tag = (uint16_t)(hash >> 48);
    struct known_slot *slot = slot_of(known, word, tag, (size_t)(hash >> 32 & 0xFFFF));
    if (slot->word == 0) {
        *slot = (struct known_slot){tag, (uint16_t)++known->word_count};
        known->words[slot->word - 1] =
            (struct known_word){.word = word.data, .size = (uint16_t)word.size};
    }
    struct known_word *found = &known->words[slot->word - 1];
    found->flags |= group->flags;
    found->documents = found->documents > group->documents ? found->documents : group->documents;
}

/* Adds all words of the groups, if there is a table; their number. */
static size_t add_groups(struct known *known)
{
    size_t count = 0;
    for (size_t g = 0; g < part_group_count; g++) {
        for (const char *word = part_groups[g].words; *word != '\0'; count++) {
            size_t size = strcspn(word, " ");
            if (known->slots != NULL) {
                add(known, &part_groups[g], bytes_of(word, size));
            }
            word += size + (word[size] == ' ');
        }
    }
    return count;
}

bool known_init(struct known *known)
{
    *known = (struct known){0};
    size_t count = add_groups(known);
    assert(count < UINT16_MAX / 2);
    known->capacity = 64;
    while (known->capacity < 2 * count) {
        known->capacity *= 2;
    }
    known->words = memory_alloc_array(count, sizeof *known->words);
    known->slots = memory_alloc_array(known->capacity, sizeof *known->slots);
    if (known->words == NULL || known->slots == NULL) {
        known_release(known);
        return false;
    }
    add_groups(known);
    return true;
}

void known_release(struct known *known)
{
    memory_free(known->words);
    memory_free(known->slots);
    *known = (struct known){0};
}
