#include "bench/query_set.h"

#include <string.h>

#include "common/base/memory.h"
#include "common/io/folder.h"

enum { MAX_FILE_BYTES = 1 << 30 };

static bool append(struct query_set *set, struct bench_query query)
{
    if (set->count == set->capacity) {
        size_t capacity = set->capacity ? 2 * set->capacity : 256;
        struct bench_query *queries = memory_resize(set->queries, capacity * sizeof *queries);
        if (queries == NULL) {
            return false;
        }
        set->queries = queries;
        set->capacity = capacity;
    }
    set->queries[set->count++] = query;
    return true;
}

enum status query_set_read(struct query_set *set, const char *path, struct error *err)
{
    enum status status = folder_read_file(path, MAX_FILE_BYTES, &set->file, err);
    if (status != STATUS_OK) {
        return status == STATUS_MISSING ? (err->status = STATUS_INPUT) : status;
    }
    const uint8_t *at = set->file.data, *end = at ? at + set->file.size : at;
    for (size_t line = 1; at < end; line++) {
        const uint8_t *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        const uint8_t *tab = memchr(at, '\t', (size_t)(stop - at));
        if (tab == NULL && stop > at) {
            return error_set_file(err, STATUS_INPUT, path, at - set->file.data,
                                  "line %zu has no TAB between class and query", line);
        }
        if (tab != NULL) {
            struct bench_query query = {bytes_of(at, (size_t)(tab - at)),
                                        bytes_of(tab + 1, (size_t)(stop - tab - 1)), line};
            if (!append(set, query)) {
                return error_set_memory(err);
            }
        }
        at = stop < end ? stop + 1 : end;
    }
    return STATUS_OK;
}

void query_set_release(struct query_set *set)
{
    buffer_release(&set->file);
    memory_free(set->queries);
    *set = (struct query_set){0};
}
