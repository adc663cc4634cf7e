#include "common/compound/known.h"

#include "common/base/memory.h"
#include "common/compound/parts.h"

static size_t hash_of(struct bytes word)
{
    uint64_t hash = word.size, piece = 0;
    size_t i = 0;
    for (; i + 8 <= word.size; i += 8) {
        memcpy(&piece, word.data + i, 8);
        hash = (hash ^ piece) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    piece = 0;
    memcpy(&piece, word.data + i, word.size - i);
    return (size_t)((hash ^ piece) * 0x9E3779B97F4A7C15u >> 40);
}

static struct known_word *slot_of(const struct known *known, struct bytes word)
{
    size_t i = hash_of(word) & (known->capacity - 1);
    while (known->slots[i].word != NULL &&
           !bytes_equal(word, bytes_of(known->slots[i].word, known->slots[i].size))) {
        i = (i + 1) & (known->capacity - 1);
    }
    return &known->slots[i];
}

const struct known_word *known_find(const struct known *known, struct bytes word)
{
    const struct known_word *slot = slot_of(known, word);
    return slot->word != NULL ? slot : NULL;
}

/* Adds all words of the groups, if there is a table; their number. What several groups say of a
 * word adds up. */
static size_t add_groups(struct known *known)
{
    size_t count = 0;
    for (size_t g = 0; g < part_group_count; g++) {
        const struct part_group *group = &part_groups[g];
        for (const char *word = group->words; *word != '\0';) {
            size_t size = strcspn(word, " ");
            if (size > 0 && known->slots != NULL) {
                struct known_word *slot = slot_of(known, bytes_of(word, size));
                slot->word = (const uint8_t *)word;
                slot->size = (uint32_t)size;
                slot->flags |= group->flags;
                slot->documents = slot->documents > group->documents ? slot->documents
                                                                     : group->documents;
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
    size_t count = add_groups(known);
    known->capacity = 64;
    while (known->capacity < 4 * count) {
        known->capacity *= 2;
    }
    known->slots = memory_alloc_array(known->capacity, sizeof *known->slots);
    if (known->slots != NULL) {
        add_groups(known);
    }
    return known->slots != NULL;
}

void known_release(struct known *known)
{
    memory_free(known->slots);
    *known = (struct known){0};
}
