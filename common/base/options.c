#include "common/base/options.h"

#include <string.h>

enum { HELP_COLUMN = 31 }; /* where the help of an option begins */

static const char *value_of(const struct option_spec *spec)
{
    return spec->value ? spec->value : "VALUE";
}

/* Decimal digits up to UINT64_MAX; what follows them is left in *text. */
static bool parse_digits(const char **text, uint64_t *value)
{
    const char *at = *text;
    *value = 0;
    for (; *at >= '0' && *at <= '9'; at++) {
        uint64_t digit = (uint64_t)(*at - '0');
        if (*value > (UINT64_MAX - digit) / 10) {
            return false;
        }
        *value = *value * 10 + digit;
    }
    bool any = at > *text;
    *text = at;
    return any;
}

static bool parse_number(const char *text, bool size, uint64_t *value)
{
    if (!parse_digits(&text, value)) {
        return false;
    }
    static const char units[] = "KMG";
    const char *unit = size && *text ? strchr(units, *text >= 'a' ? *text - 32 : *text) : NULL;
    if (unit != NULL) {
        unsigned shift = 10 * (unsigned)(unit - units + 1);
        if (*value > UINT64_MAX >> shift) {
            return false;
        }
        *value <<= shift;
        text++;
    }
    return *text == '\0';
}

/* Digits with a point, whatever the locale says. */
static bool parse_real(const char *text, double *value)
{
    uint64_t whole = 0, part = 0;
    bool any = parse_digits(&text, &whole);
    double scale = 1;
    if (*text == '.') {
        const char *start = ++text;
        if (*text >= '0' && *text <= '9') {
            if (!parse_digits(&text, &part) || text - start > 15) {
                return false;
            }
            any = true;
        }
        for (; start < text; start++) {
            scale *= 10;
        }
    }
    *value = (double)whole + (double)part / scale;
    return any && *text == '\0';
}

static bool parse_choice(const char *words, const char *text, int *choice)
{
    size_t size = strlen(text);
    for (int i = 0; *words; i++) {
        size_t length = strcspn(words, "|");
        if (length == size && memcmp(words, text, size) == 0) {
            *choice = i;
            return true;
        }
        words += length + (words[length] == '|');
    }
    return false;
}

static enum status bad_value(const struct option_spec *spec, const char *text, struct error *err)
{
    if (spec->kind == OPTION_CHOICE) {
        return error_set(err, STATUS_USAGE, "--%s takes one of %s, not '%s'", spec->name,
                         value_of(spec), text);
    }
    if (spec->most > 0) {
        return error_set(err, STATUS_USAGE, "--%s takes a number from %llu to %llu, not '%s'",
                         spec->name, (unsigned long long)spec->least,
                         (unsigned long long)spec->most, text);
    }
    return error_set(err, STATUS_USAGE, "--%s takes a number, not '%s'", spec->name, text);
}

static enum status store(const struct option_spec *spec, const char *text, struct error *err)
{
    uint64_t number = 0;
    double real = 0;
    bool good = true;
    switch (spec->kind) {
    case OPTION_FLAG:
        *(bool *)spec->target = true;
        break;
    case OPTION_NUMBER:
    case OPTION_SIZE:
        good = parse_number(text, spec->kind == OPTION_SIZE, &number) &&
               (spec->most == 0 || (number >= spec->least && number <= spec->most));
        if (good) {
            *(uint64_t *)spec->target = number;
        }
        break;
    case OPTION_REAL:
        good = parse_real(text, &real) && (spec->most == 0 || (real >= (double)spec->least &&
                                                               real <= (double)spec->most));
        if (good) {
            *(double *)spec->target = real;
        }
        break;
    case OPTION_TEXT:
        *(const char **)spec->target = text;
        break;
    case OPTION_CHOICE:
        good = parse_choice(spec->value, text, spec->target);
        break;
    }
    if (good && spec->given != NULL) {
        *spec->given = true;
    }
    return good ? STATUS_OK : bad_value(spec, text, err);
}

static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 31 };
    size_t n = strlen(a), m = strlen(b), row[LONGEST + 1];
    if (n > LONGEST || m > LONGEST) {
        return LONGEST;
    }
    for (size_t j = 0; j <= m; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            size_t step = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = change < step ? change : step;
        }
    }
    return row[m];
}

struct nearest {
    const char *word;
    size_t steps;
};

/* Takes the word if it is nearer: at most two edits away, half of the name, or begun by it. */
static void try_word(struct nearest *nearest, const char *name, const char *word)
{
    size_t steps = distance(name, word), size = strlen(name);
    bool is_near = steps <= 2 && 2 * steps <= size;
    if (is_near && (nearest->word == NULL || steps < nearest->steps)) {
        *nearest = (struct nearest){word, steps};
    } else if (nearest->word == NULL && size >= 3 && strncmp(name, word, size) == 0) {
        *nearest = (struct nearest){word, steps};
    }
}

const char *options_nearest(const char *name, const char *const *words, size_t count)
{
    struct nearest nearest = {0};
    for (size_t i = 0; i < count; i++) {
        try_word(&nearest, name, words[i]);
    }
    return nearest.word;
}

static enum status unknown(const struct option_spec *specs, size_t count, const char *argument,
                           struct error *err)
{
    struct nearest nearest = {0};
    char name[64];
    bool is_long = argument[1] == '-';
    size_t length = is_long ? strcspn(argument + 2, "=") : 0;
    if (is_long && length < sizeof name) {
        memcpy(name, argument + 2, length);
        name[length] = '\0';
        for (size_t i = 0; i < count; i++) {
            try_word(&nearest, name, specs[i].name);
        }
    }
    if (nearest.word != NULL) {
        return error_set(err, STATUS_USAGE, "unknown option '%s'; did you mean --%s?", argument,
                         nearest.word);
    }
    bool may_be_word = !is_long && argument[2] != '\0'; /* -Zoll, of a query */
    return error_set(err, STATUS_USAGE, "unknown option '%s'; see --help%s", argument,
                     may_be_word ? ", or put -- before words that begin with a dash" : "");
}

/* The row of an argument that begins with a dash; *value is what is glued to it. */
static const struct option_spec *find(const struct option_spec *specs, size_t count,
                                      const char *argument, const char **value)
{
    *value = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(specs[i].name);
        if (argument[1] == '-' && strncmp(argument + 2, specs[i].name, length) == 0 &&
            (argument[2 + length] == '\0' || argument[2 + length] == '=')) {
            *value = argument[2 + length] ? argument + 3 + length : NULL;
            return &specs[i];
        }
        if (argument[1] != '-' && argument[1] == specs[i].letter && specs[i].letter != '\0' &&
            (argument[2] == '\0' || specs[i].kind != OPTION_FLAG)) {
            *value = argument[2] ? argument + 2 : NULL;
            return &specs[i];
        }
    }
    return NULL;
}

enum status options_parse(const struct option_spec *specs, size_t count, int argc, char **argv,
                          const char **arguments, size_t *argument_count, struct error *err)
{
    size_t found = 0;
    bool ended = false;
    for (int i = 1; i < argc; i++) {
        if (ended || argv[i][0] != '-' || argv[i][1] == '\0') {
            arguments[found++] = argv[i];
            continue;
        }
        if (strcmp(argv[i], "--") == 0) {
            ended = true;
            continue;
        }
        const char *value;
        const struct option_spec *spec = find(specs, count, argv[i], &value);
        if (spec == NULL) {
            return unknown(specs, count, argv[i], err);
        }
        if (spec->kind == OPTION_FLAG && value != NULL) {
            return error_set(err, STATUS_USAGE, "--%s takes no value", spec->name);
        }
        if (spec->kind != OPTION_FLAG && value == NULL) {
            if (i + 1 == argc) {
                return error_set(err, STATUS_USAGE, "--%s needs a value: %s", spec->name,
                                 value_of(spec));
            }
            value = argv[++i];
        }
        enum status status = store(spec, value, err);
        if (status != STATUS_OK) {
            return status;
        }
    }
    *argument_count = found;
    return STATUS_OK;
}

void options_help(const struct option_spec *specs, size_t count, struct buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        char letter[8] = "    ";
        if (specs[i].letter != '\0') {
            letter[0] = '-';
            letter[1] = specs[i].letter;
            letter[2] = ',';
        }
        size_t start = out->size;
        buffer_append_format(out, "  %s--%s%s%s", letter, specs[i].name,
                             specs[i].value ? " " : "", specs[i].value ? specs[i].value : "");
        size_t width = out->size - start;
        if (width > HELP_COLUMN - 2) { /* too long to stand beside its help */
            buffer_append_byte(out, '\n');
            width = 0;
        }
        buffer_append_format(out, "%*s%s\n", (int)(HELP_COLUMN - width), "", specs[i].help);
    }
}
