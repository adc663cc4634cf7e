/* Adjectives whose stem changes, and nouns that look like them. */
#include "cmocka_all.h"

#include <string.h>

#include "common/text/adjectives.h"

static void assert_key(const char *word, const char *want)
{
    uint8_t out[64];
    memcpy(out, word, strlen(word));
    size_t size = adjective_key(out, strlen(word));
    if (size != strlen(want) || memcmp(out, want, size) != 0) {
        fail_msg("%s: %.*s instead of %s", word, (int)size, (const char *)out, want);
    }
}

static void stems_change_before_an_ending(void **state)
{
    (void)state;
    assert_key("dunklen", "dunkel");
    assert_key("stockdunkle", "stockdunkel");
    assert_key("teure", "teuer");
    assert_key("edles", "edel");
    assert_key("flexible", "flexibel");
    assert_key("variablen", "variabel");
    assert_key("hohe", "hoch");
    assert_key("höher", "hoch");
    assert_key("höchsten", "hoch");
    assert_key("bessere", "gut");
    assert_key("besser", "gut");
    assert_key("rauher", "rau");
    assert_key("tip", "tipp");
    assert_key("beste", "gut");
    assert_key("nobles", "nobel");
    assert_key("rosanes", "rosa");
    assert_key("inakzeptable", "inakzeptabel");
}

static void others_stay(void **state)
{
    static const char *const words[] = {"dunkel", "höhe", "steuer", "messer", "händler", "tisch", "teuer", "e", "",
                                        "gabler", "best"};
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_key(words[i], words[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stems_change_before_an_ending),
        cmocka_unit_test(others_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
