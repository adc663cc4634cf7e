/* Suggestions out of hand-made vocabularies: how often a word stands in them is written beside it,
 * what is meant was decided by hand. */
#include "cmocka_all.h"

#include <string.h>

#include "searcher/suggest/completion.h"
#include "searcher/suggest/cost.h"
#include "searcher/suggest/suggester.h"
#include "tests/unit/write/small_index.h"

static uint32_t cost(const char *typed, const char *word)
{
    struct letters a, b;
    letters_read(&a, bytes_of_text(typed));
    letters_read(&b, bytes_of_text(word));
    assert_int_equal(cost_of(&a, &b), cost_of(&b, &a));
    return cost_of(&a, &b);
}

/* A change counts 100 if nothing makes it likely; likely ones are cheaper, and order among them is
 * what the header promises. */
static void test_cost(void **state)
{
    (void)state;
    assert_int_equal(cost("wort", "wort"), 0);
    assert_int_equal(cost("", ""), 0);
    assert_int_equal(cost("wort", "wqrt"), COST_EDIT);
    static const char *const likely[][2] = {
        {"zeit", "teit"},       {"fahrad", "fahrrad"},   {"photo", "foto"},   {"tiger", "tieger"},
        {"ihnen", "ienen"},     {"stendig", "ständig"},  {"paket", "packet"}, {"stadt", "stat"},
        {"vater", "fater"},     {"komma", "comma"},      {"cirkus", "zirkus"}, {"mueller", "müller"},
        {"thema", "tema"},      {"katze", "kaze"},       {"muller", "müller"}, {"wrot", "wort"},
        {"goethe", "göthe"},    {"haeuser", "häuser"},   {"rythmus", "rhythmus"}};
    for (size_t i = 0; i < sizeof likely / sizeof *likely; i++) {
        if (cost(likely[i][0], likely[i][1]) >= COST_EDIT) {
            fail_msg("%s and %s cost %u", likely[i][0], likely[i][1], cost(likely[i][0], likely[i][1]));
        }
    }
    assert_true(cost("mueller", "müller") < cost("muller", "müller"));
    assert_true(cost("zeit", "teit") < cost("zeit", "xeit")); /* z and t are neighbours, z and x not */
    assert_true(cost("zaun", "xaun") > cost("baun", "bayn")); /* the first letter costs more */
    assert_int_equal(cost("wort", "worabt"), 2 * COST_EDIT);
}

struct fixture {
    struct small_index small;
    struct index *index;
    struct suggester *suggester;
};

/* Documents of the texts, each as often as its number says. */
struct text {
    const char *text;
    int count;
};

static void begin(struct fixture *fixture, const struct text *texts, size_t count)
{
    struct buffer json = {0};
    struct error err = ERROR_NONE;
    int id = 0;
    small_index_begin(&fixture->small, ANALYZER_GERMAN);
    for (size_t i = 0; i < count; i++) {
        for (int j = 0; j < texts[i].count; j++) {
            buffer_append_format(&json, "{\"id\":\"%d\",\"text\":\"%s\"}\n", id++, texts[i].text);
        }
    }
    small_index_build(&fixture->small, buffer_bytes(&json));
    small_index_check(index_open(&fixture->index, fixture->small.index.text, &err), &err);
    small_index_check(suggester_create(&fixture->suggester, fixture->index, &err), &err);
    buffer_release(&json);
}

static void end(struct fixture *fixture)
{
    suggester_destroy(fixture->suggester);
    index_close(fixture->index);
    small_index_end(&fixture->small);
}

struct suggestion_case {
    const char *query, *suggestion; /* "": none */
};

static void check(struct fixture *fixture, const struct suggestion_case *cases, size_t count)
{
    struct query query = {0};
    struct buffer out = {0};
    struct error err = ERROR_NONE;
    for (size_t i = 0; i < count; i++) {
        small_index_check(query_parse(&query, bytes_of_text(cases[i].query), false, &err), &err);
        small_index_check(suggester_run(fixture->suggester, &query, &out, &err), &err);
        buffer_append_byte(&out, 0);
        if (strcmp((const char *)out.data, cases[i].suggestion) != 0) {
            fail_msg("%s: '%s', not '%s'", cases[i].query, (const char *)out.data, cases[i].suggestion);
        }
    }
    buffer_release(&out);
    query_release(&query);
}

static const struct text texts[] = {
    {"Die Regierung will mit dem Bundestag reden.", 40},
    {"Der Müller mahlt in der Mühle.", 20},
    {"Eine große Datenbank hilft der Bank, die Daten ordnet.", 30},
    {"Wir sahen die Katze und das Fahrrad.", 10},
    {"Die Matze ist ein Brot.", 1},
    {"Der Rhythmus der Musik.", 10},
    {"Die Sicherheit der Konferenz im Gebirge.", 20},
    {"Es gab die Schule, die Stunde und den Ärger.", 15},
    {"Ein anderes Thema war schön.", 12},
};

static const struct suggestion_case cases[] = {
    /* misspelt, with the capitals of the corpus */
    {"Regerung", "Regierung"},
    {"regerung", "Regierung"},
    {"REGERUNG", "Regierung"},
    {"Bundestak", "Bundestag"},
    {"Bnudestag", "Bundestag"},
    {"Mueler", "Müller"},
    {"Rytmus", "Rhythmus"},
    {"Fahrad", "Fahrrad"},
    {"erger", "Ärger"},
    {"shön", "schön"},
    /* the rest of the query stays as it is */
    {"+Regerung -Bundestak (Mueler ODER \"Fahrad\")  x", "+Regierung -Bundestak (Müller ODER \"Fahrad\")  x"},
    {"\xE2\x80\x9ERegerung\xE2\x80\x9C, Mueler!", "\xE2\x80\x9ERegierung\xE2\x80\x9C, Müller!"},
    /* frequency decides between equals: Katze 10, Matze 1 */
    {"Jatze", "Katze"},
    /* run together or apart */
    {"Daten Bank", "Datenbank"},
    {"daten bank Regierung", "Datenbank Regierung"},
    {"inder Mühle", "in der Mühle"},
    {"Daten ODER Bank", ""},
    {"Daten +Bank", ""},
    {"Daten \"Bank\"", ""},
    {"Daten -Bank", ""},
    /* a part of a compound that is new */
    {"Sicherheitskonferentz", "Sicherheitskonferenz"},
    /* right, or nothing to be said */
    {"Regierung Bundestag Müller Mueller", ""},
    {"Regierungen Katzen Fahrräder", ""},
    {"Sicherheitskonferenz", ""},
    {"Datenschule", ""},
    {"\"Regerung\"", ""},
    {"-Regerung", ""},
    {"NICHT Regerung", ""},
    {"Regerun*", ""},
    {"Regerung~", ""},
    {"2O14 2014 B52x", ""},
    {"qqxyzzkkpw", ""},
    {"Regierungs-Bundestak", ""}, /* parts of a hyphenated word stay */
    {"", ""},
    {"ab", ""},
};

static void test_suggestions(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    begin(&fixture, texts, sizeof texts / sizeof *texts);
    check(&fixture, cases, sizeof cases / sizeof *cases);
    end(&fixture);
}

/* A rare word beside a frequent one is in doubt once it is rare enough, in 1 of 2,000 documents. */
static void test_rare(void **state)
{
    (void)state;
    static const struct text many[] = {{"Die Regierung", 1100}, {"Etwas anderes", 1000},
                                       {"Die Regierunk", 1},     {"Regelung und Zierde", 1}};
    static const struct suggestion_case rare[] = {
        {"Regierunk", "Regierung"}, {"Regelung", ""}, {"Zierde", ""}};
    struct fixture fixture = {0};
    begin(&fixture, many, sizeof many / sizeof *many);
    check(&fixture, rare, sizeof rare / sizeof *rare);
    end(&fixture);
}

/* Two segments count together, for suggestions and completions. */
static void test_completion(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct completions completions = {0};
    struct error err = ERROR_NONE;
    const char *const more = "{\"id\":\"x\",\"text\":\"Wir reden im Bundesrat, im Bundesrat.\"}\n"
                             "{\"id\":\"y\",\"text\":\"In Bund und Bundesrat.\"}\n";
    begin(&fixture, texts, sizeof texts / sizeof *texts);
    small_index_add(&fixture.small, bytes_of_text(more));
    struct index *index = NULL;
    small_index_check(index_open(&index, fixture.small.index.text, &err), &err);
    small_index_check(completions_find(&completions, index, bytes_of_text("BUND"), 10, &err), &err);
    static const char *const words[] = {"Bundestag", "Bundesrat", "Bund"};
    static const unsigned documents[] = {40, 2, 1};
    assert_int_equal(completions.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_true(bytes_equal(completions.list[i].word, bytes_of_text(words[i])));
        assert_int_equal(completions.list[i].documents, documents[i]);
    }
    small_index_check(completions_find(&completions, index, bytes_of_text("re"), 1, &err), &err);
    assert_int_equal(completions.count, 1);
    assert_int_equal(completions.list[0].documents, 41); /* reden: 40 and 1 */
    small_index_check(completions_find(&completions, index, bytes_of_text("muel"), 5, &err), &err);
    assert_int_equal(completions.count, 1);
    assert_true(bytes_equal(completions.list[0].word, bytes_of_text("Müller")));
    small_index_check(completions_find(&completions, index, bytes_of_text("qq"), 5, &err), &err);
    assert_int_equal(completions.count, 0);
    completions_release(&completions);
    index_close(index);
    end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cost),
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_rare),
        cmocka_unit_test(test_completion),
    };
    return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
