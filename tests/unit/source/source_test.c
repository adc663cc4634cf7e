/* Whole sources: which records come out of files of all kinds. */
#include "cmocka_all.h"

#include "common/base/memory.h"
#include "indexer/source/source.h"
#include "scratch_folder.h"
#include "source_tests.h"

/* "FORMAT name:line#number=bytes" one line a record. */
static enum status list_records(const char *const *inputs, size_t count, enum source_format format,
                                struct buffer *out, struct skips *skips)
{
    static const char letters[] = {[RECORD_TEXT] = 'T', [RECORD_JSONL] = 'J', [RECORD_LINES] = 'L'};
    struct source *source = NULL;
    uint64_t read_bytes = 0, total_bytes = 0;
    buffer_reset(out);
    *skips = (struct skips){0};
    enum status status = source_open(&source, inputs, count, format, NULL);
    bool found = status == STATUS_OK;
    while (found) {
        struct record record;
        status = source_next(source, &record, &found, skips, NULL);
        found = found && status == STATUS_OK;
        if (found) {
            buffer_append_format(out, "%c ", letters[record.format]);
            buffer_append(out, record.name.data, record.name.size);
            buffer_append_format(out, ":%u#%u=", (unsigned)record.line, (unsigned)record.number);
            buffer_append(out, record.bytes.data, record.bytes.size);
            buffer_append_byte(out, '\n');
        }
        source_progress(source, &read_bytes, &total_bytes);
        assert_true(read_bytes <= total_bytes);
    }
    assert_true(status != STATUS_OK || read_bytes == total_bytes);
    source_close(source);
    buffer_append_byte(out, 0);
    return status;
}

static void check_records(const struct scratch_folder *folder, enum source_format format,
                          const char *expected, struct skips *skips)
{
    struct buffer out = {0};
    const char *inputs[] = {folder->path};
    assert_int_equal(list_records(inputs, 1, format, &out, skips), STATUS_OK);
    assert_string_equal((const char *)out.data, expected);
    buffer_release(&out);
}

static void test_formats(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct buffer gzip = {0};
    struct skips skips;
    folder = scratch_folder_make();
    gzip_append(&gzip, bytes_of_text("{\"d\":1}\n"));
    scratch_folder_text(&folder, "a.jsonl", "{\"a\":1}\r\n\n{\"a\":2}");
    scratch_folder_text(&folder, "b.txt", "eins\nzwei\n");
    scratch_folder_text(&folder, "c", " {\"c\":1}\n");
    scratch_folder_write(&folder, "d.ndjson.gz", buffer_bytes(&gzip));
    scratch_folder_text(&folder, "e", "\xEF\xBB\xBF{\"e\":1}\n");
    scratch_folder_text(&folder, "f", "");
    scratch_folder_text(&folder, "g", "{g}\n");
    scratch_folder_write(&folder, "h", bytes_of("a\0b", 3));
    check_records(&folder, SOURCE_AUTO,
                  "J a.jsonl:1#0={\"a\":1}\nJ a.jsonl:3#0={\"a\":2}\nT b.txt:0#0=eins\nzwei\n\n"
                  "J c:1#0= {\"c\":1}\nJ d.ndjson.gz:1#0={\"d\":1}\nJ e:1#0={\"e\":1}\n"
                  "T f:0#0=\nT g:0#0={g}\n\n", &skips);
    assert_int_equal(skips.counts[SKIP_BINARY], 1);
    assert_string_equal(skips.first[SKIP_BINARY], "h");
    buffer_release(&gzip);
    scratch_folder_remove(&folder);
}

/* Numbers of lines go on over the inputs, empty lines count, the last may lack its end. */
static void test_lines(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct skips skips;
    folder = scratch_folder_make();
    scratch_folder_text(&folder, "a", "eins\n\nzwei");
    scratch_folder_text(&folder, "b", "");
    scratch_folder_text(&folder, "c", "\r\ndrei\r\n\n");
    check_records(&folder, SOURCE_LINES,
                  "L a:1#0=eins\nL a:2#1=\nL a:3#2=zwei\nL c:1#3=\nL c:2#4=drei\n"
                  "L c:3#5=\n",
                  &skips);
    check_records(&folder, SOURCE_TEXT, "T a:0#0=eins\n\nzwei\nT b:0#0=\nT c:0#0=\r\ndrei\r\n\n\n",
                  &skips);
    check_records(&folder, SOURCE_JSONL, "J a:1#0=eins\nJ a:3#0=zwei\nJ c:2#0=drei\n", &skips);
    scratch_folder_remove(&folder);
}

/* Lines before the damage are kept, the one that was cut is not; a text file is dropped whole. */
static void test_damage(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct buffer gzip = {0}, out = {0};
    struct skips skips;
    folder = scratch_folder_make();
    gzip_append(&gzip, bytes_of_text("eins\nzwei\n"));
    gzip_append(&gzip, bytes_of_text("drei\nvier"));
    gzip.size -= 4;
    struct scratch_path path = scratch_folder_write(&folder, "cut.gz", buffer_bytes(&gzip));
    scratch_folder_text(&folder, "d", "danach");
    check_records(&folder, SOURCE_LINES,
                  "L cut.gz:1#0=eins\nL cut.gz:2#1=zwei\nL cut.gz:3#2=drei\nL d:1#3=danach\n",
                  &skips);
    assert_int_equal(skips.counts[SKIP_DAMAGED_GZIP], 1);
    check_records(&folder, SOURCE_TEXT, "T d:0#0=danach\n", &skips);
    const char *inputs[] = {path.text, "/nonexistent"};
    assert_int_equal(list_records(inputs, 2, SOURCE_AUTO, &out, &skips), STATUS_INPUT);
    buffer_release(&gzip);
    buffer_release(&out);
    scratch_folder_remove(&folder);
}

/* A line beyond the limit becomes an empty one; a file beyond it is left out. */
static void test_too_long(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct skips skips;
    folder = scratch_folder_make();
    struct scratch_path path = scratch_folder_text(&folder, "a", "vorher\n");
    assert_int_equal(truncate(path.text, 8 + SOURCE_MAX_RECORD_BYTES + (1 << 20)), 0);
    FILE *file = fopen(path.text, "ab");
    assert_non_null(file);
    assert_true(fputs("\nnachher\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    check_records(&folder, SOURCE_LINES, "L a:1#0=vorher\nL a:2#1=\nL a:3#2=nachher\n", &skips);
    assert_int_equal(skips.counts[SKIP_TOO_LONG], 1);
    check_records(&folder, SOURCE_TEXT, "", &skips);
    assert_int_equal(skips.counts[SKIP_TOO_LONG], 1);
    scratch_folder_remove(&folder);
}

/* Lines that cross the chunks in which files are read. */
static void test_chunks(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct buffer text = {0}, out = {0}, expected = {0};
    struct skips skips;
    folder = scratch_folder_make();
    for (unsigned i = 0; i < 300; i++) {
        buffer_append_format(&expected, "L a:%u#%u=", i + 1, i);
        for (unsigned j = 0; j < i * 37 % 9000; j++) {
            buffer_append_byte(&text, (uint8_t)('a' + (i + j) % 26));
            buffer_append_byte(&expected, (uint8_t)('a' + (i + j) % 26));
        }
        buffer_append_byte(&expected, '\n');
        buffer_append_byte(&text, '\n');
    }
    buffer_append_byte(&expected, 0);
    assert_true(text.size > 3 << 18);
    scratch_folder_write(&folder, "a", buffer_bytes(&text));
    const char *inputs[] = {folder.path};
    assert_int_equal(list_records(inputs, 1, SOURCE_LINES, &out, &skips), STATUS_OK);
    assert_true(bytes_equal(buffer_bytes(&out), buffer_bytes(&expected)));
    buffer_release(&text);
    buffer_release(&out);
    buffer_release(&expected);
    scratch_folder_remove(&folder);
}

/* Any bytes in any format end well. */
static void test_random(void **state)
{
    (void)state;
    static const char pieces[] = "{}\"\n\r\n{\"a:1 \x1f\x8b\x08\xEF\xBB\xBF";
    struct scratch_folder folder;
    struct buffer out = {0};
    struct skips skips;
    uint64_t seed = 11;
    folder = scratch_folder_make();
    for (int round = 0; round < 200; round++) {
        uint8_t text[80];
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t size = (seed >> 33) % sizeof text;
        for (size_t i = 0; i < size; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[i] =
                round % 2 ? (uint8_t)(seed >> 40) : (uint8_t)pieces[(seed >> 40) % sizeof pieces];
        }
        if (round % 5 == 0 && size > 3) {
            memcpy(text, "\x1f\x8b\x08", 3);
        }
        scratch_folder_write(&folder, "a", bytes_of(text, size));
        const char *inputs[] = {folder.path};
        for (int format = SOURCE_AUTO; format <= SOURCE_LINES; format++) {
            assert_int_equal(list_records(inputs, 1, (enum source_format)format, &out, &skips),
                             STATUS_OK);
        }
    }
    buffer_release(&out);
    scratch_folder_remove(&folder);
}

static void test_memory(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct buffer out = {0};
    struct skips skips;
    bool struck = true;
    folder = scratch_folder_make();
    scratch_folder_text(&folder, "a", "eins\nzwei\n");
    scratch_folder_text(&folder, "b", "drei");
    const char *inputs[] = {folder.path};
    assert_true(buffer_reserve(&out, 4096));
    for (size_t n = 1; struck; n++) {
        memory_inject_failure(n, 0);
        enum status status = list_records(inputs, 1, SOURCE_LINES, &out, &skips);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
    }
    assert_string_equal((const char *)out.data, "L a:1#0=eins\nL a:2#1=zwei\nL b:1#2=drei\n");
    buffer_release(&out);
    scratch_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formats), cmocka_unit_test(test_lines),
        cmocka_unit_test(test_damage),  cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_chunks),  cmocka_unit_test(test_random),
        cmocka_unit_test(test_memory),
    };
    return skips_tests() + walk_tests() + byte_source_tests() + parser_tests() + plain_json_tests() +
           cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
