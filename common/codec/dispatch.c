#include "common/codec/codec.h"
#include "common/codec/kernels.h"

const struct codec *codec_for(enum cpu_path path)
{
    static const struct codec scalar = {CPU_SCALAR, codec_docs_decode_scalar,
                                        codec_tfs_decode_scalar};
    return path == CPU_SCALAR || cpu_supports(path) ? &scalar : NULL;
}
