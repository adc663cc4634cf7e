/* splitter-accuracy LIST < TEXTS: how well the splitter does on a list of words, with the
 * vocabulary of TEXTS (a NUL byte behind each document). See scripts/splitter-accuracy. */
#include <stdio.h>
#include <stdlib.h>

#include "bench/form_counts.h"
#include "common/base/clock.h"
#include "common/base/memory.h"

enum { EXAMPLES = 40 };

struct tally {
    unsigned compounds, exact, heads, missed; /* missed: stayed whole */
    unsigned wholes, cut;
    struct buffer wrong, wrongly_cut;
    unsigned wrong_count, cut_count;
    bool all; /* print every word */
};

struct check {
    struct splitter *splitter;
    struct vocabulary vocabulary;
};

static void write_parts(struct buffer *out, struct bytes form, const struct compound_part *parts,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(out, i ? "+" : "");
        buffer_append(out, form.data + parts[i].start, parts[i].size);
    }
}

static size_t last_part_bytes(const char *parts)
{
    const char *plus = strrchr(parts, '+');
    return strlen(plus ? plus + 1 : parts);
}

static void judge(const struct check *check, const char *word, const char *want,
                  struct tally *tally)
{
    struct compound_part parts[COMPOUND_MAX_PARTS];
    struct bytes form = bytes_of_text(word);
    size_t count = splitter_split(check->splitter, &check->vocabulary, form, parts);
    struct buffer got = {0};
    write_parts(&got, form, parts, count);
    bool exact = bytes_equal(buffer_bytes(&got), bytes_of_text(want));
    if (strchr(want, '+') == NULL) {
        tally->wholes++;
        tally->cut += !exact;
        if (!exact && (tally->all || tally->cut_count++ < EXAMPLES)) {
            buffer_append_format(&tally->wrongly_cut, "  %.*s\n", (int)got.size, got.data);
        }
    } else {
        tally->compounds++;
        tally->exact += exact;
        tally->missed += count == 1;
        tally->heads += count > 1 && parts[count - 1].size == last_part_bytes(want);
        if (!exact && (tally->all || tally->wrong_count++ < EXAMPLES)) {
            buffer_append_format(&tally->wrong, "  %.*s, not %s\n", (int)got.size, got.data, want);
        }
    }
    buffer_release(&got);
}

static double percent(unsigned part, unsigned all)
{
    return all ? 100.0 * part / all : 0;
}

static void report(const char *title, struct tally *tally, bool examples)
{
    printf("%s: %u compounds: exact %.1f %%, head right %.1f %%, left whole %.1f %%; "
           "%u whole words: cut %.1f %%\n",
           title, tally->compounds, percent(tally->exact, tally->compounds),
           percent(tally->heads, tally->compounds), percent(tally->missed, tally->compounds),
           tally->wholes, percent(tally->cut, tally->wholes));
    if (examples) {
        printf("wrong:\n%.*scut, not whole:\n%.*s", (int)tally->wrong.size, tally->wrong.data,
               (int)tally->wrongly_cut.size, tally->wrongly_cut.data);
    }
    buffer_release(&tally->wrong);
    buffer_release(&tally->wrongly_cut);
}

/* Twice: as it is, and each word taken out of the vocabulary while it is split. */
static int judge_list(struct check *check, struct form_counts *counts, const char *path, bool all)
{
    struct tally seen = {.all = all}, unseen = {.all = all};
    char line[1024];
    FILE *list = fopen(path, "r");
    if (list == NULL) {
        perror(path);
        return 1;
    }
    while (fgets(line, sizeof line, list) != NULL) {
        char *tab = strchr(line, '\t');
        if (tab == NULL) {
            continue;
        }
        *tab = '\0';
        tab[1 + strcspn(tab + 1, "\r\n\t")] = '\0';
        form_counts_hide(counts, bytes_of(NULL, 0));
        judge(check, line, tab + 1, &seen);
        form_counts_hide(counts, bytes_of_text(line));
        judge(check, line, tab + 1, &unseen);
    }
    fclose(list);
    form_counts_hide(counts, bytes_of(NULL, 0));
    report("as it is", &seen, true);
    report("word taken out", &unseen, all);
    return 0;
}

static void time_all(const struct check *check, const struct form_counts *counts)
{
    struct compound_part parts[COMPOUND_MAX_PARTS];
    size_t split = 0;
    uint64_t start = clock_ns();
    for (const struct form_count *row = counts->forms.first; row != NULL; row = row->next) {
        split += splitter_split(check->splitter, &check->vocabulary,
                                bytes_of(row->form, row->size), parts) > 1;
    }
    double ns = (double)(clock_ns() - start);
    printf("%u documents, %zu forms: %zu split, in %.3f s, %.0f ns each\n",
           counts->document_count, counts->forms.count, split, ns / 1e9,
           ns / (double)counts->forms.count);
}

static enum status read_texts(struct form_counts *counts, struct error *err)
{
    enum status status = STATUS_OK;
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    while (status == STATUS_OK && (size = getdelim(&line, &room, '\0', stdin)) > 0) {
        status = form_counts_add(counts, bytes_of(line, (size_t)size), err);
    }
    free(line);
    return status == STATUS_OK ? form_counts_finish(counts, err) : status;
}

int main(int argc, char **argv)
{
    struct form_counts counts;
    struct check check = {0};
    struct error err = ERROR_NONE;
    if (argc < 2) {
        fputs("usage: splitter-accuracy LIST [all] < TEXTS\n", stderr);
        return 2;
    }
    int result = 1;
    if (form_counts_init(&counts, &err) == STATUS_OK && read_texts(&counts, &err) == STATUS_OK &&
        splitter_create(&check.splitter, NULL, &err) == STATUS_OK) {
        check.vocabulary = form_counts_vocabulary(&counts);
        time_all(&check, &counts);
        result = judge_list(&check, &counts, argv[1], argc > 2);
    } else {
        fprintf(stderr, "splitter-accuracy: %s\n", err.message);
    }
    splitter_destroy(check.splitter);
    form_counts_release(&counts);
    return result;
}
