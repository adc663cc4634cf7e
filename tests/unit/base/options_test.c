#include "cmocka_all.h"

#include <string.h>

#include "common/base/options.h"

static struct values {
    bool quiet, threads_given;
    uint64_t threads, memory, any;
    double k1, free_real;
    const char *output;
    int format;
} values;

static const struct option_spec specs[] = {
    {"quiet", 'q', OPTION_FLAG, NULL, "say nothing", &values.quiet, 0, 0, NULL},
    {"threads", 't', OPTION_NUMBER, "N", "threads to use", &values.threads, 1, 64,
     &values.threads_given},
    {"memory", 'm', OPTION_SIZE, "SIZE", "memory to use", &values.memory, 1024, (uint64_t)1 << 40,
     NULL},
    {"any", 0, OPTION_NUMBER, "N", "any number", &values.any, 0, 0, NULL},
    {"k1", 0, OPTION_REAL, "X", "saturation", &values.k1, 0, 100, NULL},
    {"real", 0, OPTION_REAL, "X", "any", &values.free_real, 0, 0, NULL},
    {"output", 'o', OPTION_TEXT, "FILE", "where to", &values.output, 0, 0, NULL},
    {"format", 'f', OPTION_CHOICE, "text|json|tsv", "form", &values.format, 0, 0, NULL},
};
enum { SPECS = sizeof specs / sizeof *specs, MAX_ARGUMENTS = 16 };

static const char *arguments[MAX_ARGUMENTS + 1];
static size_t argument_count;
static struct error err;

/* Splits the line at blanks and parses it. */
static enum status parse(const char *line)
{
    static char copy[512];
    char *argv[MAX_ARGUMENTS + 1] = {copy};
    int argc = 1;
    strcpy(copy, line);
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
        assert_true(argc <= MAX_ARGUMENTS);
        argv[argc++] = word;
    }
    values = (struct values){.format = -1};
    argument_count = 99;
    err = (struct error)ERROR_NONE;
    return options_parse(specs, SPECS, argc, argv, arguments, &argument_count, &err);
}

static void expect_usage(const char *line, const char *part)
{
    assert_int_equal(parse(line), STATUS_USAGE);
    assert_int_equal(err.status, STATUS_USAGE);
    assert_null(strchr(err.message, '\n'));
    if (strstr(err.message, part) == NULL) {
        fail_msg("'%s' says '%s', not '%s'", line, err.message, part);
    }
}

static void all_forms(void **state)
{
    (void)state;
    assert_int_equal(parse("--quiet --threads=8 in1 --memory 64M -oout -f json in2"), STATUS_OK);
    assert_true(values.quiet && values.threads_given);
    assert_int_equal(values.threads, 8);
    assert_int_equal(values.memory, 64 << 20);
    assert_string_equal(values.output, "out");
    assert_int_equal(values.format, 1);
    assert_int_equal(argument_count, 2);
    assert_string_equal(arguments[0], "in1");
    assert_string_equal(arguments[1], "in2");
    assert_int_equal(parse("-q -t 3 -o -x"), STATUS_OK); /* a value may begin with a dash */
    assert_string_equal(values.output, "-x");
    assert_int_equal(parse(""), STATUS_OK);
    assert_int_equal(argument_count, 0);
    assert_false(values.quiet || values.threads_given);
}

static void dashes(void **state)
{
    (void)state;
    assert_int_equal(parse("-q - -- --quiet -x --"), STATUS_OK);
    assert_int_equal(argument_count, 4);
    assert_string_equal(arguments[0], "-");
    assert_string_equal(arguments[1], "--quiet");
    assert_string_equal(arguments[3], "--");
}

static void suggestions(void **state)
{
    (void)state;
    expect_usage("--thread 3", "did you mean --threads?");
    expect_usage("--thraeds 3", "did you mean --threads?");
    expect_usage("--qiuet", "did you mean --quiet?");
    expect_usage("--memroy=3", "did you mean --memory?");
    expect_usage("--nothinglikeit", "unknown option '--nothinglikeit'; see --help");
    expect_usage("-z", "unknown option '-z'; see --help");
    expect_usage("-qx", "unknown option '-qx'");
    expect_usage("--quietly-and-with-a-name-that-is-longer-than-any-option-could-be-in-this-table",
                 "see --help");
    expect_usage("--thread=3", "did you mean --threads?");
    expect_usage("--mem 1G", "did you mean --memory?"); /* the beginning */
    expect_usage("--ke 3", "did you mean --k1?");
    expect_usage("--art", "unknown option '--art'; see --help"); /* two edits make any of three letters */
    expect_usage("-Zoll", "unknown option '-Zoll'; see --help, or put -- before words");
}

static void values_that_are_missing_or_too_many(void **state)
{
    (void)state;
    expect_usage("--quiet=1", "--quiet takes no value");
    expect_usage("in --threads", "--threads needs a value: N");
    expect_usage("-o", "--output needs a value: FILE");
    expect_usage("--threads=", "--threads takes a number from 1 to 64, not ''");
}

static void ranges(void **state)
{
    (void)state;
    assert_int_equal(parse("--threads 1"), STATUS_OK);
    assert_int_equal(parse("--threads 64"), STATUS_OK);
    expect_usage("--threads 0", "from 1 to 64, not '0'");
    expect_usage("--threads 65", "from 1 to 64, not '65'");
    expect_usage("--threads -1", "not '-1'");
    expect_usage("--threads 1x", "not '1x'");
    expect_usage("--threads 8K", "not '8K'"); /* a number is no size */
    expect_usage("--threads 18446744073709551617", "not '18446744073709551617'"); /* 2^64 + 1 */
    assert_int_equal(parse("--any 18446744073709551615"), STATUS_OK);
    assert_true(values.any == UINT64_MAX);
    expect_usage("--any 18446744073709551616", "--any takes a number, not");
    assert_false(values.threads_given);
}

static void sizes(void **state)
{
    (void)state;
    assert_int_equal(parse("-m 1024"), STATUS_OK);
    assert_int_equal(values.memory, 1024);
    assert_int_equal(parse("-m 1k"), STATUS_OK);
    assert_int_equal(values.memory, 1024);
    assert_int_equal(parse("-m3g"), STATUS_OK);
    assert_true(values.memory == (uint64_t)3 << 30);
    assert_int_equal(parse("-m 1024G"), STATUS_OK);
    expect_usage("-m 1025G", "not '1025G'");
    expect_usage("-m 1023", "not '1023'");
    expect_usage("-m 1KB", "not '1KB'");
    expect_usage("-m 1T", "not '1T'");
    expect_usage("-m M", "not 'M'");
    expect_usage("-m 1.5G", "not '1.5G'");
    expect_usage("-m 17179869185G", "not '17179869185G'"); /* 2^64 + 2^30 */
}

static void reals(void **state)
{
    static const struct {
        const char *text;
        double value;
    } rows[] = {{"--k1 1.2", 1.2}, {"--k1 0", 0},      {"--k1 100", 100}, {"--k1 .5", 0.5},
                {"--k1 5.", 5},    {"--k1=0.75", .75}, {"--k1 007", 7}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(parse(rows[i].text), STATUS_OK);
        assert_true(values.k1 == rows[i].value);
    }
    expect_usage("--k1 100.1", "from 0 to 100, not '100.1'");
    expect_usage("--k1 -1", "not '-1'");
    expect_usage("--k1 1,2", "not '1,2'");
    expect_usage("--k1 1e1", "not '1e1'");
    expect_usage("--k1 .", "not '.'");
    expect_usage("--k1 nan", "not 'nan'");
    expect_usage("--k1 0.12345678901234567890123", "not '0.123");
    expect_usage("--real x", "--real takes a number, not 'x'");
}

static void choices(void **state)
{
    (void)state;
    assert_int_equal(parse("--format text"), STATUS_OK);
    assert_int_equal(values.format, 0);
    assert_int_equal(parse("--format tsv"), STATUS_OK);
    assert_int_equal(values.format, 2);
    expect_usage("--format js", "--format takes one of text|json|tsv, not 'js'");
    expect_usage("--format text|json", "not 'text|json'");
    expect_usage("--format=", "not ''");
}

static void help(void **state)
{
    static const struct option_spec rows[] = {
        {"quiet", 'q', OPTION_FLAG, NULL, "say nothing", NULL, 0, 0, NULL},
        {"threads", 0, OPTION_NUMBER, "N", "threads", NULL, 0, 0, NULL},
        {"a-name-of-19-letter", 0, OPTION_TEXT, "X", "beside", NULL, 0, 0, NULL},
        {"a-name-of-20-letters", 0, OPTION_TEXT, "X", "below", NULL, 0, 0, NULL},
    };
    struct buffer out = {0};
    (void)state;
    options_help(rows, 4, &out);
    buffer_append_byte(&out, 0);
    assert_string_equal((const char *)out.data, "  -q, --quiet                  say nothing\n"
                                                "      --threads N              threads\n"
                                                "      --a-name-of-19-letter X  beside\n"
                                                "      --a-name-of-20-letters X\n"
                                                "                               below\n");
    buffer_release(&out);
}

static void nearest_words(void **state)
{
    static const char *const words[] = {"build", "add", "delete", "merge", "check", "info"};
    (void)state;
    assert_string_equal(options_nearest("biuld", words, 6), "build");
    assert_string_equal(options_nearest("chekc", words, 6), "check");
    assert_string_equal(options_nearest("del", words, 6), "delete"); /* the beginning */
    assert_null(options_nearest("search", words, 6));
    assert_null(options_nearest("ode", words, 6)); /* two edits from add */
    assert_null(options_nearest("x", NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_forms),   cmocka_unit_test(dashes),
        cmocka_unit_test(suggestions), cmocka_unit_test(values_that_are_missing_or_too_many),
        cmocka_unit_test(ranges),      cmocka_unit_test(sizes),
        cmocka_unit_test(reals),       cmocka_unit_test(choices),
        cmocka_unit_test(help),        cmocka_unit_test(nearest_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
