/* Postings of small corpora, written out by hand. */
#include "cmocka_all.h"

#include <string.h>
#include <zlib.h>

#include "common/base/byte_reader.h"
#include "indexer/invert/collection.h"
#include "indexer/invert/inverter.h"
#include "invert_tests.h"
#include "scratch_folder.h"

/* Fills a batch with all records of the text. Notes name the input: its name outlives the call. */
static void fill(struct batch *batch, enum source_format format, const char *text)
{
    static struct scratch_path path;
    struct scratch_folder folder;
    struct source *source = NULL;
    folder = scratch_folder_make();
    path = scratch_folder_text(&folder, "input", text);
    const char *inputs[] = {path.text};
    assert_int_equal(source_open(&source, inputs, 1, format, NULL), STATUS_OK);
    assert_int_equal(batch_fill(batch, source, 1 << 20, NULL), STATUS_OK);
    source_close(source);
    scratch_folder_remove(&folder);
}

/* "term document[position,...] ..." one line a term. */
static void print_run(const struct batch *batch, enum analyzer_kind analyzer, struct buffer *out)
{
    struct byte_reader in = byte_reader_of(buffer_bytes(&batch->run));
    buffer_reset(out);
    while (byte_reader_left(&in) > 0 && !in.failed) {
        struct bytes term = byte_reader_view(&in, byte_reader_varint(&in));
        uint64_t df = byte_reader_varint(&in), size = byte_reader_varint(&in), document = 0;
        const uint8_t *payload_end = in.at + size;
        buffer_append(out, term.data, term.size);
        for (uint64_t i = 0; i < df; i++) {
            document += byte_reader_varint(&in);
            uint64_t tf = byte_reader_varint(&in), position = 0;
            buffer_append_format(out, " %u[", (unsigned)document);
            for (uint64_t j = 0; j < tf; j++) {
                position += byte_reader_varint(&in);
                buffer_append_format(out, "%s%u", j ? "," : "", (unsigned)position);
            }
            buffer_append_text(out, "]");
            if (analyzer != ANALYZER_WHITESPACE) {
                assert_true(byte_reader_view(&in, byte_reader_u8(&in)).size > 0); /* spellings */
            }
        }
        assert_ptr_equal(in.at, payload_end);
        buffer_append_text(out, "\n");
    }
    assert_false(in.failed);
    buffer_append_byte(out, 0);
}

static void check_parts(const struct batch *batch)
{
    struct byte_reader in = byte_reader_of(buffer_bytes(&batch->run));
    unsigned part = 0;
    while (byte_reader_left(&in) > 0) {
        uint64_t place = batch->run.size - byte_reader_left(&in);
        struct bytes term = byte_reader_view(&in, byte_reader_varint(&in));
        for (; part <= term.data[0]; part++) {
            assert_int_equal(batch->parts[part], place);
        }
        byte_reader_varint(&in);
        byte_reader_view(&in, byte_reader_varint(&in));
    }
    for (; part <= RUN_PARTS; part++) {
        assert_int_equal(batch->parts[part], batch->run.size);
    }
}

static void check_run(enum analyzer_kind analyzer, enum source_format format, const char *text,
                      const char *postings, const uint32_t *lengths, size_t documents)
{
    struct inverter *inverter = NULL;
    struct buffer out = {0};
    assert_int_equal(inverter_create(&inverter, analyzer, false, 1 << 20, NULL), STATUS_OK);
    for (int round = 0; round < 2; round++) { /* nothing stays from the batch before */
        struct batch batch = {0};
        fill(&batch, format, text);
        assert_int_equal(inverter_run(inverter, &batch, NULL), STATUS_OK);
        print_run(&batch, analyzer, &out);
        assert_string_equal((const char *)out.data, postings);
        check_parts(&batch);
        assert_int_equal(batch.document_count, documents);
        assert_int_equal(batch.lengths.size, documents * sizeof *lengths);
        assert_memory_equal(batch.lengths.data, lengths, documents * sizeof *lengths);
        assert_int_equal(batch.stored.size, 0);
        batch_release(&batch);
    }
    buffer_release(&out);
    inverter_destroy(inverter);
}

static void test_postings(void **state)
{
    (void)state;
    const uint32_t lines[] = {4, 0, 3, 1}, json[] = {5, 2};
    check_run(ANALYZER_WHITESPACE, SOURCE_LINES, "b a b Z\n\nb ä a\na\n",
              "Z 0[3]\na 0[1] 2[2] 3[0]\nb 0[0,2] 2[0]\nä 2[1]\n", lines, 4);
    /* Stems; the title stands twice, a position is left out behind each. */
    check_run(ANALYZER_GERMAN, SOURCE_JSONL,
              "{\"title\":\"Häuser\",\"text\":\"Haus am See\"}\nbroken\n{\"text\":\"Am Hause\"}\n",
              "am 0[5] 1[0]\nhaus 0[0,2,4] 1[1]\nsee 0[6]\n", json, 2);
    check_run(ANALYZER_GERMAN, SOURCE_LINES, "", "", lines, 0);
    check_run(ANALYZER_GERMAN, SOURCE_LINES, "\n", "", lines + 1, 1);
}

/* First eight bytes alike: the rest decides the order. */
static void test_order(void **state)
{
    (void)state;
    const uint32_t lengths[] = {6};
    check_run(
        ANALYZER_WHITESPACE, SOURCE_LINES, "abcdefghz abcdefgh abcdefghab abcdefg \xFFq abcdefgi\n",
        "abcdefg 0[3]\nabcdefgh 0[1]\nabcdefghab 0[2]\nabcdefghz 0[0]\nabcdefgi 0[5]\n\xFFq 0[4]\n",
        lengths, 1);
}

static void check_field(struct byte_reader *in, const char *name, const char *value)
{
    assert_true(bytes_equal(byte_reader_view(in, byte_reader_varint(in)), bytes_of_text(name)));
    assert_true(bytes_equal(byte_reader_view(in, byte_reader_varint(in)), bytes_of_text(value)));
}

/* Stored documents as FORMAT.md has them; ids; notes. */
static void test_documents(void **state)
{
    (void)state;
    struct inverter *inverter = NULL;
    struct batch batch = {0};
    struct collection collection = {0};
    uint8_t raw[1000];
    uLongf size = sizeof raw;
    assert_int_equal(inverter_create(&inverter, ANALYZER_GERMAN, true, 1 << 20, NULL), STATUS_OK);
    fill(&batch, SOURCE_JSONL,
         "{\"id\":\"x y\",\"n\":5,\"text\":\"eins\",\"title\":\"T\",\"url\":\"u\"}\n[]\n"
         "{\"id\":7,\"text\":\"zwei\"}\n");
    assert_int_equal(inverter_run(inverter, &batch, NULL), STATUS_OK);
    assert_int_equal(batch.blocks.size, sizeof(struct stored_block));
    const struct stored_block *block = (const void *)batch.blocks.data;
    assert_int_equal(block->documents, 2);
    assert_int_equal(block->size_bytes, batch.stored.size);
    assert_int_equal(uncompress(raw, &size, batch.stored.data, (uLong)batch.stored.size), Z_OK);
    assert_int_equal(size, block->raw_bytes);
    struct byte_reader in = byte_reader_of(bytes_of(raw, size));
    assert_int_equal(byte_reader_varint(&in), 4);
    check_field(&in, "title", "T");
    check_field(&in, "text", "eins");
    check_field(&in, "url", "u");
    check_field(&in, "n", "5");
    assert_int_equal(byte_reader_varint(&in), 1);
    check_field(&in, "text", "zwei");
    assert_int_equal(byte_reader_left(&in), 0);
    collection.runs.memory_limit = collection.stored.memory_limit = 1 << 20;
    collection.signatures.memory_limit = 1 << 20;
    assert_int_equal(collection_add(&collection, &batch, NULL), STATUS_OK);
    assert_true(bytes_equal(id_list_at(&collection.ids, 0), bytes_of_text("x_y")));
    assert_true(bytes_equal(id_list_at(&collection.ids, 1), bytes_of_text("7")));
    assert_int_equal(collection.skips.counts[SKIP_INVALID_JSON], 1);
    assert_int_equal(collection.text_bytes, 9);
    collection_release(&collection);
    batch_release(&batch);
    inverter_destroy(inverter);
}

/* Bytes that are no UTF-8 are noted once a record; the record is kept. */
static void test_repairs(void **state)
{
    (void)state;
    struct inverter *inverter = NULL;
    struct batch batch = {0};
    assert_int_equal(inverter_create(&inverter, ANALYZER_GERMAN, true, 1 << 20, NULL), STATUS_OK);
    fill(&batch, SOURCE_LINES, "gut\nschle\xFF" "cht \xFE\ngut\n\x80\n");
    assert_int_equal(inverter_run(inverter, &batch, NULL), STATUS_OK);
    assert_int_equal(batch.document_count, 4);
    assert_int_equal(batch.skips.counts[SKIP_INVALID_UTF8], 2);
    assert_non_null(strstr(batch.skips.first[SKIP_INVALID_UTF8], "/input:2"));
    batch_release(&batch);
    inverter_destroy(inverter);
}

/* A table of forms that is emptied after every batch changes nothing. */
static void test_small_table(void **state)
{
    (void)state;
    struct inverter *inverter = NULL;
    struct buffer out = {0};
    assert_int_equal(inverter_create(&inverter, ANALYZER_GERMAN, false, 0, NULL), STATUS_OK);
    for (int round = 0; round < 3; round++) {
        struct batch batch = {0};
        fill(&batch, SOURCE_LINES, round == 1 ? "See Haus\n" : "Haus See Katze\n");
        assert_int_equal(inverter_run(inverter, &batch, NULL), STATUS_OK);
        print_run(&batch, ANALYZER_GERMAN, &out);
        assert_string_equal((const char *)out.data, round == 1
                                                        ? "haus 0[1]\nsee 0[0]\n"
                                                        : "haus 0[0]\nkatz 0[2]\nsee 0[1]\n");
        batch_release(&batch);
    }
    buffer_release(&out);
    inverter_destroy(inverter);
}

int inverter_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_postings),    cmocka_unit_test(test_order),
        cmocka_unit_test(test_documents),   cmocka_unit_test(test_repairs),
        cmocka_unit_test(test_small_table),
    };
    return cmocka_run_group_tests_name("inverter", tests, NULL, NULL);
}
