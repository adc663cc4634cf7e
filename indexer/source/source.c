#include "indexer/source/source.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "common/base/buffer.h"
#include "common/base/memory.h"
#include "indexer/source/byte_source.h"
#include "indexer/source/walk.h"

enum { CHUNK_BYTES = 1 << 18, SNIFF_BYTES = 8192 };

/* `window` holds what was read and not yet handed out: [start, window.size). */
struct source {
    enum source_format wanted;
    const atomic_int *stop;
    struct walk walk;
    struct skips walk_skips;   /* noted while walking, handed over with the first record */
    size_t file;               /* next file of the walk */
    struct byte_source *bytes; /* NULL: between files */
    enum record_format format; /* of the file at hand */
    struct buffer window;
    size_t start, scanned;
    bool ended;
    uint64_t line, number, read_before, total_bytes;
    struct bytes name;
};

enum status source_open(struct source **opened, const char *const *inputs, size_t count,
                        enum source_format format, struct error *err)
{
    struct source *source = memory_alloc_array(1, sizeof *source);
    if (source == NULL) {
        return error_set_memory(err);
    }
    source->wanted = format;
    enum status status = walk_inputs(&source->walk, inputs, count, &source->walk_skips, err);
    if (status != STATUS_OK) {
        source_close(source);
        return status;
    }
    for (size_t i = 0; i < source->walk.count; i++) {
        source->total_bytes += source->walk.files[i].size_bytes;
    }
    *opened = source;
    return STATUS_OK;
}

void source_watch(struct source *source, const atomic_int *stop)
{
    source->stop = stop;
}

void source_close(struct source *source)
{
    if (source != NULL) {
        byte_source_close(source->bytes);
        walk_release(&source->walk);
        buffer_release(&source->window);
        memory_free(source);
    }
}

void source_progress(const struct source *source, uint64_t *read_bytes, uint64_t *total_bytes)
{
    *read_bytes = source->read_before +
                  (source->bytes ? byte_source_consumed(source->bytes) : 0);
    *total_bytes = source->total_bytes;
}

/* Reads one more chunk behind the window; false without memory. */
static bool read_more(struct source *source, struct skips *skips)
{
    if (source->start > 0) {
        memmove(source->window.data, source->window.data + source->start,
                source->window.size - source->start);
        source->window.size -= source->start;
        source->scanned -= source->start;
        source->start = 0;
    }
    if (!buffer_reserve(&source->window, CHUNK_BYTES)) {
        return false;
    }
    size_t got = byte_source_read(source->bytes, source->window.data + source->window.size,
                                  CHUNK_BYTES, skips);
    source->window.size += got;
    source->ended = got == 0;
    return true;
}

static bool name_ends(struct bytes name, const char *suffix)
{
    size_t size = strlen(suffix);
    if (name.size > 3 && memcmp(name.data + name.size - 3, ".gz", 3) == 0) {
        name.size -= 3;
    }
    return name.size >= size && memcmp(name.data + name.size - size, suffix, size) == 0;
}

/* The format of the file at hand: as told, by name, or by its first bytes. */
static enum record_format detect(const struct source *source)
{
    static const enum record_format told[] = {
        [SOURCE_TEXT] = RECORD_TEXT, [SOURCE_JSONL] = RECORD_JSONL, [SOURCE_LINES] = RECORD_LINES};
    if (source->wanted != SOURCE_AUTO) {
        return told[source->wanted];
    }
    if (name_ends(source->name, ".jsonl") || name_ends(source->name, ".ndjson")) {
        return RECORD_JSONL;
    }
    const uint8_t *at = source->window.data + source->start;
    const uint8_t *end = source->window.data + source->window.size;
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        at++;
    }
    bool object = end - at > 2 && *at == '{';
    for (at++; object && at < end && (*at == ' ' || *at == '\t'); at++) {
    }
    return object && at < end && *at == '"' ? RECORD_JSONL : RECORD_TEXT;
}

static enum status open_next(struct source *source, struct skips *skips, struct error *err)
{
    const struct walk_file *file = &source->walk.files[source->file++];
    bool input = strcmp(file->path, "-") == 0;
    int handle = input ? STDIN_FILENO : open(file->path, O_RDONLY | O_CLOEXEC);
    source->name = bytes_of_text(input ? "stdin" : file->name);
    source->line = 0;
    source->start = source->scanned = 0;
    source->ended = false;
    buffer_reset(&source->window);
    if (handle < 0) {
        skips_note(skips, SKIP_UNREADABLE, bytes_of_text(file->path), 0);
        return STATUS_OK;
    }
    enum status status = byte_source_open(&source->bytes, handle, source->name, source->stop, skips,
                                          err);
    if (status != STATUS_OK) {
        return status;
    }
    while (source->window.size < SNIFF_BYTES && !source->ended) {
        if (!read_more(source, skips)) {
            return error_set_memory(err);
        }
    }
    if (source->window.size >= 3 && memcmp(source->window.data, "\xEF\xBB\xBF", 3) == 0) {
        source->start = source->scanned = 3;
    }
    source->format = detect(source);
    return STATUS_OK;
}

static void end_file(struct source *source)
{
    source->read_before += byte_source_consumed(source->bytes);
    byte_source_close(source->bytes);
    source->bytes = NULL;
}

/* A whole file as one record; what is too long is read to the end and dropped. */
static enum status cut_text(struct source *source, struct record *record, bool *found,
                            struct skips *skips, struct error *err)
{
    bool too_long = false;
    while (!source->ended) {
        if (source->window.size > SOURCE_MAX_RECORD_BYTES) {
            too_long = true;
            source->start = source->window.size;
        }
        if (!read_more(source, skips)) {
            return error_set_memory(err);
        }
    }
    size_t size = source->window.size - source->start;
    const uint8_t *data = source->window.data + source->start;
    bool damaged = byte_source_damaged(source->bytes);
    bool binary = size > 0 && memchr(data, 0, size < SNIFF_BYTES ? size : SNIFF_BYTES) != NULL;
    end_file(source);
    if (too_long || binary) {
        skips_note(skips, too_long ? SKIP_TOO_LONG : SKIP_BINARY, source->name, 0);
    }
    *found = !too_long && !binary && !damaged;
    *record = (struct record){RECORD_TEXT, bytes_of(data, size), source->name, 0, 0};
    return STATUS_OK;
}

/* The next line, without its end. A line that is too long is dropped in bounded memory. */
static enum status cut_line(struct source *source, struct record *record, bool *found,
                            struct skips *skips, struct error *err)
{
    bool too_long = false;
    const uint8_t *end = NULL;
    source->scanned = source->start;
    for (;;) {
        size_t left = source->window.size - source->scanned;
        end = left ? memchr(source->window.data + source->scanned, '\n', left) : NULL;
        if (end != NULL || source->ended) {
            break;
        }
        source->scanned = source->window.size;
        if (source->window.size - source->start > SOURCE_MAX_RECORD_BYTES) {
            too_long = true;
            source->start = source->window.size;
        }
        if (!read_more(source, skips)) {
            return error_set_memory(err);
        }
    }
    const uint8_t *data = source->window.data + source->start;
    size_t size = end ? (size_t)(end - data) : source->window.size - source->start;
    bool last = end == NULL, damaged = byte_source_damaged(source->bytes);
    source->start = last ? source->window.size : source->start + size + 1;
    if (last) {
        end_file(source);
    }
    if (last && (size == 0 || damaged) && !too_long) {
        return STATUS_OK; /* no line any more, or one that was cut by damage */
    }
    source->line++;
    if (size > 0 && data[size - 1] == '\r') {
        size--;
    }
    if (too_long) {
        skips_note(skips, SKIP_TOO_LONG, source->name, source->line);
    }
    *record = (struct record){source->format, bytes_of(data, too_long ? 0 : size), source->name,
                              source->line, source->number};
    *found = source->format == RECORD_LINES || (size > 0 && !too_long);
    source->number += *found && source->format == RECORD_LINES;
    return STATUS_OK;
}

enum status source_next(struct source *source, struct record *record, bool *found,
                        struct skips *skips, struct error *err)
{
    enum status status = STATUS_OK;
    skips_add(skips, &source->walk_skips);
    source->walk_skips = (struct skips){0};
    *found = false;
    while (status == STATUS_OK && !*found) {
        if (source->bytes == NULL) {
            if (source->file == source->walk.count) {
                return STATUS_OK;
            }
            status = open_next(source, skips, err);
        } else if (source->format == RECORD_TEXT) {
            status = cut_text(source, record, found, skips, err);
        } else {
            status = cut_line(source, record, found, skips, err);
        }
    }
    return status;
}
