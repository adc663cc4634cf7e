#include "naive_lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "common/codec/bits.h"
#include "common/format/endings.h"

enum { BLOCK = 32 };

static int compare_entries(const void *left, const void *right)
{
    return bytes_compare(naive_term(left), naive_term(right));
}

static int compare_forms(const void *left, const void *right)
{
    const struct naive_form *a = left, *b = right;
    return a->documents != b->documents ? (a->documents < b->documents ? 1 : -1)
                                        : bytes_compare(naive_text(a), naive_text(b));
}

static uint32_t random_size(struct random *random, uint32_t most)
{
    uint32_t size = random_below(random, random_below(random, 8) ? 12 : 256);
    return size < most ? size : most;
}

static void append_letters(struct random *random, uint8_t *text, uint8_t *size, uint32_t count)
{
    static const char letters[] = "aunres\xC3\xFF";
    for (uint32_t i = 0; i < count; i++) {
        unsigned letter = random_below(random, 9);
        if (letter < 8) {
            text[(*size)++] = (uint8_t)letters[letter];
        } else if (i + 1 < count) {
            text[(*size)++] = 0xC3;
            text[(*size)++] = 0xA4;
            i++;
        }
    }
}

static bool has_term(const struct naive_lexicon *lexicon, struct bytes term)
{
    for (uint32_t i = 0; i < lexicon->count; i++) {
        if (bytes_equal(naive_term(&lexicon->entries[i]), term)) {
            return true;
        }
    }
    return false;
}

static bool has_form(const struct naive_lexicon *lexicon, struct bytes form)
{
    for (uint32_t i = 0; i < lexicon->count; i++) {
        for (uint32_t j = 0; j < lexicon->entries[i].form_count; j++) {
            if (bytes_equal(naive_text(&lexicon->entries[i].forms[j]), form)) {
                return true;
            }
        }
    }
    return false;
}

static void add_term(struct naive_lexicon *lexicon, struct random *random)
{
    struct naive_entry *entry = &lexicon->entries[lexicon->count];
    do {
        *entry = (struct naive_entry){0};
        if (lexicon->count > 0 && random_below(random, 2)) { /* begins like another */
            const struct naive_entry *other = &lexicon->entries[random_below(random, lexicon->count)];
            entry->term_size = (uint8_t)random_below(random, other->term_size + 1u);
            memcpy(entry->term, other->term, entry->term_size);
        }
        append_letters(random, entry->term, &entry->term_size,
                       random_size(random, 255u - entry->term_size));
    } while (entry->term_size == 0 || has_term(lexicon, naive_term(entry)));
    lexicon->count++;
}

/* Gives some letters of a term umlauts, as long as there is room. */
static void add_umlauts(struct random *random, const uint8_t *term, uint32_t count,
                        struct naive_form *form)
{
    form->size = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool turn = random_below(random, 3) == 0 && form->size + count - i < 250;
        bool can = term[i] == 'a' || term[i] == 'u';
        if (turn && can) {
            form->text[form->size++] = 0xC3;
        }
        form->text[form->size++] = turn && can ? (term[i] == 'a' ? 0xA4 : 0xBC) : term[i];
    }
}

static void add_form(const struct naive_lexicon *lexicon, struct random *random,
                     struct naive_entry *entry)
{
    static const uint32_t documents[] = {1, 2, 30, 5000, UINT32_MAX};
    struct naive_form form;
    do {
        form = (struct naive_form){0};
        uint32_t drop = random_below(random, 2) ? random_size(random, entry->term_size) : 0;
        form.size = (uint8_t)(entry->term_size - drop);
        memcpy(form.text, entry->term, form.size);
        if (random_below(random, 2)) {
            add_umlauts(random, entry->term, entry->term_size - drop, &form);
        }
        append_letters(random, form.text, &form.size, random_size(random, 255u - form.size));
    } while (form.size == 0 || has_form(lexicon, naive_text(&form)));
    form.documents = 1 + random_below(random, documents[random_below(random, 5)]);
    form.capital = (uint8_t)random_below(random, 8);
    entry->forms[entry->form_count++] = form;
}

/* Some form comes to the front and gets parts, as many as it has room for. */
static void add_parts(struct random *random, struct naive_entry *entry)
{
    uint32_t first = random_below(random, entry->form_count);
    struct naive_form form = entry->forms[first];
    uint32_t count = 2 + random_below(random, 7), left = form.size;
    if (left < count) {
        return;
    }
    entry->absent = entry->form_count > 1 && random_below(random, 4) == 0;
    if (entry->absent) {
        form.documents = 0;
        form.capital = NAIVE_ABSENT_CAPITAL;
    }
    memmove(&entry->forms[1], &entry->forms[0], first * sizeof form);
    entry->forms[0] = form;
    entry->part_count = count;
    for (uint32_t i = 0; i < count; i++) {
        struct lexicon_part *part = &entry->parts[i];
        uint32_t behind = count - i - 1, most = left - behind;
        part->size = (uint8_t)(behind == 0 ? left : 1 + random_below(random, most));
        part->strip = (uint8_t)random_below(random, part->size < 4 ? part->size : 4u);
        part->restore = (uint8_t)random_below(random, 3);
        left -= part->size;
    }
}

void naive_lexicon_fill(struct naive_lexicon *lexicon, struct random *random, uint32_t count)
{
    lexicon->documents = 1;
    lexicon->count = 0;
    while (lexicon->count < count) {
        add_term(lexicon, random);
    }
    qsort(lexicon->entries, count, sizeof *lexicon->entries, compare_entries);
    for (uint32_t i = 0; i < count; i++) {
        static const uint32_t most[] = {1, 2, 4, 4, 16, NAIVE_MOST_FORMS + 1};
        struct naive_entry *entry = &lexicon->entries[i];
        uint32_t forms = random_below(random, most[random_below(random, 6)]);
        forms = random_below(random, 20) ? forms : 14 + random_below(random, 3);
        while (entry->form_count < forms) {
            add_form(lexicon, random, entry);
        }
        if (forms > 0) {
            qsort(entry->forms, forms, sizeof *entry->forms, compare_forms);
            if (random_below(random, 2)) {
                add_parts(random, entry);
            }
        }
    }
}

static unsigned nibble(uint32_t value)
{
    return value < 15 ? value : 15;
}

static void append_rest(struct buffer *out, uint32_t value)
{
    if (value >= 15) {
        buffer_append_varint(out, value - 15);
    }
}

/* The number of an ending, from 4 on; 0: none. */
static unsigned ending_code(uint32_t drop, const uint8_t *more, uint32_t size)
{
    for (unsigned i = 0; i < ENDING_COUNT; i++) {
        if (endings[i].drop == drop && endings[i].size == size &&
            memcmp(endings[i].text, more, size) == 0) {
            return i + 4;
        }
    }
    return 0;
}

/* What is left of a form behind `used` of its bytes and of the term behind `same`. */
static void encode_rest(const struct naive_entry *entry, const struct naive_form *form,
                        uint32_t same, uint32_t used, struct buffer *out)
{
    uint32_t drop = entry->term_size - same, add = form->size - used;
    unsigned code = ending_code(drop, form->text + used, add);
    buffer_append_byte(out, (uint8_t)code);
    if (code == 0) {
        buffer_append_byte(out, (uint8_t)(nibble(drop) * 16 + nibble(add)));
        append_rest(out, drop);
        append_rest(out, add);
        buffer_append(out, form->text + used, add);
    }
}

static bool is_umlaut(uint8_t letter, uint8_t second)
{
    return (letter == 'a' && second == 0xA4) || (letter == 'o' && second == 0xB6) ||
           (letter == 'u' && second == 0xBC);
}

/* With umlauts; false if there are none or too many. */
static bool encode_umlauts(const struct naive_entry *entry, const struct naive_form *form,
                           struct buffer *out)
{
    uint8_t umlauts[256];
    uint32_t count = 0, i = 0, j = 0;
    while (i < entry->term_size && j < form->size) {
        if (entry->term[i] == form->text[j]) {
            j++;
        } else if (j + 1 < form->size && form->text[j] == 0xC3 &&
                   is_umlaut(entry->term[i], form->text[j + 1])) {
            umlauts[count++] = (uint8_t)i;
            j += 2;
        } else {
            break;
        }
        i++;
    }
    buffer_append_byte(out, (uint8_t)count);
    buffer_append(out, umlauts, count);
    encode_rest(entry, form, i, j, out);
    return count >= 1 && count <= 3;
}

/* Its code, and what that needs. */
static void encode_form(const struct naive_entry *entry, const struct naive_form *form,
                        struct buffer *codes, struct buffer *details)
{
    struct buffer plain = {0}, other = {0};
    uint32_t same = 0;
    while (same < form->size && same < entry->term_size && form->text[same] == entry->term[same]) {
        same++;
    }
    encode_rest(entry, form, same, same, &plain);
    bool can = encode_umlauts(entry, form, &other);
    bool umlauts = can && plain.data[0] == 0 && other.size < plain.size;
    const struct buffer *chosen = umlauts ? &other : &plain;
    buffer_append_byte(codes, chosen->data[0]);
    buffer_append(details, chosen->data + 1, chosen->size - 1);
    buffer_release(&plain);
    buffer_release(&other);
}

/* The forms [from, to). */
static void encode_forms(const struct naive_entry *entry, uint32_t from, uint32_t to,
                         struct buffer *out)
{
    struct buffer details = {0}, counts = {0};
    for (uint32_t i = from; i < to; i++) {
        const struct naive_form *form = &entry->forms[i];
        encode_form(entry, form, out, &details);
        buffer_append_varint(&counts, (uint64_t)form->documents * 8 + form->capital);
    }
    buffer_append(out, details.data, details.size);
    buffer_append(out, counts.data, counts.size);
    buffer_release(&details);
    buffer_release(&counts);
}

static void encode_head(const struct naive_entry *entry, uint32_t count, struct buffer *out)
{
    unsigned last = 0, parts = entry->part_count ? entry->part_count - 1 : 0;
    uint32_t rest = entry->form_count - count;
    if (parts > 0) {
        last = entry->parts[parts].restore * 4u + entry->parts[parts].strip;
    }
    buffer_append_byte(out, (uint8_t)((count < 7 ? count : 7) + 8 * (parts < 3 ? parts : 3) +
                                      (last ? 32 : 0) + 64 * (rest < 3 ? rest : 3)));
    if (count >= 7) {
        buffer_append_varint(out, count - 7);
    }
    if (parts >= 3) {
        buffer_append_byte(out, (uint8_t)(parts - 3));
    }
    if (rest >= 3) {
        buffer_append_varint(out, rest - 3);
    }
    for (uint32_t i = 0; i < parts; i++) {
        const struct lexicon_part *part = &entry->parts[i];
        unsigned join = part->restore * 4u + part->strip;
        buffer_append_byte(out, (uint8_t)(join * 16 + (part->size < 16 ? part->size : 0)));
        if (part->size >= 16) {
            buffer_append_byte(out, part->size);
        }
    }
    if (last) {
        buffer_append_byte(out, (uint8_t)last);
    }
}

/* Forms up to the last frequent one. */
static uint32_t count_first(const struct naive_entry *entry, uint32_t from)
{
    uint32_t first = 0;
    for (uint32_t i = 0; i < entry->form_count; i++) {
        first = entry->forms[i].documents >= from ? i + 1 : first;
    }
    return first;
}

/* A form without umlauts; its size. */
static uint32_t plain_text(const struct naive_form *form, uint8_t plain[256])
{
    uint32_t size = 0;
    for (uint32_t i = 0; i < form->size; i++) {
        uint8_t next = i + 1 < form->size ? form->text[i + 1] : 0;
        bool umlaut = form->text[i] == 0xC3 && (next == 0xA4 || next == 0xB6 || next == 0xBC);
        plain[size++] = !umlaut ? form->text[i] : next == 0xA4 ? 'a' : next == 0xB6 ? 'o' : 'u';
        i += umlaut;
    }
    return size;
}

static uint32_t prefix_of(const struct naive_entry *entries, uint32_t count, uint32_t from)
{
    uint32_t prefix = 0;
    while (prefix < 8 && prefix < entries->term_size && entries->term[prefix] < 128) {
        prefix++;
    }
    for (uint32_t e = 0; e < count; e++) {
        for (uint32_t f = 0; f < entries[e].form_count; f++) {
            uint8_t plain[256];
            uint32_t size = plain_text(&entries[e].forms[f], plain), same = 0;
            while (same < size && same < prefix && plain[same] == entries->term[same]) {
                same++;
            }
            prefix = entries[e].forms[f].documents >= from ? same : prefix;
        }
    }
    return prefix;
}

static void encode_lexicon_block(const struct naive_entry *entries, uint32_t count, uint32_t from,
                                 struct buffer *out)
{
    uint32_t frequent = 0;
    for (uint32_t i = 0; i < count; i++) {
        frequent |= (uint32_t)(count_first(&entries[i], from) > 0) << i;
    }
    buffer_append_u32(out, frequent);
    for (unsigned zone = 0; zone < 3; zone++) {
        for (uint32_t i = 0; i < count; i++) {
            uint32_t first = count_first(&entries[i], from), all = entries[i].form_count;
            if (zone == 1 && first > 0) {
                encode_forms(&entries[i], first, all, out);
            } else if (zone != 1 && (first > 0) == (zone == 0)) {
                encode_head(&entries[i], first ? first : all, out);
                encode_forms(&entries[i], 0, first ? first : all, out);
            }
        }
    }
}

void naive_lexicon_encode(const struct naive_lexicon *lexicon, struct buffer *section)
{
    struct buffer blocks = {0}, prefixes = {0};
    uint32_t from = lexicon->documents / 10000 + 1;
    buffer_reset(section);
    for (uint32_t i = 0; i < lexicon->count; i += BLOCK) {
        uint32_t left = lexicon->count - i, count = left < BLOCK ? left : BLOCK;
        buffer_append_u32(section, (uint32_t)blocks.size);
        buffer_append_byte(&prefixes, (uint8_t)(prefix_of(&lexicon->entries[i], count, from) +
                                                16 * prefix_of(&lexicon->entries[i], count, 0)));
        encode_lexicon_block(&lexicon->entries[i], count, from, &blocks);
    }
    buffer_append_u32(section, (uint32_t)blocks.size);
    buffer_append(section, prefixes.data, prefixes.size);
    buffer_append(section, blocks.data, blocks.size);
    buffer_release(&blocks);
    buffer_release(&prefixes);
}

static void encode_block(const struct naive_entry *entries, uint32_t count, unsigned document_bits,
                         struct buffer *out)
{
    struct buffer text = {0};
    buffer_append_varint(&text, entries->term_size);
    buffer_append(&text, entries->term, entries->term_size);
    for (uint32_t i = 1; i < count; i++) {
        struct bytes before = naive_term(&entries[i - 1]), term = naive_term(&entries[i]);
        uint32_t same = 0;
        while (same < before.size && same < term.size && before.data[same] == term.data[same]) {
            same++;
        }
        uint32_t further = (uint32_t)term.size - same;
        buffer_append_byte(&text, (uint8_t)(nibble(same) * 16 + nibble(further - 1)));
        append_rest(&text, same);
        append_rest(&text, further - 1);
        buffer_append(&text, term.data + same, further);
    }
    buffer_append_varint(out, text.size);
    buffer_append_varint(out, 0); /* no lists, no positions */
    buffer_append_varint(out, 0);
    buffer_append(out, text.data, text.size);
    buffer_release(&text);
    struct bit_writer bits = {.out = out};
    for (uint32_t i = 0; i < count; i++) { /* df 1, document 0, tf 1, no bytes of positions */
        bit_writer_put_golomb(&bits, 0, 0);
        bit_writer_put(&bits, 0, document_bits);
        bit_writer_put_golomb(&bits, 0, 0);
        bit_writer_put_golomb(&bits, 0, 0);
    }
    bit_writer_finish(&bits);
}

void naive_lexicon_encode_terms(const struct naive_lexicon *lexicon, struct buffer *index,
                                struct buffer *terms)
{
    struct buffer starts = {0};
    buffer_reset(index);
    buffer_reset(terms);
    for (uint32_t i = 0; i < lexicon->count; i += BLOCK) {
        const struct naive_entry *first = &lexicon->entries[i];
        uint64_t key = 0;
        for (uint32_t b = 0; b < 8; b++) {
            key = key << 8 | (b < first->term_size ? first->term[b] : 0);
        }
        uint32_t left = lexicon->count - i;
        buffer_append_u64(index, key);
        buffer_append_u32(&starts, (uint32_t)terms->size);
        encode_block(first, left < BLOCK ? left : BLOCK, bits_for(lexicon->documents), terms);
    }
    buffer_append_u32(&starts, (uint32_t)terms->size);
    buffer_append(index, starts.data, starts.size);
    buffer_release(&starts);
}

void naive_segment_set(struct naive_segment *made, unsigned section, struct bytes bytes)
{
    static const enum section sections[3] = {SECTION_TERM_INDEX, SECTION_TERMS, SECTION_LEXICON};
    free(made->blocks[section]);
    made->blocks[section] = malloc(bytes.size + !bytes.size);
    if (made->blocks[section] == NULL) {
        abort();
    }
    if (bytes.size > 0) {
        memcpy(made->blocks[section], bytes.data, bytes.size);
    }
    made->segment.sections[sections[section]] = bytes_of(made->blocks[section], bytes.size);
}

void naive_segment_make(struct naive_segment *made, const struct naive_lexicon *lexicon)
{
    struct buffer index = {0}, terms = {0}, section = {0};
    *made = (struct naive_segment){0};
    made->segment.facts = (struct segment_facts){.documents = lexicon->documents, .terms = lexicon->count};
    made->segment.term_blocks = (lexicon->count + BLOCK - 1) / BLOCK;
    naive_lexicon_encode_terms(lexicon, &index, &terms);
    naive_lexicon_encode(lexicon, &section);
    naive_segment_set(made, NAIVE_INDEX, buffer_bytes(&index));
    naive_segment_set(made, NAIVE_TERMS, buffer_bytes(&terms));
    naive_segment_set(made, NAIVE_LEXICON, buffer_bytes(&section));
    buffer_release(&index);
    buffer_release(&terms);
    buffer_release(&section);
}

void naive_segment_release(struct naive_segment *made)
{
    for (unsigned i = 0; i < 3; i++) {
        free(made->blocks[i]);
    }
}
