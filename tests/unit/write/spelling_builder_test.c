/* Spellings of lists as FORMAT.md says, against sets that are compared one by one. */
#include "cmocka_all.h"

#include <string.h>

#include "common/base/memory.h"
#include "common/codec/symbols.h"
#include "indexer/write/spelling_builder.h"
#include "random.h"

enum { MOST_DOCUMENTS = 3000, MOST_SETS = 16, MOST_SINGLE = 8 };

struct set {
    uint8_t size, bytes[255];
};

struct list {
    struct set sets[MOST_DOCUMENTS]; /* of the documents */
    uint32_t count;
};

/* --- as the document says --- */

struct told {
    struct set sets[MOST_DOCUMENTS]; /* as they are met, and how often */
    uint32_t documents[MOST_DOCUMENTS], count;
    uint32_t order[MOST_SETS], chosen; /* those that are told, by number */
};

static bool same_set(const struct set *a, const struct set *b)
{
    return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

static uint32_t number_of(const struct told *told, const struct set *set)
{
    uint32_t number = 0;
    while (number < told->count && !same_set(&told->sets[number], set)) {
        number++;
    }
    return number;
}

/* The set with the most documents among those that are not chosen yet, the first met of them. */
static bool choose_next(struct told *told, bool single)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t set = 0; set < told->count; set++) {
        bool free = !single || told->sets[set].size <= 1;
        for (uint32_t i = 0; i < told->chosen; i++) {
            free = free && told->order[i] != set;
        }
        if (free && (best == UINT32_MAX || told->documents[set] > told->documents[best])) {
            best = set;
        }
    }
    if (best != UINT32_MAX) {
        told->order[told->chosen++] = best;
    }
    return best != UINT32_MAX;
}

static void tell(const struct list *list, struct told *told)
{
    told->count = told->chosen = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t number = number_of(told, &list->sets[i]);
        if (number == told->count) {
            told->sets[told->count] = list->sets[i];
            told->documents[told->count++] = 0;
        }
        told->documents[number]++;
    }
    while (told->chosen < MOST_SINGLE && choose_next(told, true)) {
    }
    while (told->chosen < MOST_SETS && choose_next(told, false)) {
    }
}

static int likeness(const struct set *own, const struct set *other)
{
    int both = 0;
    for (unsigned i = 0; i < own->size; i++) {
        for (unsigned j = 0; j < other->size; j++) {
            both += own->bytes[i] == other->bytes[j];
        }
    }
    return 2 * both - other->size;
}

static uint32_t code_of(const struct told *told, const struct set *set)
{
    uint32_t code = 0;
    for (uint32_t i = 0; i < told->chosen; i++) {
        if (same_set(&told->sets[told->order[i]], set)) {
            return i;
        }
    }
    for (uint32_t i = 1; i < told->chosen; i++) {
        if (likeness(set, &told->sets[told->order[i]]) >
            likeness(set, &told->sets[told->order[code]])) {
            code = i;
        }
    }
    return code;
}

/* Numbers of the chosen sets, by falling number of documents told to have them, then as met. */
static void rank(const struct list *list, struct told *told, uint8_t *codes, uint32_t ranks[MOST_SETS])
{
    uint32_t documents[MOST_SETS] = {0}, first[MOST_SETS] = {0};
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t code = code_of(told, &list->sets[i]);
        first[code] = documents[code]++ == 0 ? i : first[code];
        codes[i] = (uint8_t)code;
    }
    for (uint32_t a = 0; a < told->chosen; a++) {
        ranks[a] = 0;
        for (uint32_t b = 0; b < told->chosen; b++) {
            ranks[a] += documents[b] > documents[a] ||
                        (documents[b] == documents[a] && first[b] < first[a]);
        }
    }
    for (uint32_t i = 0; i < list->count; i++) {
        codes[i] = (uint8_t)ranks[codes[i]];
    }
}

static bool has_spelling(const struct set *set, unsigned spelling)
{
    return memchr(set->bytes, (int)spelling, set->size) != NULL;
}

/* The table bit by bit; symbols have their own test. */
static void check(const struct list *list, const struct buffer *out)
{
    static struct told told;
    static uint8_t codes[MOST_DOCUMENTS];
    uint32_t ranks[MOST_SETS], spellings = 0;
    struct buffer wanted = {0};
    struct bit_writer writer = {.out = &wanted};
    tell(list, &told);
    if (told.count < 2) {
        assert_int_equal(out->size, 0);
        return;
    }
    rank(list, &told, codes, ranks);
    for (int pass = 0; pass < 2; pass++) {
        for (unsigned spelling = 0; spelling < 256; spelling++) {
            uint64_t sets = 0;
            for (uint32_t i = 0; i < told.chosen; i++) {
                sets |= (uint64_t)has_spelling(&told.sets[told.order[i]], spelling) << ranks[i];
            }
            spellings += pass == 0 && sets != 0;
            if (pass == 1 && sets != 0) {
                bit_writer_put(&writer, spelling, 8);
                bit_writer_put(&writer, sets, told.chosen);
            }
        }
        if (pass == 0) {
            bit_writer_put_golomb(&writer, told.chosen - 2, 0);
            bit_writer_put_golomb(&writer, spellings - 1, 1);
        }
    }
    symbols_encode(&writer, codes, list->count, told.chosen);
    bit_writer_finish(&writer);
    assert_int_equal(out->size, wanted.size);
    assert_memory_equal(out->data, wanted.data, wanted.size);
    buffer_release(&wanted);
}

/* --- lists --- */

/* Some of the first `letters` spellings. */
static struct set any_set(struct random *random, uint32_t letters, uint32_t chance)
{
    struct set set = {0};
    for (uint32_t i = 0; i < letters && set.size < 255; i++) {
        if (random_below(random, 100) < chance) {
            set.bytes[set.size++] = (uint8_t)(i * 256 / letters);
        }
    }
    return set;
}

static void fill(struct random *random, struct list *list)
{
    static const uint32_t letters[] = {1, 2, 3, 5, 12, 40, 256}, chances[] = {5, 30, 60, 100};
    uint32_t many = letters[random_below(random, 7)], chance = chances[random_below(random, 4)];
    uint32_t again = random_below(random, 100);
    list->count = 1 + random_below(random, random_below(random, 4) ? 40 : MOST_DOCUMENTS);
    for (uint32_t i = 0; i < list->count; i++) {
        bool old = i > 0 && random_below(random, 100) < again;
        list->sets[i] = old ? list->sets[random_below(random, i)]
                            : any_set(random, many, chance);
    }
}

static void add_all(struct spelling_builder *builder, const struct list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        spelling_builder_add(builder, bytes_of(list->sets[i].bytes, list->sets[i].size));
    }
}

/* One builder for all lists: nothing of one stays for the next. */
static void random_lists(void **state)
{
    static struct list list;
    struct spelling_builder builder = {0};
    struct random random = {5};
    (void)state;
    for (unsigned round = 0; round < 250; round++) {
        struct buffer out = {0};
        fill(&random, &list);
        add_all(&builder, &list);
        spelling_builder_finish(&builder, &out);
        assert_false(spelling_builder_failed(&builder));
        check(&list, &out);
        buffer_release(&out);
    }
    spelling_builder_release(&builder);
}

/* Three documents, sets {7}, {}, {7}: two sets (1), one spelling (10), 7 (11100000) in the first (10); one
 * group of two (01), symbols 0 1 0. */
static void known_list(void **state)
{
    static const uint8_t seven[] = {7}, wanted[] = {0x3B, 0x48, 0x01};
    struct spelling_builder builder = {0};
    struct buffer out = {0};
    (void)state;
    spelling_builder_add(&builder, bytes_of(seven, 1));
    spelling_builder_add(&builder, bytes_of(NULL, 0));
    spelling_builder_add(&builder, bytes_of(seven, 1));
    spelling_builder_finish(&builder, &out);
    assert_int_equal(out.size, sizeof wanted);
    assert_memory_equal(out.data, wanted, sizeof wanted);
    buffer_release(&out);
    spelling_builder_release(&builder);
}

/* Any allocation may fail, once or from then on: the builder says so, and is sane. */
static void failures(void **state)
{
    static struct list list;
    struct random random = {6};
    (void)state;
    list.count = 300;
    for (uint32_t i = 0; i < list.count; i++) {
        list.sets[i] = any_set(&random, 12, 30);
    }
    for (size_t n = 1, forever = 0;; n += forever, forever = !forever) {
        struct spelling_builder builder = {0};
        struct buffer out = {0};
        memory_inject_failure(n, (int)forever);
        add_all(&builder, &list);
        spelling_builder_finish(&builder, &out);
        bool failed = spelling_builder_failed(&builder) || out.failed;
        add_all(&builder, &list);
        bool struck = memory_failure_struck();
        memory_inject_failure(0, 0);
        assert_true(failed || !struck || spelling_builder_failed(&builder));
        if (!struck) {
            check(&list, &out);
        }
        buffer_release(&out);
        spelling_builder_release(&builder);
        if (!struck) {
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_list),
        cmocka_unit_test(random_lists),
        cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests_name("spelling builder", tests, NULL, NULL);
}
