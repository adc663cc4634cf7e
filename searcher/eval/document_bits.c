#include "searcher/eval/document_bits.h"

#include <string.h>

/* Calls for the 64-bit words of a bit-set block, shifted to whole words of documents. */
static bool apply_stored(struct cursor *cursor, uint32_t block, uint64_t *bits, bool clear)
{
    const uint8_t *in, *end;
    uint32_t base = cursor_base(cursor, block), last = cursor_last(cursor, block);
    if (base > last || last >= cursor->segment->facts.documents ||
        !cursor_block_bytes(cursor, block, &in, &end)) {
        cursor->damaged = true;
        return false;
    }
    uint32_t span = last - base + 1, shift = base % 64;
    uint64_t *out = bits + base / 64;
    if ((size_t)(end - in) < (span + 7) / 8) {
        cursor->damaged = true;
        return false;
    }
    for (uint32_t i = 0; i < span; i += 64, out++) {
        uint64_t word;
        memcpy(&word, in + i / 8, 8);
        if (span - i < 64) {
            word &= ((uint64_t)1 << (span - i)) - 1;
        }
        uint64_t low = word << shift, high = shift ? word >> (64 - shift) : 0;
        if (clear) {
            out[0] &= ~low;
            out[1] &= ~high;
        } else {
            out[0] |= low;
            out[1] |= high;
        }
    }
    return true;
}

static inline void set_document(uint64_t *bits, uint32_t document)
{
    bits[document / 64] |= (uint64_t)1 << document % 64;
}

/* Neighbours share words, and a word must be stored before it is loaded again: four streams far
 * apart do not wait for each other. */
static void set_documents(const uint32_t *docs, uint32_t count, uint64_t *bits)
{
    enum { STREAM = CODEC_BLOCK / 4 };
    uint32_t done = 0;
    if (count == CODEC_BLOCK) {
        for (uint32_t i = 0; i < STREAM; i++) {
            set_document(bits, docs[i]);
            set_document(bits, docs[STREAM + i]);
            set_document(bits, docs[2 * STREAM + i]);
            set_document(bits, docs[3 * STREAM + i]);
        }
        done = count;
    }
    for (; done < count; done++) {
        set_document(bits, docs[done]);
    }
}

static void clear_documents(const uint32_t *docs, uint32_t count, uint64_t *bits)
{
    for (uint32_t i = 0; i < count; i++) {
        bits[docs[i] / 64] &= ~((uint64_t)1 << docs[i] % 64);
    }
}

/* See document_bits_load. */
static bool load_block(struct cursor *cursor, uint32_t block, uint64_t *bits, bool clear,
                       uint32_t *count)
{
    bool is_set =
        cursor_count(cursor, block) == CODEC_BLOCK && codec_is_bit_set(cursor->list.kind[block]);
    *count = is_set ? 0 : cursor_count(cursor, block);
    return is_set ? apply_stored(cursor, block, bits, clear) : cursor_load_docs(cursor, block);
}

static void apply_list(struct cursor *cursor, uint64_t *bits, bool clear)
{
    uint32_t count;
    for (uint32_t block = 0;
         block < cursor->blocks && load_block(cursor, block, bits, clear, &count); block++) {
        (clear ? clear_documents : set_documents)(cursor->docs, count, bits);
    }
}

bool document_bits_load(struct cursor *cursor, uint32_t block, uint64_t *bits, uint32_t *count)
{
    return load_block(cursor, block, bits, false, count);
}

void document_bits_set(struct cursor *cursor, uint64_t *bits)
{
    apply_list(cursor, bits, false);
}

void document_bits_clear(struct cursor *cursor, uint64_t *bits)
{
    apply_list(cursor, bits, true);
}
