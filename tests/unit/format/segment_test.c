#include "cmocka_all.h"

#include <math.h>
#include <stdlib.h>

#include "common/codec/codec.h"
#include "common/format/segment.h"
#include "common/io/folder.h"
#include "handmade.h"
#include "random.h"
#include "scratch_folder.h"

struct fixture {
    struct scratch_folder folder;
    char path[SCRATCH_PATH_BYTES];
    struct buffer file;
    size_t offsets[15];
};

static struct fixture make_fixture(void)
{
    struct fixture f = {.folder = scratch_folder_make()};
    f.file = handmade_segment(f.offsets);
    scratch_folder_file(&f.folder, "segment-000001", f.path);
    return f;
}

static void remove_fixture(struct fixture *f)
{
    buffer_release(&f->file);
    scratch_folder_remove(&f->folder);
}

static enum status open_bytes(const struct fixture *f, size_t size, struct segment *segment)
{
    struct error err = ERROR_NONE;
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(f->file.data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    enum status status = segment_open(segment, f->path, &err);
    assert_int_equal(err.status, status);
    if (status != STATUS_OK) {
        assert_string_equal(err.file, f->path);
        assert_null(segment->map.bytes.data);
    }
    return status;
}

static void facts(void **state)
{
    struct fixture f = make_fixture();
    struct segment segment = {0};
    (void)state;
    assert_int_equal(open_bytes(&f, f.file.size, &segment), STATUS_OK);
    assert_int_equal(segment.facts.analyzer, 1);
    assert_int_equal(segment.facts.flags, FACTS_STORED);
    assert_true(segment.facts.fingerprint == 0x1122334455667788);
    assert_true(segment.facts.k1 == 1.2 && segment.facts.b == 0.75);
    assert_int_equal(segment.facts.documents, 3);
    assert_int_equal(segment.facts.terms, 2);
    assert_int_equal(segment.facts.tokens, 5);
    assert_int_equal(segment.facts.postings, 4);
    assert_int_equal(segment.facts.largest_length, 2);
    assert_int_equal(segment.facts.smallest_length, 1);
    assert_true(fabs(segment.facts.average_length - 5.0 / 3) < 1e-15);
    assert_int_equal(segment_length(&segment, 0), 2);
    assert_int_equal(segment_length(&segment, 1), 1);
    segment_close(&segment);
    segment_close(&segment);
    remove_fixture(&f);
}

static void read_positions(const struct segment *segment, const struct term_entry *entry,
                           const uint32_t *docs, const uint32_t *tfs, uint32_t *out)
{
    const uint8_t *in, *end;
    uint32_t limits[3];
    for (uint32_t i = 0; i < entry->df; i++) {
        limits[i] = format_position_limit(segment_length(segment, docs[i]));
    }
    assert_int_equal(segment_position_block(segment, entry, 0, &in, &end, NULL), STATUS_OK);
    assert_true(codec_positions_decode(in, end, tfs, limits, entry->df, out));
}

static void terms_and_lists(void **state)
{
    struct fixture f = make_fixture();
    struct segment segment = {0};
    struct term_entry entry;
    uint32_t docs[3 + 16], tfs[3 + 16], parts[3 + 16], positions[4];
    bool found = false;
    (void)state;
    assert_int_equal(open_bytes(&f, f.file.size, &segment), STATUS_OK);
    assert_int_equal(segment_lookup(&segment, bytes_of_text("aa"), &entry, &found, NULL),
                     STATUS_OK);
    assert_true(found);
    assert_int_equal(entry.df, 3);
    assert_int_equal(segment_read_list(&segment, &entry, docs, tfs, parts, NULL), STATUS_OK);
    assert_memory_equal(docs, ((uint32_t[]){0, 1, 2}), 12);
    assert_memory_equal(tfs, ((uint32_t[]){1, 1, 2}), 12);
    read_positions(&segment, &entry, docs, tfs, positions);
    assert_memory_equal(positions, ((uint32_t[]){0, 0, 0, 1}), 16);
    assert_int_equal(segment_lookup(&segment, bytes_of_text("bb"), &entry, &found, NULL),
                     STATUS_OK);
    assert_true(found);
    assert_int_equal(segment_read_list(&segment, &entry, docs, tfs, parts, NULL), STATUS_OK);
    assert_int_equal(entry.df, 1);
    assert_int_equal(docs[0], 0);
    assert_int_equal(tfs[0], 1);
    read_positions(&segment, &entry, docs, tfs, positions);
    assert_int_equal(positions[0], 1);
    segment_close(&segment);
    remove_fixture(&f);
}

static void terms_that_are_not_there(void **state)
{
    static const char *const words[] = {"", "a", "aaa", "ab", "b", "bbb", "c", "\xFF", "A"};
    struct fixture f = make_fixture();
    struct segment segment = {0};
    struct term_entry entry;
    char longest[300];
    bool found = true;
    (void)state;
    assert_int_equal(open_bytes(&f, f.file.size, &segment), STATUS_OK);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_int_equal(segment_lookup(&segment, bytes_of_text(words[i]), &entry, &found, NULL),
                         STATUS_OK);
        assert_false(found);
    }
    memset(longest, 'a', sizeof longest);
    assert_int_equal(segment_lookup(&segment, bytes_of(longest, 300), &entry, &found, NULL),
                     STATUS_OK);
    assert_false(found);
    segment_close(&segment);
    remove_fixture(&f);
}

static void ids_and_stored_documents(void **state)
{
    static const char *const ids[] = {"a", "ab", "b"};
    static const char *const records[] = {"\1\4text\5aa bb", "\1\4text\2aa", "\1\4text\5aa aa"};
    struct fixture f = make_fixture();
    struct segment segment = {0};
    struct buffer scratch = {0};
    struct bytes view;
    (void)state;
    assert_int_equal(open_bytes(&f, f.file.size, &segment), STATUS_OK);
    for (uint32_t i = 3; i-- > 0;) {
        assert_int_equal(segment_document_id(&segment, i, &scratch, &view, NULL), STATUS_OK);
        assert_true(bytes_equal(view, bytes_of_text(ids[i])));
        assert_int_equal(segment_stored_record(&segment, i, &scratch, &view, NULL), STATUS_OK);
        assert_true(bytes_equal(view, bytes_of_text(records[i])));
    }
    buffer_release(&scratch);
    segment_close(&segment);
    remove_fixture(&f);
}

static void every_truncation_is_noticed(void **state)
{
    struct fixture f = make_fixture();
    struct segment segment = {0};
    (void)state;
    for (size_t size = 0; size < f.file.size; size++) {
        assert_int_equal(open_bytes(&f, size, &segment), STATUS_DAMAGED);
    }
    buffer_append_zeros(&f.file, 64);
    assert_int_equal(open_bytes(&f, f.file.size, &segment), STATUS_DAMAGED);
    assert_int_equal(open_bytes(&f, f.file.size - 63, &segment), STATUS_DAMAGED);
    remove_fixture(&f);
}

/* Reads all there is; what it gives is not looked at, but must lie inside the limits. */
static void read_everything(const struct segment *segment)
{
    struct term_walk walk = {0};
    struct buffer scratch = {0};
    struct bytes view;
    struct term_entry entry;
    bool found = true;
    while (segment_next_term(segment, &walk, &found, NULL) == STATUS_OK && found) {
        uint32_t df = walk.entry.df;
        assert_in_range(df, 1, segment->facts.documents);
        uint32_t *docs = malloc((df + 16) * sizeof *docs), *tfs = malloc((df + 16) * sizeof *tfs);
        uint32_t *parts = malloc((df + 16) * sizeof *parts);
        assert_true(docs != NULL && tfs != NULL && parts != NULL);
        if (segment_read_list(segment, &walk.entry, docs, tfs, parts, NULL) == STATUS_OK) {
            for (uint32_t i = 0; i < df; i++) {
                assert_in_range(docs[i], i > 0 ? docs[i - 1] + 1 : 0, segment->facts.documents - 1);
                assert_true(tfs[i] > 0 && parts[i] <= tfs[i]);
                segment_length(segment, docs[i]);
            }
        }
        free(docs);
        free(tfs);
        free(parts);
    }
    segment_lookup(segment, bytes_of_text("aa"), &entry, &found, NULL);
    segment_lookup(segment, bytes_of_text("bb"), &entry, &found, NULL);
    for (uint32_t i = 0; i < segment->facts.documents && i < 100; i++) {
        segment_document_id(segment, i, &scratch, &view, NULL);
        segment_stored_record(segment, i, &scratch, &view, NULL);
    }
    buffer_release(&scratch);
}

/* Flips in the frame are noticed when it is opened; in the sections reading stays inside. */
static void flips(void **state)
{
    struct fixture f = make_fixture();
    size_t table = f.offsets[14] + 128; /* 4 bytes of sums, 64 or more of slack, aligned */
    (void)state;
    for (size_t i = 0; i < f.file.size; i++) {
        for (unsigned bit = 0; bit<8; bit += i> table ? 2u : 1u) {
            struct segment segment = {0};
            f.file.data[i] ^= (uint8_t)(1u << bit);
            enum status status = open_bytes(&f, f.file.size, &segment);
            if (i < 8 || i >= table) {
                assert_int_equal(status, STATUS_DAMAGED);
            } else if (i < 12) {
                assert_int_equal(status, STATUS_INCOMPATIBLE);
            } else if (status == STATUS_OK) {
                read_everything(&segment);
            }
            segment_close(&segment);
            f.file.data[i] ^= (uint8_t)(1u << bit);
        }
    }
    remove_fixture(&f);
}

static void random_damage_in_the_sections(void **state)
{
    struct fixture f = make_fixture();
    struct random random = {1};
    struct buffer whole = {0};
    (void)state;
    buffer_append(&whole, f.file.data, f.file.size);
    for (unsigned round = 0; round < 2000; round++) {
        struct segment segment = {0};
        memcpy(f.file.data, whole.data, whole.size);
        for (unsigned i = 1 + random_below(&random, 8); i > 0; i--) {
            size_t from = f.offsets[1 + random_below(&random, 10)];
            f.file.data[from + random_below(&random, 24)] = (uint8_t)random_u64(&random);
        }
        if (open_bytes(&f, f.file.size, &segment) == STATUS_OK) {
            read_everything(&segment);
        }
        segment_close(&segment);
    }
    buffer_release(&whole);
    remove_fixture(&f);
}

static void missing_files(void **state)
{
    struct fixture f = make_fixture();
    struct segment segment = {0};
    struct error err = ERROR_NONE;
    (void)state;
    assert_int_equal(segment_open(&segment, f.path, &err), STATUS_MISSING);
    assert_string_equal(err.file, f.path);
    remove_fixture(&f);
}

/* g <= c / 255 for the byte c of any g below 1, and c is the smallest but for the rounding. */
static void bounds_bound(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 100000; i++) {
        double g = i / 100000.0;
        uint8_t c = format_bound(g);
        assert_true(g <= c / 255.0);
        assert_true(c == 0 || c == 1 || (c - 1) / 255.0 <= g + 1.0 / 1024 / 255);
    }
    assert_int_equal(format_bound(0.9999999999), 255);
    assert_int_equal(format_bound(0.5), 128);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts),
        cmocka_unit_test(terms_and_lists),
        cmocka_unit_test(terms_that_are_not_there),
        cmocka_unit_test(ids_and_stored_documents),
        cmocka_unit_test(every_truncation_is_noticed),
        cmocka_unit_test(flips),
        cmocka_unit_test(random_damage_in_the_sections),
        cmocka_unit_test(missing_files),
        cmocka_unit_test(bounds_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
