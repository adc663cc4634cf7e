#include "searcher/eval/block_shares.h"

void block_shares(const struct segment_run *run, const struct cursor *cursor, float weight,
                  uint32_t first, uint32_t end, float *shares)
{
    const uint8_t *lengths = run->segment->segment.lengths;
    const float constant = (float)run->bm25.constant, slope = (float)run->bm25.slope;
    float norms[CODEC_BLOCK];
    for (uint32_t i = first; i < end; i++) {
        uint32_t length = format_u16(lengths + 2 * (size_t)cursor->docs[i]);
        if (length == FORMAT_LONG_LENGTH) {
            length = segment_long_length(&run->segment->segment, cursor->docs[i]);
        }
        norms[i] = (float)length;
    }
    for (uint32_t i = first; i < end; i++) {
        float tf = (float)(int32_t)cursor->tfs[i];
        shares[i] = weight * tf / (tf + (constant + slope * norms[i]));
    }
}
