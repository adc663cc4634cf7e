/* Bump memory: many small objects that die together. Single-threaded. */
#ifndef STICHWORT_COMMON_BASE_ARENA_H
#define STICHWORT_COMMON_BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena { /* all zero is an empty arena */
    struct arena_chunk *chunks; /* newest first */
    size_t used;                /* bytes used of the newest */
    size_t total_bytes;         /* bytes held from the system */
};

/* Aligned to 8 bytes; valid until reset or release; NULL when there is no memory. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of the bytes, not terminated. */
void *arena_copy(struct arena *arena, const void *data, size_t size);

/* Frees all but one chunk; all objects are gone. */
void arena_reset(struct arena *arena);

void arena_release(struct arena *arena);

#endif
