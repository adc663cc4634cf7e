#include "cmocka_all.h"

#include "common/codec/bits.h"
#include "common/codec/unary.h"
#include "exact_bytes.h"
#include "naive.h"
#include "random.h"

/* Zeros and ones in the order of the string, whole bytes. */
static void expect_bits(const struct buffer *out, const char *bits)
{
    size_t count = strlen(bits);
    assert_int_equal(out->size, (count + 7) / 8);
    for (size_t i = 0; i < out->size * 8; i++) {
        unsigned bit = (unsigned)out->data[i / 8] >> (i % 8) & 1u;
        assert_int_equal(bit, i < count && bits[i] == '1');
    }
}

/* The table of CODEC.md, worked out by hand. */
static void golomb_codes(void **state)
{
    static const struct {
        uint64_t value;
        unsigned k;
        const char *bits;
    } rows[] = {
        {0, 0, "1"},     {1, 0, "010"},   {2, 0, "011"},    {3, 0, "00100"},
        {4, 0, "00110"}, {5, 0, "00101"}, {6, 0, "00111"},  {5, 1, "0111"},
        {0, 3, "1000"},  {7, 3, "1111"},  {8, 3, "010000"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer out = {0};
        struct bit_writer writer = {.out = &out};
        bit_writer_put_golomb(&writer, rows[i].value, rows[i].k);
        bit_writer_finish(&writer);
        expect_bits(&out, rows[i].bits);
        buffer_release(&out);
    }
}

static void bit_order(void **state)
{
    struct buffer out = {0};
    struct bit_writer writer = {.out = &out};
    (void)state;
    bit_writer_put(&writer, 5, 3);
    bit_writer_put(&writer, 0, 0);
    bit_writer_put_unary(&writer, 50);
    bit_writer_put(&writer, 0xFFFFFFFFFFFFFF, 56);
    bit_writer_finish(&writer);
    assert_int_equal(out.size, 14); /* 3 + 51 + 56 = 110 bits */
    assert_memory_equal(
        out.data, ((uint8_t[]){5, 0, 0, 0, 0, 0, 0xE0, 255, 255, 255, 255, 255, 255, 0x3F}), 14);
    buffer_release(&out);
}

enum { MIXED = 300 };

struct mixed {
    unsigned kind, width;
    uint64_t value;
};

static void write_mixed(struct random *random, struct mixed *rows, struct buffer *out)
{
    struct bit_writer writer = {.out = out};
    for (unsigned i = 0; i < MIXED; i++) {
        struct mixed *row = &rows[i];
        row->kind = random_below(random, 3);
        row->width = random_below(random, row->kind == 0 ? 57 : 20);
        uint64_t bits = row->kind == 0 ? row->width : random_below(random, row->kind == 1 ? 8 : 40);
        row->value = random_u64(random) & (((uint64_t)1 << bits) - 1);
        if (row->kind == 0) {
            bit_writer_put(&writer, row->value, row->width);
        } else if (row->kind == 1) {
            bit_writer_put_unary(&writer, row->value);
        } else {
            bit_writer_put_golomb(&writer, row->value, row->width);
        }
    }
    bit_writer_finish(&writer);
}

static void mixed_codes_agree_with_the_naive_reader(void **state)
{
    struct random random = {2};
    struct mixed rows[MIXED];
    (void)state;
    for (unsigned round = 0; round < 50; round++) {
        struct buffer out = {0};
        write_mixed(&random, rows, &out);
        struct exact_bytes in = exact_bytes_of(out.data, out.size);
        struct bit_reader reader = bit_reader_of(bytes_of(in.start, out.size));
        struct naive_bits naive = {in.start, out.size, 0, false};
        for (unsigned i = 0; i < MIXED; i++) {
            const struct mixed *row = &rows[i];
            uint64_t got = row->kind == 0   ? bit_reader_get(&reader, row->width)
                           : row->kind == 1 ? bit_reader_get_unary(&reader)
                                            : bit_reader_get_golomb(&reader, row->width);
            uint64_t slow = row->kind == 0   ? naive_number(&naive, row->width)
                            : row->kind == 1 ? naive_unary(&naive)
                                             : naive_golomb(&naive, row->width);
            assert_int_equal(got, row->value);
            assert_int_equal(slow, row->value);
        }
        assert_false(reader.failed);
        assert_true(naive_ended(&naive));
        free(in.start);
        buffer_release(&out);
    }
}

/* A string without slack: readers of bit strings never look behind the end. */
static void reading_past_the_end_fails(void **state)
{
    (void)state;
    for (size_t size = 0; size < 20; size++) {
        uint8_t *bytes = calloc(size ? size : 1, 1);
        assert_non_null(bytes);
        for (unsigned start = 0; start <= size * 8; start++) {
            struct bit_reader reader = bit_reader_of(bytes_of(bytes, size));
            bit_reader_skip(&reader, start);
            struct bit_reader unary = reader, golomb = reader, number = reader;
            assert_false(reader.failed);
            assert_int_equal(bit_reader_get_unary(&unary), 0);
            assert_true(unary.failed);
            bit_reader_get_golomb(&golomb, 3);
            assert_true(golomb.failed);
            unsigned left = (unsigned)size * 8 - start;
            bit_reader_get(&number, left < 56 ? left : 56);
            assert_false(number.failed);
            bit_reader_skip(&number, (left > 56 ? left - 56 : 0) + 1);
            assert_true(number.failed);
            assert_int_equal(bit_reader_get(&number, 1), 0);
        }
        free(bytes);
    }
}

static void overlong_golomb_codes_fail(void **state)
{
    uint8_t bytes[32] = {0};
    (void)state;
    bytes[5] = 2; /* 41 zeros, then a one */
    struct bit_reader reader = bit_reader_of(bytes_of(bytes, sizeof bytes));
    assert_int_equal(bit_reader_get_golomb(&reader, 0), 0);
    assert_true(reader.failed);
}

static void bits_for_tells_values_apart(void **state)
{
    static const uint64_t rows[][2] = {{0, 0},
                                       {1, 0},
                                       {2, 1},
                                       {3, 2},
                                       {4, 2},
                                       {5, 3},
                                       {8, 3},
                                       {9, 4},
                                       {255, 8},
                                       {256, 8},
                                       {(uint64_t)1 << 32, 32}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(bits_for(rows[i][0]), rows[i][1]);
    }
}

/* All strings of one set of bytes against a plain count of their ones. */
static void unary_places_are_exact(void **state)
{
    struct random random = {3};
    (void)state;
    for (unsigned round = 0; round < 3000; round++) {
        uint8_t raw[40];
        uint32_t places[CODEC_BLOCK], expected[sizeof raw * 8], ones = 0;
        size_t size = random_below(&random, sizeof raw);
        for (size_t i = 0; i < size; i++) {
            raw[i] = (uint8_t)(random_u64(&random) & random_u64(&random) & random_u64(&random));
        }
        for (uint32_t i = 0; i < size * 8; i++) {
            if (raw[i / 8] >> (i % 8) & 1) {
                expected[ones++] = i;
            }
        }
        if (ones == 0) {
            continue;
        }
        bool full = raw[size - 1] != 0; /* the last one lies in the last byte */
        struct exact_bytes in = exact_bytes_of(raw, size);
        uint32_t count = ones <= CODEC_BLOCK ? ones : CODEC_BLOCK;
        bool good = unary_places(in.start, in.end, count, places);
        assert_int_equal(good, full && count == ones);
        if (good) {
            assert_memory_equal(places, expected, count * sizeof *places);
            assert_false(count > 1 && unary_places(in.start, in.end, count - 1, places));
        }
        free(in.start);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bit_order),
        cmocka_unit_test(golomb_codes),
        cmocka_unit_test(mixed_codes_agree_with_the_naive_reader),
        cmocka_unit_test(reading_past_the_end_fails),
        cmocka_unit_test(overlong_golomb_codes_fail),
        cmocka_unit_test(bits_for_tells_values_apart),
        cmocka_unit_test(unary_places_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
