#include "common/base/arena.h"

#include <stdint.h>
#include <string.h>

#include "common/base/memory.h"

enum { CHUNK_BYTES = 1 << 18 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t capacity;
    max_align_t data[];
};

static int grow(struct arena *arena, size_t size)
{
    size_t capacity = size > CHUNK_BYTES ? size : CHUNK_BYTES;
    if (capacity > SIZE_MAX - sizeof(struct arena_chunk)) {
        return 0;
    }
    struct arena_chunk *chunk = memory_alloc(sizeof *chunk + capacity);
    if (chunk == NULL) {
        return 0;
    }
    chunk->next = arena->chunks;
    chunk->capacity = capacity;
    arena->chunks = chunk;
    arena->used = 0;
    arena->total_bytes += sizeof *chunk + capacity;
    return 1;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - 7) {
        return NULL;
    }
    size = (size + 7) & ~(size_t)7;
    if (arena->chunks == NULL || arena->chunks->capacity - arena->used < size) {
        if (!grow(arena, size)) {
            return NULL;
        }
    }
    void *object = (char *)arena->chunks->data + arena->used;
    arena->used += size;
    return object;
}

void *arena_copy(struct arena *arena, const void *data, size_t size)
{
    void *copy = arena_alloc(arena, size);
    if (copy != NULL && size != 0) {
        memcpy(copy, data, size);
    }
    return copy;
}

static void free_chunks(struct arena *arena, struct arena_chunk *keep)
{
    struct arena_chunk *chunk = arena->chunks;
    while (chunk != keep) {
        struct arena_chunk *next = chunk->next;
        arena->total_bytes -= sizeof *chunk + chunk->capacity;
        memory_free(chunk);
        chunk = next;
    }
    arena->chunks = keep;
    arena->used = 0;
}

void arena_reset(struct arena *arena)
{
    struct arena_chunk *last = arena->chunks;
    while (last != NULL && last->next != NULL) {
        last = last->next;
    }
    free_chunks(arena, last);
}

void arena_release(struct arena *arena)
{
    free_chunks(arena, NULL);
}
