/* Positions by shares: how many bits a document takes follows from its limit and frequency. */
#include "common/codec/codec.h"

#include <string.h>

#include "common/codec/bits.h"
#include "common/codec/positions_read.h"

static uint64_t sum_shares(const uint32_t *tfs, const uint32_t *limits, size_t start, size_t end)
{
    uint64_t sum = 0;
    for (size_t i = start; i < end; i++) {
        sum += positions_share(tfs[i], limits[i]);
    }
    return sum;
}

/* Blocks of more than 32 documents begin with the sums of shares of each full 32 or, if that takes
 * no more bits, with one limit that serves all documents. */
static void put_head(struct bit_writer *writer, const uint32_t *tfs, uint32_t *limits, size_t count)
{
    uint64_t sums[3] = {0}, largest = 0, sum = 0, with_one = 0;
    uint32_t most = 0;
    unsigned steps = 0;
    if (count <= POSITIONS_GROUP) {
        return;
    }
    for (size_t i = 0; i < count; i += POSITIONS_GROUP) {
        bool last = i + POSITIONS_GROUP >= count;
        uint64_t group = sum_shares(tfs, limits, i, last ? count : i + POSITIONS_GROUP);
        sum += group;
        if (!last) {
            sums[steps++] = group;
            largest = group > largest ? group : largest;
        }
    }
    for (size_t i = 0; i < count; i++) {
        most = limits[i] > most ? limits[i] : most;
    }
    unsigned limit_width = positions_bit_length(most - 1);
    uint32_t one = limit_width < 31 ? (uint32_t)1 << limit_width : CODEC_MOST_POSITIONS;
    for (size_t i = 0; i < count; i++) {
        with_one += positions_share(tfs[i], one);
    }
    unsigned width = bits_for(largest + 1);
    if (with_one + POSITIONS_HEAD_BITS <= sum + steps * width) {
        bit_writer_put(writer, POSITIONS_ONE_LIMIT, POSITIONS_HEAD_BITS);
        bit_writer_put(writer, limit_width, POSITIONS_HEAD_BITS);
        for (size_t i = 0; i < count; i++) {
            limits[i] = one;
        }
        return;
    }
    bit_writer_put(writer, width, POSITIONS_HEAD_BITS);
    for (unsigned i = 0; i < steps; i++) {
        bit_writer_put(writer, sums[i], width);
    }
}

static void put_few(struct bit_writer *writer, const uint32_t *positions, uint32_t tf, uint32_t limit)
{
    unsigned width = positions_bit_length(limit - 1);
    uint32_t first = positions[0], way = tf == 2 ? positions[1] - positions[0] : 0;
    if (way > limit / 2) { /* the shorter way leads from the second over the end to the first */
        first = positions[1];
        way = limit - way;
    }
    bit_writer_put(writer, first, width);
    if (tf == 2) {
        bit_writer_put(writer, way - 1, positions_way_bits(limit));
    }
}

static void put_zeros(struct bit_writer *writer, uint32_t count)
{
    for (; count > 48; count -= 48) {
        bit_writer_put(writer, 0, 48);
    }
    bit_writer_put(writer, 0, count);
}

static void put_many(struct bit_writer *writer, const uint32_t *positions, uint32_t tf, uint32_t limit)
{
    unsigned k = positions_low_bits(tf, limit);
    uint32_t zeros = 0;
    for (uint32_t j = 0; j < tf; j++) {
        bit_writer_put_unary(writer, (positions[j] >> k) - zeros);
        zeros = positions[j] >> k;
    }
    put_zeros(writer, ((limit - 1) >> k) - zeros);
    for (uint32_t j = 0; j < tf; j++) {
        bit_writer_put(writer, positions[j] & (((uint64_t)1 << k) - 1), k);
    }
}

void codec_positions_encode(const uint32_t *tfs, const uint32_t *document_limits,
                            const uint32_t *positions, size_t count, struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    uint32_t limits[CODEC_BLOCK];
    memcpy(limits, document_limits, count * sizeof *limits);
    put_head(&writer, tfs, limits, count);
    for (size_t i = 0; i < count; positions += tfs[i++]) {
        if (tfs[i] > 2) {
            put_many(&writer, positions, tfs[i], limits[i]);
        } else if (tfs[i] > 0) {
            put_few(&writer, positions, tfs[i], limits[i]);
        }
    }
    bit_writer_finish(&writer);
}

bool codec_positions_need_limits(const uint8_t *in, const uint8_t *end, uint32_t count)
{
    return count <= POSITIONS_GROUP || in >= end ||
           (in[0] & ((1 << POSITIONS_HEAD_BITS) - 1)) != POSITIONS_ONE_LIMIT;
}

static bool read_one_limit(struct bit_reader *reader, struct positions_view *view)
{
    unsigned width = (unsigned)bit_reader_get(reader, POSITIONS_HEAD_BITS);
    view->one_limit = width < 31 ? (uint32_t)1 << width : CODEC_MOST_POSITIONS;
    return width >= 1 && width <= 31;
}

static bool read_sums(struct bit_reader *reader, unsigned width, struct positions_view *view)
{
    for (unsigned i = 1; i <= (view->count - 1) / POSITIONS_GROUP && width <= 32; i++) {
        view->sums[i] = view->sums[i - 1] + (uint32_t)bit_reader_get(reader, width);
    }
    return width <= 32;
}

bool codec_positions_open(struct positions_view *view, const uint8_t *in, const uint8_t *end,
                          const uint32_t *tfs, const uint32_t *limits, uint32_t count)
{
    struct bit_reader reader = bit_reader_of(bytes_of(in, (size_t)(end - in)));
    bool good = true;
    view->in = in;
    view->end = end;
    view->tfs = tfs;
    view->limits = limits;
    view->count = count;
    view->one_limit = 0;
    view->groups = 0;
    memset(view->sums, 0, sizeof view->sums);
    if (count > POSITIONS_GROUP) {
        unsigned width = (unsigned)bit_reader_get(&reader, POSITIONS_HEAD_BITS);
        good = width == POSITIONS_ONE_LIMIT ? read_one_limit(&reader, view)
                                            : read_sums(&reader, width, view);
    }
    view->head_bits = (uint32_t)reader.bit;
    return good && !reader.failed;
}

bool codec_positions_read(struct positions_view *view, const uint8_t *index, uint32_t count,
                          uint32_t *out)
{
    return positions_read(view, index, count, out);
}

bool codec_positions_test(struct positions_view *view, const uint8_t *index, const uint32_t *wanted,
                          uint32_t count, uint8_t *found)
{
    return positions_test(view, index, wanted, count, found);
}

bool codec_positions_check(const uint8_t *in, const uint8_t *end, const uint32_t *tfs,
                           const uint32_t *limits, uint32_t count, uint32_t *out,
                           struct buffer *again)
{
    struct positions_view view;
    uint32_t *at = out;
    uint8_t index[CODEC_BLOCK];
    buffer_reset(again);
    if (!codec_positions_open(&view, in, end, tfs, limits, count)) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        index[i] = (uint8_t)i;
    }
    if (!codec_positions_read(&view, index, count, out)) {
        return false;
    }
    for (uint32_t i = 0; i < count; at += tfs[i++]) {
        if (tfs[i] > 0 && at[tfs[i] - 1] >= limits[i]) { /* one limit may be larger */
            return false;
        }
    }
    codec_positions_encode(tfs, limits, out, count, again); /* one legal value a byte */
    return !again->failed && bytes_equal(buffer_bytes(again), bytes_of(in, (size_t)(end - in)));
}

bool codec_positions_decode(const uint8_t *in, const uint8_t *end, const uint32_t *tfs,
                            const uint32_t *limits, uint32_t count, uint32_t *out)
{
    struct buffer again = {0};
    bool same = codec_positions_check(in, end, tfs, limits, count, out, &again);
    buffer_release(&again);
    return same;
}
