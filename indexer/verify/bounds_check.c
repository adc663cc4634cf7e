#include "indexer/verify/bounds_check.h"

#include "common/codec/codec.h"
#include "common/score/bm25.h"

/* The rank-th largest code: by high bytes, then by the low bytes of the one that holds the rank. */
static uint32_t largest(const uint16_t *codes, uint32_t count, uint32_t rank)
{
    uint32_t high[256] = {0}, low[256] = {0}, h = 255, l = 255;
    for (uint32_t i = 0; i < count; i++) {
        high[codes[i] >> 8]++;
    }
    while (high[h] < rank) {
        rank -= high[h--];
    }
    for (uint32_t i = 0; i < count; i++) {
        low[codes[i] & 255] += codes[i] >> 8 == h;
    }
    while (low[l] < rank) {
        rank -= low[l--];
    }
    return h << 8 | l;
}

static bool best_fits(const struct long_list *list, const uint16_t *codes)
{
    uint32_t rank = 10;
    for (int i = 0; i < FORMAT_BEST; i++, rank *= 10) {
        uint32_t wanted = list->df >= rank ? largest(codes, list->df, rank) : 0;
        if (format_u16(list->best + 2 * (size_t)i) != wanted) {
            return false;
        }
    }
    return true;
}

void bounds_check(struct faults *faults, const struct term_entry *entry, const uint32_t *docs,
                  const uint32_t *tfs, const uint32_t *parts, uint16_t *codes)
{
    const struct segment *segment = faults->segment;
    const struct segment_facts *facts = &segment->facts;
    uint32_t unit = segment_word_weight(segment);
    struct bm25 bm25 = bm25_make(facts->k1 * unit, facts->b, facts->average_length);
    struct long_list list;
    bool is_long = entry->df >= CODEC_BLOCK && long_list_open(&list, entry, facts->documents);
    double most = 0, block = 0;
    for (uint32_t i = 0; i < entry->df; i++) {
        uint32_t length = segment_length(segment, docs[i]);
        double weight = (double)unit * (tfs[i] - parts[i]) + (double)FORMAT_PART_WEIGHT * parts[i];
        double g = bm25_saturation(&bm25, weight, length), code = g * 65536;
        codes[i] = (uint16_t)(code >= 65535 ? 65535 : code);
        block = g > block ? g : block;
        most = g > most ? g : most;
        if (i % CODEC_BLOCK == CODEC_BLOCK - 1 || i + 1 == entry->df) {
            if (is_long && list.bound[i / CODEC_BLOCK] != format_bound(block)) {
                faults_add(faults, list.bound + i / CODEC_BLOCK, "bound of a block");
            }
            block = 0;
        }
    }
    if (entry->df >= FORMAT_BOUND_FROM_DF && entry->bound != format_bound(most)) {
        faults_add(faults, entry->list.data, "bound of a term");
    }
    if (is_long && !best_fits(&list, codes)) {
        faults_add(faults, list.best, "best saturations of a list");
    }
}
