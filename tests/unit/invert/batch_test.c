/* Cutting a source into batches and chunks. */
#include "cmocka_all.h"

#include <stdbool.h>
#include <string.h>

#include "indexer/invert/batch.h"
#include "invert_tests.h"
#include "scratch_folder.h"

enum { MAX_RECORDS = 20000 };

/* Which records end a chunk, over all batches of one source. */
struct cut {
    bool ends_chunk[MAX_RECORDS];
    size_t records, batches;
};

static void cut_all(const char *path, size_t target, struct cut *cut, struct bytes content)
{
    const char *inputs[] = {path};
    struct source *source = NULL;
    const uint8_t *line = content.data;
    *cut = (struct cut){0};
    assert_int_equal(source_open(&source, inputs, 1, SOURCE_LINES, NULL), STATUS_OK);
    for (;;) {
        struct batch batch = {0};
        assert_int_equal(batch_fill(&batch, source, target, NULL), STATUS_OK);
        if (batch.record_count == 0) {
            batch_release(&batch);
            break;
        }
        size_t weight = 0;
        for (size_t i = 0; i < batch.record_count; i++) {
            const struct record *record = &batch.records[i].record;
            assert_memory_equal(record->bytes.data, line, record->bytes.size);
            assert_int_equal(line[record->bytes.size], '\n');
            line += record->bytes.size + 1;
            assert_int_equal(record->number, cut->records);
            weight += record->bytes.size + BATCH_RECORD_BYTES;
            cut->ends_chunk[cut->records++] = batch.records[i].ends_chunk;
        }
        assert_true(batch.records[batch.record_count - 1].ends_chunk);
        assert_true(weight >= target || line == content.data + content.size);
        cut->batches++;
        batch_release(&batch);
    }
    assert_ptr_equal(line, content.data + content.size);
    source_close(source);
}

/* Lines of 100 bytes weigh 116: 49,152 bytes are passed by the 424th. */
static void test_even_lines(void **state)
{
    (void)state;
    static struct cut cut;
    struct scratch_folder folder;
    struct buffer text = {0};
    folder = scratch_folder_make();
    for (int i = 0; i < 3000; i++) {
        for (int j = 0; j < 100; j++) {
            buffer_append_byte(&text, (uint8_t)('a' + (i + j) % 26));
        }
        buffer_append_byte(&text, '\n');
    }
    struct scratch_path path = scratch_folder_write(&folder, "lines", buffer_bytes(&text));
    cut_all(path.text, 1, &cut, buffer_bytes(&text));
    assert_int_equal(cut.batches, 8); /* seven chunks of 424 and one of 32 */
    assert_int_equal(cut.records, 3000);
    for (size_t i = 0; i < 3000; i++) {
        assert_int_equal(cut.ends_chunk[i], i % 424 == 423 || i == 2999);
    }
    cut_all(path.text, 100000, &cut, buffer_bytes(&text)); /* 98,368 is less: three chunks */
    assert_int_equal(cut.batches, 3);
    buffer_release(&text);
    scratch_folder_remove(&folder);
}

/* Chunks end at the same records for every size of batches; empty lines have a weight too. */
static void test_any_lines(void **state)
{
    (void)state;
    static const size_t targets[] = {1, 60000, 200000, 10000000};
    static struct cut first, cut;
    struct scratch_folder folder;
    struct buffer text = {0};
    uint64_t seed = 4;
    folder = scratch_folder_make();
    for (int i = 0; i < 12000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t length = i % 1000 == 7 ? 70000 : i < 4000 ? 0 : (seed >> 33) % 50;
        while (length-- > 0) {
            buffer_append_byte(&text, 'x');
        }
        buffer_append_byte(&text, '\n');
    }
    struct scratch_path path = scratch_folder_write(&folder, "lines", buffer_bytes(&text));
    cut_all(path.text, targets[0], &first, buffer_bytes(&text));
    assert_int_equal(first.records, 12000);
    for (size_t i = 1; i < sizeof targets / sizeof *targets; i++) {
        cut_all(path.text, targets[i], &cut, buffer_bytes(&text));
        assert_true(cut.batches <= first.batches);
        assert_memory_equal(cut.ends_chunk, first.ends_chunk, sizeof cut.ends_chunk);
    }
    assert_int_equal(cut.batches, 1);
    buffer_release(&text);
    scratch_folder_remove(&folder);
}

int batch_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_even_lines),
        cmocka_unit_test(test_any_lines),
    };
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
