/* The parts of a query's words: what segments decided, what is split now. */
#include "cmocka_all.h"

#include "common/base/memory.h"
#include "searcher/eval/compound.h"
#include "tests/unit/write/small_index.h"

struct fixture {
    struct small_index small;
    struct index *index;
    struct analyzer *analyzer;
    struct compound_reader reader;
};

static struct fixture fixture;

static void open_index(void)
{
    struct error err = ERROR_NONE;
    small_index_check(index_open(&fixture.index, fixture.small.index.text, &err), &err);
    small_index_check(analyzer_create(&fixture.analyzer, fixture.index->analyzer, &err), &err);
    fixture.reader = (struct compound_reader){.index = fixture.index, .analyzer = fixture.analyzer};
}

static void close_index(void)
{
    compound_reader_release(&fixture.reader);
    analyzer_destroy(fixture.analyzer);
    index_close(fixture.index);
}

/* "schul(e)+garten": the parts' words, what stands in the form in front of them; "" for no compound. */
static void print_words(const struct compound_words *words, char out[200])
{
    struct buffer text = {0};
    size_t at = 0;
    for (size_t i = 0; i < words->count && words->count > 1; i++) {
        uint8_t word[COMPOUND_MAX_FORM_BYTES + 2];
        const struct compound_part *part = &words->parts[i];
        assert_int_equal(part->start, at); /* without gaps */
        at += part->size;
        size_t size = compound_part_word(bytes_of(words->form, words->form_size), part, word);
        buffer_append_text(&text, i ? "+" : "");
        buffer_append(&text, word, size);
    }
    assert_true(words->count < 2 || at == words->form_size);
    buffer_append_byte(&text, 0);
    assert_in_range(text.size, 1, 199);
    memcpy(out, text.data, text.size);
    buffer_release(&text);
}

/* As a plan asks: with the entries of the term in all segments. */
static enum status read_word(const char *form, struct compound_words *words, struct error *err)
{
    struct term_entry entries[4] = {{0}};
    uint8_t copy[ANALYZER_MAX_FORM_BYTES];
    struct bytes term;
    bool found;
    enum status status = analyzer_term(fixture.analyzer, bytes_of_text(form), &term, err);
    if (status != STATUS_OK) {
        return status;
    }
    memcpy(copy, term.data, term.size);
    term.data = copy;
    for (size_t s = 0; fixture.reader.index && s < fixture.index->segment_count; s++) {
        status = segment_lookup(&fixture.index->segments[s].segment, term, &entries[s], &found, err);
        assert_int_equal(status, STATUS_OK);
        if (!found) {
            entries[s] = (struct term_entry){0};
        }
    }
    return compound_read(&fixture.reader, bytes_of_text(form), term, entries, words, err);
}

static void check(const char *form, const char *wanted)
{
    struct compound_words words;
    struct error err = ERROR_NONE;
    char got[200];
    small_index_check(read_word(form, &words, &err), &err);
    print_words(&words, got);
    assert_string_equal(got, wanted);
}

static void check_split(const char *form, const char *wanted)
{
    struct compound_words words;
    struct error err = ERROR_NONE;
    char got[200];
    small_index_check(compound_split(&fixture.reader, bytes_of_text(form), &words, &err), &err);
    print_words(&words, got);
    assert_string_equal(got, wanted);
}

/* Nobody knows Zorbel and Frax but these documents. */
static void append_words(struct buffer *json)
{
    for (int i = 0; i < 30; i++) {
        buffer_append_text(json, "{\"text\":\"Hier steht der Zorbel und dort liegt eine Frax\"}\n");
    }
}

static const char lonely[] = "{\"text\":\"Niemand kennt den Zorbelfrax\"}\n";

static void build(const char *json)
{
    small_index_begin(&fixture.small, ANALYZER_GERMAN);
    small_index_build(&fixture.small, bytes_of_text(json));
}

/* The first segment knew no better: the word stays whole in the second, and for queries. */
static void oldest_decides(void **state)
{
    struct buffer json = {0};
    (void)state;
    append_words(&json);
    buffer_append_text(&json, lonely);
    buffer_append_byte(&json, 0);
    build(lonely);
    open_index();
    check("zorbelfrax", "");
    close_index();
    small_index_add(&fixture.small, bytes_of_text((const char *)json.data));
    open_index();
    assert_int_equal(fixture.index->segment_count, 2);
    check("zorbelfrax", "");
    check_split("zorbelfrax", "zorbel+frax"); /* by what both know now */
    close_index();
    small_index_end(&fixture.small);
    build((const char *)json.data); /* who knows all splits it */
    open_index();
    check("zorbelfrax", "zorbel+frax");
    close_index();
    small_index_add(&fixture.small, bytes_of_text(lonely)); /* and the next takes it over */
    open_index();
    check("zorbelfrax", "zorbel+frax");
    close_index();
    small_index_end(&fixture.small);
    buffer_release(&json);
}

/* A word that no segment has is split by the sum of what they know; so is its other form. */
static void unseen_words(void **state)
{
    struct buffer json = {0};
    (void)state;
    append_words(&json);
    buffer_append_byte(&json, 0);
    build("{\"text\":\"Nichts davon\"}\n");
    open_index();
    check("zorbelfrax", "");
    close_index();
    small_index_add(&fixture.small, bytes_of_text((const char *)json.data));
    open_index();
    check("zorbelfrax", "zorbel+frax");
    check("fraxzorbel", "frax+zorbel");
    check("zorbel", "");
    check("schulgarten", "schule+garten"); /* common German */
    check("waldgarten", "wald+garten");
    check("haus", "");
    check("ab", "");
    check("", "");
    close_index();
    small_index_end(&fixture.small);
    buffer_release(&json);
}

/* What was split is the most frequent form, whatever form a query has. */
static void other_forms(void **state)
{
    struct compound_words words;
    (void)state;
    build("{\"text\":\"Der Schulgarten\"}\n{\"text\":\"Im Schulgarten\"}\n"
          "{\"text\":\"Des Schulgartens\"}\n");
    open_index();
    assert_int_equal(read_word("schulgartens", &words, NULL), STATUS_OK);
    assert_true(bytes_equal(bytes_of(words.form, words.form_size), bytes_of_text("schulgarten")));
    check("schulgartens", "schule+garten");
    close_index();
    small_index_end(&fixture.small);
}

/* The user's file is asked first where no segment has the word. */
static void exceptions(void **state)
{
    (void)state;
    small_index_begin(&fixture.small, ANALYZER_GERMAN);
    fixture.small.splits = bytes_of_text("schulgarten\nquompf\tqu+ompf\nwaldhaus\twaldh+aus\n");
    small_index_build(&fixture.small, bytes_of_text("{\"text\":\"Ein Waldhaus am See\"}\n"));
    open_index();
    check("schulgarten", "");
    check("quompf", "qu+ompf");
    check("waldhaus", "waldh+aus"); /* decided so when it was indexed */
    check("waldgarten", "wald+garten");
    close_index();
    small_index_end(&fixture.small);
}

/* Without an index there are the common parts of German; nothing else is known. */
static void no_index(void **state)
{
    struct word_stats stats;
    (void)state;
    fixture = (struct fixture){0};
    assert_int_equal(analyzer_create(&fixture.analyzer, ANALYZER_GERMAN, NULL), STATUS_OK);
    fixture.reader = (struct compound_reader){.analyzer = fixture.analyzer};
    check("schulgarten", "schule+garten");
    check("zorbelfrax", "");
    assert_false(compound_reader_stats(&fixture.reader, bytes_of_text("garten"), &stats));
    assert_int_equal(stats.documents, 0);
    close_index();
}

/* Sums over segments: "haus" in 2 + 1 documents, all forms of the stem in 3 + 1. */
static void stats(void **state)
{
    struct word_stats stats;
    (void)state;
    build("{\"text\":\"das Haus\"}\n{\"text\":\"ein Haus\"}\n{\"text\":\"zwei Häuser\"}\n");
    small_index_add(&fixture.small, bytes_of_text("{\"text\":\"mein Haus\"}\n"));
    open_index();
    assert_true(compound_reader_stats(&fixture.reader, bytes_of_text("haus"), &stats));
    assert_int_equal(stats.documents, 3);
    assert_int_equal(stats.stem_documents, 4);
    assert_true(compound_reader_stats(&fixture.reader, bytes_of_text("hauses"), &stats));
    assert_int_equal(stats.documents, 0); /* the stem alone */
    assert_int_equal(stats.capital, 0);
    assert_int_equal(stats.stem_documents, 4);
    assert_in_range(stats.stem_capital, 128, 255); /* nouns */
    assert_true(compound_reader_stats(&fixture.reader, bytes_of_text("zwei"), &stats));
    assert_false(compound_reader_stats(&fixture.reader, bytes_of_text("fehlt"), &stats));
    assert_int_equal(stats.stem_documents, 0);
    close_index();
    small_index_end(&fixture.small);
}

/* Words of 4, 255 and 256 bytes, of one letter and of bytes that are none. */
static void any_words(void **state)
{
    char word[300];
    (void)state;
    build(lonely);
    open_index();
    memset(word, 'a', sizeof word);
    for (unsigned size = 1; size < sizeof word; size += size < 250 ? 50 : 1) {
        struct compound_words words;
        assert_int_equal(compound_split(&fixture.reader, bytes_of(word, size), &words, NULL),
                         STATUS_OK);
        assert_in_range(words.count, size < 5 || size > 255 ? 0 : 1, 8);
    }
    check("\xFF\xFE\xC3\xC3\xC3\x80\x80", "");
    close_index();
    small_index_end(&fixture.small);
}

static void failures(void **state)
{
    bool struck = true;
    (void)state;
    small_index_begin(&fixture.small, ANALYZER_GERMAN);
    fixture.small.splits = bytes_of_text("schulgarten\nquompf\tqu+ompf\n");
    small_index_build(&fixture.small, bytes_of_text(lonely));
    for (size_t n = 1, forever = 0; struck; n += forever, forever = !forever) {
        struct compound_words words;
        struct error err = ERROR_NONE;
        open_index();
        memory_inject_failure(n, (int)forever);
        enum status status = read_word("waldgarten", &words, &err);
        struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        check("waldgarten", "wald+garten"); /* the reader is sane */
        close_index();
    }
    small_index_end(&fixture.small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(oldest_decides), cmocka_unit_test(unseen_words),
        cmocka_unit_test(other_forms),    cmocka_unit_test(exceptions),
        cmocka_unit_test(no_index),       cmocka_unit_test(stats),
        cmocka_unit_test(any_words),      cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests_name("compound", tests, NULL, NULL);
}
