#include "cmocka_all.h"

#include "common/codec/codec.h"
#include "exact_bytes.h"
#include "naive.h"
#include "random.h"
#include "samples.h"

/* Frequencies and parts of 1 to 128 documents: none, few, most, all of them; some or all of each. */
struct sample {
    uint32_t tfs[CODEC_BLOCK], parts[CODEC_BLOCK];
    size_t count;
    struct buffer bytes;
};

static struct sample encode(struct random *random, size_t count, unsigned shape)
{
    static const uint32_t chances[] = {0, 1, 5, 50, 95, 100};
    struct sample s = {.count = count};
    uint32_t chance = chances[shape % 6], whole = shape / 6 ? 100 : 30;
    sample_tfs(random, random_below(random, SAMPLE_TF_SHAPES), count, s.tfs);
    for (size_t i = 0; i < count; i++) {
        if (random_below(random, 100) < chance) {
            bool all = random_below(random, 100) < whole;
            s.parts[i] = all ? s.tfs[i] : 1 + random_below(random, s.tfs[i]);
        }
    }
    codec_parts_encode(s.tfs, s.parts, count, &s.bytes);
    assert_false(s.bytes.failed);
    return s;
}

static void each_sample(void (*check)(struct random *random, const struct sample *s))
{
    struct random random = {5};
    for (size_t count = 1; count <= CODEC_BLOCK; count++) {
        for (unsigned shape = 0; shape < 12; shape++) {
            struct sample s = encode(&random, count, shape);
            check(&random, &s);
            buffer_release(&s.bytes);
        }
    }
}

/* All paths give the same numbers as the naive decoder, or all see damage. */
static bool check_agreement(const struct sample *s, struct exact_bytes in)
{
    uint32_t wanted[CODEC_BLOCK], *got = malloc(s->count * sizeof *got);
    assert_non_null(got);
    bool sound = naive_parts(in.start, (size_t)(in.end - in.start), s->tfs, s->count, wanted);
    for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
        const struct codec *codec = codec_for(path);
        if (codec == NULL) {
            continue;
        }
        assert_true(codec->parts_decode(in.start, in.end, s->tfs, s->count, got) == sound);
        if (sound) {
            assert_memory_equal(got, wanted, s->count * sizeof *got);
        }
    }
    assert_true(codec_parts_decode(in.start, in.end, s->tfs, s->count, got) == sound);
    for (size_t i = 0; i < s->count; i++) {
        int64_t alone = codec_parts_at(in.start, in.end, s->tfs[i], s->count, i);
        assert_true(alone >= -1 && alone <= (int64_t)s->tfs[i]);
        assert_true(!sound || alone == -1 || alone == (int64_t)wanted[i]);
        assert_true(!sound || alone >= 0 || (s->tfs[i] > 1 && wanted[i] > 0));
        assert_true(!sound || wanted[i] <= s->tfs[i]);
    }
    free(got);
    return sound;
}

static void check_round_trip(struct random *random, const struct sample *s)
{
    struct exact_bytes in = exact_bytes_of(s->bytes.data, s->bytes.size);
    uint32_t got[CODEC_BLOCK];
    (void)random;
    assert_true(check_agreement(s, in));
    assert_true(codec_parts_decode(in.start, in.end, s->tfs, s->count, got));
    assert_memory_equal(got, s->parts, s->count * sizeof *got);
    assert_int_equal(s->bytes.size, naive_parts_bytes(s->tfs, s->parts, s->count));
    free(in.start);
}

static void round_trips(void **state)
{
    (void)state;
    each_sample(check_round_trip);
}

static void check_truncations(struct random *random, const struct sample *s)
{
    (void)random;
    for (size_t size = 1; size < s->bytes.size; size++) { /* no bytes at all: no parts */
        struct exact_bytes in = exact_bytes_of(s->bytes.data, size);
        check_agreement(s, in);
        free(in.start);
    }
    struct exact_bytes in = exact_bytes_of(s->bytes.data, s->bytes.size);
    if (s->bytes.size > 0) { /* a whole byte more is damage */
        struct buffer more = {0};
        buffer_append(&more, s->bytes.data, s->bytes.size);
        buffer_append_byte(&more, 0);
        struct exact_bytes longer = exact_bytes_of(more.data, more.size);
        assert_false(check_agreement(s, longer));
        free(longer.start);
        buffer_release(&more);
    }
    free(in.start);
}

static void truncations(void **state)
{
    (void)state;
    each_sample(check_truncations);
}

static void check_flips(struct random *random, const struct sample *s)
{
    struct sample other = *s;
    struct exact_bytes in = exact_bytes_of(s->bytes.data, s->bytes.size);
    for (unsigned i = 0; i < 20 && s->bytes.size > 0; i++) {
        size_t place = random_below(random, s->bytes.size);
        in.start[place] ^= (uint8_t)(1u << random_below(random, 8));
        check_agreement(s, in);
    }
    other.count = 1 + random_below(random, CODEC_BLOCK); /* a damaged list */
    sample_tfs(random, random_below(random, SAMPLE_TF_SHAPES), other.count, other.tfs);
    check_agreement(&other, in);
    free(in.start);
}

static void flips(void **state)
{
    (void)state;
    each_sample(check_flips);
}

static void any_bytes(void **state)
{
    struct random random = {6};
    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        uint8_t raw[24];
        struct sample s = {.count = 1 + random_below(&random, CODEC_BLOCK)};
        sample_tfs(&random, random_below(&random, SAMPLE_TF_SHAPES), s.count, s.tfs);
        size_t size = random_below(&random, sizeof raw + 1);
        for (size_t i = 0; i < size; i++) {
            raw[i] = (uint8_t)random_u64(&random);
        }
        raw[0] = (uint8_t)(raw[0] % (round % 4 ? 4 : 255)); /* mostly a method */
        struct exact_bytes in = exact_bytes_of(raw, size);
        check_agreement(&s, in);
        free(in.start);
    }
}

/* Worked out by hand from CODEC.md. */
static void known_strings(void **state)
{
    static const struct {
        uint32_t count, tfs[4], parts[4];
        size_t size;
        uint8_t bytes[3];
    } rows[] = {
        {3, {1, 2, 3}, {0, 0, 0}, 0, {0}},
        {1, {1}, {1}, 1, {3}},
        {3, {1, 2, 9}, {1, 2, 9}, 1, {3}},
        {2, {1, 3}, {1, 2}, 2, {2, 0x03}},       /* p < f: 1; f - p - 1 = 0: 1 */
        {3, {1, 1, 1}, {0, 1, 0}, 2, {0, 0x02}}, /* a list takes as many bytes as the map */
        {3, {4, 1, 2}, {4, 0, 1}, 3, {0, 0x05, 0x02}}, /* p < f: 0, 1; f = 2 needs no more */
        {2, {5, 4}, {1, 2}, 3, {2, 0x13, 0x01}}, /* 1, 1; f - p - 1 = 3, 1: 00100, 010 */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer out = {0};
        codec_parts_encode(rows[i].tfs, rows[i].parts, rows[i].count, &out);
        assert_int_equal(out.size, rows[i].size);
        if (out.size > 0) {
            assert_memory_equal(out.data, rows[i].bytes, rows[i].size);
        }
        buffer_release(&out);
    }
}

/* One document of 128, at place 100; 15 of them are still less than a map, 16 are not. */
static void known_places(void **state)
{
    uint32_t tfs[CODEC_BLOCK], parts[CODEC_BLOCK] = {0};
    static const uint8_t wanted[] = {1, 1, 100};
    struct buffer out = {0};
    (void)state;
    for (size_t i = 0; i < CODEC_BLOCK; i++) {
        tfs[i] = 1;
    }
    parts[100] = 1;
    codec_parts_encode(tfs, parts, CODEC_BLOCK, &out);
    assert_int_equal(out.size, sizeof wanted);
    assert_memory_equal(out.data, wanted, sizeof wanted);
    for (size_t i = 0; i < 15; i++) {
        parts[i] = 1;
        buffer_reset(&out);
        codec_parts_encode(tfs, parts, CODEC_BLOCK, &out);
        assert_int_equal(out.data[0], 2 + i < 15 ? 1 : 0);
    }
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_strings),
        cmocka_unit_test(known_places),
        cmocka_unit_test(round_trips),
        cmocka_unit_test(truncations),
        cmocka_unit_test(flips),
        cmocka_unit_test(any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
