/* The query language: trees and errors that were worked out by hand from the grammar. */
#include "cmocka_all.h"

#include "common/base/buffer.h"
#include "query_tests.h"
#include "searcher/query/query.h"

/* Trees are written as [children of the root], groups as (...), phrases as "..."~distance; + is
 * must, - is must not, nothing is should. */
struct tree_case {
    const char *query, *tree;
};

static const struct tree_case any_cases[] = {
    /* words */
    {"", ""},
    {"  \t\r\n ", ""},
    {"a", "[a]"},
    {"  a \t b\n", "[a b]"},
    {"Apfel Birne Quitte", "[Apfel Birne Quitte]"},
    {"Häuser Straße", "[Häuser Straße]"},
    {"C++ C# a+b e-mail", "[C++ C# a+b e-mail]"},
    {"§ 14 !!! z.B.", "[§ 14 !!! z.B.]"},
    {"title:wort wort^2", "[title:wort wort^2]"},
    /* words for several */
    {"wort* wort~ wort~1 wort~2", "[{wort*} {wort}~1 {wort}~1 {wort}~2]"},
    {"+w*t -*wort wo*r*t*", "[+{w*t} -{*wort} {wo*r*t*}]"},
    {"(a OR häus*) UND Bücher~", "[(+((a {häus*})) +{Bücher}~1)]"},
    {"20* Müller-L*", "[{20*} {Müller-L*}]"},
    {"\"wort* wort~\" \"a b\"~2", "[\"wort* wort~\" \"a b\"~2]"},
    {"Lehrer*innen Lehrer*in ein*e jede*r Besucher*innenzentrum",
     "[Lehrer*innen Lehrer*in ein*e jede*r Besucher*innenzentrum]"},
    {"Lehrer*inn* Lehrer*i", "[{Lehrer*inn*} {Lehrer*i}]"},
    {"a.b* **c:** ~ ~/x a~b ~1", "[a.b* **c:** ~ ~/x a~b ~1]"},
    {"a\x7f" "b", "[a b]"},
    /* signs */
    {"+a", "[+a]"},
    {"-a", "[-a]"},
    {"+a -b c", "[+a -b c]"},
    {"-a-b", "[-a-b]"},
    {"+-a", "[-a]"},
    {"-+a", "[-a]"},
    {"--a", "[+a]"},
    {"---a", "[-a]"},
    {"++a", "[+a]"},
    {"+", "[+]"},
    {"a - b", "[a - b]"},
    {"- a", "[- a]"},
    {"(+)", "[(+)]"},
    {"(a -)", "[(a -)]"},
    {"+(a b)", "[+(a b)]"},
    {"-(a b) c", "[-(a b) c]"},
    {"+\"a b\"", "[+\"a b\"]"},
    {"-\"a b\"~2", "[-\"a b\"~2]"},
    {"+C++", "[+C++]"},
    /* operators, English and German, bind AND before OR before blanks */
    {"a AND b", "[(+a +b)]"},
    {"a UND b", "[(+a +b)]"},
    {"a OR b", "[(a b)]"},
    {"a ODER b", "[(a b)]"},
    {"a UND b UND c", "[(+a +b +c)]"},
    {"a ODER b ODER c", "[(a b c)]"},
    {"a OR b AND c", "[(a (+b +c))]"},
    {"a UND b ODER c", "[((+a +b) c)]"},
    {"a UND b ODER c UND d", "[((+a +b) (+c +d))]"},
    {"a b OR c d", "[a (b c) d]"},
    {"a AND b c", "[(+a +b) c]"},
    {"a b AND c OR d e", "[a ((+b +c) d) e]"},
    {"NOT a", "[-a]"},
    {"NICHT a", "[-a]"},
    {"a NICHT b", "[a -b]"},
    {"NOT NOT a", "[+a]"},
    {"NOT NICHT NOT a", "[-a]"},
    {"NOT -a", "[+a]"},
    {"NOT +a", "[-a]"},
    {"a AND NOT b", "[(+a -b)]"},
    {"a ODER NICHT b", "[(a -b)]"},
    {"a AND -b", "[(+a -b)]"},
    {"+a OR b", "[(+a b)]"},
    {"NOT a AND b", "[(-a +b)]"},
    {"NOT (a b)", "[-(a b)]"},
    {"und oder nicht and or not", "[und oder nicht and or not]"},
    {"Und ANDREAS UNDERGROUND ODERBRUCH", "[Und ANDREAS UNDERGROUND ODERBRUCH]"},
    {"\"UND\" UND \"ODER\"", "[(+\"UND\" +\"ODER\")]"},
    {"a UND-Glied", "[a UND-Glied]"},
    /* parentheses */
    {"()", ""},
    {"(()) ( )", ""},
    {"() a", "[a]"},
    {"(a)", "[(a)]"},
    {"((a))", "[((a))]"},
    {"(a b) c", "[(a b) c]"},
    {"(a OR b) AND c", "[(+((a b)) +c)]"},
    {"a UND (b ODER c)", "[(+a +((b c)))]"},
    {"a AND ()", "[(+a)]"},
    {"() OR a", "[(a)]"},
    {"() AND ()", ""},
    {"a (() ODER ()) b", "[a b]"},
    {"(a)(b)", "[(a) (b)]"},
    {"(a)b", "[(a) b]"},
    /* parentheses inside of words */
    {"Lehrer(innen)", "[Lehrer(innen)]"},
    {"+Lehrer(innen) Schule", "[+Lehrer(innen) Schule]"},
    {"(Lehrer(innen))", "[(Lehrer(innen))]"},
    {"(Lehrer(innen) Schule)", "[(Lehrer(innen) Schule)]"},
    {"Lehrer(in)(nen)", "[Lehrer(in)(nen)]"},
    {"Kolleg(inn)en", "[Kolleg(inn)en]"},
    {"f(g(x))", "[f(g(x))]"},
    {"f()", "[f()]"},
    {"Lehrer(innen und)", "[Lehrer (innen und)]"},
    {"a(\"b\")", "[a (\"b\")]"},
    {"(Bürger)meister", "[(Bürger) meister]"},
    {"NICHT(a)", "[-(a)]"},
    {"a UND(b)", "[(+a +(b))]"},
    {"(a)ODER(b c)", "[((a) (b c))]"},
    /* phrases */
    {"\"a b\"", "[\"a b\"]"},
    {"\"a b\"~3", "[\"a b\"~3]"},
    {"\"a b\"~0", "[\"a b\"]"},
    {"\"a b\"~1000", "[\"a b\"~1000]"},
    {"\"a b\"~007", "[\"a b\"~7]"},
    {"\"a b\"~3c", "[\"a b\"~3 c]"},
    {"\"a b\" ~3", "[\"a b\" ~3]"},
    {"\"\"", "[\"\"]"},
    {"\"a\"\"b\"", "[\"a\" \"b\"]"},
    {"a\"b\"c", "[a \"b\" c]"},
    {"\"(a OR b) -c\"", "[\"(a OR b) -c\"]"},
    {"\"a\" AND \"b\"~2", "[(+\"a\" +\"b\"~2)]"},
};

/* With all words required, what has no role of its own must be there. */
static const struct tree_case all_cases[] = {
    {"", ""},
    {"a b", "[+a +b]"},
    {"a -b", "[+a -b]"},
    {"a OR b", "[+(a b)]"},
    {"a b ODER c d", "[+a +(b c) +d]"},
    {"a UND b", "[+(+a +b)]"},
    {"(a b) c", "[+(+a +b) +c]"},
    {"(a b) ODER c", "[+((+a +b) c)]"},
    {"NOT (a b)", "[-(+a +b)]"},
    {"\"a b\" c", "[+\"a b\" +c]"},
};

static void print_node(const struct query_node *node, struct buffer *out)
{
    buffer_append_text(out, node->role == QUERY_MUST       ? "+"
                            : node->role == QUERY_MUST_NOT ? "-"
                                                           : "");
    buffer_append_text(out, node->kind == QUERY_GROUP    ? "("
                            : node->kind == QUERY_PHRASE ? "\""
                            : node->kind == QUERY_PATTERN ? "{"
                                                         : "");
    buffer_append(out, node->text.data, node->text.size);
    for (const struct query_node *child = node->child; child; child = child->next) {
        print_node(child, out);
        buffer_append_text(out, child->next ? " " : "");
    }
    buffer_append_text(out, node->kind == QUERY_GROUP    ? ")"
                            : node->kind == QUERY_PHRASE ? "\""
                            : node->kind == QUERY_PATTERN ? "}"
                                                         : "");
    if (node->distance > 0) {
        buffer_append_format(out, "~%u", node->distance);
    }
}

static void print_tree(const struct query *query, struct buffer *out)
{
    buffer_reset(out);
    if (query->root != NULL) {
        print_node(query->root, out);
        assert_true(out->size > 2 && out->data[0] == '+'); /* the root is a group that must be */
        memmove(out->data, out->data + 1, --out->size);
        out->data[0] = '[';
        out->data[out->size - 1] = ']';
    }
    buffer_append_byte(out, 0);
}

static void check_trees(const struct tree_case *cases, size_t count, bool all)
{
    struct query query = {0};
    struct buffer out = {0};
    for (size_t i = 0; i < count; i++) {
        struct error err = ERROR_NONE;
        enum status status = query_parse(&query, bytes_of_text(cases[i].query), all, &err);
        if (status != STATUS_OK) {
            fail_msg("%s: %s", cases[i].query, err.message);
        }
        print_tree(&query, &out);
        if (strcmp((const char *)out.data, cases[i].tree) != 0) {
            fail_msg("%s: got %s, not %s", cases[i].query, (const char *)out.data, cases[i].tree);
        }
    }
    buffer_release(&out);
    query_release(&query);
}

static void test_trees(void **state)
{
    (void)state;
    check_trees(any_cases, sizeof any_cases / sizeof *any_cases, false);
}

static void test_trees_all(void **state)
{
    (void)state;
    check_trees(all_cases, sizeof all_cases / sizeof *all_cases, true);
}

/* Columns are characters from 1. */
static const struct {
    const char *query, *message;
} bad[] = {
    {"\"a b", "column 1: the quote is not closed"},
    {"x \"a", "column 3: the quote is not closed"},
    {"ä \"a", "column 3: the quote is not closed"},
    {"-\"a", "column 2: the quote is not closed"},
    {"\"a\" \"", "column 5: the quote is not closed"},
    {"\"a\"~", "column 4: ~ behind a phrase needs a number from 0 to 1000"},
    {"\"a\"~x", "column 4: ~ behind a phrase needs a number from 0 to 1000"},
    {"\"ü\"~-1", "column 4: ~ behind a phrase needs a number from 0 to 1000"},
    {"\"a\"~1001", "column 4: ~ behind a phrase needs a number from 0 to 1000"},
    {"\"a\"~99999999999999999999", "column 4: ~ behind a phrase needs a number from 0 to 1000"},
    {"(a", "column 1: the parenthesis is not closed"},
    {"a (b", "column 3: the parenthesis is not closed"},
    {"((a)", "column 1: the parenthesis is not closed"},
    {"+(a", "column 2: the parenthesis is not closed"},
    {"ÄÖÜ (ab", "column 5: the parenthesis is not closed"},
    {"Lehrer(innen", "column 7: the parenthesis is not closed"},
    {")", "column 1: the parenthesis was never opened"},
    {"a)", "column 2: the parenthesis was never opened"},
    {"a b) c", "column 4: the parenthesis was never opened"},
    {"(a))", "column 4: the parenthesis was never opened"},
    {"AND", "column 1: a word is missing beside the operator"},
    {"UND a", "column 1: a word is missing beside the operator"},
    {"a AND", "column 6: a word is missing beside the operator"},
    {"a ODER", "column 7: a word is missing beside the operator"},
    {"a AND AND b", "column 7: a word is missing beside the operator"},
    {"a UND ODER b", "column 7: a word is missing beside the operator"},
    {"NOT", "column 4: a word is missing beside the operator"},
    {"a NICHT", "column 8: a word is missing beside the operator"},
    {"NOT AND a", "column 5: a word is missing beside the operator"},
    {"(a AND)", "column 7: a word is missing beside the operator"},
    {"(AND)", "column 2: a word is missing beside the operator"},
    {"+AND", "column 2: a word is missing beside the operator"},
    {"*", "column 1: a word with * needs two letters"},
    {"a b*", "column 4: a word with * needs two letters"},
    {"ä -*a", "column 4: a word with * needs two letters"},
    {"a~", "column 2: a word with ~ needs two letters"},
    {"wort~0", "column 5: ~ behind a word takes 1 or 2"},
    {"x wört~3", "column 7: ~ behind a word takes 1 or 2"},
    {"wort~12", "column 5: ~ behind a word takes 1 or 2"},
    {"wo*t~1", "column 5: a word has either * or ~"},
    {"ß UND ", "column 7: a word is missing beside the operator"},
};

static void test_errors(void **state)
{
    (void)state;
    struct query query = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error err = ERROR_NONE;
        enum status status = query_parse(&query, bytes_of_text(bad[i].query), false, &err);
        if (status != STATUS_USAGE || err.status != STATUS_USAGE ||
            strcmp(err.message, bad[i].message) != 0) {
            fail_msg("%s: %d %s", bad[i].query, (int)status, err.message);
        }
        assert_null(query.root);
    }
    query_release(&query);
}

/* What was parsed before leaves nothing behind, and the text is a copy. */
static void test_reuse(void **state)
{
    (void)state;
    char text[] = "Apfel Birne";
    struct query query = {0};
    struct buffer out = {0};
    struct error err = ERROR_NONE;
    assert_int_equal(query_parse(&query, bytes_of_text("(a"), false, &err), STATUS_USAGE);
    assert_int_equal(query_parse(&query, bytes_of_text(text), false, NULL), STATUS_OK);
    memset(text, '!', sizeof text - 1);
    print_tree(&query, &out);
    assert_string_equal((const char *)out.data, "[Apfel Birne]");
    assert_int_equal(query_parse(&query, bytes_of(NULL, 0), false, NULL), STATUS_OK);
    assert_null(query.root);
    buffer_release(&out);
    query_release(&query);
    query_release(&query);
}

static void test_columns(void **state)
{
    (void)state;
    struct query query = {0};
    assert_int_equal(query_parse(&query, bytes_of_text("ä +b (\"c\")"), false, NULL), STATUS_OK);
    const struct query_node *a = query.root->child, *b = a->next, *group = b->next;
    assert_int_equal(a->column, 0);
    assert_int_equal(b->column, 4);
    assert_int_equal(group->child->column, 7);
    query_release(&query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),  cmocka_unit_test(test_trees_all),
        cmocka_unit_test(test_errors), cmocka_unit_test(test_reuse),
        cmocka_unit_test(test_columns),
    };
    return cmocka_run_group_tests_name("query", tests, NULL, NULL) + query_limits_tests();
}
