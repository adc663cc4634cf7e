/* Faults in spellings that no checksum tells. */
#include "common/text/spelling.h"
#include "reseal.h"
#include "verify_tests.h"

static const char corpus[] = "{\"text\":\"Müller\"}\n{\"text\":\"Müller\"}\n{\"text\":\"Müller\"}\n"
                             "{\"text\":\"Mueller\"}\n{\"text\":\"Mueller\"}\n{\"text\":\"Muller\"}\n";

/* As FORMAT.md says: 7 bytes more, 3 sets of one spelling, codes 0 0 0 1 1 2 of two bits each. */
enum { SIZE, SETS, FIRST_SET, SECOND_SET = FIRST_SET + 2, THIRD_SET = SECOND_SET + 2,
       CODES = THIRD_SET + 2, BYTES = CODES + 2 };

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

static void test_bytes(void **state)
{
    (void)state;
    struct fixture f = make_fixture();
    const uint8_t wanted[BYTES] = {BYTES - 1, 3, 1, spelling_of(bytes_of_text("müller")),
                                   1, spelling_of(bytes_of_text("mueller")),
                                   1, spelling_of(bytes_of_text("muller")), 0x40, 0x09};
    assert_memory_equal(f.map.bytes.data + f.start, wanted, BYTES);
    remove_fixture(&f);
}

/* Any bit is found, but those that make one Mueller a Müller: 4, 1 and 1 documents are in order too. */
static void test_bits(void **state)
{
    (void)state;
    struct fixture f = make_fixture();
    for (unsigned bit = 0; bit < 8 * BYTES; bit++) {
        uint8_t changed[BYTES];
        memcpy(changed, f.map.bytes.data + f.start, BYTES);
        changed[bit / 8] ^= (uint8_t)(1u << bit % 8);
        bool sane = bit == 8 * CODES + 6 || bit == 8 * CODES + 8;
        if ((faults_with(&f, changed) == 0) != sane) {
            fail_msg("bit %u of the spellings", bit);
        }
    }
    remove_fixture(&f);
}

static void test_sets(void **state)
{
    (void)state;
    struct fixture f = make_fixture();
    uint8_t changed[BYTES];
    memcpy(changed, f.map.bytes.data + f.start, BYTES);
    changed[SECOND_SET + 1] = changed[FIRST_SET + 1]; /* twice */
    assert_true(faults_with(&f, changed) > 0);
    memcpy(changed, f.map.bytes.data + f.start, BYTES);
    changed[FIRST_SET + 1] = changed[SECOND_SET + 1]; /* another form; so are all sets */
    changed[SECOND_SET + 1] = changed[THIRD_SET + 1];
    changed[THIRD_SET + 1] = f.map.bytes.data[f.start + FIRST_SET + 1];
    assert_int_equal(faults_with(&f, changed), 0);
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
