/* Plain and gzip bytes, whole and damaged; zlib's own writer makes the members. */
#include "cmocka_all.h"

#include <fcntl.h>
#include <zlib.h>

#include "indexer/source/byte_source.h"
#include "scratch_folder.h"
#include "source_tests.h"

void gzip_append(struct buffer *out, struct bytes content)
{
    z_stream stream = {0};
    static Bytef none;
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&stream, (uLong)content.size);
    assert_true(buffer_reserve(out, room));
    struct buffer copy = {0}; /* zlib wants bytes that could be written */
    buffer_append(&copy, content.data, content.size);
    stream.next_in = copy.data ? copy.data : &none;
    stream.avail_in = (uInt)content.size;
    stream.next_out = out->data + out->size;
    stream.avail_out = (uInt)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out->size += room - stream.avail_out;
    deflateEnd(&stream);
    buffer_release(&copy);
}

/* All bytes in steps of `step`; whether the source says that it is damaged. */
static bool read_all(const struct scratch_folder *folder, struct bytes file, size_t step,
                     struct buffer *out, struct skips *skips)
{
    struct scratch_path path = scratch_folder_write(folder, "file", file);
    struct byte_source *source = NULL;
    int handle = open(path.text, O_RDONLY | O_CLOEXEC);
    assert_true(handle >= 0);
    *skips = (struct skips){0};
    buffer_reset(out);
    assert_int_equal(byte_source_open(&source, handle, bytes_of_text("name"), NULL, skips, NULL), STATUS_OK);
    for (;;) {
        assert_true(buffer_reserve(out, step));
        size_t got = byte_source_read(source, out->data + out->size, step, skips);
        assert_true(got <= step);
        if (got == 0) {
            break;
        }
        out->size += got;
    }
    uint8_t byte;
    assert_int_equal(byte_source_read(source, &byte, 1, skips), 0);
    assert_int_equal(byte_source_read(source, &byte, 0, skips), 0);
    assert_true(byte_source_consumed(source) <= file.size);
    bool damaged = byte_source_damaged(source);
    byte_source_close(source);
    return damaged;
}

struct fixture {
    struct scratch_folder folder;
    struct buffer text, file, out;
    struct skips skips;
};

static void begin(struct fixture *f, size_t size)
{
    uint64_t seed = 1;
    *f = (struct fixture){0};
    f->folder = scratch_folder_make();
    while (f->text.size < size) { /* half of it compresses */
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        buffer_append_byte(&f->text, (uint8_t)(seed >> 33 & 1 ? 'a' : seed >> 40));
    }
}

static void end(struct fixture *f)
{
    buffer_release(&f->text);
    buffer_release(&f->file);
    buffer_release(&f->out);
    scratch_folder_remove(&f->folder);
}

static const size_t steps[] = {1, 7, 4096, 1 << 18};

static void check(struct fixture *f, struct bytes wanted, bool damaged)
{
    for (size_t i = wanted.size > 5000 ? 2 : 0; i < sizeof steps / sizeof *steps; i++) {
        assert_int_equal(read_all(&f->folder, buffer_bytes(&f->file), steps[i], &f->out, &f->skips),
                         damaged);
        assert_true(bytes_equal(buffer_bytes(&f->out), wanted));
        assert_int_equal(f->skips.counts[SKIP_DAMAGED_GZIP], damaged);
    }
}

static void test_plain(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "a", "ab", "abc", "\x1f\x8b", "\x1f\x8b\x07...", "PK\x03\x04"};
    struct fixture f;
    begin(&f, 300000);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        buffer_reset(&f.file);
        buffer_append_text(&f.file, texts[i]);
        check(&f, bytes_of_text(texts[i]), false);
    }
    buffer_reset(&f.file);
    buffer_append(&f.file, f.text.data, f.text.size);
    check(&f, buffer_bytes(&f.text), false);
    end(&f);
}

/* Members one after the other, empty ones among them, zeros between and behind. */
static void test_members(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, 1000000);
    gzip_append(&f.file, buffer_bytes(&f.text));
    check(&f, buffer_bytes(&f.text), false);
    buffer_reset(&f.file);
    gzip_append(&f.file, bytes_of_text("eins "));
    gzip_append(&f.file, bytes_of_text(""));
    gzip_append(&f.file, bytes_of_text("zwei "));
    buffer_append_zeros(&f.file, 600);
    gzip_append(&f.file, bytes_of_text("drei"));
    buffer_append_zeros(&f.file, 5);
    check(&f, bytes_of_text("eins zwei drei"), false);
    assert_int_equal(f.skips.counts[SKIP_TRAILING_GARBAGE], 0);
    buffer_reset(&f.file);
    gzip_append(&f.file, bytes_of_text(""));
    check(&f, bytes_of_text(""), false);
    end(&f);
}

/* What stands behind the last member is noted, not read, and no damage. */
static void test_garbage(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, 0);
    gzip_append(&f.file, bytes_of_text("inhalt"));
    buffer_append_text(&f.file, "garbage");
    check(&f, bytes_of_text("inhalt"), false);
    assert_int_equal(f.skips.counts[SKIP_TRAILING_GARBAGE], 1);
    assert_string_equal(f.skips.first[SKIP_TRAILING_GARBAGE], "name");
    end(&f);
}

/* Cut at every byte: what comes out is a beginning, and only the whole file is sound. */
static void test_truncated(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, 3000);
    struct buffer whole = {0};
    gzip_append(&whole, buffer_bytes(&f.text));
    size_t first = whole.size;
    gzip_append(&whole, bytes_of_text("mehr"));
    buffer_append_text(&f.text, "mehr");
    for (size_t size = 3; size <= whole.size; size++) {
        bool sound = size == first || size == whole.size;
        bool damaged = read_all(&f.folder, bytes_of(whole.data, size), 1000, &f.out, &f.skips);
        assert_true(f.out.size <= f.text.size);
        assert_memory_equal(f.out.data, f.text.data, f.out.size);
        bool noted = f.skips.counts[SKIP_DAMAGED_GZIP] + f.skips.counts[SKIP_TRAILING_GARBAGE] == 1;
        assert_int_equal(noted, !sound);
        /* one or two bytes of a next head are not known as one */
        assert_int_equal(damaged, !sound && size != first + 1 && size != first + 2);
    }
    buffer_release(&whole);
    end(&f);
}

/* A changed byte behind the head is noticed, unless it is one of the few that change nothing. */
static void test_changed(void **state)
{
    (void)state;
    struct fixture f;
    size_t changes = 0;
    begin(&f, 500);
    gzip_append(&f.file, buffer_bytes(&f.text));
    for (size_t i = 10; i < f.file.size; i++) {
        f.file.data[i] ^= 0x10;
        bool damaged = read_all(&f.folder, buffer_bytes(&f.file), 100, &f.out, &f.skips);
        bool same = bytes_equal(buffer_bytes(&f.out), buffer_bytes(&f.text));
        assert_true(damaged || (same && i < f.file.size - 8)); /* the sums at the end */
        assert_int_equal(f.skips.counts[SKIP_DAMAGED_GZIP], damaged);
        changes += damaged;
        f.file.data[i] ^= 0x10;
    }
    assert_true(changes > (f.file.size - 10) * 9 / 10);
    check(&f, buffer_bytes(&f.text), false);
    end(&f);
}

int byte_source_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),     cmocka_unit_test(test_members),
        cmocka_unit_test(test_garbage),   cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_changed),
    };
    return cmocka_run_group_tests_name("byte source", tests, NULL, NULL);
}
