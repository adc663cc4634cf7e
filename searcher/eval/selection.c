#include "searcher/eval/selection.h"

enum status selection_run(struct selection *selection, struct searcher *searcher,
                          const struct query *query, const struct search_options *search,
                          const struct selection_options *options, struct search_result *result,
                          struct error *err)
{
    struct search_options wider = *search;
    struct search_result all;
    buffer_reset(&selection->hits);
    wider.top += options->has_except && search->top > 0;
    enum status status = searcher_run(searcher, query, &wider, &all, err);
    if (status != STATUS_OK) {
        return status;
    }
    size_t count = 0;
    for (size_t i = 0; i < all.hit_count && count < search->top; i++) {
        if (!options->has_except || all.hits[i].document != options->except) {
            buffer_append(&selection->hits, &all.hits[i], sizeof *all.hits);
            count++;
        }
    }
    if (selection->hits.failed) {
        return error_set_memory(err);
    }
    result->hits = (struct hit *)(void *)selection->hits.data;
    result->hit_count = count;
    result->total = all.total - (options->has_except && all.total > 0);
    return STATUS_OK;
}

void selection_release(struct selection *selection)
{
    buffer_release(&selection->hits);
}
