#include "common/format/lexicon_encode.h"

#include "common/format/endings.h"

static unsigned nibble(uint64_t value)
{
    return value < LEXICON_NIBBLE ? (unsigned)value : LEXICON_NIBBLE;
}

static void append_rest(struct buffer *out, uint64_t value)
{
    if (value >= LEXICON_NIBBLE) {
        buffer_append_varint(out, value - LEXICON_NIBBLE);
    }
}

static unsigned join_of(const struct lexicon_part *part)
{
    return part->strip | (unsigned)part->restore << LEXICON_RESTORE_SHIFT;
}

void lexicon_encode_head(struct buffer *out, uint32_t forms, const struct lexicon_part *parts,
                         uint32_t part_count)
{
    unsigned last = part_count > 0 ? join_of(&parts[part_count - 1]) : 0;
    unsigned head = part_count > 0 ? (part_count - 1) << LEXICON_PARTS_SHIFT : 0;
    buffer_append_byte(out, (uint8_t)(nibble(forms) | head | (last ? LEXICON_LAST_JOIN : 0u)));
    append_rest(out, forms);
    for (uint32_t i = 0; i + 1 < part_count; i++) {
        unsigned size = parts[i].size;
        buffer_append_byte(out, (uint8_t)((size <= 15 ? size : 0) | join_of(&parts[i]) << 4));
        if (size > 15) {
            buffer_append_byte(out, (uint8_t)size);
        }
    }
    if (last) {
        buffer_append_byte(out, (uint8_t)last);
    }
}

/* How a form differs from its term. */
struct difference {
    uint8_t umlauts[LEXICON_MOST_UMLAUTS];
    size_t umlaut_count; /* may be more than there is room for: then no such code is possible */
    size_t drop;
    struct bytes more;
    int ending;          /* -1: none */
};

static bool is_umlaut(uint8_t letter, const uint8_t *form)
{
    return form[0] == 0xC3 && form[1] == lexicon_umlaut_of(letter);
}

static struct difference compare(struct bytes term, struct bytes form, bool umlauts)
{
    struct difference found = {.umlaut_count = 0};
    size_t i = 0, j = 0;
    for (; i < term.size && j < form.size; i++, j++) {
        if (term.data[i] == form.data[j]) {
            continue;
        }
        if (!umlauts || j + 1 == form.size || !is_umlaut(term.data[i], form.data + j)) {
            break;
        }
        if (found.umlaut_count < LEXICON_MOST_UMLAUTS) {
            found.umlauts[found.umlaut_count] = (uint8_t)i;
        }
        found.umlaut_count++;
        j++;
    }
    found.drop = term.size - i;
    found.more = bytes_of(form.data + j, form.size - j);
    found.ending = ending_find(found.drop, found.more);
    return found;
}

static size_t varint_bytes(uint64_t value)
{
    return value < 128 ? 1 : 2; /* sizes are below 256 */
}

static size_t difference_bytes(const struct difference *d)
{
    size_t umlauts = d->umlaut_count > 0 ? 1 + d->umlaut_count : 0;
    size_t sizes = 1 + (d->drop >= LEXICON_NIBBLE ? varint_bytes(d->drop - LEXICON_NIBBLE) : 0) +
                   (d->more.size >= LEXICON_NIBBLE ? varint_bytes(d->more.size - LEXICON_NIBBLE) : 0);
    return umlauts + 1 + (d->ending < 0 ? sizes + d->more.size : 0);
}

static void append_difference(struct buffer *out, const struct difference *d)
{
    if (d->umlaut_count > 0) {
        buffer_append_byte(out, (uint8_t)d->umlaut_count);
        buffer_append(out, d->umlauts, d->umlaut_count);
    }
    if (d->ending >= 0) {
        buffer_append_byte(out, (uint8_t)(d->ending + LEXICON_FIRST_ENDING));
        return;
    }
    buffer_append_byte(out, 0);
    buffer_append_byte(out, (uint8_t)(nibble(d->drop) << 4 | nibble(d->more.size)));
    append_rest(out, d->drop);
    append_rest(out, d->more.size);
    buffer_append(out, d->more.data, d->more.size);
}

void lexicon_encode_form(struct buffer *out, struct bytes term, struct bytes form,
                         uint32_t documents, unsigned capital)
{
    struct difference plain = compare(term, form, false);
    if (plain.ending < 0) {
        struct difference other = compare(term, form, true);
        bool few = other.umlaut_count > 0 && other.umlaut_count <= LEXICON_MOST_UMLAUTS;
        plain = few && difference_bytes(&other) < difference_bytes(&plain) ? other : plain;
    }
    append_difference(out, &plain);
    buffer_append_varint(out, (uint64_t)documents * LEXICON_CAPITAL_LEVELS + capital);
}
