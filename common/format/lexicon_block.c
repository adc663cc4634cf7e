#include "common/format/lexicon_block.h"

enum { NIBBLE = LEXICON_NIBBLE };

bool lexicon_block_open(const struct segment *segment, uint32_t block, struct lexicon_block *opened)
{
    struct bytes section = segment->sections[SECTION_LEXICON];
    uint64_t head = lexicon_head_bytes(segment);
    if (block >= segment->term_blocks || section.size < head) {
        return false;
    }
    uint64_t start = format_u32(section.data + 4 * (size_t)block);
    uint64_t end = format_u32(section.data + 4 * (size_t)block + 4);
    if (start > end || end > section.size - head) {
        return false;
    }
    opened->in = byte_reader_of(bytes_of(section.data + head + start, (size_t)(end - start)));
    opened->frequent = byte_reader_u32(&opened->in);
    return !opened->in.failed;
}

bool lexicon_read_detail(struct byte_reader *in, uint8_t first, struct form_code *code)
{
    *code = (struct form_code){.umlaut_count = 0};
    if (first - 1u < LEXICON_MOST_UMLAUTS) {
        code->umlaut_count = first;
        code->umlauts = byte_reader_view(in, first).data;
        first = byte_reader_u8(in);
    }
    unsigned ending = (unsigned)first - LEXICON_FIRST_ENDING;
    if (first == 0) {
        uint8_t sizes = byte_reader_u8(in);
        code->drop = lexicon_number(in, sizes >> 4, NIBBLE);
        code->more = byte_reader_view(in, lexicon_number(in, sizes & NIBBLE, NIBBLE));
    } else if (ending < ENDING_COUNT) {
        code->drop = endings[ending].drop;
        code->more = bytes_of(endings[ending].text, endings[ending].size);
    } else {
        return false;
    }
    return !in->failed;
}

uint32_t lexicon_code_size(const struct form_code *code, size_t term_size)
{
    uint64_t size = term_size - code->drop + code->umlaut_count + code->more.size;
    return code->drop <= term_size && code->more.size <= 255 && size <= 255 ? (uint32_t)size : 0;
}

bool lexicon_umlauts_fit(const uint8_t *umlauts, uint32_t count, const uint8_t *term, size_t kept)
{
    for (uint32_t i = 0; i < count; i++) {
        if (umlauts[i] >= kept || (i > 0 && umlauts[i] <= umlauts[i - 1]) ||
            lexicon_umlaut_of(term[umlauts[i]]) == 0) {
            return false;
        }
    }
    return true;
}

void lexicon_put_together(uint8_t *out, const uint8_t *term, size_t kept, const uint8_t *umlauts,
                          uint32_t umlaut_count, struct bytes more)
{
    size_t from = 0;
    for (uint32_t i = 0; i < umlaut_count; i++) {
        size_t size = umlauts[i] - from;
        memcpy(out, term + from, size);
        out[size] = 0xC3;
        out[size + 1] = lexicon_umlaut_of(term[umlauts[i]]);
        out += size + 2;
        from = umlauts[i] + 1u;
    }
    memcpy(out, term + from, kept - from);
    if (more.size > 0) {
        memcpy(out + kept - from, more.data, more.size);
    }
}

void lexicon_skip_parts(struct byte_reader *in, const struct lexicon_head *head)
{
    for (uint32_t parts = head->parts; parts > 0; parts--) {
        if ((byte_reader_u8(in) & NIBBLE) == 0) {
            byte_reader_u8(in);
        }
    }
    if (head->last_join) {
        byte_reader_u8(in);
    }
}
