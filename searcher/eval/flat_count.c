#include "searcher/eval/flat_count.h"

#include <string.h>

#include "searcher/eval/byte_mask.h"
#include "searcher/eval/conjunction.h"
#include "searcher/eval/document_bits.h"

/* Words of bits, all 0, in scratch->bits. */
static uint64_t *clear_bits(struct flat_scratch *scratch, size_t words)
{
    buffer_reset(&scratch->bits);
    buffer_append_zeros(&scratch->bits, (words + 2) * sizeof(uint64_t));
    return scratch->bits.failed ? NULL : (uint64_t *)(void *)scratch->bits.data;
}

uint64_t *flat_count_clear(const struct segment_run *run, struct flat_scratch *scratch)
{
    return clear_bits(scratch, ((size_t)run->segment->segment.facts.documents + 63) / 64);
}

/* Sets the documents of a list: of bit-set blocks as bits, of the others as bytes. */
static void set_bytes(struct cursor *cursor, uint64_t *bits, uint8_t *bytes)
{
    uint32_t count;
    for (uint32_t block = 0;
         block < cursor->blocks && document_bits_load(cursor, block, bits, &count); block++) {
        for (uint32_t i = 0; i < count; i++) {
            bytes[cursor->docs[i]] = 255;
        }
    }
}

/* The documents of all lists, by way of bytes: a store each, where bits must be loaded first. */
static void set_by_bytes(const struct flat_list *lists, uint32_t count, size_t words,
                         uint64_t *bits, uint8_t *bytes)
{
    for (uint32_t i = 0; i < count; i++) {
        set_bytes(lists[i].cursor, bits, bytes);
    }
    for (size_t i = 0; i < words; i++) {
        bits[i] |= byte_mask(bytes + i * BYTE_MASK_WIDTH);
    }
}

/* Whether so many documents pay for clearing and reading a byte for each of the segment. */
static bool suits_bytes(const struct flat_list *lists, uint32_t count, uint32_t documents)
{
    enum { SMALL = 1 << 16, MOST = 1 << 20 }; /* bytes of the fastest memory, of the next */
    uint64_t postings = 0;
    for (uint32_t i = 0; i < count; i++) {
        postings += lists[i].cursor->df;
    }
    return documents <= MOST &&
           postings >= (documents <= SMALL ? documents / 8 : 2 * (uint64_t)documents);
}

void flat_count_bits(struct segment_run *run, const struct flat_query *query, uint32_t first,
                     uint64_t *bits)
{
    struct bytes deleted = run->segment->deleted;
    size_t words = ((size_t)run->segment->segment.facts.documents + 63) / 64;
    for (uint32_t i = first; i < query->count; i++) {
        struct cursor *cursor = query->lists[i].cursor;
        if (i < query->count - query->not_count) {
            document_bits_set(cursor, bits);
        } else {
            document_bits_clear(cursor, bits);
        }
    }
    for (size_t i = 0; i < deleted.size; i++) {
        bits[i / 8] &= ~((uint64_t)deleted.data[i] << (8 * (i % 8)));
    }
    run->total += query->lists[0].cursor->codec->count_ones(bits, words);
}

/* Any of the words and none of the excluded: one bit a document. */
static enum status count_any(struct segment_run *run, struct flat_scratch *scratch,
                             struct flat_query *query, struct error *err)
{
    size_t words = ((size_t)run->segment->segment.facts.documents + 63) / 64;
    uint32_t wanted = query->should_count + query->whole_count;
    bool by_bytes = suits_bytes(query->lists, wanted, run->segment->segment.facts.documents);
    size_t room = by_bytes ? words * BYTE_MASK_WIDTH / sizeof(uint64_t) : 0;
    uint64_t *bits = clear_bits(scratch, words + 2 + room);
    if (bits == NULL) {
        return error_set_memory(err);
    }
    if (by_bytes) {
        set_by_bytes(query->lists, wanted, words, bits, (uint8_t *)(bits + words + 2));
    }
    flat_count_bits(run, query, by_bytes ? wanted : 0, bits);
    return STATUS_OK;
}

/* Whether setting all bits of a list costs less than looking `candidates` documents up in it. */
static bool suits_bits(const struct cursor *cursor, double candidates, uint32_t documents)
{
    enum { DENSE_GAP = 4 }; /* bit sets, most of them: little work a block */
    bool dense = (uint64_t)cursor->df * DENSE_GAP >= documents;
    return candidates >= cursor->blocks * (dense ? 0.3 : 4.0);
}

/* How many lists behind the first are better read as bits. Words of one query are found together
 * more often than by chance. */
static uint32_t count_bit_lists(const struct segment_run *run, const struct flat_query *query)
{
    enum { TOGETHER = 8 };
    uint32_t documents = run->segment->segment.facts.documents, j = 1;
    double candidates = query->lists[0].cursor->df;
    while (j < query->must_count && suits_bits(query->lists[j].cursor, candidates, documents)) {
        double share = TOGETHER * (double)query->lists[j++].cursor->df / documents;
        candidates *= share < 1 ? share : 1;
    }
    return j - 1;
}

/* Documents that the lists have in common, one bit each; NULL without memory. */
static const uint64_t *common_bits(const struct segment_run *run, struct flat_scratch *scratch,
                                   const struct flat_list *lists, uint32_t count)
{
    size_t words = ((size_t)run->segment->segment.facts.documents + 63) / 64 + 2;
    uint64_t *bits = clear_bits(scratch, (count > 1 ? 2 : 1) * words);
    for (uint32_t j = 0; j < count && bits != NULL; j++) {
        uint64_t *more = bits + words;
        if (j == 0) {
            document_bits_set(lists[j].cursor, bits);
            continue;
        }
        memset(more, 0, j > 1 ? words * sizeof *more : 0);
        document_bits_set(lists[j].cursor, more);
        for (size_t i = 0; i < words; i++) {
            bits[i] &= more[i];
        }
    }
    return bits;
}

/* All of the words and none of the excluded. */
static enum status count_all(struct segment_run *run, struct flat_scratch *scratch,
                             const struct flat_query *query, struct error *err)
{
    struct common common = {.lists = count_bit_lists(run, query)};
    if (common.lists > 0) {
        common.bits = common_bits(run, scratch, query->lists + 1, common.lists);
        if (common.bits == NULL) {
            return error_set_memory(err);
        }
    }
    conjunction_count(run, scratch, query, common);
    return STATUS_OK;
}

enum status flat_count(struct segment_run *run, struct flat_scratch *scratch,
                       struct flat_query *query, struct error *err)
{
    bool clean = run->segment->deleted.size == 0 && query->not_count == 0;
    uint32_t df = query->lists[0].cursor->df;
    uint32_t alternatives = query->should_count + query->whole_count;
    if (clean && query->must_count == 1) {
        run->total += df;
    } else if (query->must_count > 0) {
        return count_all(run, scratch, query, err);
    } else if (clean && alternatives == 1) {
        run->total += df;
    } else if (clean && alternatives == 2) {
        bool rising = df <= query->lists[1].cursor->df;
        struct flat_list pair[2] = {query->lists[rising ? 0 : 1], query->lists[rising ? 1 : 0]};
        const struct flat_query both = {.lists = pair, .count = 2, .must_count = 2};
        uint64_t before = run->total; /* |a or b| = |a| + |b| - |a and b| */
        enum status status = count_all(run, scratch, &both, err);
        run->total = before + df + query->lists[1].cursor->df - (run->total - before);
        return status;
    } else {
        return count_any(run, scratch, query, err);
    }
    return STATUS_OK;
}
