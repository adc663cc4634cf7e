#include "cmocka_all.h"

#include <string.h>

#include "common/text/cistem.h"

static void assert_stem(const char *word, const char *stem)
{
    uint8_t out[CISTEM_MAX_BYTES];
    size_t size = cistem_stem(bytes_of_text(word), out);
    if (!bytes_equal(bytes_of(out, size), bytes_of_text(stem))) {
        fail_msg("%s: %.*s, expected %s", word, (int)size, (const char *)out, stem);
    }
}

/* The examples of the authors' own implementations for the variant without case, in lower case. */
static void published_examples(void **unused)
{
    (void)unused;
    assert_stem("speicherbehältern", "speicherbehal");
    assert_stem("grenzpostens", "grenzpo");
    assert_stem("ausgefeiltere", "ausgefeil");
}

/* By hand from the rules, each word for one of them. */
static void each_rule(void **unused)
{
    (void)unused;
    assert_stem("böcke", "bock");          /* umlauts */
    assert_stem("straße", "strass");       /* ß becomes ss, of which the second is no ending */
    assert_stem("fuß", "fuss");
    assert_stem("gekündigt", "kundig");    /* ge-, -t */
    assert_stem("geben", "geb");           /* three letters behind ge: it stays */
    assert_stem("gebete", "bet");          /* four letters behind ge; three are left */
    assert_stem("hunde", "hund");          /* four letters: -nd stays */
    assert_stem("laufend", "lauf");        /* -nd, -e */
    assert_stem("schönem", "schonem");     /* sch is one letter: $ o n e m has five, -em stays */
    assert_stem("lauterem", "lau");        /* -em, -er, -t */
    assert_stem("häusern", "hau");         /* -n, -er, -s; three are left */
    assert_stem("betten", "bett");         /* -n, -e; the second t is no ending */
    assert_stem("mann", "mann");
    assert_stem("schnee", "schnee");
    assert_stem("tische", "tisch");        /* t i $ e: -e; three are left */
    assert_stem("eis", "eis");             /* % s */
    assert_stem("kopie", "kopie");         /* k o p & */
    assert_stem("zweie", "zwei");          /* z w % e has four: -e goes */
}

static void short_and_odd_words(void **unused)
{
    (void)unused;
    assert_stem("", "");
    assert_stem("e", "e");
    assert_stem("ent", "ent");
    assert_stem("nnn", "nnn");
    assert_stem("nnnn", "nnnn");
    assert_stem("10000", "10000");
    assert_stem("c++", "c++");
    assert_stem("gr\xC3", "gr\xC3");       /* bytes that are no UTF-8 stay */
    assert_stem("\xFF\xFF\xC3s", "\xFF\xFF\xC3");
    assert_stem("日本語e", "日本語");       /* letters, not bytes, are counted */
    assert_stem("日本e", "日本e");
    assert_stem("маss", "маss");
}

static uint64_t random_next(uint64_t *state) /* splitmix64 */
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* Half of the rounds from letters of the rules, half from all bytes. */
static void any_bytes_give_a_stem(void **unused)
{
    (void)unused;
    static const char *const pieces[] = {"ge", "sch", "ei", "ie", "e", "m", "r", "n", "d", "t", "s", "ä", "ß", "*", "$", "\xC3"};
    uint64_t state = 3;
    for (int round = 0; round < 20000; round++) {
        uint8_t word[CISTEM_MAX_BYTES + 4];
        size_t size = 0, most = 1 + random_next(&state) % (round % 16 ? 24 : CISTEM_MAX_BYTES);
        while (size < most) {
            if (round % 2 == 0) {
                word[size++] = (uint8_t)random_next(&state);
            } else {
                const char *piece = pieces[random_next(&state) % (sizeof pieces / sizeof *pieces)];
                memcpy(word + size, piece, strlen(piece));
                size += strlen(piece);
            }
        }
        size = size > most ? most : size;
        uint8_t *exact = test_malloc(size), *out = test_malloc(size); /* nothing behind is used */
        memcpy(exact, word, size);
        size_t stem = cistem_stem(bytes_of(exact, size), out);
        assert_in_range(stem, 1, size);
        assert_int_equal(cistem_stem(bytes_of(exact, size), exact), stem);
        assert_memory_equal(exact, out, stem);
        test_free(exact);
        test_free(out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples),
        cmocka_unit_test(each_rule),
        cmocka_unit_test(short_and_odd_words),
        cmocka_unit_test(any_bytes_give_a_stem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
