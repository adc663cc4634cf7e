/* Built twice on x86-64: plain, and with AVX2 as block_weights_avx2 (STICHWORT_AVX2). */
#include "searcher/eval/block_weights.h"

#include "common/format/format.h"

static inline void weigh(uint32_t count, uint32_t *restrict tfs, uint32_t *restrict words)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t parts = words[i];
        words[i] = tfs[i] - parts;
        tfs[i] = tfs[i] * FORMAT_WORD_WEIGHT - parts * (FORMAT_WORD_WEIGHT - FORMAT_PART_WEIGHT);
    }
}

#if defined(STICHWORT_AVX2)
void block_weights_avx2(uint32_t count, uint32_t *tfs, uint32_t *words)
{
    weigh(count, tfs, words);
}
#else
void block_weights(enum cpu_path path, uint32_t count, uint32_t *tfs, uint32_t *words)
{
#if defined(__x86_64__)
    if (path == CPU_AVX2) {
        block_weights_avx2(count, tfs, words);
        return;
    }
#else
    (void)path;
#endif
    weigh(count, tfs, words);
}
#endif
