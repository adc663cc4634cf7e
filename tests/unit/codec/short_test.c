#include "cmocka_all.h"

#include "common/codec/codec.h"
#include "exact_bytes.h"
#include "naive.h"
#include "random.h"
#include "samples.h"

enum { MAX_COUNT = CODEC_BLOCK - 1 };

struct sample {
    uint32_t docs[MAX_COUNT], tfs[MAX_COUNT], base, limit;
    size_t count;
    struct buffer bytes;
};

static struct sample encode(struct random *random, size_t count, unsigned doc_shape,
                            unsigned tf_shape)
{
    struct sample s = {.base = random_below(random, 2) ? random_below(random, 1 << 27) : 0,
                       .count = count};
    sample_docs(random, doc_shape, s.base, count, s.docs);
    sample_tfs(random, tf_shape, count, s.tfs);
    s.limit = s.docs[count - 1] + 1;
    if (random_below(random, 3) > 0) {
        s.limit += random_below(random, SAMPLE_MAX_DOCUMENTS - s.limit + 1);
    }
    codec_short_encode(s.docs, s.tfs, count, s.base, s.limit, &s.bytes);
    assert_false(s.bytes.failed);
    return s;
}

static void each_sample(void (*check)(struct random *random, const struct sample *s), size_t step)
{
    struct random random = {4};
    for (size_t count = 1; count <= MAX_COUNT; count += step) {
        for (unsigned d = 0; d < SAMPLE_DOC_SHAPES; d++) {
            struct sample s = encode(&random, count, d, random_below(&random, SAMPLE_TF_SHAPES));
            check(&random, &s);
            buffer_release(&s.bytes);
        }
    }
}

/* All paths answer alike; ids and frequencies one after the other as well as together. */
static bool decode(struct exact_bytes in, const struct sample *s, uint32_t *docs, uint32_t *tfs)
{
    bool good = codec_short_decode(in.start, in.end, s->count, s->base, s->limit, docs, tfs);
    for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
        const struct codec *codec = codec_for(path);
        uint32_t path_docs[MAX_COUNT], path_tfs[MAX_COUNT];
        uint64_t bit;
        if (codec == NULL) {
            continue;
        }
        bool same = codec->short_docs(in.start, in.end, s->count, s->base, s->limit, path_docs, &bit) &&
                    codec->short_tfs(in.start, in.end, bit, s->count, path_tfs);
        assert_int_equal(same, good);
        assert_true(!good || memcmp(path_docs, docs, s->count * sizeof *docs) == 0);
        assert_true(!good || memcmp(path_tfs, tfs, s->count * sizeof *tfs) == 0);
    }
    return good;
}

/* Room of exactly `count` numbers, so that a write beyond is seen. */
static uint32_t *room_for(size_t count)
{
    uint32_t *room = malloc(count * sizeof *room);
    assert_non_null(room);
    return room;
}

static void check_round_trip(struct random *random, const struct sample *s)
{
    struct exact_bytes in = exact_bytes_of(s->bytes.data, s->bytes.size);
    uint32_t *docs = room_for(s->count), *tfs = room_for(s->count);
    (void)random;
    assert_true(naive_short(in.start, s->bytes.size, s->count, s->base, s->limit, docs, tfs));
    assert_memory_equal(docs, s->docs, s->count * sizeof *docs);
    assert_memory_equal(tfs, s->tfs, s->count * sizeof *tfs);
    memset(docs, 0xEE, s->count * sizeof *docs);
    memset(tfs, 0xEE, s->count * sizeof *tfs);
    assert_true(decode(in, s, docs, tfs));
    assert_memory_equal(docs, s->docs, s->count * sizeof *docs);
    assert_memory_equal(tfs, s->tfs, s->count * sizeof *tfs);
    free(docs);
    free(tfs);
    free(in.start);
}

static void round_trips(void **state)
{
    (void)state;
    each_sample(check_round_trip, 1);
}

static void check_truncation(struct random *random, const struct sample *s)
{
    uint32_t docs[MAX_COUNT], tfs[MAX_COUNT];
    (void)random;
    for (size_t size = 0; size<s->bytes.size; size += s->bytes.size> 4096 ? 97 : 1) {
        struct exact_bytes in = exact_bytes_of(s->bytes.data, size);
        assert_false(decode(in, s, docs, tfs));
        free(in.start);
    }
}

static void truncations(void **state)
{
    (void)state;
    each_sample(check_truncation, 9);
}

static void check_agreement(const struct sample *s, struct exact_bytes in)
{
    uint32_t *docs = room_for(s->count), *tfs = room_for(s->count);
    uint32_t naive_docs[MAX_COUNT], naive_tfs[MAX_COUNT];
    bool good = naive_short(in.start, (size_t)(in.end - in.start), s->count, s->base, s->limit,
                            naive_docs, naive_tfs);
    assert_int_equal(decode(in, s, docs, tfs), good);
    for (size_t i = 0; good && i < s->count; i++) {
        assert_int_equal(docs[i], naive_docs[i]);
        assert_int_equal(tfs[i], naive_tfs[i]);
        assert_in_range(docs[i], i > 0 ? docs[i - 1] + 1 : s->base, s->limit - 1);
        assert_true(tfs[i] >= 1);
    }
    free(docs);
    free(tfs);
}

static void check_flips(struct random *random, const struct sample *s)
{
    struct sample other = *s;
    size_t size = s->bytes.size;
    struct exact_bytes in = exact_bytes_of(s->bytes.data, size);
    for (unsigned round = 0; size < 4096 && round < 10; round++) {
        unsigned flips = 1 + random_below(random, 3);
        memcpy(in.start, s->bytes.data, size);
        for (unsigned i = 0; i < flips; i++) {
            in.start[random_below(random, size)] ^= (uint8_t)(1u << random_below(random, 8));
        }
        check_agreement(&other, in);
    }
    memcpy(in.start, s->bytes.data, size);
    other.count = 1 + random_below(random, MAX_COUNT); /* a damaged dictionary */
    check_agreement(&other, in);
    other.limit = other.base + 1 + random_below(random, 300);
    check_agreement(&other, in);
    free(in.start);
}

static void flips(void **state)
{
    (void)state;
    each_sample(check_flips, 1);
}

static void impossible_counts_and_ranges(void **state)
{
    uint32_t docs[CODEC_BLOCK], tfs[CODEC_BLOCK];
    struct exact_bytes in = exact_bytes_of("\1\0\0\0", 4);
    (void)state;
    assert_false(codec_short_decode(in.start, in.end, 0, 0, 10, docs, tfs));
    assert_false(codec_short_decode(in.start, in.end, 128, 0, 1000, docs, tfs));
    assert_false(codec_short_decode(in.start, in.end, 1, 10, 10, docs, tfs));
    assert_false(codec_short_decode(in.start, in.end, 1, 11, 10, docs, tfs));
    assert_false(codec_short_decode(in.start, in.end, 11, 0, 10, docs, tfs));
    assert_false(codec_short_decode(in.start, in.end, 10, 0, 10, docs, tfs)); /* bytes are left */
    assert_true(codec_short_decode(in.start, in.start + 1, 10, 0, 10, docs, tfs));
    free(in.start);
}

/* Worked out by hand from CODEC.md. */
static void known_lists(void **state)
{
    static const struct {
        uint32_t count, docs[4], tfs[4], limit;
        size_t size;
        uint8_t bytes[4];
    } rows[] = {
        {1, {1}, {1}, 3, 1, {0x02}},             /* 0, then 1: ones */
        {1, {0}, {1}, 3, 1, {0x07}},             /* 11, 1 */
        {1, {2}, {1}, 3, 1, {0x05}},             /* 10, 1 */
        {3, {0, 1, 2}, {1, 1, 1}, 3, 1, {0x01}}, /* no bits, 1 */
        {2, {0, 1}, {3, 1}, 2, 1, {0x60}},       /* 0, form 00, 001, 1 */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer out = {0};
        codec_short_encode(rows[i].docs, rows[i].tfs, rows[i].count, 0, rows[i].limit, &out);
        assert_int_equal(out.size, rows[i].size);
        assert_memory_equal(out.data, rows[i].bytes, rows[i].size);
        buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_lists),
        cmocka_unit_test(round_trips),
        cmocka_unit_test(truncations),
        cmocka_unit_test(flips),
        cmocka_unit_test(impossible_counts_and_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
