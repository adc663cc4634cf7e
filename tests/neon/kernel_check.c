/* Every vector kernel of this machine against the scalar path, on whole and on damaged bytes. Plain
 * C without a test library, so that it runs cross-compiled under an emulator: scripts/test-neon. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/codec/codec.h"
#include "exact_bytes.h"
#include "random.h"
#include "tests/unit/codec/samples.h"

enum { ROOM = CODEC_BLOCK + 16, MAX_TF = 700, MAX_BLOCK_BYTES = 4096 };

struct check {
    const struct codec *scalar, *vector;
    struct random random;
    const char *kernel;
    unsigned long comparisons;
};

static void expect(struct check *check, bool same)
{
    check->comparisons++;
    if (!same) {
        printf("%s: %s is not what the scalar path says (comparison %lu)\n",
               cpu_path_name(check->vector->path), check->kernel, check->comparisons);
        exit(1);
    }
}

/* --- blocks --- */

struct block {
    uint32_t base, last;
    uint8_t kind;
};

typedef bool block_kernel(const uint8_t *in, const uint8_t *end, uint8_t kind, uint32_t base,
                          uint32_t last, uint32_t *out);

static bool compare_decoded(struct check *check, block_kernel *scalar, block_kernel *vector,
                            const struct block *block, struct exact_bytes in, uint32_t out[ROOM])
{
    uint32_t other[ROOM];
    memset(out, 0xEE, ROOM * sizeof *out);
    memset(other, 0xDD, sizeof other);
    bool good = scalar(in.start, in.end, block->kind, block->base, block->last, out);
    expect(check, vector(in.start, in.end, block->kind, block->base, block->last, other) == good);
    expect(check, !good || memcmp(out, other, CODEC_BLOCK * sizeof *out) == 0);
    return good;
}

/* Each frequency alone: 0 where that is not to be had. */
static void compare_single_tfs(struct check *check, const struct block *block,
                               struct exact_bytes in, const uint32_t *tfs)
{
    check->kernel = "tf_at";
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        uint32_t tf = check->scalar->tf_at(in.start, in.end, block->kind, block->base, block->last, i);
        expect(check, check->vector->tf_at(in.start, in.end, block->kind, block->base, block->last,
                                           i) == tf);
        expect(check, tfs == NULL || tf == 0 || tf == tfs[i]);
    }
}

/* `docs` and `tfs` are what was encoded, NULL for bytes that are damaged. */
static void compare_block(struct check *check, const struct block *block, struct exact_bytes in,
                          const uint32_t *docs, const uint32_t *tfs)
{
    uint32_t out[ROOM];
    check->kernel = "docs_decode";
    bool good = compare_decoded(check, check->scalar->docs_decode, check->vector->docs_decode, block,
                                in, out);
    expect(check, docs == NULL || (good && memcmp(out, docs, CODEC_BLOCK * sizeof *out) == 0));
    check->kernel = "tfs_decode";
    good = compare_decoded(check, check->scalar->tfs_decode, check->vector->tfs_decode, block, in,
                           out);
    expect(check, tfs == NULL || (good && memcmp(out, tfs, CODEC_BLOCK * sizeof *out) == 0));
    compare_single_tfs(check, block, in, tfs);
}

/* A byte more behind the block, counted as part of the documents' unary string or not. */
static void lengthen_block(struct check *check, const struct block *block, const uint8_t *data,
                           size_t size)
{
    uint8_t longer[MAX_BLOCK_BYTES + 1];
    for (unsigned round = 0; round < 4; round++) {
        memcpy(longer, data, size);
        longer[size] = round & 1 ? 1 : 0;
        longer[0] = (uint8_t)(longer[0] + (round & 2 ? 1 : 0));
        struct exact_bytes in = exact_bytes_of(longer, size + 1);
        compare_block(check, block, in, NULL, NULL);
        free(in.start);
    }
}

static void damage_block(struct check *check, const struct block *block, const uint8_t *data,
                         size_t size)
{
    struct exact_bytes in = exact_bytes_of(data, size);
    struct block other = *block;
    for (unsigned round = 0; round < 24; round++) {
        memcpy(in.start, data, size);
        for (unsigned flips = 1 + random_below(&check->random, 3); flips > 0; flips--) {
            in.start[random_below(&check->random, size)] ^=
                (uint8_t)(1u << random_below(&check->random, 8));
        }
        compare_block(check, block, in, NULL, NULL);
    }
    memcpy(in.start, data, size);
    for (unsigned kind = 0; kind < 256; kind += 1 + random_below(&check->random, 9)) {
        other.kind = (uint8_t)kind;
        compare_block(check, &other, in, NULL, NULL);
    }
    other = *block;
    other.last += 1 - 2 * random_below(&check->random, 2);
    compare_block(check, &other, in, NULL, NULL);
    free(in.start);
    for (size_t cut = 0; cut < size; cut += 1 + cut / 64) {
        in = exact_bytes_of(data, cut);
        compare_block(check, block, in, NULL, NULL);
        free(in.start);
    }
}

static void compare_find(struct check *check, const uint32_t docs[CODEC_BLOCK])
{
    uint32_t wanted[2 * CODEC_BLOCK + 2], last = 0;
    uint8_t places[sizeof wanted / sizeof *wanted], others[sizeof wanted / sizeof *wanted];
    unsigned count = 0;
    if (docs[0] > 0) {
        wanted[count++] = last = docs[0] - 1;
    }
    for (unsigned i = 0; i < CODEC_BLOCK; i++) {
        if (random_below(&check->random, 3) > 0) {
            wanted[count++] = last = docs[i];
        }
        uint32_t next = docs[i] + 1;
        if (random_below(&check->random, 3) == 0 && next > last &&
            (i + 1 == CODEC_BLOCK || docs[i + 1] > next)) {
            wanted[count++] = last = next;
        }
    }
    check->kernel = "find";
    check->scalar->find(docs, wanted, count, places);
    check->vector->find(docs, wanted, count, others);
    expect(check, memcmp(places, others, count) == 0);
    for (unsigned i = 0; i < count; i++) {
        expect(check, places[i] == CODEC_NOT_THERE || docs[places[i]] == wanted[i]);
    }
}

/* Some documents of a bit set and some that are not there. */
static void compare_find_bits(struct check *check, const struct block *block, struct exact_bytes in,
                              const uint32_t docs[CODEC_BLOCK])
{
    uint32_t wanted[CODEC_BLOCK];
    uint8_t places[CODEC_BLOCK], others[CODEC_BLOCK];
    unsigned count = 0, place = 0;
    uint32_t step = 1 + (block->last - block->base) / (CODEC_BLOCK / 2);
    for (uint32_t next = block->base; next <= block->last && count < CODEC_BLOCK;
         next += 1 + random_below(&check->random, step)) {
        wanted[count++] = next;
    }
    check->kernel = "find_bits";
    check->scalar->find_bits(in.start, block->base, wanted, count, places);
    check->vector->find_bits(in.start, block->base, wanted, count, others);
    expect(check, memcmp(places, others, count) == 0);
    for (unsigned i = 0; i < count; i++) {
        while (docs[place] < wanted[i]) {
            place++;
        }
        expect(check, places[i] == (docs[place] == wanted[i] ? place : CODEC_NOT_THERE));
    }
}

static void check_blocks(struct check *check)
{
    uint32_t docs[CODEC_BLOCK], tfs[CODEC_BLOCK];
    for (unsigned shape = 0; shape < SAMPLE_DOC_SHAPES * SAMPLE_TF_SHAPES; shape++) {
        struct buffer bytes = {0};
        struct block block = {.base = shape % 3 ? random_below(&check->random, 1 << 27) : 0};
        sample_docs(&check->random, shape / SAMPLE_TF_SHAPES, block.base, CODEC_BLOCK, docs);
        sample_tfs(&check->random, shape % SAMPLE_TF_SHAPES, CODEC_BLOCK, tfs);
        block.last = docs[CODEC_BLOCK - 1];
        block.kind = codec_block_encode(docs, tfs, block.base, &bytes);
        struct exact_bytes in = exact_bytes_of(bytes.data, bytes.size);
        compare_block(check, &block, in, docs, tfs);
        compare_find(check, docs);
        if (codec_is_bit_set(block.kind)) {
            compare_find_bits(check, &block, in, docs);
        }
        free(in.start);
        if (bytes.size > 0 && bytes.size <= MAX_BLOCK_BYTES) {
            lengthen_block(check, &block, bytes.data, bytes.size);
            damage_block(check, &block, bytes.data, bytes.size);
        }
        buffer_release(&bytes);
    }
}

/* Bytes that no encoder wrote: all zero, all one, random, sparse. */
static void fill(struct random *random, unsigned shape, uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        uint8_t any = (uint8_t)random_below(random, 256);
        uint8_t sparse = random_below(random, 6) == 0 ? any : 0;
        data[i] = (uint8_t[]){0, 255, any, sparse}[shape % 4];
    }
}

static void check_rubbish(struct check *check)
{
    uint8_t data[600];
    for (unsigned round = 0; round < 4000; round++) {
        struct block block = {.base = random_below(&check->random, 1 << 20),
                              .kind = (uint8_t)random_below(&check->random, 256)};
        size_t size = random_below(&check->random, sizeof data);
        block.last = block.base + random_below(&check->random, 4096);
        fill(&check->random, round, data, size);
        if (round % 5 == 0 && size > 0) { /* the right number of bytes for a unary string */
            data[0] = (uint8_t)random_below(&check->random, 64);
        }
        struct exact_bytes in = exact_bytes_of(data, size);
        compare_block(check, &block, in, NULL, NULL);
        free(in.start);
    }
}

/* --- short lists --- */

struct short_list {
    uint32_t base, limit, docs[CODEC_BLOCK], tfs[CODEC_BLOCK];
    size_t count;
};

/* `whole`: the bytes are undamaged. */
static void compare_short(struct check *check, const struct short_list *list,
                          struct exact_bytes in, bool whole)
{
    uint32_t out[ROOM], other[ROOM];
    uint64_t bit = 0, other_bit = 0;
    size_t size = list->count * sizeof *out;
    check->kernel = "short_docs";
    bool good = check->scalar->short_docs(in.start, in.end, list->count, list->base, list->limit, out,
                                          &bit);
    expect(check, check->vector->short_docs(in.start, in.end, list->count, list->base, list->limit,
                                            other, &other_bit) == good);
    expect(check, !good || (bit == other_bit && memcmp(out, other, size) == 0));
    expect(check, !whole || (good && memcmp(out, list->docs, size) == 0));
    if (!good) {
        return;
    }
    check->kernel = "short_tfs";
    good = check->scalar->short_tfs(in.start, in.end, bit, list->count, out);
    expect(check, check->vector->short_tfs(in.start, in.end, bit, list->count, other) == good);
    expect(check, !good || memcmp(out, other, size) == 0);
    expect(check, !whole || (good && memcmp(out, list->tfs, size) == 0));
}

/* Bytes with a bit turned, and fewer. */
static struct exact_bytes damaged(struct random *random, const struct buffer *bytes)
{
    size_t size = random_below(random, 4) ? bytes->size : random_below(random, bytes->size);
    struct exact_bytes in = exact_bytes_of(bytes->data, size);
    if (size > 0) {
        in.start[random_below(random, size)] ^= (uint8_t)(1u << random_below(random, 8));
    }
    return in;
}

static void check_short(struct check *check)
{
    struct short_list list;
    for (unsigned shape = 0; shape < 8 * SAMPLE_DOC_SHAPES * SAMPLE_TF_SHAPES; shape++) {
        struct buffer bytes = {0};
        list.count = 1 + random_below(&check->random, CODEC_BLOCK - 1);
        list.base = shape % 3 ? random_below(&check->random, 1 << 20) : 0;
        sample_docs(&check->random, shape % SAMPLE_DOC_SHAPES, list.base, list.count, list.docs);
        sample_tfs(&check->random, shape % SAMPLE_TF_SHAPES, list.count, list.tfs);
        list.limit = list.docs[list.count - 1] + 1 + random_below(&check->random, 5000);
        codec_short_encode(list.docs, list.tfs, list.count, list.base, list.limit, &bytes);
        struct exact_bytes in = exact_bytes_of(bytes.data, bytes.size);
        compare_short(check, &list, in, true);
        free(in.start);
        for (unsigned round = 0; round < 8 && bytes.size > 0; round++) {
            in = damaged(&check->random, &bytes);
            compare_short(check, &list, in, false);
            free(in.start);
        }
        buffer_release(&bytes);
    }
}

/* --- symbols --- */

static void compare_symbols(struct check *check, struct bit_reader reader, unsigned kinds,
                            const uint8_t *right, uint32_t count)
{
    struct symbols symbols;
    check->kernel = "symbols_among";
    bool open = symbols_open(&symbols, &reader, count, kinds);
    expect(check, open || right == NULL);
    for (uint32_t place = 0; place < count && open; place++) {
        uint32_t wanted = random_below(&check->random, (uint32_t)1 << kinds);
        bool among = check->scalar->symbols_among(&symbols, place, wanted);
        expect(check, check->vector->symbols_among(&symbols, place, wanted) == among);
        expect(check, right == NULL || among == (wanted >> right[place] & 1));
    }
}

static void check_symbols(struct check *check)
{
    enum { MOST = 700 };
    uint8_t symbols[MOST];
    for (unsigned shape = 0; shape < 300; shape++) {
        struct buffer bytes = {0};
        struct bit_writer writer = {.out = &bytes};
        uint32_t count = 1 + random_below(&check->random, MOST), share = 1 + shape % 5;
        unsigned kinds = 2 + shape % (SYMBOLS_MOST_KINDS - 1);
        for (uint32_t i = 0; i < count; i++) {
            for (symbols[i] = 0; symbols[i] + 1u < kinds && random_below(&check->random, 6) >= share;) {
                symbols[i]++;
            }
        }
        symbols_encode(&writer, symbols, count, kinds);
        bit_writer_finish(&writer);
        size_t size = bytes.size;
        buffer_append_zeros(&bytes, SYMBOLS_SLACK_BYTES);
        compare_symbols(check, bit_reader_of(bytes_of(bytes.data, size)), kinds, symbols, count);
        for (unsigned round = 0; round < 8 && size > 0; round++) {
            uint8_t *byte = &bytes.data[random_below(&check->random, (uint32_t)size)];
            *byte ^= (uint8_t)(1u << random_below(&check->random, 8));
            compare_symbols(check, bit_reader_of(bytes_of(bytes.data, size)), kinds, NULL, count);
        }
        buffer_release(&bytes);
    }
}

/* --- bits --- */

static void check_bits(struct check *check)
{
    uint8_t data[512];
    uint64_t words[sizeof data / 8];
    for (unsigned shape = 0; shape < 64; shape++) {
        size_t size = 1 + random_below(&check->random, sizeof data);
        fill(&check->random, shape, data, sizeof data);
        struct exact_bytes in = exact_bytes_of(data, size);
        check->kernel = "bit_rank";
        for (uint32_t bit = 0; bit <= 8 * size; bit += 1 + random_below(&check->random, 7)) {
            expect(check, check->scalar->bit_rank(in.start, bit) ==
                              check->vector->bit_rank(in.start, bit));
        }
        free(in.start);
        check->kernel = "count_ones";
        memcpy(words, data, sizeof words);
        for (size_t count = 0; count <= sizeof words / 8; count++) {
            expect(check, check->scalar->count_ones(words, count) ==
                              check->vector->count_ones(words, count));
        }
    }
}

/* --- positions --- */

struct position_block {
    uint32_t tfs[CODEC_BLOCK], count, starts[CODEC_BLOCK];
    uint32_t limits[CODEC_BLOCK];
    uint32_t positions[CODEC_BLOCK * MAX_TF];
};

/* `tf` rising positions below the limit. */
static void sample_positions(struct random *random, uint32_t tf, uint32_t limit, uint32_t *out)
{
    uint64_t next = 0;
    for (uint32_t j = 0; j < tf; j++) {
        uint64_t room = limit - next - (tf - j - 1), step = 2 * room / (tf - j);
        next += random_below(random, step > 0 && step < room ? step : room);
        out[j] = (uint32_t)next++;
    }
}

static void sample_position_block(struct random *random, unsigned shape, struct position_block *block)
{
    uint32_t at = 0;
    block->count = shape % 4 == 0 ? 1 + random_below(random, 32) : 1 + random_below(random, CODEC_BLOCK);
    for (uint32_t i = 0; i < block->count; i++) {
        uint32_t tf = shape % 3 == 0 ? 1 : 1 + random_below(random, shape % 7 == 0 ? MAX_TF : 4);
        unsigned least = 1;
        while ((uint64_t)1 << least < tf) {
            least++;
        }
        unsigned more = shape % 2 ? 12 : random_below(random, 21 - least); /* alike, or each its own */
        block->tfs[i] = tf;
        uint32_t most = (uint32_t)1 << (least > more ? least : more);
        most -= most / 4 > tf ? random_below(random, most / 4) : 0;
        block->limits[i] = shape % 11 == 0 ? CODEC_MOST_POSITIONS : most;
        block->starts[i] = at;
        sample_positions(random, tf, block->limits[i], block->positions + at);
        at += tf;
    }
}

/* All documents in order or any order; `whole`: the bytes are undamaged. */
static void compare_reading(struct check *check, const struct position_block *block,
                            struct positions_view view, bool whole)
{
    struct positions_view scalar = view, vector = view;
    uint32_t out[MAX_TF], other[MAX_TF];
    bool any_order = random_below(&check->random, 2);
    check->kernel = "positions_read";
    for (uint32_t i = 0; i < block->count; i++) {
        uint8_t index = (uint8_t)(any_order ? random_below(&check->random, block->count) : i);
        size_t size = block->tfs[index] * sizeof *out;
        bool read = check->scalar->positions_read(&scalar, &index, 1, out);
        expect(check, check->vector->positions_read(&vector, &index, 1, other) == read);
        expect(check, !read || memcmp(out, other, size) == 0);
        expect(check, !whole || (read && memcmp(out, block->positions + block->starts[index],
                                                size) == 0));
    }
}

static void compare_questions(struct check *check, const struct position_block *block,
                              struct positions_view view)
{
    struct positions_view scalar = view, vector = view;
    uint8_t index[CODEC_BLOCK], found[CODEC_BLOCK], other[CODEC_BLOCK];
    uint32_t wanted[CODEC_BLOCK];
    check->kernel = "positions_test";
    for (uint32_t i = 0; i < block->count; i++) {
        uint32_t near = block->positions[block->starts[i] + random_below(&check->random, block->tfs[i])];
        wanted[i] = near + random_below(&check->random, 2);
        index[i] = (uint8_t)i;
    }
    bool good = check->scalar->positions_test(&scalar, index, wanted, block->count, found);
    expect(check, check->vector->positions_test(&vector, index, wanted, block->count, other) == good);
    expect(check, !good || memcmp(found, other, block->count) == 0);
}

static void compare_positions(struct check *check, const struct position_block *block,
                              struct exact_bytes in, bool whole)
{
    struct positions_view view;
    check->kernel = "positions_open";
    bool open = codec_positions_open(&view, in.start, in.end, block->tfs, block->limits,
                                     block->count);
    expect(check, open || !whole);
    if (open) {
        compare_reading(check, block, view, whole);
        compare_questions(check, block, view);
    }
}

/* Frequencies that no such block can have, as damage to others gives them. */
static void compare_wrong_tfs(struct check *check, const struct position_block *block,
                              struct exact_bytes in)
{
    struct positions_view scalar, vector;
    uint8_t index[CODEC_BLOCK], found[CODEC_BLOCK], other[CODEC_BLOCK];
    uint32_t tfs[CODEC_BLOCK], wanted[CODEC_BLOCK];
    for (uint32_t i = 0; i < block->count; i++) {
        uint32_t huge = UINT32_MAX >> random_below(&check->random, 24);
        tfs[i] = random_below(&check->random, 40) ? block->tfs[i] : huge;
        wanted[i] = random_below(&check->random, block->limits[i]);
        index[i] = (uint8_t)i;
    }
    if (codec_positions_open(&scalar, in.start, in.end, tfs, block->limits, block->count)) {
        vector = scalar;
        bool good = check->scalar->positions_test(&scalar, index, wanted, block->count, found);
        expect(check, check->vector->positions_test(&vector, index, wanted, block->count, other) ==
                          good);
        expect(check, !good || memcmp(found, other, block->count) == 0);
    }
}

static void check_positions(struct check *check)
{
    struct position_block *block = calloc(1, sizeof *block);
    for (unsigned shape = 0; shape < 400 && block != NULL; shape++) {
        struct buffer bytes = {0};
        sample_position_block(&check->random, shape, block);
        codec_positions_encode(block->tfs, block->limits, block->positions, block->count, &bytes);
        struct exact_bytes in = exact_bytes_of(bytes.data, bytes.size);
        compare_positions(check, block, in, true);
        for (unsigned round = 0; round < 8 && bytes.size > 0; round++) {
            memcpy(in.start, bytes.data, bytes.size);
            in.start[random_below(&check->random, round < 4 && bytes.size > 8 ? 8 : bytes.size)] ^=
                (uint8_t)(1u << random_below(&check->random, 8));
            compare_positions(check, block, in, false);
            compare_wrong_tfs(check, block, in);
            struct exact_bytes less =
                exact_bytes_of(bytes.data, random_below(&check->random, bytes.size));
            compare_positions(check, block, less, false);
            free(less.start);
        }
        free(in.start);
        buffer_release(&bytes);
    }
    free(block);
}

/* --- parts --- */

struct part_block {
    uint32_t tfs[ROOM], parts[CODEC_BLOCK]; /* tfs are read in whole vectors */
    size_t count;
};

static void sample_parts(struct random *random, unsigned shape, struct part_block *block)
{
    static const uint32_t chances[] = {1, 10, 50, 95, 100};
    block->count = shape % 3 ? 1 + random_below(random, CODEC_BLOCK) : CODEC_BLOCK;
    memset(block->tfs, 0xEE, sizeof block->tfs);
    sample_tfs(random, shape % SAMPLE_TF_SHAPES, block->count, block->tfs);
    for (size_t i = 0; i < block->count; i++) {
        bool some = random_below(random, 100) < chances[shape % 5];
        bool all = shape % 11 == 0 || random_below(random, 2);
        uint32_t tf = block->tfs[i];
        block->parts[i] = !some ? 0 : all ? tf : 1 + random_below(random, tf);
    }
}

/* `whole`: the bytes are undamaged. */
static void compare_parts(struct check *check, const struct part_block *block,
                          struct exact_bytes in, bool whole)
{
    uint32_t out[ROOM], other[ROOM];
    size_t size = block->count * sizeof *out;
    bool good = check->scalar->parts_decode(in.start, in.end, block->tfs, block->count, out);
    expect(check, check->vector->parts_decode(in.start, in.end, block->tfs, block->count, other) ==
                      good);
    expect(check, !good || memcmp(out, other, size) == 0);
    expect(check, !whole || (good && memcmp(out, block->parts, size) == 0));
}

static void check_parts(struct check *check)
{
    struct part_block block;
    check->kernel = "parts_decode";
    for (unsigned shape = 0; shape < 2000; shape++) {
        struct buffer bytes = {0};
        sample_parts(&check->random, shape, &block);
        codec_parts_encode(block.tfs, block.parts, block.count, &bytes);
        struct exact_bytes in = exact_bytes_of(bytes.data, bytes.size);
        compare_parts(check, &block, in, true);
        for (unsigned round = 0; round < 8 && bytes.size > 0; round++) {
            memcpy(in.start, bytes.data, bytes.size);
            in.start[random_below(&check->random, bytes.size)] ^=
                (uint8_t)(1u << random_below(&check->random, 8));
            compare_parts(check, &block, in, false);
            struct exact_bytes less =
                exact_bytes_of(bytes.data, random_below(&check->random, bytes.size));
            compare_parts(check, &block, less, false);
            free(less.start);
        }
        free(in.start);
        buffer_release(&bytes);
    }
}

int main(void)
{
    unsigned paths = 0;
    for (enum cpu_path path = CPU_SSE41; path <= CPU_NEON; path++) {
        struct check check = {codec_for(CPU_SCALAR), codec_for(path), {path}, "", 0};
        if (check.vector == NULL) {
            continue;
        }
        check_blocks(&check);
        check_rubbish(&check);
        check_short(&check);
        check_symbols(&check);
        check_bits(&check);
        check_positions(&check);
        check_parts(&check);
        printf("%s: %lu comparisons\n", cpu_path_name(path), check.comparisons);
        paths++;
    }
    if (paths == 0) {
        puts("this machine has no vector path");
    }
    return 0;
}
