#include "model.h"

#include <stdlib.h>

uint64_t model_random(struct model *model, uint64_t below)
{
    model->seed = model->seed * 6364136223846793005u + 1442695040888963407u;
    return (model->seed >> 33) % below;
}

/* Word 0 is nearly everywhere, high numbers are rare. */
static uint8_t random_word(struct model *model)
{
    uint64_t a = model_random(model, MODEL_WORDS), b = model_random(model, MODEL_WORDS);
    uint64_t c = model_random(model, MODEL_WORDS);
    a = a < b ? a : b;
    return (uint8_t)(a < c ? a : c);
}

static void print_document(const struct model_document *document, struct buffer *json)
{
    buffer_append_format(json, "{\"id\":\"%u\",\"text\":\"", document->id);
    for (uint32_t i = 0; i < document->length; i++) {
        buffer_append_format(json, "%sw%u", i ? " " : "", document->words[i]);
    }
    buffer_append_text(json, "\"}\n");
}

void model_add(struct model *model, uint32_t first_id, uint32_t count, struct buffer *json)
{
    buffer_reset(json);
    for (uint32_t i = 0; i < count; i++) {
        model_delete(model, first_id + i);
        assert_true(model->count < MODEL_MAX_DOCUMENTS);
        struct model_document *document = &model->documents[model->count++];
        *document = (struct model_document){.id = first_id + i};
        document->length = (uint32_t)(1 + model_random(model, model_random(model, 4) ? 12 : 60));
        for (uint32_t w = 0; w < document->length; w++) {
            document->words[w] = random_word(model);
        }
        print_document(document, json);
    }
    model_count(model);
}

bool model_delete(struct model *model, uint32_t id)
{
    for (size_t i = 0; i < model->count; i++) {
        if (model->documents[i].id == id && !model->documents[i].deleted) {
            model->documents[i].deleted = true;
            return true;
        }
    }
    return false;
}

void model_merge(struct model *model)
{
    size_t kept = 0;
    for (size_t i = 0; i < model->count; i++) {
        if (!model->documents[i].deleted) {
            model->documents[kept++] = model->documents[i];
        }
    }
    model->count = kept;
    model_count(model);
}

void model_print(const struct model *model, struct buffer *json)
{
    buffer_reset(json);
    for (size_t i = 0; i < model->count; i++) {
        print_document(&model->documents[i], json);
    }
}

void model_count(struct model *model)
{
    memset(model->df, 0, sizeof model->df);
    model->tokens = 0;
    for (size_t i = 0; i < model->count; i++) {
        bool there[MODEL_WORDS] = {false};
        for (uint32_t w = 0; w < model->documents[i].length; w++) {
            there[model->documents[i].words[w]] = true;
        }
        for (size_t w = 0; w < MODEL_WORDS; w++) {
            model->df[w] += there[w];
        }
        model->tokens += model->documents[i].length;
    }
}

/* A page of the index's answer against the same part of the model's. */
static void check_page(const struct model_query *query, const struct search_result *result,
                       const struct hit *wanted, size_t wanted_count, size_t top)
{
    size_t count = wanted_count < top ? wanted_count : top;
    if (result->hit_count != count) {
        fail_msg("%s: %zu hits, not %zu", (const char *)query->text.data, result->hit_count, count);
    }
    for (size_t i = 0; i < count; i++) {
        const struct hit *hit = &result->hits[i];
        if (hit->document != wanted[i].document ||
            memcmp(&hit->score, &wanted[i].score, sizeof hit->score) != 0) {
            fail_msg("%s: hit %zu of %zu is %llu (%.17g), not %llu (%.17g)",
                     (const char *)query->text.data, i, count, (unsigned long long)hit->document,
                     hit->score, (unsigned long long)wanted[i].document, wanted[i].score);
        }
    }
}

void model_check(const struct model *model, const struct model_query *query,
                 struct searcher *searcher, double k1, double b)
{
    static const size_t tops[] = {0, 1, 10, 100, 100000};
    static struct hit wanted[MODEL_MAX_DOCUMENTS];
    struct query parsed = {0};
    struct error err = ERROR_NONE;
    size_t count = model_search(model, query, k1 < 0 ? 1.2 : k1, b < 0 ? 0.75 : b, wanted);
    small_index_check(query_parse(&parsed, bytes_of_text((const char *)query->text.data),
                                  query->all, &err), &err);
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
        struct search_result result;
        struct search_options options = {.top = tops[i], .count = i % 2 == 0, .k1 = k1, .b = b,
                                         .path = i % 2 ? CPU_SCALAR : cpu_best_path()};
        small_index_check(searcher_run(searcher, &parsed, &options, &result, &err), &err);
        check_page(query, &result, wanted, count, tops[i]);
        if (options.count && result.total != count) {
            fail_msg("%s: %llu in all, not %zu", (const char *)query->text.data,
                     (unsigned long long)result.total, count);
        }
        if (tops[i] > 0 && count > tops[i]) { /* the page behind, by its cursor */
            options.has_after = true;
            options.after_score = wanted[tops[i] - 1].score;
            options.after_document = wanted[tops[i] - 1].document;
            small_index_check(searcher_run(searcher, &parsed, &options, &result, &err), &err);
            check_page(query, &result, wanted + tops[i], count - tops[i], tops[i]);
        }
    }
    query_release(&parsed);
}
