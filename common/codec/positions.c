/* Positions by shares: how many bits a document takes follows from its width and frequency. */
#include "common/codec/codec.h"

#include <string.h>

#include "common/codec/bits.h"
#include "common/codec/unary.h"

enum { SUM_STEP = 32, SUM_WIDTH_BITS = 6 };

/* Low bits of each of tf numbers in [0, 2^width): Rice's parameter for gaps of a random set
 * (mean gap 2^width / (tf + 1), times ln 2, rounded: Kiely, 2004), in integers. */
static inline unsigned low_bits(uint32_t tf, unsigned width)
{
    uint64_t ratio = ((uint64_t)tf + 1) * 10000 / 5616;
    unsigned less = 64u - (unsigned)__builtin_clzll(ratio);
    return width > less ? width - less : 0;
}

static inline uint64_t share_bits(uint32_t tf, unsigned width)
{
    return tf == 1 ? width : (uint64_t)tf * low_bits(tf, width);
}

static void put_head(struct bit_writer *writer, const uint32_t *tfs, const uint8_t *widths,
                     size_t count)
{
    uint64_t sums[3] = {0}, sum = 0;
    unsigned steps = 0;
    for (size_t i = 0; i < count && count > SUM_STEP; i++) {
        if (i > 0 && i % SUM_STEP == 0) {
            sums[steps++] = sum;
        }
        sum += share_bits(tfs[i], widths[i]);
    }
    if (steps == 0) {
        return;
    }
    unsigned width = bits_for(sums[steps - 1] + 1);
    bit_writer_put(writer, width, SUM_WIDTH_BITS);
    for (unsigned i = 0; i < steps; i++) {
        bit_writer_put(writer, sums[i], width);
    }
}

void codec_positions_encode(const uint32_t *tfs, const uint8_t *widths, const uint32_t *positions,
                            size_t count, struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    const uint32_t *at = positions;
    put_head(&writer, tfs, widths, count);
    for (size_t i = 0; i < count; at += tfs[i++]) {
        unsigned k = tfs[i] == 1 ? widths[i] : low_bits(tfs[i], widths[i]);
        for (uint32_t j = 0, next = 0; j < tfs[i]; next = at[j++] + 1) {
            bit_writer_put(&writer, (at[j] - next) & (((uint64_t)1 << k) - 1), k);
        }
    }
    at = positions;
    for (size_t i = 0; i < count; at += tfs[i++]) {
        unsigned k = low_bits(tfs[i], widths[i]);
        for (uint32_t j = 0, next = 0; tfs[i] > 1 && j < tfs[i]; next = at[j++] + 1) {
            bit_writer_put_unary(&writer, (at[j] - next) >> k);
        }
    }
    bit_writer_finish(&writer);
}

bool codec_positions_open(struct positions_view *view, const uint8_t *in, const uint8_t *end,
                          const uint32_t *tfs, const uint8_t *widths, uint32_t count)
{
    struct bit_reader reader = bit_reader_of(bytes_of(in, (size_t)(end - in)));
    *view = (struct positions_view){.in = in, .end = end, .tfs = tfs, .widths = widths,
                                    .count = count};
    unsigned steps = count > 0 ? (count - 1) / SUM_STEP : 0;
    unsigned width = steps > 0 ? (unsigned)bit_reader_get(&reader, SUM_WIDTH_BITS) : 0;
    if (width > 32) {
        return false;
    }
    for (unsigned i = 1; i <= steps; i++) {
        view->sums[i] = (uint32_t)bit_reader_get(&reader, width);
    }
    view->head_bits = (uint32_t)reader.bit;
    uint64_t all = view->sums[steps];
    for (uint32_t i = steps * SUM_STEP; i < count; i++) {
        if (widths[i] > 32) {
            return false;
        }
        all += share_bits(tfs[i], widths[i]);
    }
    view->share_bits = all;
    return !reader.failed && view->head_bits + all <= reader.bits;
}

/* Moves behind `count` ones. */
static void skip_ones(struct bit_reader *reader, uint64_t count)
{
    while (count > 0 && !reader->failed) {
        uint64_t word = bit_reader_peek(reader) & (((uint64_t)1 << 56) - 1);
        unsigned ones = (unsigned)__builtin_popcountll(word);
        if (ones >= count) {
            bit_reader_skip(reader, unary_select(word, (unsigned)count - 1) + 1);
            return;
        }
        count -= ones;
        bit_reader_skip(reader, 56);
    }
}

bool codec_positions_read(const struct positions_view *view, uint32_t index, uint32_t *out)
{
    struct bit_reader low = bit_reader_of(bytes_of(view->in, (size_t)(view->end - view->in)));
    struct bit_reader high = low;
    uint32_t first = index / SUM_STEP * SUM_STEP, tf = view->tfs[index];
    uint64_t start = view->sums[index / SUM_STEP], ones = 0;
    for (uint32_t i = first; i < index; i++) {
        start += share_bits(view->tfs[i], view->widths[i]);
    }
    bit_reader_skip(&low, view->head_bits + start);
    if (tf == 1) {
        out[0] = (uint32_t)bit_reader_get(&low, view->widths[index]);
        return !low.failed;
    }
    for (uint32_t i = 0; i < index; i++) {
        ones += view->tfs[i] > 1 ? view->tfs[i] : 0;
    }
    bit_reader_skip(&high, view->head_bits + view->share_bits);
    skip_ones(&high, ones);
    unsigned k = low_bits(tf, view->widths[index]);
    uint64_t next = 0, limit = (uint64_t)1 << view->widths[index];
    for (uint32_t j = 0; j < tf; j++) {
        uint64_t gap = (bit_reader_get_unary(&high) << k) + bit_reader_get(&low, k);
        if (low.failed || high.failed || next + gap >= limit) {
            return false;
        }
        out[j] = (uint32_t)(next + gap);
        next += gap + 1;
    }
    return true;
}

bool codec_positions_check(const uint8_t *in, const uint8_t *end, const uint32_t *tfs,
                           const uint8_t *widths, uint32_t count, uint32_t *out,
                           struct buffer *again)
{
    struct positions_view view;
    uint32_t *at = out;
    buffer_reset(again);
    if (!codec_positions_open(&view, in, end, tfs, widths, count)) {
        return false;
    }
    for (uint32_t i = 0; i < count; at += tfs[i++]) {
        if (!codec_positions_read(&view, i, at)) {
            return false;
        }
    }
    codec_positions_encode(tfs, widths, out, count, again); /* one legal value a byte */
    return !again->failed && bytes_equal(buffer_bytes(again), bytes_of(in, (size_t)(end - in)));
}

bool codec_positions_decode(const uint8_t *in, const uint8_t *end, const uint32_t *tfs,
                            const uint8_t *widths, uint32_t count, uint32_t *out)
{
    struct buffer again = {0};
    bool same = codec_positions_check(in, end, tfs, widths, count, out, &again);
    buffer_release(&again);
    return same;
}
