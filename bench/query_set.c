#include "bench/query_set.h"

#include <string.h>

#include "common/base/memory.h"
#include "common/cli/cli.h"

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
    enum status status = cli_read_input(path, &set->file, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct bytes left = buffer_bytes(&set->file), line;
    for (size_t number = 1; bytes_take_line(&left, &line); number++) {
        const uint8_t *tab = line.size > 0 ? memchr(line.data, '\t', line.size) : NULL;
        if (tab == NULL && line.size > 0) {
            return error_set_file(err, STATUS_INPUT, path, line.data - set->file.data,
                                  "line %zu has no TAB between class and query", number);
        }
        if (tab != NULL) {
            size_t class_size = (size_t)(tab - line.data);
            struct bench_query query = {bytes_of(line.data, class_size),
                                        bytes_of(tab + 1, line.size - class_size - 1), number};
            if (!append(set, query)) {
                return error_set_memory(err);
            }
        }
    }
    return STATUS_OK;
}

enum status query_set_parse(const struct query_set *set, size_t number, struct query *query,
                            struct error *err)
{
    struct error found = ERROR_NONE;
    enum status status = query_parse(query, set->queries[number].text, false, &found);
    return status == STATUS_OK ? STATUS_OK
                               : error_set(err, status, "line %zu: %s", set->queries[number].line,
                                           found.message);
}

void query_set_release(struct query_set *set)
{
    buffer_release(&set->file);
    memory_free(set->queries);
    *set = (struct query_set){0};
}
