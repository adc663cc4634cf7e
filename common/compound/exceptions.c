#include "common/compound/exceptions.h"

#include "common/base/arena.h"
#include "common/base/memory.h"
#include "common/base/utf8.h"
#include "common/text/fold.h"

enum { MAX_PARTS = 8, MAX_BYTES = 255 };

struct entry {
    uint8_t *form; /* in the arena */
    uint8_t form_size;
    uint8_t part_count;
    uint8_t sizes[MAX_PARTS];
};

struct exceptions {
    struct arena arena;
    struct entry *slots; /* open addressing, form NULL: free */
    size_t count, capacity;
};

struct line {
    const char *file;
    size_t number;
    struct entry entry;
    uint8_t form[MAX_BYTES];
};

static size_t hash_of(struct bytes form)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a */
    for (size_t i = 0; i < form.size; i++) {
        hash = (hash ^ form.data[i]) * 0x100000001B3u;
    }
    return (size_t)(hash ^ hash >> 32);
}

static struct entry *slot_of(const struct exceptions *exceptions, struct bytes form)
{
    size_t i = hash_of(form) & (exceptions->capacity - 1);
    while (
        exceptions->slots[i].form != NULL &&
        !bytes_equal(form, bytes_of(exceptions->slots[i].form, exceptions->slots[i].form_size))) {
        i = (i + 1) & (exceptions->capacity - 1);
    }
    return &exceptions->slots[i];
}

static bool grow(struct exceptions *exceptions)
{
    struct exceptions grown = *exceptions;
    grown.capacity = exceptions->capacity == 0 ? 64 : exceptions->capacity * 2;
    grown.slots = memory_alloc_array(grown.capacity, sizeof *grown.slots);
    if (grown.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < exceptions->capacity; i++) {
        const struct entry *entry = &exceptions->slots[i];
        if (entry->form != NULL) {
            *slot_of(&grown, bytes_of(entry->form, entry->form_size)) = *entry;
        }
    }
    memory_free(exceptions->slots);
    *exceptions = grown;
    return true;
}

static bool insert(struct exceptions *exceptions, const struct line *line)
{
    if (2 * exceptions->count >= exceptions->capacity && !grow(exceptions)) {
        return false;
    }
    struct entry *slot = slot_of(exceptions, bytes_of(line->form, line->entry.form_size));
    uint8_t *form = slot->form;
    if (form == NULL) {
        form = arena_copy(&exceptions->arena, line->form, line->entry.form_size);
        exceptions->count += form != NULL;
    }
    if (form != NULL) {
        *slot = line->entry;
        slot->form = form;
    }
    return form != NULL;
}

static enum status complain(const struct line *line, struct error *err, const char *what)
{
    return error_set_file(err, STATUS_INPUT, line->file, -1, "line %zu: %s", line->number, what);
}

/* Appends the folded form of `text` to out (`*size` of MAX_BYTES); false for what is no word. */
static bool fold_word(struct bytes text, uint8_t *out, size_t *size)
{
    const uint8_t *at = text.data, *end = text.data + text.size;
    size_t last = *size; /* of the letter that a mark joins */
    while (at < end) {
        uint8_t folded[FOLD_MAX_BYTES];
        size_t step, length = 0;
        int valid;
        uint32_t point = utf8_read(at, end, &step, &valid);
        enum fold_class kind = fold_class_of(point);
        at += step;
        if (!valid || kind == FOLD_BREAK) {
            return false;
        }
        if (kind == FOLD_MARK && last < *size) {
            uint32_t letter = utf8_read(out + last, out + *size, &step, &valid);
            uint32_t joined = fold_compose(letter, point);
            length = joined != 0 ? utf8_write(joined, folded) : 0;
            *size = joined != 0 ? last : *size;
        } else if (kind != FOLD_NOTHING) {
            length = fold_write(point, folded);
            last = *size;
        }
        if (length > MAX_BYTES - *size) {
            return false;
        }
        memcpy(out + *size, folded, length);
        *size += length;
    }
    return true;
}

static enum status parse_parts(struct line *line, struct bytes text, struct error *err)
{
    uint8_t joined[MAX_BYTES];
    size_t size = 0, start = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && text.data[i] != '+') {
            continue;
        }
        size_t before = size;
        if (line->entry.part_count == MAX_PARTS) {
            return complain(line, err, "more than 8 parts");
        }
        if (!fold_word(bytes_of(text.data + start, i - start), joined, &size) || size == before) {
            return complain(line, err, "a part is no word");
        }
        line->entry.sizes[line->entry.part_count++] = (uint8_t)(size - before);
        start = i + 1;
    }
    if (!bytes_equal(bytes_of(joined, size), bytes_of(line->form, line->entry.form_size))) {
        return complain(line, err, "the parts do not make up the word");
    }
    return STATUS_OK;
}

static struct bytes trimmed(struct bytes text)
{
    while (text.size > 0 && (text.data[text.size - 1] == ' ' || text.data[text.size - 1] == '\r')) {
        text.size--;
    }
    while (text.size > 0 && *text.data == ' ') {
        text.data++;
        text.size--;
    }
    return text;
}

static enum status parse_line(struct exceptions *exceptions, struct line *line, struct bytes text,
                              struct error *err)
{
    text = trimmed(text);
    if (text.size == 0 || *text.data == '#') {
        return STATUS_OK;
    }
    const uint8_t *tab = memchr(text.data, '\t', text.size);
    struct bytes word = bytes_of(text.data, tab ? (size_t)(tab - text.data) : text.size);
    size_t size = 0;
    if (!fold_word(trimmed(word), line->form, &size) || size == 0) {
        return complain(line, err, "no word (a tab stands between a word and its parts)");
    }
    line->entry = (struct entry){.form_size = (uint8_t)size, .sizes = {(uint8_t)size}};
    if (tab == NULL) {
        line->entry.part_count = 1;
    } else {
        struct bytes parts = bytes_of(tab + 1, text.size - word.size - 1);
        enum status status = parse_parts(line, trimmed(parts), err);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return insert(exceptions, line) ? STATUS_OK : error_set_memory(err);
}

enum status exceptions_parse(struct exceptions **created, struct bytes text, const char *file,
                             struct error *err)
{
    struct exceptions *exceptions = memory_alloc_array(1, sizeof *exceptions);
    struct line line = {.file = file};
    enum status status = STATUS_OK;
    if (exceptions == NULL || !grow(exceptions)) {
        exceptions_destroy(exceptions);
        return error_set_memory(err);
    }
    if (text.size >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0) {
        text = bytes_of(text.data + 3, text.size - 3); /* a byte order mark */
    }
    for (struct bytes next; status == STATUS_OK && bytes_take_line(&text, &next);) {
        line.number++;
        status = parse_line(exceptions, &line, next, err);
    }
    if (status != STATUS_OK) {
        exceptions_destroy(exceptions);
        return status;
    }
    *created = exceptions;
    return STATUS_OK;
}

void exceptions_destroy(struct exceptions *exceptions)
{
    if (exceptions != NULL) {
        arena_release(&exceptions->arena);
        memory_free(exceptions->slots);
        memory_free(exceptions);
    }
}

size_t exceptions_find(const struct exceptions *exceptions, struct bytes form, uint8_t sizes[8])
{
    const bool none = exceptions == NULL || exceptions->count == 0;
    const struct entry *entry = none ? NULL : slot_of(exceptions, form);
    if (entry == NULL || entry->form == NULL) {
        return 0;
    }
    memcpy(sizes, entry->sizes, MAX_PARTS);
    return entry->part_count;
}
