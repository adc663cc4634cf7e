#include "cmocka_all.h"

#include <string.h>

#include "common/base/buffer.h"
#include "common/base/memory.h"

static void appends(void **state)
{
    static const uint8_t expected[] = {'a',  0,    0,    'b',  'c',  0x34, 0x12, 0x78,
                                       0x56, 0x34, 0x12, 0xEF, 0xCD, 0xAB, 0x89, 0x67,
                                       0x45, 0x23, 0x01, 'x',  '-',  '7'};
    struct buffer buffer = {0};
    (void)state;
    buffer_append_byte(&buffer, 'a');
    buffer_append_zeros(&buffer, 2);
    buffer_append_text(&buffer, "bc");
    buffer_append(&buffer, NULL, 0);
    buffer_append_u16(&buffer, 0x1234);
    buffer_append_u32(&buffer, 0x12345678);
    buffer_append_u64(&buffer, 0x0123456789ABCDEF);
    buffer_append_format(&buffer, "x%d", -7);
    buffer_append_format(&buffer, "%s", "");
    assert_false(buffer.failed);
    assert_int_equal(buffer.size, sizeof expected);
    assert_memory_equal(buffer.data, expected, sizeof expected);
    buffer_release(&buffer);
    assert_null(buffer.data);
}

/* The examples of the DWARF standard and the limits. */
static void varints(void **state)
{
    static const struct {
        uint64_t value;
        size_t size;
        uint8_t bytes[10];
    } rows[] = {
        {0, 1, {0}},
        {2, 1, {2}},
        {127, 1, {127}},
        {128, 2, {0x80, 1}},
        {129, 2, {0x81, 1}},
        {12857, 2, {0xB9, 0x64}},
        {UINT64_MAX, 10, {255, 255, 255, 255, 255, 255, 255, 255, 255, 1}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer buffer = {0};
        buffer_append_varint(&buffer, rows[i].value);
        assert_int_equal(buffer.size, rows[i].size);
        assert_memory_equal(buffer.data, rows[i].bytes, rows[i].size);
        buffer_release(&buffer);
    }
}

static void grows(void **state)
{
    struct buffer buffer = {0};
    (void)state;
    for (uint32_t i = 0; i < 100000; i++) {
        buffer_append_u32(&buffer, i);
    }
    assert_int_equal(buffer.size, 400000);
    for (uint32_t i = 0; i < 100000; i += 777) {
        const uint8_t *raw = buffer.data + 4 * (size_t)i;
        assert_int_equal(raw[0] | raw[1] << 8 | raw[2] << 16, i);
    }
    size_t capacity = buffer.capacity;
    buffer_reset(&buffer);
    assert_int_equal(buffer.size, 0);
    assert_int_equal(buffer.capacity, capacity);
    buffer_release(&buffer);
}

static void failure_is_sticky(void **state)
{
    struct buffer buffer = {0};
    (void)state;
    buffer_append_text(&buffer, "kept");
    memory_inject_failure(1, 0);
    assert_false(buffer_reserve(&buffer, 1000));
    memory_inject_failure(0, 0);
    assert_true(buffer.failed);
    assert_memory_equal(buffer.data, "kept", 4);
    buffer_append_zeros(&buffer, 1000);
    buffer_append_format(&buffer, "%*d", 1000, 1);
    buffer_append_text(&buffer, "lost");
    assert_int_equal(buffer.size, 4);
    buffer_reset(&buffer);
    buffer_append_zeros(&buffer, 1000);
    assert_false(buffer.failed);
    assert_int_equal(buffer.size, 1000);
    buffer_release(&buffer);
}

/* Nothing that fits is appended behind a failure either. */
static void nothing_small_is_appended_after_a_failure(void **state)
{
    struct buffer buffer = {0};
    (void)state;
    buffer_append_text(&buffer, "kept");
    memory_inject_failure(1, 0);
    buffer_append_zeros(&buffer, 1000);
    memory_inject_failure(0, 0);
    buffer_append_byte(&buffer, 'x');
    buffer_append_u16(&buffer, 1);
    buffer_append_varint(&buffer, 1);
    assert_true(buffer.failed);
    assert_int_equal(buffer.size, 4);
    buffer_release(&buffer);
}

static void sizes_that_no_machine_has(void **state)
{
    struct buffer buffer = {0};
    (void)state;
    buffer_append_byte(&buffer, 1);
    assert_false(buffer_reserve(&buffer, SIZE_MAX));
    assert_true(buffer.failed);
    assert_int_equal(buffer.size, 1);
    buffer_release(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends),
        cmocka_unit_test(varints),
        cmocka_unit_test(grows),
        cmocka_unit_test(failure_is_sticky),
        cmocka_unit_test(nothing_small_is_appended_after_a_failure),
        cmocka_unit_test(sizes_that_no_machine_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
