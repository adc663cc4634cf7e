/* The kernels behind struct codec. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_KERNELS_H
#define STICHWORT_COMMON_CODEC_KERNELS_H

#include "common/codec/codec.h"

/* Where the unary string of the documents begins and ends (there the frequencies begin);
 * false if the block cannot hold it. */
bool codec_docs_extent(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                       uint32_t last, const uint8_t **unary, const uint8_t **tail);

bool codec_docs_decode_scalar(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                              uint32_t last, uint32_t *out);
bool codec_tfs_decode_scalar(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                             uint32_t last, uint32_t *out);

#endif
