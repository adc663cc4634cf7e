#include "cmocka_all.h"

#include "common/codec/codec.h"
#include "exact_bytes.h"
#include "naive.h"
#include "random.h"
#include "samples.h"

struct sample {
    uint32_t docs[CODEC_BLOCK], tfs[CODEC_BLOCK], base, last;
    struct buffer bytes;
    uint8_t kind;
};

static struct sample encode(struct random *random, unsigned doc_shape, unsigned tf_shape)
{
    struct sample s = {.base = random_below(random, 2) ? random_below(random, 1 << 27) : 0};
    sample_docs(random, doc_shape, s.base, CODEC_BLOCK, s.docs);
    sample_tfs(random, tf_shape, CODEC_BLOCK, s.tfs);
    s.last = s.docs[CODEC_BLOCK - 1];
    s.kind = codec_block_encode(s.docs, s.tfs, s.base, &s.bytes);
    assert_false(s.bytes.failed);
    return s;
}

/* Decodes on one path; the room behind the ids is exactly what the header asks for. */
static bool decode(const struct codec *codec, struct exact_bytes in, const struct sample *s,
                   uint32_t *docs, uint32_t *tfs)
{
    return codec->docs_decode(in.start, in.end, s->kind, s->base, s->last, docs) &&
           codec->tfs_decode(in.start, in.end, s->kind, s->base, s->last, tfs);
}

static void check_decoded(const struct sample *s, const uint32_t *docs, const uint32_t *tfs)
{
    assert_memory_equal(docs, s->docs, sizeof s->docs);
    assert_memory_equal(tfs, s->tfs, sizeof s->tfs);
}

static void each_shape(void (*check)(struct random *random, const struct sample *s),
                       unsigned rounds)
{
    struct random random = {1};
    for (unsigned round = 0; round < rounds; round++) {
        for (unsigned d = 0; d < SAMPLE_DOC_SHAPES; d++) {
            for (unsigned t = 0; t < SAMPLE_TF_SHAPES; t++) {
                struct sample s = encode(&random, d, t);
                check(&random, &s);
                buffer_release(&s.bytes);
            }
        }
    }
}

/* Frequencies read one by one, as far as they can be. */
static void check_alone(struct exact_bytes in, const struct sample *s, const uint32_t *tfs)
{
    for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
        const struct codec *codec = codec_for(path);
        for (unsigned i = 0; codec != NULL && i < CODEC_BLOCK; i++) {
            uint32_t tf = codec->tf_at(in.start, in.end, s->kind, s->base, s->last, i);
            assert_true(tf == 0 || tfs == NULL || tf == tfs[i]);
            assert_int_equal(tf, codec_for(CPU_SCALAR)->tf_at(in.start, in.end, s->kind, s->base,
                                                              s->last, i));
        }
    }
}

/* Places in a bit set, of some documents that are in it and of some that are not. */
static void check_find_bits(struct random *random, struct exact_bytes in, const struct sample *s)
{
    uint32_t wanted[CODEC_BLOCK], document = s->base;
    uint8_t places[CODEC_BLOCK];
    unsigned count = 0;
    for (; count < CODEC_BLOCK && document <= s->last; document += 1 + random_below(random, 5)) {
        wanted[count++] = document;
    }
    for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
        const struct codec *codec = codec_for(path);
        if (codec == NULL) {
            continue;
        }
        codec->find_bits(in.start, s->base, wanted, count, places);
        for (unsigned i = 0; i < count; i++) {
            unsigned place = 0;
            while (place < CODEC_BLOCK && s->docs[place] != wanted[i]) {
                place++;
            }
            assert_int_equal(places[i], place < CODEC_BLOCK ? place : CODEC_NOT_THERE);
        }
    }
}

static void check_round_trip(struct random *random, const struct sample *s)
{
    struct exact_bytes in = exact_bytes_of(s->bytes.data, s->bytes.size);
    uint32_t docs[CODEC_BLOCK + 16], tfs[CODEC_BLOCK + 16];
    if (codec_is_bit_set(s->kind)) {
        check_find_bits(random, in, s);
    }
    assert_true(naive_block(in.start, s->bytes.size, s->kind, s->base, s->last, docs, tfs));
    check_decoded(s, docs, tfs);
    for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
        const struct codec *codec = codec_for(path);
        if (codec != NULL) {
            memset(docs, 0xEE, sizeof docs);
            memset(tfs, 0xEE, sizeof tfs);
            assert_true(decode(codec, in, s, docs, tfs));
            check_decoded(s, docs, tfs);
        }
    }
    check_alone(in, s, s->tfs);
    free(in.start);
}

static void round_trips(void **state)
{
    (void)state;
    each_shape(check_round_trip, 6);
}

static void check_truncation(struct random *random, const struct sample *s)
{
    uint32_t docs[CODEC_BLOCK + 16], tfs[CODEC_BLOCK + 16];
    (void)random;
    for (size_t size = 0; size < s->bytes.size; size++) {
        struct exact_bytes in = exact_bytes_of(s->bytes.data, size);
        for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
            const struct codec *codec = codec_for(path);
            assert_false(codec != NULL && decode(codec, in, s, docs, tfs));
        }
        check_alone(in, s, NULL);
        free(in.start);
        size += s->bytes.size > 4096 ? 97 : 0; /* long ones in steps */
    }
}

static void truncations(void **state)
{
    (void)state;
    each_shape(check_truncation, 1);
}

/* Whatever a path makes of the bytes, the naive decoder must agree; ids stay in their range. */
static void check_agreement(const struct sample *s, struct exact_bytes in)
{
    uint32_t docs[CODEC_BLOCK + 16], tfs[CODEC_BLOCK + 16];
    uint32_t naive_docs[CODEC_BLOCK], naive_tfs[CODEC_BLOCK];
    bool good = naive_block(in.start, (size_t)(in.end - in.start), s->kind, s->base, s->last,
                            naive_docs, naive_tfs);
    for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
        const struct codec *codec = codec_for(path);
        if (codec == NULL) {
            continue;
        }
        assert_int_equal(decode(codec, in, s, docs, tfs), good);
        for (unsigned i = 0; good && i < CODEC_BLOCK; i++) {
            assert_int_equal(docs[i], naive_docs[i]);
            assert_int_equal(tfs[i], naive_tfs[i]);
            assert_in_range(docs[i], i > 0 ? docs[i - 1] + 1 : s->base, s->last);
        }
    }
    check_alone(in, s, good ? naive_tfs : NULL);
}

static void check_flips(struct random *random, const struct sample *s)
{
    struct sample other = *s;
    size_t size = s->bytes.size < 4096 ? s->bytes.size : 0; /* the naive one is slow */
    struct exact_bytes in = exact_bytes_of(s->bytes.data, size);
    for (unsigned round = 0; size > 0 && round < 40; round++) {
        unsigned flips = 1 + random_below(random, 3);
        memcpy(in.start, s->bytes.data, size);
        for (unsigned i = 0; i < flips; i++) {
            in.start[random_below(random, size)] ^= (uint8_t)(1u << random_below(random, 8));
        }
        check_agreement(&other, in);
    }
    if (size > 0) {
        memcpy(in.start, s->bytes.data, size);
    }
    for (unsigned kind = 0; kind < 256; kind += 1 + random_below(random, 12)) {
        other.kind = (uint8_t)kind;
        check_agreement(&other, in);
    }
    other.kind = s->kind;
    other.last = s->last + 1 - random_below(random, 2) * 2;
    check_agreement(&other, in);
    free(in.start);
}

static void flips(void **state)
{
    (void)state;
    each_shape(check_flips, 2);
}

static void check_extension(struct random *random, const struct sample *s)
{
    uint32_t docs[CODEC_BLOCK + 16], tfs[CODEC_BLOCK + 16];
    struct buffer longer = {0};
    (void)random;
    buffer_append(&longer, s->bytes.data, s->bytes.size);
    buffer_append_byte(&longer, 0);
    struct exact_bytes in = exact_bytes_of(longer.data, longer.size);
    for (enum cpu_path path = CPU_SCALAR; path <= CPU_NEON; path++) {
        const struct codec *codec = codec_for(path);
        assert_false(codec != NULL && decode(codec, in, s, docs, tfs));
    }
    free(in.start);
    buffer_release(&longer);
}

static void bytes_behind_the_block_are_damage(void **state)
{
    (void)state;
    each_shape(check_extension, 1);
}

static uint64_t rice_bytes(const uint32_t *values, unsigned k)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        bits += (values[i] >> k) + 1;
    }
    return 1 + 16 * (uint64_t)k + (bits + 7) / 8;
}

static uint64_t docs_least(const struct sample *s, uint32_t *gaps)
{
    uint64_t span = (uint64_t)s->last - s->base + 1, least = (span + 7) / 8;
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        gaps[i] = i == 0 ? s->docs[0] - s->base : s->docs[i] - s->docs[i - 1] - 1;
    }
    for (unsigned k = 1; k <= 20; k++) {
        uint64_t bytes = rice_bytes(gaps, k);
        if (bytes < least && bytes - 1 - 16 * (uint64_t)k <= 255) {
            least = bytes;
        }
    }
    return span == CODEC_BLOCK ? 0 : least;
}

static uint64_t tfs_least(const struct sample *s, uint32_t *values)
{
    uint64_t least = UINT64_MAX;
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        values[i] = s->tfs[i] - 1;
    }
    for (unsigned k = 0; k <= 15; k++) {
        uint64_t bytes = rice_bytes(values, k);
        least = bytes < least ? bytes : least;
    }
    for (unsigned k = 0; k <= 6; k++) {
        uint64_t bits = 0, next = 0, bytes;
        for (unsigned i = 0; i < CODEC_BLOCK; i++) {
            if (values[i] > 0) {
                bits += ((i - next) >> k) + 1 + k + values[i];
                next = i + 1;
            }
        }
        bytes = 2 + (bits + 7) / 8;
        least = bytes < least ? bytes : least;
    }
    return s->kind & DOC_TF_ONES ? 0 : least;
}

static void check_size(struct random *random, const struct sample *s)
{
    uint32_t values[CODEC_BLOCK];
    (void)random;
    uint64_t least = docs_least(s, values);
    least += tfs_least(s, values);
    assert_int_equal(s->bytes.size, least);
}

static void blocks_are_as_small_as_can_be(void **state)
{
    (void)state;
    each_shape(check_size, 3);
}

/* Worked out by hand from CODEC.md. */
static void known_blocks(void **state)
{
    uint32_t docs[CODEC_BLOCK], tfs[CODEC_BLOCK];
    struct buffer out = {0};
    (void)state;
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        docs[i] = 7 + i;
        tfs[i] = 1;
    }
    assert_int_equal(codec_block_encode(docs, tfs, 7, &out), 128 + 31);
    assert_int_equal(out.size, 0);
    tfs[5] = 2; /* exceptions: 5 zeros and a one, then a one */
    assert_int_equal(codec_block_encode(docs, tfs, 7, &out), 31);
    assert_int_equal(out.size, 3);
    assert_memory_equal(out.data, ((uint8_t[]){0x80, 1, 0x60}), 3);
    buffer_reset(&out);
    for (uint32_t i = 0; i < CODEC_BLOCK; i++) {
        docs[i] = 2 * i; /* a bit set of 255 bits */
        tfs[i] = 2;      /* RICE 0: 01 each */
    }
    assert_int_equal(codec_block_encode(docs, tfs, 0, &out), 0);
    assert_int_equal(out.size, 32 + 1 + 32);
    for (unsigned i = 0; i < 32; i++) {
        assert_int_equal(out.data[i], 0x55);
        assert_int_equal(out.data[33 + i], 0xAA);
    }
    assert_int_equal(out.data[32], 0);
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_blocks),
        cmocka_unit_test(round_trips),
        cmocka_unit_test(blocks_are_as_small_as_can_be),
        cmocka_unit_test(truncations),
        cmocka_unit_test(flips),
        cmocka_unit_test(bytes_behind_the_block_are_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
