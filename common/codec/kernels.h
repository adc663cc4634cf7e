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
uint32_t codec_bit_rank_scalar(const uint8_t *in, uint32_t bit);
void codec_find_scalar(const uint32_t *docs, const uint32_t *wanted, unsigned count,
                       uint8_t *places);
uint64_t codec_count_ones_scalar(const uint64_t *words, size_t count);

/* The vector paths: kernel.c, built with the instructions of each. */
bool docs_decode_sse41(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                       uint32_t last, uint32_t *out);
bool tfs_decode_sse41(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                      uint32_t last, uint32_t *out);
uint32_t bit_rank_sse41(const uint8_t *in, uint32_t bit);
void find_sse41(const uint32_t *docs, const uint32_t *wanted, unsigned count, uint8_t *places);
uint64_t count_ones_sse41(const uint64_t *words, size_t count);
uint32_t positions_read_sse41(struct positions_view *view, uint32_t index, uint32_t most, uint32_t *out);
bool docs_decode_avx2(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                      uint32_t last, uint32_t *out);
bool tfs_decode_avx2(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                     uint32_t last, uint32_t *out);
uint32_t bit_rank_avx2(const uint8_t *in, uint32_t bit);
void find_avx2(const uint32_t *docs, const uint32_t *wanted, unsigned count, uint8_t *places);
uint64_t count_ones_avx2(const uint64_t *words, size_t count);
uint32_t positions_read_avx2(struct positions_view *view, uint32_t index, uint32_t most, uint32_t *out);
bool docs_decode_neon(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                      uint32_t last, uint32_t *out);
bool tfs_decode_neon(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                     uint32_t last, uint32_t *out);
uint32_t bit_rank_neon(const uint8_t *in, uint32_t bit);
void find_neon(const uint32_t *docs, const uint32_t *wanted, unsigned count, uint8_t *places);
uint64_t count_ones_neon(const uint64_t *words, size_t count);
uint32_t positions_read_neon(struct positions_view *view, uint32_t index, uint32_t most, uint32_t *out);

#endif
