#include "indexer/invert/id_list.h"

#include <string.h>

void id_list_add(struct id_list *list, struct bytes id)
{
    uint64_t place = list->ids.size;
    uint32_t size = (uint32_t)id.size;
    buffer_append(&list->ids, &size, sizeof size);
    buffer_append(&list->ids, id.data, id.size);
    buffer_append(&list->places, &place, sizeof place);
}

struct bytes id_list_at(const struct id_list *list, uint32_t number)
{
    uint64_t place;
    uint32_t size;
    memcpy(&place, list->places.data + sizeof place * (size_t)number, sizeof place);
    memcpy(&size, list->ids.data + place, sizeof size);
    return bytes_of(list->ids.data + place + sizeof size, size);
}

void id_list_compact(struct id_list *list, const uint8_t *dropped)
{
    uint64_t *places = (uint64_t *)(void *)list->places.data;
    uint32_t count = id_list_count(list), kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!dropped[i]) {
            places[kept++] = places[i];
        }
    }
    list->places.size = kept * sizeof *places;
}

void id_list_release(struct id_list *list)
{
    buffer_release(&list->ids);
    buffer_release(&list->places);
}
