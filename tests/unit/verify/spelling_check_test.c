/* Faults in spellings that no checksum tells. */
#include "common/codec/bits.h"
#include "common/text/spelling.h"
#include "reseal.h"
#include "verify_tests.h"

static const char corpus[] = "{\"text\":\"Müller\"}\n{\"text\":\"Müller\"}\n{\"text\":\"Müller\"}\n"
                             "{\"text\":\"Mueller\"}\n{\"text\":\"Mueller\"}\n{\"text\":\"Muller\"}\n";

/* As FORMAT.md says: 7 bytes more; a string of 3 sets (010), 3 spellings (0100), each in one set, groups of
 * widths 0 and 1 (1 01), the plane 0 000111, and 001 for the last three documents. */
enum { HEAD = 8 + 3 + 4, ROW = 8 + 3, ROWS = 3, CODES = HEAD + ROWS * ROW, BYTES = 1 + 7 };

struct fixture {
    struct small_index small;
    struct file_map map;
    size_t start; /* of the spellings */
};

static struct fixture make_fixture(void)
{
    struct fixture f = {0};
    struct segment segment = {0};
    small_index_begin(&f.small, ANALYZER_GERMAN);
    small_index_build(&f.small, bytes_of_text(corpus));
    struct scratch_path path = scratch_folder_path(&f.small.folder, "index/segment-000001");
    assert_int_equal(segment_open(&segment, path.text, NULL), STATUS_OK);
    assert_int_equal(segment.facts.terms, 1);
    f.start = (size_t)(segment.sections[SECTION_POSITIONS].data - segment.map.bytes.data);
    segment_close(&segment);
    assert_int_equal(file_map_open(&f.map, path.text, NULL), STATUS_OK);
    assert_int_equal(verify_faults_of(path.text), 0);
    return f;
}

static void remove_fixture(struct fixture *f)
{
    file_map_close(&f->map);
    small_index_end(&f->small);
}

/* Faults with these spellings. */
static uint64_t faults_with(struct fixture *f, const uint8_t spellings[BYTES])
{
    struct scratch_path path = scratch_folder_path(&f->small.folder, "changed");
    uint8_t *copy = malloc(f->map.bytes.size);
    assert_non_null(copy);
    memcpy(copy, f->map.bytes.data, f->map.bytes.size);
    memcpy(copy + f->start, spellings, BYTES);
    reseal(copy, f->map.bytes.size);
    scratch_folder_write(&f->small.folder, "changed", bytes_of(copy, f->map.bytes.size));
    free(copy);
    return verify_faults_of(path.text);
}

/* The spellings, rising, with the sets that they are in. */
static void wanted_rows(uint32_t rows[ROWS][2])
{
    static const char *const forms[ROWS] = {"müller", "mueller", "muller"};
    for (uint32_t i = 0; i < ROWS; i++) {
        uint32_t place = i, spelling = spelling_of(bytes_of_text(forms[i]));
        for (; place > 0 && rows[place - 1][0] > spelling; place--) {
            memcpy(rows[place], rows[place - 1], sizeof rows[place]);
        }
        rows[place][0] = spelling;
        rows[place][1] = 1u << i;
    }
}

static void test_bytes(void **state)
{
    struct fixture f = make_fixture();
    uint32_t rows[ROWS][2];
    struct buffer wanted = {0};
    struct bit_writer writer = {.out = &wanted};
    (void)state;
    wanted_rows(rows);
    bit_writer_put(&writer, BYTES - 1, 8);
    bit_writer_put(&writer, 2, 3);
    bit_writer_put(&writer, 2, 4);
    for (uint32_t i = 0; i < ROWS; i++) {
        bit_writer_put(&writer, rows[i][0], 8);
        bit_writer_put(&writer, rows[i][1], 3);
    }
    bit_writer_put(&writer, 1 | 2 << 1, 3);
    bit_writer_put(&writer, 7 << 4, 7);
    bit_writer_put(&writer, 4, 3);
    bit_writer_finish(&writer);
    assert_int_equal(wanted.size, BYTES);
    assert_memory_equal(f.map.bytes.data + f.start, wanted.data, BYTES);
    buffer_release(&wanted);
    remove_fixture(&f);
}

/* Any bit is found, but those that give a set a second spelling: that may be so too. */
static void test_bits(void **state)
{
    struct fixture f = make_fixture();
    (void)state;
    for (unsigned bit = 0; bit < 8 * BYTES; bit++) {
        uint8_t changed[BYTES];
        memcpy(changed, f.map.bytes.data + f.start, BYTES);
        bool set = (changed[bit / 8] >> bit % 8 & 1) != 0;
        changed[bit / 8] ^= (uint8_t)(1u << bit % 8);
        bool of_set = bit >= HEAD && bit < CODES && (bit - HEAD) % ROW >= 8;
        if ((faults_with(&f, changed) == 0) != (of_set && !set)) {
            fail_msg("bit %u of the spellings", bit);
        }
    }
    remove_fixture(&f);
}

static void swap_bits(uint8_t *bytes, unsigned a, unsigned b)
{
    unsigned one = bytes[a / 8] >> a % 8 & 1, other = bytes[b / 8] >> b % 8 & 1;
    bytes[a / 8] ^= (uint8_t)((one ^ other) << a % 8);
    bytes[b / 8] ^= (uint8_t)((one ^ other) << b % 8);
}

static void test_sets(void **state)
{
    struct fixture f = make_fixture();
    uint8_t changed[BYTES];
    (void)state;
    memcpy(changed, f.map.bytes.data + f.start, BYTES);
    for (unsigned i = 0; i < 3; i++) { /* other sets of two spellings: all is in order */
        swap_bits(changed, HEAD + 8 + i, HEAD + ROW + 8 + i);
    }
    assert_int_equal(faults_with(&f, changed), 0);
    memcpy(changed, f.map.bytes.data + f.start, BYTES);
    for (unsigned i = 0; i < ROW; i++) { /* falling */
        swap_bits(changed, HEAD + i, HEAD + ROW + i);
    }
    assert_true(faults_with(&f, changed) > 0);
    remove_fixture(&f);
}

int spelling_check_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_bits),
        cmocka_unit_test(test_sets),
    };
    return cmocka_run_group_tests_name("spelling check", tests, NULL, NULL);
}
