#include "common/codec/codec.h"
#include "common/codec/kernels.h"

static const struct codec scalar = {CPU_SCALAR,
                                    codec_docs_decode_scalar,
                                    codec_tfs_decode_scalar,
                                    codec_tf_at_scalar,
                                    codec_bit_rank_scalar,
                                    codec_find_scalar,
                                    codec_find_bits_scalar,
                                    codec_positions_read,
                                    codec_positions_test,
                                    codec_count_ones_scalar,
                                    codec_short_docs_scalar,
                                    codec_short_tfs_scalar,
                                    codec_parts_decode,
                                    symbols_among};

const struct codec *codec_for(enum cpu_path path)
{
    if (!cpu_supports(path)) {
        return NULL;
    }
    switch (path) {
#if defined(__x86_64__)
    case CPU_SSE41:
        return &codec_sse41;
    case CPU_AVX2:
        return &codec_avx2;
#elif defined(__aarch64__)
    case CPU_NEON:
        return &codec_neon;
#endif
    default:
        return &scalar;
    }
}
