/* External ids of documents, by number. */
#ifndef STICHWORT_INDEXER_INVERT_ID_LIST_H
#define STICHWORT_INDEXER_INVERT_ID_LIST_H

#include <stdint.h>

#include "common/base/buffer.h"

struct id_list { /* all zero is empty */
    struct buffer ids;    /* each: u32 size, bytes */
    struct buffer places; /* u64 an id: where it begins */
};

/* Appends a copy. Without memory the list is marked: see id_list_failed. */
void id_list_add(struct id_list *list, struct bytes id);

static inline bool id_list_failed(const struct id_list *list)
{
    return list->ids.failed || list->places.failed;
}

static inline uint32_t id_list_count(const struct id_list *list)
{
    return (uint32_t)(list->places.size / sizeof(uint64_t));
}

/* The id of a number below the count; valid until the list grows. */
struct bytes id_list_at(const struct id_list *list, uint32_t number);

/* Takes out the ids that are marked in `dropped` (a byte an id); the others keep their order. */
void id_list_compact(struct id_list *list, const uint8_t *dropped);

void id_list_release(struct id_list *list);

#endif
