/* The splitter with vocabularies made by hand: cases that a German reader decides. */
#include <stdio.h>
#include <string.h>

#include "cmocka_all.h"
#include "common/base/memory.h"
#include "common/compound/splitter.h"
#include "random.h"

struct word {
    const char *form, *stem;
    uint32_t documents;
    uint8_t capital;
};

struct word_list {
    const struct word *words;
    size_t count;
};

static void sum_stem(const struct word_list *list, const char *stem, struct word_stats *stats)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->words[i].stem, stem) == 0) {
            stats->stem_documents += list->words[i].documents;
            stats->stem_capital = list->words[i].capital;
        }
    }
}

static bool form_of_list(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct word_list *list = context;
    for (size_t i = 0; i < list->count; i++) {
        const struct word *word = &list->words[i];
        if (bytes_equal(form, bytes_of_text(word->form))) {
            *stats = (struct word_stats){.documents = word->documents, .capital = word->capital};
            sum_stem(list, word->stem, stats);
            return true;
        }
    }
    return false;
}

/* A stemmer that is good enough here: an ending of plurals less. */
static bool stem_of_list(const void *context, struct bytes form, struct word_stats *stats)
{
    const struct word_list *list = context;
    *stats = (struct word_stats){0};
    for (size_t i = 0; i < list->count; i++) {
        size_t size = strlen(list->words[i].stem);
        if (form.size > size && form.size <= size + 2 && memchr("ens", form.data[size], 3) &&
            memcmp(form.data, list->words[i].stem, size) == 0) {
            sum_stem(list, list->words[i].stem, stats);
            return true;
        }
    }
    return false;
}

static const struct word newspaper[] = {
    {"betrieb", "betrieb", 900, 250},
    {"betriebe", "betrieb", 500, 250},
    {"rat", "rat", 1200, 250},
    {"wand", "wand", 300, 250},
    {"halterung", "halter", 20, 245},
    {"alterung", "alter", 25, 245},
    {"güter", "gut", 200, 250},
    {"sloh", "sloh", 1, 190},
    {"diskutiert", "diskutiert", 800, 2},
    {"tiert", "tiert", 1, 100},
    {"führung", "fuhrung", 900, 250},
    {"run", "run", 30, 200},
    {"ministerin", "ministerin", 700, 250},
    {"mini", "mini", 40, 150},
    {"minister", "minist", 1500, 250},
    {"niederländisch", "niederland", 60, 10},
    {"nieder", "nied", 90, 20},
    {"ländisch", "land", 1, 100},
    {"schule", "schul", 900, 250},
    {"politik", "polit", 2500, 250},
    {"wahl", "wahl", 900, 250},
    {"wahlen", "wahl", 700, 250},
    {"geschichte", "geschicht", 800, 250},
    {"buch", "buch", 700, 250},
    {"bücher", "buch", 500, 250},
    {"arbeit", "arbeit", 3000, 250},
    {"zeit", "zeit", 4000, 250},
    {"kinder", "kind", 2500, 250},
    {"garten", "gart", 200, 250},
    {"regierung", "regier", 3500, 250},
    {"gier", "gier", 30, 250},
    {"handlung", "handlung", 300, 250},
    {"hand", "hand", 900, 250},
    {"lunge", "lung", 40, 250},
    {"frei", "frei", 900, 10},
    {"freiheit", "freiheit", 900, 250},
    {"erfolg", "erfolg", 900, 250},
    {"insgesamt", "insgesamt", 900, 2},
    {"gesamt", "gesamt", 200, 60},
    {"sommer", "somm", 300, 250},
    {"fest", "fest", 500, 120},
    {"verkehr", "verkehr", 500, 250},
    {"terror", "terror", 200, 250},
    {"finanzierung", "finanzier", 700, 250},
    {"quastenflosser", "quastenfloss", 3, 250},
    {"kongress", "kongress", 60, 250},
};

static const struct word_list newspaper_list = {newspaper, sizeof newspaper / sizeof *newspaper};
static const struct word_list no_list = {NULL, 0};

/* The parts of a word with + between them, and each one's dictionary form. */
static void split_to(const struct splitter *splitter, const struct word_list *list,
                     const char *word, char *out, char *base)
{
    struct vocabulary vocabulary = {list, list->count ? 10000 : 50, form_of_list, stem_of_list};
    struct compound_part parts[COMPOUND_MAX_PARTS];
    struct bytes form = bytes_of_text(word);
    size_t count = splitter_split(splitter, &vocabulary, form, parts);
    for (size_t i = 0; i < count; i++) {
        uint8_t made[COMPOUND_MAX_FORM_BYTES + 2];
        size_t size = compound_part_word(form, &parts[i], made);
        out += sprintf(out, "%s%.*s", i ? "+" : "", (int)parts[i].size, word + parts[i].start);
        base += sprintf(base, "%s%.*s", i ? "+" : "", (int)size, (char *)made);
    }
}

static struct splitter *create(const struct exceptions *exceptions)
{
    struct splitter *splitter = NULL;
    assert_int_equal(splitter_create(&splitter, exceptions, NULL), STATUS_OK);
    return splitter;
}

static void assert_split(const struct word_list *list, const char *word, const char *want,
                         const char *want_base)
{
    char out[600], base[600];
    struct splitter *splitter = create(NULL);
    split_to(splitter, list, word, out, base);
    splitter_destroy(splitter);
    assert_string_equal(out, want);
    assert_string_equal(base, want_base);
}

static void assert_whole(const struct word_list *list, const char *word)
{
    assert_split(list, word, word, word);
}

static void compounds_are_split(void **state)
{
    (void)state;
    const struct word_list *list = &newspaper_list;
    assert_split(list, "wandhalterung", "wand+halterung", "wand+halterung");
    assert_split(list, "sommerfest", "sommer+fest", "sommer+fest");
    assert_split(list, "kindergarten", "kinder+garten", "kind+garten");
    assert_split(list, "terrorfinanzierung", "terror+finanzierung", "terror+finanzierung");
}

static void linking_letters_stay_on_the_left(void **state)
{
    (void)state;
    const struct word_list *list = &newspaper_list;
    assert_split(list, "betriebsrat", "betriebs+rat", "betrieb+rat");
    assert_split(list, "arbeitszeit", "arbeits+zeit", "arbeit+zeit");
    assert_split(list, "regierungswahl", "regierungs+wahl", "regierung+wahl");
}

static void shortened_parts_get_their_letters_back(void **state)
{
    (void)state;
    assert_split(&newspaper_list, "schulpolitik", "schul+politik", "schule+politik");
    assert_split(&newspaper_list, "geschichtsbuch", "geschichts+buch", "geschichte+buch");
    assert_split(&no_list, "hilfsarbeiter", "hilfs+arbeiter", "hilfe+arbeiter");
}

static void parts_are_split_again(void **state)
{
    (void)state;
    const struct word_list *list = &newspaper_list;
    assert_split(list, "betriebsratswahl", "betriebs+rats+wahl", "betrieb+rat+wahl");
    assert_split(list, "betriebsratswahlen", "betriebs+rats+wahlen", "betrieb+rat+wahlen");
    assert_split(list, "verkehrspolitikkongress", "verkehrs+politik+kongress",
                 "verkehr+politik+kongress");
}

static void what_only_looks_like_a_compound_stays_whole(void **state)
{
    (void)state;
    static const char *const words[] = {
        "gütersloh", "diskutiert", "führung",  "ministerin", "niederländisch", "regierung",
        "handlung",  "handlungen", "freiheit", "insgesamt",  "ministerinnen",  "handlungs"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_whole(&newspaper_list, words[i]);
    }
}

/* Derived words, none of which the vocabulary has. */
static void suffixes_are_never_cut_off(void **state)
{
    (void)state;
    static const char *const words[] = {
        "wanderung", "kinderheit",  "zeitlich", "arbeitung",       "arbeitschaft", "betriebsam",
        "kindisch",  "politikheit", "buchung",  "erfolglosigkeit", "schulierung",  "zeitlichkeit",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_whole(&newspaper_list, words[i]);
    }
}

/* The common parts alone: no vocabulary at all. */
static void a_tiny_corpus_splits_too(void **state)
{
    (void)state;
    assert_split(&no_list, "haustür", "haus+tür", "haus+tür");
    assert_split(&no_list, "arbeitsmarkt", "arbeits+markt", "arbeit+markt");
    assert_split(&no_list, "schulbuch", "schul+buch", "schule+buch");
    assert_split(&no_list, "ölpreis", "öl+preis", "öl+preis");
    assert_whole(&no_list, "gütersloh");
    assert_whole(&no_list, "regierung");
}

static void what_is_no_word_stays_whole(void **state)
{
    (void)state;
    static const char *const words[] = {"",     "a",   "haus",        "haus2tür",   "ääääää", "c++",
                                        "\xC3", "sss", "haus\xFFtür", "1234567890", "слово"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_whole(&newspaper_list, words[i]);
    }
}

/* A form that no document has, of a word that they have: Handlungen, if only Handlung occurs. */
static void unseen_forms_of_known_words_stay_whole(void **state)
{
    (void)state;
    assert_whole(&newspaper_list, "regierungen");
    assert_whole(&newspaper_list, "quastenflossers");
    assert_whole(&newspaper_list, "freiheiten");
}

static bool any_form(const void *context, struct bytes form, struct word_stats *stats)
{
    (void)context;
    *stats = (struct word_stats){1000, 1000, 255, 255};
    return form.size > 0;
}

/* Where everything is a word, a long one has as many parts as there may be. */
static void parts_are_at_most_eight(void **state)
{
    (void)state;
    struct splitter *splitter = create(NULL);
    struct vocabulary vocabulary = {NULL, 10000, any_form, any_form};
    struct compound_part parts[COMPOUND_MAX_PARTS + 1];
    uint8_t word[COMPOUND_MAX_FORM_BYTES];
    size_t end = 0;
    for (size_t i = 0; i < sizeof word; i++) {
        word[i] = (uint8_t) "lamo"[i % 4];
    }
    memset(parts, 0x55, sizeof parts);
    size_t count = splitter_split(splitter, &vocabulary, bytes_of(word, 60), parts);
    assert_int_equal(count, COMPOUND_MAX_PARTS);
    assert_int_equal(parts[COMPOUND_MAX_PARTS].size, 0x55);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(parts[i].start, end);
        end += parts[i].size;
    }
    assert_int_equal(end, 60);
    count = splitter_split(splitter, &vocabulary, bytes_of(word, sizeof word), parts);
    assert_int_equal(count, 1); /* too long to be a word */
    assert_int_equal(parts[0].size, sizeof word);
    splitter_destroy(splitter);
}

static void exceptions_come_first(void **state)
{
    (void)state;
    char out[600], base[600];
    struct exceptions *exceptions = NULL;
    const char *file = "sommerfest\nministerin\tmini+sterin\n";
    assert_int_equal(exceptions_parse(&exceptions, bytes_of_text(file), "x", NULL), STATUS_OK);
    struct splitter *splitter = create(exceptions);
    split_to(splitter, &newspaper_list, "sommerfest", out, base);
    assert_string_equal(out, "sommerfest");
    split_to(splitter, &newspaper_list, "ministerin", out, base);
    assert_string_equal(out, "mini+sterin");
    split_to(splitter, &newspaper_list, "wandhalterung", out, base);
    assert_string_equal(out, "wand+halterung");
    splitter_destroy(splitter);
    exceptions_destroy(exceptions);
}

/* Words and endings joined at random, with broken UTF-8 among them; exact blocks let the address
 * sanitizer see reads behind the end. */
static size_t random_form(struct random *random, uint8_t *form)
{
    static const char *const odd[] = {"s", "en", "ung", "\xC3",     "\xA4",
                                      "ä", "e",  "x",   "\xF0\x9F", "7"};
    size_t size = 0;
    for (uint32_t i = 1 + random_below(random, 60); i > 0; i--) {
        const char *piece = random_below(random, 4)
                                ? newspaper[random_below(random, newspaper_list.count)].form
                                : odd[random_below(random, sizeof odd / sizeof *odd)];
        if (size + strlen(piece) > COMPOUND_MAX_FORM_BYTES || random_below(random, 9) == 0) {
            break;
        }
        memcpy(form + size, piece, strlen(piece));
        size += strlen(piece);
    }
    return size;
}

static void random_forms_are_covered_and_repeatable(void **state)
{
    (void)state;
    struct splitter *splitter = create(NULL);
    struct vocabulary vocabulary = {&newspaper_list, 10000, form_of_list, stem_of_list};
    struct random random = {7};
    for (unsigned round = 0; round < 4000; round++) {
        uint8_t made[COMPOUND_MAX_FORM_BYTES], *form;
        struct compound_part parts[COMPOUND_MAX_PARTS], again[COMPOUND_MAX_PARTS];
        size_t size = random_form(&random, made), end = 0;
        form = memory_alloc(size);
        memcpy(form, made, size);
        memset(parts, 0, sizeof parts);
        memset(again, 0, sizeof again);
        size_t count = splitter_split(splitter, &vocabulary, bytes_of(form, size), parts);
        assert_in_range(count, 1, COMPOUND_MAX_PARTS);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(parts[i].start, end);
            assert_true(count == 1 || parts[i].size > parts[i].strip);
            assert_true(parts[i].restore <= 2);
            end += parts[i].size;
        }
        assert_int_equal(end, size);
        assert_int_equal(splitter_split(splitter, &vocabulary, bytes_of(form, size), again), count);
        assert_memory_equal(parts, again, sizeof parts);
        memory_free(form);
    }
    splitter_destroy(splitter);
}

static void capitals_are_a_share_that_trusts_little(void **state)
{
    (void)state;
    assert_int_equal(word_capital_share(0, 0), 191);
    assert_in_range(word_capital_share(1000, 1000), 254, 255);
    assert_in_range(word_capital_share(0, 1000), 0, 1);
    assert_in_range(word_capital_share(1, 1), 200, 220);
    assert_in_range(word_capital_share(0, 1), 120, 130);
    assert_in_range(word_capital_share(UINT32_MAX, UINT32_MAX), 254, 255);
}

static void missing_memory_is_told(void **state)
{
    (void)state;
    for (size_t nth = 1;; nth++) {
        struct splitter *splitter = NULL;
        memory_inject_failure(nth, 0);
        enum status status = splitter_create(&splitter, NULL, NULL);
        int struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        splitter_destroy(splitter);
        assert_int_equal(status, struck ? STATUS_MEMORY : STATUS_OK);
        if (!struck) {
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compounds_are_split),
        cmocka_unit_test(linking_letters_stay_on_the_left),
        cmocka_unit_test(shortened_parts_get_their_letters_back),
        cmocka_unit_test(parts_are_split_again),
        cmocka_unit_test(what_only_looks_like_a_compound_stays_whole),
        cmocka_unit_test(suffixes_are_never_cut_off),
        cmocka_unit_test(a_tiny_corpus_splits_too),
        cmocka_unit_test(what_is_no_word_stays_whole),
        cmocka_unit_test(unseen_forms_of_known_words_stay_whole),
        cmocka_unit_test(parts_are_at_most_eight),
        cmocka_unit_test(exceptions_come_first),
        cmocka_unit_test(random_forms_are_covered_and_repeatable),
        cmocka_unit_test(capitals_are_a_share_that_trusts_little),
        cmocka_unit_test(missing_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
