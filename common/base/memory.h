/* The only door to malloc, so that tests can make the n-th allocation fail. */
#ifndef STICHWORT_COMMON_BASE_MEMORY_H
#define STICHWORT_COMMON_BASE_MEMORY_H

#include <stddef.h>

/* NULL when there is no memory. Size 0 gives a pointer that can be freed. */
void *memory_alloc(size_t size);

/* `count` elements of `size` bytes, zeroed; NULL also when the product overflows. */
void *memory_alloc_array(size_t count, size_t size);

/* As realloc: on NULL the old block is untouched. */
void *memory_resize(void *block, size_t size);

/* Zeroed, start and size rounded to 64 bytes, for SIMD loads that reach past the end. */
void *memory_alloc_aligned(size_t size);

/* Takes what any function above returned, or NULL. */
void memory_free(void *block);

/* Gives freed memory back to the system, as far as the C library can: after a phase that took much. */
void memory_trim(void);

/* Tests only: the n-th allocation from now on fails (and, if `forever`, all
 * after it); 0 switches the injection off. Not for use while threads run. */
void memory_inject_failure(size_t nth, int forever);

/* Tests only: true once the injected failure has struck. */
int memory_failure_struck(void);

#endif
