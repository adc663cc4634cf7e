#include "searcher/eval/selection.h"

#include <stdlib.h>

#include "common/format/signature.h"

enum { FIRST_MORE = 32 }; /* hits beyond those wanted that are fetched first */

static const size_t EARLIER_PAGE = SIZE_MAX;

struct leader {
    struct signature signature;
    size_t hit; /* EARLIER_PAGE: not on this page */
};

struct folded {
    size_t hit;
    uint64_t order, document; /* order: in the ranking */
};

struct folder {
    struct selection *selection;
    const struct index *index;
    const struct search_options *search;
    const struct selection_options *options;
    size_t shown;
    uint64_t folded, total;
    bool limited; /* as in search_result */
    bool full; /* the page is, and a hit of the next one was met */
};

bool selection_can_fold(const struct index *index)
{
    for (size_t i = 0; i < index->segment_count; i++) {
        const struct segment *segment = &index->segments[i].segment;
        if (segment->facts.documents > 0 && !signature_exists(segment)) {
            return false;
        }
    }
    return true;
}

static bool is_on_earlier_page(const struct search_options *search, const struct hit *hit)
{
    return search->has_after &&
           (hit->score > search->after_score ||
            (hit->score == search->after_score && hit->document <= search->after_document));
}

static const struct leader *find_leader(const struct selection *selection, struct signature signature)
{
    const struct leader *leader = (const void *)selection->leaders.data;
    size_t count = selection->leaders.size / sizeof *leader;
    for (size_t i = 0; i < count && !signature_is_none(signature); i++) {
        if (signature_equal_bins(leader[i].signature, signature) >= SIGNATURE_NEAR) {
            return &leader[i];
        }
    }
    return NULL;
}

/* The next hit of the ranking. */
static void take(struct folder *folder, const struct hit *hit)
{
    struct selection *selection = folder->selection;
    uint32_t local;
    const struct index_segment *home = index_locate(folder->index, hit->document, &local);
    struct leader leader = {signature_read(&home->segment, local), EARLIER_PAGE};
    const struct leader *found = find_leader(selection, leader.signature);
    if (folder->options->has_except && hit->document == folder->options->except) {
        return;
    }
    if (found != NULL) {
        const struct folded folded = {found->hit, folder->folded++, hit->document};
        if (found->hit != EARLIER_PAGE) {
            buffer_append(&selection->folded, &folded, sizeof folded);
        }
        return;
    }
    if (!is_on_earlier_page(folder->search, hit)) {
        folder->full = folder->shown == folder->search->top;
        if (folder->full) {
            return;
        }
        leader.hit = folder->shown++;
        buffer_append(&selection->hits, hit, sizeof *hit);
    }
    buffer_append(&selection->leaders, &leader, sizeof leader);
}

static int compare_folded(const void *left, const void *right)
{
    const struct folded *a = left, *b = right;
    return a->hit != b->hit ? (a->hit > b->hit) - (a->hit < b->hit)
                            : (a->order > b->order) - (a->order < b->order);
}

/* Fetches parts of the ranking, from its very beginning, each larger than the one before. */
static enum status run_folding(struct folder *folder, struct searcher *searcher,
                               const struct query *query, struct error *err)
{
    struct selection *selection = folder->selection;
    struct search_options part = *folder->search;
    struct search_result result;
    part.has_after = false;
    part.top += FIRST_MORE;
    do {
        enum status status = searcher_run(searcher, query, &part, &result, err);
        if (status != STATUS_OK) {
            return status;
        }
        folder->total = part.count ? result.total : folder->total;
        folder->limited = result.limited;
        for (size_t i = 0; i < result.hit_count && !folder->full; i++) {
            take(folder, &result.hits[i]);
        }
        if (result.hit_count < part.top) {
            break;
        }
        part.has_after = true;
        part.after_score = result.hits[result.hit_count - 1].score;
        part.after_document = result.hits[result.hit_count - 1].document;
        part.count = false;
        part.top *= 2;
    } while (!folder->full);
    if (selection->folded.size > 0) {
        qsort(selection->folded.data, selection->folded.size / sizeof(struct folded),
              sizeof(struct folded), compare_folded);
    }
    return selection->leaders.failed || selection->folded.failed ? error_set_memory(err) : STATUS_OK;
}

static enum status run_plain(struct folder *folder, struct searcher *searcher,
                             const struct query *query, struct error *err)
{
    const struct selection_options *options = folder->options;
    struct search_options wider = *folder->search;
    struct search_result all;
    wider.top += options->has_except && wider.top > 0;
    enum status status = searcher_run(searcher, query, &wider, &all, err);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < all.hit_count && folder->shown < folder->search->top; i++) {
        if (!options->has_except || all.hits[i].document != options->except) {
            buffer_append(&folder->selection->hits, &all.hits[i], sizeof *all.hits);
            folder->shown++;
        }
    }
    folder->total = all.total;
    folder->limited = all.limited;
    return STATUS_OK;
}

enum status selection_run(struct selection *selection, struct searcher *searcher,
                          const struct query *query, const struct search_options *search,
                          const struct selection_options *options, struct search_result *result,
                          struct error *err)
{
    struct folder folder = {.selection = selection,
                            .index = searcher_index(searcher),
                            .search = search,
                            .options = options};
    buffer_reset(&selection->hits);
    buffer_reset(&selection->leaders);
    buffer_reset(&selection->folded);
    enum status status = options->fold && search->top > 0
                             ? run_folding(&folder, searcher, query, err)
                             : run_plain(&folder, searcher, query, err);
    if (status == STATUS_OK && selection->hits.failed) {
        status = error_set_memory(err);
    }
    if (status == STATUS_OK) {
        result->hits = (struct hit *)(void *)selection->hits.data;
        result->hit_count = folder.shown;
        result->total = folder.total - (options->has_except && folder.total > 0);
        result->limited = folder.limited;
    }
    return status;
}

bool selection_next_folded(const struct selection *selection, size_t hit, size_t *at,
                           uint64_t *document)
{
    const struct folded *folded = (const void *)selection->folded.data;
    size_t count = selection->folded.size / sizeof *folded;
    if (*at == 0) { /* the first of this hit's */
        size_t low = 0, high = count;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (folded[middle].hit < hit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        *at = low;
    }
    if (*at >= count || folded[*at].hit != hit) {
        return false;
    }
    *document = folded[(*at)++].document;
    return true;
}

void selection_release(struct selection *selection)
{
    buffer_release(&selection->hits);
    buffer_release(&selection->leaders);
    buffer_release(&selection->folded);
}
