/* The table of known words, and that the list behind it is well formed. */
#include <string.h>

#include "cmocka_all.h"
#include "common/base/memory.h"
#include "common/compound/known.h"
#include "common/compound/parts.h"

static const struct known_word *find(const struct known *known, const char *word)
{
    return known_find(known, bytes_of_text(word));
}

static void knows_nouns_and_what_is_no_part(void **state)
{
    (void)state;
    struct known known;
    assert_true(known_init(&known));
    const struct known_word *house = find(&known, "haus"), *town = find(&known, "stadt");
    assert_non_null(house);
    assert_true(house->documents > 0 && (house->flags & KNOWN_NOUN));
    assert_non_null(town);
    assert_true(find(&known, "amt")->flags & KNOWN_SHORT);
    assert_true(find(&known, "öl")->flags & KNOWN_SHORT);
    assert_true(find(&known, "heit")->flags & KNOWN_NO_RIGHT);
    assert_true(find(&known, "unter")->flags & KNOWN_NO_LEFT);
    assert_null(find(&known, "sloh"));
    assert_null(find(&known, ""));
    assert_null(find(&known, "hausx"));
    known_release(&known);
}

static size_t letters_of(const char *word, size_t size)
{
    size_t letters = 0;
    for (size_t i = 0; i < size; i++) {
        letters += ((uint8_t)word[i] & 0xC0) != 0x80;
    }
    return letters;
}

/* Folded letters only, one blank between two words, and what groups say does not contradict. */
static void groups_are_well_formed(void **state)
{
    (void)state;
    struct known known;
    assert_true(known_init(&known));
    for (size_t g = 0; g < part_group_count; g++) {
        assert_true(part_groups[g].documents <= KNOWN_DOCUMENTS);
        for (const char *word = part_groups[g].words; *word != '\0';) {
            size_t size = strcspn(word, " "), letters = letters_of(word, size);
            const struct known_word *found = known_find(&known, bytes_of(word, size));
            assert_true(size > 0 && found != NULL && found->size == size);
            assert_int_equal(strspn(word, "abcdefghijklmnopqrstuvwxyz\xC3\xA4\xB6\xBC\xA9"), size);
            if (part_groups[g].flags & KNOWN_SHORT) {
                assert_in_range(letters, 2, 3);
            }
            word += size;
            assert_true(*word == '\0' || word[1] != '\0');
            word += *word == ' ';
        }
    }
    known_release(&known);
}

static void missing_memory_is_told(void **state)
{
    (void)state;
    struct known known;
    memory_inject_failure(1, 0);
    assert_false(known_init(&known));
    memory_inject_failure(0, 0);
    known_release(&known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_nouns_and_what_is_no_part),
        cmocka_unit_test(groups_are_well_formed),
        cmocka_unit_test(missing_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
