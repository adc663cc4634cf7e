#include "model.h"

#include <stdlib.h>

static const char *const nouns[MODEL_WORDS] = {
    "haus",   "wald",   "buch",   "hund",   "kind",   "müller",  "baum",   "garten",
    "häuser", "wälder", "bücher", "hunde",  "kinder", "mueller", "bäume",  "gärten",
    "hauses", "waldes", "buches", "hundes", "kindes", "muller",  "baumes", "gartens"};

void model_print_word(const struct model *model, uint32_t word, struct buffer *out)
{
    if (!model->spellings) {
        buffer_append_format(out, "w%u", word);
    } else {
        buffer_append_text(out, word < MODEL_WORDS ? nouns[word] : "fehlt");
    }
}

uint32_t model_term(const struct model *model, uint32_t word)
{
    return model->spellings && word < MODEL_WORDS ? word % MODEL_TERMS : word;
}

void model_begin(const struct model *model, struct small_index *small)
{
    small_index_begin(small, model->spellings ? ANALYZER_GERMAN : ANALYZER_WHITESPACE);
    small->no_parts = true;
}

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

static void print_document(const struct model *model, const struct model_document *document,
                           struct buffer *json)
{
    buffer_append_format(json, "{\"id\":\"%u\",\"text\":\"", document->id);
    for (uint32_t i = 0; i < document->length; i++) {
        buffer_append_text(json, i ? " " : "");
        model_print_word(model, document->words[i], json);
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
            document->writes[document->words[w]] = true;
        }
        print_document(model, document, json);
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

/* The forms of a noun that a document writes, as bits. */
static unsigned forms_of(const struct model_document *document, uint32_t term)
{
    unsigned forms = 0;
    for (uint32_t word = term; word < MODEL_WORDS; word += MODEL_TERMS) {
        forms |= (unsigned)document->writes[word] << word;
    }
    return forms;
}

static void merge_forms(struct model *model, uint32_t term)
{
    unsigned all = 0, first = 0;
    bool alike = true;
    for (size_t i = 0; i < model->count; i++) {
        const struct model_document *document = &model->documents[i];
        unsigned forms = forms_of(document, term);
        all |= forms;
        if (!document->deleted && forms != 0) {
            alike = alike && (first == 0 || forms == first);
            first = forms;
        }
    }
    for (size_t i = 0; i < model->count && alike; i++) {
        struct model_document *document = &model->documents[i];
        bool there = forms_of(document, term) != 0;
        for (uint32_t word = term; word < MODEL_WORDS && there; word += MODEL_TERMS) {
            document->writes[word] = all >> word & 1;
        }
    }
}

void model_merge(struct model *model)
{
    size_t kept = 0;
    for (uint32_t term = 0; term < MODEL_TERMS; term++) {
        merge_forms(model, term);
    }
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
        print_document(model, &model->documents[i], json);
    }
}

void model_count(struct model *model)
{
    memset(model->df, 0, sizeof model->df);
    model->tokens = 0;
    for (size_t i = 0; i < model->count; i++) {
        bool there[MODEL_WORDS] = {false};
        for (uint32_t w = 0; w < model->documents[i].length; w++) {
            there[model_term(model, model->documents[i].words[w])] = true;
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
