/* Positions by shares: how many bits a document takes follows from its width and frequency. */
#include "common/codec/codec.h"

#include <string.h>

#include "common/codec/bits.h"
#include "common/codec/positions_read.h"

static uint64_t sum_shares(const uint32_t *tfs, const uint8_t *widths, size_t start, size_t end)
{
    uint64_t sum = 0;
    for (size_t i = start; i < end; i++) {
        sum += positions_share(tfs[i], widths[i]);
    }
    return sum;
}

/* Blocks of more than 32 documents begin with the sums of shares of each full 32 or, if that takes
 * no more bits, with one width that serves all documents. */
static void put_head(struct bit_writer *writer, const uint32_t *tfs, uint8_t *widths, size_t count)
{
    uint64_t sums[3] = {0}, largest = 0, sum = 0, with_one = 0;
    unsigned steps = 0, most = 0;
    if (count <= POSITIONS_SUM_STEP) {
        return;
    }
    for (size_t i = 0; i < count; i += POSITIONS_SUM_STEP) {
        bool last = i + POSITIONS_SUM_STEP >= count;
        uint64_t group = sum_shares(tfs, widths, i, last ? count : i + POSITIONS_SUM_STEP);
        sum += group;
        if (!last) {
            sums[steps++] = group;
            largest = group > largest ? group : largest;
        }
    }
    for (size_t i = 0; i < count; i++) {
        most = widths[i] > most ? widths[i] : most;
    }
    for (size_t i = 0; i < count; i++) {
        with_one += positions_share(tfs[i], most);
    }
    unsigned width = bits_for(largest + 1);
    if (with_one + POSITIONS_HEAD_BITS <= sum + steps * width) {
        bit_writer_put(writer, POSITIONS_ONE_WIDTH, POSITIONS_HEAD_BITS);
        bit_writer_put(writer, most, POSITIONS_HEAD_BITS);
        memset(widths, (int)most, count);
        return;
    }
    bit_writer_put(writer, width, POSITIONS_HEAD_BITS);
    for (unsigned i = 0; i < steps; i++) {
        bit_writer_put(writer, sums[i], width);
    }
}

void codec_positions_encode(const uint32_t *tfs, const uint8_t *document_widths, const uint32_t *positions,
                            size_t count, struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    const uint32_t *at = positions;
    uint8_t widths[CODEC_BLOCK];
    memcpy(widths, document_widths, count);
    put_head(&writer, tfs, widths, count);
    for (size_t i = 0; i < count; at += tfs[i++]) {
        unsigned k = positions_low_bits(tfs[i], widths[i]);
        for (uint32_t j = 0, next = 0; tfs[i] > 1 && j < tfs[i]; next = at[j++] + 1) {
            bit_writer_put_unary(&writer, (at[j] - next) >> k);
        }
    }
    at = positions;
    for (size_t i = 0; i < count; at += tfs[i++]) {
        unsigned k = tfs[i] == 1 ? widths[i] : positions_low_bits(tfs[i], widths[i]);
        for (uint32_t j = 0, next = 0; j < tfs[i]; next = at[j++] + 1) {
            bit_writer_put(&writer, (at[j] - next) & (((uint64_t)1 << k) - 1), k);
        }
    }
    bit_writer_finish(&writer);
}

/* The width that serves all documents; false if each has its own. */
static bool read_one_width(struct bit_reader *reader, uint32_t count, struct positions_view *view)
{
    struct bit_reader ahead = *reader;
    if (count <= POSITIONS_SUM_STEP ||
        bit_reader_get(&ahead, POSITIONS_HEAD_BITS) != POSITIONS_ONE_WIDTH) {
        return false;
    }
    view->one_width = (uint8_t)bit_reader_get(&ahead, POSITIONS_HEAD_BITS);
    *reader = ahead;
    return true;
}

bool codec_positions_need_widths(const uint8_t *in, const uint8_t *end, uint32_t count)
{
    return count <= POSITIONS_SUM_STEP || in >= end ||
           (in[0] & ((1 << POSITIONS_HEAD_BITS) - 1)) != POSITIONS_ONE_WIDTH;
}

static void read_sums(struct bit_reader *reader, struct positions_view *view)
{
    unsigned steps = view->count > 0 ? (view->count - 1) / POSITIONS_SUM_STEP : 0;
    unsigned width = steps > 0 ? (unsigned)bit_reader_get(reader, POSITIONS_HEAD_BITS) : 0;
    if (width > 32) {
        reader->failed = true;
        return;
    }
    for (unsigned i = 1; i <= steps; i++) {
        view->sums[i] = view->sums[i - 1] + (uint32_t)bit_reader_get(reader, width);
    }
}

bool codec_positions_open(struct positions_view *view, const uint8_t *in, const uint8_t *end,
                          const uint32_t *tfs, const uint8_t *widths, uint32_t count)
{
    struct bit_reader reader = bit_reader_of(bytes_of(in, (size_t)(end - in)));
    *view = (struct positions_view){.in = in, .end = end, .tfs = tfs, .widths = widths,
                                    .count = count, .one_width = POSITIONS_ONE_WIDTH,
                                    .share_start = POSITIONS_UNKNOWN};
    bool one = read_one_width(&reader, count, view);
    if (!one) {
        read_sums(&reader, view);
    }
    view->head_bits = (uint32_t)reader.bit;
    return !reader.failed && (!one || view->one_width <= 32);
}

bool codec_positions_read(struct positions_view *view, uint32_t index, uint32_t *out)
{
    return positions_read(view, index, out);
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
