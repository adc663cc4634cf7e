/* The kernels behind struct codec. Inside the codec only. */
#ifndef STICHWORT_COMMON_CODEC_KERNELS_H
#define STICHWORT_COMMON_CODEC_KERNELS_H

#include "common/codec/codec.h"

enum {
    CODEC_MAX_TF_LOW_BITS = 15,
    CODEC_TF_EXCEPTIONS = 128,
    CODEC_MAX_EXCEPTION_LOW_BITS = 6
};

/* Where the unary string of the documents begins and ends (there the frequencies begin);
 * false if the block cannot hold it. */
bool codec_docs_extent(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                       uint32_t last, const uint8_t **unary, const uint8_t **tail);

/* Frequencies above 1 of an exceptions tail [in, end) into out, which holds ones. `ones`: the
 * places of the first 2 count ones of its bit string. */
bool codec_tf_exceptions(const uint8_t *in, const uint8_t *end, const uint32_t *ones,
                         unsigned count, uint32_t *out);

/* The scalar path: plain C, what the others are compared with. */
bool codec_docs_decode_scalar(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                              uint32_t last, uint32_t *out);
bool codec_tfs_decode_scalar(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                             uint32_t last, uint32_t *out);
uint32_t codec_tf_at_scalar(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                            uint32_t last, unsigned index);
uint32_t codec_bit_rank_scalar(const uint8_t *in, uint32_t bit);
void codec_find_scalar(const uint32_t *docs, const uint32_t *wanted, unsigned count,
                       uint8_t *places);
void codec_find_bits_scalar(const uint8_t *in, uint32_t base, const uint32_t *wanted,
                            unsigned count, uint8_t *places);
uint64_t codec_count_ones_scalar(const uint64_t *words, size_t count);
bool codec_short_docs_scalar(const uint8_t *in, const uint8_t *end, size_t count, uint32_t base,
                             uint32_t limit, uint32_t *docs, uint64_t *bit);
bool codec_short_tfs_scalar(const uint8_t *in, const uint8_t *end, uint64_t bit, size_t count,
                            uint32_t *tfs);

/* The vector paths: kernel.c, built with the instructions of each. */
extern const struct codec codec_sse41, codec_avx2, codec_neon;

#endif
