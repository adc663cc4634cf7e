#include "compound_model.h"

#include <math.h>
#include <stdlib.h>

/* Words of the file. The first are frequent, the last three stand in no document. */
static const struct word {
    const char *text;
    uint32_t parts[CM_MOST_PARTS], count; /* words by number */
} words[CM_WORDS] = {
    {"wald", {0}, 0},
    {"haus", {0}, 0},
    {"hund", {0}, 0},
    {"waldhaus", {0, 1}, 2},
    {"berg", {0}, 0},
    {"licht", {0}, 0},
    {"hundehaus", {2, 1}, 2}, /* the file cuts it so: hunde is a form of hund */
    {"garten", {0}, 0},
    {"waldhausgarten", {3, 7}, 2}, /* a part that is itself a compound */
    {"stein", {0}, 0},
    {"berghund", {4, 2}, 2},
    {"tisch", {0}, 0},
    {"bergwaldlichtstein", {4, 0, 5, 9}, 4},
    {"baum", {0}, 0},
    {"hundhund", {2, 2}, 2}, /* a part twice */
    {"buch", {0}, 0},
    {"gartentischlicht", {7, 11, 5}, 3},
    {"fisch", {0}, 0},
    {"fischbaum", {17, 13}, 2},
    {"steinbuch", {9, 15}, 2},
    {"turm", {0}, 0},
    {"turmfisch", {20, 17}, 2}, /* rare */
    {"hundberg", {0}, 0},       /* the file keeps it whole: hyphens alone tell its parts */
    {"tischturm", {0}, 0},
    {"buchfisch", {15, 17}, 2},
    {"steinhund", {9, 2}, 2},
    {"turmgartenwald", {20, 7, 0}, 3},
    {"zorbel", {0}, 0},
};

enum { STAND = CM_WORDS - 3 };

/* Hyphenated words: their whole and two pieces. */
static const uint32_t hyphenated[][3] = {{22, 2, 4}, {3, 0, 1}, {23, 11, 20}, {10, 4, 2}};

enum { HYPHENATED = 4 };

const char *cm_word(uint32_t word)
{
    return words[word].text;
}

void cm_print_splits(struct buffer *out)
{
    for (uint32_t w = 0; w < CM_WORDS; w++) {
        buffer_append_text(out, words[w].text);
        for (uint32_t i = 0; i < words[w].count; i++) {
            const char *part = words[words[w].parts[i]].text;
            buffer_append_text(out, i ? "+" : "\t");
            buffer_append_text(out, w == 6 && i == 0 ? "hunde" : part);
        }
        buffer_append_text(out, "\n");
    }
}

/* --- documents --- */

static uint32_t any_word(struct compound_model *model, uint32_t count)
{
    uint32_t a = random_below(&model->random, count), b = random_below(&model->random, count);
    return a < b ? a : b;
}

static void put(struct cm_document *document, uint32_t place, uint32_t word)
{
    document->at[place] |= 1u << word;
    document->words[word]++;
    document->length += 1 + words[word].count;
    for (uint32_t i = 0; i < words[word].count; i++) {
        document->parts[words[word].parts[i]]++;
    }
}

static void fill_document(struct compound_model *model, struct cm_document *document,
                          struct buffer *json)
{
    uint32_t items = 1 + random_below(&model->random, random_below(&model->random, 4) ? 10 : 45);
    for (uint32_t i = 0; i < items; i++) {
        buffer_append_text(json, i ? " " : "");
        if (random_below(&model->random, 15) == 0) {
            const uint32_t *pair = hyphenated[random_below(&model->random, HYPHENATED)];
            buffer_append_format(json, "%s-%s", cm_word(pair[1]), cm_word(pair[2]));
            put(document, document->places, pair[0]);
            put(document, document->places++, pair[1]);
            put(document, document->places++, pair[2]);
        } else {
            uint32_t word = any_word(model, STAND);
            buffer_append_text(json, cm_word(word));
            put(document, document->places++, word);
        }
    }
}

static void count_all(struct compound_model *model)
{
    memset(model->df, 0, sizeof model->df);
    model->length = 0;
    for (size_t i = 0; i < model->count; i++) {
        const struct cm_document *document = &model->documents[i];
        model->length += document->length;
        for (uint32_t w = 0; w < CM_WORDS; w++) {
            model->df[w] += document->words[w] + document->parts[w] > 0;
        }
    }
}

void cm_add(struct compound_model *model, uint32_t first_id, uint32_t count, struct buffer *json)
{
    buffer_reset(json);
    for (uint32_t i = 0; i < count; i++) {
        cm_delete(model, first_id + i);
        assert_true(model->count < CM_MOST_DOCUMENTS);
        struct cm_document *document = &model->documents[model->count++];
        *document = (struct cm_document){.id = first_id + i};
        buffer_append_format(json, "{\"id\":\"%u\",\"text\":\"", document->id);
        fill_document(model, document, json);
        buffer_append_text(json, "\"}\n");
    }
    count_all(model);
}

bool cm_delete(struct compound_model *model, uint32_t id)
{
    for (size_t i = 0; i < model->count; i++) {
        if (model->documents[i].id == id && !model->documents[i].deleted) {
            model->documents[i].deleted = true;
            return true;
        }
    }
    return false;
}

void cm_merge(struct compound_model *model)
{
    size_t kept = 0;
    for (size_t i = 0; i < model->count; i++) {
        if (!model->documents[i].deleted) {
            model->documents[kept++] = model->documents[i];
        }
    }
    model->count = kept;
    count_all(model);
}

/* --- queries --- */

static struct cm_node *new_node(struct cm_query *query, enum cm_kind kind, enum query_role role)
{
    assert_true(query->node_count < CM_MOST_NODES);
    struct cm_node *node = &query->nodes[query->node_count++];
    *node = (struct cm_node){.kind = kind, .role = role};
    return node;
}

static struct cm_node *make_phrase(struct cm_query *query, struct compound_model *model,
                                   enum query_role role)
{
    struct cm_node *node = new_node(query, CM_PHRASE, role);
    node->word_count = 1 + random_below(&model->random, 2);
    buffer_append_text(&query->text, "\"");
    for (uint32_t i = 0; i < node->word_count; i++) {
        node->words[i] = any_word(model, 12);
        buffer_append_format(&query->text, "%s%s", i ? " " : "", cm_word(node->words[i]));
    }
    buffer_append_text(&query->text, "\"");
    return node;
}

/* A hyphenated word that must or must not occur is more than one node where the file keeps it whole. */
static struct cm_node *make_word(struct cm_query *query, struct compound_model *model,
                                 enum query_role role)
{
    struct cm_node *node = new_node(query, CM_WORD, role);
    const uint32_t *pair = hyphenated[random_below(&model->random, HYPHENATED)];
    bool kept_whole = words[pair[0]].count == 0;
    bool hyphen = !query->no_parts && role != QUERY_MUST_NOT &&
                  !(kept_whole && role == QUERY_MUST) && random_below(&model->random, 6) == 0;
    node->word_count = 1;
    if (hyphen) {
        node->words[0] = pair[0];
        node->as_written = kept_whole;
        buffer_append_format(&query->text, "%s-%s", cm_word(pair[1]), cm_word(pair[2]));
    } else {
        node->words[0] = random_below(&model->random, CM_WORDS);
        buffer_append_text(&query->text, cm_word(node->words[0]));
    }
    return node;
}

/* Two children at least below the root: a group of one is its child, and that has then its role. */
static struct cm_node *make_group(struct cm_query *query, struct compound_model *model,
                                  enum cm_shape shape, enum query_role own, unsigned depth)
{
    struct cm_node *group = new_node(query, CM_GROUP, own), **link = &group->child;
    uint32_t count = depth ? 2 + random_below(&model->random, 2)
                           : 1 + random_below(&model->random, shape == CM_NEST ? 3 : 7);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t sign = shape == CM_ANY ? 9 : random_below(&model->random, 8);
        enum query_role role = query->all ? QUERY_MUST : QUERY_SHOULD;
        role = sign == 0 ? QUERY_MUST_NOT : sign < 3 ? QUERY_MUST : role;
        buffer_append_text(&query->text, i ? " " : "");
        buffer_append_text(&query->text, sign == 0 ? "-" : sign < 3 ? "+" : "");
        if (shape == CM_NEST && depth < 2 && random_below(&model->random, 3) == 0) {
            buffer_append_text(&query->text, "(");
            *link = make_group(query, model, shape, role, depth + 1);
            buffer_append_text(&query->text, ")");
        } else if (shape == CM_NEST && random_below(&model->random, 4) == 0) {
            *link = make_phrase(query, model, role);
        } else {
            *link = make_word(query, model, role);
        }
        link = &(*link)->next;
    }
    return group;
}

void cm_query_make(struct cm_query *query, struct compound_model *model, enum cm_shape shape)
{
    query->node_count = 0;
    query->all = random_below(&model->random, 5) == 0;
    query->no_parts = random_below(&model->random, 8) == 0;
    query->untyped = query->no_parts || random_below(&model->random, 3) == 0;
    buffer_reset(&query->text);
    make_group(query, model, shape, QUERY_MUST, 0);
    buffer_append_byte(&query->text, 0);
}

/* --- evaluation --- */

struct searching {
    const struct compound_model *model;
    const struct cm_query *query;
    double k1, b;
};

/* The numbers of a compound's parts. */
static uint32_t parts_of(const struct searching *s, const struct cm_node *node, uint32_t *parts)
{
    const struct word *word = &words[node->words[0]];
    if (s->query->no_parts || node->role == QUERY_MUST_NOT) {
        return 0;
    }
    for (uint32_t i = 0; node->as_written && i < HYPHENATED; i++) {
        if (hyphenated[i][0] == node->words[0]) {
            memcpy(parts, &hyphenated[i][1], 2 * sizeof *parts);
            return 2;
        }
    }
    memcpy(parts, word->parts, sizeof word->parts);
    return word->count;
}

/* What a word weighs: 5 for each time it stands, 3 for each time as a part; without parts the
 * first alone. */
static uint32_t weight_in(const struct searching *s, const struct cm_document *document, uint32_t word)
{
    return 5 * document->words[word] + (s->query->no_parts ? 0 : 3 * document->parts[word]);
}

static uint32_t count_phrase(const struct cm_document *document, const struct cm_node *node)
{
    uint32_t found = 0;
    for (uint32_t p = 0; p + node->word_count <= document->places; p++) {
        bool all = true;
        for (uint32_t i = 0; i < node->word_count; i++) {
            all = all && (document->at[p + i] >> node->words[i] & 1);
        }
        found += all;
    }
    return found;
}

static bool matches_word(const struct searching *s, const struct cm_document *document,
                         const struct cm_node *node)
{
    uint32_t parts[CM_MOST_PARTS], count = parts_of(s, node, parts), there = 0;
    for (uint32_t i = 0; i < count; i++) {
        there += weight_in(s, document, parts[i]) > 0;
    }
    return weight_in(s, document, node->words[0]) > 0 ||
           (count > 0 && there >= (node->role == QUERY_MUST ? count : 1));
}

static bool matches(const struct searching *s, const struct cm_document *document,
                    const struct cm_node *node)
{
    bool any = false, has_must = false;
    if (node->kind != CM_GROUP) {
        return node->kind == CM_PHRASE ? count_phrase(document, node) > 0
                                       : matches_word(s, document, node);
    }
    for (const struct cm_node *child = node->child; child; child = child->next) {
        bool found = matches(s, document, child);
        if ((child->role == QUERY_MUST && !found) || (child->role == QUERY_MUST_NOT && found)) {
            return false;
        }
        has_must = has_must || child->role == QUERY_MUST;
        any = any || (child->role == QUERY_SHOULD && found);
    }
    return has_must || any;
}

static double idf(const struct searching *s, uint32_t word)
{
    double n = (double)s->model->count, df = (double)s->model->df[word];
    return log(1 + (n - df + 0.5) / (df + 0.5));
}

static double share(const struct searching *s, const struct cm_document *document, double weight,
                    double tf)
{
    double k1 = 5 * s->k1, slope = k1 * s->b / ((double)s->model->length / (double)s->model->count);
    return tf > 0 ? weight * (tf / (tf + (k1 * (1 - s->b) + slope * document->length))) : 0;
}

struct sums {
    double shares, bonus;
};

static void score_word(const struct searching *s, const struct cm_document *document,
                       const struct cm_node *node, struct sums *sums)
{
    uint32_t parts[CM_MOST_PARTS], count = parts_of(s, node, parts), word = node->words[0];
    double whole = share(s, document, idf(s, word), weight_in(s, document, word)), others = 0;
    if (!s->query->untyped && document->words[word] > 0) {
        sums->bonus += 0.04 * idf(s, word);
    }
    if (count == 0) {
        sums->shares += whole;
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        others += share(s, document, 0.8 * idf(s, parts[i]), weight_in(s, document, parts[i]));
    }
    sums->shares += whole > others ? whole + 0.15 * others : others + 0.15 * whole;
}

/* In the order of the query: a score has the same bits. */
static void score(const struct searching *s, const struct cm_document *document,
                  const struct cm_node *node, struct sums *sums)
{
    if (node->role == QUERY_MUST_NOT || !matches(s, document, node)) {
        return;
    }
    if (node->kind == CM_WORD) {
        score_word(s, document, node, sums);
    } else if (node->kind == CM_PHRASE) {
        double weight = 0;
        for (uint32_t i = 0; i < node->word_count; i++) {
            weight += idf(s, node->words[i]);
        }
        sums->shares += share(s, document, weight, 5.0 * count_phrase(document, node));
    }
    for (const struct cm_node *child = node->child; child; child = child->next) {
        score(s, document, child, sums);
    }
}

static int by_rank(const void *left, const void *right)
{
    const struct hit *a = left, *b = right;
    return a->score != b->score ? (a->score < b->score) - (a->score > b->score)
                                : (a->document > b->document) - (a->document < b->document);
}

size_t cm_search(const struct compound_model *model, const struct cm_query *query, double k1, double b,
                 struct hit *hits)
{
    const struct searching s = {model, query, k1, b};
    size_t count = 0;
    for (size_t i = 0; i < model->count; i++) {
        const struct cm_document *document = &model->documents[i];
        if (!document->deleted && matches(&s, document, &query->nodes[0])) {
            struct sums sums = {0, 0};
            score(&s, document, &query->nodes[0], &sums);
            hits[count++] = (struct hit){sums.shares + sums.bonus, i};
        }
    }
    if (count > 0) {
        qsort(hits, count, sizeof *hits, by_rank);
    }
    return count;
}
