/* Built twice on x86-64: plain, and with AVX2 as block_shares_avx2 (STICHWORT_AVX2). Lanes are
 * computed as single numbers are, so both give the same bits. */
#include "searcher/eval/block_shares.h"

#if defined(STICHWORT_AVX2)
#include <immintrin.h>
#include <string.h>
#endif

static void shares_plain(const struct segment_run *run, float weight, const uint32_t *docs,
                         const uint32_t *tfs, uint32_t first, uint32_t end, float *shares)
{
    const struct segment *segment = &run->segment->segment;
    const float constant = (float)run->bm25.constant, slope = (float)run->bm25.slope;
    float norms[CODEC_BLOCK];
    for (uint32_t i = first; i < end; i++) {
        norms[i] = (float)segment_length(segment, docs[i]);
    }
    for (uint32_t i = first; i < end; i++) {
        float tf = (float)(int32_t)tfs[i];
        shares[i] = weight * tf / (tf + (constant + slope * norms[i]));
    }
}

#if defined(STICHWORT_AVX2)
void block_shares_avx2(const struct segment_run *run, float weight, const uint32_t *docs,
                       const uint32_t *tfs, uint32_t count, float *shares)
{
    const uint8_t *lengths = run->segment->segment.lengths;
    uint16_t block_lengths[CODEC_BLOCK]; /* fetched one by one: faster than a gather */
    for (uint32_t j = 0; j < count; j++) {
        memcpy(&block_lengths[j], lengths + 2 * (size_t)docs[j], 2);
    }
    const __m256 constant = _mm256_set1_ps((float)run->bm25.constant);
    const __m256 slope = _mm256_set1_ps((float)run->bm25.slope), factor = _mm256_set1_ps(weight);
    const __m256i long_length = _mm256_set1_epi32(FORMAT_LONG_LENGTH);
    uint32_t i = 0;
    for (; i + 8 <= count; i += 8) {
        __m256i length = _mm256_cvtepu16_epi32(
            _mm_loadu_si128((const __m128i *)(const void *)(block_lengths + i)));
        if (_mm256_movemask_epi8(_mm256_cmpeq_epi32(length, long_length)) != 0) {
            break; /* a length that does not fit: one by one */
        }
        __m256 tf = _mm256_cvtepi32_ps(
            _mm256_loadu_si256((const __m256i *)(const void *)(tfs + i)));
        __m256 norm = _mm256_add_ps(constant, _mm256_mul_ps(slope, _mm256_cvtepi32_ps(length)));
        _mm256_storeu_ps(shares + i,
                         _mm256_div_ps(_mm256_mul_ps(factor, tf), _mm256_add_ps(tf, norm)));
    }
    shares_plain(run, weight, docs, tfs, i, count, shares);
}
#else
void block_shares_of(const struct segment_run *run, enum cpu_path path, float weight,
                     const uint32_t *docs, const uint32_t *tfs, uint32_t count, float *shares)
{
#if defined(__x86_64__)
    if (path == CPU_AVX2 && count >= 8) {
        block_shares_avx2(run, weight, docs, tfs, count, shares);
        return;
    }
#else
    (void)path;
#endif
    shares_plain(run, weight, docs, tfs, 0, count, shares);
}
#endif
