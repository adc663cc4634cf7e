/* Queries of the model: making and evaluating them. */
#include "model.h"

#include <math.h>
#include <stdlib.h>

static struct model_node *new_node(struct model_query *query, enum query_kind kind)
{
    assert_true(query->node_count < sizeof query->nodes / sizeof *query->nodes);
    struct model_node *node = &query->nodes[query->node_count++];
    *node = (struct model_node){.kind = kind};
    return node;
}

static struct model_node *make_sequence(struct model_query *query, struct model *model,
                                        enum model_shape shape, unsigned depth);

static struct model_node *make_word(struct model_query *query, struct model *model)
{
    struct model_node *node = new_node(query, QUERY_WORD);
    node->word_count = 1;
    node->words[0] = (uint32_t)model_random(model, MODEL_WORDS + 1); /* one that is nowhere */
    model_print_word(model, node->words[0], &query->text);
    return node;
}

static struct model_node *make_phrase(struct model_query *query, struct model *model)
{
    struct model_node *node = new_node(query, QUERY_PHRASE);
    node->word_count = (uint32_t)(1 + model_random(model, MODEL_MAX_PHRASE - 1));
    node->distance = (uint32_t)(model_random(model, 2) ? model_random(model, 8) : 0);
    buffer_append_text(&query->text, "\"");
    for (uint32_t i = 0; i < node->word_count; i++) {
        node->words[i] = (uint32_t)model_random(model, 6);
        buffer_append_text(&query->text, i ? " " : "");
        model_print_word(model, node->words[i], &query->text);
    }
    buffer_append_text(&query->text, "\"");
    if (node->distance > 0) {
        buffer_append_format(&query->text, "~%u", node->distance);
    }
    return node;
}

static struct model_node *make_factor(struct model_query *query, struct model *model,
                                      enum model_shape shape, unsigned depth)
{
    if (shape == MODEL_NEST && depth < 3 && model_random(model, 3) == 0) {
        buffer_append_text(&query->text, "(");
        struct model_node *node = make_sequence(query, model, shape, depth + 1);
        buffer_append_text(&query->text, ")");
        return node;
    }
    return shape >= MODEL_PHRASE && model_random(model, 2) ? make_phrase(query, model)
                                                           : make_word(query, model);
}

/* "x AND y" and so on, with NOT before the second at times. */
static struct model_node *make_chain(struct model_query *query, struct model *model, unsigned depth)
{
    static const char *const names[2][2] = {{" OR ", " ODER "}, {" AND ", " UND "}};
    struct model_node *group = new_node(query, QUERY_GROUP), **link = &group->child;
    bool both = model_random(model, 2);
    for (int i = 0; i < 2; i++) {
        bool negated = i == 1 && model_random(model, 3) == 0;
        if (i > 0) {
            buffer_append_text(&query->text, names[both][model_random(model, 2)]);
        }
        buffer_append_text(&query->text, negated ? "NOT " : "");
        *link = make_factor(query, model, MODEL_NEST, depth + 1);
        (*link)->role = negated ? QUERY_MUST_NOT : both ? QUERY_MUST : QUERY_SHOULD;
        link = &(*link)->next;
    }
    return group;
}

static struct model_node *make_sequence(struct model_query *query, struct model *model,
                                        enum model_shape shape, unsigned depth)
{
    struct model_node *group = new_node(query, QUERY_GROUP), **link = &group->child;
    size_t count = 1 + model_random(model, depth ? 2 : 5);
    for (size_t i = 0; i < count; i++) {
        enum query_role role = query->all ? QUERY_MUST : QUERY_SHOULD;
        buffer_append_text(&query->text, i ? " " : "");
        if (shape == MODEL_NEST && model_random(model, 4) == 0) {
            *link = make_chain(query, model, depth);
        } else {
            uint64_t sign = shape == MODEL_ANY ? 3 : model_random(model, 6);
            role = sign == 0 ? QUERY_MUST_NOT : sign == 1 ? QUERY_MUST : role;
            buffer_append_text(&query->text, sign == 0 ? "-" : sign == 1 ? "+" : "");
            *link = make_factor(query, model, shape, depth);
        }
        (*link)->role = role;
        link = &(*link)->next;
    }
    return group;
}

void model_query_make(struct model_query *query, struct model *model, enum model_shape shape)
{
    query->node_count = 0;
    query->all = model_random(model, 4) == 0;
    buffer_reset(&query->text);
    make_sequence(query, model, shape, 0)->role = QUERY_MUST;
    buffer_append_byte(&query->text, 0);
}

static bool is_term(const struct model *model, uint32_t word, uint32_t other)
{
    return model_term(model, word) == model_term(model, other);
}

static uint32_t count_exact(const struct model *model, const struct model_document *document,
                            const struct model_node *node)
{
    uint32_t found = 0;
    for (uint32_t at = 0; at + node->word_count <= document->length; at++) {
        bool all = true;
        for (uint32_t i = 0; i < node->word_count; i++) {
            all = all && is_term(model, document->words[at + i], node->words[i]);
        }
        found += all;
    }
    return found;
}

/* The first place from `at` on where word i of the node stands; the length if there is none. */
static uint32_t next_place(const struct model *model, const struct model_document *document,
                           uint32_t word, uint32_t at)
{
    while (at < document->length && !is_term(model, document->words[at], word)) {
        at++;
    }
    return at;
}

/* Each place of each word as the leftmost of a window with the nearest others to its right. Equal
 * words of the query stand in the order of the query. */
static uint32_t count_near(const struct model *model, const struct model_document *document,
                           const struct model_node *node)
{
    uint32_t found = 0;
    for (uint32_t at = 0; at < document->length; at++) {
        for (uint32_t i = 0; i < node->word_count; i++) {
            uint32_t last = at;
            if (!is_term(model, document->words[at], node->words[i])) {
                continue;
            }
            for (uint32_t j = 0; j < node->word_count; j++) {
                uint32_t place = next_place(model, document, node->words[j], at + (j < i));
                last = j != i && place > last ? place : last;
            }
            found += last < document->length && last - at < node->word_count + node->distance;
        }
    }
    return found;
}

static uint32_t frequency(const struct model *model, const struct model_document *document,
                          const struct model_node *node)
{
    return node->distance > 0 && node->word_count > 1 ? count_near(model, document, node)
                                                      : count_exact(model, document, node);
}

static bool matches(const struct model *model, const struct model_document *document,
                    const struct model_node *node)
{
    bool any = false, has_must = false;
    if (node->kind != QUERY_GROUP) {
        return frequency(model, document, node) > 0;
    }
    for (const struct model_node *child = node->child; child; child = child->next) {
        bool found = matches(model, document, child);
        if ((child->role == QUERY_MUST && !found) || (child->role == QUERY_MUST_NOT && found)) {
            return false;
        }
        has_must = has_must || child->role == QUERY_MUST;
        any = any || (child->role == QUERY_SHOULD && found);
    }
    return has_must || any;
}

static double idf(const struct model *model, uint32_t word)
{
    uint32_t term = model_term(model, word);
    double n = (double)model->count, df = term < MODEL_WORDS ? (double)model->df[term] : 0;
    return log(1 + (n - df + 0.5) / (df + 0.5));
}

struct sums {
    double shares, bonus;
};

/* Who types mueller may mean müller. */
static bool writes_as_typed(const struct model_document *document, uint32_t word)
{
    return word < MODEL_WORDS &&
           (document->writes[word] ||
            (word == MODEL_TRANSCRIBED && document->writes[MODEL_WITH_UMLAUT]));
}

/* Adds the parts one after the other, in the order of the query. */
static void score(const struct model *model, const struct model_document *document,
                  const struct model_node *node, double k1, double b, struct sums *sums)
{
    if (node->role == QUERY_MUST_NOT || !matches(model, document, node)) {
        return;
    }
    if (node->kind != QUERY_GROUP) {
        double weight = 0, tf = frequency(model, document, node);
        double slope = k1 * b / ((double)model->tokens / (double)model->count);
        for (uint32_t i = 0; i < node->word_count; i++) {
            weight += idf(model, node->words[i]);
        }
        sums->shares += weight * (tf / (tf + (k1 * (1 - b) + slope * (double)document->length)));
        if (model->spellings && node->kind == QUERY_WORD &&
            writes_as_typed(document, node->words[0])) {
            sums->bonus += 0.04 * weight;
        }
    }
    for (const struct model_node *child = node->child; child; child = child->next) {
        score(model, document, child, k1, b, sums);
    }
}

static int by_rank(const void *left, const void *right)
{
    const struct hit *a = left, *b = right;
    return a->score != b->score ? (a->score < b->score) - (a->score > b->score)
                                : (a->document > b->document) - (a->document < b->document);
}

size_t model_search(const struct model *model, const struct model_query *query, double k1, double b,
                    struct hit *hits)
{
    size_t count = 0;
    const struct model_node *root = &query->nodes[0];
    for (size_t i = 0; i < model->count; i++) {
        const struct model_document *document = &model->documents[i];
        if (!document->deleted && matches(model, document, root)) {
            struct sums sums = {0, 0};
            score(model, document, root, k1, b, &sums);
            hits[count++] = (struct hit){sums.shares + sums.bonus, i};
        }
    }
    if (count > 0) {
        qsort(hits, count, sizeof *hits, by_rank);
    }
    return count;
}
