#include "cmocka_all.h"

#include <stdlib.h>

#include "common/base/buffer.h"
#include "common/base/byte_reader.h"
#include "random.h"

static void fixed_sizes(void **state)
{
    static const uint8_t raw[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    struct byte_reader reader = byte_reader_of(bytes_of(raw, sizeof raw));
    (void)state;
    assert_int_equal(byte_reader_u8(&reader), 1);
    assert_int_equal(byte_reader_u32(&reader), 0x05040302);
    assert_int_equal(byte_reader_u64(&reader), 0x0D0C0B0A09080706);
    assert_int_equal(byte_reader_left(&reader), 0);
    assert_false(reader.failed);
    assert_int_equal(byte_reader_u8(&reader), 0);
    assert_true(reader.failed);
}

static void failure_latches(void **state)
{
    static const uint8_t raw[] = {1, 2, 3};
    struct byte_reader reader = byte_reader_of(bytes_of(raw, sizeof raw));
    (void)state;
    assert_int_equal(byte_reader_u32(&reader), 0);
    assert_true(reader.failed);
    assert_int_equal(byte_reader_u8(&reader), 0); /* though a byte is there */
    assert_int_equal(byte_reader_varint(&reader), 0);
    struct bytes view = byte_reader_view(&reader, 0);
    assert_null(view.data);
    assert_int_equal(view.size, 0);
}

static void views(void **state)
{
    static const uint8_t raw[] = "Stichwort";
    struct byte_reader reader = byte_reader_of(bytes_of(raw, 9));
    (void)state;
    struct bytes view = byte_reader_view(&reader, 5);
    assert_ptr_equal(view.data, raw);
    assert_int_equal(view.size, 5);
    assert_int_equal(byte_reader_left(&reader), 4);
    byte_reader_view(&reader, UINT64_MAX);
    assert_true(reader.failed);
}

static void nothing_to_read(void **state)
{
    struct byte_reader reader = byte_reader_of(bytes_of(NULL, 0));
    (void)state;
    assert_int_equal(byte_reader_left(&reader), 0);
    byte_reader_varint(&reader);
    assert_true(reader.failed);
}

static void varints_that_are_none(void **state)
{
    static const struct {
        size_t size;
        uint8_t bytes[11];
    } rows[] = {
        {0, {0}},
        {1, {0x80}},                                                 /* cut off */
        {2, {0x80, 0x80}},                                           /* cut off */
        {2, {0x80, 0x00}},                                           /* 0 in two bytes */
        {2, {0xFF, 0x00}},                                           /* 127 in two bytes */
        {3, {0x80, 0x81, 0x00}},                                     /* 128 in three */
        {10, {255, 255, 255, 255, 255, 255, 255, 255, 255, 2}},      /* 2^64 and more */
        {10, {255, 255, 255, 255, 255, 255, 255, 255, 255, 0x81}},   /* an eleventh byte */
        {11, {128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 1}}, /* 2^70 */
        {10, {128, 128, 128, 128, 128, 128, 128, 128, 128, 0}},      /* 0 in ten bytes */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct byte_reader reader = byte_reader_of(bytes_of(rows[i].bytes, rows[i].size));
        assert_int_equal(byte_reader_varint(&reader), 0);
        assert_true(reader.failed);
    }
}

static void varints_come_back(void **state)
{
    struct random random = {2};
    struct buffer out = {0};
    uint64_t values[5000];
    (void)state;
    for (unsigned i = 0; i < 5000; i++) {
        values[i] = i < 2 ? UINT64_MAX - i : random_u64(&random) >> random_below(&random, 64);
        buffer_append_varint(&out, values[i]);
    }
    struct byte_reader reader = byte_reader_of(buffer_bytes(&out));
    for (unsigned i = 0; i < 5000; i++) {
        assert_int_equal(byte_reader_varint(&reader), values[i]);
    }
    assert_false(reader.failed);
    assert_int_equal(byte_reader_left(&reader), 0);
    buffer_release(&out);
}

/* Any bytes give a value that is written back as the same bytes, or a failure. */
static void one_code_a_value(void **state)
{
    struct random random = {3};
    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        size_t size = 1 + random_below(&random, 11);
        uint8_t *raw = malloc(size);
        struct buffer again = {0};
        assert_non_null(raw);
        for (size_t i = 0; i < size; i++) {
            raw[i] = (uint8_t)(random_u64(&random) | (random_below(&random, 4) ? 128 : 0));
        }
        struct byte_reader reader = byte_reader_of(bytes_of(raw, size));
        uint64_t value = byte_reader_varint(&reader);
        if (!reader.failed) {
            buffer_append_varint(&again, value);
            assert_int_equal(again.size, reader.at - raw);
            assert_memory_equal(again.data, raw, again.size);
        }
        buffer_release(&again);
        free(raw);
    }
}

static void order_of_bytes(void **state)
{
    (void)state;
    assert_true(bytes_compare(bytes_of_text("a"), bytes_of_text("b")) < 0);
    assert_true(bytes_compare(bytes_of_text("\xC3"), bytes_of_text("z")) > 0); /* unsigned */
    assert_true(bytes_compare(bytes_of_text("a"), bytes_of_text("aa")) < 0);
    assert_true(bytes_compare(bytes_of(NULL, 0), bytes_of_text("a")) < 0);
    assert_int_equal(bytes_compare(bytes_of(NULL, 0), bytes_of_text("")), 0);
    assert_true(bytes_equal(bytes_of(NULL, 0), bytes_of_text("")));
    assert_false(bytes_equal(bytes_of_text("ab"), bytes_of_text("ac")));
    assert_false(bytes_equal(bytes_of_text("ab"), bytes_of_text("a")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_sizes),
        cmocka_unit_test(failure_latches),
        cmocka_unit_test(views),
        cmocka_unit_test(nothing_to_read),
        cmocka_unit_test(varints_that_are_none),
        cmocka_unit_test(varints_come_back),
        cmocka_unit_test(one_code_a_value),
        cmocka_unit_test(order_of_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
