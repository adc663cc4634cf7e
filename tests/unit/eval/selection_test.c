/* Folding and pages against a naive list, and ids against all ids. */
#include "searcher/eval/selection.h"

#include <stdio.h>
#include <string.h>

#include "common/format/signature.h"
#include "random.h"
#include "tests/unit/write/small_index.h"

enum { STORIES = 9, STORY_WORDS = 40, DOCUMENTS = 150, SEGMENTS = 3, NONE = -1 };

struct fixture {
    struct small_index small;
    struct index *index;
    struct searcher *searcher;
    struct query query;
    struct selection selection;
    struct hit ranking[DOCUMENTS]; /* all hits */
    int shown[DOCUMENTS], leader[DOCUMENTS]; /* by rank: its place among the shown, that of its leader; or NONE */
    int count, shown_count;
    uint64_t total;
};

static void append_word(struct buffer *json, uint32_t number)
{
    buffer_append_format(json, " b%cd%cg%cz", 'a' + (int)(number % 4), 'i' + (int)(number / 4 % 2),
                         'm' + (int)(number / 8 % 13));
}

/* Copies of stories with some words changed, unequal in how often they have the word of the query;
 * some without it, short ones, and one without any word. */
static void append_document(struct random *random, uint32_t id, struct buffer *json)
{
    struct random story = {random_below(random, STORIES)};
    uint32_t changed = random_below(random, 16), size = random_below(random, 9) ? STORY_WORDS : 4;
    buffer_append_format(json, "{\"id\":\"%s/%u\",\"text\":\"", id % 3 ? "abend" : "abendblatt", id);
    for (uint32_t i = 0; i < size && id != 70; i++) {
        uint32_t word = random_below(&story, 100);
        append_word(json, random_below(random, 100) < changed ? random_below(random, 100) : word);
    }
    for (uint32_t i = random_below(random, 4); i > 0; i--) {
        buffer_append_text(json, " apfel");
    }
    buffer_append_text(json, id == 70 ? "...\"}\n" : "\"}\n");
}

static void build(struct fixture *f, struct random *random)
{
    small_index_begin(&f->small, ANALYZER_GERMAN);
    for (uint32_t s = 0; s < SEGMENTS; s++) {
        struct buffer json = {0};
        for (uint32_t i = 0; i < DOCUMENTS / SEGMENTS; i++) {
            append_document(random, s * DOCUMENTS / SEGMENTS + i, &json);
        }
        if (s == 0) {
            small_index_build(&f->small, buffer_bytes(&json));
        } else {
            small_index_add(&f->small, buffer_bytes(&json));
        }
        buffer_release(&json);
    }
    const struct bytes gone[] = {bytes_of_text("abend/1"), bytes_of_text("abendblatt/60")};
    assert_int_equal(small_index_delete(&f->small, gone, 2), 2);
}

static void open_all(struct fixture *f)
{
    struct error err = ERROR_NONE;
    struct search_result all;
    const struct search_options options = {.top = DOCUMENTS, .count = true, .k1 = -1, .b = -1};
    small_index_check(index_open(&f->index, f->small.index.text, &err), &err);
    small_index_check(searcher_create(&f->searcher, f->index, &err), &err);
    small_index_check(query_parse(&f->query, bytes_of_text("apfel badigmz"), false, &err), &err);
    small_index_check(searcher_run(f->searcher, &f->query, &options, &all, &err), &err);
    memcpy(f->ranking, all.hits, all.hit_count * sizeof *all.hits);
    f->count = (int)all.hit_count;
    f->total = all.total;
}

static void close_all(struct fixture *f)
{
    selection_release(&f->selection);
    query_release(&f->query);
    searcher_destroy(f->searcher);
    index_close(f->index);
    small_index_end(&f->small);
}

/* Bit by bit, from the bytes of the section. */
static bool are_near(const struct index *index, uint64_t a, uint64_t b)
{
    uint32_t in_a, in_b;
    const struct index_segment *of_a = index_locate(index, a, &in_a), *of_b = index_locate(index, b, &in_b);
    const uint8_t *x = of_a->segment.sections[SECTION_SIGNATURES].data + (size_t)16 * in_a;
    const uint8_t *y = of_b->segment.sections[SECTION_SIGNATURES].data + (size_t)16 * in_b;
    int equal = 0, any = 0;
    for (int i = 0; i < 64; i++) {
        equal += (x[i / 8] >> i % 8 & 1) == (y[i / 8] >> i % 8 & 1) &&
                 (x[8 + i / 8] >> i % 8 & 1) == (y[8 + i / 8] >> i % 8 & 1);
        any |= x[i / 4] | y[i / 4];
    }
    return any && equal >= SIGNATURE_NEAR;
}

static void fold_naively(struct fixture *f, const struct selection_options *options)
{
    f->shown_count = 0;
    for (int i = 0; i < f->count; i++) {
        f->shown[i] = f->leader[i] = NONE;
        if (options->has_except && f->ranking[i].document == options->except) {
            continue;
        }
        for (int j = 0; j < i && f->leader[i] == NONE && options->fold; j++) {
            if (f->shown[j] != NONE &&
                are_near(f->index, f->ranking[i].document, f->ranking[j].document)) {
                f->leader[i] = f->shown[j];
            }
        }
        if (f->leader[i] == NONE) {
            f->shown[i] = f->shown_count++;
        }
    }
}

/* The rank of the hit that is shown as number `place`; f->count behind the last. */
static int rank_of(const struct fixture *f, int place)
{
    int rank = 0;
    while (rank < f->count && f->shown[rank] != place) {
        rank++;
    }
    return rank;
}

static void check_page(const struct fixture *f, const struct search_result *page, int first, size_t wanted)
{
    size_t left = (size_t)(f->shown_count - first), count = left < wanted ? left : wanted;
    int end = rank_of(f, first + (int)count);
    assert_int_equal(page->hit_count, count);
    for (size_t i = 0; i < count; i++) {
        int rank = rank_of(f, first + (int)i);
        size_t at = 0;
        uint64_t document = 0;
        assert_int_equal(page->hits[i].document, f->ranking[rank].document);
        assert_true(page->hits[i].score == f->ranking[rank].score);
        for (int r = rank + 1; r < end; r++) {
            if (f->leader[r] == first + (int)i) {
                assert_true(selection_next_folded(&f->selection, i, &at, &document));
                assert_int_equal(document, f->ranking[r].document);
            }
        }
        assert_false(selection_next_folded(&f->selection, i, &at, &document));
    }
}

static void check_pages(struct fixture *f, const struct selection_options *options, size_t wanted)
{
    struct search_options search = {.top = wanted, .count = true, .k1 = -1, .b = -1};
    struct error err = ERROR_NONE;
    struct search_result page;
    for (int first = 0;; first += (int)wanted) {
        small_index_check(selection_run(&f->selection, f->searcher, &f->query, &search, options, &page, &err),
                          &err);
        assert_int_equal(page.total, f->total - options->has_except);
        if (first > f->shown_count) {
            assert_int_equal(page.hit_count, 0);
            break;
        }
        check_page(f, &page, first, wanted);
        if (page.hit_count < wanted) {
            break;
        }
        search.has_after = true;
        search.after_score = page.hits[wanted - 1].score;
        search.after_document = page.hits[wanted - 1].document;
    }
}

static void pages(void **state)
{
    static const size_t sizes[] = {1, 2, 3, 7, 20, 149, 1000};
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct fixture f = {0};
        struct random random = {seed};
        build(&f, &random);
        open_all(&f);
        assert_true(selection_can_fold(f.index));
        for (int i = 0; i < 4; i++) {
            const struct selection_options options = {.fold = i % 2 == 1,
                                                      .has_except = i >= 2,
                                                      .except = f.ranking[seed * 3].document};
            fold_naively(&f, &options);
            assert_true(options.fold ? f.shown_count < f.count * 2 / 3 && f.shown_count > 9
                                     : f.shown_count == f.count - options.has_except);
            for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
                check_pages(&f, &options, sizes[s]);
            }
        }
        close_all(&f);
    }
}

/* Every id is found, none that is longer, shorter or deleted. */
static void ids(void **state)
{
    struct fixture f = {0};
    struct random random = {9};
    struct error err = ERROR_NONE;
    (void)state;
    build(&f, &random);
    open_all(&f);
    for (uint32_t i = 0; i < DOCUMENTS; i++) {
        char id[32];
        uint64_t document = 0;
        bool found = false;
        int size = snprintf(id, sizeof id, "%s/%u", i % 3 ? "abend" : "abendblatt", i);
        small_index_check(index_find_document(f.index, bytes_of_text(id), &document, &found, &err), &err);
        assert_int_equal(found, i != 1 && i != 60);
        assert_true(!found || document == i);
        snprintf(id + size, sizeof id - (size_t)size, "x");
        small_index_check(index_find_document(f.index, bytes_of_text(id), &document, &found, &err), &err);
        assert_false(found);
    }
    static const char *const others[] = {"", "a", "abend", "abend/", "abendblatt", "abend/0", "zebra"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        uint64_t document = 0;
        bool found = true;
        small_index_check(index_find_document(f.index, bytes_of_text(others[i]), &document, &found, &err),
                          &err);
        assert_false(found);
    }
    close_all(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pages), cmocka_unit_test(ids)};
    return cmocka_run_group_tests_name("selection", tests, NULL, NULL);
}
