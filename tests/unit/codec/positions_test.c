#include "cmocka_all.h"

#include "common/codec/codec.h"
#include "exact_bytes.h"
#include "naive.h"
#include "random.h"

enum { MAX_TF = 200 };

struct sample {
    uint32_t tfs[CODEC_BLOCK];
    uint32_t limits[CODEC_BLOCK];
    uint32_t count, total, *positions;
    struct buffer bytes;
};

/* tf rising positions below the limit: a random walk that keeps room for the rest. */
static void fill(struct random *random, uint32_t *out, uint32_t tf, uint32_t limit)
{
    uint64_t next = 0;
    bool even = random_below(random, 2);
    for (uint32_t j = 0; j < tf; j++) {
        uint64_t room = limit - next - (tf - j) + 1; /* gaps that leave room */
        uint64_t most = even && room > 2 * (tf - j) ? 2 * room / (tf - j) : room;
        out[j] = (uint32_t)(next + random_u64(random) % (most < room ? most : room));
        next = (uint64_t)out[j] + 1;
    }
}

static uint32_t any_tf(struct random *random, unsigned shape, uint32_t limit)
{
    uint32_t tf = shape == 0   ? 1
                  : shape == 1 ? 1 + random_below(random, 3)
                  : shape == 2 ? 1 + random_below(random, 20)
                               : 1 + random_below(random, MAX_TF);
    return tf < limit ? tf : limit;
}

/* Of `width` bits (1 to 31), half of them powers of two; 0: of any width. */
static uint32_t any_limit(struct random *random, unsigned width)
{
    width = width > 0 ? width : 1 + random_below(random, 31);
    uint32_t most = width < 31 ? (uint32_t)1 << width : CODEC_MOST_POSITIONS;
    return most > 2 && random_below(random, 2) ? most - random_below(random, most / 2) : most;
}

static struct sample encode(struct random *random, uint32_t count, unsigned shape, unsigned width)
{
    struct sample s = {.count = count};
    for (uint32_t i = 0; i < count; i++) {
        s.limits[i] = any_limit(random, width);
        s.tfs[i] = any_tf(random, shape, s.limits[i]);
        s.total += s.tfs[i];
    }
    s.positions = malloc(s.total * sizeof *s.positions);
    assert_non_null(s.positions);
    uint32_t *at = s.positions;
    for (uint32_t i = 0; i < count; at += s.tfs[i++]) {
        fill(random, at, s.tfs[i], s.limits[i]);
    }
    codec_positions_encode(s.tfs, s.limits, s.positions, count, &s.bytes);
    assert_false(s.bytes.failed);
    return s;
}

static void release(struct sample *s)
{
    free(s->positions);
    buffer_release(&s->bytes);
}

/* All counts with mixed limits, limits of all limits with some counts. */
static void each_sample(void (*check)(struct random *random, const struct sample *s))
{
    static const uint32_t counts[] = {1, 2, 31, 32, 33, 64, 65, 96, 97, 128};
    struct random random = {5};
    for (unsigned shape = 0; shape < 4; shape++) {
        for (uint32_t count = 1; count <= CODEC_BLOCK; count += 1 + shape) {
            struct sample s = encode(&random, count, shape, 0);
            check(&random, &s);
            release(&s);
        }
        for (unsigned width = 1; width <= 31; width++) {
            uint32_t count = counts[random_below(&random, sizeof counts / sizeof *counts)];
            struct sample s = encode(&random, count, shape, width);
            check(&random, &s);
            release(&s);
        }
    }
}

static void check_round_trip(struct random *random, const struct sample *s)
{
    size_t bytes = s->total * sizeof *s->positions;
    uint32_t *out = malloc(bytes);
    struct exact_bytes in = exact_bytes_of(s->bytes.data, s->bytes.size);
    struct positions_view view;
    (void)random;
    assert_non_null(out);
    assert_true(naive_positions(in.start, s->bytes.size, s->tfs, s->limits, s->count, out));
    assert_memory_equal(out, s->positions, bytes);
    memset(out, 0xEE, bytes);
    assert_true(codec_positions_decode(in.start, in.end, s->tfs, s->limits, s->count, out));
    assert_memory_equal(out, s->positions, bytes);
    assert_true(codec_positions_open(&view, in.start, in.end, s->tfs, s->limits, s->count));
    for (uint32_t i = s->count, end = s->total; i-- > 0; end -= s->tfs[i]) { /* out of order */
        uint32_t *one = malloc(s->tfs[i] * sizeof *one);
        assert_non_null(one);
        assert_true(codec_positions_read(&view, (uint8_t[]){(uint8_t)i}, 1, one));
        assert_memory_equal(one, s->positions + end - s->tfs[i], s->tfs[i] * sizeof *one);
        free(one);
    }
    free(out);
    free(in.start);
}

static void round_trips(void **state)
{
    (void)state;
    each_sample(check_round_trip);
}

/* Opens, reads each document and decodes: what is read rises (a flipped head may give all
 * documents a larger limit); what is decoded as a whole is what the naive decoder gives. */
static bool check_damaged(const struct sample *s, struct exact_bytes in)
{
    uint32_t *out = malloc(s->total * sizeof *out), *naive = malloc(s->total * sizeof *out);
    struct positions_view view;
    assert_true(out != NULL && naive != NULL);
    if (codec_positions_open(&view, in.start, in.end, s->tfs, s->limits, s->count)) {
        for (uint32_t i = 0; i < s->count; i++) {
            bool good = codec_positions_read(&view, (uint8_t[]){(uint8_t)i}, 1, out);
            for (uint32_t j = 0; good && j < s->tfs[i]; j++) {
                assert_true(j == 0 || out[j] > out[j - 1]);
            }
        }
    }
    bool whole = codec_positions_decode(in.start, in.end, s->tfs, s->limits, s->count, out);
    assert_int_equal(whole, naive_positions(in.start, (size_t)(in.end - in.start), s->tfs,
                                            s->limits, s->count, naive));
    if (whole) {
        assert_memory_equal(out, naive, s->total * sizeof *out);
    }
    free(out);
    free(naive);
    return whole;
}

static void check_truncation(struct random *random, const struct sample *s)
{
    size_t step = 1 + s->bytes.size / 20;
    for (size_t size = random_below(random, step); size < s->bytes.size; size += step) {
        struct exact_bytes in = exact_bytes_of(s->bytes.data, size);
        assert_false(check_damaged(s, in));
        free(in.start);
    }
}

static void truncations(void **state)
{
    (void)state;
    each_sample(check_truncation);
}

static void every_truncation_of_short_blocks(void **state)
{
    struct random random = {6};
    (void)state;
    for (uint32_t count = 1; count < 40; count++) {
        struct sample s = encode(&random, count, 1, 9);
        for (size_t size = 0; size < s.bytes.size; size++) {
            struct exact_bytes in = exact_bytes_of(s.bytes.data, size);
            assert_false(check_damaged(&s, in));
            free(in.start);
        }
        release(&s);
    }
}

static void check_flips(struct random *random, const struct sample *s)
{
    size_t size = s->bytes.size;
    struct exact_bytes in = exact_bytes_of(s->bytes.data, size);
    for (unsigned round = 0; size > 0 && round < 12; round++) {
        unsigned flips = 1 + random_below(random, 3);
        memcpy(in.start, s->bytes.data, size);
        for (unsigned i = 0; i < flips; i++) {
            size_t place = random_below(random, 4) ? random_below(random, size) : 0;
            in.start[place] ^= (uint8_t)(1u << random_below(random, 8));
        }
        check_damaged(s, in);
    }
    free(in.start);
}

static void flips(void **state)
{
    (void)state;
    each_sample(check_flips);
}

/* tfs and limits of damaged lists and documents do not fit the bytes. */
static void check_wrong_shape(struct random *random, const struct sample *s)
{
    struct sample other = *s;
    uint32_t place = random_below(random, s->count);
    struct exact_bytes in = exact_bytes_of(s->bytes.data, s->bytes.size);
    other.total -= other.tfs[place];
    other.tfs[place] = 1 + random_below(random, 1000);
    other.total += other.tfs[place];
    check_damaged(&other, in);
    other.limits[place] = any_limit(random, 0);
    check_damaged(&other, in);
    free(in.start);
}

static void wrong_shapes(void **state)
{
    (void)state;
    each_sample(check_wrong_shape);
}

static void frequencies_too_large_for_the_bytes(void **state)
{
    static const uint32_t tfs[] = {UINT32_MAX, 1};
    struct exact_bytes in = exact_bytes_of("\377\377\377\377", 4);
    struct positions_view view;
    uint32_t out[1], limits[] = {CODEC_MOST_POSITIONS, UINT32_MAX};
    (void)state;
    assert_true(codec_positions_open(&view, in.start, in.end, tfs, limits, 1));
    assert_false(codec_positions_read(&view, (uint8_t[]){0}, 1, out));
    assert_true(codec_positions_open(&view, in.start, in.end, tfs + 1, limits + 1, 1));
    assert_false(codec_positions_read(&view, (uint8_t[]){0}, 1, out)); /* no such limit */
    assert_true(codec_positions_open(&view, in.start, in.end, tfs + 1, limits, 1));
    assert_false(codec_positions_read(&view, (uint8_t[]){0}, 1, out)); /* at the limit */
    limits[0] = 1u << 30;
    assert_true(codec_positions_open(&view, in.start, in.end, tfs + 1, limits, 1));
    assert_true(codec_positions_read(&view, (uint8_t[]){0}, 1, out));
    assert_int_equal(out[0], (1u << 30) - 1);
    free(in.start);
}

/* Worked out by hand from CODEC.md. */
static void known_blocks(void **state)
{
    static const struct {
        uint32_t count, tfs[2], positions[4], limits[2];
        size_t size;
        uint8_t bytes[4];
    } rows[] = {
        {1, {1}, {9}, {16}, 1, {0x09}},
        {1, {1}, {0}, {2}, 1, {0}},
        {1, {2}, {1, 4}, {8}, 1, {0x11}},               /* 1, way 3 - 1: 100 01 */
        {1, {2}, {1, 7}, {8}, 1, {0x0F}},               /* 7, way 2 - 1: 111 10 */
        {1, {2}, {2, 6}, {8}, 1, {0x1A}},               /* half the circle: 2, way 4 - 1: 010 11 */
        {1, {2}, {1, 6}, {7}, 1, {0x0E}},               /* 6, way 2 - 1: 011 10 */
        {1, {3}, {1, 4, 20}, {24}, 2, {0x33, 0x24}},    /* k = 3: 11 001, then 100 001 001 */
        {1, {3}, {0, 1, 2}, {24}, 2, {0x07, 0x11}},     /* k = 3: 111 00, then 000 100 010 */
        {2, {1, 2}, {5, 1, 4}, {8, 8}, 1, {0x8D}},      /* 101, then 100 01 */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer out = {0};
        codec_positions_encode(rows[i].tfs, rows[i].limits, rows[i].positions, rows[i].count, &out);
        assert_int_equal(out.size, rows[i].size);
        assert_memory_equal(out.data, rows[i].bytes, rows[i].size);
        buffer_release(&out);
    }
}

static bool stands_there(const uint32_t *positions, uint32_t tf, uint32_t wanted)
{
    for (uint32_t i = 0; i < tf; i++) {
        if (positions[i] == wanted) {
            return true;
        }
    }
    return false;
}

/* Places that are there, their neighbours and any others, in some of the documents. */
static void check_questions(struct random *random, const struct sample *s)
{
    struct exact_bytes in = exact_bytes_of(s->bytes.data, s->bytes.size);
    for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
        const struct codec *codec = codec_for(path);
        struct positions_view view;
        uint8_t index[CODEC_BLOCK], found[CODEC_BLOCK], right[CODEC_BLOCK];
        uint32_t wanted[CODEC_BLOCK], count = 0;
        const uint32_t *at = s->positions;
        for (uint32_t i = 0; i < s->count && codec != NULL; at += s->tfs[i++]) {
            for (uint32_t n = random_below(random, 4); n > 0 && count < CODEC_BLOCK; n--) {
                uint32_t place = at[random_below(random, s->tfs[i])];
                wanted[count] = random_below(random, 4) ? place + random_below(random, 3) - 1
                                                        : random_below(random, 2 * s->limits[i]);
                index[count] = (uint8_t)i;
                right[count] = stands_there(at, s->tfs[i], wanted[count]);
                count++;
            }
        }
        if (codec != NULL) {
            assert_true(codec_positions_open(&view, in.start, in.end, s->tfs, s->limits, s->count));
            assert_true(codec->positions_test(&view, index, wanted, count, found));
            assert_memory_equal(found, right, count);
        }
    }
    free(in.start);
}

static void questions(void **state)
{
    (void)state;
    each_sample(check_questions);
}

/* Questions to damaged bytes read nothing outside of them. */
static void check_damaged_questions(struct random *random, const struct sample *s)
{
    size_t size = s->bytes.size;
    for (unsigned round = 0; size > 0 && round < 6; round++) {
        struct exact_bytes in = exact_bytes_of(s->bytes.data, size);
        struct positions_view view;
        in.start[random_below(random, size)] ^= (uint8_t)(1u << random_below(random, 8));
        for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
            const struct codec *codec = codec_for(path);
            uint8_t index[CODEC_BLOCK], found[CODEC_BLOCK];
            uint32_t wanted[CODEC_BLOCK];
            for (uint32_t i = 0; i < s->count; i++) {
                index[i] = (uint8_t)i;
                wanted[i] = random_below(random, s->limits[i]);
            }
            if (codec != NULL &&
                codec_positions_open(&view, in.start, in.end, s->tfs, s->limits, s->count)) {
                codec->positions_test(&view, index, wanted, s->count, found);
            }
        }
        free(in.start);
    }
}

static void damaged_questions(void **state)
{
    (void)state;
    each_sample(check_damaged_questions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_blocks),
        cmocka_unit_test(round_trips),
        cmocka_unit_test(questions),
        cmocka_unit_test(damaged_questions),
        cmocka_unit_test(truncations),
        cmocka_unit_test(every_truncation_of_short_blocks),
        cmocka_unit_test(flips),
        cmocka_unit_test(wrong_shapes),
        cmocka_unit_test(frequencies_too_large_for_the_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
