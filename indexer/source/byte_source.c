#include "indexer/source/byte_source.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "common/base/memory.h"

enum { IN_BYTES = 1 << 17, PATIENCE_MS = 100 };

struct byte_source {
    int file;
    const atomic_int *stop;
    bool gzip, in_member, file_ended, damaged;
    uint64_t consumed;
    size_t at, have; /* unread bytes of `in` */
    struct bytes name;
    z_stream stream;
    uint8_t in[IN_BYTES];
};

static void damage(struct byte_source *source, struct skips *skips, enum skip_reason reason)
{
    source->damaged = source->damaged || reason != SKIP_TRAILING_GARBAGE;
    source->file_ended = true;
    source->at = source->have = 0;
    skips_note(skips, reason, source->name, 0);
}

/* Waits for bytes, an end or an error of the file; false if `stop` came first. A signal may reach
 * another thread than this one, so that read would sleep on. */
static bool wait_for_bytes(const struct byte_source *source)
{
    struct pollfd file = {.fd = source->file, .events = POLLIN};
    while (source->stop != NULL) { /* also where there are always more bytes */
        if (*source->stop) {
            return false;
        }
        if (poll(&file, 1, PATIENCE_MS) > 0) {
            break;
        }
    }
    return true;
}

/* Makes at least `wanted` bytes unread if the file has them. */
static void fill(struct byte_source *source, size_t wanted, struct skips *skips)
{
    if (source->have - source->at >= wanted || source->file_ended) {
        return;
    }
    memmove(source->in, source->in + source->at, source->have - source->at);
    source->have -= source->at;
    source->at = 0;
    while (source->have < wanted) {
        if (!wait_for_bytes(source)) {
            source->damaged = source->file_ended = true;
            return;
        }
        ssize_t got = read(source->file, source->in + source->have, IN_BYTES - source->have);
        if (got > 0) {
            source->have += (size_t)got;
            source->consumed += (uint64_t)got;
        } else if (got == 0) {
            source->file_ended = true;
            return;
        } else if (errno != EINTR) {
            damage(source, skips, SKIP_UNREADABLE);
            return;
        }
    }
}

static bool at_gzip(const struct byte_source *source)
{
    const uint8_t *in = source->in + source->at;
    return source->have - source->at >= 3 && in[0] == 0x1f && in[1] == 0x8b && in[2] == 8;
}

enum status byte_source_open(struct byte_source **opened, int file, struct bytes name,
                             const atomic_int *stop, struct skips *skips, struct error *err)
{
    struct byte_source *source = memory_alloc(sizeof *source + name.size);
    if (source == NULL) {
        close(file);
        return error_set_memory(err);
    }
    memset(source, 0, offsetof(struct byte_source, in));
    memcpy(source + 1, name.data, name.size);
    source->name = bytes_of(source + 1, name.size);
    source->file = file;
    source->stop = stop;
    fill(source, 3, skips);
    source->gzip = at_gzip(source);
    if (source->gzip && inflateInit2(&source->stream, 15 + 16) != Z_OK) {
        source->gzip = false;
        byte_source_close(source);
        return error_set_memory(err);
    }
    *opened = source;
    return STATUS_OK;
}

static size_t read_plain(struct byte_source *source, uint8_t *out, size_t size, struct skips *skips)
{
    fill(source, 1, skips);
    size_t left = source->have - source->at, take = left < size ? left : size;
    memcpy(out, source->in + source->at, take);
    source->at += take;
    return take;
}

/* Between members: another one, zero padding, or what does not belong there. */
static bool next_member(struct byte_source *source, struct skips *skips)
{
    fill(source, 3, skips);
    while (source->at < source->have && source->in[source->at] == 0) {
        source->at++;
        fill(source, 3, skips);
    }
    if (source->at == source->have) {
        return false;
    }
    if (!at_gzip(source)) {
        damage(source, skips, SKIP_TRAILING_GARBAGE);
        return false;
    }
    inflateReset(&source->stream);
    source->in_member = true;
    return true;
}

static size_t read_gzip(struct byte_source *source, uint8_t *out, size_t size, struct skips *skips)
{
    z_stream *stream = &source->stream;
    stream->next_out = out;
    stream->avail_out = size > IN_BYTES ? IN_BYTES : (uInt)size;
    uInt room = stream->avail_out;
    while (stream->avail_out == room && !source->damaged) {
        if (!source->in_member && !next_member(source, skips)) {
            break;
        }
        fill(source, 1, skips);
        stream->next_in = source->in + source->at;
        stream->avail_in = (uInt)(source->have - source->at);
        int step = inflate(stream, Z_NO_FLUSH);
        source->at = source->have - stream->avail_in;
        if (step == Z_STREAM_END) {
            source->in_member = false;
        } else if (step != Z_OK && !(step == Z_BUF_ERROR && !source->file_ended)) {
            damage(source, skips, SKIP_DAMAGED_GZIP);
        }
    }
    return room - stream->avail_out;
}

size_t byte_source_read(struct byte_source *source, uint8_t *out, size_t size, struct skips *skips)
{
    if (size == 0) {
        return 0;
    }
    return source->gzip ? read_gzip(source, out, size, skips) : read_plain(source, out, size, skips);
}

bool byte_source_damaged(const struct byte_source *source)
{
    return source->damaged;
}

uint64_t byte_source_consumed(const struct byte_source *source)
{
    return source->consumed;
}

void byte_source_close(struct byte_source *source)
{
    if (source != NULL) {
        if (source->gzip) {
            inflateEnd(&source->stream);
        }
        if (source->file != STDIN_FILENO) {
            close(source->file);
        }
        memory_free(source);
    }
}
