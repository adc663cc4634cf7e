/* Lexicons whose bytes were made as FORMAT.md says, read in all three ways; damaged ones. */
#include "cmocka_all.h"

#include <string.h>

#include "common/format/lexicon_scan.h"
#include "naive_lexicon.h"

static struct naive_lexicon lexicon;

static void check_form(const struct naive_form *wanted, const struct lexicon_form *form)
{
    assert_int_equal(form->size, wanted->size);
    assert_memory_equal(form->text, wanted->text, wanted->size);
    assert_int_equal(form->documents, wanted->documents);
    assert_int_equal(form->capital, wanted->capital);
}

static void check_entry(const struct naive_entry *wanted, const struct lexicon_entry *entry)
{
    assert_int_equal(entry->forms, wanted->form_count);
    assert_true(bytes_equal(entry->term, naive_term(wanted)));
    assert_int_equal(entry->part_count, wanted->part_count);
    for (uint32_t i = 0; i < wanted->part_count; i++) {
        assert_int_equal(entry->parts[i].size, wanted->parts[i].size);
        assert_int_equal(entry->parts[i].strip, wanted->parts[i].strip);
        assert_int_equal(entry->parts[i].restore, wanted->parts[i].restore);
    }
}

static void check_find(const struct naive_segment *fixture)
{
    for (uint32_t i = 0; i < lexicon.count; i++) {
        const struct naive_entry *wanted = &lexicon.entries[i];
        struct lexicon_entry entry;
        struct lexicon_form form;
        assert_int_equal(lexicon_find(&fixture->segment, i, naive_term(wanted), &entry, NULL),
                         STATUS_OK);
        check_entry(wanted, &entry);
        for (uint32_t j = 0; j < wanted->form_count; j++) {
            assert_true(lexicon_next_form(&entry, &form));
            check_form(&wanted->forms[j], &form);
        }
    }
}

static void check_walk(const struct naive_segment *fixture)
{
    struct lexicon_walk walk = {0};
    bool found = false;
    for (uint32_t i = 0; i < lexicon.count; i++) {
        const struct naive_entry *wanted = &lexicon.entries[i];
        for (uint32_t j = 0; j < wanted->form_count; j++) {
            assert_int_equal(lexicon_next(&fixture->segment, &walk, &found, NULL), STATUS_OK);
            assert_true(found);
            check_entry(wanted, &walk.entry);
            assert_int_equal(walk.left, wanted->form_count - j - 1);
            check_form(&wanted->forms[j], &walk.form);
        }
    }
    for (int again = 0; again < 2; again++) {
        assert_int_equal(lexicon_next(&fixture->segment, &walk, &found, NULL), STATUS_OK);
        assert_false(found);
    }
}

static uint32_t letters_of(struct bytes word)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < word.size; i++) {
        uint8_t c = word.data[i];
        letters |= c >= 'a' && c <= 'z' ? 1u << (c - 'a') : 0;
        letters |= c >= '0' && c <= '9' ? 1u << LEXICON_DIGIT : 0;
        letters |= c == 0xA4 ? 1u << LEXICON_A_UMLAUT : c == 0xB6 ? 1u << LEXICON_O_UMLAUT : 0;
        letters |= c == 0xBC ? 1u << LEXICON_U_UMLAUT : 0;
    }
    return letters;
}

static uint32_t passing(const struct lexicon_scan *scan, const struct naive_form *form)
{
    uint32_t letters = letters_of(naive_text(form)), passed = 0;
    for (uint32_t i = 0; i < scan->filter_count; i++) {
        const struct lexicon_filter *filter = &scan->filters[i];
        uint32_t lacks = 0, more = 0;
        for (unsigned bit = 0; bit < 32; bit++) {
            lacks += (filter->needed >> bit & 1) > (letters >> bit & 1);
            more += (filter->allowed >> bit & 1) < (letters >> bit & 1);
        }
        bool passes = form->size >= filter->least_size && form->size <= filter->most_size &&
                      lacks <= filter->apart && more <= filter->apart;
        passed |= (uint32_t)passes << i;
    }
    return scan->filter_count > 0 ? passed : 1;
}

static bool is_wanted(const struct lexicon_scan *scan, const struct naive_form *form)
{
    return form->documents >= scan->least_documents && passing(scan, form) != 0;
}

static void check_scan(const struct naive_segment *fixture, struct lexicon_scan scan)
{
    bool found = false;
    uint8_t text[256];
    for (uint32_t i = 0; i < lexicon.count; i++) {
        const struct naive_entry *entry = &lexicon.entries[i];
        for (uint32_t j = 0; j < entry->form_count; j++) {
            const struct naive_form *wanted = &entry->forms[j];
            if (!is_wanted(&scan, wanted)) {
                continue;
            }
            assert_int_equal(lexicon_scan_next(&fixture->segment, &scan, &found, NULL), STATUS_OK);
            assert_true(found);
            assert_int_equal(scan.size, wanted->size);
            assert_int_equal(scan.documents, wanted->documents);
            assert_int_equal(scan.capital, wanted->capital);
            lexicon_scan_text(&scan, text);
            assert_memory_equal(text, wanted->text, wanted->size);
            assert_int_equal(scan.letters, letters_of(naive_text(wanted)));
            assert_int_equal(scan.passed, passing(&scan, wanted));
            assert_int_equal(lexicon_letters(naive_text(wanted)), letters_of(naive_text(wanted)));
            assert_true(bytes_equal(bytes_of(scan.texts.text, scan.texts.size), naive_term(entry)));
        }
    }
    for (int again = 0; again < 2; again++) {
        assert_int_equal(lexicon_scan_next(&fixture->segment, &scan, &found, NULL), STATUS_OK);
        assert_false(found);
    }
}

/* Filters for what some forms are, more or less. */
static void check_filters(const struct naive_segment *fixture, struct random *random)
{
    struct lexicon_filter filters[LEXICON_MOST_FILTERS] = {{0}};
    uint32_t count = lexicon.count > 0 ? 1 + random_below(random, LEXICON_MOST_FILTERS) : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct naive_entry *entry = &lexicon.entries[random_below(random, lexicon.count)];
        struct bytes word = entry->form_count ? naive_text(&entry->forms[0]) : naive_term(entry);
        uint32_t apart = random_below(random, 4), size = (uint32_t)word.size;
        filters[i] = (struct lexicon_filter){letters_of(word) ^ random_below(random, 4),
                                             letters_of(word) ^ random_below(random, 1 << 20),
                                             size > apart ? size - apart : 1, size + 2 * apart, apart};
    }
    for (uint32_t least = 0; least < 64; least += 31) {
        check_scan(fixture, (struct lexicon_scan){.filters = filters, .filter_count = count,
                                                  .least_documents = least});
    }
}

/* Of every block in turn: the prefix is that of all its frequent forms. Wants every third. */
static bool wants(void *context, struct bytes prefix)
{
    uint32_t *block = context;
    for (uint32_t i = 32 * *block; i < lexicon.count && i < 32 * *block + 32; i++) {
        const struct naive_entry *entry = &lexicon.entries[i];
        for (uint32_t j = 0; j < entry->form_count; j++) {
            const struct naive_form *form = &entry->forms[j];
            size_t at = 0;
            for (size_t p = 0; form->documents > 30 && p < prefix.size; p++, at++) {
                bool umlaut = form->text[at] == 0xC3;
                at += umlaut;
                uint8_t letter = !umlaut ? form->text[at]
                                 : form->text[at] == 0xA4 ? 'a' : form->text[at] == 0xB6 ? 'o' : 'u';
                assert_int_equal(letter, prefix.data[p]);
            }
        }
    }
    return (*block)++ % 3 == 0;
}

static void check_prefixes(const struct naive_segment *fixture)
{
    uint32_t block = 0;
    bool found = true;
    struct lexicon_scan scan = {.least_documents = 31, .wants = wants, .context = &block};
    for (uint32_t i = 0; i < lexicon.count; i++) {
        for (uint32_t j = 0; j < lexicon.entries[i].form_count; j++) {
            const struct naive_form *wanted = &lexicon.entries[i].forms[j];
            if (i / 32 % 3 == 0 && wanted->documents >= 31) {
                assert_int_equal(lexicon_scan_next(&fixture->segment, &scan, &found, NULL), STATUS_OK);
                assert_true(found && scan.size == wanted->size);
            }
        }
    }
    assert_int_equal(lexicon_scan_next(&fixture->segment, &scan, &found, NULL), STATUS_OK);
    assert_false(found);
    assert_int_equal(block, (lexicon.count + 31) / 32);
}

static void random_lexicons(void **state)
{
    static const uint32_t counts[] = {0, 1, 2, 31, 32, 33, 64, 65, 150, NAIVE_MOST_TERMS};
    struct random random = {1};
    bool many = false, eight = false, absent = false;
    (void)state;
    for (unsigned round = 0; round < 60; round++) {
        naive_lexicon_fill(&lexicon, &random, counts[round % 10]);
        lexicon.documents = round % 3 == 0 ? 300000 : 1; /* a form is frequent in 31 or in 1 */
        struct naive_segment fixture;
        naive_segment_make(&fixture, &lexicon);
        check_find(&fixture);
        check_walk(&fixture);
        check_scan(&fixture, (struct lexicon_scan){0});
        check_scan(&fixture, (struct lexicon_scan){.least_documents = 31});
        check_scan(&fixture, (struct lexicon_scan){.least_documents = 30});
        check_filters(&fixture, &random);
        if (lexicon.documents > 1) {
            check_prefixes(&fixture);
        }
        for (uint32_t i = 0; i < lexicon.count; i++) {
            many = many || lexicon.entries[i].form_count > 15;
            eight = eight || lexicon.entries[i].part_count == 8;
            absent = absent || lexicon.entries[i].absent;
        }
        naive_segment_release(&fixture);
    }
    assert_true(many && eight && absent);
}

/* Letters that are looked up four at a time: every size, every byte. */
static void letters(void **state)
{
    uint8_t word[8];
    (void)state;
    for (unsigned size = 0; size <= sizeof word; size++) {
        for (unsigned i = 0; i < 256 * size; i++) {
            memset(word, 0, sizeof word);
            word[i / 256] = (uint8_t)i;
            assert_int_equal(lexicon_letters(bytes_of(word, size)), letters_of(bytes_of(word, size)));
        }
    }
}

/* By hand: garten with Garten in 3 documents (capital always: 7) and gärten in 1 (5); geschicht with
 * nothing; schulgart, split as schul(+e) + garten, which stands in no document here. */
static void known_bytes(void **state)
{
    static const uint8_t wanted[] = {0, 0, 0, 0, 18, 0, 0, 0, /* where blocks begin */
        0, /* what g-arten, g-ärten and s-chulgartens begin with, all and frequent ones */
        5, 0, 0, 0, /* the first and third term have frequent forms */
        2, 4 + 0, 1, 1, 4 + 0, 3 * 8 + 7, 1 * 8 + 5, /* an umlaut at byte 1; ending 0 is none at all */
        2 + 8, 0x45, 4 + 11, 4 + 33, 5, 2 * 8 + 6, /* endings 11 and 33 are en and ens */
        0};
    /* The same in 20,000 documents, where 3 are needed: garten with the rest of its forms, then others. */
    static const uint8_t rare[] = {0, 0, 0, 0, 18, 0, 0, 0, 6, 1, 0, 0, 0,
        1 + 64, 4 + 0, 3 * 8 + 7, 1, 1, 4 + 0, 1 * 8 + 5,
        0, 2 + 8, 0x45, 4 + 11, 4 + 33, 5, 2 * 8 + 6};
    struct naive_entry *entries = lexicon.entries;
    struct buffer section = {0};
    (void)state;
    memset(&lexicon, 0, sizeof lexicon);
    lexicon.count = 3;
    lexicon.documents = 1;
    entries[0] = (struct naive_entry){.term = "garten", .term_size = 6, .form_count = 2,
        .forms = {{"garten", 6, 3, 7}, {"g\xC3\xA4rten", 7, 1, 5}}};
    entries[1] = (struct naive_entry){.term = "geschicht", .term_size = 9};
    entries[2] = (struct naive_entry){.term = "schulgart", .term_size = 9, .form_count = 2,
        .part_count = 2, .absent = true, .parts = {{5, 0, 1}, {6, 0, 0}},
        .forms = {{"schulgarten", 11, 0, 5}, {"schulgartens", 12, 2, 6}}};
    naive_lexicon_encode(&lexicon, &section);
    assert_int_equal(section.size, sizeof wanted);
    assert_memory_equal(section.data, wanted, sizeof wanted);
    for (int round = 0; round < 2; round++) {
        struct naive_segment fixture;
        naive_segment_make(&fixture, &lexicon);
        check_find(&fixture);
        check_walk(&fixture);
        check_scan(&fixture, (struct lexicon_scan){0});
        naive_segment_release(&fixture);
        lexicon.documents = 20000;
    }
    naive_lexicon_encode(&lexicon, &section);
    assert_int_equal(section.size, sizeof rare);
    assert_memory_equal(section.data, rare, sizeof rare);
    buffer_release(&section);
}

static uint32_t told_bytes;

static bool note_prefix(void *context, struct bytes prefix)
{
    (void)context;
    told_bytes = (uint32_t)prefix.size;
    assert_memory_equal(prefix.data, "hausboot", prefix.size);
    return false;
}

static uint32_t prefix_told(uint32_t documents, uint32_t least)
{
    struct naive_segment fixture;
    struct lexicon_scan scan = {.least_documents = least, .wants = note_prefix};
    bool found = true;
    lexicon.documents = documents;
    naive_segment_make(&fixture, &lexicon);
    told_bytes = UINT32_MAX;
    assert_int_equal(lexicon_scan_next(&fixture.segment, &scan, &found, NULL), STATUS_OK);
    assert_false(found);
    naive_segment_release(&fixture);
    return told_bytes;
}

/* By hand: what frequent forms begin with, their umlauts as letters. */
static void prefixes(void **state)
{
    (void)state;
    memset(&lexicon, 0, sizeof lexicon);
    lexicon.count = 2;
    lexicon.entries[0] = (struct naive_entry){.term = "hausboot", .term_size = 8, .form_count = 2,
        .forms = {{"hausboote", 9, 5, 7}, {"hausboot", 8, 2, 7}}};
    lexicon.entries[1] = (struct naive_entry){.term = "hausboots", .term_size = 9, .form_count = 2,
        .forms = {{"h\xC3\xA4usb\xC3\xB6otn", 11, 4, 7}, {"gehaust", 7, 2, 7}}};
    assert_int_equal(prefix_told(1, 1), 0); /* gehaust */
    assert_int_equal(prefix_told(20000, 3), 8);
    lexicon.entries[1].forms[0] = (struct naive_form){"h\xC3\xA4user", 7, 4, 7};
    assert_int_equal(prefix_told(20000, 3), 4);
    assert_int_equal(prefix_told(90000, 10), 8); /* no form is frequent */
    assert_int_equal(prefix_told(90000, 9), 0);
    lexicon.entries[1].form_count = 1;
    assert_int_equal(prefix_told(90000, 0), 4);
}

/* A segment without a lexicon has no forms. */
static void no_lexicon(void **state)
{
    struct random random = {2};
    struct lexicon_walk walk = {0};
    struct lexicon_scan scan = {0};
    struct lexicon_entry entry = {.forms = 9};
    bool found = true;
    (void)state;
    naive_lexicon_fill(&lexicon, &random, 40);
    struct naive_segment fixture;
    naive_segment_make(&fixture, &lexicon);
    naive_segment_set(&fixture, NAIVE_LEXICON, bytes_of(NULL, 0));
    assert_false(lexicon_exists(&fixture.segment));
    assert_int_equal(lexicon_find(&fixture.segment, 3, bytes_of_text("a"), &entry, NULL), STATUS_OK);
    assert_int_equal(entry.forms, 0);
    assert_int_equal(lexicon_next(&fixture.segment, &walk, &found, NULL), STATUS_OK);
    assert_false(found);
    assert_int_equal(lexicon_scan_next(&fixture.segment, &scan, &found, NULL), STATUS_OK);
    assert_false(found);
    naive_segment_release(&fixture);
}

static enum status is_sane(enum status status, const struct error *err)
{
    assert_true(status == STATUS_OK || (status == STATUS_DAMAGED && err->status == STATUS_DAMAGED));
    return status;
}

/* Reads all there is; the walk's forms are those of the scan, which looks at less, and of find. */
static bool read_damaged(const struct naive_segment *fixture)
{
    const struct segment *segment = &fixture->segment;
    struct lexicon_walk walk = {0};
    struct lexicon_scan scan = {0};
    struct lexicon_entry entry = {0};
    struct error err = ERROR_NONE;
    bool found = false, also = false;
    for (;;) {
        enum status status = is_sane(lexicon_next(segment, &walk, &found, &err), &err);
        if (status != STATUS_OK || !found) {
            while (lexicon_scan_next(segment, &scan, &also, NULL) == STATUS_OK && also) {
                assert_in_range(scan.size, 1, 255);
            }
            return status == STATUS_OK;
        }
        assert_int_equal(lexicon_scan_next(segment, &scan, &also, NULL), STATUS_OK);
        assert_true(also);
        uint8_t text[256];
        lexicon_scan_text(&scan, text);
        assert_int_equal(scan.size, walk.form.size);
        assert_memory_equal(text, walk.form.text, scan.size);
        assert_int_equal(scan.documents, walk.form.documents);
        if (walk.left + 1 == walk.entry.forms) {
            struct lexicon_form form;
            assert_int_equal(lexicon_find(segment, walk.terms.entry.number, walk.entry.term, &entry,
                                          &err), STATUS_OK);
            assert_true(lexicon_next_form(&entry, &form));
            assert_int_equal(form.size, walk.form.size);
            assert_memory_equal(form.text, text, form.size);
        }
    }
}

/* Each term alone, behind damage or before it. */
static void find_damaged(const struct naive_segment *fixture)
{
    struct error err = ERROR_NONE;
    for (uint32_t i = 0; i < lexicon.count; i++) {
        struct lexicon_entry entry;
        struct lexicon_form form;
        if (is_sane(lexicon_find(&fixture->segment, i, naive_term(&lexicon.entries[i]), &entry,
                                 &err), &err) == STATUS_OK) {
            for (uint32_t j = 0; j < entry.forms && lexicon_next_form(&entry, &form); j++) {
                assert_in_range(form.size, 1, 255);
            }
        }
    }
}

static void damaged_bytes(void **state)
{
    static const uint8_t changes[] = {0x01, 0x10, 0x80, 0xFF};
    struct random random = {3};
    unsigned told = 0, all = 0;
    (void)state;
    naive_lexicon_fill(&lexicon, &random, 34);
    lexicon.documents = 300000;
    struct naive_segment fixture;
    naive_segment_make(&fixture, &lexicon);
    size_t size = fixture.segment.sections[SECTION_LEXICON].size;
    for (size_t i = 0; i < size; i++) {
        for (unsigned c = 0; c < sizeof changes; c++, all++) {
            fixture.blocks[NAIVE_LEXICON][i] ^= changes[c];
            told += !read_damaged(&fixture);
            find_damaged(&fixture);
            fixture.blocks[NAIVE_LEXICON][i] ^= changes[c];
        }
    }
    assert_true(told > 0 && told < all);
    assert_true(read_damaged(&fixture));
    naive_segment_release(&fixture);
}

static void cut_bytes(void **state)
{
    struct random random = {4};
    struct buffer whole = {0};
    (void)state;
    naive_lexicon_fill(&lexicon, &random, 40);
    naive_lexicon_encode(&lexicon, &whole);
    struct naive_segment fixture;
    naive_segment_make(&fixture, &lexicon);
    for (size_t size = 1; size < whole.size; size++) {
        naive_segment_set(&fixture, NAIVE_LEXICON, bytes_of(whole.data, size));
        assert_false(read_damaged(&fixture));
        find_damaged(&fixture);
    }
    buffer_release(&whole);
    naive_segment_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_bytes),   cmocka_unit_test(letters),
        cmocka_unit_test(random_lexicons), cmocka_unit_test(no_lexicon),
        cmocka_unit_test(damaged_bytes), cmocka_unit_test(cut_bytes),
        cmocka_unit_test(prefixes),
    };
    return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
