#include "samples.h"

void sample_docs(struct random *random, unsigned shape, uint32_t base, size_t count, uint32_t *docs)
{
    uint64_t next = base;
    for (size_t i = 0; i < count; i++) {
        uint64_t gap;
        if (shape == 0) {
            gap = 0; /* a run */
        } else if (shape == 1) {
            gap = i + 1 == count; /* a run but for the last one */
        } else if (shape == 2) {
            gap = random_below(random, 10) == 0 ? random_below(random, 1 << 15) : 0; /* clusters */
        } else if (shape == 3) {
            gap = i == 0 ? SAMPLE_MAX_DOCUMENTS / 2 - 1 - count : 0; /* one as wide as can be */
        } else {
            gap = random_below(random, (uint64_t)2 << (shape - 4)); /* up to 2^20 */
        }
        if (next + gap + (count - i) > SAMPLE_MAX_DOCUMENTS) {
            gap = 0;
        }
        docs[i] = (uint32_t)(next + gap);
        next += gap + 1;
    }
}

void sample_tfs(struct random *random, unsigned shape, size_t count, uint32_t *tfs)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t any = random_below(random, 1u << 16);
        switch (shape) {
        case 0:
            tfs[i] = 1;
            break;
        case 1:
            tfs[i] = any % 40 == 0 ? 2 + any % 3 : 1;
            break;
        case 2:
            tfs[i] = 1 + (any & 1);
            break;
        case 3:
            tfs[i] = 1 + any % 10;
            break;
        case 4:
            tfs[i] = i == count / 2 ? 100000 : 1;
            break;
        case 5:
            tfs[i] = 1 + any * 3;
            break;
        default:
            tfs[i] = any % 8 == 0 ? 1 + any % 500 : 1 + any % 3;
        }
    }
}
