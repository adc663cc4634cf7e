#include "common/base/memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* The fault switch is the one piece of process state in the library: it is
 * off unless a test turns it on. */
static atomic_size_t calls_until_failure;
static atomic_int fail_forever;
static atomic_int struck;

static int must_fail(void)
{
    size_t left = atomic_load_explicit(&calls_until_failure, memory_order_relaxed);
    if (left == 0) {
        return atomic_load_explicit(&struck, memory_order_relaxed) && atomic_load(&fail_forever);
    }
    atomic_store(&calls_until_failure, left - 1);
    if (left == 1) {
        atomic_store(&struck, 1);
        return 1;
    }
    return 0;
}

void *memory_alloc(size_t size)
{
    return must_fail() ? NULL : malloc(size ? size : 1);
}

void *memory_alloc_array(size_t count, size_t size)
{
    if (must_fail() || (size != 0 && count > SIZE_MAX / size)) {
        return NULL;
    }
    return calloc(count ? count : 1, size ? size : 1);
}

void *memory_resize(void *block, size_t size)
{
    return must_fail() ? NULL : realloc(block, size ? size : 1);
}

void *memory_alloc_aligned(size_t size)
{
    if (must_fail() || size > SIZE_MAX - 63) {
        return NULL;
    }
    size_t rounded = size ? (size + 63) & ~(size_t)63 : 64;
    void *block = aligned_alloc(64, rounded);
    if (block != NULL) {
        memset(block, 0, rounded);
    }
    return block;
}

void memory_free(void *block)
{
    free(block);
}

void memory_trim(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

void memory_inject_failure(size_t nth, int forever)
{
    atomic_store(&calls_until_failure, nth);
    atomic_store(&fail_forever, forever);
    atomic_store(&struck, 0);
}

int memory_failure_struck(void)
{
    return atomic_load(&struck);
}
