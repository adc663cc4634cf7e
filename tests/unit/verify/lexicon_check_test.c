/* Faults in the lexicon and in parts that no checksum tells. */
#include "common/compound/splitter.h"
#include "common/format/lexicon.h"
#include "reseal.h"
#include "verify_tests.h"

static const char corpus[] =
    "{\"id\":\"a\",\"text\":\"Der Apfelbaum im Schulgarten, ein Garten voller Apfelbäume\"}\n"
    "{\"id\":\"b\",\"text\":\"Ein Baum vor der Schule. Der Geschichtsgarten. Die Geschichte\"}\n"
    "{\"id\":\"c\",\"text\":\"Apfel, Apfel, Apfelbaum, Geschichtsgarten, Wortungetümbeispielwort\"}\n";
static const char splits[] = "apfelbaum\tapfel+baum\nschulgarten\tschul+garten\n"
                             "geschichtsgarten\tgeschichts+garten\n";

struct fixture {
    struct small_index small;
    struct scratch_path path;
    struct file_map map;
    size_t start, end; /* of the section */
};

static struct fixture make_fixture(enum section section)
{
    struct fixture f = {0};
    struct segment segment = {0};
    small_index_begin(&f.small, ANALYZER_GERMAN);
    f.small.splits = bytes_of_text(splits);
    small_index_build(&f.small, bytes_of_text(corpus));
    f.path = scratch_folder_path(&f.small.folder, "index/segment-000001");
    assert_int_equal(segment_open(&segment, f.path.text, NULL), STATUS_OK);
    f.start = (size_t)(segment.sections[section].data - segment.map.bytes.data);
    f.end = f.start + segment.sections[section].size;
    segment_close(&segment);
    assert_int_equal(file_map_open(&f.map, f.path.text, NULL), STATUS_OK);
    return f;
}

static void remove_fixture(struct fixture *f)
{
    file_map_close(&f->map);
    small_index_end(&f->small);
}

/* Faults of the file with one byte changed and its checksums made to fit. */
static uint64_t faults_with(struct fixture *f, size_t place, uint8_t bits, const char *name)
{
    struct scratch_path path = scratch_folder_path(&f->small.folder, name);
    uint8_t *copy = malloc(f->map.bytes.size);
    assert_non_null(copy);
    memcpy(copy, f->map.bytes.data, f->map.bytes.size);
    copy[place] ^= bits;
    reseal(copy, f->map.bytes.size);
    scratch_folder_write(&f->small.folder, name, bytes_of(copy, f->map.bytes.size));
    free(copy);
    return verify_faults_of(path.text);
}

/* "term:part,part;" of all compounds, the parts as terms. */
static void print_splits(const char *path, struct buffer *out)
{
    struct segment segment = {0};
    struct lexicon_walk walk = {0};
    struct analyzer *analyzer = NULL;
    bool found = false;
    buffer_reset(out);
    assert_int_equal(segment_open(&segment, path, NULL), STATUS_OK);
    assert_int_equal(analyzer_create(&analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    while (lexicon_next(&segment, &walk, &found, NULL) == STATUS_OK && found) {
        uint8_t start = 0, word[COMPOUND_MAX_FORM_BYTES + 2];
        if (walk.left + 1 != walk.entry.forms) {
            continue;
        }
        for (uint32_t i = 0; i < walk.entry.part_count; i++) {
            const struct lexicon_part *part = &walk.entry.parts[i];
            const struct compound_part place = {start, part->size, part->strip, part->restore};
            struct bytes term;
            size_t size = compound_part_word(bytes_of(walk.form.text, walk.form.size), &place, word);
            start = (uint8_t)(start + part->size);
            if (i == 0) {
                buffer_append(out, walk.entry.term.data, walk.entry.term.size);
            }
            assert_int_equal(analyzer_term(analyzer, bytes_of(word, size), &term, NULL), STATUS_OK);
            buffer_append_byte(out, i ? ',' : ':');
            buffer_append(out, term.data, term.size);
        }
        buffer_append_text(out, walk.entry.part_count ? ";" : "");
    }
    analyzer_destroy(analyzer);
    segment_close(&segment);
}

/* What is not found of the changed bits is another letter, number or capital of a word that has the same
 * stem and parts. */
static void test_lexicon(void **state)
{
    (void)state;
    struct fixture f = make_fixture(SECTION_LEXICON);
    struct buffer wanted = {0}, got = {0};
    unsigned found = 0, all = 0;
    assert_int_equal(verify_faults_of(f.path.text), 0);
    print_splits(f.path.text, &wanted);
    assert_true(wanted.size > 0);
    for (size_t place = f.start; place < f.end; place++) {
        for (unsigned bit = 0; bit < 8; bit++, all++) {
            if (faults_with(&f, place, (uint8_t)(1u << bit), "changed") > 0) {
                found++;
                continue;
            }
            print_splits(scratch_folder_path(&f.small.folder, "changed").text, &got);
            if (!bytes_equal(buffer_bytes(&wanted), buffer_bytes(&got))) {
                fail_msg("bit %u of byte %zu of the lexicon is not checked", bit, place - f.start);
            }
        }
    }
    assert_true(found * 10 > all * 7);
    buffer_release(&wanted);
    buffer_release(&got);
    remove_fixture(&f);
}

/* Documents, counts and parts of all lists. */
static void print_lists(const char *path, struct buffer *out)
{
    struct segment segment = {0};
    struct term_walk walk = {0};
    bool found = false;
    uint32_t docs[3 + 16], tfs[3 + 16], parts[3 + 16];
    buffer_reset(out);
    assert_int_equal(segment_open(&segment, path, NULL), STATUS_OK);
    while (segment_next_term(&segment, &walk, &found, NULL) == STATUS_OK && found) {
        assert_int_equal(segment_read_list(&segment, &walk.entry, docs, tfs, parts, NULL),
                         STATUS_OK);
        for (uint32_t i = 0; i < walk.entry.df; i++) {
            buffer_append_format(out, "%u:%u+%u ", docs[i], tfs[i], parts[i]);
        }
        buffer_append_text(out, "\n");
    }
    segment_close(&segment);
}

/* What is not found is another letter of a term: no count as a word or part, and no document. */
static void test_parts(void **state)
{
    (void)state;
    struct buffer wanted = {0}, got = {0};
    static const enum section sections[] = {SECTION_TERMS, SECTION_POSTINGS};
    for (size_t s = 0; s < 2; s++) {
        struct fixture f = make_fixture(sections[s]);
        print_lists(f.path.text, &wanted);
        for (size_t place = f.start; place < f.end; place++) {
            for (unsigned bit = 0; bit < 8; bit++) {
                if (faults_with(&f, place, (uint8_t)(1u << bit), "changed") > 0) {
                    continue;
                }
                print_lists(scratch_folder_path(&f.small.folder, "changed").text, &got);
                if (!bytes_equal(buffer_bytes(&wanted), buffer_bytes(&got))) {
                    fail_msg("bit %u of byte %zu is not checked", bit, place - f.start);
                }
            }
        }
        remove_fixture(&f);
    }
    buffer_release(&wanted);
    buffer_release(&got);
}

/* A letter of the user's file may be another; what makes lines none is found. */
static void test_splits(void **state)
{
    (void)state;
    struct fixture f = make_fixture(SECTION_SPLITS);
    assert_int_equal(f.end - f.start, sizeof splits - 1);
    for (size_t i = 0; i < f.end - f.start; i++) {
        if (splits[i] == '\t' || splits[i] == '\n') {
            assert_true(faults_with(&f, f.start + i, '\t' ^ ' ', "changed") > 0);
        }
        assert_true(faults_with(&f, f.start + i, 0x80, "changed") > 0);
    }
    remove_fixture(&f);
}

int lexicon_check_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lexicon),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_splits),
    };
    return cmocka_run_group_tests_name("lexicon check", tests, NULL, NULL);
}
