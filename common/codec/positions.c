/* Positions by shares: how many bits a document takes follows from its width and frequency. */
#include "common/codec/codec.h"

#include <string.h>

#include "common/codec/bits.h"
#include "common/codec/positions_read.h"

enum { SUM_WIDTH_BITS = 6 };

static void put_head(struct bit_writer *writer, const uint32_t *tfs, const uint8_t *widths,
                     size_t count)
{
    uint64_t sums[3] = {0}, sum = 0;
    unsigned steps = 0;
    for (size_t i = 0; i < count && count > POSITIONS_SUM_STEP; i++) {
        if (i > 0 && i % POSITIONS_SUM_STEP == 0) {
            sums[steps++] = sum;
        }
        sum += positions_share(tfs[i], widths[i]);
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
        unsigned k = tfs[i] == 1 ? widths[i] : positions_low_bits(tfs[i], widths[i]);
        for (uint32_t j = 0, next = 0; j < tfs[i]; next = at[j++] + 1) {
            bit_writer_put(&writer, (at[j] - next) & (((uint64_t)1 << k) - 1), k);
        }
    }
    at = positions;
    for (size_t i = 0; i < count; at += tfs[i++]) {
        unsigned k = positions_low_bits(tfs[i], widths[i]);
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
    unsigned steps = count > 0 ? (count - 1) / POSITIONS_SUM_STEP : 0;
    unsigned width = steps > 0 ? (unsigned)bit_reader_get(&reader, SUM_WIDTH_BITS) : 0;
    if (width > 32) {
        return false;
    }
    for (unsigned i = 1; i <= steps; i++) {
        view->sums[i] = (uint32_t)bit_reader_get(&reader, width);
    }
    view->head_bits = (uint32_t)reader.bit;
    uint64_t all = view->sums[steps];
    for (uint32_t i = steps * POSITIONS_SUM_STEP; i < count; i++) {
        if (widths[i] > 32) {
            return false;
        }
        all += positions_share(tfs[i], widths[i]);
    }
    view->share_bits = all;
    if (reader.failed || view->head_bits + all > reader.bits) {
        return false;
    }
    positions_rewind(view);
    return true;
}

bool codec_positions_read(struct positions_view *view, uint32_t index, uint32_t *out)
{
    return positions_read(view, index, out);
}

bool codec_positions_decode(const uint8_t *in, const uint8_t *end, const uint32_t *tfs,
                            const uint8_t *widths, uint32_t count, uint32_t *out)
{
    struct positions_view view;
    struct buffer again = {0};
    uint32_t *at = out;
    if (!codec_positions_open(&view, in, end, tfs, widths, count)) {
        return false;
    }
    for (uint32_t i = 0; i < count; at += tfs[i++]) {
        if (!codec_positions_read(&view, i, at)) {
            return false;
        }
    }
    codec_positions_encode(tfs, widths, out, count, &again); /* one legal value a byte */
    bool same = !again.failed && bytes_equal(buffer_bytes(&again), bytes_of(in, (size_t)(end - in)));
    buffer_release(&again);
    return same;
}
