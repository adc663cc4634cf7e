#include "searcher/eval/rank_floor.h"

#include "searcher/eval/lead.h"
#include "searcher/eval/sum_mask.h"

/* Found by halves, not quite: until no more than are wanted reach it. */
void rank_floor_raise(const struct segment_run *run, const float *sums, uint32_t count)
{
    enum { HALVES = 12 };
    struct topk *topk = run->topk;
    if (topk->has_after || run->segment->deleted.size > 0) {
        return;
    }
    float low = lead_threshold(run), high = sum_highest(sums, count);
    uint32_t above = low < high ? sum_count(sums, count, low) : 0;
    if (above < topk->wanted) {
        return;
    }
    for (int i = 0; i < HALVES && above != topk->wanted; i++) {
        float middle = low + (high - low) / 2;
        uint32_t reach = sum_count(sums, count, middle);
        bool enough = reach >= topk->wanted;
        above = enough ? reach : above;
        low = enough ? middle : low;
        high = enough ? high : middle;
    }
    double floor = low * (1 - LEAD_MARGIN);
    topk->floor = floor > topk->floor ? floor : topk->floor;
}
