/* Symbols, read bit by bit as CODEC.md says; no grouping takes fewer bits. */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "common/codec/codec.h"
#include "naive.h"
#include "random.h"

enum { MOST = 1500, BLOCK = 128 };

struct sample {
    uint8_t symbols[MOST];
    uint32_t count;
    unsigned kinds;
    struct buffer bytes;
};

static void encode(struct sample *s)
{
    struct bit_writer writer = {.out = &s->bytes};
    s->bytes = (struct buffer){0};
    bit_writer_put(&writer, 5, 3); /* in the middle of a byte */
    symbols_encode(&writer, s->symbols, s->count, s->kinds);
    bit_writer_finish(&writer);
    assert_false(s->bytes.failed);
}

/* Symbols of which each has about `share` of 100 of those that smaller ones left. */
static void fill(struct random *random, struct sample *s)
{
    static const uint32_t shares[] = {10, 30, 50, 80, 97, 100};
    uint32_t share = shares[random_below(random, 6)];
    s->kinds = 2 + random_below(random, 15);
    s->count = 1 + random_below(random, random_below(random, 3) ? 300 : MOST);
    for (uint32_t i = 0; i < s->count; i++) {
        unsigned symbol = 0;
        while (symbol + 1 < s->kinds && random_below(random, 100) >= share) {
            symbol++;
        }
        s->symbols[i] = (uint8_t)symbol;
    }
}

/* --- as the document says --- */

static unsigned bits_of(uint32_t n) /* ceil(log2 n) */
{
    unsigned bits = 0;
    while ((1u << bits) < n) {
        bits++;
    }
    return bits;
}

static unsigned floor_log(uint32_t n)
{
    return n < 2 ? 0 : 1 + floor_log(n / 2);
}

static void read_plane(struct naive_bits *bits, uint32_t count, bool *set)
{
    memset(set, 0, BLOCK * sizeof *set);
    if (count == 0) {
        return;
    }
    if (naive_bit(bits) == 0) {
        for (uint32_t i = 0; i < count; i++) {
            set[i] = naive_bit(bits) != 0;
        }
        return;
    }
    uint32_t ones = (uint32_t)naive_number(bits, bits_of(count / 4 + 1)), low[BLOCK], high = 0;
    assert_true(ones <= count / 4);
    if (ones == 0) {
        return;
    }
    unsigned k = floor_log(count / ones);
    for (uint32_t i = 0; i < ones; i++) {
        low[i] = (uint32_t)naive_number(bits, k);
    }
    size_t end = bits->at + ones + ((count - 1) >> k);
    for (uint32_t i = 0; i < ones; i++) {
        high += (uint32_t)naive_unary(bits);
        assert_true((high << k) + low[i] < count);
        set[(high << k) + low[i]] = true;
    }
    while (bits->at < end) {
        assert_int_equal(naive_bit(bits), 0);
    }
}

static void read_block(struct naive_bits *bits, const unsigned *widths, unsigned groups,
                       uint32_t count, uint8_t *out)
{
    bool later[BLOCK];
    uint32_t places[BLOCK], left = count;
    unsigned first = 0;
    for (uint32_t i = 0; i < count; i++) {
        places[i] = i;
    }
    for (unsigned g = 0; g < groups; first += 1u << widths[g++]) {
        uint32_t kept = 0, all = left;
        memset(later, 0, sizeof later);
        if (g + 1 < groups) {
            read_plane(bits, left, later);
        }
        for (uint32_t i = 0; i < all; i++) {
            if (later[i]) {
                places[kept++] = places[i];
            } else {
                out[places[i]] = (uint8_t)(first + naive_number(bits, widths[g]));
            }
        }
        left = kept;
    }
}

static void read_all(const struct sample *s, uint8_t *out)
{
    struct naive_bits bits = {s->bytes.data, s->bytes.size, 3, false};
    unsigned widths[16], groups = 0;
    uint32_t blocks = (s->count + BLOCK - 1) / BLOCK, starts[MOST / BLOCK + 1] = {0};
    for (unsigned first = 0; first < s->kinds; first += 1u << widths[groups++]) {
        widths[groups] = (unsigned)naive_unary(&bits);
        assert_true(widths[groups] <= bits_of(s->kinds - first));
    }
    if (blocks > 1) {
        unsigned width = (unsigned)naive_number(&bits, 6);
        for (uint32_t i = 1; i < blocks; i++) {
            starts[i] = (uint32_t)naive_number(&bits, width);
        }
        assert_int_equal(width, bits_of(starts[blocks - 1] + 1));
    }
    size_t begin = bits.at;
    for (uint32_t i = 0; i < blocks; i++) {
        uint32_t left = s->count - i * BLOCK;
        assert_int_equal(bits.at, begin + starts[i]);
        read_block(&bits, widths, groups, left < BLOCK ? left : BLOCK, out + (size_t)i * BLOCK);
    }
    assert_true(naive_ended(&bits));
}

/* --- sizes --- */

static uint32_t plane_size(uint32_t count, uint32_t ones)
{
    uint32_t sparse = bits_of(count / 4 + 1);
    if (count == 0) {
        return 0;
    }
    if (ones > 0) {
        unsigned k = floor_log(count / ones);
        sparse += ones * k + ones + ((count - 1) >> k);
    }
    return 1 + (ones <= count / 4 && sparse < count ? sparse : count);
}

/* Bits of a group of 2^width from `first` on, in all blocks, with its width. */
static size_t group_size(const struct sample *s, unsigned first, unsigned width)
{
    size_t bits = width + 1;
    unsigned next = first + (1u << width);
    for (uint32_t at = 0; at < s->count; at += BLOCK) {
        uint32_t here = 0, later = 0;
        for (uint32_t i = at; i < s->count && i < at + BLOCK; i++) {
            here += s->symbols[i] >= first;
            later += s->symbols[i] >= next;
        }
        bits += (next < s->kinds ? plane_size(here, later) : 0) + (size_t)(here - later) * width;
    }
    return bits;
}

static size_t least_size(const struct sample *s, unsigned first, size_t sizes[16][5])
{
    size_t best = SIZE_MAX;
    for (unsigned width = 0; first < s->kinds && width <= bits_of(s->kinds - first); width++) {
        size_t size = sizes[first][width] + least_size(s, first + (1u << width), sizes);
        best = size < best ? size : best;
    }
    return first < s->kinds ? best : 0;
}

static void check_size(const struct sample *s)
{
    size_t sizes[16][5] = {{0}};
    for (unsigned first = 0; first < s->kinds; first++) {
        for (unsigned width = 0; width <= bits_of(s->kinds - first); width++) {
            sizes[first][width] = group_size(s, first, width);
        }
    }
    assert_true(s->count <= BLOCK);
    assert_int_equal(s->bytes.size, (3 + least_size(s, 0, sizes) + 7) / 8);
}

/* --- tests --- */

/* The bytes and the slack behind them, all ones; freed by the caller. */
static uint8_t *exact_copy(const struct sample *s)
{
    uint8_t *copy = malloc(s->bytes.size + SYMBOLS_SLACK_BYTES);
    assert_non_null(copy);
    memcpy(copy, s->bytes.data, s->bytes.size);
    memset(copy + s->bytes.size, 0xFF, SYMBOLS_SLACK_BYTES);
    return copy;
}

static bool open_copy(const struct sample *s, const uint8_t *copy, struct symbols *symbols)
{
    struct bit_reader in = bit_reader_of(bytes_of(copy, s->bytes.size));
    in.bit = 3;
    return symbols_open(symbols, &in, s->count, s->kinds);
}

static void check_reading(const struct sample *s, uint32_t wanted)
{
    uint8_t *copy = exact_copy(s), naive[MOST];
    struct symbols symbols;
    read_all(s, naive);
    assert_memory_equal(naive, s->symbols, s->count);
    assert_true(open_copy(s, copy, &symbols));
    for (uint32_t i = 0; i < s->count; i++) {
        assert_int_equal(symbols_at(&symbols, i), s->symbols[i]);
        for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
            const struct codec *codec = codec_for(path);
            bool among = codec && codec->symbols_among(&symbols, i, wanted);
            assert_true(codec == NULL || among == (wanted >> s->symbols[i] & 1));
        }
    }
    free(copy);
}

static void random_symbols(void **state)
{
    static struct sample s;
    struct random random = {8};
    (void)state;
    for (unsigned round = 0; round < 600; round++) {
        fill(&random, &s);
        encode(&s);
        check_reading(&s, random_below(&random, 1u << s.kinds));
        if (s.count <= BLOCK && round % 4 == 0) {
            check_size(&s);
        }
        buffer_release(&s.bytes);
    }
}

/* 0 1 0 of two: one group of width 1 (01) takes 3 bits; with groups of width 0 (1 1) a plane would
 * take 4. */
static void known_symbols(void **state)
{
    static struct sample s = {.symbols = {0, 1, 0}, .count = 3, .kinds = 2};
    (void)state;
    encode(&s);
    assert_int_equal(s.bytes.size, 1);
    assert_int_equal(s.bytes.data[0], 5 | 2 << 3 | 2 << 5);
    buffer_release(&s.bytes);
}

/* Any bytes at all: nothing beyond the slack is read. */
static void damaged_symbols(void **state)
{
    static struct sample s;
    struct random random = {9};
    (void)state;
    for (unsigned round = 0; round < 400; round++) {
        struct symbols symbols;
        fill(&random, &s);
        encode(&s);
        uint8_t *copy = exact_copy(&s);
        for (unsigned n = 1 + random_below(&random, 8); n > 0; n--) {
            copy[random_below(&random, s.bytes.size)] ^= (uint8_t)(1u << random_below(&random, 8));
        }
        if (round % 3 == 0) {
            memset(copy, round % 2 ? 0xFF : 0x55, s.bytes.size);
        }
        bool open = open_copy(&s, copy, &symbols);
        for (uint32_t i = 0; open && i < s.count; i++) {
            assert_true(symbols_at(&symbols, i) < 31);
            for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
                const struct codec *codec = codec_for(path);
                if (codec) {
                    codec->symbols_among(&symbols, i, 0x5555);
                }
            }
        }
        free(copy);
        buffer_release(&s.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_symbols),
        cmocka_unit_test(random_symbols),
        cmocka_unit_test(damaged_symbols),
    };
    return cmocka_run_group_tests_name("symbols", tests, NULL, NULL);
}
