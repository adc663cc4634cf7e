#include "common/format/lexicon_encode.h"

#include "common/format/endings.h"

static unsigned few(uint64_t value, unsigned most)
{
    return value < most ? (unsigned)value : most;
}

static void append_more(struct buffer *out, uint64_t value, unsigned most)
{
    if (value >= most) {
        buffer_append_varint(out, value - most);
    }
}

static unsigned join_of(const struct lexicon_part *part)
{
    return part->strip | (unsigned)part->restore << LEXICON_RESTORE_SHIFT;
}

static void append_head(struct buffer *out, uint32_t count, uint32_t rest,
                        const struct lexicon_part *parts, uint32_t part_count)
{
    unsigned last = part_count > 0 ? join_of(&parts[part_count - 1]) : 0;
    unsigned further = part_count > 0 ? part_count - 1 : 0;
    unsigned head = few(count, LEXICON_MOST_COUNT) |
                    few(further, LEXICON_MOST_BITS) << LEXICON_PARTS_SHIFT |
                    (last ? LEXICON_LAST_JOIN : 0u) |
                    few(rest, LEXICON_MOST_BITS) << LEXICON_REST_SHIFT;
    buffer_append_byte(out, (uint8_t)head);
    append_more(out, count, LEXICON_MOST_COUNT);
    append_more(out, further, LEXICON_MOST_BITS);
    append_more(out, rest, LEXICON_MOST_BITS);
    for (uint32_t i = 0; i < further; i++) {
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

static void append_difference(struct buffer *codes, struct buffer *details, const struct difference *d)
{
    struct buffer *out = codes;
    if (d->umlaut_count > 0) {
        buffer_append_byte(codes, (uint8_t)d->umlaut_count);
        buffer_append(details, d->umlauts, d->umlaut_count);
        out = details;
    }
    if (d->ending >= 0) {
        buffer_append_byte(out, (uint8_t)(d->ending + LEXICON_FIRST_ENDING));
        return;
    }
    buffer_append_byte(out, 0);
    buffer_append_byte(details, (uint8_t)(few(d->drop, LEXICON_NIBBLE) << 4 |
                                          few(d->more.size, LEXICON_NIBBLE)));
    append_more(details, d->drop, LEXICON_NIBBLE);
    append_more(details, d->more.size, LEXICON_NIBBLE);
    buffer_append(details, d->more.data, d->more.size);
}

static struct difference shortest_difference(struct bytes term, struct bytes form)
{
    struct difference plain = compare(term, form, false);
    if (plain.ending < 0) {
        struct difference other = compare(term, form, true);
        bool fits = other.umlaut_count > 0 && other.umlaut_count <= LEXICON_MOST_UMLAUTS;
        plain = fits && difference_bytes(&other) < difference_bytes(&plain) ? other : plain;
    }
    return plain;
}

/* Codes go straight to `out`, which is not among the encoder's scratch. */
static void append_forms(struct lexicon_encoder *encoder, struct buffer *out, struct bytes term,
                         const struct written_form *forms, uint32_t count)
{
    encoder->details.size = encoder->counts.size = 0; /* a failure stays noted */
    for (uint32_t i = 0; i < count; i++) {
        struct difference difference = shortest_difference(term, forms[i].text);
        append_difference(out, &encoder->details, &difference);
        buffer_append_varint(&encoder->counts,
                             (uint64_t)forms[i].documents * LEXICON_CAPITAL_LEVELS + forms[i].capital);
    }
    buffer_append(out, encoder->details.data, encoder->details.size);
    buffer_append(out, encoder->counts.data, encoder->counts.size);
}

/* Takes the first term's letters. */
static void begin_prefix(struct lexicon_encoder *encoder, struct bytes term)
{
    encoder->prefix = 0;
    while (encoder->prefix < LEXICON_MOST_PREFIX && encoder->prefix < term.size &&
           term.data[encoder->prefix] < 0x80) {
        encoder->letters[encoder->prefix] = term.data[encoder->prefix];
        encoder->prefix++;
    }
    encoder->common = encoder->prefix;
}

/* How many of them, up to `most`, the form begins with, umlauts taken as their letters. */
static uint32_t cut_prefix(const struct lexicon_encoder *encoder, struct bytes form, uint32_t most)
{
    uint32_t same = 0;
    for (size_t j = 0; same < most && j < form.size; same++, j++) {
        if (form.data[j] == encoder->letters[same]) {
            continue;
        }
        if (j + 1 == form.size || !is_umlaut(encoder->letters[same], form.data + j)) {
            break;
        }
        j++;
    }
    return same;
}

void lexicon_encoder_add(struct lexicon_encoder *encoder, struct bytes term,
                         const struct written_form *forms, uint32_t count,
                         const struct lexicon_part *parts, uint32_t part_count)
{
    uint32_t frequent = 0;
    if (encoder->terms == 0) {
        begin_prefix(encoder, term);
    }
    for (uint32_t i = 0; i < count; i++) {
        encoder->common = cut_prefix(encoder, forms[i].text, encoder->common);
        if (forms[i].documents >= encoder->frequent_from) {
            encoder->prefix = cut_prefix(encoder, forms[i].text, encoder->prefix);
            frequent = i + 1;
        }
    }
    uint32_t first = frequent > 0 ? frequent : count;
    struct buffer *out = frequent > 0 ? &encoder->first : &encoder->others;
    append_head(out, first, count - first, parts, part_count);
    append_forms(encoder, out, term, forms, first);
    if (first < count) {
        append_forms(encoder, &encoder->rests, term, forms + first, count - first);
    }
    encoder->frequent |= (uint32_t)(frequent > 0) << encoder->terms++ % FORMAT_TERM_BLOCK;
}

void lexicon_encoder_end_block(struct lexicon_encoder *encoder, struct buffer *out,
                               struct buffer *prefixes)
{
    if (encoder->terms == 0) {
        return;
    }
    buffer_append_byte(prefixes, (uint8_t)(encoder->prefix | encoder->common << LEXICON_COMMON_SHIFT));
    buffer_append_u32(out, encoder->frequent);
    buffer_append(out, encoder->first.data, encoder->first.size);
    buffer_append(out, encoder->rests.data, encoder->rests.size);
    buffer_append(out, encoder->others.data, encoder->others.size);
    out->failed = out->failed || prefixes->failed || encoder->first.failed || encoder->rests.failed ||
                  encoder->others.failed || encoder->details.failed || encoder->counts.failed;
    encoder->first.size = encoder->rests.size = encoder->others.size = 0;
    encoder->frequent = encoder->terms = 0;
}

void lexicon_encoder_release(struct lexicon_encoder *encoder)
{
    buffer_release(&encoder->first);
    buffer_release(&encoder->rests);
    buffer_release(&encoder->others);
    buffer_release(&encoder->details);
    buffer_release(&encoder->counts);
}
