#include "indexer/invert/run_writer.h"

#include <stdlib.h>

enum { VARINT32_BYTES = 5 };

/* LEB128 without a look at the room: the caller has reserved it. */
static inline uint8_t *put_varint(uint8_t *at, uint32_t value)
{
    while (value >= 128) {
        *at++ = (uint8_t)(value | 128);
        value >>= 7;
    }
    *at++ = (uint8_t)value;
    return at;
}

static int compare_bytes(const void *left, const void *right)
{
    const uint8_t *a = left, *b = right;
    return *a - *b;
}

/* The spellings of one document, see run.h. */
static uint8_t *put_spellings(uint8_t *out, const struct place *places, size_t count)
{
    uint64_t seen[4] = {0};
    uint8_t *set = out + 1;
    for (size_t i = 0; i < count; i++) {
        uint8_t spelling = (uint8_t)(places[i].document_spelling & PLACE_SPELLING_MASK);
        bool fresh = (seen[spelling / 64] >> spelling % 64 & 1) == 0;
        if (fresh && set - out < UINT8_MAX) {
            *set++ = spelling;
            seen[spelling / 64] |= (uint64_t)1 << spelling % 64;
        }
    }
    *out = (uint8_t)(set - out - 1);
    if (*out > 1) {
        qsort(out + 1, *out, 1, compare_bytes);
    }
    return set;
}

/* One document's positions; several tokens of one word at one place count once. */
static size_t write_document(uint8_t **out, uint32_t *lengths, const struct place *places,
                             size_t count, uint32_t gap, bool spellings)
{
    uint32_t tf = 0, before = 0, document = place_document(places);
    size_t same = 0;
    if (count == 1 || place_document(&places[1]) != document) { /* most have one */
        uint8_t *at = put_varint(put_varint(*out, gap), 1);
        at = put_varint(at, places->position);
        *at = 1;
        at[1] = (uint8_t)(places->document_spelling & PLACE_SPELLING_MASK);
        *out = at + (spellings ? 2 : 0);
        return 1;
    }
    for (; same < count && place_document(&places[same]) == document; same++) {
        tf += same == 0 || places[same].position != places[same - 1].position;
    }
    lengths[document] -= (uint32_t)same - tf;
    uint8_t *at = put_varint(put_varint(*out, gap), tf);
    for (size_t i = 0; i < same; i++) {
        if (i == 0 || places[i].position != before) {
            at = put_varint(at, places[i].position - before);
            before = places[i].position;
        }
    }
    *out = spellings ? put_spellings(at, places, same) : at;
    return same;
}

/* A term of the run, see run.h. */
static void append_term(struct buffer *run, struct bytes text, uint32_t df, struct bytes payload)
{
    if (!buffer_reserve(run, text.size + payload.size + 3 * VARINT32_BYTES)) {
        return;
    }
    uint8_t *out = put_varint(run->data + run->size, (uint32_t)text.size);
    memcpy(out, text.data, text.size);
    out = put_varint(put_varint(out + text.size, df), (uint32_t)payload.size);
    memcpy(out, payload.data, payload.size);
    run->size = (size_t)(out + payload.size - run->data);
}

void run_writer_append(struct run_writer *writer, struct bytes term, const struct place *places,
                       size_t count, uint32_t *lengths, struct buffer *run)
{
    struct buffer *payload = &writer->payload;
    uint32_t df = 0, before = 0;
    payload->size = 0; /* at most gap, frequency, position and spellings for each occurrence */
    if (!buffer_reserve(payload, count * (3 * VARINT32_BYTES + 2))) {
        run->failed = true;
        return;
    }
    uint8_t *out = payload->data;
    for (size_t i = 0; i < count; df++) {
        uint32_t document = place_document(&places[i]);
        i += write_document(&out, lengths, places + i, count - i, document - before,
                            writer->spellings);
        before = document;
    }
    append_term(run, term, df, bytes_of(payload->data, (size_t)(out - payload->data)));
}
