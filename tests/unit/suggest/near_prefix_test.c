/* Beginnings of words against the distance of whole words, by brute force over a small alphabet. */
#include "cmocka_all.h"

#include <string.h>

#include "random.h"
#include "searcher/eval/distance.h"
#include "searcher/suggest/near_prefix.h"

enum { ALPHABET = 3, MOST_MORE = 4 };

static struct letters letters_of(struct bytes word)
{
    struct letters letters;
    letters_read(&letters, word);
    return letters;
}

/* Whether some word that begins with the prefix and has up to MOST_MORE letters more is near: more letters make no
 * word nearer here. */
static bool is_near(const struct letters *word, struct bytes prefix, uint32_t edits)
{
    uint8_t text[16];
    memcpy(text, prefix.data, prefix.size);
    for (uint32_t more = 0; more <= MOST_MORE; more++) {
        uint32_t all = 1;
        for (uint32_t i = 0; i < more; i++) {
            all *= ALPHABET;
        }
        for (uint32_t number = 0; number < all; number++) {
            uint32_t left = number;
            for (uint32_t i = 0; i < more; i++, left /= ALPHABET) {
                text[prefix.size + i] = (uint8_t)('a' + left % ALPHABET);
            }
            struct letters letters = letters_of(bytes_of(text, prefix.size + more));
            if (distance_bounded(word, &letters, edits) <= edits) {
                return true;
            }
        }
    }
    return false;
}

static void fill(uint8_t *text, uint32_t size, struct random *random)
{
    for (uint32_t i = 0; i < size; i++) {
        text[i] = (uint8_t)('a' + random_below(random, ALPHABET));
    }
}

/* No near word is passed over, and few others are looked at. Prefixes come in no order, and share beginnings. */
static void random_words(void **state)
{
    struct random random = {1};
    uint32_t near_ones = 0, kept = 0, all = 0;
    (void)state;
    for (uint32_t round = 0; round < 60; round++) {
        uint8_t text[8], prefix[NEAR_PREFIX_MOST];
        struct bytes word = bytes_of(text, 1 + random_below(&random, 6));
        uint32_t edits = 1 + random_below(&random, 2);
        struct near_prefix near;
        fill(text, (uint32_t)word.size, &random);
        struct letters letters = letters_of(word);
        near_prefix_begin(&near, word, edits);
        fill(prefix, sizeof prefix, &random);
        for (uint32_t i = 0; i < 40; i++, all++) {
            uint32_t from = random_below(&random, sizeof prefix);
            uint32_t size = random_below(&random, NEAR_PREFIX_MOST + 1);
            fill(prefix + from, (uint32_t)sizeof prefix - from, &random);
            bool may_be = near_prefix_may_be(&near, bytes_of(prefix, size));
            bool is = is_near(&letters, bytes_of(prefix, size), edits);
            if (is && !may_be) {
                fail_msg("%.*s for %.*s", (int)size, (const char *)prefix, (int)word.size,
                         (const char *)text);
            }
            near_ones += is;
            kept += may_be;
        }
    }
    assert_true(near_ones > 300 && kept < all * 3 / 4);
    assert_true(kept <= near_ones + near_ones / 10);
}

static bool may_be(const char *word, uint32_t edits, const char *prefix)
{
    struct near_prefix near;
    near_prefix_begin(&near, bytes_of_text(word), edits);
    return near_prefix_may_be(&near, bytes_of_text(prefix));
}

static void by_hand(void **state)
{
    (void)state;
    assert_true(may_be("haus", 1, "haus"));
    assert_true(may_be("haus", 1, "haeus"));
    assert_true(may_be("haus", 1, "ah"));     /* exchanged */
    assert_true(may_be("haus", 1, "hasu"));
    assert_true(may_be("haus", 1, "has"));
    assert_true(may_be("haus", 1, "hai"));    /* haius */
    assert_false(may_be("haus", 1, "hari"));
    assert_false(may_be("haus", 1, "baum"));
    assert_true(may_be("haus", 2, "baum"));
    assert_false(may_be("haus", 2, "verb"));
    assert_true(may_be("h\xC3\xA4user", 1, "hause"));
    assert_true(may_be("caf\xC3\xA9", 1, "verbot")); /* not told */
    assert_true(may_be("", 2, "ab"));
    assert_false(may_be("", 2, "abc"));
    assert_true(may_be("haus", 1, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_words),
        cmocka_unit_test(by_hand),
    };
    return cmocka_run_group_tests_name("near prefix", tests, NULL, NULL);
}
