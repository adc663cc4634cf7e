#include "common/codec/codec.h"
#include "common/codec/kernels.h"

static const struct codec scalar = {CPU_SCALAR, codec_docs_decode_scalar, codec_tfs_decode_scalar,
                                    codec_bit_rank_scalar, codec_find_scalar, codec_positions_read_until,
                                    codec_count_ones_scalar};
#if defined(__x86_64__)
static const struct codec sse41 = {CPU_SSE41, docs_decode_sse41, tfs_decode_sse41, bit_rank_sse41,
                                   find_sse41, positions_read_sse41,
                                   count_ones_sse41};
static const struct codec avx2 = {CPU_AVX2, docs_decode_avx2, tfs_decode_avx2, bit_rank_avx2,
                                   find_avx2, positions_read_avx2,
                                   count_ones_avx2};
#elif defined(__aarch64__)
static const struct codec neon = {CPU_NEON, docs_decode_neon, tfs_decode_neon, bit_rank_neon,
                                   find_neon, positions_read_neon,
                                   count_ones_neon};
#endif

const struct codec *codec_for(enum cpu_path path)
{
    if (!cpu_supports(path)) {
        return NULL;
    }
    switch (path) {
#if defined(__x86_64__)
    case CPU_SSE41:
        return &sse41;
    case CPU_AVX2:
        return &avx2;
#elif defined(__aarch64__)
    case CPU_NEON:
        return &neon;
#endif
    default:
        return &scalar;
    }
}
