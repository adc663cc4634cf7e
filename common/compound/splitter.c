#include "common/compound/splitter.h"

#include <assert.h>

#include "common/base/memory.h"
#include "common/compound/cut.h"

struct splitter {
    struct known known;
    const struct exceptions *exceptions;
};

/* A form while it is split. */
struct splitting {
    struct lexicon lexicon;
    struct bytes form;
    struct compound_part *parts;
    size_t part_count;
};

enum {
    LEAST_LETTERS = 6,         /* of a word that is split */
    LEAST_LETTERS_UNKNOWN = 11 /* of one with a side that is unknown */
};

/* The end of a stretch: what its last part has behind its base form. */
struct end {
    uint8_t strip, restore;
};

static struct cut best_cut(const struct splitting *splitting, const struct span *span, bool inner)
{
    bool known;
    struct cut cut = cut_find(&splitting->lexicon, span, inner, &known);
    if (cut.at == 0 && !known && span->letters >= LEAST_LETTERS_UNKNOWN) {
        cut = cut_find_unknown(&splitting->lexicon, span);
    }
    return cut;
}

/* Splits form[start, start + size). `reserve` parts are still to come. */
static void split_stretch(struct splitting *splitting, size_t start, size_t size, struct end end,
                          size_t reserve)
{
    struct span span;
    struct cut cut = {0};
    size_t base = size - end.strip;
    if (splitting->part_count + reserve + 2 <= COMPOUND_MAX_PARTS &&
        span_init(&span, splitting->form.data + start, base) && span.letters >= LEAST_LETTERS) {
        cut = best_cut(splitting, &span, size < splitting->form.size);
    }
    if (cut.at == 0) {
        splitting->parts[splitting->part_count++] =
            (struct compound_part){(uint8_t)start, (uint8_t)size, end.strip, end.restore};
        return;
    }
    size_t left = span.at[cut.at];
    split_stretch(splitting, start, left, (struct end){cut.strip, cut.restore}, reserve + 1);
    split_stretch(splitting, start + left, size - left, end, reserve);
}

size_t splitter_split(const struct splitter *splitter, const struct vocabulary *vocabulary,
                      struct bytes form, struct compound_part parts[COMPOUND_MAX_PARTS])
{
    uint8_t sizes[COMPOUND_MAX_PARTS];
    assert(form.size <= COMPOUND_MAX_FORM_BYTES);
    size_t count = exceptions_find(splitter->exceptions, form, sizes), start = 0;
    for (size_t i = 0; i < count; i++) {
        parts[i] = (struct compound_part){(uint8_t)start, sizes[i], 0, 0};
        start += sizes[i];
    }
    if (count > 0) {
        return count;
    }
    struct memo memo;
    struct splitting splitting = {
        {&splitter->known, vocabulary, form.data, &memo}, form, parts, 0};
    memset(memo.keys, 0, sizeof memo.keys);
    split_stretch(&splitting, 0, form.size, (struct end){0}, 0);
    return splitting.part_count;
}

size_t compound_part_word(struct bytes form, const struct compound_part *part, uint8_t *out)
{
    size_t size = (size_t)part->size - part->strip;
    memcpy(out, form.data + part->start, size);
    memcpy(out + size, "en", part->restore);
    return size + part->restore;
}

enum status splitter_create(struct splitter **created, const struct exceptions *exceptions,
                            struct error *err)
{
    struct splitter *splitter = memory_alloc_array(1, sizeof *splitter);
    if (splitter == NULL || !known_init(&splitter->known)) {
        memory_free(splitter);
        return error_set_memory(err);
    }
    splitter->exceptions = exceptions;
    *created = splitter;
    return STATUS_OK;
}

void splitter_destroy(struct splitter *splitter)
{
    if (splitter != NULL) {
        known_release(&splitter->known);
        memory_free(splitter);
    }
}
