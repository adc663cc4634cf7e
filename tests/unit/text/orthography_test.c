/* The tables inside spelling.c are private; the file is tested from within. */
#include "cmocka_all.h"

#include "common/text/orthography.c"

static void assert_key(const char *form, const char *want)
{
    uint8_t out[512];
    size_t size = orthography_key(bytes_of_text(form), out);
    if (size != strlen(want) || memcmp(out, want, size) != 0) {
        fail_msg("%s: %.*s instead of %s", form, (int)size, (const char *)out, want);
    }
}

/* Every entry meets its new spelling, whatever the order within the table. */
static void spellings_are_reached(void **state)
{
    (void)state;
    for (size_t letter = 0; letter < 26; letter++) {
        const struct spelling *spelling = spellings[letter];
        for (; spelling != NULL && spelling->new != NULL; spelling++) {
            assert_int_equal(spelling->old.text[0], 'a' + (int)letter);
            assert_key(spelling->old.text, spelling->new);
            assert_key(spelling->new, spelling->new);
            assert_true(strlen(spelling->new) <= 2 * spelling->old.size);
        }
    }
}

static void foreign_accents_are_left_out(void **state)
{
    (void)state;
    assert_key("josé", "jose");
    assert_key("dvořák", "dvorak");
    assert_key("łódź", "lodz");
    assert_key("erdoğan", "erdogan");
    assert_key("citroën", "citrön");
    assert_key("citroen", "citrön");
    assert_key("façade", "facade");
    assert_key("señor", "senor");
    assert_key("århus", "arhus");
    assert_key("ærø", "äro");
    assert_key("œuvre", "öuvre");
    assert_key("ångström", "angström");
    assert_key("żółć", "zolc");
    assert_key("naïve", "naive");
    assert_key("erdős", "erdös");
    assert_key("fűzes", "füzes");
    assert_key("ceaușescu", "ceausescu");
    assert_key("nguyễn", "nguyen");
    assert_key("mỹ", "my");
    assert_key("ǎ", "a");
}

static void umlauts_and_other_alphabets_stay(void **state)
{
    (void)state;
    assert_key("äöü", "äöü");
    assert_key("москва", "москва");
    assert_key("þing", "þing");
    assert_key("\xC3", "\xC3");
    assert_key("\xE1\xBB", "\xE1\xBB");
    assert_key("ქართული", "ქართული");
    assert_key("ƞ", "ƞ");
}

static void ue_at_the_end_is_no_umlaut(void **state)
{
    (void)state;
    assert_key("statue", "statue");
    assert_key("statuen", "statuen");
    assert_key("revue", "revue");
    assert_key("gruen", "grün");
    assert_key("tuer", "tür");
    assert_key("tueren", "türen");
    assert_key("ue", "ü");
}

static void assert_transcribed(const char *form, const char *want)
{
    uint8_t out[64];
    orthography_transcribe(bytes_of_text(form), out);
    assert_memory_equal(out, want, strlen(form));
    assert_int_equal(strlen(form), strlen(want));
}

static void transcriptions_change_umlauts_only(void **state)
{
    (void)state;
    assert_transcribed("mueller", "müller");
    assert_transcribed("müller", "müller");
    assert_transcribed("foerdern", "fördern");
    assert_transcribed("neue", "neue");
    assert_transcribed("josé", "josé");
    assert_transcribed("schiffahrt", "schiffahrt");
    assert_transcribed("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transcriptions_change_umlauts_only),
        cmocka_unit_test(spellings_are_reached),
        cmocka_unit_test(foreign_accents_are_left_out),
        cmocka_unit_test(umlauts_and_other_alphabets_stay),
        cmocka_unit_test(ue_at_the_end_is_no_umlaut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
