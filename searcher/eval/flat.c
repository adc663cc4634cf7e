#include "searcher/eval/flat.h"

#include <float.h>
#include <string.h>

#include "common/base/memory.h"
#include "searcher/eval/conjunction.h"
#include "searcher/eval/flat_count.h"
#include "searcher/eval/lead.h"
#include "searcher/eval/window.h"

/* From so many alternatives on, windows beat lead passes; from fewer on, if passes had much to look
 * up: so many documents take as long in windows as one look-up. */
enum { WINDOW_LISTS = 6, WINDOW_LOOK_UP_COST = 16 };

/* An alternative leads a pass if it is so many times rarer than the words that must occur. */
enum { LEAD_RARER = 2 };

void flat_scratch_release(struct flat_scratch *scratch)
{
    memory_free(scratch->lists);
    memory_free(scratch->others);
    memory_free(scratch->rest);
    memory_free(scratch->frequencies);
    memory_free(scratch->list_places);
    buffer_release(&scratch->bits);
    window_scratch_destroy(scratch->window);
    *scratch = (struct flat_scratch){0};
}

static bool reserve(struct flat_scratch *scratch, size_t count)
{
    if (count <= scratch->capacity) {
        return true;
    }
    struct flat_scratch kept = {.bits = scratch->bits, .window = scratch->window};
    scratch->bits = (struct buffer){0};
    scratch->window = NULL;
    flat_scratch_release(scratch);
    *scratch = kept;
    scratch->lists = memory_alloc_array(count, sizeof *scratch->lists);
    scratch->others = memory_alloc_array(count, sizeof *scratch->others);
    scratch->rest = memory_alloc_array(count + 1, sizeof *scratch->rest);
    scratch->frequencies =
        memory_alloc_array(count, (CODEC_BLOCK + 1) * sizeof *scratch->frequencies);
    scratch->list_places =
        memory_alloc_array(count, CODEC_BLOCK * sizeof *scratch->list_places);
    if (!scratch->lists || !scratch->others || !scratch->rest || !scratch->frequencies ||
        !scratch->list_places) {
        return false;
    }
    scratch->capacity = count;
    return true;
}

/* The largest possible score of a list: from its bound byte, or for very short lists themselves. */
static float top_score(const struct segment_run *run, struct cursor *cursor, double weight)
{
    double best = run->gain[cursor->entry.bound];
    if (cursor->df < FORMAT_BOUND_FROM_DF) {
        best = 0;
        for (uint32_t i = 0; i < cursor->df && cursor_load_docs(cursor, 0) && cursor_load_tfs(cursor, 0); i++) {
            double share = run_share(run, 1, cursor->docs[i], cursor->tfs[i]);
            best = share > best ? share : best;
        }
    }
    return (float)(best * weight * (1 + 1e-6));
}

/* The k-th best score of a term alone is a threshold for all, where the stored numbers hold. */
static double stored_threshold(const struct segment_run *run, const struct flat_list *list)
{
    static const size_t ranks[FORMAT_BEST] = {10, 100, 1000};
    const struct cursor *cursor = list->cursor;
    for (size_t i = 0; i < FORMAT_BEST && cursor->df >= CODEC_BLOCK; i++) {
        if (run->topk->wanted <= ranks[i]) {
            return format_u16(cursor->list.best + 2 * i) / 65536.0 * list->weight * (1 - 1e-9);
        }
    }
    return 0;
}

/* What a list does in a flat query, in the order of struct flat_query. */
enum list_role { LIST_MUST, LIST_SHOULD, LIST_WHOLE, LIST_NOT, LIST_ROLES };

static enum list_role list_role(const struct plan_node *node, uint32_t term)
{
    if (node->kind == PLAN_COMPOUND && term == node->first_term) {
        return LIST_WHOLE;
    }
    return node->role == QUERY_MUST ? LIST_MUST : node->role == QUERY_SHOULD ? LIST_SHOULD : LIST_NOT;
}

/* Adds a node's lists of one role; false if a necessary one is not in the segment. */
static bool collect_node(struct segment_run *run, const struct plan_node *node,
                         enum list_role role, struct flat_query *query)
{
    for (uint32_t t = node->first_term; t < node->first_term + node->term_count; t++) {
        struct cursor *cursor = run->cursors[t];
        if (list_role(node, t) != role) {
            continue;
        }
        query->has_must = query->has_must || role == LIST_MUST;
        if (cursor == NULL || cursor->blocks == 0) {
            if (role == LIST_MUST && !node->loose) {
                return false;
            }
            if (role == LIST_MUST) {
                uint32_t clause = run->plan->terms[t].clause;
                query->lacking = query->lacking == 0 || query->lacking == clause ? clause : FLAT_SEVERAL;
            }
            continue;
        }
        double weight = run->plan->terms[t].weight;
        query->lists[query->count++] = (struct flat_list){
            .cursor = cursor, .weight = weight, .order = t,
            .loose = role == LIST_WHOLE && node->loose,
            .top = role == LIST_NOT ? 0 : top_score(run, cursor, weight)};
    }
    return true;
}

/* Splits the plan's children by role; false if a necessary word is not in the segment. */
static bool collect(struct segment_run *run, struct flat_scratch *scratch, struct flat_query *query)
{
    uint32_t places[LIST_ROLES];
    *query = (struct flat_query){.lists = scratch->lists};
    for (int role = 0; role < LIST_ROLES; role++) {
        uint32_t before = query->count;
        for (const struct plan_node *node = run->plan->root->child; node; node = node->next) {
            if (!collect_node(run, node, (enum list_role)role, query)) {
                return false;
            }
        }
        places[role] = query->count - before;
    }
    query->must_count = places[LIST_MUST];
    query->should_count = places[LIST_SHOULD];
    query->whole_count = places[LIST_WHOLE];
    query->not_count = places[LIST_NOT];
    return query->must_count + query->should_count + query->whole_count > 0;
}

/* Rising document frequency. */
static void sort_by_df(struct flat_list *lists, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct flat_list list = lists[i];
        uint32_t j = i;
        for (; j > 0 && lists[j - 1].cursor->df > list.cursor->df; j--) {
            lists[j] = lists[j - 1];
        }
        lists[j] = list;
    }
}

/* Falling highest score. */
static void sort_by_top(struct flat_list *lists, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct flat_list list = lists[i];
        uint32_t j = i;
        for (; j > 0 && lists[j - 1].top < list.top; j--) {
            lists[j] = lists[j - 1];
        }
        lists[j] = list;
    }
}

static void prime_threshold(struct segment_run *run, const struct flat_query *query)
{
    bool safe = run->gain_is_stored && query->not_count == 0 && run->segment->deleted.size == 0 &&
                !run->options->has_after && query->must_count <= 1 && query->lacking == 0;
    uint32_t first = 0;
    uint32_t end = query->must_count ? 1 : query->should_count + query->whole_count;
    for (uint32_t i = first; safe && i < end; i++) {
        double threshold = stored_threshold(run, &query->lists[i]);
        run->topk->floor = threshold > run->topk->floor ? threshold : run->topk->floor;
    }
}

bool flat_in_any(const struct flat_list *lists, uint32_t count, uint32_t document)
{
    for (uint32_t i = 0; i < count; i++) {
        struct cursor *cursor = lists[i].cursor;
        uint32_t block = cursor_seek_block(cursor, document);
        if (block < cursor->blocks && cursor_base(cursor, block) <= document &&
            cursor_has(cursor, block, document)) {
            return true;
        }
    }
    return false;
}

/* A window takes its time for each document; a pass for each posting of a list that must lead,
 * which is looked up in all lists behind it. With excluded words windows find no threshold early.
 * The lists are sorted, the threshold is primed. */
static bool suits_windows(const struct segment_run *run, const struct flat_query *query)
{
    const struct flat_list *should = query->lists + query->must_count;
    float threshold = lead_threshold(run), sum = 0;
    uint64_t look_ups = 0;
    for (uint32_t i = query->should_count; i-- > 0;) {
        sum += should[i].top;
        uint32_t behind = query->should_count - 1 - i;
        look_ups += sum < threshold ? 0 : (uint64_t)should[i].cursor->df * behind;
    }
    bool many = query->should_count >= WINDOW_LISTS;
    bool dense = look_ups * WINDOW_LOOK_UP_COST >= run->segment->segment.facts.documents;
    return query->must_count == 0 && (many || (dense && query->whole_count + query->not_count == 0));
}

/* Copies the lists that do not belong to a compound; adds the others' number and highest sum. */
static uint32_t take_others(const struct segment_run *run, const struct flat_list *lists,
                            uint32_t count, uint32_t clause, struct flat_list *others,
                            struct lead_pass *pass)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (run->plan->terms[lists[i].order].clause != clause) {
            others[taken++] = lists[i];
        } else {
            pass->deferred--;
            pass->deferred_count++;
            *pass->deferred = lists[i];
            pass->deferred_top += lists[i].top;
        }
    }
    return taken;
}

void flat_sort_by_order(struct flat_list *lists, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct flat_list list = lists[i];
        uint32_t j = i;
        for (; j > 0 && lists[j - 1].order > list.order; j--) {
            lists[j] = lists[j - 1];
        }
        lists[j] = list;
    }
}

/* Passes of loose compounds come first: the others ask for all their parts, also in documents that
 * have the word alone, and those are not looked at again. */
static uint32_t move_loose_first(struct flat_list *wholes, uint32_t count)
{
    uint32_t loose = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (wholes[i].loose) {
            struct flat_list list = wholes[i];
            memmove(wholes + 1, wholes, i * sizeof *wholes);
            wholes[0] = list;
            loose++;
        }
    }
    return loose;
}

/* Moves the parts of a compound behind the other required lists; how many are required still. */
static uint32_t release_parts(const struct segment_run *run, struct flat_list *lists, uint32_t count,
                              uint32_t clause)
{
    uint32_t required = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (run->plan->terms[lists[i].order].clause != clause) {
            struct flat_list list = lists[i];
            lists[i] = lists[required];
            lists[required++] = list;
        }
    }
    return required;
}

/* The pass of wholes[i]; those from `behind` on may stand beside it. `with`: another one that stands there
 * too, or NULL. */
static void run_whole_pass(struct segment_run *run, struct flat_scratch *scratch,
                           const struct flat_query *query, struct lead_pass pass, uint32_t i,
                           uint32_t behind, const struct flat_list *with)
{
    struct flat_list *wholes = flat_wholes(query), *others = scratch->others;
    uint32_t clause = run->plan->terms[wholes[i].order].clause, required = 0;
    pass.lead = &wholes[i];
    pass.others = others;
    pass.deferred = others + scratch->capacity;
    if (with != NULL) {
        others[required++] = *with;
    }
    uint32_t musts = take_others(run, query->lists, query->must_count, clause, others + required, &pass);
    uint32_t taken = required + musts;
    pass.required_count =
        with == NULL ? taken
                     : required + release_parts(run, others + required, musts,
                                                run->plan->terms[with->order].clause);
    memcpy(others + taken, wholes + behind, (query->whole_count - behind) * sizeof *others);
    taken += query->whole_count - behind;
    taken += take_others(run, query->lists + query->must_count, query->should_count, clause,
                         others + taken, &pass);
    pass.optional_count = taken - pass.required_count;
    flat_sort_by_order(pass.deferred, pass.deferred_count);
    lead_pass_run(&pass);
}

/* A pass for each compound that stands as a whole word: few documents, mostly the best. What is
 * left to the other passes then has no compound in it, so that scores are sums. Documents with the
 * words of two loose ones are found by both words, those with one by that and the other's parts. */
static void run_whole_passes(struct segment_run *run, struct flat_scratch *scratch,
                             const struct flat_query *query, struct lead_pass pass)
{
    struct flat_list *wholes = flat_wholes(query);
    sort_by_top(wholes, query->whole_count);
    bool two = move_loose_first(wholes, query->whole_count) == FLAT_MOST_LOOSE;
    if (two) {
        run_whole_pass(run, scratch, query, pass, 0, 2, &wholes[1]);
    }
    for (uint32_t i = 0; i < query->whole_count; i++) {
        bool beside = two && i == 0; /* the second one's documents have been seen */
        pass.seen = beside ? wholes + 1 : wholes;
        pass.seen_count = beside ? 1 : i;
        if (query->lacking == 0 || query->lacking == run->plan->terms[wholes[i].order].clause) {
            run_whole_pass(run, scratch, query, pass, i, beside ? 2 : i + 1, NULL);
        }
    }
}

/* Puts those alternatives in front of which a pass is worth its while: all, or those that are much rarer
 * than all words that must occur. How many these are. */
static uint32_t choose_leads(const struct flat_query *query)
{
    struct flat_list *should = query->lists + query->must_count;
    uint32_t chosen = 0;
    for (uint32_t i = 0; i < query->should_count; i++) {
        struct flat_list list = should[i];
        if (query->must_count == 0 ||
            (uint64_t)list.cursor->df * LEAD_RARER <= query->lists[0].cursor->df) {
            memmove(should + chosen + 1, should + chosen, (i - chosen) * sizeof *should);
            should[chosen++] = list;
        }
    }
    return chosen;
}

/* A pass for each of the first alternatives: the words that must occur are looked up there, and what
 * may stand beside it but those that have led. False if no document without them can win. */
static bool run_should_passes(struct segment_run *run, const struct flat_query *query,
                              struct lead_pass *pass, uint32_t leads)
{
    uint32_t musts = query->must_count, count = musts + query->should_count;
    for (uint32_t i = 0; i < leads; i++) {
        struct flat_list *lists = query->lists + i, lead = lists[musts];
        float sum = 0;
        memmove(lists + 1, lists, musts * sizeof *lists);
        lists[0] = lead;
        for (uint32_t j = 0; j < count - i; j++) {
            sum += lists[j].top;
        }
        run->bonus = lead_bonus(run, lists, count - i);
        if (sum < lead_threshold(run)) {
            return false;
        }
        pass->lead = lists;
        pass->others = lists + 1;
        pass->required_count = musts;
        pass->optional_count = count - i - 1 - musts;
        lead_pass_run(pass);
        pass->seen[pass->seen_count++] = lead;
    }
    return true;
}

/* Passes led by alternatives, then one led by the rarest word that must occur, for documents without
 * those alternatives. */
static void run_lead_passes(struct segment_run *run, const struct flat_query *query,
                            struct lead_pass *pass)
{
    double all = run->bonus;
    uint32_t leads = choose_leads(query);
    bool more = run_should_passes(run, query, pass, leads);
    run->bonus = all;
    if (query->must_count > 0 && more) {
        pass->lead = query->lists + leads;
        pass->others = pass->lead + 1;
        pass->required_count = query->must_count - 1;
        pass->optional_count = query->should_count - leads;
        lead_pass_run(pass);
    }
}

/* Passes of whole compounds, then windows or passes for all others. bits: those of documents with an
 * alternative are set by windows; NULL: they need not. */
static enum status run_passes(struct segment_run *run, struct flat_scratch *scratch,
                              struct flat_query *query, uint64_t *bits, struct error *err)
{
    struct lead_pass pass = {.run = run,
                             .rest = scratch->rest,
                             .frequencies = scratch->frequencies,
                             .places = scratch->list_places,
                             .excluded = flat_excluded(query),
                             .excluded_count = query->not_count};
    run_whole_passes(run, scratch, query, pass);
    if (query->lacking != 0) {
        return STATUS_OK;
    }
    pass.seen = scratch->others;
    pass.seen_count = query->whole_count;
    memcpy(pass.seen, flat_wholes(query), pass.seen_count * sizeof *pass.seen);
    if (query->by_windows) {
        pass.others = query->lists;
        pass.optional_count = query->should_count;
        pass.bits = bits;
        return window_run(&pass, &scratch->window, err);
    }
    run_lead_passes(run, query, &pass);
    return STATUS_OK;
}

/* Windows have read most lists when they have found the best. */
static enum status run_counted_windows(struct segment_run *run, struct flat_scratch *scratch,
                                       struct flat_query *query, struct error *err)
{
    uint64_t *bits = flat_count_clear(run, scratch);
    if (bits == NULL) {
        return error_set_memory(err);
    }
    enum status status = run_passes(run, scratch, query, bits, err);
    if (status == STATUS_OK) {
        flat_count_bits(run, query, query->should_count, bits);
    }
    return status;
}

enum status flat_run(struct segment_run *run, struct flat_scratch *scratch, struct error *err)
{
    struct flat_query query;
    if (!reserve(scratch, run->plan->term_count)) {
        return error_set_memory(err);
    }
    if (!collect(run, scratch, &query)) {
        return STATUS_OK;
    }
    sort_by_df(query.lists, query.must_count);
    bool ranks = run->options->top > 0, counts = run->options->count || !ranks;
    if (query.must_count > 1 && query.should_count + query.whole_count == 0 && counts && ranks) {
        conjunction_run(run, scratch, &query);
        return STATUS_OK;
    }
    sort_by_top(query.lists + query.must_count, query.should_count);
    if (ranks) {
        prime_threshold(run, &query);
        query.by_windows = suits_windows(run, &query);
    }
    if (counts && query.by_windows) {
        return run_counted_windows(run, scratch, &query, err);
    }
    enum status status = counts ? flat_count(run, scratch, &query, err) : STATUS_OK;
    return ranks && status == STATUS_OK ? run_passes(run, scratch, &query, NULL, err) : status;
}
