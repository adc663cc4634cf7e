#include "searcher/eval/form_match.h"

static enum status match_forms(const struct segment *segment, struct matcher *matcher,
                               form_match_taker *take, void *context, struct error *err)
{
    const struct lexicon_filter filter = matcher_filter(matcher);
    struct lexicon_scan scan = {.filters = &filter, .filter_count = 1, .wants = matcher_wants,
                                .context = matcher};
    for (bool more = true; more;) {
        enum status status = lexicon_scan_next(segment, &scan, &more, err);
        if (status != STATUS_OK) {
            return status;
        }
        if (more && matcher_may_match(matcher, scan.letters)) {
            uint8_t text[256];
            lexicon_scan_text(&scan, text);
            const struct form_match match = {
                .form = bytes_of(text, scan.size),
                .term = bytes_of(scan.texts.text, scan.texts.size),
                .documents = scan.documents,
                .distance = matcher_match(matcher, bytes_of(text, scan.size)),
                .capital = scan.capital};
            if (match.distance < MATCHER_NO_MATCH) {
                take(context, &match);
            }
        }
    }
    return STATUS_OK;
}

static enum status match_terms(const struct segment *segment, const struct matcher *matcher,
                               form_match_taker *take, void *context, struct error *err)
{
    struct term_walk walk = {0};
    for (bool more = true; more;) {
        enum status status = segment_next_term(segment, &walk, &more, err);
        if (status != STATUS_OK) {
            return status;
        }
        const struct form_match match = {
            .form = walk.term, .term = walk.term, .documents = walk.entry.df,
            .distance = more ? matcher_match(matcher, walk.term) : MATCHER_NO_MATCH};
        if (match.distance < MATCHER_NO_MATCH) {
            take(context, &match);
        }
    }
    return STATUS_OK;
}

enum status form_match_all(const struct index *index, struct matcher *matcher,
                           form_match_taker *take, void *context, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t s = 0; s < index->segment_count && status == STATUS_OK; s++) {
        const struct segment *segment = &index->segments[s].segment;
        status = lexicon_exists(segment) ? match_forms(segment, matcher, take, context, err)
                                         : match_terms(segment, matcher, take, context, err);
    }
    return status;
}
