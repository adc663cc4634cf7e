#include "cmocka_all.h"

#include "common/codec/codec.h"
#include "common/format/segment.h"
#include "exact_bytes.h"
#include "random.h"

enum { DF = 128 * 70 + 44, BLOCKS = 71, GROUPS = 3, DOCUMENTS = 1 << 20 };

static uint32_t docs[DF], tfs[DF];

static void fill_postings(void)
{
    struct random random = {1};
    for (uint32_t i = 0, next = 0; i < DF; i++) {
        docs[i] = next + random_below(&random, i % 1000 < 500 ? 3 : 200);
        tfs[i] = random_below(&random, 4) ? 1 : 1 + random_below(&random, 9);
        next = docs[i] + 1;
    }
}

static uint32_t block_end(uint32_t block)
{
    return block + 1 < BLOCKS ? 128 * (block + 1) : DF;
}

/* Three bytes: DOCUMENTS lies between 2^16 and 2^24. */
static void append_document(struct buffer *out, uint32_t document)
{
    for (int i = 0; i < 3; i++) {
        buffer_append_byte(out, (uint8_t)(document >> 8 * i));
    }
}

/* The list as FORMAT.md draws it; only the blocks come from the codec. */
static struct buffer make_list(void)
{
    struct buffer list = {0}, blocks = {0};
    uint32_t offsets[BLOCKS];
    uint8_t kinds[BLOCKS] = {0};
    for (uint32_t i = 0; i < BLOCKS; i++) {
        uint32_t first = 128 * i, base = i == 0 ? 0 : docs[first - 1] + 1;
        offsets[i] = (uint32_t)blocks.size;
        if (block_end(i) - first == 128) {
            kinds[i] = codec_block_encode(docs + first, tfs + first, base, &blocks);
        } else {
            codec_short_encode(docs + first, tfs + first, DF - first, base, DOCUMENTS, &blocks);
        }
    }
    buffer_append_zeros(&list, 6);
    for (uint32_t i = 0; i < BLOCKS; i++) {
        append_document(&list, docs[block_end(i) - 1]);
    }
    for (uint32_t i = 0; i < BLOCKS; i += 32) {
        buffer_append_u32(&list, offsets[i]);
    }
    for (uint32_t i = 0; i < BLOCKS; i++) {
        buffer_append_u16(&list, (uint16_t)(offsets[i] - offsets[i / 32 * 32]));
    }
    buffer_append(&list, kinds, BLOCKS);
    buffer_append_zeros(&list, BLOCKS); /* bounds */
    buffer_append(&list, blocks.data, blocks.size);
    buffer_release(&blocks);
    return list;
}

static const struct segment segment = {.facts = {.documents = DOCUMENTS}, .path = "segment"};

static uint32_t got_parts[DF + 16];

static bool read_list(struct exact_bytes in, uint32_t df, uint32_t *got_docs, uint32_t *got_tfs)
{
    struct term_entry entry = {.df = df, .list = bytes_of(in.start, (size_t)(in.end - in.start))};
    struct error err = ERROR_NONE;
    enum status status = segment_read_list(&segment, &entry, got_docs, got_tfs, got_parts, &err);
    assert_true(status == STATUS_OK || status == STATUS_DAMAGED);
    assert_int_equal(err.status, status);
    return status == STATUS_OK;
}

static void a_list_comes_back(void **state)
{
    static uint32_t got_docs[DF + 16], got_tfs[DF + 16];
    struct buffer list = make_list();
    struct exact_bytes in = exact_bytes_of(list.data, list.size);
    (void)state;
    assert_true(read_list(in, DF, got_docs, got_tfs));
    assert_memory_equal(got_docs, docs, sizeof docs);
    assert_memory_equal(got_tfs, tfs, sizeof tfs);
    free(in.start);
    buffer_release(&list);
}

static void truncations(void **state)
{
    static uint32_t got_docs[DF + 16], got_tfs[DF + 16];
    struct buffer list = make_list();
    (void)state;
    for (size_t size = 0; size < list.size; size += 1 + size / 40) {
        struct exact_bytes in = exact_bytes_of(list.data, size);
        assert_false(read_list(in, DF, got_docs, got_tfs));
        free(in.start);
    }
    buffer_release(&list);
}

/* The skip data is one twelfth of the list: it gets more than its share of the damage. */
static void damage(void **state)
{
    static uint32_t got_docs[DF + 16], got_tfs[DF + 16];
    struct random random = {2};
    struct buffer list = make_list();
    struct exact_bytes in = exact_bytes_of(list.data, list.size);
    size_t head = 6 + BLOCKS * 7 + GROUPS * 4;
    (void)state;
    for (unsigned round = 0; round < 1500; round++) {
        memcpy(in.start, list.data, list.size);
        size_t place = random_below(&random, round % 3 ? head : list.size);
        in.start[place] = (uint8_t)random_u64(&random);
        uint32_t df = round % 10 ? DF : 128 + random_below(&random, DF - 128);
        if (read_list(in, df, got_docs, got_tfs)) {
            for (uint32_t i = 0; i < df; i++) {
                assert_true(got_docs[i] < DOCUMENTS && got_tfs[i] > 0);
                assert_true(i == 0 || got_docs[i] > got_docs[i - 1]);
            }
        }
    }
    free(in.start);
    buffer_release(&list);
}

/* Offsets of position blocks of both widths, then any bytes. */
static void position_blocks(void **state)
{
    static const uint8_t narrow[] = {0, 0, 0, 0, 0, 0, 0, 3, 0, 'a', 'b', 'c', 'd'};
    static const uint8_t wide[] = {1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 'a', 'b', 'c', 'd'};
    const uint8_t *in, *end;
    (void)state;
    for (unsigned w = 0; w < 2; w++) {
        struct term_entry entry = {.df = 200};
        entry.positions = w ? bytes_of(wide, sizeof wide) : bytes_of(narrow, sizeof narrow);
        assert_int_equal(segment_position_block(&segment, &entry, 0, &in, &end, NULL), STATUS_OK);
        assert_true(bytes_equal(bytes_of(in, (size_t)(end - in)), bytes_of_text("abc")));
        assert_int_equal(segment_position_block(&segment, &entry, 1, &in, &end, NULL), STATUS_OK);
        assert_true(bytes_equal(bytes_of(in, (size_t)(end - in)), bytes_of_text("d")));
        assert_int_equal(segment_position_block(&segment, &entry, 2, &in, &end, NULL),
                         STATUS_DAMAGED);
    }
}

static void damaged_position_blocks(void **state)
{
    struct random random = {3};
    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        uint8_t raw[24];
        size_t size = random_below(&random, sizeof raw + 1);
        for (size_t i = 0; i < size; i++) {
            raw[i] = (uint8_t)(random_below(&random, 3) ? random_below(&random, 4)
                                                        : random_u64(&random));
        }
        struct exact_bytes exact = exact_bytes_of(raw, size);
        struct term_entry entry = {.df = 128 + random_below(&random, 600),
                                   .positions = bytes_of(exact.start, size)};
        for (uint32_t block = 0; block < 6; block++) {
            const uint8_t *in = NULL, *end = NULL;
            if (segment_position_block(&segment, &entry, block, &in, &end, NULL) == STATUS_OK) {
                assert_true(exact.start <= in && in <= end && end <= exact.end);
            }
        }
        free(exact.start);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_comes_back),
        cmocka_unit_test(truncations),
        cmocka_unit_test(damage),
        cmocka_unit_test(position_blocks),
        cmocka_unit_test(damaged_position_blocks),
    };
    fill_postings();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
